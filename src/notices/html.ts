/** Elements whose content is not text for a reader. */
const HIDDEN = new Set(['script', 'style', 'head', 'title', 'template', 'noscript']);
/** Elements that begin a line. */
const BLOCKS = new Set([
  'address',
  'blockquote',
  'br',
  'center',
  'dd',
  'div',
  'dl',
  'dt',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'li',
  'ol',
  'p',
  'pre',
  'table',
  'tbody',
  'thead',
  'tr',
  'ul',
]);

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
  ['ensp', ' '],
  ['emsp', ' '],
  ['thinsp', ' '],
  ['lsquo', '\u2018'],
  ['rsquo', '\u2019'],
  ['ldquo', '\u201c'],
  ['rdquo', '\u201d'],
  ['ndash', '\u2013'],
  ['mdash', '\u2014'],
  ['hellip', '\u2026'],
  ['bull', '\u2022'],
  ['middot', '\u00b7'],
  ['copy', '\u00a9'],
  ['reg', '\u00ae'],
  ['laquo', '\u00ab'],
  ['raquo', '\u00bb'],
  ['colon', ':'],
  ['lsqb', '['],
  ['rsqb', ']'],
  ['period', '.'],
  ['zwnj', ''],
  ['zwj', ''],
  ['shy', ''],
]);

function decodeEntity(whole: string, name: string): string {
  if (!name.startsWith('#')) return ENTITIES.get(name) ?? ENTITIES.get(name.toLowerCase()) ?? whole;
  const hex = name[1] === 'x' || name[1] === 'X';
  const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10);
  if (!(code > 0) || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd';
  return String.fromCodePoint(code);
}

function decode(text: string): string {
  return text.replace(/&(#[xX]?[0-9a-fA-F]{1,7}|[A-Za-z]{2,8});?/g, decodeEntity);
}

/** A line is ended here at the latest. */
const MAX_LINE = 20_000;

/** Collects lines; a quoted block's lines get a `>` for each level, as in a text mail. */
class Page {
  readonly #lines: string[] = [];
  /** The line in the making, in pieces: testing one long string after each addition would copy it each time. */
  #pieces: string[] = [];
  #length = 0;
  #last = '';
  #blank = true;
  quotes = 0;
  /** Inside `pre`, line ends and blanks count. */
  verbatim = 0;

  write(text: string): void {
    if (this.verbatim === 0) {
      const plain = text.replace(/[ \t\r\n]+/g, ' ');
      this.#add(this.#last === '' || this.#last === '\t' ? plain.replace(/^ /, '') : plain);
      return;
    }
    for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
      if (index > 0) this.break();
      this.#add(line);
    }
  }

  #add(text: string): void {
    if (text === '') return;
    this.#pieces.push(text);
    this.#length += text.length;
    this.#last = text.at(-1) ?? '';
    if (text.trim() !== '') this.#blank = false;
    if (this.#length > MAX_LINE) this.end();
  }

  cell(): void {
    if (!this.#blank && this.#last !== '\t') this.#add('\t');
  }

  /** Ends the line, if one has begun. */
  end(): void {
    const line = this.#pieces.join('').trimEnd();
    this.#pieces = [];
    this.#length = 0;
    this.#last = '';
    this.#blank = true;
    if (line !== '') this.#lines.push('> '.repeat(Math.min(this.quotes, 20)) + line);
  }

  /** Ends the line, or makes a blank one where none has begun. */
  break(): void {
    if (this.#blank) this.gap();
    this.end();
  }

  /** One blank line, however often it is asked for. */
  gap(): void {
    this.end();
    if ((this.#lines.at(-1) ?? '').replace(/[> ]/g, '') !== '')
      this.#lines.push('> '.repeat(Math.min(this.quotes, 20)));
  }

  text(): string {
    this.end();
    return this.#lines.join('\n');
  }
}

function applyTag(page: Page, name: string, closing: boolean): void {
  if (name === 'td' || name === 'th') {
    if (!closing) page.cell();
    return;
  }
  if (!BLOCKS.has(name)) return;
  if (name === 'br') page.break();
  page.end();
  if (name === 'blockquote') {
    page.quotes = Math.max(0, page.quotes + (closing ? -1 : 1));
  } else if (name === 'pre') {
    page.verbatim = Math.max(0, page.verbatim + (closing ? -1 : 1));
  } else if (name === 'p' || name === 'table') {
    page.gap();
  }
}

/** Finds the end of comments and hidden elements; what has no end is looked for once only. */
class Ends {
  readonly #html: string;
  readonly #missing = new Set<string>();

  constructor(html: string) {
    this.#html = html;
  }

  /** Position behind the end; `from` itself if there is none, so that nothing is lost in silence. */
  behind(mark: string, from: number): number {
    if (this.#missing.has(mark)) return from;
    const pattern = new RegExp(mark, 'gi');
    pattern.lastIndex = from;
    const match = pattern.exec(this.#html);
    if (match === null) this.#missing.add(mark);
    return match === null ? from : match.index + match[0].length;
  }
}

/** Handles the tag that begins at `open`; returns where the text goes on. */
function readTag(html: string, open: number, page: Page, ends: Ends): number {
  if (html.startsWith('<!--', open)) return ends.behind('-->', open + 4);
  const tag = /^<(\/?)([A-Za-z][A-Za-z0-9]{0,20})/.exec(html.slice(open, open + 24));
  const markup = tag !== null || html.startsWith('<!', open) || html.startsWith('<?', open);
  const behind = markup ? ends.behind('>', open + 1) : open + 1;
  if (behind === open + 1) {
    page.write('<');
    return behind;
  }
  const name = tag?.[2]?.toLowerCase() ?? '';
  const closing = tag?.[1] === '/';
  if (HIDDEN.has(name) && !closing) return ends.behind(`</${name}\\s{0,5}>`, behind);
  applyTag(page, name, closing);
  return behind;
}

/**
 * The text that a reader of an HTML mail sees: one line a block, a table's row as one line with tabs between
 * its cells, quoted blocks with `>`. Its time grows with the length only; it never fails on broken HTML.
 */
export function htmlToText(html: string): string {
  const page = new Page();
  const ends = new Ends(html);
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    page.write(decode(html.slice(at, open < 0 ? html.length : open)));
    if (open < 0) break;
    at = readTag(html, open, page, ends);
  }
  return page.text();
}
