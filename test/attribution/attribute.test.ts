import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { openLake } from '../../src/events/engines/duckdb/lake.ts';
import type { DuckLake } from '../../src/events/engines/duckdb/lake.ts';
import { writeRows } from '../../src/events/engines/duckdb/rows.ts';
import { parseAddress } from '../../src/net/address.ts';
import { attribute } from '../../src/attribution/attribute.ts';
import type { History } from '../../src/attribution/history.ts';
import { caseAttribution } from '../../src/attribution/case-part.ts';
import { importFile } from '../../src/attribution/import.ts';
import { Ranges, sourceOfText } from '../../src/attribution/ranges.ts';
import { sourcesOf } from '../../src/attribution/sources.ts';
import { numbers, temporary } from '../support.ts';
import { ipRanges, world } from './world.ts';
import type { Line } from './world.ts';

function rangesOf(versions: Record<string, readonly Line[]>): Ranges {
  let histories: History[] = [];
  for (const [published, lines] of Object.entries(versions)) {
    const origin = { source: 'test', imported: published };
    ({ histories } = importFile(histories, ipRanges(published, lines), origin));
  }
  return new Ranges(histories);
}

/** A lake in which each address asked something at a time. */
async function lakeOf(t: TestContext, seen: readonly (readonly [string, string])[]): Promise<DuckLake> {
  const lake = join(await temporary(t), 'lake');
  const rows = seen.map(([c_ip, ts], i) => ({ evidence: 0, line: i + 1, ts, c_ip }));
  await writeRows(lake, 'requests', rows);
  const addresses = [...new Set(seen.map(([address]) => address))].map((text) => {
    const address = parseAddress(text);
    assert.ok(address);
    return {
      address: text,
      key: Buffer.from(address.key).toString('hex'),
      family: address.family,
      is_local: 0,
    };
  });
  await writeRows(lake, 'addresses', addresses);
  const opened = await openLake(lake, { threads: 2 });
  t.after(() => opened.close());
  return opened;
}

const LINES: readonly Line[] = [
  ['52.44.0.0/15', 'AMAZON', 'us-east-1', 'us-east-1'],
  ['52.44.0.0/15', 'EC2', 'us-east-1', 'us-east-1'],
  ['52.44.1.0/24', 'CODEBUILD', 'us-east-1', 'us-east-1'],
  ['2600:1f18::/33', 'EC2', 'us-east-1'],
];

test('every address of the lake that is published gets its whole label set', async (t) => {
  const at = '2018-03-06T00:00:00Z';
  const addresses = ['52.44.1.9', '52.45.255.255', '52.46.0.0', '2600:1f18::1', '10.0.0.1'];
  const lake = await lakeOf(
    t,
    addresses.map((address) => [address, at] as const),
  );
  const ranges = rangesOf({ '2018-03-05T19:48:10Z': LINES });
  const { effects } = world(await temporary(t));
  assert.deepEqual(await attribute(lake, ranges, effects), { addresses: 5, attributed: 3, distant: [] });
  assert.deepEqual(await lake.engine.query('SELECT * FROM attribution ORDER BY address'), [
    {
      address: '2600:1f18::1',
      provider: 'aws',
      list: 'aws',
      services: 'EC2',
      region: 'us-east-1',
      border_group: null,
      prefix: '2600:1f18::/33',
      as_of: '2018-03-05T19:48:10Z',
    },
    {
      address: '52.44.1.9',
      provider: 'aws',
      list: 'aws',
      services: 'AMAZON,CODEBUILD,EC2',
      region: 'us-east-1',
      border_group: 'us-east-1',
      prefix: '52.44.1.0/24',
      as_of: '2018-03-05T19:48:10Z',
    },
    {
      address: '52.45.255.255',
      provider: 'aws',
      list: 'aws',
      services: 'AMAZON,EC2',
      region: 'us-east-1',
      border_group: 'us-east-1',
      prefix: '52.44.0.0/15',
      as_of: '2018-03-05T19:48:10Z',
    },
  ]);
  const seconds = Date.parse(at) / 1000;
  const expected = addresses.map((address) => {
    const source = sourceOfText(ranges, address, seconds);
    if (address !== '10.0.0.1') return source;
    return { ...source, note_message: { key: 'specialPrivate', params: { rfc: 'RFC 1918' } } };
  });
  assert.deepEqual(await sourcesOf(lake.engine, addresses, ranges.coverage), expected);
  assert.deepEqual(await readdir(lake.folder), ['addresses', 'attribution', 'requests']);
});

test('each address is judged by the ranges of the time it was last seen', async (t) => {
  const lake = await lakeOf(t, [
    ['52.44.1.9', '2018-02-02T00:00:00Z'],
    ['52.44.1.8', '2018-02-01T00:00:00Z'],
    ['52.44.1.8', '2018-03-02T00:00:00Z'],
    ['52.44.1.7', '2018-03-09T00:00:00Z'],
  ]);
  const ranges = rangesOf({
    '2018-02-01T00:00:00Z': [['52.44.0.0/15', 'OLD', 'us-east-1']],
    '2018-03-01T00:00:00Z': [['52.44.0.0/15', 'NEW', 'us-east-1']],
    '2018-03-08T00:00:00Z': [['54.0.0.0/15', 'NEW', 'us-east-1']],
  });
  const { effects } = world(await temporary(t));
  const { attributed } = await attribute(lake, ranges, effects);
  assert.equal(attributed, 2);
  assert.deepEqual(
    await lake.engine.query('SELECT address, services, as_of FROM attribution ORDER BY address'),
    [
      { address: '52.44.1.8', services: 'NEW', as_of: '2018-03-01T00:00:00Z' },
      { address: '52.44.1.9', services: 'OLD', as_of: '2018-02-01T00:00:00Z' },
    ],
  );
});

