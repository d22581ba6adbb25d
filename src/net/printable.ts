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
