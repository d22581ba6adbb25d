#!/usr/bin/env bash
# Athena's questions on flow logs, taken to DuckDB by sqlglot, are answered otherwise, without an error or a warning.
#
# sqlglot translates SQL between engines; detections written for Athena are tried with it on a laptop, in tests or in a
# migration. A good engineer expects what cannot be translated to be refused: sqlglot raises for that if it is asked to
# (unsupported_level RAISE, as below), and it does take care of regular expressions, nulls and day-of-week numbers.
#
# What happens:
#   1. from_unixtime(start, 'Asia/Tokyo') loses its zone: the hours are those of the machine that runs the question.
#   2. bitwise_and(tcp_flags, 1) + x becomes "tcp_flags & 1 + x", which is tcp_flags & (1 + x): the number of flows that
#      were closed or reset is another one.
#   3. slice(list, 3, 2), "two from the third on", becomes the elements from the third to the second: none.
#   4. date_diff('minute', a, b) counts whole minutes in Athena (Trino), and changes of the minute in DuckDB.
#
# Why it matters: the same detection finds a night's attack by day, half-open connections where there are none, and a
# burst of two seconds that "lasts a minute". Who answers a notice with it accuses, or clears, by the wrong figures.
#
# Instead: run Athena's SQL on Trino, which is Athena's engine; or compare each translated question on planted rows.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv tools
tools/bin/pip install --quiet --disable-pip-version-check sqlglot==30.30.0 duckdb==2.0.1

cat > questions.py <<'PY'
import sys
from importlib.metadata import version

import duckdb
import sqlglot

# 2026-03-06 18:30:00 UTC is 03:30 in Tokyo. The second flow has FIN (1) and RST (4), the first SYN (2) only.
FLOWS = """(VALUES (1772821800, 1772821799, 1772821801, 2), (1772821800, 1772821799, 1772821801, 5))
           AS flows(at, start, ended, tcp_flags)"""

# What the functions' pages of Trino say, on these rows.
QUESTIONS = [
    ('hour in Tokyo', f"SELECT max(hour(from_unixtime(at, 'Asia/Tokyo'))) FROM {FLOWS}", 3),
    ('FINs and RSTs', f'SELECT sum(bitwise_and(tcp_flags, 1) + IF(bitwise_and(tcp_flags, 4) = 4, 1, 0)) FROM {FLOWS}', 2),
    ('third and fourth port', "SELECT array_join(slice(ARRAY['22', '80', '443', '1080', '3389'], 3, 2), ' ')", '443 1080'),
    ('whole minutes', f'SELECT max(date_diff(\'minute\', from_unixtime(start), from_unixtime(ended))) FROM {FLOWS}', 0),
]

print(f"program   sqlglot {version('sqlglot')}, DuckDB {version('duckdb')} (PyPI)")
engine = duckdb.connect()
engine.execute("SET TimeZone = 'UTC'")
changed = []
for name, athena, right in QUESTIONS:
    translated = sqlglot.transpile(
        athena, read='athena', write='duckdb', unsupported_level=sqlglot.ErrorLevel.RAISE
    )[0]
    answer = engine.execute(translated).fetchone()[0]
    print(f'{name}: Athena {right}, translated {answer!r}')
    print(f"  {translated.split(' FROM ')[0]}")
    if answer == right:
        changed.append(name)
sys.exit(1 if changed else 0)
PY
TZ=UTC tools/bin/python questions.py || { echo 'CHANGED: a question is answered as Athena does' >&2; exit 1; }
