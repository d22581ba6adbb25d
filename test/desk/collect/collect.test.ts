import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { Session } from '../../../src/clouds/aws/collect/session.ts';
import { readInventory } from '../../../src/clouds/aws/inventory/read.ts';
import { main } from '../../../src/cli/main.ts';
import { world } from '../../attribution/world.ts';
import { temporary } from '../../support.ts';
import { ACCOUNT, ec2, INSTANCE, query, VPC } from './account.ts';
import { refusal, SECRET, startAws } from './aws-server.ts';

const SPAN = ['--from', '2026-11-20T14:00Z', '--to', '2026-11-20T16:00Z'];
const QUESTION = ['collect', 'aws', '--address', '10.10.3.17', ...SPAN, '--out', 'evidence'];

interface Manifest {
  account?: string;
  scopes: { region: string; networks: string[]; machines: string[] }[];
  calls: {
    call: string;
    state: string;
    file?: string;
    things?: number;
    message?: { key: string; params: object };
    said?: string;
  }[];
  notes: { message: { key: string } }[];
}

/** A folder in which the command is run again and again. */
async function place(t: TestContext): Promise<{
  folder: string;
  run: (argv?: readonly string[]) => Promise<{ code: number; stdout: string; stderr: string }>;
  manifest: () => Promise<Manifest>;
}> {
  const folder = await temporary(t);
  return {
    folder,
    run: async (argv = QUESTION) => {
      const { effects, written } = world(join(folder, 'home'), { cwd: () => folder });
      const code = await main(argv, new AbortController().signal, effects);
      return { ...written, code };
    },
    manifest: async () => JSON.parse(await readFile(join(folder, 'evidence', 'collection.json'), 'utf8')),
  };
}

const stateOf = ({ calls }: Manifest, call: string): Manifest['calls'][number] => {
  const found = calls.find((one) => one.call === call);
  assert.ok(found, `${call} is not among ${calls.map((one) => one.call).join(' ')}`);
  return found;
};

test('what is around an address is written as AWS prints it, and read as an inventory', async (t) => {
  await startAws(t, ACCOUNT);
  const { folder, run, manifest } = await place(t);
  const { code, stdout, stderr } = await run();
  assert.equal(code, 0, stderr);
  assert.match(stdout, /abusedesk investigate evidence/);
  const { account, scopes } = await manifest();
  assert.deepEqual(
    [account, scopes],
    ['123456789012', [{ region: 'eu-central-1', networks: [VPC], machines: [INSTANCE] }]],
  );
  const read = async (name: string): Promise<ReturnType<typeof readInventory>> =>
    readInventory(await readFile(join(folder, 'evidence', name)));
  const { inventory } = await read('eu-central-1/instances.json');
  assert.deepEqual(inventory.instances, [
    {
      id: INSTANCE,
      addresses: ['10.10.3.17'],
      vpc: VPC,
      type: 't3.micro',
      launched: '2026-11-01T08:00:00.000Z',
      interfaces: [],
      securityGroups: [],
      account: '123456789012',
    },
  ]);
  const roles = (await read('eu-central-1/role-1-1.json')).inventory.roles;
  assert.deepEqual(roles, [{ name: 'web-role', policies: ['inline', 'ReadOnlyAccess'] }]);
  const { count } = await read('collection.json');
  assert.deepEqual([count.rejected, count.skipped], [0, 0]);
  assert.equal(count.parsed, (await manifest()).calls.length);
});

test('what was collected is evidence: investigate knows each file, and rejects none', async (t) => {
  await startAws(t, ACCOUNT);
  const { run } = await place(t);
  await run();
  const { code, stdout, stderr } = await run(['investigate', 'evidence', '--json']);
  assert.equal(code, 0, stderr);
  const { evidence }: { evidence: { path: string; format: string; rejected: number }[] } = JSON.parse(stdout);
  const formats = new Set(evidence.map(({ format }) => format));
  assert.deepEqual([...formats].sort(), ['aws-inventory', 'cloudtrail'], JSON.stringify(evidence));
  assert.deepEqual(
    evidence.filter(({ rejected }) => rejected > 0),
    [],
  );
});

