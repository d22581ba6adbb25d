import type { AddressColumn, TextColumn } from '../rows.ts';
import type { Tally } from './format.ts';
import { isObject } from './json-values.ts';
import { CUT_NOTE, MAX_FIELD_BYTES } from './web-bytes.ts';

/** The text under a key; undefined if there is none, or something else. */
export function textIn(object: Record<string, unknown>, key: string): string | undefined {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The number under a key, also where it is written as text; undefined if there is none. */
export function numberIn(object: Record<string, unknown>, key: string): number | undefined {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}

/** The object under a key; undefined if there is none, or something else. */
export function objectIn(object: Record<string, unknown>, key: string): Record<string, unknown> | undefined {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return isObject(value) ? value : undefined;
}

/** The objects of the list under a key; none if there is no list. */
export function objectsIn(object: Record<string, unknown>, key: string): Record<string, unknown>[] {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The longest address is one of IPv6 with a zone. */
const MAX_ADDRESS = 64;

/** Sets an address. @returns false if the text is none */
export function setAddressText(column: AddressColumn, text: string | undefined): boolean {
  if (text === undefined || text.length > MAX_ADDRESS) return false;
  const bytes = Buffer.from(text);
  return column.setBytes(bytes, 0, bytes.length);
}

/** Sets a text, cut where it is too long, with a note. */
export function setPlain(column: TextColumn, text: string | undefined, tally: Tally): void {
  if (text === undefined) return;
  if (text.length > MAX_FIELD_BYTES) tally.note(CUT_NOTE);
  column.setText(text.length > MAX_FIELD_BYTES ? text.slice(0, MAX_FIELD_BYTES) : text);
}
