import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CreateNetworkAclCommand, CreateVpcCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { apply, undo } from '../../../src/actions/apply.ts';
import { applyPlan, undoPlan } from '../../../src/actions/contain/apply.ts';
import { askAround } from '../../../src/actions/contain/ask.ts';
import { askingAround } from '../../../src/actions/contain/asking.ts';
import { makePlan } from '../../../src/actions/contain/plan.ts';
import { surroundingsOf } from '../../../src/actions/contain/read.ts';
import { FIREWALLS } from '../../../src/actions/firewalls/index.ts';
import { thisHost } from '../../../src/actions/host.ts';
import { nodeEffects } from '../../../src/base/effects.ts';
import { responderPolicy } from '../../../src/desk/contain/policy.ts';
import { deskOf, rule } from '../../../test/actions/contract.ts';
import { temporary } from '../../../test/support.ts';
import { refusal } from '../../../test/desk/collect/aws-server.ts';
import { emptyAws } from '../firewalls/moto.ts';
import { accountOf } from './account.ts';
import { benchOf } from './bench.ts';
import { startRecorder } from './recorder.ts';

const effects = nodeEffects(1);

/** What EC2 does itself with the rights of whoever asks it for a flow log: nothing is sent for it (VPC User Guide). */
const UNSENT = [
  'iam:PassRole',
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  's3:GetBucketPolicy',
  's3:PutBucketPolicy',
];

test('the policy for responders allows what containing, making flow logs and blocking send, and no more', async (t) => {
  await emptyAws(t);
  const account = await accountOf({
    nat: true,
    scaling: true,
    interfaces: 0,
    groups: 1,
    denials: 0,
    diskKept: false,
    isProtected: false,
    stopped: false,
  });
  const ec2 = new EC2Client({});
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const Tags = [{ Key: 'abusedesk', Value: 'block' }];
  const TagSpecifications = [{ ResourceType: 'network-acl' as const, Tags }];
  await ec2.send(new CreateNetworkAclCommand({ VpcId: Vpc?.VpcId, TagSpecifications }));
  ec2.destroy();
  const s3 = new S3Client({ forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'flow-logs' }));
  s3.destroy();
  const recorder = await startRecorder(t);
  const folder = await temporary(t);
  await askingAround(async (aws) => {
    const bench = benchOf(aws, folder);
    const { answer } = await askAround(account.instance, aws);
    const around = surroundingsOf(account.instance, answer, true);
    const { plan } = await makePlan(
      {
        id: effects.uuid().slice(0, 8),
        around,
        flows: [{ protocol: 6, local: account.address, remote: '198.51.100.7', port: 22, began: 'local' }],
        levers: ['network_acl', 'group_two_step', 'stop'],
        flowLog: { destination: 'arn:aws:s3:::flow-logs' },
      },
      effects.now(),
      aws,
    );
    // It stops halfway in the closed group, and somebody puts a rule into that: going on takes it out again.
    recorder.instead = (asked) =>
      asked.call === 'ec2:RevokeSecurityGroupEgress' ? refusal('UnauthorizedOperation')(asked) : undefined;
    await assert.rejects(applyPlan(plan, bench), /UnauthorizedOperation|^Error: no$/);
    delete recorder.instead;
    const { SecurityGroups = [] } = await aws.ec2.send(new aws.ec2Sdk.DescribeSecurityGroupsCommand({}));
    const closed = SecurityGroups.find(({ GroupName }) => GroupName?.endsWith(`${plan.id}-closed`));
    assert.ok(closed, JSON.stringify(SecurityGroups.map(({ GroupName }) => GroupName)));
    const IpPermissions = [
      { IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
    ];
    await aws.ec2.send(
      new aws.ec2Sdk.AuthorizeSecurityGroupIngressCommand({ GroupId: closed.GroupId, IpPermissions }),
    );
    await applyPlan(plan, bench);
    const undone = await undoPlan((await bench.journal.standing())[0]!, bench);
    assert.deepEqual(
      undone.filter(({ how }) => how === 'differs'),
      [],
    );
  });
  for (const firewall of FIREWALLS.filter(({ permissions }) => permissions !== undefined)) {
    const desk = deskOf(firewall, thisHost(effects), await temporary(t), effects);
    // More, others, fewer, none: entries come, are replaced and go.
    for (const prefixes of [['192.0.2.0/24', '198.51.100.0/24'], ['203.0.113.0/24']]) {
      await apply(desk, rule(prefixes));
    }
    await undo(desk);
    await undo(desk);
  }
  const { Statement }: { Statement: { Action: string[]; Resource: string; Condition?: object }[] } =
    JSON.parse(JSON.stringify(responderPolicy()));
  const allowed = Statement.flatMap(({ Action }) => Action).sort();
  assert.deepEqual(allowed, [...new Set([...recorder.calls, ...UNSENT])].sort());
  const everywhere = Statement.filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action);
  assert.deepEqual(
    everywhere.filter((action) => /^(?:iam|s3):/.test(action)),
    [],
  );
});
