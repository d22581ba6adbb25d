import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import {
  EC2Client,
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  CreateVpcCommand,
} from '@aws-sdk/client-ec2';
import { apply, status, undo } from '../../../src/actions/apply.ts';
import { awsNetworkAcl } from '../../../src/actions/firewalls/aws-network-acl/firewall.ts';
import { awsPrefixList } from '../../../src/actions/firewalls/aws-prefix-list/firewall.ts';
import { awsWaf } from '../../../src/actions/firewalls/aws-waf/firewall.ts';
import type { Firewall } from '../../../src/actions/firewalls/firewall.ts';
import { thisHost } from '../../../src/actions/host.ts';
import { sameRules } from '../../../src/actions/rule.ts';
import type { Rule } from '../../../src/actions/rule.ts';
import { nodeEffects } from '../../../src/base/effects.ts';
import type { Effects } from '../../../src/base/ports.ts';
import type { Desk } from '../../../src/actions/apply.ts';
import { collapse, parsePrefix } from '../../../src/net/prefix.ts';
import { contract, deskOf, listed, rule } from '../../../test/actions/contract.ts';
import { ROOT, temporary } from '../../../test/support.ts';
import { emptyAws } from './moto.ts';

/** The network ACL of somebody's subnet, with the tag, and with permissions of its own. @returns its id */
async function taggedAcl(): Promise<string> {
  const ec2 = new EC2Client({});
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const Tags = [{ Key: 'abusedesk', Value: 'block' }];
  const { NetworkAcl } = await ec2.send(
    new CreateNetworkAclCommand({
      VpcId: Vpc?.VpcId,
      TagSpecifications: [{ ResourceType: 'network-acl', Tags }],
    }),
  );
  const everybody = { CidrBlock: '0.0.0.0/0', Protocol: '-1', RuleAction: 'allow', RuleNumber: 100 } as const;
  const NetworkAclId = NetworkAcl?.NetworkAclId;
  for (const Egress of [false, true]) {
    await ec2.send(new CreateNetworkAclEntryCommand({ ...everybody, NetworkAclId, Egress }));
  }
  ec2.destroy();
  assert.ok(NetworkAclId);
  return NetworkAclId;
}

async function prepared(t: TestContext, firewall: Firewall): Promise<Desk<Effects>> {
  await emptyAws(t);
  if (firewall === awsNetworkAcl) await taggedAcl();
  const effects = nodeEffects(1);
  return deskOf(firewall, thisHost(effects), await temporary(t), effects);
}

/** Lists that are not there and empty ones block the same: nobody. */
async function held({ firewall, host, effects }: Desk<Effects>): Promise<string> {
  const { dump } = await firewall.live!.read(host, effects.now());
  const lists = Object.entries<string[]>(JSON.parse(dump)).filter(([, entries]) => entries.length > 0);
  return lists
    .map(([name, entries]) => `${name}: ${entries.toSorted().join(' ')}`)
    .sort()
    .join('\n');
}

for (const firewall of [awsWaf, awsPrefixList, awsNetworkAcl]) {
  test(`${firewall.name}: what it adds AWS lists, what it undoes is gone, twice is once`, async (t) => {
    const desk = await prepared(t, firewall);
    await contract(desk, () => held(desk));
  });

  test(`${firewall.name}: each direction that it has is read back as it was applied`, async (t) => {
    const desk = await prepared(t, firewall);
    for (const direction of firewall.can.directions) {
      const plan: Rule = rule(['192.0.2.0/24', '2001:db8::/32'], { direction });
      await apply(desk, plan);
      const { rules, differs } = await status(desk);
      assert.ok(sameRules(rules, [plan]), JSON.stringify(listed(rules)));
      assert.equal(differs, false);
    }
  });
}

for (const firewall of [awsWaf, awsPrefixList]) {
  test(`${firewall.name}: a list of more entries than one call takes is replaced and taken back`, async (t) => {
    const desk = await prepared(t, firewall);
    const count = firewall === awsWaf ? 4000 : 400;
    const some = (octet: number): Rule => ({
      prefixes: collapse(
        Array.from({ length: count }, (_, i) => parsePrefix(`${octet}.${i >> 7}.${(i & 127) * 2}.0/24`)!),
      ),
      direction: 'in',
    });
    const [first, second] = [some(20), some(30)];
    await apply(desk, first);
    await apply(desk, second);
    assert.ok(sameRules((await status(desk)).rules, [second]));
    await undo(desk);
    assert.ok(sameRules((await status(desk)).rules, [first]));
  });
}

test('a network ACL is only changed where its owner has tagged it, and rules of others are left alone', async (t) => {
  await emptyAws(t);
  const effects = nodeEffects(1);
  const desk = deskOf(awsNetworkAcl, thisHost(effects), await temporary(t), effects);
  await assert.rejects(apply(desk, rule(['192.0.2.0/24'])), { exitCode: 2, hint: /create-tags/ });
  const NetworkAclId = await taggedAcl();
  const ec2 = new EC2Client({});
  const other = { CidrBlock: '198.51.100.0/24', Protocol: '-1', RuleAction: 'allow', RuleNumber: 7 } as const;
  await ec2.send(new CreateNetworkAclEntryCommand({ ...other, NetworkAclId, Egress: false }));
  ec2.destroy();
  await assert.rejects(apply(desk, rule(['192.0.2.0/24'])), /rule 7 has been made by somebody else/);
});

test('the command blocks in AWS, says what is blocked, and takes it back', async (t) => {
  await emptyAws(t);
  const folder = await temporary(t);
  const list = join(folder, 'list.txt');
  await writeFile(list, '203.0.113.0/24\n2001:db8::/32\n');
  const run = (...argv: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> =>
    new Promise((resolve) => {
      const child = execFile(
        process.execPath,
        [join(ROOT, 'bin', 'abusedesk.js'), 'block', ...argv, '--sink', 'aws-waf'],
        { env: { ...process.env, ABUSEDESK_HOME: join(folder, 'home') }, cwd: folder },
        (_error, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
      );
    });
  const planned = JSON.parse((await run('plan', '--file', list, '--json')).stdout);
  assert.deepEqual([planned.changes, planned.unread], [{ add: 2, remove: 0 }, undefined]);
  const timed = await run('apply', '--file', list, '--for', '10m');
  assert.equal(timed.code, 2);
  assert.match(timed.stderr, /no timer/);
  const applied = await run('apply', '--file', list);
  assert.equal(applied.code, 0, applied.stderr);
  const { rules } = JSON.parse((await run('status', '--json')).stdout);
  assert.deepEqual(rules[0].prefixes, ['203.0.113.0/24', '2001:db8::/32']);
  assert.equal((await run('verify')).code, 0);
  assert.equal((await run('undo')).code, 0);
  assert.deepEqual(JSON.parse((await run('status', '--json')).stdout).rules, []);
});
