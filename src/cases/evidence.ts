import { LANGS } from '../language/lang.ts';
import { render } from '../language/render.ts';
import type { Evidence, WrittenEvidence } from '../model/evidence.ts';
import { quoted } from '../model/message.ts';
import type { Message } from '../model/message.ts';
import { messageOf, packed } from '../model/reason.ts';
import { WORDS } from './translations.ts';

/**
 * The message, where every language has words for it; else the English text that is beside it in the file. The
 * file may have been edited, or be of another version.
 */
export function readable(message: Message, text: string): Message {
  try {
    for (const lang of LANGS) render(message, WORDS[lang]);
    return message;
  } catch (error) {
    // No such message, parameters that do not fit it, or ones that are nested without end.
    if (error instanceof TypeError || error instanceof RangeError) return quoted(text);
    throw error;
  }
}

/** The message that a reason, a note or the like of a file of evidence is. */
export function messageIn(reason: string): Message {
  return readable(messageOf(reason), reason);
}

/** Of very many files most say the same: what was made of a reason is kept, up to so many. */
const MAX_KEPT = 5000;
const kept = new Map<string, { text: string; message: Message }>();

function said(reason: string): { text: string; message: Message } {
  const known = kept.get(reason);
  if (known !== undefined) return known;
  const message = messageIn(reason);
  const made = { text: render(message, WORDS.en), message };
  if (kept.size < MAX_KEPT) kept.set(reason, made);
  return made;
}

/** A reason in English. */
export function englishOf(reason: string): string {
  return said(reason).text;
}

type File = Omit<Evidence, 'id'>;
type WrittenFile = Omit<WrittenEvidence, 'id'>;

/** A file as manifest and case.json have it: in English, with the messages beside it. */
export function writtenEvidence({
  because,
  zone,
  rejects,
  skips,
  notes,
  changed,
  partial,
  ...rest
}: File): WrittenFile {
  const why = said(because);
  const read = zone === undefined ? undefined : said(zone);
  const after = changed === undefined ? undefined : said(changed);
  const part = partial === undefined ? undefined : said(partial);
  return {
    ...rest,
    because: why.text,
    message: why.message,
    ...(after !== undefined && { changed: after.text, changed_message: after.message }),
    ...(part !== undefined && { partial: part.text, partial_message: part.message }),
    ...(read !== undefined && { zone: read.text, zone_message: read.message }),
    rejects: rejects.map(({ reason, ...reject }) => {
      const { text, message } = said(reason);
      return { ...reject, reason: text, message };
    }),
    skips: skips.map(({ reason, count }) => {
      const { text, message } = said(reason);
      return { reason: text, count, message };
    }),
    notes: notes.map(said),
  };
}

/** A file of case.json, with messages alone. Keys that are not known stay. */
export function readEvidence({
  message,
  zone_message: zoneMessage,
  changed_message: changedMessage,
  partial_message: partialMessage,
  rejects,
  skips,
  notes,
  ...file
}: WrittenFile): File {
  const again = (one: Message, text: string): string => packed(readable(one, text));
  return {
    ...file,
    because: again(message, file.because),
    ...(file.zone !== undefined && {
      zone: zoneMessage === undefined ? file.zone : again(zoneMessage, file.zone),
    }),
    ...(file.changed !== undefined && {
      changed: changedMessage === undefined ? file.changed : again(changedMessage, file.changed),
    }),
    ...(file.partial !== undefined && {
      partial: partialMessage === undefined ? file.partial : again(partialMessage, file.partial),
    }),
    rejects: rejects.map(({ message: why, ...reject }) => ({ ...reject, reason: again(why, reject.reason) })),
    skips: skips.map(({ message: why, ...skip }) => ({ ...skip, reason: again(why, skip.reason) })),
    notes: notes.map((note) => again(note.message, note.text)),
  };
}
