import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { UserError } from '../../../../src/base/errors.ts';
import { OutOfMemory } from '../../../../src/events/engines/engine.ts';
import { TrinoClient } from '../../../../src/events/engines/trino/client.ts';
import { LAKE_TABLES } from '../../../../src/events/schema.ts';
import { TrinoEngine } from '../../../../src/events/engines/trino/engine.ts';

const URL_OF = 'http://trino.example:8080';
const PAGE = `${URL_OF}/v1/statement/executing/q1/`;

interface Asked {
  method: string;
  url: string;
  headers: Headers;
}

/** What a coordinator would send, answer by answer: a page, or a status, or a failing network. */
type Sent = object | number | string | Error;

/** An engine whose coordinator sends these answers, one after the other, and the exchanges that came of it. */
function coordinator(
  answers: readonly Sent[],
  password?: string,
): { engine: TrinoEngine; asked: Asked[]; pauses: number[] } {
  const [asked, pauses, left]: [Asked[], number[], Sent[]] = [[], [], [...answers]];
  const fetched = (url: string, init: RequestInit = {}): Promise<Response> => {
    asked.push({ method: init.method ?? 'GET', url, headers: new Headers(init.headers) });
    init.signal?.throwIfAborted();
    const next = left.shift() ?? 500;
    if (next instanceof Error) return Promise.reject(next);
    if (typeof next === 'number') return Promise.resolve(new Response('', { status: next }));
    return Promise.resolve(new Response(typeof next === 'string' ? next : JSON.stringify(next)));
  };
  const server = {
    url: URL_OF,
    user: 'desk',
    catalog: 'lake',
    schema: 'case1',
    ...(password && { password }),
  };
  const client = new TrinoClient(server, { fetch: fetched }, (seconds) => {
    pauses.push(seconds);
    return Promise.resolve();
  });
  return { engine: new TrinoEngine(client), asked, pauses };
}

const page = (rest: object): object => ({ id: 'q1', stats: { state: 'RUNNING' }, ...rest });
const next = (n: number): { nextUri: string } => ({ nextUri: `${PAGE}${n}` });
const VARCHAR = [{ name: 'src', type: 'varchar' }];

test('rows come page by page, in order, with the types that the server names', async () => {
  const columns = [
    { name: 'n', type: 'bigint' },
    { name: 'share', type: 'double' },
    { name: 'odd', type: 'double' },
    { name: 'at', type: 'timestamp(6)' },
    { name: 'at', type: 'timestamp(3)' },
    { name: 'whole', type: 'timestamp(0)' },
    { name: 'key', type: 'varbinary' },
    { name: 'total', type: 'decimal(38,0)' },
    { name: 'list', type: 'array(varchar)' },
    { name: 'text', type: 'varchar(3)' },
    { name: 'none', type: 'varchar' },
  ];
  const row = [
    7,
    0.5,
    'NaN',
    '2026-03-01 08:09:59.999999',
    '2026-03-01 08:09:59.120',
    '2026-03-01 08:10:00',
    'wAACAQ==',
    '9007199254740991',
    ['b', 'a'],
    '1.0',
    null,
  ];
  const { engine, asked } = coordinator([
    page(next(1)),
    page({ columns, data: [row], ...next(2) }),
    page({ columns }),
  ]);
  assert.deepEqual(await engine.query('SELECT'), [
    {
      n: 7,
      share: 0.5,
      odd: Number.NaN,
      at: '2026-03-01T08:09:59.999999Z',
      at_1: '2026-03-01T08:09:59.120Z',
      whole: '2026-03-01T08:10:00Z',
      key: 'c0000201',
      total: 9_007_199_254_740_991,
      list: '["b","a"]',
      text: '1.0',
      none: null,
    },
  ]);
  assert.deepEqual(
    asked.map(({ method, url }) => `${method} ${url}`),
    [`POST ${URL_OF}/v1/statement`, `GET ${PAGE}1`, `GET ${PAGE}2`],
  );
  const { headers } = asked[0]!;
  assert.equal(headers.get('x-trino-catalog'), 'lake');
  assert.equal(headers.get('x-trino-schema'), 'case1');
  assert.match(headers.get('x-trino-session') ?? '', /lake\.timestamp_precision=MICROSECONDS/);
  assert.equal(headers.get('authorization'), null);
});

test('a query that fails after its first rows is an error, and never half an answer', async () => {
  const error = { message: 'Worker node failed', errorName: 'REMOTE_HOST_GONE' };
  const { engine } = coordinator([
    page(next(1)),
    page({ columns: VARCHAR, data: [['10.0.0.5']], ...next(2) }),
    page({ error }),
  ]);
  await assert.rejects(engine.query('SELECT src FROM flows'), (thrown) => {
    assert.ok(thrown instanceof UserError && !(thrown instanceof OutOfMemory));
    assert.match(thrown.message, /Worker node failed \(REMOTE_HOST_GONE\)/);
    return true;
  });
});

