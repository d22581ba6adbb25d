import { en } from './en.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { ru } from './ru.ts';
import { zh } from './zh.ts';

/** What reading notices says, in every language. */
export const noticeWords = { en, ja, ko, ru, zh };
