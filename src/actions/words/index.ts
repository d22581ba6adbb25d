import { en } from './en.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { ru } from './ru.ts';
import { zh } from './zh.ts';

/** What is said about blocks, in every language. */
export const blockWords = { en, ja, ko, ru, zh };
