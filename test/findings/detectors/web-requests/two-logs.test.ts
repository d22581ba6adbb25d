import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import type { Row } from '../../../../src/events/engines/engine.ts';
import { REQUEST_NUMBERS } from '../../../../src/findings/detectors/web-requests/numbers.ts';
import { webAttack } from '../../../../src/findings/detectors/web-requests/web-attack.ts';
import type { Finding } from '../../../../src/model/finding.ts';
import { english } from '../../../english.ts';
import { eventContext } from '../../support/lake.ts';
import { numberOf } from '../../support/numbers.ts';
import { request } from './asked.ts';

const ATTACKER = '198.51.100.7';
/** Ten attacks, one a second. */
const ATTACKS = Array.from({ length: 10 }, (_, i) =>
  request(i, ATTACKER, `/item/${i}`, { cs_uri_query: 'id=1%27+union+select+1,2--+-' }),
);

/** The finding of the attacker, whose requests these logs have: a file each. */
async function found(t: TestContext, ...logs: readonly (readonly Row[])[]): Promise<Finding> {
  const rows = logs.flatMap((log, evidence) => log.map((row, i): Row => ({ evidence, line: i + 1, ...row })));
  const context = await eventContext(t, 'requests', rows);
  const [finding, ...others] = await webAttack.detect(context);
  assert.deepEqual(others, []);
  assert.ok(finding);
  const [figures] = await context.engine.query(finding.sql);
  assert.equal(
    figures?.['requests'],
    numberOf(REQUEST_NUMBERS, finding, 'attack_requests'),
    'its SQL gives the same',
  );
  return finding;
}

const counts = (finding: Finding): unknown => [
  numberOf(REQUEST_NUMBERS, finding, 'attack_requests'),
  numberOf(REQUEST_NUMBERS, finding, 'attack_in_two_logs'),
];
const classOf = (finding: Finding, name: string): RegExp =>
  new RegExp(`${name}: ${numberOf(REQUEST_NUMBERS, finding, 'attack_requests')}\\b`);

test('the same log given twice counts once, and the finding says so', async (t) => {
  const finding = await found(t, ATTACKS, ATTACKS);
  assert.deepEqual(counts(finding), [10, 10]);
  assert.match(english(finding.message), /10 requests are in two logs or more and count once\./);
  assert.match(english(finding.message), classOf(finding, 'SQL injection'));
});

test('one log alone says nothing of two', async (t) => {
  const finding = await found(t, ATTACKS);
  assert.deepEqual(counts(finding), [10, 0]);
  assert.doesNotMatch(english(finding.message), /two logs/);
});

test('a load balancer, its firewall and the web server have the same requests, each with what it knows', async (t) => {
  const balancer = ATTACKS.map((row) => ({
    ...row,
    cs_host: 'www.example.com:443',
    s_ip: '10.1.0.20',
    sc_bytes: 640,
  }));
  const firewall = ATTACKS.map((row) => ({
    ...row,
    cs_host: 'WWW.example.com',
    sc_status: null,
    sc_bytes: null,
  }));
  const server = ATTACKS.map((row) => ({ ...row, user_agent: '-', referer: '-' }));
  const finding = await found(t, firewall, balancer, server);
  assert.deepEqual(counts(finding), [10, 10]);
  assert.equal(finding.targets.hosts, 1, 'the server that one of the logs names');
});

test('who asks for one thing twice in a second has asked twice, in both logs', async (t) => {
  const twice = ATTACKS.flatMap((row) => [row, row]);
  assert.deepEqual(counts(await found(t, twice, twice)), [20, 20]);
  // The second of each is in one log only.
  assert.deepEqual(counts(await found(t, twice, ATTACKS)), [20, 10]);
});

test('the scanner that sends user agents in one log and attacks in the other is one of both classes', async (t) => {
  const named = ATTACKS.map((row) => ({ ...row, user_agent: 'sqlmap/1.7' }));
  const unnamed = ATTACKS.map((row) => ({ ...row, user_agent: null }));
  const finding = await found(t, unnamed, named);
  assert.deepEqual(counts(finding), [10, 10]);
  assert.equal(numberOf(REQUEST_NUMBERS, finding, 'attack_classes'), 2);
  assert.match(english(finding.message), classOf(finding, 'marks of a scanner'));
});

