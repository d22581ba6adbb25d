#!/usr/bin/env bash
# jc loses the address of whoever tries to log in without a name.
#
# `lastb | jc --last` is a usual way from failed logins to a count by address. Scanners also try an empty name; lastb then
# prints blanks where the name stands. The columns have fixed places, and jc names lastb among what its parser reads, so a
# good engineer expects `user` to be empty and `hostname` to be the address.
#
# What happens: the columns move. `user` is "ssh:notty", the terminal is the address, and `hostname` is null, and nothing
# warns. Times are right, so the rows look whole.
#
# Why it matters: counted by `hostname`, the loudest address comes out behind somebody who mistyped twice, and
# "ssh:notty" is the name that was tried most.
#
# Instead: `utmpdump /var/log/btmp`, which brackets each column.
set -euo pipefail

for program in utmpdump lastb python3; do
  command -v "$program" >/dev/null || { echo "install the Debian packages util-linux, python3-venv" >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export TZ=UTC LC_ALL=C
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check jc==1.26.1

row() { # seconds, name, address
  printf '[6] [%05d] [    ] [%-8s] [ssh:notty   ] [%-20s] [%-15s] [2026-11-02T13:25:%02d,000000+00:00]\n' \
    "40$1" "$2" "$3" "$3" "$1"
}
{
  row 10 root 203.0.113.7
  for second in 11 12 13 14; do row "$second" '' 203.0.113.7; done
  row 20 alice 198.51.100.9
  row 21 alice 198.51.100.9
} | utmpdump -r >btmp 2>/dev/null

lastb -w -f btmp >listing
seen=$(venv/bin/jc --last <listing | python3 -c '
import collections, json, sys
rows = json.load(sys.stdin)
for column in ("hostname", "user"):
  counts = collections.Counter(str(row[column]) for row in rows)
  print(column, *("%s=%d" % pair for pair in sorted(counts.items())))')

echo "program   jc $(venv/bin/jc -v | sed -n 's/^jc version: *//p'), $(lastb --version)"
sed -n '1,7s/^/lastb     /p' listing
echo 'tried     203.0.113.7 five times, 198.51.100.9 twice'
sed 's/^/jc        /' <<<"$seen"
echo 'hurt      alice, whose address is the first of the list'

[ "$(grep -c '^ *ssh:notty  *203.0.113.7 ' listing)" = 4 ]
[ "$seen" = 'hostname 198.51.100.9=2 203.0.113.7=1 None=4
user alice=2 root=1 ssh:notty=4' ]
