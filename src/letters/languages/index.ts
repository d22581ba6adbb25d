import type { Lang } from '../../language/lang.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import type { Language } from './language.ts';
import { ru } from './ru.ts';
import { zh } from './zh.ts';

/** One line a language. */
export const LANGUAGES: Readonly<Record<Lang, Language>> = { en, ja, ko, zh, ru };
