#!/usr/bin/env bash
# maxmind and mmdb-lib answer an IPv6 address from an IPv4 file with whatever owns its first 32 bits.
#
# A MaxMind DB says in its metadata whether its tree is 32 or 128 bits deep (`ip_version`). Files with only IPv4 are common
# where people make their own from BGP tables or price lists. A good engineer expects that an IPv6 address asked of such a
# file is an error or "nothing found": Python's maxminddb raises, libmaxminddb's mmdblookup refuses.
#
# What happens: the npm packages walk the tree by the first 32 bits of the IPv6 address. 2600:1f18::1, which is Amazon's, is
# looked up as 38.0.31.24 and comes back as AS174 with a prefix length of 8, and nothing in the answer tells.
#
# Why it matters: every IPv6 attacker is put on some IPv4 network's account, by numbers that look sound. The complaint goes
# to a company that has nothing to do with it, or its customers are blocked.
#
# Instead: compare `reader.metadata.ipVersion` with `net.isIP(address)` before asking.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check mmdb_writer==0.2.7 maxminddb==3.2.0
npm install --silent --no-audit --no-fund --ignore-scripts maxmind@5.0.7 mmdb-lib@3.0.3 > /dev/null

cat > write.py <<'PY'
from mmdb_writer import MMDBWriter
from netaddr import IPSet

writer = MMDBWriter(ip_version=4, database_type='ASN')
writer.insert_network(IPSet(['38.0.0.0/8']), {'asn': 174})
writer.insert_network(IPSet(['198.51.100.0/24']), {'asn': 64500})
writer.to_db_file('ipv4.mmdb')
PY
venv/bin/python -W ignore write.py

cat > python.py <<'PY'
import maxminddb

with maxminddb.open_database('ipv4.mmdb') as reader:
    try:
        said = reader.get('2600:1f18::1')
    except ValueError:
        said = 'refused'
print('Python maxminddb    2600:1f18::1 ', said)
assert said == 'refused'
PY
venv/bin/python python.py

cat > node.mjs <<'JS'
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import maxmind from 'maxmind';
import { Reader } from 'mmdb-lib';

const file = readFileSync('ipv4.mmdb');
for (const [name, reader] of [
  ['maxmind 5.0.7  ', new maxmind.Reader(file)],
  ['mmdb-lib 3.0.3 ', new Reader(file)],
]) {
  assert.equal(reader.metadata.ipVersion, 4);
  const [data, length] = reader.getWithPrefixLength('2600:1f18::1');
  console.log(`npm ${name} 2600:1f18::1  AS${data?.asn}, /${length}`);
  assert.deepEqual([data, length], [{ asn: 174 }, 8]);
  assert.equal(reader.get('2001:db8::1'), null, '32.1.13.184 is in no network of this file');
}
console.log('hurt    the network that is blamed for another one; the reader who trusts an ASN with a prefix length');
JS
node node.mjs
