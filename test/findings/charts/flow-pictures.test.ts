import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { findCulprits } from '../../../src/findings/claims/culprit.ts';
import { flowPictures } from '../../../src/findings/charts/flow-pictures.ts';
import { findAll } from '../../../src/findings/index.ts';
import type { Table } from '../../../src/model/pictures.ts';
import { trafficSeries } from '../../../src/findings/charts/series.ts';
import { claimOf } from '../support/claims.ts';
import { NAT, START, Vpc } from '../support/generate-flows.ts';
import type { Variant } from '../support/generate-flows.ts';
import { flowContext } from '../support/lake.ts';
import { conversation, everyday, internetNoise, sweep } from '../support/scenarios.ts';
import { english } from '../../english.ts';

function at(seconds: number): string {
  return new Date((START + seconds) * 1000).toISOString().replace('.000Z', 'Z');
}

async function picturesOf(t: TestContext, vpc: Vpc) {
  const context = await flowContext(t, vpc.rows);
  const findings = await findAll(context);
  const claim = claimOf({
    type: 'port_scan',
    addresses: [NAT.public],
    window: { from: at(900), to: at(960) },
  });
  const { culprits } = await findCulprits([claim], findings, context);
  return { culprits, ...(await flowPictures([claim], findings, culprits, context)) };
}

function scanning(variant: Variant): { vpc: Vpc; host: string } {
  const vpc = new Vpc(1, variant, 30);
  everyday(vpc);
  const host = vpc.hosts[4] ?? '';
  for (let i = 0; i < 200; i++) {
    const remote = `45.2.${i % 4}.${1 + (i >> 2)}`;
    vpc.talk({
      host,
      remote,
      port: 22,
      at: 600 + i * 3,
      out: { packets: 1, bytes: 60, flags: 2 },
      back: undefined,
    });
  }
  return { vpc, host };
}

/** Records of what the host sent to the internet or got from it, as the generator meant it. */
function planted(vpc: Vpc, host: string, way: 'src' | 'dst'): Vpc['rows'] {
  const other = way === 'src' ? 'dst' : 'src';
  const inside = (address: unknown): boolean => String(address).startsWith('10.');
  return vpc.rows.filter(
    (row) => row['interface'] === Vpc.interfaceOf(host) && row[way] === host && !inside(row[other]),
  );
}

const bytesOf = (rows: Vpc['rows']): number => sum(rows.map((row) => Number(row['bytes'])));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

test("a scanner's traffic over time is its flow records, as its interface recorded them", async (t) => {
  const { vpc, host } = scanning('v5 whole VPC');
  const { series } = await picturesOf(t, vpc);
  assert.equal(series.length, 1);
  const [one] = series;
  assert.ok(one);
  assert.equal(one.subject, host);
  assert.equal(one.bucket_seconds, 60);
  assert.deepEqual(one.window, { from: at(900), to: at(960) });
  assert.equal(one.unit, 'flows');
  assert.equal(sum(one.out), planted(vpc, host, 'src').length);
  assert.equal(sum(one.in), planted(vpc, host, 'dst').length);
  assert.equal(one.out.length, one.in.length);
  assert.ok(one.out.length <= 401);
});

test("any other host's traffic over time is its bytes", async (t) => {
  const { vpc } = scanning('v5 whole VPC');
  const quiet = vpc.hosts[7] ?? '';
  const context = await flowContext(t, vpc.rows);
  const [one] = await trafficSeries([{ address: quiet, unit: 'bytes' }], context);
  assert.ok(one !== undefined);
  assert.equal(one.unit, 'bytes');
  assert.ok(bytesOf(planted(vpc, quiet, 'src')) > 0);
  assert.equal(sum(one.out), bytesOf(planted(vpc, quiet, 'src')));
  assert.equal(sum(one.in), bytesOf(planted(vpc, quiet, 'dst')));
});

for (const variant of ['v2 whole VPC', 'v5 whole VPC', 'v5 NAT only'] as const) {
  test(`the traffic of several hosts, counted together, is what each one's own SQL counts, ${variant}`, async (t) => {
    const { vpc, host } = scanning(variant);
    const context = await flowContext(t, vpc.rows);
    const focus = { from: at(900), to: at(960) };
    const [second = '', third = ''] = vpc.hosts.filter((other) => other !== host);
    const wanted = [
      { address: host, unit: 'flows', focus },
      { address: '10.99.99.99', unit: 'bytes' },
      { address: second, unit: 'bytes' },
      { address: third, unit: 'flows' },
    ] as const;
    const series = await trafficSeries(wanted, context);
    assert.deepEqual(
      series.map(({ subject }) => subject),
      [host, second, third],
    );
    for (const { sql, start, bucket_seconds, out, in: came, unit, subject } of series) {
      const rows = await context.engine.query(sql ?? '');
      assert.ok(rows.length > 0 && sum(out) + sum(came) > 0, subject);
      for (const [way, counted] of [
        ['out', out],
        ['in', came],
      ] as const) {
        const own = counted.map(() => 0);
        for (const row of rows) own[Number(row['bucket']) - 1] = Number(row[way]);
        assert.deepEqual(counted, own, `${subject} ${way} in ${unit} from ${start} by ${bucket_seconds}`);
      }
    }
  });
}

test('behind a NAT gateway the traffic is read from its inner legs', async (t) => {
  const { vpc } = scanning('v5 NAT only');
  const { series } = await picturesOf(t, vpc);
  const out = vpc.rows.filter((row) => row['src'] === series[0]?.subject && row['dst'] === NAT.address);
  assert.equal(sum(series[0]?.out ?? []), out.length);
});

