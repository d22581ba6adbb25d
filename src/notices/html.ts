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

/** Collects lines; a quoted block's lines get a `>` for each level, as in a text mail. */
class Page {
  readonly #lines: string[] = [];
  #line = '';
  quotes = 0;
  /** Inside `pre`, line ends and blanks count. */
  verbatim = 0;

  write(text: string): void {
    if (this.verbatim > 0) {
      const [first = '', ...rest] = text.split(/\r\n?|\n/);
      this.#line += first;
      for (const line of rest) {
        this.end();
        this.#line = line;
      }
      return;
    }
    const plain = text.replace(/[ \t\r\n]+/g, ' ');
    this.#line += this.#line === '' || this.#line.endsWith('\t') ? plain.replace(/^ /, '') : plain;
  }

  cell(): void {
    if (this.#line.trim() !== '') this.#line = `${this.#line.trimEnd()}\t`;
  }

  end(): void {
    const line = this.#line.trimEnd();
    this.#line = '';
    // At most one blank line in a row.
    const blank = line === '';
    if (blank && (this.#lines.at(-1) ?? '').replace(/[> ]/g, '') === '') return;
    this.#lines.push('> '.repeat(Math.min(this.quotes, 20)) + line);
  }

  blank(): void {
    this.end();
    this.end();
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
  page.end();
  if (name === 'blockquote') {
    page.quotes = Math.max(0, page.quotes + (closing ? -1 : 1));
  } else if (name === 'pre') {
    page.verbatim = Math.max(0, page.verbatim + (closing ? -1 : 1));
  } else if (name === 'p' || name === 'table') {
    page.blank();
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
