#!/bin/bash
# Judges the decoders by tshark: frames, bytes, TCP streams and UDP conversations of every capture of the corpora, file by file.
# Installs tshark where it may. Ends with "N passed, N failed, N skipped"; exit code 0 only without failures.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")

if ! command -v tshark >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y tshark; } >/dev/null 2>&1
fi
captures=${TOCSIN_CORPORA:-$root/../shared/data}/captures
if ! command -v tshark >/dev/null || [ ! -d "$captures" ]; then
  echo "skipped everything: this takes tshark, and captures in the folder that TOCSIN_CORPORA names"
  echo "0 passed, 0 failed, 1 skipped"
  exit 0
fi
"$root/tocsin" --version >/dev/null || { echo "decoders: the program can't be built" >&2; exit 69; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
. "$here/common/judge.sh"

# Its dissectors of HART-IP and SNMP open conversations of their own; ours are pairs of addresses and ports and nothing else.
theirs_differs() { case $1 in *hart_ip* | *snmp*) true ;; *) false ;; esac; }

theirs() { # theirs FILE: frames bytes tcp udp
  tshark -r "$1" -T fields -e frame.len -e tcp.stream -e udp.stream -E occurrence=f 2>/dev/null |
    awk -F'\t' '{ bytes += $1; if ($2 != "" && $2 + 1 > tcp) tcp = $2 + 1; if ($3 != "" && $3 + 1 > udp) udp = $3 + 1 }
      END { print NR, bytes + 0, tcp + 0, udp + 0 }'
}

find "$captures" -type f \( -name '*.pcap' -o -name '*.pcapng' \) ! -path '*/zigbee/*' | sort >"$work/files"
xargs -d '\n' "$root/tocsin" lab count --json <"$work/files" |
  sed -E 's/.*"frames":([0-9]+),"bytes":([0-9]+),"tcp_streams":([0-9]+),"udp_streams":([0-9]+).*/\1 \2 \3 \4/' >"$work/ours"
[ "$(wc -l <"$work/ours")" = "$(wc -l <"$work/files")" ] || fail "every capture is counted"

while read -r file <&3 && read -r ours <&4; do
  name=${file#"$captures"/}
  said=$(theirs "$file")
  if theirs_differs "$name"; then
    said=${said% *} ours=${ours% *}
  fi
  if [ "$said" = "$ours" ]; then
    passed=$((passed + 1))
  else
    fail "$name: ours $ours, tshark's $said"
  fi
done 3<"$work/files" 4<"$work/ours"
echo "compared $passed captures"
verdict
