/**
 * Beyond C0: DEL and C1 controls, line and paragraph separators, zero-width and bidirectional controls, soft
 * hyphen, byte order mark, tags, lone surrogates. A terminal obeys them, or they change what a reader sees.
 */
const BEYOND_C0 =
  '\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb' +
  '\\u{e0000}-\\u{e007f}\\p{Cs}';
const UNSAFE = new RegExp(`[\\u0000-\\u001f${BEYOND_C0}]`, 'gu');
const UNSAFE_BEYOND_C0 = new RegExp(`[${BEYOND_C0}]`, 'gu');

function visible(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return `\\u{${code.toString(16)}}`;
}

/**
 * Text from evidence, fit for a terminal: what would move the cursor, colour the line, reverse it or hide
 * in it is written as a visible escape (`\x1b`, `\u{202e}`). Line ends are escaped too: it is one line.
 */
export function printable(text: string): string {
  return text.replace(UNSAFE, visible);
}

function jsonEscape(character: string): string {
  const units = Array.from({ length: character.length }, (_, i) => character.charCodeAt(i));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

/**
 * JSON that may be looked at in a terminal: the same value, with those characters as JSON escapes that
 * `JSON.stringify` leaves as they are.
 */
export function printableJson(value: object, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(UNSAFE_BEYOND_C0, jsonEscape);
}
