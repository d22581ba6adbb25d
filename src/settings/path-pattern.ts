/** A part of a pattern: a character, `?` one of any, `*` any but a slash, `**` any. */
function partsOf(pattern: string): string[] {
  return pattern.match(/\*\*+|[\s\S]/g) ?? [];
}

/**
 * Does a path of the manifest fit a pattern? `*` stands for anything within a name, `**` for anything at all, `?` for
 * one character; `logs/` for all below that folder. Without a slash only the file's own name is looked at. Takes time
 * in the product of both lengths at most, whatever the names in an archive are.
 */
export function fitsPath(pattern: string, path: string): boolean {
  const whole = pattern.endsWith('/') ? `${pattern}**` : pattern;
  const subject = whole.includes('/') ? path : path.slice(path.lastIndexOf('/') + 1);
  // reached[i]: the parts so far fit the first i characters.
  let reached = new Uint8Array(subject.length + 1);
  reached[0] = 1;
  for (const part of partsOf(whole)) {
    const next = new Uint8Array(subject.length + 1);
    const many = part.startsWith('*');
    for (let at = 0; at <= subject.length; at++) {
      if (many && reached[at] === 1) next[at] = 1;
      if (at === 0) continue;
      const character = subject[at - 1];
      if (many) {
        if (next[at - 1] === 1 && (part.length > 1 || character !== '/')) next[at] = 1;
      } else if (reached[at - 1] === 1 && (part === character || (part === '?' && character !== '/'))) {
        next[at] = 1;
      }
    }
    reached = next;
  }
  return reached[subject.length] === 1;
}
