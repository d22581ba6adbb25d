#!/usr/bin/env bash
# flowlogs-reader counts refused bytes as sent, a NAT's traffic twice, and loses every ping on the way to a file.
#
# flowlogs-reader is the Python library (and command) for AWS VPC flow logs. `aggregated_records` sums by source,
# destination, ports and protocol; `to_message` writes a record as a line again. A good engineer expects bytes that went
# out once, and that what was written can be read.
#
# What happens: records with REJECT are added to those with ACCEPT, and one packet that passes two logged interfaces (the
# instance's and the gateway's) is counted at both. Nothing in the sum tells. `to_message` writes every 0 as `-`: ports of
# ICMP, and tcp-flags of a segment that only acknowledges. Read again, they are unknown, and `aggregated_records` leaves
# records with an unknown port out: a flood of pings is gone.
#
# Why it matters: "your instance sent 2.5 kB to the victim" where 1 kB left it, and a flood that nobody finds. A block that
# works looks as if it did nothing, because what it refuses is still counted.
#
# Instead: filter on action == 'ACCEPT' and on one interface before summing; keep the original lines, not `to_message`.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check flowlogs-reader==5.0.1

cat > totals.py <<'PY'
from importlib.metadata import version

from flowlogs_reader import FlowRecord, aggregated_records

def read(lines):
    return [FlowRecord.from_cwl_event({'message': line}) for line in lines]

TAIL = '1795946400 1795946460'
HOST = f'2 123456789012 eni-0aaa 10.0.1.5 203.0.113.9 40000 22 6 10 1000 {TAIL} ACCEPT OK'
GATE = f'2 123456789012 eni-0bbb 10.0.1.5 203.0.113.9 40000 22 6 10 1000 {TAIL} ACCEPT OK'
REFUSED = f'2 123456789012 eni-0aaa 10.0.1.5 203.0.113.9 40000 22 6 5 500 {TAIL} REJECT OK'
PING = f'2 123456789012 eni-0aaa 10.0.1.5 203.0.113.9 0 0 1 90000 7560000 {TAIL} ACCEPT OK'

one = list(aggregated_records(read([HOST])))
all_of_them = list(aggregated_records(read([HOST, GATE, REFUSED])))
pings = list(aggregated_records(read([PING])))
written = [record.to_message() for record in read([PING])]
again = list(aggregated_records(read(written)))
print('program   flowlogs-reader', version('flowlogs-reader'))
print('left the instance    ', one[0]['bytes'], 'bytes')
print('summed               ', all_of_them[0]['bytes'], 'bytes, from', sorted(all_of_them[0]))
print('ping flood           ', [(p['packets'], p['bytes']) for p in pings])
print('  written            ', ' '.join(written[0].split()[:14]))
print('  read again         ', again)
print('hurt      the owner of the instance, by bytes that never left it; the victim of the pings')

assert one[0]['bytes'] == 1000
assert [r['bytes'] for r in all_of_them] == [2500] and 'action' not in all_of_them[0]
assert [p['packets'] for p in pings] == [90000]
assert written[0].split()[5:8] == ['-', '-', '1']
assert again == []
PY
venv/bin/python -W ignore totals.py
