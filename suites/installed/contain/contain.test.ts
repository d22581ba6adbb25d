import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { applyPlan, undoPlan } from '../../../src/actions/contain/apply.ts';
import type { Bench } from '../../../src/actions/contain/apply.ts';
import { askAround } from '../../../src/actions/contain/ask.ts';
import { askingAround } from '../../../src/actions/contain/aws.ts';
import type { Aws } from '../../../src/actions/contain/aws.ts';
import type { Plan } from '../../../src/actions/contain/change.ts';
import { ContainJournal } from '../../../src/actions/contain/journal.ts';
import { makePlan } from '../../../src/actions/contain/plan.ts';
import { surroundingsOf } from '../../../src/actions/contain/read.ts';
import type { ObservedFlow } from '../../../src/actions/contain/surroundings.ts';
import type { Pulled } from '../../../src/actions/contain/wanted.ts';
import { nodeEffects } from '../../../src/base/effects.ts';
import { numbers, temporary } from '../../../test/support.ts';
import { emptyAws } from '../firewalls/moto.ts';
import { accountOf, fingerprint } from './account.ts';
import type { Account, Shape } from './account.ts';

const effects = nodeEffects(1);

/** How many random accounts are gone through; a full run sets more. */
const ACCOUNTS = Number(process.env['ABUSEDESK_ACCOUNTS'] ?? 6);

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

const benchOf = (aws: Aws, folder: string): Bench => ({
  aws,
  effects,
  journal: new ContainJournal(`${folder}/journal.jsonl`, effects),
  pause: () => Promise.resolve(),
});

async function planFor({ instance, address }: Account, levers: readonly Pulled[], aws: Aws): Promise<Plan> {
  const { answer } = await askAround(instance, aws);
  const around = surroundingsOf(instance, answer, true);
  const flows: ObservedFlow[] = [
    { protocol: 6, local: address, remote: '198.51.100.7', port: 22, began: 'local' },
  ];
  const id = effects.uuid().slice(0, 8);
  return (await makePlan({ id, around, flows, levers }, effects.now(), aws)).plan;
}

test('what a plan changes in AWS is undone, for random accounts and levers', async (t: TestContext) => {
  const next = numbers(16);
  for (let i = 0; i < ACCOUNTS; i += 1) {
    await emptyAws(t);
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
