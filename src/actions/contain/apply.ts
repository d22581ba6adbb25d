import type { Clock } from '../../base/ports.ts';
import { UserError } from '../../base/errors.ts';
import type { Aws } from './aws.ts';
import { sameState, stateText } from './change.ts';
import type { Change, Plan, State } from './change.ts';
import type { ContainJournal, How, RecordedPlan } from './journal.ts';
import { WAYS } from './ways/index.ts';

/** What a plan is applied and taken back with. */
export interface Bench {
  aws: Aws;
  journal: ContainJournal;
  effects: Clock;
  /** Waits; milliseconds. */
  pause: (milliseconds: number) => Promise<void>;
  /** Stops between two changes. */
  signal?: AbortSignal;
}

/** AWS shows a change after a while: how often it is asked, and how long it is waited for between. */
const LOOKS = 30;
const LONG_LOOKS = 300;
const LOOK_MS = 2000;

/** What a person knows the thing by. */
export function nameOf({ kind, target, at }: Change): string {
  const where = Object.entries(at)
    .filter(([name]) => name === 'device' || name === 'number')
    .map(([name, value]) => ` ${name} ${value}`)
    .join('');
  return `${kind} of ${target}${where}`;
}

/** Reads until AWS shows the state that was asked for. @returns what it shows at last */
async function settled(change: Change, wanted: State, { aws, pause }: Bench): Promise<State> {
  const way = WAYS[change.kind];
  let state = await way.read(change, aws);
  for (let look = 0; !sameState(state, wanted); look += 1) {
    if (look >= (way.passing?.(state) === true ? LONG_LOOKS : LOOKS)) break;
    await pause(LOOK_MS);
    state = await way.read(change, aws);
  }
  return state;
}

/** Leaves out what AWS is only on its way through. */
async function steady(change: Change, { aws, pause }: Bench): Promise<State> {
  const way = WAYS[change.kind];
  let state = await way.read(change, aws);
  for (let look = 0; look < LONG_LOOKS && way.passing?.(state) === true; look += 1) {
    await pause(LOOK_MS);
    state = await way.read(change, aws);
  }
  return state;
}

function differs(change: Change, state: State, made: number, all: number): UserError {
  const next =
    made === 0
      ? 'Nothing was changed. Make the plan anew: `abusedesk contain plan CASE --out PLAN`.'
      : `${made} of ${all} changes are made and in the journal. Look at what somebody else has changed; then apply the plan again, which goes on, or \`abusedesk contain undo\`.`;
  return new UserError(
    `${nameOf(change)} is not as the plan saw it: ${stateText(state)}, not ${stateText(change.before)}`,
    { exitCode: 3, hint: next },
  );
}

/** The first change of each thing finds it as the plan saw it; later ones find what those before them made. */
async function checkAll(plan: Plan, bench: Bench): Promise<void> {
  const seen = new Set<string>();
  for (const change of plan.changes) {
    const thing = JSON.stringify([change.kind, change.target, change.at]);
    if (seen.has(thing)) continue;
    seen.add(thing);
    const state = await steady(change, bench);
    if (!sameState(state, change.before)) throw differs(change, state, 0, plan.changes.length);
  }
}

/** What an apply has come to. */
export interface Applied {
  /** How many changes were made by this run, and how many the plan has. */
  made: number;
  all: number;
  /** The plan was begun earlier, and this run went on. */
  resumed: boolean;
}

async function makeOne(
  n: number,
  plan: Plan,
  recorded: RecordedPlan | undefined,
  bench: Bench,
): Promise<void> {
  const change = plan.changes[n]!;
  const { journal, effects, aws } = bench;
  const way = WAYS[change.kind];
  const started = recorded?.started.has(n) === true;
  const state = await steady(change, bench);
  const stamp = (): { id: string; n: number; at: string } => ({
    id: plan.id,
    n,
    at: effects.now().toISOString(),
  });
  const isMade = started && sameState(state, change.after);
  if (!isMade) {
    const ours = started && way.half?.(state) === true;
    if (!sameState(state, change.before) && !ours) throw differs(change, state, n, plan.changes.length);
    if (!started) await journal.append({ what: 'change', ...stamp() });
    await way.write(change, change.after, aws);
    const after = await settled(change, change.after, bench);
    if (!sameState(after, change.after)) {
      throw new UserError(`${nameOf(change)} was changed, and AWS shows another state: ${stateText(after)}`, {
        exitCode: 3,
        hint: 'Run apply again to go on, or take it back: `abusedesk contain undo`.',
      });
    }
  }
  await journal.append({ what: 'done', ...stamp() });
}

