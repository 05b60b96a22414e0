# Networks of a judge's own, joined by nothing that leads out, and what runs in them. Sourced, never run; wants $work, a folder of the
# script's own, and $run, a name that nobody else's networks begin with. Takes all of it away at the end.
nets=() started=()

finish() {
  for pid in "${started[@]}"; do kill -9 "$pid" 2>/dev/null; done
  wait 2>/dev/null
  for net in "${nets[@]}"; do ip netns del "$net" 2>/dev/null; done
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

in_net() { ip netns exec "$run-$1" "${@:2}"; }
says() { "${@:2}" 2>&1 | grep -qF -- "$1"; } # says TEXT COMMAND...
tocsin() { in_net "$1" "$root/tocsin" "${@:2}" --home "$work/$1"; } # tocsin WHERE COMMAND...
