import { en } from './en.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { ru } from './ru.ts';
import { zh } from './zh.ts';

/** What the screen of a notice says, in every language. */
export const noticeScreenWords = { en, ja, ko, ru, zh };
