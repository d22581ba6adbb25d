import type { CaseDocument } from '../cases/case.ts';
import type { CaseFolder } from '../cases/store.ts';
import type { Effects } from '../effects.ts';
import type { Phrases } from '../findings/sentences/say.ts';
import { knownAnswers } from '../letters/answers.ts';
import { letterFile, renderReplies, REPLY_KINDS } from '../letters/reply.ts';
import { renderReport } from '../report/report.ts';
import { nextSteps } from './next-steps.ts';
import type { Settings } from './settings.ts';

/**
 * Writes the letters and the report into the case. A letter answers a notice: without one, or to a forged one,
 * none is written.
 * @param phrases what the draft says, for the report's language
 * @returns the document that names them, and what to do next
 */
export function putPapers(
  folder: CaseFolder,
  draft: CaseDocument,
  settings: Settings,
  phrases: Phrases,
  effects: Effects,
): CaseDocument {
  const now = effects.now();
  const options = { now, answers: knownAnswers(folder.journal) };
  const letters = renderReplies(REPLY_KINDS, draft, settings.letters, options);
  for (const letter of letters) folder.put(letter.path, letterFile(letter));
  const document: CaseDocument = {
    ...draft,
    letters: letters.map(({ kind, lang, path, blanks }) => ({ kind: `reply-${kind}`, lang, path, blanks })),
  };
  document.next = nextSteps(document, phrases);
  document.sentences = phrases.all;
  const zone = settings.zone ?? effects.timeZone;
  folder.put('report.html', renderReport(document, { lang: settings.lang, now, zone }));
  return document;
}
