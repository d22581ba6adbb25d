import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { concluded } from '../../src/cases/conclusion.ts';
import { parseCase } from '../../src/cases/document.ts';
import { stoppedOf } from '../../src/cases/stopped.ts';
import type { Reach } from '../../src/cases/stopped.ts';
import { writtenCase } from '../../src/cases/written.ts';
import { LANGS } from '../../src/language/lang.ts';
import { renderReply } from '../../src/letters/reply.ts';
import type { Finding, Verdict } from '../../src/model/finding.ts';
import { quoted } from '../../src/model/message.ts';
import { answerText } from '../../src/report/report.ts';
import { contradictedDos, portScan } from '../letters/samples.ts';

const DAY = '2026-11-20T';
const HOUR_MS = 3_600_000;

/** A scan of 10.0.0.1 from and to these times. */
function scan(from: string, to: string, changes: Partial<Finding> = {}): Finding {
  return {
    id: `scan ${from}`,
    type: 'port_scan',
    detector: 'port-scan-horizontal',
    subject: { address: '10.0.0.1' },
    direction: 'outbound',
    targets: { hosts: 900, ports: [22], sample: [] },
    from,
    to,
    numbers: {},
    confidence: 0.9,
    severity: 'high',
    message: quoted('a scan'),
    rule_message: quoted('a rule'),
    sql: '',
    lines: [],
    ...changes,
  };
}

const CONFIRMED: Verdict = { claim: 0, verdict: 'confirmed', message: quoted('seen'), lines: [] };
const HALF_HOUR = scan(`${DAY}14:00:00Z`, `${DAY}14:30:00Z`);

/** What is concluded of findings, the first of which is the deed. */
function judged(findings: [Finding, ...Finding[]], reach?: Reach) {
  const stopped = stoppedOf(findings[0], findings, CONFIRMED, reach);
  return [stopped?.state, stopped?.message.key];
}

test('a log that goes on for long enough without it says that it has stopped', () => {
  assert.deepEqual(judged([HALF_HOUR], { ends: `${DAY}14:40:00Z` }), ['stopped', 'stopSeen']);
  assert.deepEqual(judged([HALF_HOUR], { ends: `${DAY}20:00:00Z` }), ['stopped', 'stopSeen']);
});

test('a scan seen until shortly before the log ends goes on, if the log was still written for others', () => {
  for (const [ends, key] of [
    [`${DAY}14:30:00Z`, 'stopGoing'],
    [`${DAY}14:31:00Z`, 'stopGoing'],
    // It is not said that it was seen when the log ended.
    [`${DAY}14:31:01Z`, 'stopShortly'],
    [`${DAY}14:39:59Z`, 'stopShortly'],
  ] as const) {
    assert.deepEqual(judged([HALF_HOUR], { ends, others: ends }), ['going_on', key]);
    assert.deepEqual(judged([HALF_HOUR], { ends, others: `${DAY}14:21:00Z` }), ['going_on', key]);
  }
});

test('a log that holds nothing but the scan ends with it, and cannot tell', () => {
  const ends = `${DAY}14:30:00Z`;
  assert.deepEqual(judged([HALF_HOUR], { ends }), ['cannot_tell', 'stopLogEnds']);
  assert.deepEqual(judged([HALF_HOUR], { ends, others: `${DAY}09:00:00Z` }), ['cannot_tell', 'stopLogEnds']);
});

test('an attack of weeks has not stopped because a log is quiet for an hour', () => {
  const weeks = scan('2026-10-01T00:00:00Z', '2026-11-20T00:00:00Z');
  assert.deepEqual(judged([weeks], { ends: `${DAY}01:00:00Z` }), ['cannot_tell', 'stopTooShort']);
  assert.deepEqual(judged([weeks], { ends: '2026-11-21T00:00:00Z' }), ['stopped', 'stopSeen']);
});

test('what comes back every two hours must be away for longer than that', () => {
  const first = scan(`${DAY}10:00:00Z`, `${DAY}10:05:00Z`);
  const second = scan(`${DAY}12:05:00Z`, `${DAY}12:10:00Z`);
  assert.deepEqual(judged([first, second], { ends: `${DAY}14:09:00Z` }), ['cannot_tell', 'stopTooShort']);
  assert.deepEqual(judged([first, second], { ends: `${DAY}14:10:00Z` }), ['stopped', 'stopSeen']);
});

test('the last of its findings counts, and those of somebody else or of another kind do not', () => {
  const later = scan(`${DAY}16:00:00Z`, `${DAY}16:10:00Z`);
  const others = [
    scan(`${DAY}18:00:00Z`, `${DAY}19:00:00Z`, { subject: { address: '10.0.0.2' } }),
    scan(`${DAY}18:00:00Z`, `${DAY}19:00:00Z`, { type: 'ddos' }),
    scan(`${DAY}18:00:00Z`, `${DAY}19:00:00Z`, { direction: 'inbound' }),
  ];
  const stopped = stoppedOf(HALF_HOUR, [HALF_HOUR, later, ...others], CONFIRMED, { ends: `${DAY}20:00:00Z` });
  assert.equal(stopped?.last_seen, later.to);
});

