#!/usr/bin/env bash
# Normalising a geofeed moves addresses to another country.
#
# Geofeeds (RFC 8805) say where a provider's addresses are used; the longest prefix that fits counts, and exceptions inside
# exceptions are usual. `geofeed-tools` checks and tidies them. A good engineer expects that `normalize()` changes the
# writing and not one answer.
#
# What happens: rows with the same place are joined each place for itself. US 203.0.113.0/24 takes its own exception
# 203.0.113.192/26 in, and the row of Japan that lies between the two stays. 64 addresses that were American are Japanese
# then. `aggregate` is on unless it is switched off. The feed was valid before and is valid after.
#
# Why it matters: the place decides which police, which law and which desk a report goes to, and what a block by country
# hits. The same trap waits for everybody who collapses nested prefixes label by label, of cloud regions for example.
#
# Instead: `normalize(aggregate=False)`; or join only prefixes that have no other label's prefix between them, and look
# up the first and last address of each row before and after.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check geofeed-tools==0.2.0

printf '%s\n' '203.0.113.0/24,US,US-CA,Los Angeles,' '203.0.113.128/25,JP,JP-13,Tokyo,' '203.0.113.192/26,US,US-CA,Los Angeles,' >feed.csv

cat > tidy.py <<'PY'
from importlib.metadata import version

from geofeed_tools import GeoFeed

def place(path):
    return GeoFeed(path).query('203.0.113.200').matches[0]

feed = GeoFeed('feed.csv')
with open('tidy.csv', 'w') as out:
    out.write(feed.normalize(output='csv'))
with open('kept.csv', 'w') as out:
    out.write(feed.normalize(output='csv', aggregate=False))
before, after, kept = place('feed.csv'), place('tidy.csv'), place('kept.csv')
print('program   geofeed-tools', version('geofeed-tools'))
print('feed     ', [row.split(',')[:2] for row in open('feed.csv')])
print('tidied   ', [row.split(',')[:2] for row in open('tidy.csv') if row.strip()], 'valid:', GeoFeed('tidy.csv').validate().valid)
print('203.0.113.200 before', before.country, 'by', before.prefix, '| after', after.country, 'by', after.prefix,
      '| without aggregate', kept.country)
print('hurt      64 addresses whose reports go to the wrong country')

assert (before.country, before.prefix) == ('US', '203.0.113.192/26')
assert (after.country, after.prefix) == ('JP', '203.0.113.128/25')
assert kept.country == 'US'
assert feed.validate().errors == 0 and GeoFeed('tidy.csv').validate().valid
PY
venv/bin/python tidy.py
