import type { CaseDocument } from '../model/case.ts';
import { isMessage, render } from '../language/render.ts';
import type { Words } from '../language/words.ts';
import type { Message } from '../model/message.ts';
import type { Source } from '../model/source.ts';
import type { Figures } from './figures.ts';
import { html, joined, lines } from './html.ts';
import type { Html, Piece } from './html.ts';
import type { Language } from './languages/language.ts';
import { plainName } from './names.ts';

/** What every section is drawn from. */
export interface View {
  document: CaseDocument;
  words: Language;
  figures: Figures;
  now: Date;
  /** What the case's messages say in the page's language. */
  messages: Words;
  /** Attribution by address, for "an address comes with what it is". */
  sources: ReadonlyMap<string, Source>;
  /** The words that call this program. */
  program: readonly string[];
}

/** Rows of one table that go into the page; the rest is named and is in case.json. */
export const MAX_ROWS = 500;
/** Characters of one string of the case that go into the page. */
const MAX_TEXT = 400;
/** Characters of a sentence. */
const MAX_SENTENCE = 1200;
/** Characters of a query or a forwarded text. */
const MAX_BLOCK = 20_000;

/** A string of the case, bounded; what is cut is said. */
export function text(view: View, value: string, limit = MAX_TEXT): Html {
  if (value.length <= limit) return html`${value}`;
  const rest = view.figures.exact(value.length - limit);
  return html`${value.slice(0, limit)} <span class="soft">${view.words.tables.cut(rest)}</span>`;
}

/** What the case says, in the page's language; what came in words is shown as it came, and is marked as English. */
export function sentence(view: View, message: Message): Html {
  const words = prose(view, inWords(view, message));
  return isForeign(message) ? foreign(words) : words;
}

/** The same as plain text, for what has no room for marks. */
export function inWords(view: View, message: Message): string {
  return render(message, view.messages);
}

/** Whether the message, or a part of it, came in words. */
export function isForeign({ key, params }: Message): boolean {
  return key === 'quoted' || Object.values(params).some((value) => isMessage(value) && isForeign(value));
}

/** Words that are in English, whatever the page's language. */
export function foreign(words: Piece): Html {
  return html`<span lang="en">${words}</span>`;
}

/** A sentence that is in the page's language already. */
export function prose(view: View, value: string): Html {
  const parts = value.slice(0, MAX_SENTENCE).split(QUOTED);
  const rest = value.length - MAX_SENTENCE;
  const cut = rest > 0 && html` <span class="soft">${view.words.tables.cut(view.figures.exact(rest))}</span>`;
  return html`${parts.map((part, i) => (i % 2 === 1 ? html`<code class="path">${part}</code>` : words(part)))}${cut}`;
}

/** What a terminal shows between backticks is in the mono face here. */
const QUOTED = /`([^`\n]{1,200})`/;

function words(part: string): Piece[] {
  return part.split(PLAIN).map((piece, i) => (i % 2 === 1 ? unbroken(piece) : piece));
}

/** What names, numbers, addresses and ids are made of, in whatever script the words around them are. */
const PLAIN = /([\w.:/%@+-]+)/;

/** A word with digits and separators is an address, an id or a time, one with dashes before it an option: it does not break. */
function unbroken(word: string): Piece {
  const named = /\d/.test(word) && /[-.:/]/.test(word.slice(0, -1));
  const whole = word.length <= 44 && (named || /^--[a-z]/.test(word));
  return whole ? html`<span class="nowrap">${word}</span>` : word;
}

/**
 * The name of a figure or a column in the page's language: a shared one from the report's words, one that only a family
 * of detectors has from the family's; one that nobody names as it is.
 */
export function named(view: View, name: string): string {
  const names: Readonly<Record<string, string>> = view.words.names;
  const shared = Object.hasOwn(names, name) ? names[name] : undefined;
  return shared ?? view.messages.get(`name_${name}`)?.({}) ?? plainName(name);
}

/** An address, id or port in the mono face, copied with one click, broken only where it says so. */
export function code(value: string): Html {
  if (value.length > 64) return html`<code class="copy long">${value.slice(0, MAX_TEXT)}</code>`;
  return html`<code class="copy">${value}</code>`;
}

/** A path or a URL: it may break after its separators. */
export function path(view: View, value: string): Html {
  const shown = value.length > MAX_TEXT ? value.slice(0, MAX_TEXT) : value;
  const pieces = shown.split(/(?<=[/\\?&_])/);
  const cut = value.length - shown.length;
  return html`<code class="copy path">${joined(pieces, html`<wbr />`)}</code>${
      cut > 0 && html` <span class="soft">${view.words.tables.cut(view.figures.exact(cut))}</span>`
    }`;
}

/** `aws EC2 us-east-1`: what the published ranges say, without the time. */
function owner(source: Source): string {
  const services = (source.services ?? []).filter((name) => name !== 'AMAZON').slice(0, 3);
  const network = source.provider === null && source.asn !== undefined ? `AS${source.asn}` : undefined;
  return [source.provider ?? network, ...services, source.region].filter(Boolean).join(' ');
}

/** An address with what it is: `52.44.1.9 · aws EC2 us-east-1 (as of 2018-03-05)`. */
export function address(view: View, value: string): Html {
  const source = view.sources.get(value);
  const what = source === undefined ? '' : owner(source);
  if (what === '') return code(value);
  const asOf = source?.as_of && html` (${view.words.clock.asOf(source.as_of.slice(0, 10))})`;
  return html`${code(value)} <span class="soft">· ${what}${asOf}</span>`;
}

/** A part of the page that opens on demand. */
export function fold(summary: Piece, body: Piece, open = false): Html {
  return open
    ? html`<details open>
        <summary>${summary}</summary>
        ${body}
      </details>`
    : html`<details>
        <summary>${summary}</summary>
        ${body}
      </details>`;
}

/** Several lines in the mono face with a copy button. */
export function block(view: View, value: string): Html {
  const cut = value.length - MAX_BLOCK;
  const more = cut > 0 && html`<p class="soft">${view.words.tables.cut(view.figures.exact(cut))}</p>`;
  return copied(view, lines(value.slice(0, MAX_BLOCK)), more);
}

/** Text in the mono face with a button that copies it, and what is below. */
export function copied(view: View, content: Piece, below: Piece = ''): Html {
  return html`<div class="block">
    <button type="button" class="copy-block" hidden>${view.words.copy}</button>
    <pre tabindex="0">${content}</pre>
    ${below}
  </div>`;
}

export function section(id: string, title: string, body: Piece): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${body}
  </section>`;
}

/** Pairs of a name and a value; a pair without a value is left out. */
export function pairs(rows: readonly (readonly [string, Piece] | undefined)[]): Html {
  const kept = rows.filter((row) => row !== undefined && row[1] !== undefined && row[1] !== false);
  return html`<dl>
    ${kept.map(
      (row) =>
        row &&
        html`<div>
          <dt>${row[0]}</dt>
          <dd>${row[1]}</dd>
        </div>`,
    )}
  </dl>`;
}

/** The first rows of a long list, and how many more there are. */
export function bounded<T>(
  view: View,
  rows: readonly T[],
  limit = MAX_ROWS,
): { shown: readonly T[]; more: Html } {
  if (rows.length <= limit) return { shown: rows, more: html`` };
  const count = view.figures.exact(rows.length - limit);
  return { shown: rows.slice(0, limit), more: html`<p class="soft">${view.words.tables.more(count)}</p>` };
}

/** Whether any event could be read at all. */
export function anyLog(view: View): boolean {
  return view.document.evidence.some((file) => file.table !== undefined && file.parsed > 0);
}
