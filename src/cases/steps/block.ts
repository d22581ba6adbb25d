import { isDeepStrictEqual } from 'node:util';
import { BLOCK_STEPS, otherClients } from '../../model/block.ts';
import type { LadderStep } from '../../model/block.ts';
import type { CaseDocument } from '../../model/case.ts';
import type { Message } from '../../model/message.ts';
import { PLAN_BLOCK, scheduleBlock } from '../commands.ts';
import type { NextMessage } from '../messages.ts';

/** How many users are named one by one. */
const FEW_USERS = 3;

/** Whom a block would have stopped besides. */
function stoppedBesides({ good }: LadderStep) {
  const users = good.flatMap(({ user }) => user ?? []);
  return {
    users: users.slice(0, FEW_USERS),
    more: Math.max(0, users.length - FEW_USERS),
    others: otherClients(good),
  };
}

/**
 * What a provider publishes changes by the day: the narrowest published name that holds all that is blocked, blocked as it is then.
 * Nothing where attackers of several providers need several names, or where addresses alone are blocked.
 */
function keepCurrent({ blocklist }: CaseDocument, { good }: LadderStep): Message | undefined {
  if (blocklist === undefined || blocklist.step === 'addresses') return undefined;
  const wide = BLOCK_STEPS.indexOf(blocklist.step);
  const rung = blocklist.ladder.find(({ step, of }) => of.length === 1 && BLOCK_STEPS.indexOf(step) >= wide);
  const what = rung?.of[0];
  if (rung === undefined || what === undefined) return undefined;
  const schedule = scheduleBlock(what);
  const next: NextMessage = {
    key: 'nextKeepBlock',
    params: {
      what,
      prefixes: rung.prefixes,
      ...stoppedBesides(rung),
      alike: isDeepStrictEqual(rung.good, good),
      schedule,
    },
  };
  return next;
}

/** The narrowest block that works, with what it would have done to one's own users. */
export function blockSteps(document: CaseDocument): NextMessage[] {
  const { blocklist } = document;
  const step = blocklist?.ladder.find((one) => one.step === blocklist.step);
  if (blocklist === undefined || step === undefined) return [];
  const keep = keepCurrent(document, step);
  return [
    {
      key: 'nextBlock',
      params: {
        prefixes: blocklist.prefixes,
        bad: step.bad_sent,
        ...stoppedBesides(step),
        plan: PLAN_BLOCK,
        ...(keep && { keep }),
      },
    },
  ];
}
