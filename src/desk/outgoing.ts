import type { CaseDocument } from '../model/case.ts';
import type { Lang } from '../language/lang.ts';
import type { CaseFolder } from '../cases/store.ts';
import type { NotedRecord } from '../cases/reading.ts';
import type { Clock, Environment } from '../base/ports.ts';
import type { Inventory } from '../clouds/inventory.ts';
import { knownAnswers } from '../letters/answers.ts';
import { letterName, LETTER_KINDS } from '../letters/kinds.ts';
import { letterFile, renderReplies } from '../letters/reply.ts';
import { notedSent } from '../letters/sent.ts';
import { renderReport } from '../report/report.ts';
import { nextSteps } from '../cases/next-steps.ts';
import { settingsSchema } from '../settings/settings.ts';
import type { Settings } from '../settings/settings.ts';
import { programOf } from './program.ts';

/**
 * Writes the letters and the report into the case. A letter answers a notice: without one, or to a forged one,
 * none is written.
 * @param inventory what the steps' commands are filled in from
 * @returns the document that names them, and what to do next
 */
export function putLettersAndReport(
  folder: CaseFolder,
  draft: CaseDocument,
  settings: Settings,
  inventory: Inventory | undefined,
  effects: Clock & Environment,
): CaseDocument {
  const now = effects.now();
  const options = { now, answers: knownAnswers(folder.journal) };
  const letters = renderReplies(LETTER_KINDS, draft, settings.letters, options);
  for (const letter of letters) folder.put(letter.path, letterFile(letter));
  const sent = notedSent(folder.journal.records);
  const document: CaseDocument = {
    ...draft,
    letters: letters.map(({ kind, lang, path, blanks, claim }) => {
      const entry: CaseDocument['letters'][number] = { kind: letterName(kind), lang, path, blanks };
      if (claim !== undefined) entry.claim = claim;
      return entry;
    }),
    ...(sent.length > 0 && { sent }),
  };
  document.next = nextSteps(document, inventory);
  putReport(folder, document, readersOf(settings, effects), effects);
  return document;
}

/** For whom a report is written. */
export interface Readers {
  lang: Lang;
  /** IANA name; times are in UTC and in it. */
  zone: string;
}

/** The language and the zone of the reports that these settings ask for. */
export function readersOf(settings: Settings, effects: Clock): Readers {
  return { lang: settings.lang, zone: settings.zone ?? effects.timeZone };
}

export function putReport(
  folder: CaseFolder,
  document: CaseDocument,
  readers: Readers,
  effects: Clock & Environment,
): void {
  folder.put(
    'report.html',
    renderReport(document, { ...readers, now: effects.now(), program: programOf(effects) }),
  );
}

/** Kinds of records that note for whom a report was written. */
const NOTING = new Set(['investigating', 'report']);

/** The language and the zone of the case's last report, as its journal notes them. */
export function notedReaders(records: readonly NotedRecord[], effects: Clock): Readers {
  const noted = records.findLast(({ kind }) => NOTING.has(kind))?.body['report'];
  const settings = settingsSchema.pick({ lang: true, zone: true }).safeParse(noted ?? {});
  const { lang, zone } = settings.success ? settings.data : settingsSchema.parse({});
  return { lang, zone: zone ?? effects.timeZone };
}

/** Writes the report anew for a case that was amended, for the readers of the last one. */
export function putReportAgain(
  folder: CaseFolder,
  document: CaseDocument,
  effects: Clock & Environment,
): void {
  putReport(folder, document, notedReaders(folder.journal.records, effects), effects);
}
