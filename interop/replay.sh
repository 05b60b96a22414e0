#!/bin/bash
# Judges the live tap by tcpreplay: real captures, played at their own speed onto a virtual cable in networks of their own that have no
# way out, must give the findings that the file gives, packet for packet. Needs root, iproute2 and tcpreplay (installed where it may be).
# Ends with "N passed, N failed, N skipped"; exit code 0 only without failures.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")

if ! command -v tcpreplay >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y tcpreplay; } >/dev/null 2>&1
fi
captures=${TOCSIN_CORPORA:-$root/../shared/data}/captures
if [ "$(id -u)" != 0 ] || ! command -v tcpreplay >/dev/null || ! command -v ip >/dev/null || ! command -v python3 >/dev/null ||
  ! unshare -n true 2>/dev/null || [ ! -d "$captures" ]; then
  echo "skipped everything: this takes root, iproute2, python3, tcpreplay, and captures in the folder that TOCSIN_CORPORA names"
  echo "0 passed, 0 failed, 1 skipped"
  exit 0
fi
"$root/tocsin" --version >/dev/null || { echo "replay: the program can't be built" >&2; exit 69; }

work=$(mktemp -d)
net=replay$$
watching=
finish() {
  [ -n "$watching" ] && kill -9 "$watching" 2>/dev/null
  ip netns del "$net" 2>/dev/null
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM
. "$here/common/judge.sh"

in_net() { ip netns exec "$net" "$@"; }
ip netns add "$net"
in_net sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
in_net ip link add play0 mtu 65535 type veth peer name tap0 mtu 65535
in_net ip link set play0 up
in_net ip link set tap0 up

# The same findings, the first at the same packet but for what hangs on the clock: tcpreplay keeps time to a millisecond or so, and silence is
# judged after a second.
same() {
  python3 -c '
import json, sys
found = [[one for one in map(json.loads, open(name)) if "kind" in one] for name in sys.argv[1:]]
what = [[(one["kind"], one["device"], one["peers"]) for one in side] for side in found]
if what[0] != what[1] or not what[0]:
    sys.exit("in the file: %s\non the wire: %s" % tuple(what))
one, other = found[0][0], found[1][0]
if abs(one["packet"] - other["packet"]) > 10 + one["packet"] * 0.1:
    sys.exit("%s at packet %d of the file, %d on the wire" % (one["kind"], one["packet"], other["packet"]))
print(len(what[0]))
' "$1" "$2"
}
packets() { grep -o '"packets":[0-9]*' "$1" | tail -n 1 | tr -dc 0-9; }

for name in bruteforce/slips-ssh-bruteforce-port902 scan/esnet-nmap_80_w_service_detection scan/slips-icmp-portscan \
  mqtt/mqttset-malariados-train protocols/ndpi-synscan; do
  file=$captures/$name.pcap
  [ -f "$file" ] || { skip "$name: no such capture"; continue; }
  "$root/tocsin" watch "$file" --json >"$work/file.json"
  ip netns exec "$net" "$root/tocsin" watch tap0 --promiscuous --json >"$work/tap.json" 2>"$work/tap.err" &
  watching=$!
  within 20 grep -q 'watching\|tap0' "$work/tap.err" || sleep 2
  if ! in_net tcpreplay -q -i play0 "$file" >"$work/played" 2>&1; then
    fail "$name is played" "$work/played"
  fi
  # The last attempts are judged a second after they began, and a busy machine reads late.
  sleep 4
  kill -TERM "$watching"
  wait "$watching"
  watching=
  if [ "$(packets "$work/file.json")" != "$(packets "$work/tap.json")" ]; then
    fail "$name: the tap saw $(packets "$work/tap.json") of $(packets "$work/file.json") packets"
    continue
  fi
  if found=$(same "$work/file.json" "$work/tap.json" 2>"$work/log"); then
    pass "$name: $found findings, the same on the wire"
  else
    fail "$name: the wire's findings are not the file's" "$work/log"
  fi
done
verdict
