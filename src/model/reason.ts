import { quoted } from './message.ts';
import type { Message } from './message.ts';

/** A packed message begins with it; no text of people does. */
const MARK = '\u0001';
/** What a hostile file can make a parameter hold. */
const MAX_PARAM = 1200;
const MAX_ITEMS = 20;

/** Words of the five languages side by side, by key; `{name}` in them stands for a parameter. */
export type Rows = Readonly<Record<string, Readonly<Record<'en' | 'ja' | 'ko' | 'zh' | 'ru', string>>>>;

type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** A parameter: a number as it is, a text as the evidence has it, another message, or several of these. */
type Value = string | number | Message | readonly (string | Message)[];

/** The parameters that a row's English names. */
type ParamsOf<Row extends { en: string }> = Readonly<Record<NamesIn<Row['en']>, Value>>;

/** The messages of rows; each brings the parameters that its English names. */
export type RowMessage<R extends Rows> = {
  [Key in keyof R & string]: Message<Key, ParamsOf<R[Key]>>;
}[keyof R & string];

function bounded(value: unknown): unknown {
  if (typeof value === 'string') return value.length <= MAX_PARAM ? value : `${value.slice(0, MAX_PARAM)}…`;
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map(bounded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, bounded(one)]));
}

/** Is it a packed message, so that it is bounded by its parameters and must not be cut? */
export function isPacked(text: string): boolean {
  return text.startsWith(MARK);
}

/** A message as one text: what is counted, compared and handed between threads as any text is. */
export function packed({ key, params }: Message): string {
  const entries = Object.entries(params).map(([name, value]) => [name, bounded(value)]);
  return entries.length === 0 ? MARK + key : MARK + key + JSON.stringify(Object.fromEntries(entries));
}

const MAX_ONCE = 5000;
const onces = new Map<string, string>();

/** The same text, held once: what is said of very many files alike takes the memory of one. */
export function once(text: string): string {
  const known = onces.get(text);
  if (known === undefined && onces.size < MAX_ONCE) onces.set(text, text);
  return known ?? text;
}

/** The message that a text holds; a text that holds none is quoted as it is. */
export function messageOf(text: string): Message {
  if (!isPacked(text)) return quoted(text);
  const brace = text.indexOf('{');
  if (brace < 0) return { key: text.slice(1), params: {} };
  try {
    const params: unknown = JSON.parse(text.slice(brace));
    if (typeof params === 'object' && params !== null) return { key: text.slice(1, brace), params };
  } catch {
    // It was cut, or is no packed message after all.
  }
  return quoted(text);
}

/**
 * How the readers of a room give reasons: the words by their type alone, so that a thread that reads need not load
 * them. `const reason = reasonsOf<typeof words>();`
 */
export function reasonsOf<Words extends Rows>() {
  // One text for each: what is counted a million times is not made a million times.
  const plain = new Map<string, string>();
  return <Key extends keyof Words & string>(
    key: Key,
    ...[params]: [NamesIn<Words[Key]['en']>] extends [never] ? [] : [params: ParamsOf<Words[Key]>]
  ): string => {
    if (params !== undefined) return packed({ key, params });
    const known = plain.get(key) ?? packed({ key, params: {} });
    plain.set(key, known);
    return known;
  };
}
