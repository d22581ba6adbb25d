#!/usr/bin/env bash
# IntelMQ moves an incident by up to 18 hours, by the way its time zone is written.
#
# IntelMQ is what many CERTs run abuse reports and feeds through; `DateTime.sanitize` is the step that makes UTC of every
# time. A good engineer expects that it understands a zone or refuses the time.
#
# What happens: `UTC+9` and `GMT+0900` (so writes JavaScript's Date, and people in Japan, Korea and China) count with the
# sign turned around: 10:00 in Tokyo becomes 19:00 UTC, 18 hours late. `PDT`, `PST`, `EST`, `CET`, `IST` (AWS's own
# abuse notices came in Pacific time) count as UTC, 1 to 8 hours off. `JST` counts as UTC or rightly, depending on the
# zone of the machine that reads it. `+0900` alone is right. All are taken as good times. The parser below is dateutil,
# whose documentation has the turned sign; IntelMQ's says nothing of it.
#
# Why it matters: 18 hours later another customer has the address. The lookup answers, and names the wrong one.
#
# Instead: bring times to `2026-11-29T10:00:00+09:00` before they reach IntelMQ, and refuse names of zones.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check intelmq==3.5.0 python-dateutil==2.9.0.post0

cat > times.py <<'PY'
import sys
import warnings
from importlib.metadata import version

warnings.simplefilter('ignore')
from intelmq.lib.harmonization import DateTime

CASES = [
    ('2026-11-29 10:00:00 +0900', '2026-11-29T01:00:00+00:00', '01:00'),
    ('2026-11-29 10:00:00 UTC+9', '2026-11-29T19:00:00+00:00', '01:00'),
    ('Sun Nov 29 2026 10:00:00 GMT+0900', '2026-11-29T19:00:00+00:00', '01:00'),
    ('2026-11-29 10:00:00 UTC-5', '2026-11-29T05:00:00+00:00', '15:00'),
    ('2017-07-01 12:00:00 PDT', '2017-07-01T12:00:00+00:00', '19:00'),
    ('Sun, 29 Nov 2026 10:00:00 EST', '2026-11-29T10:00:00+00:00', '15:00'),
    ('2026-11-29 10:00:00 IST', '2026-11-29T10:00:00+00:00', '04:30'),
    ('2026-11-29 10:00:00 JST', sys.argv[1], '01:00'),
]
print('program   IntelMQ', version('intelmq'), 'with dateutil', version('python-dateutil'), 'on a machine in', sys.argv[2])
for text, expected, right in CASES:
    seen = DateTime.sanitize(text)
    print(f'{text:36} seen {seen[11:16]} UTC, right is {right} UTC')
    assert seen == expected, (text, seen, expected)
PY
TZ=UTC venv/bin/python times.py 2026-11-29T10:00:00+00:00 UTC
TZ=Asia/Tokyo venv/bin/python times.py 2026-11-29T01:00:00+00:00 Asia/Tokyo
echo 'hurt      whoever had the address 18 hours later'
