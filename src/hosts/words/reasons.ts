import { quotedWords } from '../../language/quoted.ts';
import { render } from '../../language/render.ts';
import { sideBySide } from '../../language/side-by-side.ts';
import { wordsOf } from '../../language/words.ts';
import type { Translations } from '../../language/words.ts';
import type { Evidence, WrittenEvidence } from '../../model/evidence.ts';
import type { Message } from '../../model/message.ts';
import { messageOf } from '../../model/reason.ts';
import { ADVICE_ROWS } from '../advice-sentences.ts';
import { CHECKS } from '../checks/index.ts';
import { LOGIN_ROWS } from '../logins/sentences.ts';
import { PARSERS } from '../parsers/index.ts';
import { WATCH_ROWS } from '../watch/sentences.ts';
import { SCANNER_ROWS } from '../scanners/sentences.ts';
import { SCRIPT_ROWS } from '../scripts/sentences.ts';
import { HOST_ROWS } from '../sentences.ts';
import { TIMELINE_ROWS } from '../timeline/sentences.ts';
import { TRAFFIC_ROWS } from '../traffic/sentences.ts';

/** What is said of lines of pasted outputs (what all commands share, and each parser's own), and by checks. */
export const hostReasons: readonly Translations[] = [
  sideBySide(HOST_ROWS),
  sideBySide(LOGIN_ROWS),
  sideBySide(SCANNER_ROWS),
  sideBySide(WATCH_ROWS),
  sideBySide(SCRIPT_ROWS),
  sideBySide(TRAFFIC_ROWS),
  sideBySide(TIMELINE_ROWS),
  sideBySide(ADVICE_ROWS),
  ...CHECKS.map(({ rows }) => sideBySide(rows)),
  ...PARSERS.flatMap(({ rows }) => (rows === undefined ? [] : [sideBySide(rows)])),
];

const ENGLISH = wordsOf('en', [quotedWords, ...hostReasons]);

function inWords(reason: string): { reason: string; message: Message } {
  const message = messageOf(reason);
  return { reason: render(message, ENGLISH), message };
}

type Count = Pick<Evidence, 'path' | 'read' | 'parsed' | 'rejected' | 'skipped' | 'rejects' | 'skips'>;
export type WrittenCount = Pick<WrittenEvidence, keyof Count>;

/** How much of a pasted text was read, with each reason in English beside its message. */
export function writtenCount({ rejects, skips, ...count }: Count): WrittenCount {
  return {
    ...count,
    rejects: rejects.map(({ reason, ...reject }) => Object.assign(reject, inWords(reason))),
    skips: skips.map(({ reason, ...skip }) => Object.assign(skip, inWords(reason))),
  };
}
