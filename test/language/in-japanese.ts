import { WORDS } from '../../src/cases/translations.ts';
import { isMessage, renderPieces } from '../../src/language/render.ts';
import type { Message } from '../../src/model/message.ts';

/** Five words of English prose, one after the other; names of columns and formats have commas between them. */
const PROSE = /\b[a-z]{1,20}(?: [a-z]{1,20}){4,}\b/;

/** Their text is the evidence's own: the words of a notice that it is known by, a line of it that was not understood. */
const OF_THE_EVIDENCE: ReadonlySet<string> = new Set(['evNoticeWords', 'noticeNotUnderstood']);

/** Every message below a value, once; those within others are a part of these. */
export function messagesIn(value: unknown, found = new Map<string, Message>()): Map<string, Message> {
  if (typeof value !== 'object' || value === null) return found;
  if (isMessage(value)) found.set(JSON.stringify(value), value);
  else for (const each of Object.values(value)) messagesIn(each, found);
  return found;
}

/**
 * A message, or one within it, that came in words: of one word, or of two and more in lower case. `OpenSSH 9.2` is a name, and a
 * setting is the host's own (`PermitRootLogin without-password (sshd -T:4)`).
 */
const QUOTED_WORDS = /"key":"quoted","params":\{"text":"(?:[a-z]+"|[^"]*\b[a-z]{2,} [a-z]{2,}\b)/;

/** In Japanese, without the commands in it, which are the same in every language. */
function inJapanese(message: Message): string {
  return renderPieces(message, WORDS.ja)
    .map((piece) => (typeof piece === 'string' ? piece : '…'))
    .join('')
    .replaceAll(/`[^`]*`/g, '…');
}

/** Messages that hold an English sentence in Japanese, each with what it says there. */
export function englishLeft(messages: Iterable<Message>): string[] {
  return [...messages]
    .filter(({ key }) => !OF_THE_EVIDENCE.has(key))
    .map((message) => `${message.key}: ${inJapanese(message)}`)
    .filter((text) => PROSE.test(text));
}

/** Messages that came in words and are no names or versions. */
export function inWordsAlone(messages: Iterable<Message>): string[] {
  return [...messages].map((message) => JSON.stringify(message)).filter((text) => QUOTED_WORDS.test(text));
}
