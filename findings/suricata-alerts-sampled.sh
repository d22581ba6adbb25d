#!/usr/bin/env bash
# Suricata's EVE file, read into a data frame: the alerts are there, and what they say is not.
#
# EVE has all kinds of events in one file, a line each: thousands of flows, and now and then an alert, whose object `alert`
# holds signature, severity and whether the packet was let through. Polars, DuckDB and PyArrow all guess the columns from the
# first lines. A good engineer expects what a later line has besides to fail, or to come as a column that is mostly empty.
#
# What happens: DuckDB refuses the file, PyArrow adds a column. Polars looks at the first 100 lines, and what first comes after them is
# no column: every value of it is dropped, without error or warning. The lines stay, so each count is right: `event_type`
# says "alert" five times. It is the same in what streams a large file to Parquet, and there the signatures are gone for
# good.
#
# Why it matters: an archive of a sensor that was quiet for its first hundred lines holds no alert of the day. Who asks it
# later whether the attacker was blocked or let through has no answer, and who looks which columns there are takes it for a
# sensor without rules.
#
# Instead: `infer_schema_length=None`, or a schema that names `alert`.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check polars==2.1.0 duckdb==2.0.1 pyarrow==26.0.1

cat > read.py <<'PY'
import json
import warnings

import duckdb
import polars
import pyarrow
import pyarrow.json

FLOWS = 30_000
warnings.simplefilter('error')


def event(kind, second, **more):
    return json.dumps({
        'timestamp': f'2026-11-01T00:00:{second % 60:02d}.000000+0000', 'event_type': kind, 'src_ip': '203.0.113.7',
        'dest_ip': '192.0.2.1', 'dest_port': 80, 'proto': 'TCP', **more})


with open('eve.json', 'w') as file:
    for n in range(FLOWS):
        print(event('flow', n, flow={'pkts_toserver': 1}), file=file)
    for n in range(5):
        alert = {'action': 'allowed', 'signature_id': 9_000_001, 'signature': 'made for this example', 'severity': 1}
        print(event('alert', n, alert=alert), file=file)


def outcome(read):
    try:
        read()
        return 'reads it'
    except Exception as error:
        return 'refuses it: ' + str(error).split('\n')[0][:70]


frame = polars.read_ndjson('eve.json')
alerts = frame.filter(polars.col('event_type') == 'alert').height
polars.scan_ndjson('eve.json').sink_parquet('eve.parquet')
stored = polars.read_parquet('eve.parquet')
whole = polars.read_ndjson('eve.json', infer_schema_length=None)
duck = outcome(lambda: duckdb.sql("SELECT * FROM read_json('eve.json')").fetchall())
arrow = pyarrow.json.read_json('eve.json')

print('programs  polars', polars.__version__, 'duckdb', duckdb.__version__, 'pyarrow', pyarrow.__version__)
print('log       30,000 flows, then 5 alerts with action, signature and severity')
print('polars   ', alerts, 'alerts, no warning, columns:', ' '.join(frame.columns))
print('parquet  ', stored.filter(polars.col('event_type') == 'alert').height, 'alerts, columns:', ' '.join(stored.columns))
print('duckdb   ', duck)
print('pyarrow  ', arrow.num_rows - arrow['alert'].null_count, 'alerts, columns:', ' '.join(arrow.column_names))
print('hurt      who asks the archive whether the attack was let through')

assert alerts == 5 and 'alert' not in frame.columns and 'alert' in whole.columns
assert 'alert' not in stored.columns and stored.height == FLOWS + 5
assert duck.startswith('refuses') and arrow.num_rows - arrow['alert'].null_count == 5
PY
venv/bin/python read.py
