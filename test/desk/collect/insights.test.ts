import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { queryPrice } from '../../../src/clouds/aws/collect/flow-logs/prices.ts';
import {
  behindQuery,
  countQuery,
  MOST_ROWS,
  piecesOf,
  RECORDS_QUERY,
} from '../../../src/clouds/aws/collect/flow-logs/queries.ts';
import { ec2, VPC } from './account.ts';
import { startAws } from './aws-server.ts';
import type { Answer, Answers } from './aws-server.ts';
import { KEY, line, place, QUESTION, withFlowLog, xml } from './flow-log-account.ts';
import { ask } from './insights.ts';
import type { LogRecord } from './insights.ts';

/** A service that answers queries about these records. */
function logsOf(
  records: readonly LogRecord[],
  storedBytes: number,
): { answers: Answers; queries: { text: string; from: number; to: number }[] } {
  const queries: { text: string; from: number; to: number }[] = [];
  const json = (body: object): Answer => ({
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/x-amz-json-1.1' },
  });
  const answers: Answers = {
    'logs:DescribeLogGroups': () =>
      json({
        logGroups: [{ logGroupName: 'flow', storedBytes, creationTime: Date.parse('2026-11-20T00:00:00Z') }],
      }),
    'logs:StartQuery': ({ body }) => {
      const { queryString, startTime, endTime } = JSON.parse(body);
      queries.push({ text: queryString, from: startTime, to: endTime });
      return json({ queryId: String(queries.length - 1) });
    },
    'logs:GetQueryResults': ({ body }) => {
      const { queryId } = JSON.parse(body);
      const query = queries[Number(queryId)];
      assert.ok(query);
      const within = records.filter(({ at }) => at >= query.from && at <= query.to);
      return json({ status: 'Complete', results: ask(query.text, within) });
    },
  };
  return { answers, queries };
}

const GROUP = {
  logDestinationType: 'cloud-watch-logs',
  logDestination: 'arn:aws:logs:eu-central-1:123456789012:log-group:flow:*',
};

test('records of a log group are fetched in pieces of time that each fit into an answer, and none is lost', async (t) => {
  // 25,000 records, 12,000 of them in one minute.
  const records = Array.from({ length: 25_000 }, (_, i): LogRecord => {
    const at = KEY.from + (i < 12_000 ? 300 + (i % 60) : Math.floor(((i - 12_000) * 1799) / 13_000));
    return { at, message: line(at) };
  });
  const { answers, queries } = logsOf(records, 10e9);
  await startAws(t, withFlowLog(GROUP, answers));
  const { folder, run } = await place(t);
  const { code, stderr } = await run();
  assert.equal(code, 0, stderr);
  // 10 GB in a day, half an hour of it twice: counted and read.
  assert.match(stderr, /flow \(fl-0a1b2c3d4e5f60718\): 2 to fetch or ask, /);
  const all = join(folder, 'evidence', 'eu-central-1');
  const names = (await readdir(all)).filter((name) => name.startsWith('insights-'));
  let rows = 0;
  for (const name of names) {
    const { results } = JSON.parse(await readFile(join(all, name), 'utf8'));
    assert.ok(results.length <= MOST_ROWS, `${name}: ${results.length}`);
    rows += results.length;
  }
  assert.equal(rows, 25_000, queries.map(({ from, to }) => `${from}-${to}`).join(' '));
  // A second run asks nothing of what is there.
  const before = queries.length;
  assert.equal((await run()).code, 0);
  assert.deepEqual(
    queries.slice(before).map(({ text }) => text),
    [countQuery(1)],
  );
});

