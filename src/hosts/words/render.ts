import type { Lang } from '../../language/lang.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import type { HostMessage, HostWords } from './messages.ts';
import { ru } from './ru.ts';
import { zh } from './zh.ts';

const WORDS: Record<Lang, HostWords> = { en, ja, ko, zh, ru };

export function hostWords(lang: Lang): HostWords {
  return WORDS[lang];
}

/** The sentence in a language. */
export function renderHost({ key, params }: HostMessage, lang: Lang): string {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `HostMessage` ties the key to its parameters
  const sentence = WORDS[lang].sentences[key] as (told: unknown) => string;
  return sentence(params);
}
