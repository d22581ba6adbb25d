import { html } from '../html.ts';
import type { Html, Piece } from '../html.ts';
import { bounded, MAX_ROWS } from '../view.ts';
import type { View } from '../view.ts';

/** A table of more columns lies across the paper. */
export const WIDE = 7;

export interface Column {
  name: Piece;
  /** Numbers are to the right and are sorted as numbers. */
  numeric?: boolean;
}

export interface Cell {
  piece: Piece;
  /** What the column is sorted by, where that is not the text. */
  sort?: number;
}

/**
 * A table that scrolls in itself on a narrow screen, wraps on paper, and sorts by a click on its header.
 * At most `limit` rows are drawn; how many more there are is said below.
 */
export function grid(
  view: View,
  label: string,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  limit = MAX_ROWS,
): Html {
  const { shown, more } = bounded(view, rows, limit);
  const kind = (i: number): string => (columns[i]?.numeric === true ? 'n' : 't');
  const head = columns.map((column, i) => html`<th scope="col" class="${kind(i)}">${column.name}</th>`);
  const body = shown.map(
    (row) =>
      html`<tr>
        ${row.map((cell, i) => cellOf(cell, kind(i)))}
      </tr> `,
  );
  return html`<div
      class="${columns.length > WIDE ? 'scroll wide-table' : columns.length > 3 ? 'scroll' : 'scroll slim'}"
      role="region"
      tabindex="0"
      aria-label="${label}"
    >
      <table class="sortable">
        <thead>
          <tr>
            ${head}
          </tr>
        </thead>
        <tbody>
          ${body}
        </tbody>
      </table>
    </div>
    ${more}`;
}

function cellOf(cell: Cell, kind: string): Html {
  if (cell.sort === undefined || !Number.isFinite(cell.sort))
    return html`<td class="${kind}">${cell.piece}</td>`;
  return html`<td class="${kind}" data-sort="${cell.sort}">${cell.piece}</td>`;
}

/** A share as a bar; the number is beside it. @param share 0 to 1 */
export function bar(share: number): Html {
  const width = Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10;
  return html`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <rect width="${width}" height="8" />
  </svg>`;
}