test('the fan-out shows the culprit far out among all ports, and the NAT gateway with its role', async (t) => {
  const { vpc, host } = scanning('v2 whole VPC');
  const { fan_out: strip } = await picturesOf(t, vpc);
  assert.ok(strip);
  assert.equal(strip.port, undefined);
  const culprit = strip.rows.find((row) => row.culprit);
  assert.equal(culprit?.address, host);
  assert.ok((culprit?.targets ?? 0) >= 200);
  assert.equal(strip.rows.find((row) => row.address === NAT.address)?.role, 'nat');
  assert.match(english(strip.message), /^10\.10\.3\.14 .* called \d+ times as many hosts as any other$/);
});

test('where others use the port too, the fan-out compares them on it', async (t) => {
  const { vpc, host } = scanning('v2 whole VPC');
  for (const other of vpc.hosts.slice(10, 20)) conversation(vpc, other, vpc.remote(), 22, 700);
  const { fan_out: strip } = await picturesOf(t, vpc);
  assert.equal(strip?.port, 22);
  assert.deepEqual(
    strip.rows.find((row) => row.culprit),
    { address: host, targets: 200, role: 'host', culprit: true },
  );
  assert.deepEqual([strip.port, strip.protocol], [22, 6]);
  assert.match(english(strip.message), /tried TCP port 22 on 200 times as many hosts as any other$/);
});

function column(table: Table | undefined, name: string): (string | number | null)[] {
  const at = table?.columns.indexOf(name) ?? -1;
  return table?.rows.map((row) => row[at] ?? null) ?? [];
}

test('the tables count every flow once, whatever interfaces recorded it', async (t) => {
  for (const variant of ['v2 whole VPC', 'v5 whole VPC', 'v5 NAT only'] as const) {
    const vpc = new Vpc(2, variant, 10);
    for (let i = 0; i < 100; i++) conversation(vpc, vpc.pick(vpc.hosts), vpc.remote(), 443, i * 1500);
    const { tables } = await picturesOf(t, vpc);
    const byPort = tables.find((table) => table.name === 'flows_by_port');
    const byDay = tables.find((table) => table.name === 'flows_by_day');
    assert.deepEqual(column(byPort, 'port'), [443, 443], variant);
    assert.deepEqual(column(byPort, 'flows'), [100, 100], variant);
    assert.equal(sum(column(byDay, 'flows').map(Number)), 200, variant);
    assert.deepEqual(new Set(column(byDay, 'day')), new Set(['2024-07-02', '2024-07-03']));
  }
});

test('the sources of each day are counted, and which of them are new', async (t) => {
  const vpc = new Vpc(3, 'v2 whole VPC', 10);
  internetNoise(vpc, vpc.hosts[0] ?? '', 50);
  const again = vpc.rows.filter((row) => !String(row['src']).startsWith('10.'));
  vpc.rows.push(...again.map((row) => Object.assign({}, row, { ts_start: at(86_400), ts_end: at(86_400) })));
  const { tables } = await picturesOf(t, vpc);
  const table = tables.find(({ name }) => name === 'sources_by_day');
  const distinct = new Set(again.map((row) => row['src'])).size;
  assert.deepEqual(column(table, 'sources'), [distinct, distinct]);
  assert.deepEqual(column(table, 'new_sources'), [distinct, 0]);
});

test("the tables, which are counted together, say what each table's own SQL gives", async (t) => {
  for (const variant of ['v2 whole VPC', 'v5 whole VPC', 'v5 NAT only'] as const) {
    const vpc = new Vpc(6, variant, 12);
    for (let i = 0; i < 200; i++)
      conversation(vpc, vpc.pick(vpc.hosts), vpc.remote(), i % 3 === 0 ? 443 : 53, i * 1500);
    internetNoise(vpc, vpc.hosts[0] ?? '', 60);
    vpc.rows.push(...vpc.rows.slice(0, 9).map((row) => Object.assign({}, row, { ts_start: null })));
    vpc.rows.push(
      ...vpc.rows.slice(20, 29).map((row) => Object.assign({}, row, { src: null, pkt_src: null })),
    );
    vpc.rows.push(
      ...vpc.rows.slice(30, 39).map((row) => Object.assign({}, row, { packets: null, action: null })),
    );
    const context = await flowContext(t, vpc.rows);
    const { tables } = await flowPictures([], [], [], context);
    assert.deepEqual(
      tables.map(({ name }) => name),
      ['flows_by_port', 'flows_by_day', 'sources_by_day'],
    );
    for (const { name, columns, rows, sql } of tables) {
      assert.ok(rows.length > 1, `${name}, ${variant}`);
      const alone = await context.engine.query(sql ?? '');
      assert.deepEqual(
        rows,
        alone.map((row) => columns.map((column) => row[column])),
        `${name}, ${variant}`,
      );
    }
  }
});

test('no flows, no pictures', async (t) => {
  const pictures = await picturesOf(t, new Vpc(4, 'v2 whole VPC', 2));
  assert.deepEqual(pictures, { culprits: [], series: [], tables: [] });
});

test('a scan of two months is drawn around the claim, in at most 400 buckets', async (t) => {
  const vpc = new Vpc(5, 'v2 whole VPC', 5);
  for (let day = 0; day < 60; day++) conversation(vpc, vpc.hosts[0] ?? '', vpc.remote(), 443, day * 86_400);
  sweep(vpc, vpc.hosts[0] ?? '', { port: 22, targets: 100, at: 900, seconds: 200 });
  const { series } = await picturesOf(t, vpc);
  assert.ok((series[0]?.out.length ?? 999) <= 401);
  assert.ok((series[0]?.bucket_seconds ?? 0) <= 120);
});
