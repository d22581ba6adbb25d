#!/usr/bin/env bash
# One line of tcpdump in a text, and iocextract returns one address for all of them: the victim's.
#
# iocextract pulls addresses out of notices, mails and reports; threat desks feed block lists with it. A good engineer
# expects a list of the addresses in the text, perhaps with one too many.
#
# What happens: where the text has an address with a fifth number behind a dot (tcpdump and BSD netstat write ports so:
# 198.51.100.7.22), every address found is replaced by the last of those. Ten addresses come out as ten times the same,
# with its port, which is no address. Without such a line the list is right, but for an address at the end of a sentence:
# before a full stop it is not found at all. With IPv6 asked for, clock times (10:00:00) come out as addresses.
#
# Why it matters: evidence that an abuse report quotes is often tcpdump's. The last address in `A.40000 > B.22` is B, the
# one that was attacked. A desk that cuts the port off blocks or accuses the victim, and misses all attackers.
#
# Instead: cut the port off tcpdump's addresses before extracting, and count: more than one address in the text must not
# come out as one.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check iocextract==1.16.1 requests==2.32.5

cat > extract.py <<'PY'
from importlib.metadata import version

import iocextract

NOTICE = 'Hosts 203.0.113.5, 203.0.113.80 and 192.0.2.33 guessed passwords on 198.51.100.7 today.'
TCPDUMP = 'IP 203.0.113.5.40000 > 198.51.100.7.22: Flags [S], seq 1, win 64240, length 0'

plain = list(iocextract.extract_ipv4s(NOTICE))
both = list(iocextract.extract_ipv4s(NOTICE + '\n' + TCPDUMP))
stop = list(iocextract.extract_ipv4s('We are attacked from 203.0.113.5. Please act.'))
times = list(iocextract.extract_ipv6s('Nov 29 10:00:00 web sshd[1]: Failed password'))
print('program   iocextract', version('iocextract'))
print('notice alone              ', plain)
print('notice and tcpdump\'s line ', both)
print('203.0.113.5 and full stop', stop)
print('IPv6 in a line of sshd    ', times)
print('hurt      198.51.100.7, which was attacked, and everybody whom the three attackers go on with')

assert plain == ['203.0.113.5', '203.0.113.80', '192.0.2.33', '198.51.100.7']
assert both == ['198.51.100.7.22'] * 5
assert stop == []
assert times == ['10:00:00']
PY
venv/bin/python extract.py
