import type { Lang } from '../../language/lang.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { ru } from './ru.ts';
import type { OccasionWords } from './words.ts';
import { zh } from './zh.ts';

export const OCCASION_WORDS: Readonly<Record<Lang, OccasionWords>> = { en, ja, ko, zh, ru };
