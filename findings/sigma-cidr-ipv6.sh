#!/usr/bin/env bash
# A Sigma rule for one IPv6 block of a cloud matches other regions' and other people's blocks too.
#
# Sigma's `cidr` modifier is how a detection or a watch list names an address range. A good engineer expects that
# `src_ip|cidr: 2600:1f18::/33` (AWS's list has it as EC2 in us-east-1) finds addresses of that block and no others.
#
# What happens: a backend without a function for ranges gets text patterns instead. pySigma 1 makes them from the written
# form, in which zeros are left out: the /33 becomes `2600:1f18:%`, which is the whole /32, with 2600:1f18:c000::/36 in it,
# and that is us-east-2 in the same list. 2001:db8::/48 becomes `2001:db8:%`, 65,536 times too much. IPv4 is right.
# pySigma 2.0.1 does it rightly, but the newest DuckDB backend asks for pySigma below 2, and pip takes what is asked for,
# without a word: the second part below shows it.
#
# Why it matters: alerts name other regions and other customers; a block or a complaint made from them hits whoever has the
# neighbouring block.
#
# Instead: check each hit against the prefix with a real address type before anybody is named, or pass the rule through
# a backend that allows pySigma 2.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --report plan.json pysigma-backend-duckdb==0.1.4 duckdb==2.0.1

cat > rule.py <<'PY'
import ipaddress
import json
from importlib.metadata import version

import duckdb
from sigma.collection import SigmaCollection
from sigma_backend_duckdb import DuckDBBackend

RULE = '''
title: a watched block
status: test
logsource: {category: network_connection}
detection:
  hit: {'src_ip|cidr': '%s'}
  condition: hit
'''
print('program   pySigma', version('pysigma'), 'with pysigma-backend-duckdb', version('pysigma-backend-duckdb'),
      'and DuckDB', duckdb.__version__)
addresses = [
    '2600:1f18:4:2::5', '2600:1f18:c000:1::5', '2600:1f18:e123:4567::9', '2001:db8::1', '2001:db8:0:7::1',
    '2001:db8:4000:3585::2d0', '203.0.113.5', '203.0.113.200',
]
duckdb.execute('create table logs as select unnest(?) as src_ip', [addresses])

wrong = {}
for prefix in ('2600:1f18::/33', '2001:db8::/48', '203.0.113.0/25'):
    query = DuckDBBackend().convert(SigmaCollection.from_yaml(RULE % prefix))[0]
    hits = [a for (a,) in duckdb.execute(query).fetchall()]
    network = ipaddress.ip_network(prefix)
    wrong[prefix] = sorted(a for a in hits if ipaddress.ip_address(a) not in network)
    print('rule     ', prefix)
    print('  becomes', query[:90])
    print('  hits outside the block:', ', '.join(wrong[prefix]) or 'none')

chosen = {p['metadata']['name'].lower(): p['metadata']['version'] for p in json.load(open('plan.json'))['install']}
print('pip took  pySigma', chosen['pysigma'], 'for the backend; nobody named a version of it')
print('hurt      the customers in 2600:1f18:c000::/36, which is another region')

assert wrong == {
    '2600:1f18::/33': ['2600:1f18:c000:1::5', '2600:1f18:e123:4567::9'],
    '2001:db8::/48': ['2001:db8:4000:3585::2d0'],
    '203.0.113.0/25': [],
}
assert chosen['pysigma'].startswith('1.'), chosen['pysigma']
PY
venv/bin/python rule.py
