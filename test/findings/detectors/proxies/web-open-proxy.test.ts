import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Row } from '../../../../src/events/engines/engine.ts';
import { webOpenProxy } from '../../../../src/findings/detectors/proxies/web-open-proxy.ts';
import type { Finding } from '../../../../src/model/finding.ts';
import { eventContext } from '../../support/lake.ts';

const START = Date.parse('2026-11-02T10:00:00Z');

/** A request for another host, and what it was answered with. */
function asked(i: number, changes: Row = {}): Row {
  return {
    ts: new Date(START + i * 1000).toISOString(),
    c_ip: `198.51.100.${1 + (i % 9)}`,
    s_ip: '10.1.0.20',
    cs_method: 'GET',
    cs_uri_stem: `http://site-${i}.example/`,
    sc_status: 200,
    sc_bytes: 900 + i * 2100,
    user_agent: 'Mozilla/5.0',
    ...changes,
  };
}

const many = (n: number, make: (i: number) => Row = () => ({})): Row[] =>
  Array.from({ length: n }, (_, i) => asked(i, make(i)));

const paramOf = ({ message }: Finding, name: string): unknown =>
  new Map(Object.entries(message.params)).get(name);

async function found(t: TestContext, rows: readonly Row[], ours: string[] = []): Promise<Finding[]> {
  return webOpenProxy.detect(await eventContext(t, 'requests', rows, { ours }));
}

test('a server that answers strangers for other sites is an open proxy', async (t) => {
  const [finding, ...others] = await found(t, many(30));
  assert.deepEqual(others, []);
  assert.deepEqual(
    [finding?.subject.address, finding?.targets.hosts, finding?.numbers.addresses, finding?.severity],
    ['10.1.0.20', 30, 9, 'medium'],
  );
  assert.equal((await found(t, many(60)))[0]?.severity, 'high');
});

test('tunnels that were opened count as well, and a log without the server’s address names none', async (t) => {
  const [finding] = await found(
    t,
    many(8, (i) => ({ cs_method: 'CONNECT', cs_uri_stem: `mail-${i}.example:25`, s_ip: null })),
  );
  assert.deepEqual(finding?.subject, {});
  assert.deepEqual(paramOf(finding, 'tunnels'), 8);
  assert.deepEqual(finding.targets.sample[0], 'mail-0.example:25');
});

test('a server that takes no notice of the host answers with its own page: no proxy', async (t) => {
  assert.deepEqual(
    await found(
      t,
      many(60, () => ({ sc_bytes: 10_701 })),
    ),
    [],
    'one size',
  );
  assert.deepEqual(
    await found(
      t,
      many(60, (i) => ({ sc_bytes: i % 2 === 0 ? 3046 : 10_701 })),
    ),
    [],
    'compressed or not',
  );
  assert.deepEqual(
    await found(
      t,
      many(60, (i) => ({ sc_bytes: 10_690 + i })),
    ),
    [],
    'the name of the host is on the page',
  );
  const paths = many(60, (i) => ({
    cs_uri_stem: `http://site-${i}.example/page-${i % 6}`,
    sc_bytes: 1000 * (1 + (i % 6)),
  }));
  assert.deepEqual(await found(t, paths), [], 'each of its pages has its size');
});

test('what was refused, sent elsewhere, or has no size is no proxy', async (t) => {
  for (const status of [301, 400, 403, 404, 405, 502])
    assert.deepEqual(
      await found(
        t,
        many(30, () => ({ sc_status: status })),
      ),
      [],
      String(status),
    );
  assert.deepEqual(
    await found(
      t,
      many(30, () => ({ sc_bytes: null })),
    ),
    [],
  );
  assert.deepEqual(
    await found(
      t,
      many(30, () => ({ sc_bytes: 0 })),
    ),
    [],
  );
});

test('a proxy of ours for ours, and one that asks for a name, is no open one', async (t) => {
  assert.deepEqual(await found(t, many(30), ['198.51.100.0/24']), []);
  assert.deepEqual(
    await found(
      t,
      many(30, (i) => ({ c_ip: `10.2.0.${i + 1}` })),
    ),
    [],
  );
  assert.deepEqual(
    await found(
      t,
      many(30, () => ({ cs_username: 'ACME\\a.user' })),
    ),
    [],
  );
  assert.equal(
    (
      await found(
        t,
        many(30, () => ({ cs_username: '-' })),
      )
    ).length,
    1,
  );
});

test('one site asked for by its whole address, by everybody, is the server’s own', async (t) => {
  const own = many(60, (i) => ({ cs_uri_stem: 'http://www.acme.example/', sc_bytes: 900 * (i + 1) }));
  assert.deepEqual(await found(t, own), []);
});

test('ordinary requests that carry an address in their path or query are none', async (t) => {
  const redirects = many(30, (i) => ({ cs_uri_stem: `/go/http://site-${i}.example/` }));
  const queries = many(30, (i) => ({ cs_uri_stem: '/go', cs_uri_query: `to=http://site-${i}.example/` }));
  assert.deepEqual(await found(t, [...redirects, ...queries]), []);
});

test('two servers have a finding each, and their SQL gives the figures again', async (t) => {
  const rows = [...many(30), ...many(12, () => ({ s_ip: '10.1.0.21' }))];
  const context = await eventContext(t, 'requests', rows);
  const findings = await webOpenProxy.detect(context);
  assert.deepEqual(
    findings.map(({ targets }) => targets.hosts),
    [30, 12],
  );
  for (const { sql, numbers } of findings) {
    const again = await context.engine.query(sql);
    assert.deepEqual(
      again.map((row) => row['hosts']),
      [numbers.hosts],
    );
  }
});

test('what a client writes into the address stays text, however odd it is', async (t) => {
  const odd = [
    "http://'; DROP TABLE requests --/",
    'http://',
    'http:///',
    'HTTP://%00%ff/',
    'https://[::1]:80/',
    `http://${'a'.repeat(3000)}/`,
    'http://me:secret@b.example/',
    'http://ü.example/',
  ];
  const rows = many(60, (i) => ({ cs_uri_stem: odd[i % odd.length] ?? '' }));
  const [finding] = await found(t, rows);
  assert.ok(finding !== undefined && finding.targets.hosts === 6);
  const sample = paramOf(finding, 'sample');
  assert.ok(Array.isArray(sample) && sample.every((name) => String(name).length <= 100));
});
