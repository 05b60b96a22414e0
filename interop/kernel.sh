#!/bin/bash
# Judges blocking in the kernel by Debian's nft: a real node in a network of its own, a list imported, an address allowed, rules
# flushed, the node killed and stopped. Needs root, iproute2 and util-linux; installs nftables from Debian where it may.
# Ends with "N passed, N failed, N skipped"; exit code 0 only without failures.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")

if [ "${1:-}" != inside ]; then
  if [ "$(id -u)" != 0 ] || ! unshare -n true 2>/dev/null; then
    echo "skipped everything: a network of its own needs root"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
  fi
  if ! command -v nft >/dev/null && command -v apt-get >/dev/null; then
    apt-get install -y -qq nftables >/dev/null 2>&1 ||
      { apt-get update -qq >/dev/null 2>&1 && apt-get install -y -qq nftables >/dev/null 2>&1; }
  fi
  if ! command -v nft >/dev/null; then
    echo "skipped everything: the command nft is not here and can't be installed"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
  fi
  "$root/tocsin" --version >/dev/null || { echo "kernel: the program can't be built" >&2; exit 69; }
  exec unshare -n "$0" inside
fi

work=$(mktemp -d)
home=$work/node
node=

finish() {
  [ -n "$node" ] && kill -9 "$node" 2>/dev/null
  wait 2>/dev/null
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

. "$here/common/judge.sh"
tocsin() { "$root/tocsin" "$@" --home "$home"; }
says() { "${@:2}" 2>&1 | grep -qF -- "$1"; } # says TEXT COMMAND...
start() {
  "$root/tocsin" node run --home "$home" >"$work/out" 2>>"$work/err" &
  node=$!
  within 60 grep -q Started "$work/out"
}
there() { nft list table inet tocsin; }
listed() { nft list set inet tocsin "$1" | grep -qF "$2"; }
gone() { ! listed "$1" "$2"; }
# How many packets the drop sets have dropped.
dropped() { nft list counter inet tocsin drop_dropped | grep -o 'packets [0-9]*' | cut -d' ' -f2; }

ip link set lo up
tocsin node init --org acme.example >"$work/init" 2>&1 || { fail "a home is made" "$work/init"; exit 1; }

if command -v setpriv >/dev/null; then
  printf 'edge:\n  kernel:\n    enforce: true\n' >"$home/tocsin.yaml"
  bare() { setpriv --bounding-set=-net_admin --inh-caps=-net_admin "$root/tocsin" "$@" --home "$home"; }
  refuse "without CAP_NET_ADMIN the node does not start" bare node run
  check "and says which capability is missing" grep -q 'nft.permission.*CAP_NET_ADMIN' "$work/refused"
  check "the doctor names it too" says "bad   kernel" bare doctor
else
  skip "without CAP_NET_ADMIN: no command setpriv"
fi
printf 'edge: {}\n' >"$home/tocsin.yaml"
start && check "off by default: no table" sh -c '[ -z "$(nft list tables)" ]'
kill "$node" 2>/dev/null; wait "$node" 2>/dev/null

nft add table inet tocsin
printf 'edge:\n  kernel:\n    enforce: true\nexchange:\n  protect: [192.0.2.53]\n' >"$home/tocsin.yaml"
refuse "a foreign table of the same name is refused" tocsin node run
check "and left alone" sh -c '[ "$(nft list table inet tocsin | tr -d "[:space:]")" = "tableinettocsin{}" ]'
refuse "and not cleared" "$root/tocsin" enforce clear --yes
nft delete table inet tocsin

if start; then pass "the node starts"; else fail "the node starts" "$work/err"; fi
check "nft reads the table" there
check "its comment says whose it is" says 'comment "tocsin 1 ' nft list table inet tocsin
check "both hooks come before usual filters" sh -c '[ "$(nft list table inet tocsin | grep -c "priority filter - 10; policy accept;")" = 2 ]'
check "no interval sets" sh -c '! nft list table inet tocsin | grep -q interval'
check "a protected asset is allowed" listed allow4_32 192.0.2.53

printf '198.51.100.7\n203.0.113.0/24\n2001:db8:9::/64\n' >"$work/list"
tocsin intel import drop "$work/list" >/dev/null 2>&1
check "an imported host is in the kernel" within 2 listed drop4_32 198.51.100.7
check "an imported network too" within 2 listed drop4_24 203.0.113.0
check "and one of IPv6" within 2 listed drop6_64 2001:db8:9::
check "elements end by themselves" says "timeout" nft list set inet tocsin drop4_32
check "status says so" says "in step" tocsin enforce status

ip link add name wan0 type veth peer name far0
ip addr add 198.51.100.1/24 dev wan0
ip link set wan0 up
ip link set far0 up
if command -v python3 >/dev/null; then
  cat >"$work/packet.py" <<'P'
import socket, struct, sys
mac = bytes.fromhex(sys.argv[2].replace(":", ""))
source, target = socket.inet_aton(sys.argv[1]), socket.inet_aton("198.51.100.1")
head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 28, 1, 0, 64, 17, 0, source, target)
total = sum(struct.unpack("!10H", head)); total = (total & 0xffff) + (total >> 16); total = (total & 0xffff) + (total >> 16)
head = head[:10] + struct.pack("!H", ~total & 0xffff) + head[12:]
link = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
link.bind(("far0", 0))
link.send(mac + b"\x02\0\0\0\0\x66" + b"\x08\0" + head + struct.pack("!HHHH", 9, 9, 8, 0))
P
  before=$(dropped)
  python3 "$work/packet.py" 198.51.100.7 "$(ip -o link show wan0 | grep -o 'link/ether [0-9a-f:]*' | cut -d" " -f2)"
  check "a packet of the blocked host is dropped and counted" within 2 sh -c "[ \$(nft list counter inet tocsin drop_dropped | grep -o 'packets [0-9]*' | cut -d' ' -f2) -gt ${before:-0} ]"
else
  skip "a packet of the blocked host: no python3"
fi

check "an address is allowed" tocsin verdict allow 198.51.100.7
check "and in the kernel's allow set" within 2 listed allow4_32 198.51.100.7
check "what is taken out of force leaves the kernel" tocsin intel rm drop
check "and at once" within 2 gone drop4_32 198.51.100.7
tocsin intel import drop "$work/list" >/dev/null 2>&1
within 2 listed drop4_32 198.51.100.7

nft flush ruleset
check "flushed rules are back within a second" within 1 listed drop4_32 198.51.100.7
nft flush set inet tocsin drop4_24
check "a flushed set too" within 1 listed drop4_24 203.0.113.0
nft add table ip somebody_elses
sleep 1.2
check "other people's tables are theirs" nft list table ip somebody_elses
check "and the node stays in step" says "in step" tocsin enforce status

kill -9 "$node"; wait "$node" 2>/dev/null
check "after kill -9 the blocks stand" listed drop4_32 198.51.100.7
check "the next start is right" start
check "and holds what it held" within 2 listed drop4_32 198.51.100.7
kill "$node"; wait "$node" 2>/dev/null
refuse "a clean stop removes the table" there
check "and nothing else" nft list table ip somebody_elses

verdict
