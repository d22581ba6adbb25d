/** Colours and the like, as a terminal gets them. */
const ESCAPES = /\u001b(?:\[[0-9;?]{0,20}[A-Za-z]|\][^\u0007\n]{0,200}\u0007|[()][A-Z0-9])/g;
/** Widths at which terminals and mails break lines. */
const [NARROWEST, WIDEST] = [60, 250];
/** Widths that terminals have by themselves: one full line is enough. */
const USUAL: ReadonlySet<number> = new Set([80, 100, 120, 132]);

/** A line as a terminal would show it in the end: without colours, after the last carriage return. */
function shown(line: string): string {
  const plain = line.replace(ESCAPES, '').replaceAll('\u00a0', ' ');
  if (!plain.includes('\r')) return plain;
  return plain.split('\r').findLast((part) => part.trim() !== '') ?? '';
}

/** How many levels of `> ` all lines have, as in a quoted mail. */
function withoutQuotes(lines: string[]): string[] {
  let now = lines;
  for (let level = 0; level < 4; level++) {
    const filled = now.filter((line) => line.trim() !== '');
    const quoted = filled.filter((line) => line.startsWith('>')).length;
    if (filled.length < 2 || quoted < filled.length * 0.8) return now;
    now = now.map((line) => line.replace(/^> ?/, ''));
  }
  return now;
}

/** The lines of a paste as shown, blanks at the end included; as many as there are line ends. */
export function linesOf(text: string): string[] {
  const lines = text.replace(/^\ufeff/, '').split('\n');
  if (lines.at(-1) === '') lines.pop();
  return withoutQuotes(lines.map(shown));
}

/**
 * The width at which the lines were wrapped: none is longer, and at least two have it, or one where terminals have it.
 * Undefined: they were not.
 */
export function wrapWidth(lines: readonly string[]): number | undefined {
  let widest = 0;
  let times = 0;
  for (const { length } of lines) {
    if (length > widest) {
      widest = length;
      times = 0;
    }
    if (length === widest) times += 1;
  }
  const enough = times >= 2 || USUAL.has(widest);
  return enough && widest >= NARROWEST && widest <= WIDEST ? widest : undefined;
}
