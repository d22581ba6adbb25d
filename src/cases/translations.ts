import { EVIDENCE_ROWS } from '../model/evidence-words.ts';
import { CUSTODY_ROWS } from '../evidence/sentences.ts';
import { DAMAGE_ROWS } from '../evidence/damage-sentences.ts';
import { FAULT_ROWS } from '../evidence/fault-sentences.ts';
import { SIGNATURE_ROWS } from '../evidence/signature-sentences.ts';
import { FINDING_WORDS } from '../findings/words.ts';
import { hostTranslations } from '../hosts/words/index.ts';
import { hostReasons } from '../hosts/words/reasons.ts';
import { eachLanguage } from '../language/lang.ts';
import { quotedWords } from '../language/quoted.ts';
import { sideBySide } from '../language/side-by-side.ts';
import { wordsOf } from '../language/words.ts';
import type { Words } from '../language/words.ts';
import { noticeWords } from '../notices/words/index.ts';
import { FORMAT_ROWS } from '../formats/index.ts';
import { SPECIAL_ROWS } from '../net/special-words.ts';
import { TABLE_ROWS } from '../tables/words.ts';
import { caseWords } from './words/index.ts';
import { COLLECTION_ROWS } from '../clouds/collection-sentences.ts';
import { CLOUD_ROWS } from '../clouds/sentences.ts';
import { GIVEN_ROWS } from '../attribution/given/sentences.ts';

const ROOMS = [
  quotedWords,
  sideBySide(SPECIAL_ROWS),
  sideBySide(TABLE_ROWS),
  sideBySide(EVIDENCE_ROWS),
  sideBySide(CUSTODY_ROWS),
  sideBySide(DAMAGE_ROWS),
  sideBySide(FAULT_ROWS),
  sideBySide(SIGNATURE_ROWS),
  ...FORMAT_ROWS.map(sideBySide),
  sideBySide(CLOUD_ROWS),
  sideBySide(COLLECTION_ROWS),
  sideBySide(GIVEN_ROWS),
  noticeWords,
  hostTranslations,
  ...hostReasons,
  ...FINDING_WORDS,
  caseWords,
];

/** Everything that a case can say, in every language: the words of each room that speaks. */
export const WORDS = eachLanguage((lang): Words => wordsOf(lang, ROOMS));
