import type { Message } from './messages.ts';
import { SENDERS } from './senders/index.ts';
import type { Reading, Sender } from './senders/sender.ts';
import { readRecords } from './third-party/records.ts';

/** Who knows a message, and what it states to them. */
export interface KnownMessage {
  sender: Sender;
  reading: Reading;
}

/** Providers, as against forms that anybody may fill in and that providers pass on. */
const PROVIDERS = SENDERS.filter(({ domains }) => domains.length > 0);
/** Notices in one message. */
const MAX_NOTICES = 20;

/** The first sender of the list that knows the message. */
function knownBy(message: Message): KnownMessage | undefined {
  for (const sender of SENDERS) {
    const reading = sender.read(message);
    if (reading !== undefined) return { sender, reading };
  }
  return undefined;
}

/** A line and the one behind it, as a phrase may be wrapped. */
function span({ lines }: Message, at: number): string {
  return `${lines[at]?.text ?? ''} ${lines[at + 1]?.text.trim() ?? ''}`.toLowerCase();
}

/** The line of the message in which a phrase of another provider than the first appears for the first time. */
function anothers(message: Message, first: Sender): number {
  const phrases = PROVIDERS.filter((sender) => sender !== first).flatMap((sender) => sender.phrases);
  const whole = message.lines
    .map(({ text }) => text.trim())
    .join(' ')
    .toLowerCase();
  const present = phrases.filter((phrase) => whole.includes(phrase));
  if (present.length === 0) return -1;
  const holds = (text: string): boolean => present.some((phrase) => text.includes(phrase));
  const at = message.lines.findIndex((_line, index) => holds(span(message, index)));
  // The line before a phrase does not belong to it.
  return at >= 0 && holds((message.lines[at + 1]?.text ?? '').toLowerCase()) ? at + 1 : at;
}

/** `Hello,`, on a line of its own. */
const GREETING = /^\s{0,10}\S.{0,60}[,:\uff0c\u3001]$/;

/** Where the paragraph begins that the line is in, or the greeting before it. */
function paragraphOf({ lines }: Message, at: number): number {
  const text = (index: number): string => lines[index]?.text.trim() ?? '';
  let begin = at;
  while (begin > 0 && text(begin - 1) !== '') begin--;
  const alone = begin >= 2 && text(begin - 1) === '' && (begin === 2 || text(begin - 3) === '');
  return alone && GREETING.test(text(begin - 2)) ? begin - 2 : begin;
}

/** Whoever writes a log's line chooses words of it: a provider's phrase in one is a part of the report that quotes the line. */
function isLogLine({ lines }: Message, at: number): boolean {
  return readRecords([lines[at]?.text ?? ''], { year: 1972 }).records.length > 0;
}

/**
 * The notices in a message that holds one below the other, of different providers, as somebody pastes them into one text. It is cut
 * before the paragraph in which the second provider's words begin, and only where both parts are notices.
 */
export function separate(message: Message): { message: Message; known: KnownMessage | undefined }[] {
  const parts: { message: Message; known: KnownMessage | undefined }[] = [];
  let rest = message;
  for (;;) {
    const known = knownBy(rest);
    const at = known === undefined || parts.length >= MAX_NOTICES ? -1 : anothers(rest, known.sender);
    const cut = at < 0 ? 0 : paragraphOf(rest, at);
    if (known !== undefined && cut > 0 && !isLogLine(rest, at)) {
      const [before, behind] = [
        { ...rest, lines: rest.lines.slice(0, cut) },
        { ...rest, lines: rest.lines.slice(cut) },
      ];
      const [first, second] = [knownBy(before), knownBy(behind)];
      if (first !== undefined && second !== undefined && first.sender !== second.sender) {
        parts.push({ message: before, known: first });
        rest = behind;
        continue;
      }
    }
    parts.push({ message: rest, known });
    return parts;
  }
}
