import { messageOf } from '../model/reason.ts';
import { worded } from '../model/evidence-worded.ts';
import type { Format, Head, ReadOptions, Recognition } from '../formats/format.ts';
import { looksLike } from './signatures.ts';

/** What recognition looks at. */
export const HEAD_BYTES = 64 * 1024;
/** The names of an SQLite database's columns lie on pages of their own, in any order: Dionaea's begin at byte 80,000. */
const DATABASE_HEAD_BYTES = 1024 * 1024;
const DATABASE = 'SQLite format 3\0';

/** How much more of a file is looked at, by how it begins: as much as says what it is. */
export function headBytes(begins: Uint8Array): number {
  return Buffer.from(begins.subarray(0, DATABASE.length)).toString('latin1') === DATABASE
    ? DATABASE_HEAD_BYTES
    : HEAD_BYTES;
}

/** From here on a format says "I can read this". */
const ENOUGH = 0.5;
/** From here on it is so sure that the others are not asked: they see every file of a large case. */
const CERTAIN = 0.95;

export interface RecognisedFormat {
  format: Format | undefined;
  recognition: Recognition;
}

/**
 * The format that is surest of the content, whatever the file is called. If none is sure enough, `format` is
 * undefined and `because` says what was tried and what the file looks like.
 * @param empty why there is no content, if that is not the file's size
 */
export function recognise(
  head: Head,
  formats: readonly Format[],
  empty = worded('evEmpty'),
  options: ReadOptions = {},
): RecognisedFormat {
  if (head.bytes.length === 0) return unknown(0, empty);
  let best: RecognisedFormat | undefined;
  for (const format of formats) {
    const recognition = format.recognise(head, options);
    if (recognition !== undefined && recognition.confidence > (best?.recognition.confidence ?? 0)) {
      best = { format, recognition };
      if (recognition.confidence >= CERTAIN) return best;
    }
  }
  if (best !== undefined && best.recognition.confidence >= ENOUGH) return best;
  const looks = looksLike(head.bytes);
  return unknown(best?.recognition.confidence ?? 0, whyUnknown(formats, looks, best));
}

/** Of very many files most are unknown for the same reason: so many are made once. */
const MAX_KNOWN = 1000;
const reasons = new WeakMap<readonly Format[], Map<string, string>>();

function whyUnknown(formats: readonly Format[], looks: string, best: RecognisedFormat | undefined): string {
  const known = reasons.get(formats) ?? new Map<string, string>();
  reasons.set(formats, known);
  const key = `${looks}\n${best?.format?.name}\n${best?.recognition.because}`;
  let reason = known.get(key);
  if (reason !== undefined) return reason;
  const said = { looks: messageOf(looks), tried: namesOf(formats) };
  reason =
    best?.format === undefined
      ? worded('evNone', said)
      : worded('evNearest', { ...said, format: best.format.name, why: messageOf(best.recognition.because) });
  if (known.size < MAX_KNOWN) known.set(key, reason);
  return reason;
}

/** Many files of a case may be unknown: the names are made once. */
const names = new WeakMap<readonly Format[], string>();

function namesOf(formats: readonly Format[]): string {
  const known = names.get(formats) ?? formats.map((format) => format.name).join(', ');
  names.set(formats, known);
  return known;
}

function unknown(confidence: number, because: string): RecognisedFormat {
  return { format: undefined, recognition: { confidence, because } };
}
