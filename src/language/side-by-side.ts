import type { Rows } from '../model/reason.ts';
import { GRAMMARS } from './grammar/index.ts';
import type { Grammar } from './grammar/index.ts';
import { eachLanguage } from './lang.ts';
import type { Translations } from './words.ts';

function written(value: unknown, { count, listed }: Grammar): string {
  if (typeof value === 'number') return count(value);
  return Array.isArray(value) ? listed(value.map(String)) : String(value);
}

/** A sentence from a text in which `{name}` stands for a parameter. @throws TypeError where a parameter is missing */
function sentence(text: string, grammar: Grammar): (params: object) => string {
  let pieces: string[] | undefined;
  return (params) => {
    // Of the thousands of sentences a run says a few dozen.
    pieces ??= text.split(/\{(\w+)\}/);
    let word = '';
    return pieces
      .map((piece, i) => {
        if (i % 2 === 0) return grammar.afterWord?.(word, piece) ?? piece;
        const value: unknown = Reflect.get(params, piece);
        if (value === undefined) throw new TypeError(`The message lacks its parameter ${piece}.`);
        word = written(value, grammar);
        return word;
      })
      .join('');
  };
}

/** Rows of words, one for each message with its five languages side by side, as sentences. */
export function sideBySide(rows: Rows): Translations {
  return eachLanguage((lang) =>
    Object.fromEntries(Object.entries(rows).map(([key, row]) => [key, sentence(row[lang], GRAMMARS[lang])])),
  );
}
