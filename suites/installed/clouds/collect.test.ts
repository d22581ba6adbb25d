import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  AllocateAddressCommand,
  AssociateIamInstanceProfileCommand,
  CreateNatGatewayCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  EC2Client,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { ROOT, temporary } from '../../../test/support.ts';
import { emptyAws } from '../firewalls/moto.ts';

/** A role that machines may take, with a policy of its own. */
async function profile(): Promise<string> {
  const iam = new IAMClient({});
  const InstanceProfileName = 'web-profile';
  const RoleName = 'web-role';
  const Statement = [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }];
  const document = JSON.stringify({ Version: '2012-10-17', Statement });
  const Principal = { Service: 'ec2.amazonaws.com' };
  const trust = [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal }];
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: trust });
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'inline', PolicyDocument: document }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
  await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName, RoleName }));
  iam.destroy();
  return InstanceProfileName;
}

/** A network with a NAT gateway and a machine; another network beside it. */
async function network(): Promise<{ vpc: string; instance: string }> {
  const Name = await profile();
  const ec2 = new EC2Client({});
  await ec2.send(new CreateVpcCommand({ CidrBlock: '10.99.0.0/16' }));
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.10.0.0/16' }));
  const VpcId = Vpc?.VpcId;
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.10.3.0/24' }));
  const SubnetId = Subnet?.SubnetId;
  const { AllocationId } = await ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }));
  await ec2.send(new CreateNatGatewayCommand({ SubnetId, AllocationId }));
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId: 'ami-12345678',
      MinCount: 1,
      MaxCount: 1,
      InstanceType: 't3.micro',
      SubnetId,
    }),
  );
  const InstanceId = Instances?.[0]?.InstanceId;
  await ec2.send(new AssociateIamInstanceProfileCommand({ InstanceId, IamInstanceProfile: { Name } }));
  ec2.destroy();
  assert.ok(VpcId !== undefined && InstanceId !== undefined);
  return { vpc: VpcId, instance: InstanceId };
}

test('what is around an instance is collected, and investigate reads all of it', async (t) => {
  await emptyAws(t);
  const { vpc, instance } = await network();
  const folder = await temporary(t);
  const run = (...argv: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> =>
    new Promise((resolve) => {
      const child = execFile(
        process.execPath,
        [join(ROOT, 'bin', 'abusedesk.js'), ...argv],
        { env: { ...process.env, ABUSEDESK_HOME: join(folder, 'home') }, cwd: folder, maxBuffer: 2 ** 26 },
        (_error, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
      );
    });
  const span = ['--from', '2026-11-20T14:00Z', '--to', '2026-11-20T16:00Z'];
  const collected = await run('collect', 'aws', '--instance', instance, ...span, '--out', 'evidence');
  const manifest = JSON.parse(await readFile(join(folder, 'evidence', 'collection.json'), 'utf8'));
  const refused: { call: string }[] = manifest.calls.filter(
    ({ state }: { state: string }) => state !== 'kept',
  );
  // This version of the model knows neither CloudTrail's look-up nor what is behind every call: what it refuses is told.
  const known = refused.filter(({ call }) => call !== 'cloudtrail:LookupEvents');
  assert.deepEqual(known, [], collected.stderr);
  assert.deepEqual(manifest.scopes, [{ region: 'eu-central-1', networks: [vpc], machines: [instance] }]);
  const { code, stdout, stderr } = await run('investigate', 'evidence', '--json');
  assert.equal(code, 0, stderr);
  const { evidence }: { evidence: { path: string; format: string; parsed: number; rejected: number }[] } =
    JSON.parse(stdout);
  const others = evidence.filter(({ format, rejected }) => format !== 'aws-inventory' || rejected > 0);
  assert.deepEqual(others, []);
  const parsed = (name: string): number | undefined =>
    evidence.find(({ path }) => path === `eu-central-1/${name}.json`)?.parsed;
  assert.deepEqual(
    ['vpcs', 'instances', 'nat-gateways', 'addresses', 'role-1-1'].map(parsed),
    [1, 1, 1, 1, 1],
  );
});
