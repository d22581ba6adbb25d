import { messageOf, packed } from '../../model/reason.ts';
import { worded } from '../../model/evidence-worded.ts';
import { ENVELOPES } from './index.ts';
import type { Envelope } from './envelope.ts';
import { firstLines } from '../../formats/text/first-lines.ts';
import type { Format, Head, ReadOptions } from '../../formats/format.ts';
import type { FileReading } from '../evidence-file.ts';
import { recognise } from '../recognise.ts';
import type { RecognisedFormat } from '../recognise.ts';
import { ByteWriter } from './unwrapped.ts';
import { headUnwrapped, unwrapped } from './unwrapper.ts';
import { trialOf } from '../trial.ts';

/** A log within the envelopes that others put around its lines. */
interface Within {
  recognised: RecognisedFormat;
  /** The outermost first. */
  envelopes: Envelope[];
  /** The file's beginning without them. */
  head: Head;
}

const SAMPLE_LINES = 20;
/** Part of the first lines that must be of an envelope's shape. */
const ENOUGH = 0.6;
/** grep over container logs is two deep. */
const MAX_DEPTH = 2;

function fits(lines: readonly string[], envelope: Envelope): boolean {
  // Very many files are asked, most of a few bytes: what is written is seldom longer than what was read.
  const out = new ByteWriter(Math.max(16, ...lines.map((line) => line.length)));
  const fresh = envelope.begin?.() ?? envelope;
  const own = lines.filter((line) => {
    const bytes = Buffer.from(line, 'latin1');
    out.length = 0;
    return fresh.unwrap(bytes, 0, bytes.length, out) !== undefined && out.length < bytes.length;
  });
  return own.length > 0 && own.length >= lines.length * ENOUGH;
}

/** Is it read by its shape alone, so that what comes before a line may be taken for a part of it? */
function mayBeWrapped({ format }: RecognisedFormat): boolean {
  return format === undefined || format.byShape === true;
}

/**
 * The envelopes that most of the first lines are in.
 * @param doubtful those too that a log may begin like by itself
 */
function envelopesOf(head: Head, doubtful: boolean): Envelope[] {
  const lines = firstLines(head.text, SAMPLE_LINES + 1);
  // A line that is cut is not of the shape that it has.
  if (lines.length > 1 && (lines.length > SAMPLE_LINES || !head.whole)) lines.pop();
  const asked = ENVELOPES.filter(
    (envelope) => envelope.shown === undefined && (doubtful || envelope.doubtful !== true),
  );
  return asked.filter((envelope) => fits(lines, envelope));
}

function headOf(bytes: Uint8Array, { name, whole }: Head): Head {
  return { bytes, name, whole, text: Buffer.from(bytes).toString('latin1') };
}

/**
 * The log within the first envelope that proves itself: without it, more of the file's beginning is read than with it.
 * @param outside what the file is taken for as it stands
 */
function search(
  head: Head,
  outside: RecognisedFormat,
  formats: readonly Format[],
  options: ReadOptions,
  depth: number,
): Within | undefined {
  const asItStands = trialOf(outside.format, head, options);
  for (const envelope of envelopesOf(head, asItStands.known === 0)) {
    const inner = headOf(headUnwrapped(head.bytes, envelope), head);
    const recognised = recognise(inner, formats, undefined, options);
    const deeper =
      mayBeWrapped(recognised) && depth > 1
        ? search(inner, recognised, formats, options, depth - 1)
        : undefined;
    const within: Within | undefined =
      deeper === undefined
        ? recognised.format?.kind === 'lines'
          ? { recognised, envelopes: [envelope], head: inner }
          : undefined
        : { ...deeper, envelopes: [envelope, ...deeper.envelopes] };
    if (within === undefined) continue;
    const without = trialOf(within.recognised.format, within.head, options);
    if (without.known > asItStands.known) return within;
  }
  return undefined;
}

/** A log in an envelope that the file's beginning shows. */
function searchShown(
  head: Head,
  { format }: RecognisedFormat,
  formats: readonly Format[],
  options: ReadOptions,
): Within | undefined {
  const envelope =
    format === undefined || format.kind === 'lines'
      ? ENVELOPES.find(({ shown }) => shown?.(head) === true)
      : undefined;
  if (envelope === undefined) return undefined;
  const inner = headOf(headUnwrapped(head.bytes, envelope), head);
  const recognised = recognise(inner, formats, undefined, options);
  if (recognised.format?.kind !== 'lines') return undefined;
  const without = trialOf(recognised.format, inner, options);
  const asItStands = trialOf(format, head, options);
  // Of grep's output the lines between groups may be all that goes: as many are known then, and fewer rejected.
  const better =
    without.known > asItStands.known ||
    (without.known === asItStands.known && without.rejected < asItStands.rejected);
  return better ? { recognised, envelopes: [envelope], head: inner } : undefined;
}

const BLANK_LINES = /\n(?:[ \t>]{0,16}\r?\n)+/;
const MAX_PARAGRAPHS = 50;

/** Lines of a log among other text: somebody pasted them. The first paragraph that is a log is what the file is read as. */
function searchParagraphs(
  head: Head,
  outside: RecognisedFormat,
  formats: readonly Format[],
  options: ReadOptions,
): Within | undefined {
  if (!head.whole || head.bytes.includes(0)) return undefined;
  const paragraphs = head.text.split(BLANK_LINES, MAX_PARAGRAPHS);
  if (paragraphs.length < 2) return undefined;
  for (const paragraph of paragraphs) {
    if (!paragraph.trim().includes('\n')) continue;
    const part = headOf(Buffer.from(`${paragraph}\n`, 'latin1'), head);
    const recognised = recognise(part, formats, undefined, options);
    if (recognised.format?.kind === 'lines') return { recognised, envelopes: [], head: part };
    const within = search(part, outside, formats, options, MAX_DEPTH);
    if (within !== undefined) return within;
  }
  return undefined;
}

function described(within: Within, pasted: boolean): Within {
  const { recognition } = within.recognised;
  const around = within.envelopes.map(({ is }) => messageOf(is));
  const inner = messageOf(recognition.because);
  const lines = around.length === 0 ? inner : messageOf(worded('evWithin', { around, why: inner }));
  const because = pasted ? worded('evParagraph', { why: lines }) : packed(lines);
  return { ...within, recognised: { ...within.recognised, recognition: { ...recognition, because } } };
}

/**
 * Looks for a log whose lines are in an envelope: the entries of a container engine, a line behind a time or behind
 * grep's path, quoted in a mail; and for lines of a log among other text.
 * @param outside what the file is taken for as it stands; only where that leaves room for an envelope is one looked for
 * @param formats what it is taken for one of
 */
export function recogniseWithin(
  head: Head,
  outside: RecognisedFormat,
  formats: readonly Format[],
  options: ReadOptions = {},
): Within | undefined {
  if (head.bytes.length === 0) return undefined;
  const shown = searchShown(head, outside, formats, options);
  if (shown !== undefined) return described(shown, false);
  if (!mayBeWrapped(outside)) return undefined;
  const within = search(head, outside, formats, options, MAX_DEPTH);
  if (within !== undefined) return described(within, false);
  if (outside.format !== undefined) return undefined;
  const pasted = searchParagraphs(head, outside, formats, options);
  return pasted && described(pasted, true);
}

/** The file without an envelope; the hash stays that of the bytes as stored. */
export function withoutEnvelope(opened: FileReading, envelope: Envelope): FileReading {
  return { content: unwrapped(opened.content, envelope), finished: () => opened.finished() };
}