test('too little memory there is told apart, so that a smaller question can be asked', async () => {
  const error = { message: 'Query exceeded limit', errorName: 'EXCEEDED_LOCAL_MEMORY_LIMIT' };
  await assert.rejects(coordinator([page({ error })]).engine.query('SELECT'), OutOfMemory);
});

test('a busy coordinator and a broken connection are asked again, for a while', async () => {
  const { engine, asked, pauses } = coordinator([
    503,
    new TypeError('fetch failed'),
    page(next(1)),
    502,
    page({ columns: VARCHAR, data: [['a']] }),
  ]);
  assert.deepEqual(await engine.query('SELECT'), [{ src: 'a' }]);
  assert.equal(asked.length, 5);
  assert.deepEqual(pauses, [0.1, 0.5, 0.1]);
});

test('a coordinator that is killed in the middle is said, with what to do', async () => {
  const { engine, asked } = coordinator([
    page(next(1)),
    ...Array.from({ length: 20 }, () => new TypeError('connect ECONNREFUSED')),
  ]);
  await assert.rejects(engine.query('SELECT'), (thrown) => {
    assert.ok(thrown instanceof UserError);
    assert.match(thrown.message, /stopped answering \(connect ECONNREFUSED\)/);
    assert.match(thrown.hint ?? '', /again/);
    return true;
  });
  assert.equal(asked.at(-1)?.method, 'DELETE');
});

test('what is no page is no answer of no rows', async (t) => {
  const strange: [string, Sent][] = [
    ['a login page with 200', '<html>sign in</html>'],
    ['an empty answer', ''],
    ['JSON of another service', { data: [['10.0.0.5']] }],
    ['data that are no rows', { id: 'q1', stats: {}, data: ['10.0.0.5'] }],
    ['a column without a type', { id: 'q1', stats: {}, columns: [{ name: 'src' }] }],
    ['a list', []],
  ];
  for (const [what, answer] of strange) {
    await t.test(what, () =>
      assert.rejects(coordinator([answer]).engine.query('SELECT'), /no Trino coordinator/),
    );
  }
  await t.test('any other JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        await assert.rejects(coordinator([JSON.stringify(value)]).engine.query('SELECT'), UserError);
      }),
      { seed: 18, numRuns: 300 },
    );
  });
  await t.test('a refusal', () =>
    assert.rejects(coordinator([401]).engine.query('SELECT'), /refuses user desk/),
  );
  await t.test('a path that is not there', () =>
    assert.rejects(coordinator([404]).engine.query('SELECT'), /answers HTTP 404/),
  );
});

test('the password goes to the server that was named and to no other', async () => {
  const { engine, asked } = coordinator(
    [page({ nextUri: 'http://elsewhere.example/v1/statement/executing/q1/1' }), page({})],
    'secret',
  );
  await assert.rejects(engine.query('SELECT'), /sends its clients on to http:\/\/elsewhere\.example/);
  assert.equal(asked.length, 1);
  assert.equal(
    asked[0]!.headers.get('authorization'),
    `Basic ${Buffer.from('desk:secret').toString('base64')}`,
  );
});

test('a question that is given up is ended at the server too', async () => {
  const stop = new AbortController();
  const asked: string[] = [];
  const client = new TrinoClient(
    { url: URL_OF, user: 'desk', catalog: 'lake', schema: 'case1' },
    {
      fetch(url, init) {
        asked.push(`${init?.method} ${url}`);
        if (init?.method === 'GET') stop.abort();
        init?.signal?.throwIfAborted();
        return Promise.resolve(new Response(JSON.stringify(page(next(1)))));
      },
    },
    () => Promise.resolve(),
  );
  await assert.rejects(new TrinoEngine(client, stop.signal).query('SELECT'), { name: 'AbortError' });
  assert.deepEqual(asked, [`POST ${URL_OF}/v1/statement`, `GET ${PAGE}1`, `DELETE ${PAGE}1`]);
});

test('a table counts as filled if it has a row, and nothing is kept or asked by others', async () => {
  const empty = page({ columns: [{ name: 'one', type: 'integer' }] });
  const full = page({ columns: [{ name: 'one', type: 'integer' }], data: [[1]] });
  const { engine } = coordinator(
    LAKE_TABLES.map((table) => (table === 'flows' || table === 'addresses' ? full : empty)),
  );
  assert.deepEqual([...(await engine.tables())], ['flows', 'addresses']);
  assert.equal(engine.can.keeps, false);
  await assert.rejects(engine.keep(), TypeError);
  await assert.rejects(engine.ask(), UserError);
});
