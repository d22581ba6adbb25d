import assert from 'node:assert/strict';
import { test } from 'node:test';
import { secondsOf, settlingOfFiles, slowestFlows } from '../../src/formats/delay.ts';

const BUCKET = {
  format: 'vpc-flow',
  path: 'AWSLogs/123456789012/vpcflowlogs/us-east-1/2026/11/20/123456789012_vpcflowlogs_us-east-1_fl-0a_20261120T1500Z_1f.log.gz',
};
const CONSOLE = { format: 'vpc-flow-csv', path: 'evidence/logs-insights-results.csv' };

test('flow logs out of a bucket come ten minutes late, those out of a log group five', () => {
  assert.deepEqual(settlingOfFiles([BUCKET], 60), { aggregation: 60, late: 60, delivery: 600 });
  assert.deepEqual(settlingOfFiles([CONSOLE], 60), { aggregation: 60, late: 60, delivery: 300 });
  const collected = { format: 'vpc-flow-json', path: 'eu-central-1/insights-flows-1-2.json' };
  assert.equal(settlingOfFiles([collected], 60)?.delivery, 300);
});

test('where a file does not say from where it comes, it may be as late as any', () => {
  assert.equal(settlingOfFiles([{ format: 'vpc-flow', path: 'flows.log' }], 60)?.delivery, 600);
  assert.equal(settlingOfFiles([{ format: 'vpc-flow', path: 'my insights.log' }], 60)?.delivery, 600);
  assert.deepEqual(slowestFlows(), { aggregation: 600, late: 60, delivery: 600 });
});

test('the longest record tells whether a log has one a minute or one in ten', () => {
  for (const [longest, aggregation] of [
    [0, 60],
    [60, 60],
    [61, 600],
    [600, 600],
    [900, 600],
  ]) {
    assert.equal(settlingOfFiles([BUCKET], longest)?.aggregation, aggregation, String(longest));
  }
  assert.equal(settlingOfFiles([BUCKET])?.aggregation, 600);
});

test('of several files the slowest counts, and a log that a server writes itself is never late', () => {
  assert.deepEqual(settlingOfFiles([CONSOLE, BUCKET], 600), settlingOfFiles([BUCKET], 600));
  assert.equal(settlingOfFiles([{ format: 'access-log', path: 'access.log' }]), undefined);
  const balancer = settlingOfFiles([{ format: 'alb-access', path: 'alb.log' }]);
  assert.equal(balancer && secondsOf(balancer), 300);
});
