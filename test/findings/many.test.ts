import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Row } from '../../src/events/engines/engine.ts';
import { askSubjects } from '../../src/findings/many.ts';
import type { SeenSubject } from '../../src/findings/many.ts';
import { flowContext } from './support/lake.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 2, 1);

/** Record `i` of a sender, a minute after the one before. */
function record(host: string, i: number, more: Row = {}): Row {
  const time = new Date(START + i * MINUTE).toISOString();
  return {
    src: host,
    dst: '198.51.100.7',
    ts_start: time,
    protocol: 6,
    dst_port: 22,
    packets: i + 1,
    ...more,
  };
}

interface Sender {
  host: string;
  /** Minutes after the start. */
  until: number;
}

const keysOf = (text: (value: string) => string, timestamp: (instant: string) => string) => ({
  host: ({ host }: Sender) => text(host),
  ends: ({ until }: Sender) => timestamp(new Date(START + until * MINUTE).toISOString()),
});

test('figures and first lines of many subjects are those that each has by itself', async (t) => {
  const hosts = Array.from({ length: 30 }, (_, i) => `10.0.0.${i + 1}`);
  const rows = hosts.flatMap((host, h) => Array.from({ length: h * 3 }, (_, i) => record(host, i)));
  const context = await flowContext(t, rows);
  const { text, timestamp } = context.engine.dialect;
  // Each host as two subjects whose rows are partly the same, and one that sent nothing.
  const senders = [...hosts, '10.0.0.99'].flatMap((host): Sender[] => [
    { host, until: 1000 },
    { host, until: 25 },
  ]);

  const found = new Map<number, SeenSubject>();
  await askSubjects(context, 'test', senders, keysOf(text, timestamp), async (asked, some) => {
    assert.equal(some.length, senders.length);
    const seen = await asked.seen({
      from: 'flows',
      on: 'src = asked.host AND ts_start < asked.ends',
      where: ['protocol = 6'],
      figures: 'count(*) AS flows, sum(packets) AS packets',
      time: 'ts_start',
    });
    for (const [place, one] of seen) found.set(place, one);
  });

  for (const [place, { host, until }] of senders.entries()) {
    const ends = timestamp(new Date(START + until * MINUTE).toISOString());
    const where = `src = ${text(host)} AND ts_start < ${ends}`;
    const [alone] = await context.engine.query(
      `SELECT count(*) AS flows, sum(packets) AS packets FROM flows WHERE ${where}`,
    );
    const first = await context.engine.query(
      `SELECT line FROM flows WHERE ${where} ORDER BY ts_start, evidence, line LIMIT 20`,
    );
    const together = found.get(place);
    assert.equal(together === undefined, alone?.['flows'] === 0, host);
    if (together === undefined) continue;
    assert.deepEqual(
      [together.row['flows'], together.row['packets']],
      [alone?.['flows'], alone?.['packets']],
      host,
    );
    assert.deepEqual(
      together.lines.map(({ line }) => line),
      first.map(({ line }) => line),
      host,
    );
  }
});

test('lines without a time come last, and are not lost', async (t) => {
  const host = '10.0.0.1';
  const timeless = Array.from({ length: 5 }, (_, i) => record(host, i, { ts_start: null }));
  const context = await flowContext(t, [...timeless, record(host, 9), record(host, 8)]);
  const lines: number[] = [];
  await askSubjects(
    context,
    'test',
    [host],
    { host: (one) => context.engine.dialect.text(one) },
    async (asked) => {
      const seen = await asked.seen({
        from: 'flows',
        on: 'src = asked.host',
        figures: 'count(*) AS flows',
        time: 'ts_start',
      });
      assert.equal(seen.get(0)?.row['flows'], 7);
      lines.push(...(seen.get(0)?.lines ?? []).map(({ line }) => line));
    },
  );
  const order = await context.engine.query('SELECT line FROM flows ORDER BY ts_start, evidence, line');
  assert.deepEqual(
    lines,
    order.map(({ line }) => line),
  );
});

test('rows of a question of its own are told apart by subject, thousands of them in a few questions', async (t) => {
  const hosts = Array.from({ length: 4500 }, (_, i) => `10.1.${i >> 8}.${i & 255}`);
  const context = await flowContext(
    t,
    hosts.map((host, i) => record(host, i % 7)),
  );
  const parts: number[] = [];
  const seen = new Map<string, unknown>();
  await askSubjects(
    context,
    'test',
    hosts,
    { host: (one) => context.engine.dialect.text(one) },
    async (asked, some) => {
      parts.push(some.length);
      const ports =
        await asked.rows(`SELECT asked.subject AS subject, dst_port AS port, sum(packets) AS packets
FROM flows JOIN ${asked.table} AS asked ON src = asked.host GROUP BY asked.subject, dst_port ORDER BY subject, port`);
      for (const [place, rows] of ports)
        seen.set(
          some[place]!,
          rows.map((row) => [row['port'], row['packets']]),
        );
    },
  );
  assert.deepEqual(parts, [2000, 2000, 500]);
  assert.deepEqual(
    hosts.map((host) => seen.get(host)),
    hosts.map((_, i) => [[22, (i % 7) + 1]]),
  );
});