for (const [what, more] of Object.entries<Row>({
  'two servers': { s_ip: '10.1.0.21' },
  'two sites of one server': { cs_host: 'other.example.com' },
  'two programs of one client': { user_agent: 'python-requests/2.31.0' },
  'two answers': { sc_status: 403 },
  'another second': { ts: '2026-03-01T09:00:00Z' },
  'another client': { c_ip: '198.51.100.9' },
  'another method': { cs_method: 'POST' },
  'another query': { cs_uri_query: 'id=2%27+union+select+1,2--+-' },
})) {
  test(`requests are two where they differ: ${what}`, async (t) => {
    const here: Row = { s_ip: '10.1.0.20', cs_host: 'www.example.com' };
    const rows = [here, { ...here, ...more }].map((other) =>
      ATTACKS.map((row): Row => ({ ...row, ...other })),
    );
    if (more['c_ip'] !== undefined) {
      const context = await eventContext(
        t,
        'requests',
        rows.flatMap((log, evidence) => log.map((row, i) => ({ ...row, evidence, line: i + 1 }))),
      );
      const findings = await webAttack.detect(context);
      assert.deepEqual(findings.map(counts), [
        [10, 0],
        [10, 0],
      ]);
    } else assert.deepEqual(counts(await found(t, ...rows)), [20, 0]);
  });
}

test('two logs that name no server may be of two sites: then the size has to be the same, too', async (t) => {
  const other = ATTACKS.map((row) => ({ ...row, sc_bytes: 377 }));
  assert.deepEqual(counts(await found(t, ATTACKS, other)), [20, 0]);
});

/** The same lines as a log has them whose clock is ahead, by so many seconds for each. */
function ahead(rows: readonly Row[], by: (i: number) => number): Row[] {
  return rows.map((row, i) => ({
    ...row,
    ts: new Date(Date.parse(String(row['ts'])) + by(i) * 1000).toISOString(),
  }));
}

test('two logs whose clocks are a second or two apart have the same requests, one to one', async (t) => {
  assert.deepEqual(
    counts(
      await found(
        t,
        ATTACKS,
        ahead(ATTACKS, () => 1),
      ),
    ),
    [10, 10],
  );
  assert.deepEqual(
    counts(
      await found(
        t,
        ahead(ATTACKS, () => 2),
        ATTACKS,
      ),
    ),
    [10, 10],
  );
  assert.deepEqual(
    counts(
      await found(
        t,
        ATTACKS,
        ahead(ATTACKS, (i) => 1 + (i % 2)),
      ),
    ),
    [10, 10],
    'rounded seconds',
  );
  const [one, two] = [ahead(ATTACKS, () => 1), ahead(ATTACKS, () => 2)];
  assert.deepEqual(counts(await found(t, ATTACKS, one, two)), [10, 10], 'three logs');
  // What was asked twice within a second, or after one, was asked twice.
  const twice = ATTACKS.flatMap((row) => [row, ...ahead([row], () => 1)]);
  assert.deepEqual(
    counts(
      await found(
        t,
        twice,
        ahead(twice, () => 1),
      ),
    ),
    [20, 20],
  );
});

test('a clock that is further off, another size or another answer, and a log with little of the other are not the same', async (t) => {
  assert.deepEqual(
    counts(
      await found(
        t,
        ATTACKS,
        ahead(ATTACKS, () => 3),
      ),
    ),
    [20, 0],
  );
  const later = ahead(ATTACKS, () => 1);
  const sized = later.map((row) => ({ ...row, sc_bytes: 377 }));
  assert.deepEqual(counts(await found(t, ATTACKS, sized)), [20, 0]);
  const refused = later.map((row) => ({ ...row, sc_status: 403 }));
  assert.deepEqual(counts(await found(t, ATTACKS, refused)), [20, 0]);
  const unsized = later.map((row) => ({ ...row, sc_bytes: null }));
  assert.deepEqual(counts(await found(t, ATTACKS, unsized)), [20, 0], 'without a size nobody knows');
  const elsewhere = later.map((row, i) =>
    i < 5 ? row : Object.assign({}, row, { cs_uri_stem: `/other/${i}` }),
  );
  assert.deepEqual(counts(await found(t, ATTACKS, elsewhere)), [20, 0]);
});

test('who repeats one request at two servers by turns has asked each time', async (t) => {
  const repeat = (i: number): Row => request(i, ATTACKER, '/login', { cs_uri_query: "u=1' or '1'='1" });
  const [even, odd] = [0, 1].map((start) => Array.from({ length: 10 }, (_, i) => repeat(start + 2 * i)));
  assert.deepEqual(counts(await found(t, even ?? [], odd ?? [])), [20, 0]);
});

test('two servers that share a scan of a hundred addresses have each their own half', async (t) => {
  const scan = Array.from({ length: 100 }, (_, i) =>
    request(i, ATTACKER, `/item/${i % 50}`, { cs_uri_query: 'id=1%27+union+select+1,2--+-' }),
  );
  const half = (rest: number): Row[] => scan.filter((_, i) => i % 2 === rest);
  assert.deepEqual(counts(await found(t, half(0), half(1))), [100, 0]);
});
