import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CLOUDTRAIL } from '../../../src/formats/cloudtrail/cloudtrail.ts';
import { fixtureOf, rowOf } from '../cloud-support.ts';
import { parseDocument } from '../../evidence/evidence-support.ts';
import { headOf, reasonsOf } from '../memory-sink.ts';

const file = fixtureOf(CLOUDTRAIL, 'records.json');
const { rows, rejects } = parseDocument(CLOUDTRAIL, file);

const RUN = {
  line: 1,
  ts: '2026-03-02T10:00:01Z',
  src: '203.0.113.9',
  sensor: 'cloudtrail',
  rule: 'RunInstances',
  message: 'ec2.amazonaws.com; by arn:aws:iam::123456789012:user/alice; eu-central-1; agent aws-cli/2.15.0',
  kind: 'event',
  outcome: 'passed',
};

test('CloudTrail: an API call is an alert, its event name the rule', () => {
  assert.deepEqual(rowOf(rows, 1), RUN);
});

test('CloudTrail: a call that was refused says so, with its error code', () => {
  const row = rowOf(rows, 2);
  assert.equal(row['severity'], 'failed');
  assert.equal(row['outcome'], 'blocked');
  assert.match(String(row['message']), /; error Client\.UnauthorizedOperation: You are not authorized/);
});

test('CloudTrail: a call names the access key that made it and the instances it was about', () => {
  assert.equal(
    rowOf(rows, 10)['message'],
    'ec2.amazonaws.com; by arn:aws:iam::123456789012:user/alice; key AKIAIOSFODNN7EXAMPLE; ap-northeast-2; instances i-0aaaaaaaaaaaaaaa1 i-0aaaaaaaaaaaaaaa2; agent Boto3/1.34',
  );
});

test('CloudTrail: logins to the console, whether they worked or not', () => {
  assert.deepEqual(rowOf(rows, 3, 'logins'), {
    table: 'logins',
    line: 3,
    ts: '2026-03-02T10:00:03Z',
    c_ip: '198.51.100.77',
    service: 'aws-console',
    username: 'alice',
    ok: 0,
    detail:
      'signin.amazonaws.com; by arn:aws:iam::123456789012:user/alice; eu-central-1; error Failed authentication; MFA used: No; agent Mozilla/5.0',
  });
  const root = rowOf(rows, 4, 'logins');
  assert.deepEqual([root['username'], root['ok'], root['c_ip']], ['root', 1, '2001:db8::7']);
});

test('CloudTrail: a role that was refused is a failed login; one that a service took is a call without an address', () => {
  const refused = rowOf(rows, 5, 'logins');
  assert.deepEqual([refused['service'], refused['username'], refused['ok']], ['aws-sts', 'alice', 0]);
  const service = rowOf(rows, 6);
  assert.equal(service['src'], undefined);
  assert.match(String(service['message']), /; from ec2\.amazonaws\.com;/);
});

test('CloudTrail: what is no event is rejected with its reason, by number and offset', () => {
  assert.deepEqual(reasonsOf(rejects), [
    [7, "eventTime cannot be 'yesterday'"],
    [8, 'no eventName'],
    [9, 'not a JSON object'],
  ]);
  assert.ok(file.toString('latin1', rejects[1]?.offset).startsWith('{"eventVersion":"1.11"}'));
});

test('CloudTrail: JSON lines and answers of lookup-events hold the same events', () => {
  const lines = parseDocument(CLOUDTRAIL, fixtureOf(CLOUDTRAIL, 'lines.json'));
  assert.deepEqual(lines.rows, rows.slice(0, 2));
  const answer = parseDocument(CLOUDTRAIL, fixtureOf(CLOUDTRAIL, 'lookup-events.json'));
  assert.deepEqual(answer.rows, [RUN]);
  assert.deepEqual(reasonsOf(answer.rejects), [[2, 'no eventName']]);
});

test('CloudTrail: a file that ends early is read up to there', () => {
  const cut = parseDocument(CLOUDTRAIL, file.subarray(0, file.indexOf('You are not')));
  assert.deepEqual(cut.rows, [RUN]);
  assert.deepEqual(reasonsOf(cut.rejects), [[2, 'the JSON ends early']]);
});

test('CloudTrail: keys that JavaScript has of its own do no harm', () => {
  const text =
    '{"__proto__":{"eventName":"x"},"eventTime":"2026-03-02T10:00:01Z","constructor":1,"eventVersion":"1"}';
  assert.deepEqual(reasonsOf(parseDocument(CLOUDTRAIL, Buffer.from(text)).rejects), [[1, 'no eventName']]);
});

test('CloudTrail: one large event is recognised by how the file begins; other JSON is not', () => {
  const large = `{"Records":[{"eventVersion":"1.11","requestParameters":{"x":"${'y'.repeat(70_000)}"`;
  assert.ok((CLOUDTRAIL.recognise(headOf(Buffer.from(large)))?.confidence ?? 0) >= 0.5);
  for (const text of [
    '{"Records":[]}',
    '{"Records":[{"eventID":"1"}]}',
    '{"eventName":"x","eventTime":"y"}',
  ]) {
    assert.equal(CLOUDTRAIL.recognise(headOf(Buffer.from(text))), undefined, text);
  }
});
