import { eachLanguage } from '../../language/lang.ts';
import type { Lang } from '../../language/lang.ts';
import { render } from '../../language/render.ts';
import { wordsOf } from '../../language/words.ts';
import type { Words } from '../../language/words.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { hostTranslations } from './index.ts';
import type { HostMessage, HostWords } from './messages.ts';
import { ru } from './ru.ts';
import { zh } from './zh.ts';

const WORDS: Record<Lang, HostWords> = { en, ja, ko, zh, ru };

export function hostWords(lang: Lang): HostWords {
  return WORDS[lang];
}

const SENTENCES = eachLanguage((lang): Words => wordsOf(lang, [hostTranslations]));

/** The sentence in a language. */
export function renderHost(message: HostMessage, lang: Lang): string {
  return render(message, SENTENCES[lang]);
}
