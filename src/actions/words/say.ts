import type { Lang } from '../../language/lang.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import type { MessageKey, Messages, Said, Words } from './messages.ts';
import { ru } from './ru.ts';
import { zh } from './zh.ts';

const WORDS: Readonly<Record<Lang, Words>> = { en, ja, ko, zh, ru };

function words<K extends MessageKey>(key: K, params: Messages[K], lang: Lang): string {
  return WORDS[lang][key](params);
}

/** A message in a language. */
export function say(said: Said, lang: Lang): string {
  return words(said.key, said.params, lang);
}
