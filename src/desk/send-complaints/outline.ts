import type { Channel, Contact, Context, Documents, Parcel, World } from '../../channels/channel.ts';
import { decide, generationOf, pastOf } from '../../channels/plan.ts';
import type { Hold } from '../../channels/plan.ts';
import { itemOf, sendingId, shownAs } from '../../channels/queue.ts';
import type { Item, Queue, Sending } from '../../channels/queue.ts';
import { routeOf } from '../../channels/route.ts';
import type { Route } from '../../channels/route.ts';
import type { ChannelMessage } from '../../channels/sentences.ts';
import type { Complaint } from '../../model/complaint.ts';

export interface Order {
  complaints: readonly Complaint[];
  documents: Documents;
  /** In the order in which they are asked. */
  channels: readonly Channel[];
  /** The one that a person has chosen. */
  chosen?: string;
  test: boolean;
  again: ReadonlySet<string>;
  contacts: ReadonlyMap<string, Contact>;
}

/** Something that is to go out now. */
export interface Outgoing {
  channel: Channel;
  parcel: Parcel;
  items: readonly Item[];
  /** Id of the sending, and its token. */
  id: string;
  target: string;
  notes: readonly ChannelMessage[];
  /** A person has seen that this goes this way. */
  shown: boolean;
}

/** A sending that has begun and is brought to its end. */
interface Resumed {
  channel: Channel;
  sending: Sending;
}

/** What does not go out, and why. */
export type Remainder =
  | { complaint: Complaint; why: 'held'; held: Hold }
  | { complaint: Complaint; why: 'no route'; passed: Route['passed'] }
  | { complaint: Complaint; why: 'objection'; channel: string; objection: ChannelMessage };

/** What `--send` does, before it does it. */
export interface Outline {
  outgoing: Outgoing[];
  resumed: Resumed[];
  kept: Remainder[];
  /** For each complaint that has a way: those that were asked before it. */
  passed: ReadonlyMap<string, Route['passed']>;
  context: Context;
}

function contextOf({ documents, test, contacts }: Order, { env }: World): Context {
  return {
    documents,
    hasSecret: (name) => (env[name] ?? '') !== '',
    test,
    contactOf: (address) => contacts.get(address) ?? { kind: 'not asked' },
  };
}

/**
 * Whether the channel would write to the same desk today: whom a journal names may be whom somebody has written into it, before the
 * case was handed over.
 */
function leadsTo(channel: Channel, complaint: Complaint, { to }: Sending, context: Context): boolean {
  return channel.parcels([complaint], context).some((parcel) => parcel.to === to);
}

/** Decides what goes out, which way, and what does not. Nothing is sent, and nothing written. */
export async function outlineOf(order: Order, queue: Queue, world: World): Promise<Outline> {
  const { channels, chosen, test, again, documents } = order;
  const context = contextOf(order, world);
  const named = new Map(channels.map((channel) => [channel.name, channel]));
  const asked = chosen === undefined ? channels : channels.filter(({ name }) => name === chosen);
  const circumstances = {
    now: world.now(),
    test,
    again,
    ...(chosen !== undefined && { chosen }),
    channelNamed: (name: string) => named.get(name),
  };
  const outline: Outline & { passed: Map<string, Route['passed']> } = {
    outgoing: [],
    resumed: [],
    kept: [],
    passed: new Map(),
    context,
  };
  const resumed = new Map<string, Resumed>();
  const fresh = new Map<Channel, Complaint[]>();
  const past = pastOf(queue.sendings.values(), test);
  for (const complaint of order.complaints) {
    const item = itemOf(complaint, documents.reporter);
    const decision = decide(item, past, circumstances);
    if (decision.kind === 'held') {
      outline.kept.push({ complaint, why: 'held', held: decision.held });
      continue;
    }
    if (decision.kind === 'resume') {
      const { sending } = decision;
      const channel = named.get(sending.channel);
      if (channel === undefined || !leadsTo(channel, complaint, sending, context)) {
        outline.kept.push({ complaint, why: 'held', held: { why: 'unknown', sending } });
      } else resumed.set(sending.id, { channel, sending });
      continue;
    }
    const { channel, passed } = routeOf(complaint, asked, context);
    if (channel === undefined) {
      outline.kept.push({ complaint, why: 'no route', passed });
      continue;
    }
    outline.passed.set(complaint.id, passed);
    const list = fresh.get(channel);
    if (list === undefined) fresh.set(channel, [complaint]);
    else list.push(complaint);
  }
  for (const [channel, complaints] of fresh) {
    for (const parcel of channel.parcels(complaints, context)) {
      const items = parcel.complaints.map((complaint) => itemOf(complaint, documents.reporter));
      const generation = generationOf(past, channel.name, parcel.to, items);
      const id = sendingId(channel.name, parcel.to, test, items, generation);
      const draft = await channel.draft(parcel, id, context, world);
      if ('key' in draft) {
        for (const complaint of parcel.complaints) {
          outline.kept.push({ complaint, why: 'objection', channel: channel.name, objection: draft });
        }
        continue;
      }
      const { target, notes } = draft;
      const shown = items.every((item) => queue.shown.has(shownAs(item, channel.name, parcel.to, test)));
      outline.outgoing.push({ channel, parcel, items, id, target, notes, shown });
    }
  }
  outline.resumed = [...resumed.values()];
  return outline;
}
