#!/usr/bin/env bash
# stix-shifter asks VPC flow logs for "everybody but our scanner", and gets everybody; for one /24, and gets half a /16.
#
# stix-shifter translates STIX patterns into the languages of log stores; its module for CloudWatch Logs writes Logs Insights
# queries over VPC flow logs. A good engineer expects `ipv4-addr:value != X` to leave X's records out, and LIKE '10.0.1.%' to
# be the addresses that begin so, as STIX says of LIKE (SQL's wildcard, the whole value).
#
# What happens: an address may be the record's source or its destination, and what is said of it is joined by OR whichever way
# round: srcAddr != X OR dstAddr != X. That holds for every record with two different addresses, so for all. Written as
# `NOT =` the same condition comes out right. LIKE becomes a regular expression whose dots stand for any character and which
# may begin anywhere: 10.0.1.% finds 10.0.10.5 to 10.0.199.5 and 110.0.1.7 as well.
#
# Why it matters: the address that was to be left out is the first in the list of suspects; a neighbour's hosts are counted
# as one's own. Logs Insights bills what it reads, and stops at 10,000 rows, which the wrong ones fill.
#
# Instead: `NOT =`; and a range by hand, `isIpv4InSubnet(srcAddr, "10.0.1.0/24")`, as ISSUBSET is refused by this module.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check stix-shifter==8.1.3 stix-shifter-utils==8.1.3 \
  stix-shifter-modules-aws-cloud-watch-logs==8.1.3

cat > ask.py <<'PY'
import json
import re
from importlib.metadata import version

from stix_shifter.stix_translation.stix_translation import StixTranslation

WHEN = " START t'2026-11-01T00:00:00.000Z' STOP t'2026-11-02T00:00:00.000Z'"


def condition(pattern):
    """The last filter of the query over flow logs."""
    answer = StixTranslation().translate('aws_cloud_watch_logs', 'query', '{}', pattern + WHEN, {})
    [query] = [one for one in map(json.loads, answer['queries']) if one['logType'] == 'vpcflow']
    return query['queryString'].rsplit('| filter ', 1)[1]


not_equal = condition("[ipv4-addr:value != '10.0.0.9']")
negated = condition("[ipv4-addr:value NOT = '10.0.0.9']")
like = condition("[ipv4-addr:value LIKE '10.0.1.%']")


def keeps(text, source, destination):
    """A query's condition of comparisons, as Logs Insights reads it: in Python's words."""
    text = text.replace('tolower', '').replace('NOT', 'not').replace('OR', 'or').replace(' = ', ' == ')
    return eval(text, {'srcAddr': source, 'dstAddr': destination})


[expression] = set(re.findall(r'LIKE /(.*?)/', like))
found = [one for one in ('10.0.1.7', '10.0.10.5', '10.0.199.5', '110.0.1.7', '10.0.2.7') if re.search(expression, one)]

print('program   stix-shifter', version('stix-shifter'), 'with its module for CloudWatch Logs')
print('!=       ', not_equal)
print('          10.0.0.9 to 203.0.113.7 is', 'kept' if keeps(not_equal, '10.0.0.9', '203.0.113.7') else 'left out')
print('NOT =    ', negated)
print('          10.0.0.9 to 203.0.113.7 is', 'kept' if keeps(negated, '10.0.0.9', '203.0.113.7') else 'left out')
print('LIKE     ', like)
print('          10.0.1.% finds', ' '.join(found))
print('hurt      the scanner that was to be left out, the neighbours of 10.0.1.0/24')

assert keeps(not_equal, '10.0.0.9', '203.0.113.7') and keeps(not_equal, '203.0.113.7', '10.0.0.9')
assert not keeps(negated, '10.0.0.9', '203.0.113.7') and keeps(negated, '10.0.0.8', '203.0.113.7')
assert found == ['10.0.1.7', '10.0.10.5', '10.0.199.5', '110.0.1.7']
PY
venv/bin/python ask.py 2> errors || { cat errors; exit 1; }
