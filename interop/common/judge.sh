# What every judge script counts and says with. Sourced, never run; wants $work, a folder of the script's own.
passed=0 failed=0 skipped=0

pass() { passed=$((passed + 1)); echo "ok      $1"; }
fail() { failed=$((failed + 1)); echo "FAILED  $1"; [ -s "${2:-/dev/null}" ] && sed 's/^/        /' "$2" | tail -n 12; }
skip() { skipped=$((skipped + 1)); echo "skipped $1"; }
check() { # check NAME COMMAND...: the command must succeed
  local name=$1; shift
  if "$@" >"$work/log" 2>&1; then pass "$name"; else fail "$name" "$work/log"; fi
}
refuse() { # refuse NAME COMMAND...: the command must fail; what it said is left in $work/refused
  local name=$1; shift
  if "$@" >"$work/refused" 2>&1; then fail "$name (it got through)" "$work/refused"; else pass "$name"; fi
}
within() { # within SECONDS COMMAND...: tries until it succeeds
  local end=$(($(date +%s%N) + $1 * 1000000000)); shift
  until "$@" >/dev/null 2>&1; do [ "$(date +%s%N)" -ge "$end" ] && return 1; sleep 0.1; done
}
verdict() { # the last line, and the exit code
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" = 0 ]
}
