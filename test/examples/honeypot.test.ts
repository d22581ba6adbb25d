import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { main } from '../../src/cli/main.ts';
import type { WrittenCase } from '../../src/model/case.ts';
import { world } from '../attribution/world.ts';
import { ROOT, temporary } from '../support.ts';
import type { honeypotAndAws } from './generate/honeypot/index.ts';

type Truth = ReturnType<typeof honeypotAndAws>['truth'];
type Row = Record<string, string | number | null>;

interface Told {
  truth: Truth;
  document: WrittenCase;
  page: string;
  screen: string;
}

async function told(t: TestContext): Promise<Told> {
  const folder = await temporary(t);
  const { effects, written } = world(join(folder, 'home'), { cwd: () => folder });
  const argv = ['investigate', join(ROOT, 'examples', 'honeypot-and-aws'), '--case', 'c'];
  assert.equal(await main(argv, new AbortController().signal, effects), 0, written.stderr);
  const read = (path: string): Promise<string> => readFile(path, 'utf8');
  return {
    truth: JSON.parse(await read(join(ROOT, 'test', 'examples', 'honeypot-and-aws.json'))),
    document: JSON.parse(await read(join(folder, 'c', 'case.json'))),
    page: await read(join(folder, 'c', 'report.html')),
    screen: written.stdout.replaceAll(/\s+/g, ' '),
  };
}

function rows({ tables }: WrittenCase, name: string): Row[] {
  const table = tables.find((one) => one.name === name) ?? assert.fail(name);
  return table.rows.map((row) =>
    Object.fromEntries(table.columns.map((column, i) => [column, row[i] ?? null])),
  );
}

function seriesOf({ series }: WrittenCase, name: string): WrittenCase['series'][number] {
  return series.find((one) => one.name === name) ?? assert.fail(name);
}

test('honeypot-and-aws: the questions of whoever has a honeypot are answered', async (t) => {
  const { truth, document, page, screen } = await told(t);
  const sum = (key: 'unsolicited' | 'backscatter' | 'begun' | 'amazon' | 'downloads'): number =>
    truth.days.reduce((total, day) => total + day[key], 0);

  await t.test('what came unasked, what answers, and what nobody had asked for are set apart', () => {
    const flows = new Map(
      rows(document, 'honeypot_traffic').map((row) => [`${row['direction']} ${row['class']}`, row['flows']]),
    );
    assert.equal(flows.get('in unsolicited'), sum('unsolicited'));
    assert.equal(flows.get('in backscatter'), sum('backscatter'));
    assert.equal(flows.get('out begun'), sum('begun'));
    assert.equal(flows.has('in not_known') || flows.has('out not_known'), false);
    // Everything else that left answers, resets among it: none of it is an attack of the honeypot's.
    assert.equal(
      [...flows.values()].reduce((total: number, n) => total + Number(n), 0),
      truth.records,
    );
  });

  await t.test('how much comes from AWS each day', () => {
    assert.deepEqual(
      rows(document, 'honeypot_set_days').map(({ day, set_flows, flows }) => ({ day, set_flows, flows })),
      truth.days.map(({ day, amazon, unsolicited }) => ({ day, set_flows: amazon, flows: unsolicited })),
    );
    assert.deepEqual(
      seriesOf(document, 'honeypot_set').in,
      truth.days.map(({ amazon }) => amazon),
    );
    assert.deepEqual(
      seriesOf(document, 'honeypot').in,
      truth.days.map(({ unsolicited }) => unsolicited),
    );
    assert.deepEqual(document.honeypot?.set, { kind: 'provider', name: 'aws', busiest: true });
  });

  await t.test('the bursts, with their ports, and no other', () => {
    const bursts = rows(document, 'honeypot_bursts').filter((row) => row['class'] === 'unsolicited');
    assert.deepEqual(
      bursts.map(({ day, port }) => ({ day, port })),
      truth.bursts,
    );
    const places = truth.bursts.map(({ day }) => truth.days.findIndex((one) => one.day === day));
    assert.deepEqual(seriesOf(document, 'honeypot').bursts?.in, places);
    assert.deepEqual(seriesOf(document, 'honeypot_set').bursts?.in, places.slice(0, 1));
  });

  await t.test('the share of each port, both ways, in flows, packets and bytes', () => {
    for (const direction of ['in', 'out']) {
      const own = rows(document, 'honeypot_ports').filter((row) => row['direction'] === direction);
      for (const share of ['share_flows', 'share_packets', 'share_bytes']) {
        const all = own.reduce((total, row) => total + Number(row[share]), 0);
        assert.ok(Math.abs(all - 1) < 0.005, `${direction} ${share}: ${all}`);
      }
    }
    const ports = rows(document, 'honeypot_ports').filter((row) => row['class'] === 'unsolicited');
    assert.deepEqual(
      new Set(ports.map(({ port }) => port)),
      new Set([445, 139, 1080, 22, 23, 25, 53, 3389, 8080, null]),
    );
  });

  await t.test('the mail that it tried to send, its name service, the pings', () => {
    const kinds = rows(document, 'honeypot_kinds');
    const flowsOf = (what: string, kind: string): unknown =>
      kinds.find((row) => row['what'] === what && row['class'] === kind)?.['flows'];
    assert.equal(flowsOf('mail', 'begun'), truth.spam);
    assert.equal(flowsOf('dns', 'begun'), truth.days.length * 6);
    assert.equal(flowsOf('icmp', 'unsolicited'), truth.days.length * 9);
  });

  await t.test('who rotates', () => {
    const [set, rest] = rows(document, 'honeypot_set_sources');
    assert.equal(set?.['part'], 'set');
    assert.equal(set['sources'], truth.amazon_addresses);
    assert.ok(Number(set['share_one_day']) > 0.9);
    assert.ok(Number(rest?.['share_one_day']) < 0.75);
    const sources = rows(document, 'honeypot_sources');
    assert.equal(sources[0]?.['new_sources'], sources[0]?.['sources']);
    const fresh = sources.reduce((total, row) => total + Number(row['new_sources']), 0);
    const all = rows(document, 'honeypot_lifetimes').reduce(
      (total, row) => total + Number(row['sources']),
      0,
    );
    assert.equal(fresh, all);
  });

  await t.test('the files that were fetched, with their hashes', () => {
    const downloads = rows(document, 'honeypot_downloads');
    assert.equal(
      downloads.reduce((total, row) => total + Number(row['hits']), 0),
      sum('downloads'),
    );
    for (const { sample, said } of downloads) {
      assert.match(String(sample), /^[\da-f]{64}$/);
      assert.ok(String(said).includes(String(sample)));
      assert.ok(page.includes(String(sample)));
    }
  });

  await t.test('all of it stands on the page and on the screen', () => {
    const part = page.slice(page.indexOf('<section id="honeypot"'), page.indexOf('<section id="findings"'));
    for (const { rows: own } of document.tables.filter(({ name }) => name === 'honeypot_set_days'))
      for (const [day] of own) assert.ok(part.includes(String(day)), String(day));
    assert.equal(part.split('<figure id="volume-').length, 3);
    assert.match(part, /class="burst"/);
    const statements = document.honeypot?.statements ?? [];
    assert.equal(statements.length, 6);
    for (const { text } of statements) assert.ok(screen.includes(text), text);
  });
});
