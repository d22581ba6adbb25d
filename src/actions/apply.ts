import type { Clock, Ids } from '../base/ports.ts';
import { UserError } from '../base/errors.ts';
import { formatPrefix, parsePrefix } from '../net/prefix.ts';
import type { Prefix } from '../net/prefix.ts';
import { perform } from './action.ts';
import type { Change } from './action.ts';
import type { Counter, Firewall, InstalledBlock, Live } from './firewalls/firewall.ts';
import type { Host } from './host.ts';
import type { Deed, Entry, Journal, RecordedDeed } from './journal.ts';
import { confirmedRules, sameRules, wantedRules } from './rule.ts';
import type { Rule } from './rule.ts';
import type { BlockMessage } from './words/messages.ts';

/** What a firewall is worked with. */
export interface Desk<E extends Clock & Ids = Clock & Ids> {
  firewall: Firewall;
  host: Host;
  journal: Journal;
  effects: E;
}

/** What was done. */
export interface Outcome {
  changes: BlockMessage[];
  rules: Rule[];
}

function liveOf({ firewall }: Desk): Live {
  if (firewall.live !== undefined) return firewall.live;
  throw new UserError(`${firewall.title} is not changed from here`, {
    hint: `Write its files with \`abusedesk block plan … --sink ${firewall.name} --out FOLDER\` and hand them over.`,
  });
}

/** What is blocked now. */
async function rulesIn(live: Live, { host, effects }: Pick<Desk, 'host' | 'effects'>): Promise<Rule[]> {
  return (await live.rules?.(host)) ?? (await live.read(host, effects.now())).rules;
}

/** What a plan would change now; changes nothing. */
export async function preview(desk: Desk, plan: Rule): Promise<{ present: Rule[]; changes: Change[] }> {
  const live = liveOf(desk);
  const now = desk.effects.now();
  const present = await live.read(desk.host, now);
  return { present: present.rules, changes: live.changes(present, wantedRules(present.rules, plan), now) };
}

/**
 * Blocks. Each change is written into the journal before it is made; when one fails, all are taken back. What is
 * there afterwards is read and compared.
 * @throws UserError when the firewall refuses; nothing of the plan stays then
 */
export async function apply(desk: Desk, plan: Rule): Promise<Outcome> {
  if (plan.prefixes.length === 0) {
    throw new UserError('the plan is empty: there is nothing to block', {
      hint: 'An empty list is never handed on: some firewalls read it as "everybody".',
    });
  }
  if (plan.until !== undefined && !desk.firewall.can.timer) throw noTimer(desk.firewall);
  const live = liveOf(desk);
  await live.refuse?.(desk.host);
  await live.ready?.(desk.host);
  const present = await live.read(desk.host, desk.effects.now());
  const torn = await finishTorn(desk);
  return change(desk, 'apply', plan, (rules) => wantedRules(rules, plan), torn ? undefined : present);
}

/** @throws UserError that names the firewall's own way */
export function noTimer({ title, can }: Pick<Firewall, 'title' | 'can'>): UserError {
  return new UserError(`${title} has no timer of its own, so a block there cannot end by itself`, {
    hint: can.timerHint ?? 'Leave --for out, and take the block back with `abusedesk block undo`.',
  });
}

/** Makes what was blocked for a time stay. @throws UserError when nothing is blocked for a time */
export async function confirm(desk: Desk): Promise<Outcome> {
  const confirmed = confirmedRules(await rulesIn(liveOf(desk), desk));
  if (confirmed === undefined) {
    throw new UserError(`${desk.firewall.title} blocks nothing for a time: there is nothing to confirm`, {
      hint: 'Its time may be over. `abusedesk block status` says what is blocked now.',
    });
  }
  await finishTorn(desk);
  const [first] = confirmed;
  const plan = { ...first!, prefixes: confirmed.flatMap(({ prefixes }) => prefixes) };
  return change(desk, 'confirm', plan, () => confirmed);
}