test('ranges of another year are said to be that', async (t) => {
  const lake = await lakeOf(t, [
    ['52.44.1.9', '2016-03-05T00:00:00Z'],
    ['52.44.1.9', '2016-03-06T00:00:00Z'],
  ]);
  const { effects } = world(await temporary(t));
  const { distant } = await attribute(lake, rangesOf({ '2018-03-05T00:00:00Z': LINES }), effects);
  const published = '2018-03-05T00:00:00Z';
  assert.deepEqual(distant, [
    { list: 'aws', published, days: 730, edge: 'begins' },
    { list: 'aws', published, days: 729, edge: 'ends' },
  ]);
});

test('without ranges nothing is attributed, and an earlier attribution goes', async (t) => {
  const lake = await lakeOf(t, [['52.44.1.9', '2018-03-05T00:00:00Z']]);
  const { effects } = world(await temporary(t));
  await attribute(lake, rangesOf({ '2018-03-05T00:00:00Z': LINES }), effects);
  assert.deepEqual(await attribute(lake, new Ranges([]), effects), {
    addresses: 1,
    attributed: 0,
    distant: [],
  });
  assert.deepEqual(await lake.engine.query('SELECT * FROM attribution'), []);
});

test('SQL and the table agree on random addresses', async (t) => {
  const random = numbers(7);
  const at = '2018-03-06T00:00:00Z';
  const prefixes: Line[] = Array.from({ length: 60 }, (_, i) => {
    const value = random();
    return [`52.${value & 63}.${(value >>> 8) & 255}.0/${12 + (value >>> 28)}`, `S${i % 7}`, `r-${i % 5}`];
  });
  const addresses = Array.from({ length: 3000 }, () => {
    const value = random();
    return `52.${value & 63}.${(value >>> 8) & 255}.${(value >>> 16) & 255}`;
  });
  const lake = await lakeOf(
    t,
    addresses.map((address) => [address, at] as const),
  );
  const ranges = rangesOf({ '2018-03-05T00:00:00Z': prefixes });
  const { effects } = world(await temporary(t));
  const { attributed } = await attribute(lake, ranges, effects);
  assert.ok(attributed > 100 && attributed < 3000);
  const expected = addresses.map((address) => sourceOfText(ranges, address, Date.parse(at) / 1000));
  assert.deepEqual(await sourcesOf(lake.engine, addresses, ranges.coverage), expected);
});

test('a case cites every list and version, and counts all attackers by provider, region and most specific service', async (t) => {
  const at = '2018-03-06T00:00:00Z';
  const file = ipRanges('2018-03-05T00:00:00Z', [
    ['52.44.0.0/15', 'AMAZON', 'us-east-1'],
    ['52.44.0.0/15', 'EC2', 'us-east-1'],
    ['52.44.1.0/24', 'CODEBUILD', 'us-east-1'],
    ['52.46.0.0/18', 'AMAZON', 'us-west-2'],
  ]);
  const origin = { source: 'ip-ranges.json', imported: at };
  const { histories } = importFile([], file, origin);
  const gathered = { ranges: new Ranges(histories), histories, problems: [] };
  const attackers = ['52.44.1.9', '52.44.2.1', '52.44.2.2', '52.46.1.1', '8.8.8.8'];
  const lake = await lakeOf(
    t,
    attackers.map((address) => [address, at] as const),
  );
  const { effects } = world(await temporary(t));
  await attribute(lake, gathered.ranges, effects);
  const part = await caseAttribution(lake.engine, gathered, attackers);
  assert.deepEqual(
    part?.lists.map(({ list, published, source, token, addresses }) => [
      list,
      published,
      source,
      token,
      addresses,
    ]),
    [['aws', '2018-03-05T00:00:00Z', 'ip-ranges.json', '1520208000', 4]],
  );
  assert.deepEqual(part?.attackers, {
    addresses: 5,
    groups: [
      {
        provider: 'aws',
        service: 'EC2',
        region: 'us-east-1',
        addresses: 2,
        list: ['52.44.2.1', '52.44.2.2'],
      },
      { provider: 'aws', service: 'AMAZON', region: 'us-west-2', addresses: 1, list: ['52.46.1.1'] },
      { provider: 'aws', service: 'CODEBUILD', region: 'us-east-1', addresses: 1, list: ['52.44.1.9'] },
      { provider: null, addresses: 1, list: ['8.8.8.8'] },
    ],
  });
  assert.deepEqual(part?.asked, ['aws']);
  assert.equal((await caseAttribution(lake.engine, gathered, undefined))?.attackers, undefined);
  assert.equal(
    await caseAttribution(lake.engine, { ranges: new Ranges([]), histories: [], problems: [] }, attackers),
    undefined,
  );
});
