import { ZONE, givenZone } from '../../src/tables/zones.ts';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { evidenceGaps } from '../../src/cases/gaps.ts';
import { clockGaps, clocksOf, shiftGaps, shiftOf } from '../../src/cases/clocks.ts';
import type { Clock } from '../../src/cases/clocks.ts';
import { worded } from '../../src/formats/text/worded.ts';
import type { Evidence } from '../../src/model/evidence.ts';

function evidence(id: number, path: string, more: Partial<Evidence> = {}): Evidence {
  return {
    id,
    path,
    sha256: '',
    bytes: 1,
    format: 'cowrie',
    because: '',
    read: 1,
    parsed: 1,
    rejected: 0,
    skipped: 0,
    rejects: [],
    skips: [],
    notes: [],
    ...more,
  };
}

test('A file of which nothing was used is named with the reason; one that holds no record but a header is not', () => {
  const counts = 'counts are no records';
  const passed = (id: number, reason: string) =>
    evidence(id, `${id}.csv`, {
      table: 'flows',
      parsed: 0,
      read: 8,
      skipped: 8,
      skips: [{ reason, count: 8 }],
    });
  assert.deepEqual(evidenceGaps([passed(0, counts), passed(1, counts), passed(2, worded('skipHeader'))]), [
    {
      key: 'gapPassedOver',
      params: { names: ['0.csv', '1.csv'], more: 0, reason: { key: 'quoted', params: { text: counts } } },
    },
  ]);
});

const NOW = new Date('2026-11-29T17:15:20Z');
const COWRIE = [evidence(1, 'cowrie.json')];

test('A log that ends in the future is named, with how far; one that ends now, or nearly, is not', () => {
  const gaps = (last: string) => clockGaps(new Map([[1, { last }]]), COWRIE, NOW);
  assert.deepEqual(gaps('2026-11-30T02:15:20Z'), [
    {
      key: 'gapFuture',
      params: { names: ['cowrie.json'], more: 0, last: '2026-11-30T02:15:20Z', hours: 9 },
    },
  ]);
  assert.deepEqual(gaps('2026-11-29T17:20:00Z'), []);
  assert.deepEqual(clockGaps(new Map(), COWRIE, NOW), []);
});

test('A log whose last event is later than its file is named; one that was written as it ended, or later, is not', () => {
  const gaps = (last: string) =>
    clockGaps(new Map([[1, { last, written: Date.parse('2026-11-20T08:00:00Z') / 1000 }]]), COWRIE, NOW);
  assert.deepEqual(gaps('2026-11-20T16:59:59Z'), [
    {
      key: 'gapWritten',
      params: {
        names: ['cowrie.json'],
        more: 0,
        last: '2026-11-20T16:59:59Z',
        written: '2026-11-20T08:00:00Z',
        hours: 8,
      },
    },
  ]);
  // Flow collectors end a flow a little after they have written of it.
  for (const last of ['2026-11-20T08:00:01Z', '2026-11-20T08:59:00Z', '2026-11-01T00:00:00Z'])
    assert.deepEqual(gaps(last), [], last);
});

test('A folder whose clock lies is one message: the worst files are named, and the others counted', () => {
  const files = Array.from({ length: 40 }, (_, i) => evidence(i, `${i}.json`));
  const dates = new Map(files.map(({ id }) => [id, { last: `2026-11-30T${10 + (id % 10)}:00:00Z` }]));
  const gaps = clockGaps(dates, files, NOW);
  assert.deepEqual(gaps, [
    {
      key: 'gapFuture',
      params: { names: ['9.json', '19.json', '29.json'], more: 37, last: '2026-11-30T19:00:00Z', hours: 25 },
    },
  ]);
});

/** How far apart the minutes of two clocks are, of one client. */
function histogramOf(first: readonly number[], second: readonly number[]): Map<number, number> {
  const histogram = new Map<number, number>();
  for (const a of new Set(first)) {
    for (const b of new Set(second)) {
      if (Math.abs(a - b) <= 842) histogram.set(a - b, (histogram.get(a - b) ?? 0) + 1);
    }
  }
  return histogram;
}

function shift(first: readonly number[], second: readonly number[]): number | undefined {
  const minutes = Math.min(new Set(first).size, new Set(second).size);
  return shiftOf({ histogram: histogramOf(first, second), minutes });
}

/** Minutes of somebody who comes when he likes: squares leave gaps that are all different. */
const IRREGULAR = Array.from({ length: 20 }, (_, i) => i * i * 2 + i);

