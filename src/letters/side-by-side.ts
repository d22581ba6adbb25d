import { blanksTo } from '../base/width.ts';
import type { Page } from './page.ts';

/** Columns of each of two pages that stand beside each other. */
export const COLUMN_WIDTH = 58;
const RULE = ' | ';

/**
 * Two pages of the same letter, written `COLUMN_WIDTH` wide, paragraph beside paragraph: the reader compares what goes out with what it
 * says in a language of their own.
 */
export function sideBySide(left: Page, right: Page): string {
  const [first, second] = [left.pieces, right.pieces];
  const lines: string[] = [];
  for (let i = 0; i < Math.max(first.length, second.length); i++) {
    const [a, b] = [first[i] ?? [], second[i] ?? []];
    for (let line = 0; line < Math.max(a.length, b.length); line++) {
      const text = a[line] ?? '';
      lines.push(`${text}${blanksTo(COLUMN_WIDTH, text)}${RULE}${b[line] ?? ''}`.trimEnd());
    }
  }
  return `${lines.join('\n')}\n`;
}
