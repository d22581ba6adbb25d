import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Table } from '../../../src/model/pictures.ts';
import { clientKind } from '../../../src/findings/charts/tables/client-kinds.ts';
import { webTables } from '../../../src/findings/charts/tables/index.ts';
import { requestSeries } from '../../../src/findings/charts/tables/request-series.ts';
import { repeat, webLake } from '../support/web-lake.ts';
import type { Asked } from '../support/web-lake.ts';
import { english } from '../../english.ts';

const PYTHON = 'python-requests/2.9.1';
const DAY = 86_400;

/** Two clouds' addresses each day, the second only then; a user at home; months change after 31 days. */
const STORY: Asked[] = [
  ...repeat(4, 60, () => ({ from: '52.44.1.1', user: 'CORP\\a.user', status: '401.1', agent: PYTHON })),
  ...repeat(3, DAY, (i) => ({ from: `52.45.2.${i}`, user: 'CORP\\b.user', agent: PYTHON }), 300),
  { at: 31 * DAY, from: '52.44.1.1', user: 'CORP\\a.user', status: '401.1', agent: PYTHON },
  ...repeat(10, 60, () => ({
    from: '198.51.100.7',
    user: 'CORP\\A.User',
    path: '/owa/',
    agent: 'Mozilla/5.0',
  })),
];

function named(tables: readonly Table[], name: string): Table {
  const found = tables.find((table) => table.name === name);
  assert.ok(found, `${name} is there`);
  return found;
}

test('The story’s table: hits by month, URL, user, status and agent, of cloud clients only', async (t) => {
  const table = named(await webTables(await webLake(t, STORY)), 'requests_by_source');
  assert.deepEqual(table.columns, [
    'provider',
    'month',
    'cs_uri_stem',
    'cs_username',
    'status',
    'user_agent',
    'hits',
  ]);
  assert.deepEqual(table.rows, [
    ['aws', '2018-03', '/EWS/Exchange.asmx', 'CORP\\a.user', '401.1', PYTHON, 4],
    ['aws', '2018-03', '/EWS/Exchange.asmx', 'CORP\\b.user', '200.0', PYTHON, 3],
    ['aws', '2018-04', '/EWS/Exchange.asmx', 'CORP\\a.user', '401.1', PYTHON, 1],
  ]);
});

test('Without ranges every client is counted, with no provider, and a log without substatus has none', async (t) => {
  const asked = [{ at: 0, from: '198.51.100.7', status: '404' }];
  const tables = await webTables(await webLake(t, asked));
  assert.deepEqual(named(tables, 'requests_by_source').rows, [
    [null, '2018-03', '/EWS/Exchange.asmx', null, '404', null, 1],
  ]);
  assert.deepEqual(
    tables.map((table) => table.name).filter((name) => name === 'rotation'),
    [],
  );
});

test('Whose logins succeed from which network, whatever the case of the name', async (t) => {
  const table = named(await webTables(await webLake(t, STORY)), 'users_by_outcome');
  assert.deepEqual(table.rows, [
    ['CORP\\a.user', 'aws', 0, 5, '2018-03-01T08:00:00Z', '2018-04-01T08:00:00Z', 1],
    ['CORP\\A.User', null, 10, 0, '2018-03-01T08:00:00Z', '2018-03-01T08:09:00Z', 1],
    ['CORP\\b.user', 'aws', 3, 0, '2018-03-01T08:05:00Z', '2018-03-03T08:05:00Z', 3],
  ]);
});

test('Services and regions with their numbers of addresses', async (t) => {
  const table = named(await webTables(await webLake(t, STORY)), 'sources_by_service_region');
  assert.deepEqual(table.rows, [
    ['aws', 'AMAZON,EC2', 'us-east-1', 1, 5, '2018-03-01T08:00:00Z', '2018-04-01T08:00:00Z'],
    ['aws', 'AMAZON,EC2', 'eu-west-1', 3, 3, '2018-03-01T08:05:00Z', '2018-03-03T08:05:00Z'],
  ]);
});

test('Rotation: how many addresses each day, how many are new, how many never come again', async (t) => {
  const table = named(await webTables(await webLake(t, STORY)), 'rotation');
  assert.deepEqual(table.rows, [
    ['aws', '2018-03-01', 2, 2, 1, 0.5],
    ['aws', '2018-03-02', 1, 1, 1, 1],
    ['aws', '2018-03-03', 1, 1, 1, 1],
    ['aws', '2018-04-01', 1, 0, 0, 0],
  ]);
});

test('Rhythm: the median of the gaps is exact for odd and even numbers of them', async (t) => {
  for (const [times, median] of [
    [[0, 10, 30], 15],
    [[0, 10, 30, 60], 20],
    [[0, 5, 6, 106, 107], 3],
    // Several at one moment have gaps of nothing between them.
    [[0, 0], 0],
    [[0, 0, 10], 5],
    [[0, 0, 10, 30], 10],
    [[0, 10, 10, 10, 30, 30, 60], 5],
    [[0, 10, 10, 30, 30, 60], 10],
    [[0], null],
  ] as const) {
    const asked = times.map((at) => ({ at, from: '52.4.1.1', agent: PYTHON }));
    const row = named(await webTables(await webLake(t, asked)), 'rhythm').rows[0];
    assert.deepEqual(row?.[5], median);
    assert.equal(row?.[2], times.length);
  }
});

