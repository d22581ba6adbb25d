/**
 * Characters that a terminal obeys or that change what a reader sees: C0 and C1 controls, DEL, line and
 * paragraph separators, zero-width and bidirectional controls, soft hyphen, byte order mark, tags, lone surrogates.
 */
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}\p{Cs}]/gu;

function escape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return `\\u{${code.toString(16)}}`;
}

/**
 * Text from evidence, fit for a terminal: what would move the cursor, colour the line, reverse it or hide
 * in it is written as a visible escape (`\x1b`, `\u{202e}`). Line ends are escaped too: it is one line.
 */
export function printable(text: string): string {
  return text.replace(UNSAFE, escape);
}

/**
 * JSON for standard output, indented by two. What `printable` escapes is escaped in JSON's own way (`\\u009b`), so
 * that the document keeps its meaning and a terminal that shows it is not moved.
 */
export function jsonText(value: unknown): string {
  const units = (character: string): string =>
    character === '\n'
      ? character
      : Array.from({ length: character.length }, (_, at) => escapedUnit(character, at)).join('');
  return JSON.stringify(value, null, 2).replace(UNSAFE, units);
}

function escapedUnit(text: string, at: number): string {
  return `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`;
}
