"""Two Eclipse Paho clients over mutual TLS: 100 messages of each QoS, all of them once. Arguments: port, folder, level."""

import queue
import sys

import paho.mqtt.client as mqtt

port, folder, level = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])


def client(device, inbox):
    made = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id="paho-" + device, protocol=level)
    made.tls_set(f"{folder}/ca.pem", f"{folder}/{device}.pem", f"{folder}/{device}.key")
    made.on_message = lambda _c, _u, message: inbox.put(int(message.payload))
    ready = queue.Queue()
    made.on_connect = lambda _c, _u, _f, reason, _p: ready.put(reason)
    made.on_subscribe = lambda _c, _u, _m, reasons, _p: ready.put(reasons[0])
    made.connect("127.0.0.1", port, 30)
    made.loop_start()
    assert not ready.get(timeout=10).is_failure
    return made, ready


inbox = queue.Queue()
listener, answers = client("cam-1", inbox)
sender, _ = client("cam-2", queue.Queue())
topic = f"paho/{port}/{level}"
listener.subscribe(topic, 2)
assert not answers.get(timeout=10).is_failure
for qos in (0, 1, 2):
    for number in range(100):
        sender.publish(topic, number, qos)
    got = [inbox.get(timeout=20) for _ in range(100)]
    assert got == list(range(100)), f"QoS {qos}: {got}"
assert inbox.empty()
sender.disconnect()
listener.disconnect()
