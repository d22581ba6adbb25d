import type { AddressColumn, TextColumn } from '../../tables/rows.ts';
import type { Tally } from '../../tables/tally.ts';
import { CUT_NOTE, MAX_FIELD_BYTES, setAddress } from './line-bytes.ts';

/** The longest address is one of IPv6 with a zone. */
const scratch = new Uint8Array(64);

/** Sets an address. @returns false if the text is not one */
export function setAddressText(column: AddressColumn, text: string | undefined): boolean {
  if (text === undefined || text.length > scratch.length) return false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 127) return false;
    scratch[at] = code;
  }
  return setAddress(column, scratch, 0, text.length);
}

/** Sets a text, cut where it is too long, with a note. */
export function setPlain(column: TextColumn, text: string | undefined, tally: Tally): void {
  if (text === undefined) return;
  if (text.length > MAX_FIELD_BYTES) tally.note(CUT_NOTE);
  column.setText(text.length > MAX_FIELD_BYTES ? text.slice(0, MAX_FIELD_BYTES) : text);
}

/** Latin-1 text, a byte a character, as the UTF-8 that it is; unchanged where it is no UTF-8. */
export function utf8Of(text: string): string {
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) > 127) return Buffer.from(text, 'latin1').toString('utf8');
  }
  return text;
}
