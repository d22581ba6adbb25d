import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { NFDUMP_CSV } from '../../../src/formats/nfdump/nfdump-csv.ts';
import { NFDUMP_TEXT } from '../../../src/formats/nfdump/nfdump-text.ts';
import { fixture } from '../../support.ts';
import { parseAll } from '../memory-sink.ts';

test('flows in which nothing answers anything are said to hide answers, if nfdump joined them', () => {
  const joined = readFileSync(fixture('formats', 'nfdump-text', 'joined-both-ways.txt'));
  const { rows, rejects, notes } = parseAll(NFDUMP_TEXT, joined, 1 << 20);
  assert.deepEqual([rows.length, rejects], [165, []]);
  assert.match(notes.join('\n'), /called with -B.*nfdump -B -o csv/);
});

test('flows both ways, and a few that nobody answered, are nothing to be said', () => {
  const flow = (from: string, to: string): string =>
    `2026-03-02 10:00:01.186     0.200 TCP       ${from} ->      ${to}    ......S.   0        2      180     1`;
  const asked = Array.from({ length: 60 }, (_, i) => flow(`203.0.113.9:${40_000 + i}`, '192.0.2.10:22'));
  const answered = [...asked, flow('192.0.2.10:22', '203.0.113.9:40007')];
  for (const lines of [answered, asked.slice(0, 20)]) {
    const { notes, rejects } = parseAll(NFDUMP_TEXT, `${lines.join('\n')}\n`, 1 << 20);
    assert.deepEqual(rejects, []);
    assert.doesNotMatch(notes.join('\n'), /-B/);
  }
});

test('softflowd reading a file writes of a day that has not come, and the manifest says so', () => {
  const log = readFileSync(fixture('formats', 'nfdump-csv', 'softflowd-v10.csv'));
  const { notes, rejects, rows } = parseAll(NFDUMP_CSV, log, 1 << 20);
  assert.match(notes.join('\n'), /49\.7 days late/);
  // The download ends before it begins.
  for (const row of rows) assert.ok(String(row['ts_end']) >= String(row['ts_start']));
  assert.ok(rows.length + rejects.length > 50);
});
