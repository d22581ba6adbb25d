import type { Instant } from '../model/instant.ts';
import type { Channel } from './channel.ts';
import type { Item, Sending } from './queue.ts';

/** Why an item does not go out now. */
export type Hold = {
  why: 'sent' | 'continues' | 'prepared' | 'refused' | 'unknown' | 'waiting';
  sending: Sending;
};

/** What is to be done about an item: `fresh`: it never went out. `resume`: a sending that has begun is brought to its end. */
export type Decision =
  | { kind: 'fresh' }
  | { kind: 'resume'; sending: Sending }
  | { kind: 'held'; held: Hold };

interface Circumstances {
  now: Date;
  test: boolean;
  /** Ids of complaints that a person wants sent once more, although they may have arrived. */
  again: ReadonlySet<string>;
  /** The channel that a person has chosen. */
  chosen?: string;
  channelNamed: (name: string) => Channel | undefined;
}

function before(moment: Instant | undefined, now: Date): boolean {
  return moment === undefined || Date.parse(moment) <= now.getTime();
}

/** May the sending be attempted again without asking, although an attempt may have arrived? */
function repeatable({ began, channel }: Sending, { now, channelNamed }: Circumstances): boolean {
  const most = channelNamed(channel)?.repeatable;
  if (most === undefined || began === undefined) return false;
  const age = now.getTime() - Date.parse(began);
  return age >= 0 && age < most;
}

function decideBy(sending: Sending, item: Item, circumstances: Circumstances): Decision {
  const { state } = sending;
  const held = (why: Hold['why']): Decision => ({ kind: 'held', held: { why, sending } });
  const same = sending.items.some(({ id }) => id === item.id);
  // What was surely not taken may go another way.
  const otherWay = circumstances.chosen !== undefined && circumstances.chosen !== sending.channel;
  switch (state) {
    case 'sent':
    case 'prepared':
      return held(same ? state : 'continues');
    case 'refused': {
      // As it is it would be refused again; once something about it has changed it may go.
      const known = sending.items.find(({ id }) => id === item.id);
      const asBefore = known?.digest === item.digest && !otherWay && !circumstances.again.has(item.id);
      return asBefore ? held('refused') : { kind: 'fresh' };
    }
    case 'waiting':
      if (sending.attempts === 0 || otherWay) return { kind: 'fresh' };
      return before(sending.until, circumstances.now) ? { kind: 'resume', sending } : held('waiting');
    default:
      return repeatable(sending, circumstances) || circumstances.again.has(item.id)
        ? { kind: 'resume', sending }
        : held('unknown');
  }
}

/** All that went out before, by what it is looked up by. */
export interface Past {
  byId: ReadonlyMap<string, readonly Sending[]>;
  byFold: ReadonlyMap<string, readonly Sending[]>;
}

function add<Value>(map: Map<string, Value[]>, key: string, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else if (list.at(-1) !== value) list.push(value);
}

/** @param test of trials alone, or of all that is none */
export function pastOf(sendings: Iterable<Sending>, test: boolean): Past {
  const byId = new Map<string, Sending[]>();
  const byFold = new Map<string, Sending[]>();
  for (const sending of sendings) {
    if (sending.test !== test) continue;
    for (const { id, fold } of sending.items) {
      add(byId, id, sending);
      add(byFold, fold, sending);
    }
  }
  return { byId, byFold };
}

/**
 * Decides about one complaint by all that went out before it. The same again (one actor, one type) goes out only as a new incident:
 * one that began after the end of those that went out.
 */
export function decide(item: Item, past: Past, circumstances: Circumstances): Decision {
  const last = past.byId.get(item.id)?.at(-1);
  if (last !== undefined) {
    const decision = decideBy(last, item, circumstances);
    // A trial may be made as often as somebody wants.
    const over =
      decision.kind === 'held' && (decision.held.why === 'sent' || decision.held.why === 'prepared');
    return circumstances.test && over ? { kind: 'fresh' } : decision;
  }
  if (circumstances.test) return { kind: 'fresh' };
  const covering = past.byFold
    .get(item.fold)
    ?.find(
      ({ state, items }) =>
        state !== 'refused' &&
        state !== 'waiting' &&
        items.some(({ fold, last: end }) => fold === item.fold && Date.parse(item.first) <= Date.parse(end)),
    );
  return covering === undefined
    ? { kind: 'fresh' }
    : { kind: 'held', held: { why: 'continues', sending: covering } };
}

/** How many sendings of the very same things are over, so that the next needs a token of its own. */
export function generationOf(
  past: Past,
  channel: string,
  to: string | undefined,
  items: readonly Item[],
): number {
  const ids = items.map(({ id }) => id).join();
  const [first] = items;
  const alike = first === undefined ? [] : (past.byId.get(first.id) ?? []);
  return alike.filter(
    (sending) =>
      sending.channel === channel &&
      sending.to === to &&
      sending.items.map(({ id }) => id).join() === ids &&
      (sending.state === 'refused' || (sending.test && sending.state === 'sent')),
  ).length;
}
