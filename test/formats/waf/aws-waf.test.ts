import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AWS_WAF } from '../../../src/formats/waf/aws-waf.ts';
import { fixtureOf, rowOf } from '../cloud-support.ts';
import { headOf, parseAll, reasonsOf } from '../memory-sink.ts';

const log = fixtureOf(AWS_WAF, 'web-acl.log');
const { rows, rejects, parsed, notes } = parseAll(AWS_WAF, log);
const alerts = rows.filter((row) => row['table'] === 'alerts');

test('WAF: every record is a request, its time in milliseconds', () => {
  assert.deepEqual(rowOf(rows, 1), {
    line: 1,
    ts: '2026-03-02T10:00:01.981000Z',
    c_ip: '203.0.113.9',
    s_sitename: '123456789012-app/shop/50dc6c495c0c9188',
    cs_host: 'shop.example.com',
    cs_method: 'GET',
    cs_uri_stem: '/cart',
    cs_uri_query: 'id=7',
    cs_version: 'HTTP/2.0',
    user_agent: 'curl/8.5.0',
  });
  assert.equal(parsed, 6);
});

test('WAF: a request that was blocked is an alert with the rule, and what it found', () => {
  assert.deepEqual(rowOf(rows, 2, 'alerts'), {
    table: 'alerts',
    line: 2,
    ts: '2026-03-02T10:00:02Z',
    src: '2001:db8::7',
    sensor: 'aws-waf',
    rule: 'sqli',
    severity: 'BLOCK',
    message: 'SQL_INJECTION in QUERY_STRING: 1 OR 1',
    kind: 'verdict',
    outcome: 'blocked',
    url: '/search',
    request_id: 'r2',
  });
  const request = rowOf(rows, 2);
  assert.equal(request['sc_status'], 403);
  assert.equal(request['x_forwarded_for'], '198.51.100.7');
  assert.equal(request['cs_host'], 'shop.example.com');
});

test('WAF: within a group of rules the one that matched is named with its group', () => {
  assert.equal(rowOf(rows, 3, 'alerts')['rule'], 'AWS#AWSManagedRulesCommonRuleSet/NoUserAgent_HEADER');
});

test('WAF: rules that only counted are alerts too; an allowed request without a match is none', () => {
  assert.deepEqual(
    alerts.filter((row) => row['line'] === 4).map((row) => [row['rule'], row['severity'], row['message']]),
    [
      ['count-bots', 'COUNT', undefined],
      ['AWS#AWSManagedRulesSQLiRuleSet/SQLi_BODY', 'COUNT', 'XSS in BODY: < script'],
      ['AWS#AWSManagedRulesSQLiRuleSet/SQLi_COOKIE', 'COUNT', undefined],
    ],
  );
  assert.ok(alerts.every((row) => row['line'] !== 1));
  assert.ok(alerts.filter((row) => row['line'] === 4).every((row) => row['outcome'] === 'passed'));
});

test('WAF: two records on one line are two requests; an export of CloudWatch Logs has its time before them', () => {
  const times = rows.filter((row) => row['line'] === 5 && row['table'] === undefined).map((row) => row['ts']);
  assert.deepEqual(times, ['2026-03-02T10:00:05Z', '2026-03-02T10:00:05.500000Z']);
  assert.equal(rowOf(rows, 5, 'alerts')['rule'], 'RateLimit');
  assert.equal(rowOf(rows, 6)['ts'], '2026-03-02T10:00:06Z');
});

test('WAF: what is broken is rejected with its reason, and the file says what WAF does not log', () => {
  assert.deepEqual(reasonsOf(rejects), [
    [7, 'timestamp 17 is not between 2000 and 2100'],
    [8, 'no httpRequest with a clientIp'],
    [9, 'the JSON ends early'],
    [10, 'not valid JSON'],
  ]);
  assert.ok(notes.some((note) => note.includes('does not log what the server answered')));
});

test('WAF: a line is read whole or not at all', () => {
  const line = log.toString().split('\n')[0] ?? '';
  const both = parseAll(AWS_WAF, `${line}{"timestamp":1}\n`);
  assert.deepEqual(both.rows, []);
  assert.equal(both.rejects.length, 1);
});

test('JSON about firewalls is no log of AWS WAF', () => {
  for (const text of ['{"webaclId":"x","action":"BLOCK"}', '{"httpRequest":{}}', '[]', 'webaclId']) {
    assert.equal(AWS_WAF.recognise(headOf(Buffer.from(text))), undefined, text);
  }
});