/** @param known what is installed, where it was read just now */
async function change(
  { firewall, host, journal, effects, ...rest }: Desk,
  deed: Deed,
  plan: Rule,
  wantedOf: (present: Rule[]) => Rule[],
  known?: InstalledBlock,
): Promise<Outcome> {
  const live = liveOf({ firewall, host, journal, effects, ...rest });
  const now = effects.now();
  const present = known ?? (await live.read(host, now));
  const wanted = wantedOf(present.rules);
  const changes = live.changes(present, wanted, now);
  const [first] = changes;
  if (first === undefined) return { changes: [], rules: present.rules };
  const id = effects.uuid();
  const { prefixes, ...scope } = plan;
  const at = now.toISOString();
  const noted = ({ say, undo: back }: Change): Entry => ({ what: 'change', id, key: say.key, undo: back });
  await journal.append(
    { what: 'begin', id, at, deed, sink: firewall.name, prefixes: prefixes.map(formatPrefix), ...scope },
    noted(first),
  );
  const undo: RecordedDeed['undo'] = [];
  try {
    for (const made of changes) {
      if (made !== first) await journal.append(noted(made));
      undo.push(made.undo);
      for (const [i, step] of made.apply.entries()) {
        try {
          await perform(step, host, live.put);
        } catch (error) {
          // A file that could not be written is as it was: nothing of this change is there to be taken back.
          if (i === 0 && 'write' in step && (await host.read(step.write)) !== step.text) undo.pop();
          throw error;
        }
      }
    }
    const after = await rulesIn(live, { host, effects });
    if (!sameRules(after, wanted)) {
      throw new UserError(`${firewall.title} took the block and lists another one than was handed to it`, {
        hint: 'It is taken back. Please report it, with the version of the firewall.',
      });
    }
    await journal.append({ what: 'end', id, at: effects.now().toISOString() });
    return { changes: changes.map(({ say }) => say), rules: after };
  } catch (error) {
    await takeBack(undo, host, live).catch((second: unknown) => {
      throw new UserError(`${messageOf(error)}; and taking it back failed: ${messageOf(second)}`, {
        hint: `Mend what it says, then: abusedesk block undo --sink ${firewall.name}`,
        cause: error,
      });
    });
    await journal.append({ what: 'undone', id, at: effects.now().toISOString() });
    throw error;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The last change goes first. */
async function takeBack(undo: RecordedDeed['undo'], host: Host, { put }: Pick<Live, 'put'>): Promise<void> {
  for (const steps of undo.toReversed()) {
    for (const step of steps) await perform(step, host, put);
  }
}

async function undoOne({ firewall, journal, host, effects }: Desk, done: RecordedDeed): Promise<void> {
  await takeBack(done.undo, host, firewall.live ?? {});
  await journal.append({ what: 'undone', id: done.begin.id, at: effects.now().toISOString() });
}

/** What was killed in the middle is taken back before something new is done. @returns whether there was such */
async function finishTorn(desk: Desk): Promise<boolean> {
  let torn = false;
  for (const done of (await desk.journal.standing()).toReversed()) {
    if (done.ended) break;
    await undoOne(desk, done);
    torn = true;
  }
  return torn;
}

/**
 * Takes the last block back, with its confirmation, from the journal alone: also what was killed in the middle.
 * @returns what was taken back, the last first
 * @throws UserError when there is nothing to take back
 */
export async function undo(desk: Desk): Promise<RecordedDeed[]> {
  const undone: RecordedDeed[] = [];
  const standing = await desk.journal.standing();
  if (standing.length > 0) await desk.firewall.live?.ready?.(desk.host);
  for (const done of standing.toReversed()) {
    await undoOne(desk, done);
    undone.push(done);
    if (done.begin.deed === 'apply' || !done.ended) break;
  }
  if (undone.length > 0) return undone;
  throw new UserError(`the journal knows of no block in ${desk.firewall.title} to take back`, {
    hint: 'Each state folder (ABUSEDESK_HOME) has its own journal.',
  });
}

export interface Status {
  rules: Rule[];
  counters: Counter[];
  /** What the journal says was blocked last, and is not there any more or not as it was. */
  differs: boolean;
}

/** What is blocked now, and how often it has stopped something. */
export async function status(desk: Desk): Promise<Status> {
  const live = liveOf(desk);
  const rules = await rulesIn(live, desk);
  const counters = (await live.counters?.(desk.host)) ?? [];
  const last = (await desk.journal.standing()).at(-1);
  const installed = rules.flatMap(({ prefixes }) => prefixes.map(formatPrefix));
  const missing = last?.begin.prefixes.some((prefix) => !held(prefix, rules)) ?? installed.length > 0;
  return { rules, counters, differs: missing };
}

function held(text: string, rules: readonly Rule[]): boolean {
  const prefix = parsePrefix(text);
  return prefix !== undefined && rules.some(({ prefixes }) => holds(prefixes, prefix));
}

function holds(prefixes: readonly Prefix[], inner: Prefix): boolean {
  return prefixes.some(
    ({ family, first, last }) => family === inner.family && first <= inner.first && inner.last <= last,
  );
}
