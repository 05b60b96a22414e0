#!/bin/bash
# Judges the MQTT relay by other people's clients: mosquitto_pub and mosquitto_sub, Eclipse Paho for Python, mqtt.js, and the
# Paho conformance suite where TOCSIN_PEERS names a folder with its checkout (paho.mqtt.testing). Before the lab broker and
# before Debian's mosquitto. Installs what is missing from Debian, PyPI and npm where it may; skips the rest and says so.
# Ends with "N passed, N failed, N skipped"; exit code 0 only without failures.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
work=$(mktemp -d)
orders=0
children=()

finish() {
  exec 9>&- 2>/dev/null
  for child in "${children[@]:-}"; do [ -n "$child" ] && kill "$child" 2>/dev/null; done
  wait 2>/dev/null
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

. "$here/common/judge.sh"

# --- what is needed ------------------------------------------------------------------------------------------------
if ! command -v mosquitto_pub >/dev/null || ! command -v mosquitto >/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get install -y -qq mosquitto mosquitto-clients >/dev/null 2>&1 ||
      { apt-get update -qq >/dev/null 2>&1 && apt-get install -y -qq mosquitto mosquitto-clients >/dev/null 2>&1; }
  fi
fi
python=
if command -v python3 >/dev/null && python3 -m venv "$work/venv" >/dev/null 2>&1 &&
  "$work/venv/bin/pip" install -q --disable-pip-version-check 'paho-mqtt==2.1.0' >/dev/null 2>&1; then
  python=$work/venv/bin/python
fi
node=
if command -v npm >/dev/null && mkdir -p "$work/js" &&
  (cd "$work/js" && npm install --silent --no-fund --no-audit mqtt@5.16.0 >/dev/null 2>&1); then
  node=node
fi

"$root/tocsin" --version >/dev/null || { echo "gateway: the program can't be built" >&2; exit 69; }
java=$("$root/.mvn/find-jdk")/bin/java || exit 69

# --- brokers and relays --------------------------------------------------------------------------------------------
brokers=()
if command -v mosquitto >/dev/null; then
  port=18831
  printf 'listener %s 127.0.0.1\nallow_anonymous true\npersistence false\n' "$port" >"$work/mosquitto.conf"
  mosquitto -c "$work/mosquitto.conf" >"$work/mosquitto.log" 2>&1 &
  children+=($!)
  if within 10 bash -c "exec 3<>/dev/tcp/127.0.0.1/$port"; then brokers+=("$port"); fi
fi
mkfifo "$work/orders"
pki=$work/pki
"$java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -cp "$root/cli/target/lib/*" \
  org.tocsin.lab.gateway.LabGateway "$pki" "${brokers[@]}" <"$work/orders" >"$work/relay.log" 2>&1 &
children+=($!)
exec 9>"$work/orders"
if ! within 60 test -s "$pki/ports"; then
  fail "the relay starts" "$work/relay.log"
  echo "$passed passed, $failed failed, $skipped skipped"
  exit 1
fi
mapfile -t ports <"$pki/ports"

order() { # order WORDS: told to the gateway, returns when it was done
  echo "$*" >&9
  orders=$((orders + 1))
  within 10 test -e "$pki/done-$orders"
}
as() { # as DEVICE: the TLS arguments of the mosquitto clients
  echo --cafile "$pki/ca.pem" --cert "$pki/$1.pem" --key "$pki/$1.key" --tls-version tlsv1.3
}

# --- mosquitto_pub and mosquitto_sub -------------------------------------------------------------------------------
round() { # round PORT VERSION QOS: one message from cam-1 to cam-2
  local topic=round/$RANDOM$RANDOM out=$work/out.$RANDOM
  # A retained message can't come too early for its listener.
  # shellcheck disable=SC2046
  mosquitto_pub -h 127.0.0.1 -p "$1" $(as cam-1) -V "$2" -q "$3" -t "$topic" -r -m "hello $2 $3" || return 1
  # shellcheck disable=SC2046
  timeout 20 mosquitto_sub -h 127.0.0.1 -p "$1" $(as cam-2) -V "$2" -q "$3" -t "$topic" -C 1 >"$out" || return 1
  [ "$(cat "$out")" = "hello $2 $3" ]
}
many() { # many PORT: 500 messages of QoS 1 in order, none lost, none twice
  local out=$work/many
  # shellcheck disable=SC2046
  timeout 30 mosquitto_sub -h 127.0.0.1 -p "$1" $(as cam-2) -q 1 -t many -C 500 >"$out" 2>/dev/null &
  local listener=$!
  sleep 1
  # shellcheck disable=SC2046
  seq 1 500 | mosquitto_pub -h 127.0.0.1 -p "$1" $(as cam-1) -q 1 -t many -l
  wait $listener && [ "$(cat "$out")" = "$(seq 1 500)" ]
}
names=("the lab broker" "Debian's mosquitto")
if command -v mosquitto_pub >/dev/null; then
  for i in "${!ports[@]}"; do
    for version in mqttv311 mqttv5; do
      for qos in 0 1 2; do
        check "mosquitto clients, $version, QoS $qos, before ${names[$i]}" round "${ports[$i]}" $version $qos
      done
    done
    check "mosquitto clients, 500 messages in order, before ${names[$i]}" many "${ports[$i]}"
  done
  [ "${#ports[@]}" -gt 1 ] || skip "mosquitto as the broker behind: it is not installed"

  refuse "a client without certificate" timeout 10 mosquitto_pub -h 127.0.0.1 -p "${ports[0]}" \
    --cafile "$pki/ca.pem" -t x -m x
  # shellcheck disable=SC2046
  refuse "a certificate of a foreign CA" timeout 10 mosquitto_pub -h 127.0.0.1 -p "${ports[0]}" $(as stranger) -t x -m x

  # shellcheck disable=SC2046
  stdbuf -oL mosquitto_sub -h 127.0.0.1 -p "${ports[0]}" -A 127.66.0.1 $(as cam-3) -V mqttv5 -t live -d >"$work/live" 2>&1 &
  live=$!
  children+=("$live")
  if within 10 grep -q SUBACK "$work/live"; then
    order block 127.66.0.1
    closed() { grep -qi -e 'received DISCONNECT' -e 'not authori' "$work/live"; }
    check "a live session is closed on a block, with a reason" within 5 closed
    kill "$live" 2>/dev/null
    # shellcheck disable=SC2046
    refuse "a blocked address" timeout 10 mosquitto_pub -h 127.0.0.1 -p "${ports[0]}" -A 127.66.0.1 $(as cam-3) -t x -m x
    # shellcheck disable=SC2046
    check "the same device from another address" timeout 10 mosquitto_pub -h 127.0.0.1 -p "${ports[0]}" $(as cam-3) -t x -m x
    order allow 127.66.0.1
    # shellcheck disable=SC2046
    check "the address once it is allowed again" timeout 10 mosquitto_pub -h 127.0.0.1 -p "${ports[0]}" -A 127.66.0.1 $(as cam-3) -t x -m x
    order quarantine cam-3
    # shellcheck disable=SC2046
    refuse "a quarantined device from another address" timeout 10 mosquitto_pub -h 127.0.0.1 -p "${ports[0]}" -A 127.66.0.2 $(as cam-3) -t x -m x
  else
    fail "a live session from a bound address" "$work/live"
  fi
else
  skip "mosquitto clients: not installed"
fi

# --- Eclipse Paho and mqtt.js --------------------------------------------------------------------------------------
for i in "${!ports[@]}"; do
  for version in 4 5; do
    if [ -n "$python" ]; then
      check "Eclipse Paho for Python, protocol level $version, before ${names[$i]}" \
        timeout 60 "$python" "$here/clients/paho_round.py" "${ports[$i]}" "$pki" $version
    else
      skip "Eclipse Paho for Python: it could not be installed"
    fi
    if [ -n "$node" ]; then
      check "mqtt.js, protocol level $version, before ${names[$i]}" \
        env NODE_PATH="$work/js/node_modules" timeout 60 node "$here/clients/mqttjs_round.js" "${ports[$i]}" "$pki" $version
    else
      skip "mqtt.js: it could not be installed"
    fi
  done
done

# --- the Paho conformance suite ------------------------------------------------------------------------------------
suite=${TOCSIN_PEERS:-/nowhere}/paho.mqtt.testing/interoperability
if [ -f "$suite/client_test5.py" ] && command -v python3 >/dev/null; then
  python3 "$here/clients/tls_front.py" "${ports[0]}" "$pki" >"$work/front" 2>&1 &
  children+=($!)
  within 10 test -s "$work/front"
  front=$(head -n 1 "$work/front")
  sed "s/port = 1883/port = $front/" "$suite/client_test.py" >"$work/client_test.py"
  # Some brokers deny one topic by policy; the lab broker has none to deny it by.
  for name in $(grep -o 'def test_[a-z0-9_]*' "$suite/client_test5.py" | cut -d' ' -f2 | sed 's/^test_//'); do
    [ "$name" = subscribe_failure ] && { skip "Paho suite, MQTT 5, $name: needs a topic policy"; continue; }
    check "Paho suite, MQTT 5, $name" env PYTHONPATH="$suite" timeout 60 \
      python3 "$suite/client_test5.py" -h 127.0.0.1 -p "$front" "Test.test_$name"
  done
  for name in $(grep -o 'def test[A-Za-z0-9_]*' "$suite/client_test.py" | cut -d' ' -f2); do
    [ "$name" = test_subscribe_failure ] && { skip "Paho suite, MQTT 3.1.1, $name: needs a topic policy"; continue; }
    check "Paho suite, MQTT 3.1.1, $name" env PYTHONPATH="$suite" timeout 60 python3 "$work/client_test.py" "Test.$name"
  done
else
  skip "Paho conformance suite: no checkout paho.mqtt.testing under TOCSIN_PEERS"
fi

verdict