test('classic load balancers are collected and read beside the others', async (t) => {
  const one =
    '<LoadBalancerDescriptions><member><LoadBalancerName>old</LoadBalancerName><DNSName>old-1.elb.amazonaws.com</DNSName>' +
    `<VPCId>${VPC}</VPCId><Scheme>internal</Scheme><HealthCheck><Target>TCP:80</Target></HealthCheck></member></LoadBalancerDescriptions>`;
  await startAws(t, {
    ...ACCOUNT,
    // Both services are signed by one name; the classic one has an older version.
    'elasticloadbalancing:DescribeLoadBalancers': (asked) =>
      asked.params.get('Version') === '2012-06-01' ? query(asked, one) : undefined,
  });
  const { folder, run } = await place(t);
  assert.equal((await run()).code, 0);
  const read = async (name: string): Promise<ReturnType<typeof readInventory>> =>
    readInventory(await readFile(join(folder, 'evidence', 'eu-central-1', name)));
  const { inventory, count } = await read('classic-load-balancers.json');
  assert.deepEqual(inventory.loadBalancers, [
    { name: 'old', dns: 'old-1.elb.amazonaws.com', scheme: 'internal', vpc: VPC },
  ]);
  assert.deepEqual([count.parsed, count.rejected, count.skipped], [1, 0, 0]);
  assert.deepEqual((await read('load-balancers.json')).inventory.loadBalancers, []);
});

test('a call without permission is said with what to allow; the rest is kept, and the next run asks for that alone', async (t) => {
  const aws = await startAws(t, {
    ...ACCOUNT,
    'ec2:DescribeRouteTables': refusal('UnauthorizedOperation', 'You are not authorized', 403),
  });
  const { folder, run, manifest } = await place(t);
  const first = await run();
  assert.equal(first.code, 2);
  assert.match(first.stderr, /ec2:DescribeRouteTables/);
  const refused = stateOf(await manifest(), 'ec2:DescribeRouteTables');
  assert.equal(refused.state, 'refused');
  assert.deepEqual(refused.message, { key: 'refusedRights', params: { call: 'ec2:DescribeRouteTables' } });
  assert.equal(stateOf(await manifest(), 'ec2:DescribeVpcs').state, 'kept');
  assert.ok((await readdir(join(folder, 'evidence', 'eu-central-1'))).includes('vpcs.json'));
  aws.answer(ACCOUNT);
  const second = await run();
  assert.equal(second.code, 0, second.stderr);
  assert.deepEqual(aws.calls(), ['ec2:DescribeRouteTables']);
  assert.equal(stateOf(await manifest(), 'ec2:DescribeRouteTables').state, 'kept');
});

test('where the credentials expire in the middle nothing more is asked, and a new sign-in goes on from there', async (t) => {
  const aws = await startAws(t, {
    ...ACCOUNT,
    'ec2:DescribeSubnets': refusal('RequestExpired', 'Request has expired.'),
  });
  const { run, manifest } = await place(t);
  assert.equal((await run()).code, 2);
  assert.equal(aws.calls().at(-1), 'ec2:DescribeSubnets');
  const stopped = await manifest();
  assert.equal(stateOf(stopped, 'ec2:DescribeSubnets').message?.key, 'refusedExpired');
  assert.equal(stateOf(stopped, 'ec2:DescribeInstances').state, 'not_asked');
  aws.answer(ACCOUNT);
  assert.equal((await run()).code, 0);
  assert.ok(!aws.calls().includes('ec2:DescribeVpcs'), aws.calls().join(' '));
  assert.ok(
    (await manifest()).calls.every(({ state }) => state === 'kept'),
    JSON.stringify(await manifest()),
  );
});

for (const [title, code, message, key] of [
  ['too many requests', 'RequestLimitExceeded', 'Request limit exceeded.', 'refusedThrottled'],
  ['a region that is not enabled', 'OptInRequired', 'You are not subscribed', 'refusedRegion'],
  ['a machine that is gone', 'InvalidNetworkInterfaceID.NotFound', 'does not exist', 'refusedGone'],
  ['what nobody foresaw', 'InternalTrouble', 'Something else', 'refusedOther'],
] as const) {
  test(`of ${title} it is said what to do`, async (t) => {
    await startAws(t, { 'ec2:DescribeNetworkAcls': refusal(code, message) });
    const { run, manifest } = await place(t);
    await run();
    const { state, message: told, said } = stateOf(await manifest(), 'ec2:DescribeNetworkAcls');
    assert.deepEqual([state, told?.key], ['refused', key]);
    assert.equal(said, `${code}: ${message}`);
    assert.equal(stateOf(await manifest(), 'ec2:DescribeRouteTables').state, 'kept');
  });
}