test('Hours of the day are those of UTC', async (t) => {
  const table = named(await webTables(await webLake(t, STORY)), 'hours_of_day');
  assert.deepEqual(table.rows, [['aws', 8, 8, 4]]);
});

test('Each program has its kind', async (t) => {
  const table = named(await webTables(await webLake(t, STORY)), 'clients');
  assert.deepEqual(
    table.rows.map((row) => row.slice(0, 6)),
    [['script', 'aws', PYTHON, 'EWS', 8, 4]],
  );
  assert.equal(clientKind('ExchangeServicesClient/15.00.0913.015', 'EWS'), 'EWS library');
  assert.equal(clientKind('Apple-iPhone9C1/1604.50', 'ActiveSync'), 'phone (ActiveSync)');
  assert.equal(clientKind('Moto G/7.0', 'ActiveSync'), 'phone (ActiveSync)');
  assert.equal(
    clientKind('Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.8431; Pro)', 'MAPI over HTTP'),
    'Outlook',
  );
  assert.equal(clientKind('Mozilla/5.0 (Windows NT 10.0)', 'OWA'), 'OWA in a browser');
  assert.equal(clientKind('AMProbe/Local/ClientAccess', 'EWS'), 'Exchange health probe');
  assert.equal(clientKind('Outlook-iOS-Android/1.0', 'ActiveSync'), 'Outlook mobile');
  assert.equal(clientKind('', 'web'), 'no user agent');
  assert.equal(clientKind('something else', 'web'), 'other');
});

/** Programs with and without names, one of them very long, at uneven times, with and without a user and a status below. */
const MIXED: Asked[] = [
  undefined,
  '',
  PYTHON,
  'Mozilla/5.0',
  `${'a'.repeat(1500)}1`,
  `${'a'.repeat(1500)}2`,
].flatMap((agent, a) =>
  Array.from({ length: 9 + 4 * a }, (_, i): Asked => ({
    at: a * 7 + i * i * 37 + (i % 3 === 0 ? 0 : DAY),
    from: i % 4 === 0 ? `198.51.100.${a}` : `52.${44 + (i % 2)}.1.${i % 5}`,
    status: ['200', '401.1', '404', '500.19'][i % 4]!,
    path: ['/', '/owa/', '/EWS/Exchange.asmx', `/${'p'.repeat(1100)}`][(i + a) % 4]!,
    ...(agent !== undefined && { agent }),
    ...(i % 2 === 0 && { user: i % 3 === 0 ? 'ann' : 'CORP\\Bob' }),
  })),
);

test('the tables, which are found with numbers for texts, say what their own SQL gives', async (t) => {
  for (const asked of [MIXED, MIXED.filter(({ from }) => from.startsWith('198.'))]) {
    const engine = await webLake(t, asked);
    const tables = await webTables(engine);
    assert.ok(tables.length >= 5);
    for (const { name, columns, rows, sql } of tables) {
      assert.ok(rows.length > 1, name);
      const shown = name === 'clients' ? columns.slice(1) : columns;
      const alone = (await engine.query(sql ?? '')).map((row) => shown.map((column) => row[column] ?? null));
      const said = name === 'clients' ? rows.map((row) => row.slice(1)) : rows;
      // A client that says nothing of itself is listed without a name.
      const named =
        name === 'clients' ? alone.map((row) => row.map((cell) => (cell === '' ? null : cell))) : alone;
      assert.deepEqual(said, named, name);
    }
  }
});

test('A table that would be too long is cut, keeps the busiest, and says so', async (t) => {
  const asked = Array.from({ length: 5100 }, (_, i) => ({
    at: 0,
    from: '52.4.1.1',
    path: `/${String(i).padStart(5, '0')}`,
  }));
  const busy = repeat(3, 1, () => ({ from: '52.4.1.1', path: '/zzz' }));
  const table = named(await webTables(await webLake(t, [...asked, ...busy])), 'requests_by_source');
  assert.equal(table.rows.length, 5000);
  assert.match(english(table.message), /5000 of 5101 rows/);
  assert.deepEqual(table.rows[0]?.slice(2, 3), ['/zzz']);
});

test('Without requests there are no tables and no series', async (t) => {
  const engine = await webLake(t, []);
  assert.deepEqual(await webTables(engine), []);
  assert.deepEqual(await requestSeries(engine), []);
});

test('Requests per day from each cloud, the days without any as zero', async (t) => {
  const [series, ...more] = await requestSeries(await webLake(t, STORY));
  assert.equal(more.length, 0);
  assert.ok(series);
  assert.equal(series.subject, 'aws');
  assert.equal(series.start, '2018-03-01T00:00:00Z');
  assert.equal(series.bucket_seconds, DAY);
  assert.deepEqual(series.in, [5, 1, 1, ...Array.from({ length: 28 }, () => 0), 1]);
  assert.ok(series.out.every((value) => value === 0) && series.out.length === series.in.length);
});

test('A log of one day is shown by the hour', async (t) => {
  const asked = repeat(3, 1800, () => ({ from: '198.51.100.7' }));
  const [series] = await requestSeries(await webLake(t, asked));
  assert.equal(series?.bucket_seconds, 3600);
  assert.deepEqual(series?.in, [2, 1]);
});
