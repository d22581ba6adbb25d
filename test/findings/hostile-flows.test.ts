import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import type { Row } from '../../src/events/engines/engine.ts';
import { findCulprits } from '../../src/findings/claims/culprit.ts';
import { flowPictures } from '../../src/findings/charts/flow-pictures.ts';
import { findAll } from '../../src/findings/index.ts';
import { mergeWindows } from '../../src/findings/sql/periods.ts';
import { reconcile } from '../../src/findings/claims/reconcile.ts';
import { claimOf } from './support/claims.ts';
import { flowContext } from './support/lake.ts';

const address = fc.constantFrom(
  '10.0.0.1',
  '10.0.0.2',
  '10.0.0.220',
  '8.8.8.8',
  '45.1.2.3',
  '2600:1f18::7',
  'fd00::1',
);
const time = fc
  .integer({ min: 0, max: 7200 })
  .map((s) => new Date(1_719_878_400_000 + s * 1000).toISOString());
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 6 });
const text = fc.constantFrom("'", "eni-1' OR 1=1 --", '\u0000', 'eni-1', '‮eni', '${x}', '-');

/** Records with fields missing, as custom formats leave them out, and with text that wants to be SQL. */
const record: fc.Arbitrary<Row> = fc.record({
  ts_start: maybe(time),
  ts_end: maybe(time),
  src: maybe(address),
  dst: maybe(address),
  src_port: maybe(fc.integer({ min: 0, max: 65_535 })),
  dst_port: maybe(fc.constantFrom(0, 22, 80, 443, 65_535)),
  protocol: maybe(fc.constantFrom(1, 6, 17, 255)),
  packets: maybe(fc.constantFrom(0, 1, 3, 1_000_000, 2 ** 52)),
  bytes: maybe(fc.constantFrom(0, 40, 60, 2 ** 52)),
  tcp_flags: maybe(fc.integer({ min: 0, max: 63 })),
  action: maybe(fc.constantFrom('ACCEPT', 'REJECT')),
  interface: maybe(text),
  instance: maybe(text),
  pkt_src: maybe(address),
  pkt_dst: maybe(address),
});

test('no record, however broken or hostile, stops the way from flows to the case', async (t) => {
  const claims = [
    claimOf({
      type: 'ddos',
      addresses: ["8.8.8.8'"],
      instances: ["i-'; --"],
      flows: [{ remote: "x'", remote_ports: [80], packets_sent: 5 }],
    }),
    claimOf({ type: 'port_scan', window: { from: '2024-07-02T00:10:00Z' } }),
  ];
  await fc.assert(
    fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 60 }), async (rows) => {
      const context = await flowContext(t, rows);
      const findings = await findAll(context);
      const { culprits } = await findCulprits(claims, findings, context);
      const verdicts = await reconcile(claims, findings, context);
      await flowPictures(claims, findings, culprits, context);
      assert.equal(verdicts.length, 2);
      for (const finding of findings) {
        assert.ok(Object.values(finding.numbers).every((value) => Number.isFinite(value)));
        assert.ok(finding.confidence >= 0 && finding.confidence <= 1);
      }
    }),
    { numRuns: 25 },
  );
});

test('merging keeps every window, and leaves a gap between periods of one subject', () => {
  const window = fc.record({
    subject: fc.constantFrom('a', 'b'),
    start: fc.integer({ min: 0, max: 5000 }),
    length: fc.integer({ min: 1, max: 600 }),
  });
  fc.assert(
    fc.property(fc.array(window), fc.integer({ min: 0, max: 900 }), (list, gap) => {
      const windows = list.map(({ subject, start, length }, item) => ({
        subject,
        start,
        end: start + length,
        item,
      }));
      const periods = mergeWindows(windows, gap);
      const items = periods.flatMap((period) => period.items).sort((a, b) => a - b);
      assert.deepEqual(
        items,
        windows.map(({ item }) => item),
      );
      for (const { subject, start, end, item } of windows) {
        const period = periods.find((one) => one.items.includes(item));
        assert.ok(period && period.subject === subject && period.start <= start && period.end >= end);
      }
      for (const [i, period] of periods.entries()) {
        const next = periods[i + 1];
        if (next?.subject === period.subject) assert.ok(next.start - period.end > gap);
      }
    }),
  );
});
