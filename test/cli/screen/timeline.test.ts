import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timelineLines } from '../../../src/cli/screen/timeline.ts';
import { SCREEN_WORDS } from '../../../src/cli/words/index.ts';
import { concluded } from '../../../src/cases/conclusion.ts';
import { displayWidth } from '../../../src/base/width.ts';
import { LANGS } from '../../../src/language/lang.ts';
import type { Lang } from '../../../src/language/lang.ts';
import { render } from '../../../src/language/render.ts';
import type { Table } from '../../../src/model/pictures.ts';
import { scanCase } from '../../report/sample-scan.ts';

const COLUMNS = ['who', 'provider', 'addresses', 'log', 'outcome', 'about', 'records', 'first', 'last'];
const DAY = '2026-03-02';

/** A row of the table: what one actor did in a log, as it ended. */
function row(
  who: string,
  log: string,
  outcome: string,
  records: number,
  about: string | null = null,
): Table['rows'][number] {
  return [who, null, 1, log, outcome, about, records, `${DAY}T10:00:00Z`, `${DAY}T11:30:00Z`];
}

function linesOf(
  rows: Table['rows'],
  { lang = 'en', width = 100, top }: { lang?: Lang; width?: number; top?: string } = {},
): string[] {
  const table: Table = {
    name: 'actor_timeline',
    message: { key: 'tableActors', params: { left: 0 } },
    columns: COLUMNS,
    rows,
  };
  const sample = scanCase();
  const [finding = assert.fail()] = sample.findings;
  const inbound = { ...finding, direction: 'inbound' as const, subject: { address: top ?? '203.0.113.9' } };
  const document = concluded({ ...sample, findings: [inbound], tables: [table] });
  const say = (message: Parameters<typeof render>[0]): string => render(message, SCREEN_WORDS[lang]);
  return timelineLines(document, { lang, width, say }, (text) => text);
}

const INTRUSION = [
  row('203.0.113.9', 'flows', 'rejected', 40, '22, 23'),
  row('203.0.113.9', 'requests', 'refused', 1200, '/a, /b'),
  row('203.0.113.9', 'logins', 'failed', 90, 'root'),
  row('203.0.113.9', 'logins', 'succeeded', 1, 'root'),
];

test('what one attacker did stands in lines of one screen, in the order in which it began', () => {
  assert.deepEqual(linesOf(INTRUSION), [
    '',
    'What 203.0.113.9 did, log by log (UTC)',
    '  2026-03-02 10:00–11:30  flows: rejected by the firewall     40  22, 23',
    '  2026-03-02 10:00–11:30  requests: refused                1,200  /a, /b',
    '  2026-03-02 10:00–11:30  logins: failed                      90  root',
    '  2026-03-02 10:00–11:30  logins: succeeded                    1  root',
  ]);
});

test('of many rows those are shown that say what came of it, and the others are counted', () => {
  const flows = ['in', 'out'].map((outcome) => row('203.0.113.9', 'flows', outcome, 5000, '443'));
  const requests = ['redirected', 'answered', 'unknown'].map((outcome) =>
    row('203.0.113.9', 'requests', outcome, 9),
  );
  const lines = linesOf([...flows, ...requests, ...INTRUSION]);
  assert.equal(lines.length, 2 + 6 + 1);
  assert.ok(lines.some((line) => line.includes('logins: succeeded')));
  assert.ok(lines.some((line) => line.includes('requests: answered')));
  assert.ok(!lines.some((line) => line.includes('received from us')));
  assert.equal(lines.at(-1), '  3 more in the report');
});

test('whom the gravest finding names is shown, and how many more there are is said', () => {
  const others = [
    row('198.51.100.7', 'requests', 'refused', 90_000),
    row('198.51.100.7', 'requests', 'answered', 3),
  ];
  const lines = linesOf([...others, ...INTRUSION]);
  assert.equal(lines[1], 'What 203.0.113.9 did, log by log (UTC)');
  assert.equal(lines.at(-1), '  what one more of them did is in the report');
  // A finding that names nobody: who did most.
  assert.equal(
    linesOf([...others, ...INTRUSION], { top: '192.0.2.1' })[1],
    'What 198.51.100.7 did, log by log (UTC)',
  );
});

test('a group of a provider is called by the provider, with its addresses', () => {
  const group = INTRUSION.map(([, , , ...rest]): Table['rows'][number] => ['aws', 'aws', 86, ...rest]);
  const lines = linesOf(group);
  assert.equal(lines[1], 'What Amazon Web Services did, log by log (UTC)');
  assert.match(lines[2] ?? '', / 40 {2}86 addresses; 22, 23$/);
});

test('one row alone, no row and no table are no timeline', () => {
  assert.deepEqual(linesOf([]), []);
  assert.deepEqual(linesOf(INTRUSION.slice(0, 1)), []);
});

test('no line is wider than the screen, in any language, and what a log holds reaches no terminal as it is', () => {
  const evil = `/x\u001B]0;owned\u0007\u202E${'長'.repeat(200)}`;
  const rows = [...INTRUSION, row('203.0.113.9', 'alerts', 'download_passed', 3, evil)];
  for (const lang of LANGS) {
    for (const width of [40, 60, 80, 100]) {
      const lines = linesOf(rows, { lang, width }).flatMap((line) => line.split('\n'));
      const wide = lines.filter((line) => displayWidth(line) > width);
      assert.deepEqual(wide, [], `${lang} ${width}`);
      // oxlint-disable-next-line no-control-regex -- what must not reach a terminal
      assert.doesNotMatch(lines.join(''), /[\u0000-\u001F\u202E]/);
    }
  }
});

test('a table of somebody else’s making, with columns missing, breaks nothing', () => {
  const rows: Table['rows'] = [['203.0.113.9'], ['203.0.113.9', null, 'x', 'y', 'z']];
  assert.equal(linesOf(rows).length, 4);
});
