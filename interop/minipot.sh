#!/bin/bash
# Judges the minipots by other people's programs: curl, lftp, Python's ftplib, mosquitto_pub, telnet, netcat and OpenSSH log in and must
# be refused as their protocols say; nmap looks at the versions and must accuse nobody; hydra guesses and must be found. All on
# loopback, where 127.66.0.0/16 plays the world outside. Installs what is missing from Debian where it may; skips the rest and says so.
# Ends with "N passed, N failed, N skipped"; exit code 0 only without failures.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
work=$(mktemp -d)
pot=127.77.0.1
node=

finish() {
  [ -n "$node" ] && kill "$node" 2>/dev/null
  wait 2>/dev/null
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

. "$here/common/judge.sh"

need=()
for pair in curl:curl lftp:lftp mosquitto_pub:mosquitto-clients telnet:telnet nc:netcat-openbsd ssh:openssh-client nmap:nmap hydra:hydra; do
  command -v "${pair%%:*}" >/dev/null || need+=("${pair##*:}")
done
if [ "${#need[@]}" -gt 0 ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  timeout 120 apt-get install -y -qq "${need[@]}" >/dev/null 2>&1 ||
    { timeout 120 apt-get update -qq >/dev/null 2>&1 && timeout 120 apt-get install -y -qq "${need[@]}" >/dev/null 2>&1; }
fi
have() { # have PROGRAM: or says that it is missing
  command -v "$1" >/dev/null || { skip "$1: not installed"; return 1; }
}

"$root/tocsin" --version >/dev/null || { echo "minipot: the program can't be built" >&2; exit 69; }

# --- a node with all minipots --------------------------------------------------------------------------------------
home=$work/acme
"$root/tocsin" node init --home "$home" --org acme.example >"$work/init" 2>&1 || { fail "a home" "$work/init"; verdict; exit 1; }
cat >"$home/tocsin.yaml" <<Y
api.listen: 127.0.0.1:0
federation.listen: 127.0.0.1:0
detection.outside: [127.66.0.0/16, 127.0.0.1/32]
exchange.outside: [127.66.0.0/16, 127.0.0.1/32]
edge.minipot: {telnet: "$pot:23230", ssh: "$pot:22220", http: "$pot:8081", ftp: "$pot:2121", mqtt: "$pot:18840"}
Y
"$root/tocsin" node run --home "$home" >"$work/node.out" 2>"$work/node.err" &
node=$!
if ! within 60 grep -q Started "$work/node.out"; then
  fail "the node starts" "$work/node.err"
  verdict
  exit 1
fi
check "it names what it listens on" grep -q 'Minipots .*telnet 23230.*mqtt 18840' "$work/node.out"

findings() { "$root/tocsin" finding ls --home "$home" --json; }
found() { findings | grep -F '"minipot-login"' | grep -F "\"subject\":\"$1\""; }
accused() { found "$1" | grep -qvF '"toldOnly"'; }
told() { found "$1" | grep -qF '"toldOnly"'; }
tells() { check "$1" within 5 told "$2"; } # tells NAME ADDRESS: it is told of
accuses() { check "$1" within 5 accused "$2"; } # accuses NAME ADDRESS
spares() { if accused "$2"; then fail "$1"; else pass "$1"; fi; }
answers() { # answers TEXT COMMAND...: what it says contains the text, whatever its exit code
  local text=$1; shift
  timeout 30 "$@" >"$work/answer" 2>&1 </dev/null
  cat "$work/answer"
  grep -qF -- "$text" "$work/answer"
}

# --- scanners, first: they must leave nobody accused -----------------------------------------------------------------
if have nmap; then
  check "nmap looks at the versions" timeout 150 nmap -Pn -sT -sV -p 2121,8081,18840,22220,23230 -oN "$work/nmap" $pot
  check "nmap takes the SSH minipot for SSH" grep -Eq '^22220/tcp +open +ssh' "$work/nmap"
  check "nmap takes the FTP minipot for FTP" grep -Eq '^2121/tcp +open +ftp' "$work/nmap"
  check "nmap takes the web minipot for HTTP" grep -Eq '^8081/tcp +open +http' "$work/nmap"
  check "nmap takes the telnet minipot for telnet" grep -Eq '^23230/tcp +open +telnet' "$work/nmap"
  spares "a version scan accuses nobody" 127.0.0.1
fi

# --- HTTP ------------------------------------------------------------------------------------------------------------
status() { [ "$(curl -s -m 10 -o /dev/null -w '%{http_code}' --interface "$1" "${@:2}")" = 401 ]; }
if have curl; then
  check "curl is asked for credentials" status 127.66.1.1 "http://$pot:8081/"
  check "curl with Basic is refused" status 127.66.1.1 -u admin:admin "http://$pot:8081/"
  spares "one pair by Basic accuses nobody" 127.66.1.1
  check "curl tries a second pair" status 127.66.1.1 -u admin:1234 "http://$pot:8081/"
  check "curl tries a third pair" status 127.66.1.1 -u admin:12345 "http://$pot:8081/"
  tells "three pairs by Basic are told" 127.66.1.1
  spares "and accuse nobody, a web hook may bring them" 127.66.1.1
  check "curl posts the form of a foreign page" status 127.66.1.2 -A 'Mozilla/5.0 (X11)' -H 'Origin: http://evil.example' \
    -d 'username=admin&password=admin' "http://$pot:8081/login"
  spares "a foreign page accuses nobody" 127.66.1.2
  check "curl posts the form" status 127.66.1.3 -d 'username=admin&password=admin' "http://$pot:8081/login"
  spares "one form accuses nobody, a web hook may send it" 127.66.1.3
  check "curl posts a second pair" status 127.66.1.3 -d 'username=admin&password=1234' "http://$pot:8081/login"
  check "curl posts a third pair" status 127.66.1.3 -d 'username=root&password=1234' "http://$pot:8081/login"
  tells "three pairs by the form are told" 127.66.1.3
  spares "and accuse nobody either" 127.66.1.3
  check "curl is answered on" status 127.66.1.3 "http://$pot:8081/"
  refuse "curl by FTP" curl -s -m 10 --interface 127.66.1.4 -u root:root "ftp://$pot:2121/"
  spares "one pair by FTP accuses nobody" 127.66.1.4
fi

# --- FTP -------------------------------------------------------------------------------------------------------------
if have lftp; then
  check "lftp is told that the log-in is incorrect" answers "530 Login incorrect" lftp -e \
    "set net:socket-bind-ipv4 127.66.2.1; set ftp:ssl-allow no; set net:max-retries 1; open -u root,xc3511 ftp://$pot:2121; ls; exit"
fi
if have python3; then
  cat >"$work/guess.py" <<'P'
import ftplib, sys
for word in ("root", "admin", "12345"):
    ftp = ftplib.FTP()
    ftp.connect(sys.argv[1], 2121, 10, source_address=("127.66.2.2", 0))
    try:
        ftp.login("root", word)
        sys.exit("let in")
    except ftplib.error_perm as refused:
        assert str(refused).startswith("530"), refused
P
  check "Python's ftplib is refused three times" timeout 30 python3 "$work/guess.py" $pot
  tells "three pairs by FTP are told" 127.66.2.2
  spares "and accuse nobody, a fetch may bring them" 127.66.2.2
fi

# --- MQTT ------------------------------------------------------------------------------------------------------------
if have mosquitto_pub; then
  for version in mqttv311 mqttv5; do
    from=127.66.3.${version#mqttv}
    from=${from/311/31}
    check "mosquitto_pub, $version, without credentials is not authorised" answers "ot authori" \
      mosquitto_pub -h $pot -p 18840 -A "$from" -V $version -t x -m x
    spares "a client without credentials accuses nobody, $version" "$from"
    for pair in mqtt:mqtt admin:public root:root; do
      spares "a gateway with a default pair accuses nobody, $version" "$from"
      check "mosquitto_pub, $version, is not authorised as ${pair%:*}" answers "ot authori" \
        mosquitto_pub -h $pot -p 18840 -A "$from" -V $version -u "${pair%:*}" -P "${pair#*:}" -t x -m x
    done
    accuses "three pairs by MQTT are a guesser, $version" "$from"
  done
fi

# --- telnet ----------------------------------------------------------------------------------------------------------
slowly() { for line in "$@"; do sleep 0.5; printf '%s\n' "$line"; done; sleep 0.5; }
if have nc; then
  slowly root xc3511 | timeout 20 nc -N -s 127.66.4.1 $pot 23230 >"$work/nc" 2>&1
  check "netcat is told that the log-in is incorrect" grep -q 'Login incorrect' "$work/nc"
  accuses "a log-in by telnet is told" 127.66.4.1
  refuse "netcat once it is blocked" bash -c 'timeout 5 nc -N -s 127.66.4.1 "$1" 23230 </dev/null | grep -q login' _ $pot
  named() { findings | grep -qF "('root'), is on the list of factory credentials"; }
  check "with the name of the factory pair" named
fi

# --- SSH -------------------------------------------------------------------------------------------------------------
if have ssh; then
  check "OpenSSH is politely turned away" answers "Too many connections" ssh -F none -b 127.66.5.1 -p 22220 \
    -o BatchMode=yes -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null root@$pot
  answers "" ssh-keyscan -T 5 -p 22220 $pot >/dev/null
  check "ssh-keyscan gets no key" bash -c '! grep -q "^[^#]" "$1" || ! grep -q "ssh-" "$1"' _ "$work/answer"
  spares "an SSH client accuses nobody" 127.66.5.1
fi

# --- guessers, last: they come from 127.0.0.1, which is blocked then --------------------------------------------------
if have telnet; then
  slowly root vizxv | timeout 20 telnet $pot 23230 >"$work/telnet" 2>&1
  check "Debian's telnet is told that the log-in is incorrect" grep -q 'Login incorrect' "$work/telnet"
  accuses "Debian's telnet is told of" 127.0.0.1
  "$root/tocsin" verdict allow 127.0.0.1 --home "$home" >/dev/null 2>&1
fi
if have hydra; then
  printf 'root\nadmin\n12345\nxc3511\nvizxv\n888888\n' >"$work/words"
  for service in ftp telnet http-get; do
    case $service in ftp) port=2121 ;; telnet) port=23230 ;; *) port=8081 ;; esac
    check "hydra finds no way in by $service" answers "0 valid password" \
      hydra -I -t 2 -w 5 -l root -P "$work/words" -s $port $pot $service $([ $service = http-get ] && echo /)
  done
  accuses "hydra is found" 127.0.0.1
fi

check "no secret stands in what the node tells" bash -c '! grep -qE "xc3511|vizxv|888888" "$@"' _ "$work/node.out" "$work/node.err"
findings >"$work/findings"
check "nor in its findings" bash -c '! grep -qE "xc3511|vizxv|888888" "$1"' _ "$work/findings"

verdict
