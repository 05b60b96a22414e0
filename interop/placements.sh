#!/bin/bash
# Judges the three placements of docs/deploy.md by trying them in networks of their own that have no way out: a node on the router, a
# node behind a mirror port of a switch, a node that only relays. Needs root, iproute2, python3 and openssl.
# Ends with "N passed, N failed, N skipped"; exit code 0 only without failures.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")

for command in ip python3 openssl; do
  if [ "$(id -u)" != 0 ] || ! command -v $command >/dev/null || ! unshare -n true 2>/dev/null; then
    echo "skipped everything: networks of their own need root, iproute2, python3 and openssl"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
  fi
done
"$root/tocsin" --version >/dev/null || { echo "placements: the program can't be built" >&2; exit 69; }

work=$(mktemp -d)
run=place$$
attacker=45.148.10.66

. "$here/common/judge.sh"
. "$here/common/networks.sh"
net() { ip netns add "$run-$1"; nets+=("$run-$1"); in_net "$1" ip link set lo up; }
cable() { # cable WHERE NAME WHERE NAME: one end in each network
  ip link add "$2" netns "$run-$1" type veth peer name "$4" netns "$run-$3"
  in_net "$1" ip link set "$2" up
  in_net "$3" ip link set "$4" up
}
serve() { # serve WHERE SCRIPT ARGUMENT...: in the background
  ip netns exec "$run-$1" python3 "$work/$2.py" "${@:3}" >/dev/null 2>&1 &
  started+=($!)
}
node() { # node WHERE SETTINGS: founds a node there and starts it
  tocsin "$1" node init --org "$1.example" >"$work/$1.init" 2>&1 || fail "a home for $1" "$work/$1.init"
  printf '%s\n' "$2" >"$work/$1/tocsin.yaml"
  ip netns exec "$run-$1" "$root/tocsin" node run --home "$work/$1" >"$work/$1.out" 2>>"$work/$1.err" &
  started+=($!)
  if within 60 grep -q Started "$work/$1.out"; then pass "$1: the node starts"; else fail "$1: the node starts" "$work/$1.err"; fi
}
stop() { kill "${started[-1]}"; wait "${started[-1]}" 2>/dev/null; }

# A device that lets in whoever knows what its maker set; who tries that; and who just connects.
cat >"$work/device.py" <<'P'
import socket, sys, threading
def serve(line):
    with line:
        line.sendall(b"login: "); user = line.recv(64).strip()
        line.sendall(b"Password: "); word = line.recv(64).strip()
        line.sendall(b"\r\nBusyBox v1.19.4\r\n# " if (user, word) == (b"root", b"xc3511") else b"\r\nLogin incorrect\r\n")
        line.recv(64)
listener = socket.create_server((sys.argv[1], 23))
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
P
cat >"$work/attack.py" <<'P'
import socket, sys
line = socket.create_connection((sys.argv[1], 23), 5)
line.recv(64); line.sendall(b"root\r\n"); line.recv(64); line.sendall(b"xc3511\r\n")
sys.exit(b"BusyBox" not in line.recv(256))
P
cat >"$work/reach.py" <<'P'
import socket, sys
socket.create_connection((sys.argv[1], int(sys.argv[2])), 1).recv(1)
P
cat >"$work/greet.py" <<'P'
import socket, ssl, sys
context = ssl.create_default_context(); context.check_hostname = False; context.verify_mode = ssl.CERT_NONE
context.wrap_socket(socket.create_connection((sys.argv[1], 8883), 2, (sys.argv[2], 0))).getpeercert(True)
P
cat >"$work/feed.py" <<'P'
import ssl, sys, urllib.request
context = ssl._create_unverified_context()
request = urllib.request.Request("https://127.0.0.1:8443/feed/blocklist.txt", headers={"Authorization": "Bearer " + sys.argv[1]})
print(urllib.request.urlopen(request, context=context, timeout=5).read().decode())
P

attacked() { # attacked WHERE DEVICE: the attacker logs in, once the node's tap reads
  check "$1: the tap reads" within 20 says "reads" tocsin "$1" doctor
  check "$1: the attacker reaches the device" within 10 in_net attacker python3 "$work/reach.py" "$2" 23
  check "$1: the attacker logs in" in_net attacker python3 "$work/attack.py" "$2"
  check "$1: the node tells" within 10 says "factory-credentials" tocsin "$1" finding ls
}

