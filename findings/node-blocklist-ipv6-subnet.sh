#!/usr/bin/env bash
# Node's net.BlockList: an IPv6 subnet that is short enough also holds every IPv4 address; the same range does not.
#
# `net.BlockList` is what a Node server uses to refuse clients by address. A rule is made for 'ipv4' or 'ipv6', and `check`
# is told which of them an address is. The documentation says that an IPv4 rule is also found for ::ffff:198.51.100.7. A
# good engineer expects no more than that: 198.51.100.7, checked as 'ipv4', is in no IPv6 subnet.
#
# What happens: the IPv4 address is compared as its mapped form, so ::/0 and ::/8 hold it, and with it every IPv4 client.
# `addRange('::', '::ffff:ffff:ffff', 'ipv6')`, which are addresses of both these subnets, does not.
#
# Why it matters: "no IPv6 for now" or a list of bogons (::/8 is on the usual ones) shuts out every IPv4 customer, and the
# list that is shown, `rules`, has only an IPv6 line in it.
#
# Instead: keep two lists, one a family, and ask the one that fits; for ::/8 name its parts without ::ffff:0:0/96.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm install --silent --no-audit --no-fund node@26.10.0 > /dev/null

cat > lists.mjs <<'JS'
import assert from 'node:assert/strict';
import { BlockList } from 'node:net';

function list(fill) {
  const made = new BlockList();
  fill(made);
  return { rules: made.rules, ipv4: made.check('198.51.100.7', 'ipv4'), ipv6: made.check('2001:db8::1', 'ipv6') };
}
const all = list((made) => made.addSubnet('::', 0, 'ipv6'));
const bogons = list((made) => made.addSubnet('::', 8, 'ipv6'));
const range = list((made) => made.addRange('::', '::ffff:ffff:ffff', 'ipv6'));
console.log('Node', process.version);
for (const [name, seen] of Object.entries({ all, bogons, range })) {
  console.log(`  ${seen.rules.join().padEnd(38)} holds the IPv4 address 198.51.100.7: ${seen.ipv4}  (${name})`);
}
assert.deepEqual([all.ipv4, all.ipv6], [true, true]);
assert.deepEqual([bogons.ipv4, bogons.ipv6], [true, false]);
assert.deepEqual([range.ipv4, range.ipv6], [false, false]);
JS
node lists.mjs
node_modules/.bin/node lists.mjs
echo 'hurt      every IPv4 client of a server that refuses an IPv6 network'