test('without knowing how far the log reaches nobody is told that it has stopped', () => {
  assert.deepEqual(judged([HALF_HOUR]), ['cannot_tell', 'stopUnknown']);
  assert.equal(stoppedOf(undefined, [], undefined, undefined), undefined);
  assert.equal(stoppedOf(undefined, [], CONFIRMED, undefined)?.state, 'cannot_tell');
});

test('what is ruled out was never there to stop', () => {
  const verdict: Verdict = { ...CONFIRMED, verdict: 'ruled_out' };
  const stopped = stoppedOf(undefined, [], verdict, { ends: `${DAY}20:00:00Z` });
  assert.deepEqual([stopped?.state, stopped?.last_seen], ['not_seen', undefined]);
});

test('a log that reaches further never makes it less sure that it has stopped', () => {
  const hours = fc.integer({ min: 0, max: 100 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(hours, hours), { minLength: 1, maxLength: 5 }),
      hours,
      hours,
      (spans, a, b) => {
        const at = (hour: number): string =>
          new Date(Date.parse(`${DAY}00:00:00Z`) + hour * HOUR_MS).toISOString();
        const findings = spans.map(([from, length]) => scan(at(from), at(from + length)));
        const state = (ends: number) =>
          stoppedOf(findings[0], findings, CONFIRMED, { ends: at(ends) })?.state;
        if (state(Math.min(a, b)) === 'stopped') assert.equal(state(Math.max(a, b)), 'stopped');
      },
    ),
  );
});

test('the records of a flow log must all be there before it counts as quiet', () => {
  const last = `${DAY}15:02:12Z`;
  const flood = scan(`${DAY}15:00:00Z`, last);
  const settles = 1260;
  const at = (ends: string) => stoppedOf(flood, [flood], CONFIRMED, { ends, others: ends, settles });
  assert.deepEqual(at(`${DAY}15:24:00Z`)?.message, {
    key: 'stopSeen',
    params: { last, ends: `${DAY}15:24:00Z` },
  });
  const early = at(`${DAY}15:23:11Z`);
  assert.deepEqual(
    [early?.state, early?.message.key, early?.knowable_from],
    ['cannot_tell', 'stopTooShort', `${DAY}15:23:12.000Z`],
  );
  assert.equal(at(`${DAY}15:23:12Z`)?.state, 'stopped');
  // A log that is written at once says so after ten minutes.
  assert.equal(judged([flood], { ends: `${DAY}15:12:12Z` })[0], 'stopped');
});

test('a log that reaches to the moment that is named tells it, and one that ends a second earlier does not', () => {
  const seconds = fc.integer({ min: 0, max: 40_000 });
  const kinds = fc.constantFrom(0, 300, 720, 1260, 3600);
  fc.assert(
    fc.property(seconds, seconds, seconds, kinds, fc.boolean(), (length, pause, reach, settles, alive) => {
      const at = (second: number): string =>
        new Date(Date.parse(`${DAY}00:00:00Z`) + second * 1000).toISOString();
      const first = scan(at(0), at(length));
      const second = scan(at(length + pause), at(length + pause + 60));
      const last = length + pause + 60;
      const state = (beyond: number) => {
        const ends = at(last + beyond);
        return stoppedOf(first, [first, second], CONFIRMED, {
          ends,
          settles,
          ...(alive && { others: ends }),
        });
      };
      // A tenth of how long it lasted, from the first to the last.
      const needed = Math.max(600, settles, pause, last / 10);
      const known = at(last + needed);
      const beyond = Math.min(reach, Math.ceil(needed) - 1);
      assert.equal(state(beyond)?.knowable_from, known);
      assert.equal(state(beyond)?.state, alive && beyond < 600 ? 'going_on' : 'cannot_tell');
      assert.equal(state(Math.ceil(needed))?.state, 'stopped');
      assert.equal(state(Math.ceil(needed))?.knowable_from, undefined);
    }),
  );
});

test('headline and letters say it in every language, and the final letter leaves a blank where it goes on', () => {
  const document = portScan();
  const last = document.findings[document.conclusion.deed ?? -1]?.to ?? assert.fail();
  const at = (minutes: number): string => new Date(Date.parse(last) + minutes * 60_000).toISOString();
  const over = concluded(document, { ends: at(90) });
  const open = concluded(document, { ends: at(1), others: at(1) });
  const now = new Date(at(600));
  const seen = last.slice(11, 19);
  for (const lang of LANGS) {
    const options = { lang, now, zone: 'UTC' };
    assert.ok(answerText(over, options).replaceAll('\u00a0', ' ').includes(seen), lang);
    const blanks = (one: typeof over) => renderReply('final', one, options).blanks;
    assert.equal(blanks(open).length, blanks(over).length + 1, lang);
    assert.ok(renderReply('interim', over, options).text.includes(seen), lang);
  }
});

test('it survives the way into case.json and back, with its words beside it', () => {
  const document = concluded(contradictedDos(), { ends: `${DAY}20:00:00Z` });
  const written = writtenCase(document);
  assert.match(written.conclusion.stopped?.because ?? '', /2026-11-20 20:00:00 UTC/);
  assert.deepEqual(
    parseCase(JSON.stringify(written), 'case.json').conclusion.stopped,
    document.conclusion.stopped,
  );
});