/**
 * Applies a plan, change by change: each is written into the journal before it is made, and read back after it. Stops at
 * the first that is not as it was seen, and leaves what is made: applied again, it goes on there.
 * @throws UserError (exit 3) for a state that nobody planned for, (exit 2) for what AWS refuses
 */
export async function applyPlan(plan: Plan, bench: Bench): Promise<Applied> {
  const { journal, effects, signal } = bench;
  const standing = await journal.standing();
  const other = standing.find((one) => one.plan.instance === plan.instance && one.plan.id !== plan.id);
  if (other !== undefined) {
    throw new UserError(`the plan ${other.plan.id} of ${other.begun} still stands for ${plan.instance}`, {
      hint: `Take it back first: abusedesk contain undo --instance ${plan.instance}`,
    });
  }
  const recorded = standing.find((one) => one.plan.id === plan.id);
  if (recorded !== undefined && JSON.stringify(recorded.plan) !== JSON.stringify(plan)) {
    throw new UserError(`the plan ${plan.id} was begun, and the file says something else now`, {
      exitCode: 3,
      hint: 'Take back what was begun: `abusedesk contain undo`. Then make a new plan.',
    });
  }
  if (recorded === undefined) {
    await checkAll(plan, bench);
    await journal.append({ what: 'begin', id: plan.id, at: effects.now().toISOString(), plan });
  }
  let made = 0;
  for (const n of plan.changes.keys()) {
    if (signal?.aborted === true) break;
    if (recorded?.started.get(n)?.done !== undefined) continue;
    await makeOne(n, plan, recorded, bench);
    made += 1;
  }
  if (signal?.aborted !== true && recorded?.ended === undefined) {
    await journal.append({ what: 'end', id: plan.id, at: effects.now().toISOString() });
  }
  return { made, all: plan.changes.length, resumed: recorded !== undefined };
}

/** What became of one change when it was taken back; `differs`: somebody else has changed it since, and it stays. */
export interface Undone {
  change: Change;
  how: How | 'differs';
  state?: State;
}

/** EC2 and Auto Scaling say so of what is not there any more: `InvalidInstanceID.NotFound`. */
const isGone = (error: unknown): boolean => error instanceof Error && error.name.endsWith('NotFound');

async function undoOne(change: Change, bench: Bench): Promise<Undone> {
  const way = WAYS[change.kind];
  if (way.keeps === true) return { change, how: 'kept' };
  let state: State;
  try {
    state = await steady(change, bench);
  } catch (error) {
    if (isGone(error)) return { change, how: 'gone' };
    throw error;
  }
  if (sameState(state, change.before)) return { change, how: 'back' };
  // A thing that has no state any more, where it had one before, is gone with what it belonged to.
  if (state === null || state === 'terminated') return { change, how: 'gone' };
  if (!sameState(state, change.after) && way.half?.(state) !== true) return { change, how: 'differs', state };
  await way.write(change, change.before, bench.aws);
  const after = await settled(change, change.before, bench);
  return sameState(after, change.before) ? { change, how: 'back' } : { change, how: 'differs', state: after };
}

/**
 * Takes a plan back, the last change first, from the journal alone: also one that was killed in its middle. What somebody
 * else has changed since is left as it is and told, and stands in the journal until it is as it was.
 * @param only takes back the groups of one network interface, and leaves the rest
 */
export async function undoPlan(
  { plan, started }: RecordedPlan,
  bench: Bench,
  only?: string,
): Promise<Undone[]> {
  const undone: Undone[] = [];
  for (const n of [...started.keys()].toSorted((a, b) => b - a)) {
    const change = plan.changes[n]!;
    const wanted = only === undefined || (change.kind === 'interface_groups' && change.target === only);
    if (!wanted) continue;
    if (bench.signal?.aborted === true) break;
    const one = await undoOne(change, bench);
    undone.push(one);
    if (one.how !== 'differs') {
      const at = bench.effects.now().toISOString();
      await bench.journal.append({ what: 'undone', id: plan.id, at, n, how: one.how });
    }
  }
  const left = undone.some(({ how }) => how === 'differs') || undone.length < started.size;
  if (!left)
    await bench.journal.append({ what: 'closed', id: plan.id, at: bench.effects.now().toISOString() });
  return undone;
}
