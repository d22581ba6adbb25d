/** A part of a request that is looked at by itself, decoded and in small letters. */
export interface Value {
  text: string;
  /** As it was sent. */
  raw: string;
  /** What was seen on decoding: see `decoding.ts`. */
  marks: number;
  place: 'path' | 'query' | 'header';
  /** Of a parameter; empty where there is none. */
  name: string;
}

/** Is it a letter, digit or low line? */
export function isWordCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 95;
}

export function isSpaceCode(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

/** Where the first character at `at` or behind it stands that is no space. */
export function skipSpaces(text: string, at: number): number {
  let i = at;
  const end = Math.min(text.length, at + AHEAD);
  while (i < end && isSpaceCode(text.charCodeAt(i))) i += 1;
  return i;
}

/** The word that begins at `at`; empty where none does. */
export function wordAt(text: string, at: number): string {
  let i = at;
  const end = Math.min(text.length, at + AHEAD);
  while (i < end && isWordCode(text.charCodeAt(i))) i += 1;
  return text.slice(at, i);
}

/** So many places of a word are looked at, and so far behind each: the time that a value takes grows with its length, and not faster. */
const MOST_PLACES = 50;
const AHEAD = 1000;

/** The places at which `part` stands in `text`, the first `MOST_PLACES` of them. */
export function placesOf(text: string, part: string): number[] {
  const places: number[] = [];
  for (
    let at = text.indexOf(part);
    at >= 0 && places.length < MOST_PLACES;
    at = text.indexOf(part, at + part.length)
  )
    places.push(at);
  return places;
}

/** What stands at a place and behind it. */
export function aheadOf(text: string, at: number): string {
  return text.slice(at, at + AHEAD);
}

/** What stands before a place. */
export function beforeOf(text: string, at: number): string {
  return text.slice(Math.max(0, at - AHEAD), at);
}

/** Does any of these words stand in the text? */
export function holdsAny(text: string, parts: readonly string[]): boolean {
  return parts.some((part) => text.includes(part));
}
