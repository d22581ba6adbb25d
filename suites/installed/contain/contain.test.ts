import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { EC2Client, ModifyInstanceAttributeCommand, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import type { TestContext } from 'node:test';
import { applyPlan, undoPlan } from '../../../src/actions/contain/apply.ts';
import { askAround } from '../../../src/actions/contain/ask.ts';
import { askingAround } from '../../../src/actions/contain/asking.ts';
import type { Aws } from '../../../src/actions/contain/aws.ts';
import type { Plan } from '../../../src/actions/contain/change.ts';
import { guardMark, makePlan } from '../../../src/actions/contain/plan.ts';
import { surroundingsOf } from '../../../src/actions/contain/read.ts';
import type { ObservedFlow } from '../../../src/actions/contain/surroundings.ts';
import type { Pulled } from '../../../src/actions/contain/wanted.ts';
import { nodeEffects } from '../../../src/base/effects.ts';
import { numbers, temporary } from '../../../test/support.ts';
import { emptyAws } from '../firewalls/moto.ts';
import { accountOf, fingerprint } from './account.ts';
import { benchOf } from './bench.ts';
import type { Account, Shape } from './account.ts';

const effects = nodeEffects(1);
const KILL_CONTAIN = fileURLToPath(new URL('kill-contain.js', import.meta.url));

/** How many random accounts are gone through; a full run sets more. */
const ACCOUNTS = Number(process.env['ABUSEDESK_ACCOUNTS'] ?? 2);
/** Which random accounts; several runs with others make one large run. */
const SEED = Number(process.env['ABUSEDESK_SEED'] ?? 16);
/** How many of them stand in one model. */
const TOGETHER = 10;
/** Every how manyth call of a plan fails once; 1 in a full run. */
const FAILURE_STEP = Number(process.env['ABUSEDESK_FAILURE_STEP'] ?? 11);
/** How many of a plan's moments are killed at. */
const KILLS = Number(process.env['ABUSEDESK_KILLS'] ?? 2);

function randomShape(next: () => number): Shape {
  const coin = (): boolean => next() % 2 === 0;
  return {
    nat: coin(),
    scaling: coin(),
    interfaces: next() % 2,
    groups: 1 + (next() % 3),
    denials: next() % 4,
    diskKept: coin(),
    isProtected: coin(),
    stopped: false,
  };
}

const LEVERS: readonly (readonly Pulled[])[] = [
  ['network_acl'],
  ['group_two_step'],
  ['group_swap'],
  ['network_acl', 'group_two_step', 'stop'],
  ['standby'],
  ['stop'],
];

async function planFor({ instance, address }: Account, levers: readonly Pulled[], aws: Aws): Promise<Plan> {
  const { answer } = await askAround(instance, aws);
  const around = surroundingsOf(instance, answer, true);
  const flows: ObservedFlow[] = [
    { protocol: 6, local: address, remote: '198.51.100.7', port: 22, began: 'local' },
  ];
  const id = effects.uuid().slice(0, 8);
  return (await makePlan({ id, around, flows, levers }, effects.now(), aws)).plan;
}

/** To forget all takes the model seconds, so its accounts stand beside one another. */
let emptied: Promise<void> | undefined;
const model = (t: TestContext): Promise<void> => (emptied ??= emptyAws(t));

test('what a plan changes in AWS is undone, for random accounts and levers', async (t: TestContext) => {
  await model(t);
  const next = numbers(SEED);
  for (let i = 0; i < ACCOUNTS; i += 1) {
    // The model takes longer for each account that it has.
    if (i > 0 && i % TOGETHER === 0) await emptyAws(t);
    const shape = randomShape(next);
    const account = await accountOf(shape);
    const levers = LEVERS[next() % LEVERS.length]!;
    const before = await fingerprint(account);
    const folder = await temporary(t);
    await askingAround(async (aws) => {
      const bench = benchOf(aws, folder);
      const plan = await planFor(account, levers, aws);
      const { made, all } = await applyPlan(plan, bench);
      const told = `${JSON.stringify(shape)} ${levers.join(' ')}`;
      assert.equal(made, all, told);
      assert.notEqual(await fingerprint(account), before, told);
      assert.deepEqual(await applyPlan(plan, bench), { made: 0, all, resumed: true }, told);
      const [recorded] = await bench.journal.standing();
      const undone = await undoPlan(recorded!, bench);
      assert.deepEqual(
        undone.filter(({ how }) => how !== 'back' && how !== 'kept'),
        [],
        told,
      );
      assert.equal(await fingerprint(account), before, told);
      assert.deepEqual(await bench.journal.standing(), [], told);
    });
  }
});

const EVERYTHING: Shape = {
  nat: false,
  scaling: true,
  interfaces: 1,
  groups: 2,
  denials: 2,
  diskKept: false,
  isProtected: false,
  stopped: false,
};
const ALL_LEVERS: readonly Pulled[] = ['network_acl', 'group_two_step', 'stop'];

const callOf = (command: object): string => command.constructor.name.replace(/Command$/, '');

/** The same services, with `before` called before each call that changes something. */
function watched(aws: Aws, before: (call: string) => void): Aws {
  const around = <Client extends Aws['ec2'] | Aws['scaling']>(client: Client): Client => {
    const send: (command: never) => Promise<unknown> = client.send.bind(client);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same calls, handed on
    return {
      send: (command: never) => {
        const name = callOf(command);
        if (!name.startsWith('Describe')) before(name);
        return send(command);
      },
    } as unknown as Client;
  };
  return { ...aws, ec2: around(aws.ec2), scaling: around(aws.scaling) };
}

test('whichever call fails, what was made stays in the journal; apply goes on, and undo leads back', async (t) => {
  await model(t);
  const account = await accountOf(EVERYTHING);
  const before = await fingerprint(account);
  await askingAround(async (aws) => {
    const calls: string[] = [];
    const first = benchOf(
      watched(aws, (call) => calls.push(call)),
      await temporary(t),
    );
    await applyPlan(await planFor(account, ALL_LEVERS, aws), first);
    await undoPlan((await first.journal.standing())[0]!, first);
    assert.equal(await fingerprint(account), before);
    const made = calls.indexOf('StartInstances');
    assert.ok(made > 12, `calls: ${calls.join(' ')}`);
    for (let failing = 0; failing < made; failing += FAILURE_STEP) {
      const folder = await temporary(t);
      const plan = await planFor(account, ALL_LEVERS, aws);
      let n = 0;
      const faulty = watched(aws, (call) => {
        if (n++ !== failing) return;
        throw Object.assign(new Error('You are not authorized'), { name: `UnauthorizedOperation ${call}` });
      });
      const told = `call ${failing}: ${calls[failing]}`;
      await assert.rejects(applyPlan(plan, benchOf(faulty, folder)), /not authorized/, told);
      const bench = benchOf(aws, folder);
      // Half of them go on and then back, the others back at once.
      if (failing % 2 === 0) {
        const { resumed } = await applyPlan(plan, bench);
        assert.ok(resumed, told);
      }
      await undoPlan((await bench.journal.standing())[0]!, bench);
      assert.equal(await fingerprint(account), before, told);
      assert.deepEqual(await bench.journal.standing(), [], told);
    }
  });
});

test('a plan that is killed at any moment is taken back from its journal', async (t) => {
  await model(t);
  const account = await accountOf(EVERYTHING);
  const before = await fingerprint(account);
  const next = numbers(7);
  await askingAround(async (aws) => {
    for (let kill = 0; kill < KILLS; kill += 1) {
      const folder = await temporary(t);
      const plan = await planFor(account, ALL_LEVERS, aws);
      const file = join(folder, 'plan.json');
      await writeFile(file, JSON.stringify(plan));
      const moment = 15 + (next() % 100);
      const child = spawn(process.execPath, [KILL_CONTAIN, folder, file, String(moment)], {
        stdio: 'ignore',
      });
      const [code, signal] = await once(child, 'close');
      const told = `moment ${moment}: code ${code}, signal ${signal}`;
      assert.equal(signal, 'SIGKILL', told);
      const bench = benchOf(aws, folder);
      const [recorded] = await bench.journal.standing();
      if (recorded !== undefined) await undoPlan(recorded, bench);
      assert.equal(await fingerprint(account), before, told);
      assert.deepEqual(await bench.journal.standing(), [], told);
    }
  });
});

test('a state that the plan has not seen stops it before anything is changed', async (t) => {
  await model(t);
  const account = await accountOf({ ...EVERYTHING, scaling: false });
  await askingAround(async (aws) => {
    const bench = benchOf(aws, await temporary(t));
    const plan = await planFor(account, ['group_two_step'], aws);
    const own = await aws.ec2.send(
      new aws.ec2Sdk.DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [account.interfaces[0]!] }),
    );
    const groups = own.NetworkInterfaces?.[0]?.Groups?.map(({ GroupId }) => GroupId!) ?? [];
    const Groups = groups.slice(0, 1);
    const NetworkInterfaceId = account.interfaces[0];
    await aws.ec2.send(new aws.ec2Sdk.ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId, Groups }));
    const before = await fingerprint(account);
    await assert.rejects(applyPlan(plan, bench), { exitCode: 3, message: /not as the plan saw it/ });
    assert.equal(await fingerprint(account), before);
    assert.deepEqual(await bench.journal.standing(), []);
  });
});

