import { LANGS } from '../../src/language/lang.ts';
import type { Lang } from '../../src/language/lang.ts';
import { concluded } from '../../src/cases/conclusion.ts';
import { letterFile, renderReply } from '../../src/letters/reply.ts';
import { renderUserLetter, usersToAsk } from '../../src/letters/user.ts';
import { letIn, notOurs, terminatedScan } from './occasion-samples.ts';
import { contradictedDos, noRecords, portScan } from './samples.ts';

const NOW = new Date('2026-11-21T20:00:00Z');
const UNTIL = { until: '2026-11-25T12:00:00Z' };

/** A letter of each kind; all of them are read through by whoever changes a word. */
const KINDS: Readonly<Record<string, (lang: Lang) => string>> = {
  interim: (lang) => letterFile(renderReply('interim', portScan(), { lang, now: NOW })),
  'interim-without-records': (lang) => letterFile(renderReply('interim', noRecords(), { lang, now: NOW })),
  final: (lang) => letterFile(renderReply('final', portScan(), { lang, now: NOW })),
  dispute: (lang) => letterFile(renderReply('dispute', concluded(contradictedDos()), { lang, now: NOW })),
  extension: (lang) => letterFile(renderReply('extension', portScan(), { lang, now: NOW, answers: UNTIL })),
  'extension-without-records': (lang) =>
    letterFile(renderReply('extension', noRecords(), { lang, now: NOW, answers: UNTIL })),
  'not-us': (lang) => letterFile(renderReply('not-us', notOurs(), { lang, now: NOW })),
  terminated: (lang) =>
    letterFile(renderReply('terminated', concluded(terminatedScan()), { lang, now: NOW })),
  user: (lang) => letterFile(renderUserLetter(usersToAsk(letIn())[0]!, { lang })),
};

/** Every golden letter, by its place: `final/ja.txt`. */
export function goldens(): Map<string, string> {
  return new Map(
    Object.entries(KINDS).flatMap(([kind, write]) =>
      LANGS.map((lang): [string, string] => [`${kind}/${lang}.txt`, write(lang)]),
    ),
  );
}
