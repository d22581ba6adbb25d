import { ABUSE_TYPES } from '../../model/abuse-types.ts';
import { en } from './en.ts';
import type { Kinds, Said, Sentences } from './messages.ts';

/** A sentence as it may have come back from a file: its key is not known to be one of ours. */
export interface Told {
  key: string;
}

function isTold(value: unknown): value is Told {
  return typeof value === 'object' && value !== null && 'key' in value && typeof value.key === 'string';
}

function inWords(value: unknown, sentences: Sentences, kinds: Kinds): unknown {
  if (isTold(value)) return speak(value, sentences, kinds);
  return Array.isArray(value) ? value.map((item: unknown) => inWords(item, sentences, kinds)) : value;
}

/**
 * The sentence in a language, its parts first.
 * @throws TypeError or RangeError where it is not told what it needs
 */
export function speak(told: Told, sentences: Sentences, kinds: Kinds): string {
  if (!Object.hasOwn(sentences, told.key)) throw new TypeError(`no sentence is called ${told.key}`);
  const { key, ...values } = told;
  const spoken = Object.entries(values).map(([name, value]) => [name, inWords(value, sentences, kinds)]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `Said` ties the key to what it is told
  const sentence = sentences[key as keyof Sentences] as (told: unknown, kinds: Kinds) => string;
  return sentence(Object.fromEntries(spoken), kinds);
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one entry for each of the types
const KINDS = Object.fromEntries(ABUSE_TYPES.map((type) => [type, type.replaceAll('_', ' ')])) as Kinds;

/** The sentence in English, as case.json and the terminal have it. */
export function english(told: Told): string {
  return speak(told, en, KINDS);
}

/** What a case says: every sentence that was made for it, by its English words. */
export class Phrases {
  readonly #said = new Map<string, Said>();

  /** The sentence in English; its key and what it is told are kept for the other languages. */
  say(said: Said): string {
    const text = english(said);
    if (said.key !== 'quoted') this.#said.set(text, said);
    return text;
  }

  /** A sentence that was said before, as a part of another. */
  again(text: string): Said {
    return this.#said.get(text) ?? { key: 'quoted', text };
  }

  /** All sentences, as case.json keeps them. */
  get all(): { text: string; said: Told }[] {
    return Array.from(this.#said, ([text, said]) => ({ text, said }));
  }
}