test('Clients that come at the same minutes but for whole quarters of an hour tell how far one clock is ahead', () => {
  for (const minutes of [-720, -330, -60, 15, 60, 345, 540, 840])
    assert.equal(
      shift(
        IRREGULAR.map((at) => at + minutes),
        IRREGULAR,
      ),
      minutes,
    );
  assert.equal(shift(IRREGULAR, IRREGULAR), 0);
  // A second sensor sees a part, a minute later.
  assert.equal(
    shift(
      IRREGULAR.slice(4).map((at) => at + 541),
      IRREGULAR,
    ),
    540,
  );
});

test('Who is always there, comes by the hour, or went from one host to the next tells nothing', () => {
  const always = Array.from({ length: 300 }, (_, i) => i);
  assert.equal(
    shift(
      always.map((at) => at + 60),
      always,
    ),
    undefined,
  );
  const hourly = Array.from({ length: 24 }, (_, i) => i * 60);
  assert.equal(
    shift(
      hourly.map((at) => at + 120),
      hourly,
    ),
    undefined,
  );
  // Half an hour on one host, then half an hour on the other.
  const burst = Array.from({ length: 30 }, (_, i) => i);
  assert.equal(
    shift(
      burst.map((at) => at + 60),
      burst,
    ),
    undefined,
  );
  // A shift that no zone has.
  assert.equal(
    shift(
      IRREGULAR.map((at) => at + 67),
      IRREGULAR,
    ),
    undefined,
  );
  // Too little.
  assert.equal(shift([541, 547, 560], [1, 7, 20]), undefined);
  assert.equal(shift([], []), undefined);
});

test('Clients that come when they like give no false alarm', () => {
  const minutes = fc.uniqueArray(fc.nat(2000), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(minutes, minutes, (first, second) => {
      assert.equal(shift(first, second), undefined);
    }),
    { numRuns: 300 },
  );
});

test('Clocks that agree are never called shifted, however much more the one has seen', () => {
  const minutes = fc.uniqueArray(fc.nat(2000), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(minutes, minutes, (both, more) => {
      const found = shift(both, [...both, ...more]);
      assert.ok(found === undefined || found === 0, String(found));
    }),
    { numRuns: 300 },
  );
});

const FLOWS: Clock = { evidence: [0], path: 'flows.log', sure: true, curable: false };
const POT: Clock = { evidence: [1], path: 'pot/cowrie.json', sure: false, curable: true };
const histogram = histogramOf(
  IRREGULAR,
  IRREGULAR.map((at) => at + 540),
);

test('The less sure of two clocks is named, and the option that cures it', () => {
  const expected = [
    {
      key: 'gapShifted',
      params: {
        path: 'pot/cowrie.json',
        other: 'flows.log',
        minutes: 540,
        cure: { argv: ['--zone', 'pot/cowrie.json=+09:00'] },
      },
    },
  ];
  const back = new Map([...histogram].map(([minutes, times]) => [-minutes, times]));
  assert.deepEqual(shiftGaps([FLOWS, POT], [{ first: 0, second: 1, histogram, minutes: 20 }]), expected);
  assert.deepEqual(
    shiftGaps([POT, FLOWS], [{ first: 0, second: 1, histogram: back, minutes: 20 }]),
    expected,
  );
});

test('A cure is given only where it works', () => {
  const shown = (clock: Clock): unknown =>
    shiftGaps([FLOWS, clock], [{ first: 0, second: 1, histogram, minutes: 20 }])[0]?.params;
  assert.deepEqual(shown({ ...POT, curable: false }), {
    path: 'pot/cowrie.json',
    other: 'flows.log',
    minutes: 540,
  });
  assert.deepEqual(shown({ ...POT, path: 'a*=b' }), { path: 'a*=b', other: 'flows.log', minutes: 540 });
});

test('Files of a format that is UTC have one clock, others each their own', () => {
  const clocks = clocksOf([
    evidence(0, 'a.log.gz', { format: 'vpc-flow', zone: ZONE.seconds }),
    evidence(1, 'b.log.gz', { format: 'vpc-flow', zone: ZONE.seconds }),
    evidence(2, 'auth.log', {
      format: 'syslog',
      zone: ZONE.offsetsOrAssumed,
    }),
    evidence(3, 'auth.log.1', { format: 'syslog', zone: givenZone('Asia/Seoul') }),
    evidence(4, 'note.txt', { format: 'unknown', parsed: 0 }),
  ]);
  assert.deepEqual(
    clocks.map(({ evidence: ids, sure, curable }) => [ids, sure, curable]),
    [
      [[0, 1], true, false],
      [[2], false, true],
      [[3], false, false],
    ],
  );
});
