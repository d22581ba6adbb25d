import type { Command, CommandLine, Message } from '../model/message.ts';
import type { Lang } from './lang.ts';

/** What a sentence is handed in place of a parameter: nested messages and commands are text already. */
type Rendered<Value> = Value extends Message | Command | CommandLine
  ? string
  : Value extends readonly (Message | Command | CommandLine)[]
    ? string[]
    : Value;

type RenderedParams<Params> = { [Name in keyof Params]: Rendered<Params[Name]> };

/** A room's words in one language. A catalogue maps keys to parameters; a sentence that is missing does not compile. */
export type WordsOf<Catalogue> = {
  readonly [Key in keyof Catalogue]: (params: RenderedParams<Catalogue[Key]>) => string;
};

/** Sentences by key, whatever catalogues they are from. */
export type Words = ReadonlyMap<string, (params: object) => string>;

/** A room's words in every language. */
export type Translations = Readonly<Record<Lang, object>>;

/**
 * One language's words of several rooms.
 * @throws Error where two rooms use the same key
 */
export function wordsOf(lang: Lang, rooms: readonly Translations[]): Words {
  const words = new Map<string, (params: object) => string>();
  for (const [key, sentence] of rooms.flatMap((room) => Object.entries(room[lang]))) {
    if (words.has(key)) throw new Error(`Two rooms have words for the message ${key}.`);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `WordsOf` ties the key to its parameters
    words.set(key, sentence as (params: object) => string);
  }
  return words;
}
