import { blockWords } from '../../actions/words/index.ts';
import { FAULT_ROWS } from '../../evidence/fault-sentences.ts';
import { eachLanguage } from '../../language/lang.ts';
import { quotedWords } from '../../language/quoted.ts';
import { sideBySide } from '../../language/side-by-side.ts';
import { wordsOf } from '../../language/words.ts';
import type { Words } from '../../language/words.ts';
import { noticeWords } from '../../notices/words/index.ts';
import { noticeScreenWords } from '../notice/words/index.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { ru } from './ru.ts';
import { zh } from './zh.ts';

const ROOMS = [
  quotedWords,
  sideBySide(FAULT_ROWS),
  { en, ja, ko, ru, zh },
  noticeScreenWords,
  noticeWords,
  blockWords,
];

/** What the terminal says, in every language. */
export const SCREEN_WORDS = eachLanguage((lang): Words => wordsOf(lang, ROOMS));
