import { en } from './en.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { ru } from './ru.ts';
import { zh } from './zh.ts';

/** What inspecting a host says, in every language. */
export const hostTranslations = {
  en: en.sentences,
  ja: ja.sentences,
  ko: ko.sentences,
  ru: ru.sentences,
  zh: zh.sentences,
};
