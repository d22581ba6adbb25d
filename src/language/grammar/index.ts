import type { Lang } from '../lang.ts';
import * as en from './en.ts';
import * as ja from './ja.ts';
import * as ko from './ko.ts';
import * as ru from './ru.ts';
import * as zh from './zh.ts';

/** What sentences need of a language whose words they do not bring. */
export interface Grammar {
  count: (value: number) => string;
  bytes: (value: number) => string;
  listed: (values: readonly string[]) => string;
  /** The text that follows a parameter, fitted to how the parameter ends; absent: the language needs no such thing. */
  afterWord?: (word: string, text: string) => string;
}

export const GRAMMARS: Readonly<Record<Lang, Grammar>> = { en, ja, ko, ru, zh };
