#!/usr/bin/env bash
# The same Zeek log, read by two readers of one library, is nine hours apart, and what is unknown becomes "no".
#
# ZAT is the usual way to bring Zeek's logs into Python. It has a reader by rows (ZeekLogReader) and one that makes a
# data frame (LogToDataFrame). A good engineer expects both to say the same.
#
# What happens: rows carry local time without a zone, the data frame UTC without a zone: on a machine in Tokyo the same
# connection is at 19:00 and at 10:00. In rows, Zeek's `-` (not known) becomes 0 for bytes and durations and False for
# `local_orig`; in the data frame it stays unknown, and True is the text "T".
#
# Why it matters: without configured local networks Zeek writes `-` in `local_orig` for every line, so by rows none of
# our machines is ours, and an attempt without an answer looks like one that was answered with nothing. And a join of the
# two kinds, or of rows with anything in UTC, looks into the wrong nine hours.
#
# Instead: use the data frame alone; or read `ts` as the number that it is, and treat `-` before the types are made.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check zat==0.4.9 pandas==3.1.1

{
  printf '#separator \\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n'
  printf '#fields\tts\tuid\tid.orig_h\tid.resp_h\tduration\torig_bytes\tconn_state\tlocal_orig\n'
  printf '#types\ttime\tstring\taddr\taddr\tinterval\tcount\tstring\tbool\n'
  printf '1795946400.500000\tC1\t10.0.0.5\t203.0.113.9\t-\t-\tS0\t-\n'
  printf '1795946401.500000\tC2\t10.0.0.5\t203.0.113.9\t1.5\t4000\tSF\tT\n'
} >conn.log

cat > readers.py <<'PY'
import contextlib
import io
from importlib.metadata import version

from zat.log_to_dataframe import LogToDataFrame
from zat.zeek_log_reader import ZeekLogReader

with contextlib.redirect_stdout(io.StringIO()):
    row = next(iter(ZeekLogReader('conn.log').readrows()))
    frame = LogToDataFrame().create_dataframe('conn.log', ts_index=False)
first = frame.iloc[0]
print('program   zat', version('zat'), 'with pandas', version('pandas'), 'on a machine in Tokyo')
print('log       1795946400.5 (10:00 UTC), duration -, orig_bytes -, local_orig -')
print('rows     ', row['ts'], row['duration'], row['orig_bytes'], row['local_orig'])
print('frame    ', first['ts'], first['duration'], first['orig_bytes'], first['local_orig'], '; second line', frame.iloc[1]['local_orig'])
print('hurt      whoever had the address nine hours later; and our own host, which counts as somebody else\'s')

assert str(row['ts']) == '2026-11-29 19:00:00.500000' and row['ts'].tzinfo is None
assert str(first['ts'])[:21] == '2026-11-29 10:00:00.5' and first['ts'].tzinfo is None
assert row['orig_bytes'] == 0 and row['duration'].total_seconds() == 0 and row['local_orig'] is False
assert frame['orig_bytes'].isna().tolist() == [True, False]
assert frame['local_orig'].isna().tolist() == [True, False] and frame.iloc[1]['local_orig'] == 'T'
PY
TZ=Asia/Tokyo venv/bin/python readers.py
