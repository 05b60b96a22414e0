// Two mqtt.js clients over mutual TLS: 100 messages of each QoS, all of them once. Arguments: port, folder, level.
const fs = require('fs')
const mqtt = require('mqtt')

const [port, folder, level] = process.argv.slice(2)
const topic = `mqttjs/${port}/${level}`

async function client (device) {
  return mqtt.connectAsync(`mqtts://127.0.0.1:${port}`, {
    clientId: `mqttjs-${device}`,
    protocolVersion: Number(level),
    ca: fs.readFileSync(`${folder}/ca.pem`),
    cert: fs.readFileSync(`${folder}/${device}.pem`),
    key: fs.readFileSync(`${folder}/${device}.key`),
    reconnectPeriod: 0
  })
}

async function main () {
  const listener = await client('cam-1')
  const sender = await client('cam-2')
  const got = []
  let enough = () => {}
  listener.on('message', (_topic, payload) => { got.push(Number(payload)); enough() })
  await listener.subscribeAsync(topic, { qos: 2 })
  for (const qos of [0, 1, 2]) {
    got.length = 0
    for (let i = 0; i < 100; i++) await sender.publishAsync(topic, String(i), { qos })
    await new Promise((resolve) => { enough = () => { if (got.length >= 100) resolve() }; enough() })
    if (got.some((number, i) => number !== i)) throw new Error(`QoS ${qos}: ${got}`)
  }
  await sender.endAsync()
  await listener.endAsync()
}

main().then(() => process.exit(0), (error) => { console.error(error); process.exit(1) })
