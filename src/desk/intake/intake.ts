import { join } from 'node:path';
import { writeAtomic } from '../../base/atomic-files.ts';
import type { Effects } from '../../base/ports.ts';
import { UserError } from '../../base/errors.ts';
import type { Claim } from '../../model/claim.ts';
import type { Message } from '../../model/message.ts';
import { messageOf } from '../../model/reason.ts';
import { MAX_MAIL_BYTES } from '../../notices/mail.ts';
import { readNotice } from '../../notices/read.ts';
import type { NoticeMessage } from '../../notices/words/messages.ts';
import type { Settings } from '../../settings/settings.ts';
import { investigate } from '../investigation.ts';
import { MAX_MAILS } from './mailbox.ts';
import type { Mailbox, StoredMail } from './mailbox.ts';
import { caseOfFollowUp } from './follow-up.ts';
import { placeNamed, placeOf, sha256 } from './place.ts';
import type { Place } from './place.ts';

/** What became of one mail; a mail with two notices has two. */
export interface MailOutcome {
  mail: string;
  /**
   * `opened`, `continued`: a case is new, or has one mail more. `known`: the case has this mail already. `forged`: it only
   * pretends to be its sender's, and nothing was done. `answer`: it answers a letter of ours, and waits to be read.
   * `other`: it is no notice. `failed`: `problem` says why.
   */
  what: 'opened' | 'continued' | 'known' | 'answer' | 'forged' | 'other' | 'failed';
  source?: string;
  reference?: string;
  /** The case folder. */
  folder?: string;
  problem?: Message;
}

export interface IntakeOptions {
  mailbox: Mailbox;
  /** The folder that holds the cases. */
  root: string;
  settings: Settings;
  signal?: AbortSignal;
  onTaken?: (taken: MailOutcome) => void;
}

export interface Intake {
  /** Mails that were looked at. */
  read: number;
  taken: MailOutcome[];
  /** There were more mails than one pass takes. */
  more: boolean;
}

async function exists(path: string, effects: Effects): Promise<boolean> {
  return effects.fs.stat(path).then(
    () => true,
    () => false,
  );
}

/** Puts the mail beside the others of its case, and investigates the case with it. */
async function continueCase(
  place: Place,
  bytes: Uint8Array,
  digest: string,
  options: IntakeOptions,
  effects: Effects,
) {
  const file = join(place.evidence, `${digest.slice(0, 16)}.eml`);
  const isNew = !(await exists(place.folder, effects));
  if (!isNew && (await exists(file, effects))) return 'known' as const;
  await effects.fs.mkdir(place.evidence, { recursive: true });
  await writeAtomic(file, bytes, effects);
  const { settings, signal } = options;
  await investigate(
    { paths: [place.evidence], folder: place.folder, settings, ...(signal === undefined ? {} : { signal }) },
    effects,
  );
  return isNew ? ('opened' as const) : ('continued' as const);
}

/** By its number; a follow-up without one goes to the case that it continues, unless it has its own by now. */
async function placeFor(claim: Claim, digest: string, root: string, effects: Effects): Promise<Place> {
  const own = placeOf(claim, digest, root);
  if (await exists(own.folder, effects)) return own;
  const name = await caseOfFollowUp(claim, root, effects);
  return name === undefined ? own : placeNamed(name, root);
}

async function takeClaim(
  claim: Claim,
  name: string,
  bytes: Uint8Array,
  options: IntakeOptions,
  effects: Effects,
): Promise<MailOutcome> {
  const { source, reference } = claim;
  const about = { mail: name, source, ...(reference === undefined ? {} : { reference }) };
  if (claim.authenticity.verdict === 'forged') return { ...about, what: 'forged' };
  const digest = sha256(bytes);
  const place = await placeFor(claim, digest, options.root, effects);
  try {
    const what = await continueCase(place, bytes, digest, options, effects);
    return { ...about, what, folder: place.folder };
  } catch (error) {
    // One case that cannot be written, or is being written by somebody else, does not keep the others waiting.
    if (!(error instanceof UserError)) throw error;
    return {
      ...about,
      what: 'failed',
      folder: place.folder,
      problem: messageOf(error.reason ?? error.message),
    };
  }
}

/** One claim for each case that the mail belongs to. */
function cases(claims: readonly Claim[], digest: string, root: string): Claim[] {
  const each = new Map<string, Claim>();
  for (const claim of claims) {
    const { name } = placeOf(claim, digest, root);
    const known = each.get(name);
    if (known === undefined || known.authenticity.verdict === 'forged') each.set(name, claim);
  }
  return [...each.values()];
}

function tooLarge(bytes: number): NoticeMessage {
  return { key: 'noticeTooLarge', params: { bytes, most: MAX_MAIL_BYTES } };
}

async function takeMail(mail: StoredMail, options: IntakeOptions, effects: Effects): Promise<MailOutcome[]> {
  const { name, bytes, whole, problem } = mail;
  if (bytes === undefined) return [{ mail: name, what: 'failed', ...(problem !== undefined && { problem }) }];
  const context = { path: name, sealers: options.settings.trusted_sealers };
  const { claims, notes } = await readNotice(bytes, context, effects);
  if (claims.length === 0) {
    const answer = notes.find((note) => note.key === 'noticeAnswer');
    if (answer === undefined) return [{ mail: name, what: 'other' }];
    const { reference } = answer.params;
    return [{ mail: name, what: 'answer', ...(reference === undefined ? {} : { reference }) }];
  }
  if (whole !== undefined && claims.some(({ authenticity }) => authenticity.verdict !== 'forged'))
    return [{ mail: name, what: 'failed', problem: tooLarge(whole) }];
  const taken: MailOutcome[] = [];
  for (const claim of cases(claims, sha256(bytes), options.root))
    taken.push(await takeClaim(claim, name, bytes, options, effects));
  return taken;
}

/**
 * One pass over a mailbox: each notice opens a case or continues the one with its case number, a mail that is there already
 * changes nothing, and what is no notice is left alone. The mailbox is not changed.
 */
export async function takeIn(options: IntakeOptions, effects: Effects): Promise<Intake> {
  const intake: Intake = { read: 0, taken: [], more: false };
  for await (const mail of options.mailbox) {
    options.signal?.throwIfAborted();
    if (intake.read >= MAX_MAILS) {
      intake.more = true;
      break;
    }
    intake.read++;
    for (const taken of await takeMail(mail, options, effects)) {
      intake.taken.push(taken);
      options.onTaken?.(taken);
    }
  }
  return intake;
}
