#!/bin/bash
# Judges the bell on live interfaces (virtual cables): two organisations and an attacker in networks of their own, joined by a bridge that has no way out.
# The attacker logs in to a device of acme with the maker's credentials; acme's node sees it live, and the kernel before beta drops
# the attacker's packets. Needs root, iproute2 and python3. Ends with "N passed, N failed, N skipped"; exit code 0 only without failures.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")

if [ "$(id -u)" != 0 ] || ! command -v ip >/dev/null || ! command -v python3 >/dev/null || ! unshare -n true 2>/dev/null; then
  echo "skipped everything: networks of their own need root, iproute2 and python3"
  echo "0 passed, 0 failed, 1 skipped"
  exit 0
fi
"$root/tocsin" --version >/dev/null || { echo "wires: the program can't be built" >&2; exit 69; }

work=$(mktemp -d)
run=wires$$
attacker=45.148.10.66
acme=10.77.0.1 beta=10.77.0.2

. "$here/common/judge.sh"
. "$here/common/networks.sh"
spawn() { # spawn WHO COMMAND...: in its network, until the end
  ip netns exec "$run-$1" "${@:2}" >"$work/$1.out" 2>>"$work/$1.err" & # itself, and no shell around it, is what finish ends
  started+=($!)
}
net() { # net NAME ADDRESS: a network of its own behind the bridge
  ip netns add "$run-$1"; nets+=("$run-$1")
  in_net "$1" ip link set lo up
  ip -n "$run-hub" link add "to-$1" type veth peer name wan0 netns "$run-$1"
  ip -n "$run-hub" link set "to-$1" master bridge up
  in_net "$1" ip addr add "$2" dev wan0
  in_net "$1" ip link set wan0 up
}

dropped() { tocsin beta enforce status --json | grep -Eq '"refuse":{"elements":[1-9][0-9]*,"packets":[1-9]'; }

ip netns add "$run-hub"; nets+=("$run-hub")
ip -n "$run-hub" link add bridge type bridge
ip -n "$run-hub" link set bridge up
net acme $acme/16
net beta $beta/16
net attacker $attacker/24
in_net acme ip route add 45.148.10.0/24 dev wan0
in_net beta ip route add 45.148.10.0/24 dev wan0
in_net attacker ip route add 10.77.0.0/16 dev wan0

# A device that lets in whoever knows what its maker set, and a service of beta that anybody may use.
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
cat >"$work/service.py" <<'P'
import socket, sys
listener = socket.create_server((sys.argv[1], 8080), backlog=4096)
while True:
    listener.accept()[0].close()
P
cat >"$work/attack.py" <<'P'
import socket, sys, time
device, service, sources = sys.argv[1], sys.argv[2], sys.argv[3:]
def reached(source):
    try:
        socket.create_connection((service, 8080), 0.3, (source, 0)).close(); return True
    except OSError:
        return False
def attack(source):
    if not reached(source):
        sys.exit("the service was not there before the attack")
    line = socket.create_connection((device, 23), 5, (source, 0))
    line.recv(64); line.sendall(b"root\r\n"); line.recv(64); line.sendall(b"xc3511\r\n")
    if b"BusyBox" not in line.recv(256):
        sys.exit("the device did not let it in")
    let_in = time.monotonic()
    while time.monotonic() < let_in + 10:
        began = time.monotonic()
        if not reached(source):
            return (began - let_in) * 1000
        time.sleep(0.0005)
    sys.exit("ten seconds later the attacker still got through")
for source in sources:
    print(f"{attack(source):.1f}", flush=True)
    time.sleep(0.3)
P
cat >"$work/reach.py" <<'P'
import socket, sys
socket.create_connection((sys.argv[1], 8080), 1).close()
P

for who in acme beta; do
  tocsin $who node init --org $who.example >"$work/$who.init" 2>&1 || fail "a home for $who" "$work/$who.init"
done
printf 'federation:\n  urls: [https://%s:8444]\nedge:\n  tap:\n    interfaces: [wan0]\n  kernel:\n    enforce: true\n' $acme >"$work/acme/tocsin.yaml"
printf 'edge:\n  kernel:\n    enforce: true\n' >"$work/beta/tocsin.yaml"
for who in acme beta; do
  spawn $who "$root/tocsin" node run --home "$work/$who"
  check "the node of $who starts" within 60 grep -q Started "$work/$who.out"
done
ip netns exec "$run-acme" python3 "$work/device.py" $acme >/dev/null 2>&1 & started+=($!)
ip netns exec "$run-beta" python3 "$work/service.py" $beta >/dev/null 2>&1 & started+=($!)

token=$(tocsin acme peer invite --quiet 2>"$work/log")
[ -n "$token" ] && pass "acme invites" || fail "acme invites" "$work/log"
check "beta joins" tocsin beta peer join "$token"
check "acme accepts" tocsin acme peer accept beta.example --yes
check "they have met" within 20 says '"connected":true' tocsin beta peer ls --json
check "acme's tap reads its wire" within 20 says "reads wan0" tocsin acme doctor

check "the service of beta is there for the attacker" in_net attacker python3 "$work/reach.py" $beta
# The first few warm both nodes up; the fast lane takes no more than this at once of one reporter.
sources=$(seq -f "${attacker%.*}.%g" 66 80)
for source in $sources; do in_net attacker ip addr add "$source/24" dev wan0 2>/dev/null; done
if in_net attacker python3 "$work/attack.py" $acme $beta $sources >"$work/took" 2>"$work/log"; then
  pass "attackers log in at acme, and are dropped before beta's service after $(head -1 "$work/took") ms the first time, $(
    tail -12 "$work/took" | sort -n | sed -n 6p) ms in the middle of the last twelve, at worst $(sort -n "$work/took" | tail -1)"
else
  fail "attackers log in at acme, and are dropped before beta's service: $(wc -l <"$work/took") were" "$work/log"
fi
check "acme tells what it saw" within 5 says factory-credentials tocsin acme finding ls
check "beta says why" within 5 says "acme.example" tocsin beta verdict explain $attacker
check "beta's kernel has counted the dropped packets" within 5 dropped
refuse "the attacker does not get through" in_net attacker python3 "$work/reach.py" $beta
check "a person lets it in at beta" tocsin beta verdict allow $attacker
check "and it gets through again" within 5 in_net attacker python3 "$work/reach.py" $beta

verdict
