import type { Rows } from '../model/reason.ts';
import { GRAMMARS } from './grammar/index.ts';
import type { Grammar } from './grammar/index.ts';
import { LANGS } from './lang.ts';
import type { Lang } from './lang.ts';
import type { Translations } from './words.ts';

function written(value: unknown, { count, listed }: Grammar): string {
  if (typeof value === 'number') return count(value);
  return Array.isArray(value) ? listed(value.map(String)) : String(value);
}

/** A sentence from a text in which `{name}` stands for a parameter. @throws TypeError where a parameter is missing */
function sentence(text: string, grammar: Grammar): (params: object) => string {
  const pieces = text.split(/\{(\w+)\}/);
  return (params) =>
    pieces
      .map((piece, i) => {
        if (i % 2 === 0) return piece;
        const value: unknown = Reflect.get(params, piece);
        if (value === undefined) throw new TypeError(`The message lacks its parameter ${piece}.`);
        return written(value, grammar);
      })
      .join('');
}

/** Rows of words, one for each message with its five languages side by side, as sentences. */
export function sideBySide(rows: Rows): Translations {
  const of = (lang: Lang): [string, (params: object) => string][] =>
    Object.entries(rows).map(([key, row]) => [key, sentence(row[lang], GRAMMARS[lang])]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one entry for each language
  return Object.fromEntries(LANGS.map((lang) => [lang, Object.fromEntries(of(lang))])) as Translations;
}
