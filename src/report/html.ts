import { printable } from '../base/printable.ts';

/** Text that is safe to be in the page as it is: made by `html` or, from constants of ours, by `raw`. */
export class Html {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

export type Piece = Html | string | number | undefined | null | false | readonly Piece[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

function escape(text: string): string {
  return text.replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? character);
}

function render(piece: Piece): string {
  if (piece instanceof Html) return piece.toString();
  if (Array.isArray(piece)) return piece.map(render).join('');
  if (typeof piece === 'string') return escape(printable(piece));
  if (typeof piece === 'number') return String(piece);
  return '';
}

/**
 * A template whose values are escaped and made visible, whatever they are; only `Html` goes in as it is.
 * Attributes must be written with double quotes: `<a title="${x}">`.
 */
export function html(strings: TemplateStringsArray, ...values: Piece[]): Html {
  let text = strings[0] ?? '';
  for (let i = 0; i < values.length; i++) text += render(values[i]) + (strings[i + 1] ?? '');
  return new Html(text);
}

/** For constants of this program only, never for anything that came in. */
export function raw(constant: string): Html {
  return new Html(constant);
}

/** Text of several lines for a `<pre>`: line ends and tabs stay, everything else as in `html`. */
export function lines(text: string): Html {
  const kept = text.replaceAll('\r\n', '\n').split(/([\n\t])/);
  return new Html(kept.map((part, i) => (i % 2 === 1 ? part : escape(printable(part)))).join(''));
}

/** Pieces with a separator between them. */
export function joined(pieces: readonly Piece[], separator: Piece): Html {
  return html`${pieces.map((piece, i) => (i === 0 ? piece : [separator, piece]))}`;
}

/** What a reader sees of a piece of the page, without its marks. */
export function plain(piece: Html): string {
  const names = new Map(Object.entries(ENTITIES).map(([character, name]) => [name, character]));
  return piece
    .toString()
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#\d+|[a-z]+);/g, (name) => names.get(name) ?? name)
    .replace(/\s+/g, ' ')
    .trim();
}
