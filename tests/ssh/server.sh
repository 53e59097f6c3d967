#!/usr/bin/env bash
# A real sshd for the tests, on a port of loopback.
#
#     server.sh FOLDER NAME...
#
# Each name gets a key, FOLDER/key-NAME. FOLDER/keys are the lines of authorized_keys, in which
# KEY-NAME stands for the public one; FOLDER/rules stand at the end of the configuration. Keys,
# configuration and log go to FOLDER. Prints 'port NUMBER' and 'process NUMBER' once it takes
# connections, and ends with its standard input. Exit status 77: it can't be done here.
set -euo pipefail
folder=$1
shift
PATH=$PATH:/usr/sbin:/usr/local/sbin:/sbin
for needed in sshd ssh ssh-keygen; do
  if ! found=$(command -v "$needed"); then
    echo "$needed isn't installed"
    exit 77
  fi
  # sshd has to be started by its whole path.
  if [ "$needed" = sshd ]; then sshd=$found; fi
done

# One that an ordinary user starts takes the key, then drops every session with a terminal: it can't
# write the record of the log-in ('Attempt to write login records by non-root user').
if [ "$(id -u)" != 0 ]; then
  echo "sshd gives a terminal only where root starts it"
  exit 77
fi

if ! id -un >/dev/null 2>&1; then
  echo "user $(id -u) has no name, which ssh asks for"
  exit 77
fi

ssh-keygen -q -t ed25519 -N '' -C host -f "$folder/host_key"
cp "$folder/keys" "$folder/authorized_keys"
for name in "$@"; do
  ssh-keygen -q -t ed25519 -N '' -C "$name" -f "$folder/key-$name"
  sed -i "s|KEY-$name|$(cut -d' ' -f1,2 "$folder/key-$name.pub")|" "$folder/authorized_keys"
done
# Started by root, sshd insists on this folder for the part of it that has no rights.
if [ "$(id -u)" = 0 ]; then mkdir -p /run/sshd; fi

for _ in $(seq 20); do
  port=$((20000 + RANDOM % 20000))
  cat >"$folder/sshd_config" <<CONFIG
Port $port
ListenAddress 127.0.0.1
HostKey "$folder/host_key"
PidFile none
AuthorizedKeysFile "$folder/authorized_keys"
StrictModes no
UsePAM no
PubkeyAuthentication yes
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
PermitUserRC no
AllowAgentForwarding no
AllowTcpForwarding no
X11Forwarding no
PrintMotd no
PrintLastLog no
CONFIG
  cat "$folder/rules" >>"$folder/sshd_config"
  if ! "$sshd" -t -f "$folder/sshd_config"; then exit 1; fi
  "$sshd" -D -E "$folder/log" -f "$folder/sshd_config" </dev/null &
  server=$!
  trap 'kill "$server" 2>/dev/null || true' EXIT
  for _ in $(seq 100); do
    if grep -q 'Server listening' "$folder/log" 2>/dev/null; then
      echo "port $port"
      echo "process $server"
      # Until whoever started this goes away.
      cat >/dev/null
      exit 0
    fi
    # A port that is taken ends it; another one is tried.
    kill -0 "$server" 2>/dev/null || break
    sleep 0.05
  done
  kill "$server" 2>/dev/null || true
done
echo "sshd doesn't start:" >&2
cat "$folder/log" >&2
exit 1
