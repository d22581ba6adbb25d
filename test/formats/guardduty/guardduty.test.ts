import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GUARDDUTY } from '../../../src/formats/guardduty/guardduty.ts';
import { parseDocument } from '../../evidence/evidence-support.ts';
import { fixtureOf, rowOf } from '../cloud-support.ts';
import { headOf, reasonsOf } from '../memory-sink.ts';

const read = (name: string): ReturnType<typeof parseDocument> =>
  parseDocument(GUARDDUTY, fixtureOf(GUARDDUTY, name));

const PORT_SCAN = {
  line: 1,
  ts: '2026-11-20T10:00:00Z',
  src: '10.0.0.1',
  dst: '198.51.100.9',
  dst_port: 22,
  sensor: 'guardduty',
  rule: 'Recon:EC2/Portscan',
  severity: 'medium',
  message:
    'Outbound portscan from EC2 instance.; instance i-0123456789abcdef0; interface eni-1a2b3c4d; public 192.0.2.9; ' +
    'account 123456789012; region us-east-1; count 44; last 2026-11-20T10:30:00Z',
  kind: 'verdict',
};

test('GuardDuty: an exported finding is an alert, its type the rule; our machine, which began it, is the source', () => {
  assert.deepEqual(rowOf(read('export.jsonl').rows, 1), PORT_SCAN);
});

test('GuardDuty: of traffic that came in the other side is the source', () => {
  const { src, src_port, dst, dst_port, severity } = rowOf(read('export.jsonl').rows, 2);
  assert.deepEqual(
    [src, src_port, dst, dst_port, severity],
    ['198.51.100.77', 51_000, '10.0.0.1', 22, 'high'],
  );
});

test('GuardDuty: an event of EventBridge is its finding', () => {
  assert.deepEqual(rowOf(read('eventbridge.json').rows, 1), PORT_SCAN);
});

test('GuardDuty: the answer of get-findings is read, with what is no finding counted', () => {
  const { rows, rejects, parsed } = read('get-findings.json');
  const probe = rowOf(rows, 1);
  assert.deepEqual(
    [probe['src'], probe['dst'], probe['dst_port'], probe['severity']],
    ['203.0.113.44', '10.0.0.1', 6379, 'low'],
  );
  const lookup = rowOf(rows, 2);
  assert.deepEqual([lookup['src'], lookup['dst'], lookup['severity']], ['10.0.0.1', undefined, 'critical']);
  assert.match(String(lookup['message']), /domain pool\.example\.org/);
  assert.equal(parsed, 2);
  assert.deepEqual(reasonsOf(rejects), [[3, 'no finding of GuardDuty: it has no type, or no service']]);
});

test('GuardDuty: other JSON of AWS is not taken for it', () => {
  for (const text of [
    '{"source":"aws.health","detail-type":"AWS Health Event","detail":{"service":"GUARDDUTY"}}',
    '{"Records":[{"eventVersion":"1.11","eventSource":"guardduty.amazonaws.com","eventName":"GetFindings"}]}',
    '{"serviceName":"guardduty"}',
  ]) {
    assert.equal(GUARDDUTY.recognise(headOf(Buffer.from(text))), undefined, text);
  }
});
