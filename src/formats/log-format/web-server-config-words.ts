/** One directive of a server's configuration: its name and its arguments, quotes taken off. */
export type Words = readonly string[];

/** A directive with more words than this is a map or a list of types, not one about logs. */
const MAX_WORDS = 200;

/**
 * The directives of an nginx configuration whose name is `name`, wherever they are. Words are cut at white space,
 * `;` and braces; quoted ones may span lines; `#` begins a comment.
 */
export function nginxDirectives(text: string, name: string): Words[] {
  const found: Words[] = [];
  let words: string[] = [];
  for (const { word, ends } of nginxWords(text)) {
    if (word !== undefined && words.length < MAX_WORDS) words.push(word);
    if (!ends) continue;
    if (words[0] === name) found.push(words);
    words = [];
  }
  return found;
}

function* nginxWords(text: string): Generator<{ word: string | undefined; ends: boolean }> {
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]!;
    if (/\s/.test(sign)) continue;
    if (sign === ';' || sign === '{' || sign === '}') yield { word: undefined, ends: true };
    else if (sign === '#') {
      const feed = text.indexOf('\n', at);
      at = feed < 0 ? text.length : feed;
    } else {
      const { word, end } = sign === '"' || sign === "'" ? quoted(text, at) : plain(text, at);
      yield { word, ends: false };
      at = end - 1;
    }
  }
}

/** A word in quotes; a backslash takes the quote behind it as a character. */
function quoted(text: string, start: number): { word: string; end: number } {
  const quote = text[start];
  let word = '';
  let at = start + 1;
  for (; at < text.length && text[at] !== quote; at++) {
    if (text[at] === '\\' && (text[at + 1] === quote || text[at + 1] === '\\')) at++;
    word += text[at] ?? '';
  }
  return { word, end: at + 1 };
}

function plain(text: string, start: number): { word: string; end: number } {
  let end = start;
  // `${name}` is a variable, not a block.
  while (end < text.length && !/[\s;]/.test(text[end]!)) {
    if (text[end] === '{' && text[end - 1] !== '$') break;
    end++;
  }
  return { word: text.slice(start, Math.max(end, start + 1)), end: Math.max(end, start + 1) };
}

/** The directives of an Apache configuration whose name is one of these: one a line, `\` continues it. */
export function apacheDirectives(text: string, names: ReadonlySet<string>): Words[] {
  const found: Words[] = [];
  for (const line of text.replaceAll(/\\\r?\n/g, '').split('\n')) {
    const [, name] = /^[ \t]*([A-Za-z]{1,40})[ \t]/.exec(line.slice(0, 200)) ?? [];
    if (name !== undefined && names.has(name.toLowerCase())) found.push(apacheWords(line.trim()));
  }
  return found;
}

/** Escapes stay in quoted words, except those of the quotes: the format has its own. */
function apacheWords(line: string): string[] {
  const words: string[] = [];
  for (let at = 0; at < line.length && words.length < MAX_WORDS;) {
    const sign = line[at]!;
    if (/\s/.test(sign)) {
      at++;
      continue;
    }
    let end = at + 1;
    if (sign === '"' || sign === "'") {
      while (end < line.length && line[end] !== sign) end += line[end] === '\\' ? 2 : 1;
      words.push(line.slice(at + 1, end));
      at = end + 1;
    } else {
      while (end < line.length && !/\s/.test(line[end]!)) end++;
      words.push(line.slice(at, end));
      at = end;
    }
  }
  return words;
}
