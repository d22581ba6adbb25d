import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CALLS } from '../../../src/clouds/aws/collect/calls.ts';
import { investigatorPolicy } from '../../../src/clouds/aws/collect/policy.ts';
import { ACCOUNT, ec2, VPC } from './account.ts';
import { athenaOf, database } from './athena.ts';
import type { Table } from './athena.ts';
import { startAws } from './aws-server.ts';
import { place, QUESTION } from './flow-log-account.ts';

const TABLE: Table = {
  name: 'flows',
  columns: [
    { Name: 'start', Type: 'bigint' },
    { Name: 'end', Type: 'bigint' },
  ],
  partitions: [{ Name: 'date', Type: 'date' }],
  properties: { location: 's3://logs/AWSLogs/123456789012/vpcflowlogs/eu-central-1/' },
  rows: [],
};

test('the policy for investigators allows what collecting asks, and no more', async (t) => {
  const log = (id: string, kind: string, destination: string): string =>
    `<item><flowLogId>${id}</flowLogId><resourceId>${VPC}</resourceId><logDestinationType>${kind}</logDestinationType>` +
    `<logDestination>${destination}</logDestination></item>`;
  const key =
    'AWSLogs/123456789012/vpcflowlogs/eu-central-1/2026/11/20/123456789012_vpcflowlogs_eu-central-1_fl-0000000a_20261120T1400Z_0a.log.gz';
  const listed = `<ListBucketResult><Contents><Key>${key}</Key><Size>0</Size></Contents></ListBucketResult>`;
  const aws = await startAws(t, {
    ...ACCOUNT,
    ...athenaOf([TABLE], await database(t, [TABLE])).answers,
    'ec2:DescribeFlowLogs': (asked) =>
      ec2(
        asked,
        `<flowLogSet>${log('fl-0000000a', 's3', 'arn:aws:s3:::logs')}${log('fl-0000000b', 'cloud-watch-logs', 'flow')}</flowLogSet>`,
      ),
    's3:GET': ({ params }) => ({ body: params.has('list-type') ? listed : '' }),
    'logs:DescribeLogGroups': () => ({ body: '{"logGroups":[{"logGroupName":"flow","storedBytes":1}]}' }),
    'logs:StartQuery': () => ({ body: '{"queryId":"1"}' }),
    'logs:GetQueryResults': () => ({ body: '{"status":"Complete","results":[]}' }),
  });
  // Files of the bucket; their table, looked for; a table that is named.
  for (const more of [[], ['--athena'], ['--athena', 'logs.flows']]) {
    const { run } = await place(t);
    const { code, stderr } = await run([...QUESTION, ...more]);
    assert.equal(code, 0, stderr);
  }
  // S3 is asked by method and address; a query is stopped where a person ends the run.
  const asked = aws.asked.map(({ call, params }) => {
    if (call !== 's3:GET') return call;
    return params.has('list-type') ? 's3:ListObjectsV2' : 's3:GetObject';
  });
  const actions: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(CALLS));
  const needed = new Set(
    [...asked, 'logs:StopQuery', 'athena:StopQueryExecution'].flatMap(
      (call) => actions.get(call) ?? `unknown ${call}`,
    ),
  );
  const { Statement }: { Statement: { Sid: string; Effect: string; Action: string[]; Resource: unknown }[] } =
    JSON.parse(JSON.stringify(investigatorPolicy()));
  const own = Statement.filter(({ Sid }) => Sid !== 'AbusedeskKeepsAthenaAnswers');
  assert.deepEqual(own.flatMap(({ Action }) => Action).sort(), [...needed].sort());
  assert.deepEqual(
    Statement.filter(({ Effect }) => Effect !== 'Allow'),
    [],
  );
  // What is written is an answer of Athena's, into the bucket that is for them.
  const answers = Statement.find(({ Sid }) => Sid === 'AbusedeskKeepsAthenaAnswers');
  assert.deepEqual(answers?.Resource, [
    'arn:aws:s3:::YOUR-ATHENA-ANSWERS-BUCKET',
    'arn:aws:s3:::YOUR-ATHENA-ANSWERS-BUCKET/*',
  ]);
  const reads = /^[a-z0-9]+:(?:Describe|Get|List|Lookup)/;
  assert.deepEqual(
    Object.keys(CALLS).filter((call) => !reads.test(call)),
    ['logs:StartQuery', 'logs:StopQuery', 'athena:StartQueryExecution', 'athena:StopQueryExecution'],
  );
});
