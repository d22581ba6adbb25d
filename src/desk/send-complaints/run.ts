import { RdapClient } from '../../attribution/rdap/client.ts';
import type { RdapOptions } from '../../attribution/rdap/client.ts';
import { UserError } from '../../base/errors.ts';
import type { Effects } from '../../base/ports.ts';
import { openExistingCase } from '../../cases/store.ts';
import type { CaseFolder } from '../../cases/store.ts';
import type { Documents } from '../../channels/channel.ts';
import type { Queue } from '../../channels/queue.ts';
import { openChannels } from '../../channels/settings.ts';
import type { Complaint } from '../../model/complaint.ts';
import type { Settings } from '../../settings/settings.ts';
import { contactsOf } from './contacts.ts';
import { follow } from './follow.ts';
import type { Unanswered } from './follow.ts';
import { outlineOf } from './outline.ts';
import type { Order, Outline } from './outline.ts';
import { noteShown, queueIn, sendAll } from './send.ts';
import type { Dispatches } from './send.ts';

export interface SendRequest {
  dir: string;
  complaints: readonly Complaint[];
  documents: Documents;
  settings: Pick<Settings, 'channels'>;
  /** `--channel` */
  chosen?: string;
  /** `--dry-run` */
  test: boolean;
  /** `--again` */
  again: readonly string[];
  /** Whether registries may be asked; to send, they are. */
  rdap: boolean;
  send: boolean;
  signal: AbortSignal;
  /** Shows the outline, before anything goes out. */
  show: (outline: Outline) => void;
  /** For tests: registries on this computer. */
  registries?: RdapOptions;
}

export interface SendResult {
  outline: Outline;
  queue: Queue;
  /** Absent: nothing was to be sent. */
  dispatches?: Dispatches;
  /** `--send` was given, and what would go out had not been shown before: nothing was sent. */
  unseen: boolean;
}

/** Addresses whose way depends on what their registry says. */
function unaskedIn({ kept }: Outline): string[] {
  return kept.flatMap((one) =>
    one.why === 'no route' && one.passed.some(({ why }) => why.key === 'channelNotAsked')
      ? [one.complaint.actor]
      : [],
  );
}

function orderOf(request: SendRequest): Order {
  const { complaints, documents, settings, chosen, test, again } = request;
  const channels = openChannels(settings.channels);
  const known = new Set(complaints.map(({ id }) => id));
  const strange = again.find((id) => !known.has(id));
  if (strange !== undefined) {
    throw new UserError(`the case has no complaint ${strange}`, {
      hint: '`abusedesk complaint status CASE` lists them.',
    });
  }
  return {
    complaints,
    documents,
    channels,
    test,
    again: new Set(again),
    contacts: new Map(),
    ...(chosen !== undefined && { chosen }),
  };
}

async function outlineWithContacts(
  request: SendRequest,
  folder: CaseFolder,
  effects: Effects,
): Promise<Outline> {
  const order = orderOf(request);
  const queue = queueIn(folder);
  const outline = await outlineOf(order, queue, effects);
  const unasked = unaskedIn(outline);
  if (unasked.length === 0 || !(request.send || request.rdap)) return outline;
  const client = new RdapClient(effects, request.registries);
  const contacts = await contactsOf(unasked, client, request.signal);
  return outlineOf({ ...order, contacts }, queue, effects);
}

/**
 * Shows what would go out, and with `send` sends it, if it was shown in an earlier run: nothing goes out that nobody has seen.
 * @throws UserError where the case cannot be opened, or a channel or complaint is not known
 */
export async function sendComplaints(request: SendRequest, effects: Effects): Promise<SendResult> {
  const { dir, test, send, signal, show } = request;
  const folder = await openExistingCase(dir, effects);
  try {
    const outline = await outlineWithContacts(request, folder, effects);
    show(outline);
    const unseen = outline.outgoing.some(({ shown }) => !shown);
    if (unseen) await noteShown(outline.outgoing, test, folder, effects);
    if (!send || unseen) return { outline, queue: queueIn(folder), unseen: send && unseen };
    const dispatches = await sendAll(outline, folder, signal, effects);
    return { outline, queue: queueIn(folder), dispatches, unseen: false };
  } finally {
    await folder.close();
  }
}

/**
 * What has become of everything that went out.
 * @param ask whether the providers are asked now
 */
export async function followComplaints(
  dir: string,
  settings: Pick<Settings, 'channels'>,
  ask: boolean,
  signal: AbortSignal,
  effects: Effects,
): Promise<{ queue: Queue; unanswered: Unanswered }> {
  const folder = await openExistingCase(dir, effects);
  try {
    const unanswered = ask
      ? await follow(folder, openChannels(settings.channels), signal, effects)
      : new Map<string, never>();
    return { queue: queueIn(folder), unanswered };
  } finally {
    await folder.close();
  }
}