test('the query for those behind a NAT gateway is run for it, and its answer is read as counts', async (t) => {
  const records = Array.from({ length: 40 }, (_, i): LogRecord => ({
    at: KEY.from + i,
    message: line(KEY.from + i).replace('198.51.100.7 40001 22', `10.10.2.68 40001 ${i % 2 === 0 ? 22 : 80}`),
  }));
  const { answers, queries } = logsOf(records, 1e6);
  const gateway: Answers = {
    'ec2:DescribeNatGateways': (asked) =>
      ec2(
        asked,
        `<natGatewaySet><item><natGatewayId>nat-0a1b2c3d4e5f60718</natGatewayId><vpcId>${VPC}</vpcId><natGatewayAddressSet><item>${xml({ privateIp: '10.10.2.68', publicIp: '203.0.113.10' })}</item></natGatewayAddressSet></item></natGatewaySet>`,
      ),
    'ec2:DescribeVpcs': (asked) =>
      ec2(asked, `<vpcSet><item>${xml({ vpcId: VPC, cidrBlock: '10.10.0.0/16' })}</item></vpcSet>`),
  };
  await startAws(t, withFlowLog(GROUP, { ...answers, ...gateway }));
  const { folder, run } = await place(t);
  const { code, stderr } = await run();
  assert.equal(code, 0, stderr);
  assert.equal(queries[0]?.text, behindQuery('10.10.2.68', '10.10.0.0'));
  const file = join(folder, 'evidence/eu-central-1/insights-flow-nat-0a1b2c3d4e5f60718.json');
  const { results }: { results: { field: string; value: string }[][] } = JSON.parse(
    await readFile(file, 'utf8'),
  );
  assert.deepEqual(
    results.map((row) => row.map(({ value }) => value)),
    [
      ['10.10.3.17', '10.10.2.68', '22', '20'],
      ['10.10.3.17', '10.10.2.68', '80', '20'],
    ],
  );
});

test('a query that AWS ends is said, and asked again the next time', async (t) => {
  const { answers } = logsOf([{ at: KEY.from, message: line(KEY.from) }], 1e6);
  const whole = withFlowLog(GROUP, answers);
  const failed: Answers = { 'logs:GetQueryResults': () => ({ body: JSON.stringify({ status: 'Failed' }) }) };
  const aws = await startAws(t, { ...whole, ...failed });
  const { run } = await place(t);
  const { code, stderr } = await run();
  assert.equal(code, 2);
  assert.match(stderr, /QueryFailed/);
  aws.answer(whole);
  assert.equal((await run()).code, 0);
});

test('what is asked of Logs Insights is its language, and hostile addresses are no query', () => {
  for (const query of [
    RECORDS_QUERY,
    countQuery(1),
    countQuery(5),
    behindQuery('10.10.2.68', '10.10.0.0') ?? '',
  ]) {
    assert.deepEqual(ask(query, []), [], query);
  }
  for (const [gateway, network] of [
    ["10.0.0.1' or srcAddr like '", '10.10.0.0'],
    ['10.10.2.68', "10'.x.0.0"],
    ['2001:db8::1', '10.10.0.0'],
    ['', ''],
  ] as const) {
    assert.equal(behindQuery(gateway, network), undefined, gateway);
  }
});

test('pieces of time cover every record once, and hold no more than an answer, where one step does not', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 15_000 })), {
        maxLength: 60,
      }),
      (steps) => {
        const counts = new Map(steps.map(([step, count]) => [KEY.from + step * 60, count]));
        const span = { from: KEY.from, to: KEY.from + 201 * 60 };
        const pieces = piecesOf(span, counts, 60);
        for (const [at, count] of counts) {
          const own = pieces.filter(({ from, to }) => at >= from && at + 59 <= to);
          assert.equal(own.length, 1, `${at}: ${JSON.stringify(pieces)}`);
          const [piece] = own;
          const all = [...counts].filter(
            ([start]) => start >= (piece?.from ?? 0) && start <= (piece?.to ?? 0),
          );
          const rows = all.reduce((sum, [, some]) => sum + some, 0);
          assert.ok(rows <= MOST_ROWS || all.length === 1, `${count}: ${rows} in ${JSON.stringify(piece)}`);
        }
      },
    ),
  );
});

test('a query costs half a cent for each gigabyte that it scans', () => {
  assert.equal(queryPrice(2e9), 0.01);
});

test('whoever ends the run in the middle leaves no query running', async (t) => {
  const { answers } = logsOf([], 1e6);
  const ended = new AbortController();
  const running: Answers = {
    'logs:GetQueryResults': () => {
      ended.abort();
      return { body: JSON.stringify({ status: 'Running' }) };
    },
  };
  const aws = await startAws(t, withFlowLog(GROUP, { ...answers, ...running }));
  const { run } = await place(t);
  const { code } = await run(QUESTION, ended.signal);
  assert.equal(code, 130);
  assert.equal(aws.calls().at(-1), 'logs:StopQuery');
});
