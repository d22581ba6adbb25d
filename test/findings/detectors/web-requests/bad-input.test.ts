import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Row } from '../../../../src/events/engines/engine.ts';
import { gapsOfFamilies } from '../../../../src/findings/index.ts';
import type { Finding } from '../../../../src/model/finding.ts';
import { eventContext } from '../../support/lake.ts';
import { client, GUILTY, request, RULES, visitor } from './asked.ts';

/** What the rules find, and which gaps are said. */
async function judged(
  t: TestContext,
  rows: readonly Row[],
): Promise<{ findings: Finding[]; gaps: string[] }> {
  const context = await eventContext(t, 'requests', rows);
  const findings: Finding[] = [];
  for (const rule of RULES) findings.push(...(await rule.detect(context)));
  return { findings, gaps: (await gapsOfFamilies(context)).map(({ key }) => key) };
}

/** The row with something else in it. */
function changed(row: Row, other: Row): Row {
  return { ...row, ...other };
}

const guilty = (): Row[] => RULES.flatMap(({ name }, i) => GUILTY[name]!(client(i), 0));
const told = (findings: readonly Finding[]): unknown =>
  findings
    .map(({ detector, subject, from, to }) => [detector, subject.address, from, to].join(' '))
    .toSorted();

test('an empty table accuses nobody', async (t) => {
  assert.deepEqual(await judged(t, []), { findings: [], gaps: [] });
});

test('one row accuses nobody, not even one that is an attack', async (t) => {
  const row = GUILTY['web-attack']!(client(0), 0)[0]!;
  assert.deepEqual(await judged(t, [row]), { findings: [], gaps: [] });
});

test('of requests that all have the same time nobody is said to be fast, and the reason is said', async (t) => {
  const day = '2026-03-01T00:00:00Z';
  const sameTime = [...visitor(), ...guilty()].map((row) => changed(row, { ts: day }));
  const { findings, gaps } = await judged(t, sameTime);
  // What was sent is an attack whenever it was.
  assert.deepEqual([...new Set(findings.map(({ detector }) => detector))], ['web-attack']);
  assert.deepEqual(gaps, ['gapSameTimes']);
});

test('requests without any time accuse nobody', async (t) => {
  const timeless = guilty().map((row) => changed(row, { ts: null }));
  assert.deepEqual(await judged(t, timeless), { findings: [], gaps: [] });
});

test('a clock that goes back changes nothing that is found', async (t) => {
  const rows = [...visitor(), ...guilty()];
  const { findings } = await judged(t, rows);
  const back = await judged(t, rows.toReversed());
  assert.equal(findings.length, RULES.length);
  assert.deepEqual(told(back.findings), told(findings));
  assert.ok(back.findings.every(({ from, to }) => from <= to));
});

test('clients whose address the log does not have, as it has names of hosts, are not taken for one', async (t) => {
  const nameless = [...visitor(), ...guilty()].map((row) => changed(row, { c_ip: null }));
  assert.deepEqual((await judged(t, nameless)).findings, []);
});

test('a quiet visitor beside a single missing page is let be', async (t) => {
  assert.deepEqual(await judged(t, [...visitor(), request(5, client(3), '/missing')]), {
    findings: [],
    gaps: [],
  });
});