test('a question that AWS throttles is asked again by the SDK, and only said where that does not help', async (t) => {
  let left = 2;
  const aws = await startAws(t, {
    ...ACCOUNT,
    'ec2:DescribeNetworkAcls': (asked) =>
      left-- > 0 ? refusal('RequestLimitExceeded', 'Request limit exceeded.', 503)(asked) : undefined,
    'ec2:DescribeSubnets': refusal('RequestLimitExceeded', 'Request limit exceeded.', 503),
  });
  process.env['AWS_MAX_ATTEMPTS'] = '3';
  const { run, manifest } = await place(t);
  const { code, stderr } = await run();
  assert.equal(code, 2);
  assert.match(stderr, /ec2:DescribeSubnets/);
  const times = (call: string): number => aws.calls().filter((one) => one === call).length;
  assert.deepEqual([times('ec2:DescribeNetworkAcls'), times('ec2:DescribeSubnets')], [3, 3]);
  assert.equal(stateOf(await manifest(), 'ec2:DescribeNetworkAcls').state, 'kept');
  assert.equal(stateOf(await manifest(), 'ec2:DescribeSubnets').message?.key, 'refusedThrottled');
});

for (const [title, code, message, key] of [
  [
    'a clock that is wrong',
    'SignatureDoesNotMatch',
    'Signature expired: 20261120T140000Z is now earlier than',
    'refusedClock',
  ],
  [
    'credentials that nobody knows',
    'InvalidClientTokenId',
    'The security token is invalid.',
    'refusedCredentials',
  ],
] as const) {
  test(`${title} is said at the first question, and nothing else is asked`, async (t) => {
    const aws = await startAws(t, { 'sts:GetCallerIdentity': refusal(code, message, 403) });
    const { run, manifest } = await place(t);
    const { code: exit, stderr } = await run();
    assert.equal(exit, 2);
    assert.match(stderr, /AWS refuses every question/);
    assert.deepEqual(aws.calls(), ['sts:GetCallerIdentity']);
    assert.equal(stateOf(await manifest(), 'sts:GetCallerIdentity').message?.key, key);
  });
}

test('a list is read to its last page; pages before a refusal are kept', async (t) => {
  const item = (id: number): string =>
    `<item><vpcId>vpc-0000000${id}</vpcId><dhcpOptionsId>d</dhcpOptionsId></item>`;
  let broken = true;
  await startAws(t, {
    'ec2:DescribeVpcs': (asked) => {
      const at = Number(asked.params.get('NextToken') ?? '0');
      if (at === 2 && broken) return refusal('RequestLimitExceeded')(asked);
      return ec2(asked, `<vpcSet>${item(at)}</vpcSet>${at < 2 ? `<nextToken>${at + 1}</nextToken>` : ''}`);
    },
  });
  const { folder, run, manifest } = await place(t);
  const vpcs = async (): Promise<string[]> =>
    readInventory(await readFile(join(folder, 'evidence/eu-central-1/vpcs.json'))).inventory.vpcs.map(
      ({ id }) => id,
    );
  await run();
  assert.deepEqual(await vpcs(), ['vpc-00000000', 'vpc-00000001']);
  assert.equal(stateOf(await manifest(), 'ec2:DescribeVpcs').state, 'refused');
  broken = false;
  await run();
  assert.deepEqual(await vpcs(), ['vpc-00000000', 'vpc-00000001', 'vpc-00000002']);
});

test('a machine that is gone: the whole region is described, and that is said', async (t) => {
  const aws = await startAws(t);
  const { run, manifest } = await place(t);
  assert.equal((await run()).code, 0);
  const { scopes, notes } = await manifest();
  assert.deepEqual(scopes, [{ region: 'eu-central-1', networks: [], machines: [] }]);
  assert.deepEqual(
    notes.map(({ message }) => message.key),
    ['collectWholeRegion'],
  );
  const filters = aws.asked
    .filter(({ call }) => call === 'ec2:DescribeInstances')
    .map(({ params }) => params.get('Filter.1.Name'));
  assert.deepEqual(filters, [null]);
});