test('one interface alone is taken back, and what somebody else has changed since is left and told', async (t) => {
  await model(t);
  const account = await accountOf({ ...EVERYTHING, scaling: false });
  const before = await fingerprint(account);
  const [first = '', second = ''] = account.interfaces;
  await askingAround(async (aws) => {
    const bench = benchOf(aws, await temporary(t));
    await applyPlan(await planFor(account, ['group_two_step'], aws), bench);
    const standing = async () => (await bench.journal.standing())[0]!;
    const one = await undoPlan(await standing(), bench, first);
    assert.deepEqual(
      one.map(({ change, how }) => [change.target, how]),
      [
        [first, 'back'],
        [first, 'back'],
      ],
    );
    const describe = async () =>
      (
        await aws.ec2.send(new aws.ec2Sdk.DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: [second] }))
      ).NetworkInterfaces?.[0]?.Groups?.map(({ GroupId }) => GroupId!) ?? [];
    const ours = await describe();
    const { GroupId } = await aws.ec2.send(
      new aws.ec2Sdk.CreateSecurityGroupCommand({
        GroupName: 'colleague',
        Description: 'x',
        VpcId: account.vpc,
      }),
    );
    const give = (Groups: string[]) =>
      aws.ec2.send(
        new aws.ec2Sdk.ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId: second, Groups }),
      );
    await give([GroupId!]);
    const rest = await undoPlan(await standing(), bench);
    const differing = rest.filter(({ how }) => how === 'differs');
    assert.deepEqual(
      differing.map(({ change, state }) => [change.target, state]),
      [
        [second, [GroupId]],
        [second, [GroupId]],
      ],
    );
    assert.equal((await bench.journal.standing()).length, 1);
    assert.ok(ours.length > 0);
  });
  assert.notEqual(await fingerprint(account), before);
});

test('an instance that is gone and the mark of another plan are told', async (t) => {
  await model(t);
  const account = await accountOf({ ...EVERYTHING, scaling: false });
  await askingAround(async (aws) => {
    const bench = benchOf(aws, await temporary(t));
    await applyPlan(await planFor(account, ['network_acl'], aws), bench);
    const { answer } = await askAround(account.instance, aws);
    const around = surroundingsOf(account.instance, answer, true);
    assert.throws(() => guardMark(around, []), { exitCode: 3, message: /not in this journal/ });
    assert.throws(() => guardMark(around, [around.mark!]), { hint: /contain undo/ });
    const modify = { InstanceId: account.instance, DisableApiTermination: { Value: false } };
    // Somebody else's client: ours lets through only what it is there for.
    const colleague = new EC2Client({});
    await colleague.send(new ModifyInstanceAttributeCommand(modify));
    await colleague.send(new TerminateInstancesCommand({ InstanceIds: [account.instance] }));
    colleague.destroy();
    const undone = await undoPlan((await bench.journal.standing())[0]!, bench);
    const acl = undone.find(({ change }) => change.kind === 'acl_entry');
    assert.equal(acl?.how, 'back', 'what is not the instance is taken back all the same');
  });
});
