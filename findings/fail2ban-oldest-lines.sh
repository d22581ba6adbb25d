#!/usr/bin/env bash
# fail2ban's mails about a ban carry the oldest lines of the address, not the attack.
#
# The actions that mail log lines (mail-whois-lines, sendmail-whois-lines, and complain, which writes to abuse desks)
# promise "Lines containing failures of ADDRESS (max 1000)". A good engineer who reads `tail -n <grepmax>` in their
# configuration expects the last thousand.
#
# What happens: the lines are taken by `grep -m 1000` and then go through `tail -n 1000`. grep stops at the first thousand
# lines of the file that have the address, failures or not, so tail has nothing to do. Below, a build server fetched from
# us 1,100 times in the last week, by key; then somebody on it guessed passwords and was banned. The mail has a thousand
# lines, each of them a login that we accepted, and not one of the failures that it is about.
#
# Why it matters: the abuse desk is told of an attack and shown its customer's ordinary work. It closes the case, or takes
# what it sees for a break-in at our side. The busier the address was before, the surer.
#
# Instead: set `grepopts =` to nothing in action.d/helpers-common.local (tail then keeps the last lines), or send the lines
# of fail2ban's own match (`<matches>`).
set -euo pipefail

command -v fail2ban-server >/dev/null || { echo 'install the Debian package fail2ban' >&2; exit 2; }
work=$(mktemp -d)
server=''
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"' EXIT
cd "$work"

cp -r /etc/fail2ban conf
rm -f conf/jail.d/* conf/jail.local
printf 'cat >> "%s/mail.txt"\n' "$work" > mail.sh
cat > conf/action.d/mail-whois-common.local <<'CONF'
[DEFAULT]
_whois = echo "left out"
CONF
cat > conf/jail.local <<CONF
[DEFAULT]
backend = polling
[sshd]
enabled = true
logpath = $work/auth.log
maxretry = 5
findtime = 10m
action = mail-whois-lines[name=sshd, dest=desk, logpath="$work/auth.log", mailcmd="sh $work/mail.sh"]
CONF
sed -i -e 's|^dbfile = .*|dbfile = None|' -e "s|^logtarget = .*|logtarget = $work/fail2ban.log|" conf/fail2ban.conf

cat > lines.py <<'PY'
import sys
from datetime import datetime, timedelta

now = datetime.now()
with open('auth.log', 'a') as log:
    if sys.argv[1] == 'before':
        for n in range(1100):
            at = now - timedelta(minutes=9 * (1100 - n) + 60)
            log.write(f'{at:%b %d %H:%M:%S} git sshd[{1000 + n}]: Accepted publickey for build from 198.51.100.7 port {30000 + n} ssh2: ED25519 SHA256:x\n')
    else:
        for n in range(6):
            log.write(f'{now:%b %d %H:%M:%S} git sshd[{9000 + n}]: Failed password for root from 198.51.100.7 port {50000 + n} ssh2\n')
PY
python3 lines.py before

fail2ban-server -c "$work/conf" -s "$work/sock" -p "$work/pid" -f start >start.log 2>&1 &
server=$!
client() { fail2ban-client -c "$work/conf" -s "$work/sock" "$@"; }
for _ in $(seq 100); do
  if client status sshd >/dev/null 2>&1; then break; fi
  sleep 0.2
done
python3 lines.py attack
for _ in $(seq 150); do
  if grep -q 'Lines containing failures' mail.txt 2>/dev/null; then break; fi
  sleep 0.2
done
sleep 1

accepted=$(grep -c 'Accepted publickey' mail.txt || true)
failed=$(grep -c 'Failed password' mail.txt || true)
echo "program   $(fail2ban-server --version), action mail-whois-lines"
echo "the log   $(grep -c Accepted auth.log) logins accepted, then $(grep -c Failed auth.log) refused; banned: $(client status sshd | sed -n 's/.*Banned IP list:[[:space:]]*//p')"
grep -E 'has just been banned|attempts against|Lines containing' mail.txt | sed 's/^ */the mail  /'
echo "the mail  $accepted lines of accepted logins, $failed of refused ones"
[ "$accepted" -eq 1000 ] && [ "$failed" -eq 0 ] || { echo 'CHANGED: the mail has the failures' >&2; exit 1; }