test('the address of a regional NAT gateway, which has no interface, leads to its network', async (t) => {
  await startAws(t, {
    'ec2:DescribeNatGateways': (asked) =>
      ec2(
        asked,
        `<natGatewaySet><item><natGatewayId>nat-0a1b2c3d4e5f60718</natGatewayId><vpcId>${VPC}</vpcId><availabilityMode>regional</availabilityMode>` +
          '<natGatewayAddressSet><item><publicIp>203.0.113.10</publicIp></item></natGatewayAddressSet></item></natGatewaySet>',
      ),
  });
  const { run, manifest } = await place(t);
  await run(['collect', 'aws', '--address', '203.0.113.10', ...SPAN, '--out', 'evidence']);
  assert.deepEqual((await manifest()).scopes, [{ region: 'eu-central-1', networks: [VPC], machines: [] }]);
});

test('another account than the notice names is said', async (t) => {
  await startAws(t, { 'sts:GetCallerIdentity': (asked) => query(asked, '<Account>999999999999</Account>') });
  const { folder, run, manifest } = await place(t);
  await writeFile(
    join(folder, 'notice.txt'),
    'Hello,\n\nWe have received a report that your AWS resource has been implicated in activity that resembles scanning remote hosts.\n\n' +
      `AWS Account ID: 123456789012\nInstance ID: ${INSTANCE}\nAbuse Case Number: 27579687149\nReported activity: Port Scanning\n`,
  );
  await run(['collect', 'aws', '--notice', 'notice.txt', ...SPAN, '--out', 'evidence']);
  const notes = (await manifest()).notes.map(({ message }) => message.key);
  assert.deepEqual(notes, ['collectOtherAccount', 'collectWholeRegion']);
});

test('a call that is not in the list cannot be made', async (t) => {
  const aws = await startAws(t);
  const session = new Session('eu-central-1');
  const { client, sdk } = await session.service('ec2');
  await assert.rejects(
    async () => client.send(new sdk.TerminateInstancesCommand({ InstanceIds: [INSTANCE] })),
    /ec2:TerminateInstances is not among the calls/,
  );
  await client.send(new sdk.DescribeVpcsCommand({}));
  await session.close();
  assert.deepEqual(aws.calls(), ['ec2:DescribeVpcs']);
});

test('nothing of the credentials is written down', async (t) => {
  await startAws(t, { ...ACCOUNT, 'ec2:DescribeVpcs': refusal('UnauthorizedOperation', 'not authorized') });
  const { folder, run } = await place(t);
  const { stdout, stderr } = await run();
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = await Promise.all(
    files.filter((one) => one.isFile()).map((one) => readFile(join(one.parentPath, one.name), 'utf8')),
  );
  assert.ok(texts.length > 10, `${texts.length} files`);
  for (const text of [...texts, stdout, stderr])
    assert.ok(!text.includes(SECRET) && !text.includes('AKIA'), text);
});

for (const [title, argv, said] of [
  ['no time', ['--address', '10.10.3.17'], /nothing says when/],
  ['nobody', SPAN, /nothing says whom/],
  ['a masked address', ['--address', '34.xx.xx.40', ...SPAN], /nothing says whom/],
  [
    'the end before the beginning',
    ['--address', '10.10.3.17', '--from', '2026-11-21T00:00Z', '--to', '2026-11-20T00:00Z'],
    /lies behind/,
  ],
  [
    'a year',
    ['--address', '10.10.3.17', '--from', '2025-11-21T00:00Z', '--to', '2026-11-20T00:00Z'],
    /31 days/,
  ],
  ['a region that is none', ['--address', '10.10.3.17', ...SPAN, '--region', 'Frankfurt; rm'], /--region/],
] as const) {
  test(`a question with ${title} is refused before anything is asked`, async (t) => {
    const aws = await startAws(t);
    const { run } = await place(t);
    const { code, stderr } = await run(['collect', 'aws', ...argv, '--out', 'evidence']);
    assert.equal(code, 2);
    assert.match(stderr, said);
    assert.deepEqual(aws.calls(), []);
  });
}

test('a folder with the answers to another question is left alone', async (t) => {
  await startAws(t, ACCOUNT);
  const { run, manifest } = await place(t);
  await run();
  const before = await manifest();
  const { code, stderr } = await run([
    'collect',
    'aws',
    '--address',
    '10.10.9.9',
    ...SPAN,
    '--out',
    'evidence',
  ]);
  assert.equal(code, 2);
  assert.match(stderr, /another question/);
  assert.deepEqual(await manifest(), before);
});