# On the router: the tap on the inside interface, blocks in the kernel's forward hook.
net attacker; net router; net device
cable attacker wan0 router wan0
cable router br-lan device eth0
in_net attacker ip addr add $attacker/24 dev wan0
in_net router ip addr add 45.148.10.1/24 dev wan0
in_net router ip addr add 10.77.1.1/24 dev br-lan
in_net router sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward'
in_net device ip addr add 10.77.1.20/24 dev eth0
in_net device ip route add default via 10.77.1.1
in_net attacker ip route add 10.77.1.0/24 via 45.148.10.1
serve device device 10.77.1.20
node router "edge: {tap: {interfaces: [br-lan]}, kernel: {enforce: true}}"
attacked router 10.77.1.20
dropped() { tocsin router enforce status --json | grep -Eq '"packets":[1-9]'; }
refuse "router: what it forwards of the attacker is dropped" in_net attacker python3 "$work/reach.py" 10.77.1.20 23
check "router: and counted" within 5 dropped
check "router: the router itself still reaches the device" in_net router python3 "$work/reach.py" 10.77.1.20 23
stop

# Behind a mirror port: a switch that copies what passes to a port of the sensor, which has no address there.
net switch; net camera; net sensor
in_net attacker ip link del wan0
cable switch to-attacker attacker wan1
cable switch to-camera camera eth0
cable switch mirror sensor mirror0
in_net switch ip link add bridge type bridge
in_net switch ip link set bridge up
in_net switch ip link set to-attacker master bridge
in_net switch ip link set to-camera master bridge
in_net attacker ip addr add $attacker/24 dev wan1
in_net attacker ip route add 10.77.2.0/24 dev wan1
in_net camera ip addr add 10.77.2.20/24 dev eth0
in_net camera ip route add 45.148.10.0/24 dev eth0
# Neither port learns who is where, so that whatever passes between the two is copied to the third.
in_net switch ip link set mirror master bridge
in_net switch ip link set to-attacker type bridge_slave learning off
in_net switch ip link set to-camera type bridge_slave learning off
serve camera device 10.77.2.20
node sensor "edge: {tap: {interfaces: [mirror0], promiscuous: true}}"
attacked sensor 10.77.2.20
key=$(tocsin sensor token create firewall --role feed --quiet 2>/dev/null | tail -n 1)
check "sensor: the feed has the attacker for a firewall" within 5 says $attacker in_net sensor python3 "$work/feed.py" "$key"
check "sensor: nothing here stands in the way" in_net attacker python3 "$work/reach.py" 10.77.2.20 23
stop

# Relay only: nobody captures; who is on a list does not even get a handshake.
net relay
in_net switch ip link set to-camera nomaster
cable switch to-relay relay eth0
in_net switch ip link set to-relay master bridge
in_net relay ip addr add 10.77.3.1/24 dev eth0
in_net relay ip route add 45.148.10.0/24 dev eth0
in_net attacker ip route add 10.77.3.0/24 dev wan1
other=45.148.10.67
in_net attacker ip addr add $other/24 dev wan1
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=relay.example \
  -keyout "$work/relay.key" -out "$work/relay.pem" 2>/dev/null
printf '%s\n' $attacker >"$work/list"
node relay "edge: {mqtt: {host: 10.77.3.1, certificate: $work/relay.pem, key: $work/relay.key, clientCa: $work/relay.pem, upstream: {host: 127.0.0.1, port: 1883, tls: false}}}"
check "relay: an outsider meets TLS" in_net attacker python3 "$work/greet.py" 10.77.3.1 $attacker
check "relay: a list is imported" tocsin relay intel import drop "$work/list"
refuse "relay: who is on it is refused" in_net attacker python3 "$work/greet.py" 10.77.3.1 $attacker
check "relay: before TLS" grep -qE "reset|EOF|UNEXPECTED_EOF|BrokenPipe" "$work/refused"
check "relay: and another outsider still meets TLS" in_net attacker python3 "$work/greet.py" 10.77.3.1 $other

verdict
