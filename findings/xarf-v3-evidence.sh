#!/usr/bin/env bash
# XARF's own Python library turns the evidence of an older report into nothing, and vouches for it with a SHA-256.
#
# XARF v3 is what senders have written for years. Its schema keeps evidence in `Samples`, each with `Payload` and
# `Base64Encoded`, and the time span in `FirstSeen` and `Date` (the latest). The library converts v3 to v4 by itself, so
# a good engineer hands it both kinds and expects the same facts.
#
# What happens: the converter looks for a field named `Data` in each sample, which v3's schema does not have. Every item
# of evidence becomes 0 bytes, with the digest of the empty string as its hash. `FirstSeen` and the target are gone too.
# `errors` is empty; the only warning says that v3 is old. (`Protocol` below is a field that v3's schema allows and this
# library asks for; without it the report is refused, which is the better answer.)
#
# Why it matters: the receiving desk has a valid report without proof, closes it, and the hash says that nothing was
# lost on the way. Who asks back gets an archive that holds the emptied copy.
#
# Instead: keep the report as it was received; read v3's `Samples[].Payload` yourself; refuse evidence of size 0.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check xarf==1.0.0

cat > convert.py <<'PY'
import hashlib
import warnings
from importlib.metadata import version

import xarf

payload = 'Received: from [203.0.113.5]\r\nFrom: a@example.net\r\nSubject: offer\r\n\r\nhello\r\n'
report = {
    'Version': '3',
    'Disclosure': True,
    'ReporterInfo': {
        'ReporterOrg': 'Example', 'ReporterOrgDomain': 'example.org', 'ReporterOrgEmail': 'abuse@example.org',
    },
    'Report': {
        'ReportClass': 'Activity', 'ReportType': 'Spam', 'Protocol': 'smtp',
        'FirstSeen': '2026-10-20T08:00:00Z', 'Date': '2026-11-01T10:00:00Z',
        'SourceIp': '203.0.113.5', 'SourcePort': 40000, 'DestinationIp': '198.51.100.9', 'DestinationPort': 25,
        'SmtpMailFromAddress': 'a@example.net',
        'Samples': [{
            'ContentType': 'message/rfc822', 'Base64Encoded': False, 'Description': 'the mail', 'Payload': payload,
        }],
    },
}
with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    result = xarf.parse(report)
got = result.report.model_dump(mode='json', exclude_none=True)
item = got['evidence'][0]
print('program   xarf', version('xarf'))
print('given     evidence of', len(payload), 'bytes; first seen 2026-10-20; target 198.51.100.9:25')
print('seen      evidence', {k: item[k] for k in ('payload', 'size', 'hash')})
print('seen      fields', ' '.join(sorted(got)))
print('errors   ', result.errors)
print('warnings ', [w.message[:60] for w in result.warnings])
print('hurt      the desk that has to act on a report without proof, and the victim whose proof it was')

assert result.errors == []
assert item['payload'] == '' and item['size'] == 0
assert item['hash'] == 'sha256:' + hashlib.sha256(b'').hexdigest()
assert not {'first_seen', 'destination_ip', 'destination_port'} & set(got)
assert got['timestamp'] == '2026-11-01T10:00:00Z'
assert all('v3' in w.message for w in result.warnings)
PY
venv/bin/python convert.py
