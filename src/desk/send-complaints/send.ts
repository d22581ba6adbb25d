import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { writeAtomic } from '../../base/atomic-files.ts';
import { UserError } from '../../base/errors.ts';
import { quotedName } from '../../base/file-names.ts';
import { readStart } from '../../base/regular-file.ts';
import { ensureParents } from '../../cases/publish.ts';
import type { CaseFolder } from '../../cases/store.ts';
import type { Channel, World } from '../../channels/channel.ts';
import { dispatch, Pace } from '../../channels/dispatch.ts';
import type { Ledger } from '../../channels/dispatch.ts';
import { QUEUE_KIND, queueOf, shownAs } from '../../channels/queue.ts';
import type { Queue, Sending, Step } from '../../channels/queue.ts';
import type { ChannelMessage } from '../../channels/sentences.ts';
import type { Outgoing, Outline } from './outline.ts';

/** Where the bytes that go out are kept. */
const OUTBOX = 'complaints/outbox';
/** What a journal says is there may come from whoever handed the case over: nothing else is read, and nothing through a link. */
const IN_OUTBOX = /^complaints\/outbox\/[0-9a-f]{32}\.[a-z]{1,8}$/;
/** Longer is nothing that a channel takes: bytes. */
const MAX_BYTES = 64 * 2 ** 20;

async function keptText(path: string, folder: CaseFolder, world: World): Promise<string | undefined> {
  if (!IN_OUTBOX.test(path)) return undefined;
  try {
    await ensureParents(folder.dir, path, world);
    const place = join(folder.dir, path);
    if (!(await world.fs.lstat(place)).isFile()) return undefined;
    return (await readStart(place, MAX_BYTES, world)).bytes.toString('utf8');
  } catch {
    return undefined;
  }
}
/** Digests in one record of the journal, whose records are at most 1 MiB. */
const MOST_DIGESTS = 20_000;

export function ledgerOf({ journal }: CaseFolder): Ledger {
  return {
    append: async (step: Step) => {
      await journal.append(QUEUE_KIND, { ...step });
    },
  };
}

export function queueIn({ journal }: CaseFolder): Queue {
  return queueOf(journal.records);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Notes that a person has seen what goes out which way: without that nothing is sent. */
export async function noteShown(
  outgoing: readonly Outgoing[],
  test: boolean,
  folder: CaseFolder,
  world: World,
): Promise<void> {
  const fresh = outgoing
    .filter(({ shown }) => !shown)
    .flatMap(({ items, channel, parcel }) =>
      items.map((item) => shownAs(item, channel.name, parcel.to, test)),
    );
  const ledger = ledgerOf(folder);
  for (let at = 0; at < fresh.length; at += MOST_DIGESTS) {
    const digests = fresh.slice(at, at + MOST_DIGESTS);
    await ledger.append({ step: 'shown', at: world.now().toISOString(), digests });
  }
}

/** Writes the bytes down, then the sending: from here on it is known what goes out. */
async function enqueue(
  { channel, parcel, items, id }: Outgoing,
  { context }: Outline,
  folder: CaseFolder,
  world: World,
): Promise<{ body: string; sending: Pick<Sending, 'id' | 'to' | 'from'> } | ChannelMessage> {
  const draft = await channel.draft(parcel, id, context, world);
  if ('key' in draft) return draft;
  const { body, ending, from } = draft;
  const { to } = parcel;
  const path = `${OUTBOX}/${id}.${ending}`;
  await ensureParents(folder.dir, path, world);
  await writeAtomic(join(folder.dir, path), body, world);
  const addresses = { ...(to !== undefined && { to }), ...(from !== undefined && { from }) };
  await ledgerOf(folder).append({
    step: 'queued',
    at: world.now().toISOString(),
    sending: id,
    channel: channel.name,
    ...addresses,
    test: context.test,
    by: channel.by,
    body: path,
    sha256: sha256(body),
    items: [...items],
  });
  return { body, sending: { id, ...addresses } };
}

/** The bytes of a sending that has begun. @throws UserError where they are not those that were queued */
async function bytesOf(
  { body, sha256: expected }: Sending,
  folder: CaseFolder,
  world: World,
): Promise<string> {
  const text = await keptText(body, folder, world);
  if (text !== undefined && sha256(text) === expected) return text;
  throw new UserError('what was to go out is not as it was queued, so nothing is sent', {
    file: join(folder.dir, quotedName(body)),
    hint: 'Put the file back from a copy of the case.',
    exitCode: 3,
  });
}

/** What was sent in this run, and what stopped it. */
export interface Dispatches {
  /** Ids of the sendings that were attempted. */
  attempted: string[];
  stopped: { channel: string; reason: ChannelMessage }[];
}

/**
 * Sends what the outline has, one after the other, each channel at its pace; what has begun comes first. What a channel that stops
 * would have sent waits for the next run.
 */
export async function sendAll(
  outline: Outline,
  folder: CaseFolder,
  signal: AbortSignal,
  world: World,
): Promise<Dispatches> {
  const ledger = ledgerOf(folder);
  const paces = new Map<Channel, Pace>();
  const stopped = new Map<Channel, ChannelMessage>();
  const attempted: string[] = [];
  const paceOf = (channel: Channel): Pace => {
    const pace = paces.get(channel) ?? new Pace(channel.perSecond, signal);
    paces.set(channel, pace);
    return pace;
  };
  const attempt = async (
    channel: Channel,
    sending: Pick<Sending, 'id' | 'to' | 'from' | 'began'>,
    body: string,
  ): Promise<void> => {
    attempted.push(sending.id);
    const ended = await dispatch(channel, sending, body, { ledger, pace: paceOf(channel), signal }, world);
    if (ended.stopped !== undefined) stopped.set(channel, ended.stopped);
  };
  for (const { channel, sending } of outline.resumed) {
    signal.throwIfAborted();
    if (!stopped.has(channel)) await attempt(channel, sending, await bytesOf(sending, folder, world));
  }
  for (const outgoing of outline.outgoing) {
    signal.throwIfAborted();
    const { channel } = outgoing;
    if (stopped.has(channel)) continue;
    const queued = await enqueue(outgoing, outline, folder, world);
    if (!('key' in queued)) await attempt(channel, queued.sending, queued.body);
  }
  return {
    attempted,
    stopped: [...stopped].map(([{ name }, reason]) => ({ channel: name, reason })),
  };
}
