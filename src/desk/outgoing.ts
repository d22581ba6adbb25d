import type { CaseDocument } from '../cases/case.ts';
import type { CaseFolder } from '../cases/store.ts';
import type { Effects } from '../effects.ts';
import { knownAnswers } from '../letters/answers.ts';
import { mattersOf } from '../letters/matters.ts';
import { letterFile, renderReplies, REPLY_KINDS } from '../letters/reply.ts';
import { renderReport } from '../report/report.ts';
import type { Settings } from './settings.ts';

/**
 * Writes the letters and the report into the case.
 * @returns the document that names them
 */
export function putPapers(
  folder: CaseFolder,
  draft: CaseDocument,
  settings: Settings,
  effects: Effects,
): CaseDocument {
  const now = effects.now();
  // A letter answers a notice: without one, or to a forged one, none is written.
  const answerable = mattersOf(draft.claims).length > 0;
  const options = { now, answers: knownAnswers(folder.journal) };
  const letters = answerable ? renderReplies(REPLY_KINDS, draft, settings.letters, options) : [];
  for (const letter of letters) folder.put(letter.path, letterFile(letter));
  const document: CaseDocument = {
    ...draft,
    letters: letters.map(({ kind, lang, path, blanks }) => ({ kind: `reply-${kind}`, lang, path, blanks })),
  };
  const zone = settings.zone ?? effects.timeZone;
  folder.put('report.html', renderReport(document, { lang: settings.lang, now, zone }));
  return document;
}
