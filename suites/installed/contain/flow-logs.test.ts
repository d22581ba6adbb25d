import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { applyPlan, undoPlan } from '../../../src/actions/contain/apply.ts';
import { askAround } from '../../../src/actions/contain/ask.ts';
import { askingAround } from '../../../src/actions/contain/asking.ts';
import { makePlan } from '../../../src/actions/contain/plan.ts';
import { surroundingsOf } from '../../../src/actions/contain/read.ts';
import { stepOf } from '../../../src/actions/contain/steps.ts';
import type { ObservedFlow } from '../../../src/actions/contain/surroundings.ts';
import { nodeEffects } from '../../../src/base/effects.ts';
import { temporary } from '../../../test/support.ts';
import { emptyAws } from '../firewalls/moto.ts';
import { accountOf, fingerprint } from './account.ts';
import { benchOf } from './bench.ts';

const effects = nodeEffects(1);

test('flow logs of a VPC and of the regional NAT gateway that the flows go through are made, kept in the journal and taken back', async (t) => {
  await emptyAws(t);
  const s3 = new S3Client({ forcePathStyle: true });
  for (const Bucket of ['flow-logs', 'others']) await s3.send(new CreateBucketCommand({ Bucket }));
  s3.destroy();
  const account = await accountOf({
    nat: true,
    scaling: false,
    interfaces: 0,
    groups: 1,
    denials: 0,
    diskKept: true,
    isProtected: true,
    stopped: false,
  });
  const before = await fingerprint(account);
  const folder = await temporary(t);
  await askingAround(async (aws) => {
    const bench = benchOf(aws, folder);
    const surroundings = async () => {
      const { answer } = await askAround(account.instance, aws);
      const around = surroundingsOf(account.instance, answer, true);
      // The model has no regional NAT gateways: one is a gateway that stands in no subnet.
      return { ...around, nats: around.nats?.map(({ id }) => ({ id })) ?? [] };
    };
    const around = await surroundings();
    const [nat] = around.nats;
    assert.ok(nat);
    const flows: ObservedFlow[] = [
      { protocol: 6, local: account.address, remote: '198.51.100.7', port: 22, began: 'local' },
    ];
    const planned = async (bucket: string) =>
      makePlan(
        {
          id: effects.uuid().slice(0, 8),
          around: await surroundings(),
          flows,
          levers: [],
          flowLog: { destination: `arn:aws:s3:::${bucket}` },
        },
        effects.now(),
        aws,
      );
    const { plan } = await planned('flow-logs');
    const logs = plan.changes.filter(({ kind }) => kind === 'flow_log');
    assert.deepEqual(
      logs.map(({ target, at }) => [target, at['type']]),
      [
        [account.vpc, 'VPC'],
        [nat.id, 'RegionalNatGateway'],
      ],
    );
    const said = logs.map((change) => stepOf(change, around));
    assert.deepEqual(
      said.map((step) => [step.effects[0]?.key, step.effects[0]?.params, step.calls.back]),
      logs.map(() => ['effectLogsFrom', { minutes: 11 }, ['ec2:DeleteFlowLogs']]),
    );
    const { made, all } = await applyPlan(plan, bench);
    assert.equal(made, all);
    const { FlowLogs = [] } = await aws.ec2.send(new aws.ec2Sdk.DescribeFlowLogsCommand({}));
    const formats = new Map(FlowLogs.map(({ ResourceId, LogFormat = '' }) => [ResourceId, LogFormat]));
    assert.equal(formats.size, 2);
    assert.match(formats.get(nat.id) ?? '', /\$\{pkt-dstaddr\}.*\$\{resource-id\}$/);
    assert.doesNotMatch(formats.get(account.vpc) ?? '', /resource-id/);
    // Into another place one more may be made; which there are, and that none can be changed, is said.
    const second = await planned('others');
    const change = second.plan.changes.find(({ kind }) => kind === 'flow_log');
    assert.ok(change);
    const anew = stepOf(change, await surroundings()).effects.find(({ key }) => key === 'effectLogsAnew');
    const own = FlowLogs.filter(({ ResourceId }) => ResourceId === account.vpc).map(
      ({ FlowLogId }) => FlowLogId,
    );
    assert.deepEqual(anew?.params, { logs: own });
    const [recorded] = await bench.journal.standing();
    assert.equal(recorded?.started.size, all);
    const undone = await undoPlan(recorded, bench);
    assert.deepEqual(
      undone.filter(({ how }) => how === 'differs'),
      [],
    );
    assert.equal(await fingerprint(account), before);
    // Into the same place AWS makes no second one: the plan says what is to be deleted.
    const { FlowLogIds = [] } = await aws.ec2.send(
      new aws.ec2Sdk.CreateFlowLogsCommand({
        ResourceIds: [account.vpc],
        ResourceType: 'VPC',
        TrafficType: 'ALL',
        LogDestinationType: 's3',
        LogDestination: 'arn:aws:s3:::flow-logs',
      }),
    );
    await assert.rejects(planned('flow-logs'), {
      exitCode: 2,
      message: /in another format: fl-/,
      hint: new RegExp(`delete-flow-logs --flow-log-ids ${FlowLogIds[0]}`),
    });
  });
});
