#!/usr/bin/env bash
# XARF's own Python library dates every incident "now".
#
# A good engineer reads the schema, where `timestamp` is "when the abuse incident occurred", and hands that time to
# `create_report(timestamp=...)`. The library takes any further field by keyword, so the call looks right.
#
# What happens: the time handed over is thrown away and the present is written in its place. There is no error and no
# warning, and the report is valid. A `report_id` that the caller chose goes the same way.
#
# Why it matters: reports are written hours or days after the traffic. Whoever receives one looks up who had the address
# at `timestamp`. With addresses that change hands (cloud, dial-up, CGNAT) that is another customer, who is then accused.
#
# Instead: set `timestamp` on the finished report before it is sent (the model allows it), put the incident's time into
# `first_seen` as well where the type has it, and compare both before sending.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check xarf==1.0.0

cat > report.py <<'PY'
import json
from datetime import datetime, timezone
from importlib.metadata import version
from importlib.resources import files

import xarf

meaning = json.loads((files('xarf') / 'schemas' / 'xarf-core.json').read_text())['properties']['timestamp']['description']
who = {'org': 'Example', 'contact': 'abuse@example.org', 'domain': 'example.org'}
asked = dict(timestamp='2026-11-01T10:00:00Z', report_id='f81d4fae-7dec-41d0-a765-00a0c91e6bf6')
before = datetime.now(timezone.utc)
result = xarf.create_report(
    category='connection', type='port_scan', source_identifier='203.0.113.5', source_port=40000, protocol='tcp',
    first_seen='2026-11-01T10:00:00Z', destination_port=22, reporter=who, sender=who, **asked,
)
after = datetime.now(timezone.utc)
written = result.report.model_dump(mode='json')
print('program   xarf', version('xarf'))
print('schema    timestamp:', meaning)
print('asked     timestamp', asked['timestamp'], 'report_id', asked['report_id'])
print('seen      timestamp', written['timestamp'], 'report_id', written['report_id'])
print('errors   ', result.errors, 'warnings', result.warnings)
print('hurt      the customer who holds 203.0.113.5 today, not the one who held it on 1 November')

assert 'when the abuse incident occurred' in meaning
assert result.errors == [] and result.warnings == []
assert before <= datetime.fromisoformat(written['timestamp']) <= after
assert written['report_id'] != asked['report_id']
PY
venv/bin/python report.py
