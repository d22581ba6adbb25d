import { eachLanguage } from '../../language/lang.ts';
import type { Lang } from '../../language/lang.ts';
import { quotedWords } from '../../language/quoted.ts';
import { render } from '../../language/render.ts';
import { sideBySide } from '../../language/side-by-side.ts';
import { wordsOf } from '../../language/words.ts';
import type { Words } from '../../language/words.ts';
import type { Message } from '../../model/message.ts';
import { ADVICE_ROWS } from '../advice-sentences.ts';
import { CHECKS } from '../checks/index.ts';
import { WATCH_ROWS } from '../watch/sentences.ts';
import { SCANNER_ROWS } from '../scanners/sentences.ts';
import { SCRIPT_ROWS } from '../scripts/sentences.ts';
import { TIMELINE_ROWS } from '../timeline/sentences.ts';
import { TRAFFIC_ROWS } from '../traffic/sentences.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { hostTranslations } from './index.ts';
import type { HostWords } from './messages.ts';
import { ru } from './ru.ts';
import { zh } from './zh.ts';

const WORDS: Record<Lang, HostWords> = { en, ja, ko, zh, ru };

export function hostWords(lang: Lang): HostWords {
  return WORDS[lang];
}

const ROOMS = [
  quotedWords,
  hostTranslations,
  sideBySide(SCANNER_ROWS),
  sideBySide(WATCH_ROWS),
  sideBySide(SCRIPT_ROWS),
  sideBySide(TRAFFIC_ROWS),
  sideBySide(TIMELINE_ROWS),
  sideBySide(ADVICE_ROWS),
  ...CHECKS.map(({ rows }) => sideBySide(rows)),
];
const SENTENCES = eachLanguage((lang): Words => wordsOf(lang, ROOMS));

/** The sentence in a language. */
export function renderHost(message: Message, lang: Lang): string {
  return render(message, SENTENCES[lang]);
}
