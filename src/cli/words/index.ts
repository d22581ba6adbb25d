import { blockWords } from '../../actions/words/index.ts';
import { CUT_ROWS } from '../../actions/contain/cut-words.ts';
import { SCREEN_ROWS } from '../../actions/contain/screen-words.ts';
import { STEP_ROWS } from '../../actions/contain/step-words.ts';
import { CHANNEL_ROWS } from '../../channels/sentences.ts';
import { SENDING_ROWS } from '../../desk/send-complaints/sentences.ts';
import { FAULT_ROWS } from '../../evidence/fault-sentences.ts';
import { complaintWords } from '../../complaints/words.ts';
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
  ...[FAULT_ROWS, CUT_ROWS, STEP_ROWS, SCREEN_ROWS, CHANNEL_ROWS, SENDING_ROWS].map(sideBySide),
  { en, ja, ko, ru, zh },
  noticeScreenWords,
  noticeWords,
  blockWords,
  complaintWords,
];

/** What the terminal says, in every language. */
export const SCREEN_WORDS = eachLanguage((lang): Words => wordsOf(lang, ROOMS));
