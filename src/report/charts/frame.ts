import { html } from '../html.ts';
import type { Html, Piece } from '../html.ts';

/**
 * Widths that a picture is drawn for: phone, tablet and paper, desk. The page shows the one that fits,
 * so that type keeps its size whatever the screen.
 */
const WIDTHS = [
  { width: 328, shown: 'narrow' },
  { width: 660, shown: 'middle' },
  { width: 1036, shown: 'wide' },
] as const;

export interface Drawing {
  height: number;
  marks: Piece;
}

/**
 * One figure: a title that says what it shows, the picture in each width with its text alternative, and
 * what is below it (legend, numbers as a table).
 * @param id made by us, unique in the page
 */
export function figure(
  id: string,
  title: Piece,
  description: string,
  draw: (width: number) => Drawing,
  below: Piece,
): Html {
  const pictures = WIDTHS.map(({ width, shown }) => {
    const { height, marks } = draw(width);
    const name = `${id}-${shown}`;
    return html`<svg
      class="picture ${shown}"
      viewBox="0 0 ${width} ${height}"
      width="${width}"
      height="${height}"
      role="img"
      aria-labelledby="${name}-t ${name}-d"
    >
      <title id="${name}-t">${title}</title>
      <desc id="${name}-d">${description}</desc>
      ${marks}
    </svg>`;
  });
  return html`<figure id="${id}">
    <figcaption>${title}</figcaption>
    ${pictures}${below}
  </figure>`;
}

/** Rounded to a tenth, for coordinates. */
export function px(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Widths of text are estimated: the mono face is 0.6 em, Latin text about 0.56 em, CJK 1 em wide. */
export function textWidth(text: string, size: number, mono = false): number {
  let em = 0;
  for (const character of text)
    em += character > '\u2e80' ? 1 : mono ? 0.61 : character > '\u024f' ? 0.64 : 0.57;
  return em * size;
}

/** A line across the plot, and to the left of it what it stands for. @param at its height and the plot's ends, px */
export function ruler(name: Piece, at: { y: number; left: number; right: number }, size: number): Html {
  const { y, left, right } = at;
  return html`<path class="rule" d="M${left} ${y}H${right}" /><text
      class="tick"
      x="${left - 6}"
      y="${y + 4}"
      font-size="${size}"
      text-anchor="end"
      >${name}</text
    >`;
}
