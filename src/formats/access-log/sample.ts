import type { Head } from '../format.ts';
import { LayoutOf } from './layout.ts';
import type { Layout } from './layout.ts';
import { emptyShape, findShape } from '../text/access-line-shape.ts';
import { lineEnd } from '../text/line-bytes.ts';
import { SPACE } from '../../kernel/ascii.ts';

/** How the first lines look. */
export interface Sample {
  lines: number;
  shaped: number;
  firstShaped: boolean;
  layout: Layout;
}

const SAMPLE_LINES = 200;

export function sample(head: Head): Sample {
  const { bytes } = head;
  const shape = emptyShape();
  const layout = new LayoutOf();
  const seen = { lines: 0, shaped: 0, firstShaped: false };
  for (let at = 0; at < bytes.length && seen.lines < SAMPLE_LINES;) {
    const feed = lineEnd(bytes, at, bytes.length);
    const whole = feed < bytes.length || head.whole;
    if (feed > at + 1 && whole) {
      seen.lines++;
      if (findShape(bytes, at, feed, shape) === undefined) {
        seen.shaped++;
        if (seen.lines === 1) seen.firstShaped = true;
        const spaced = shape.bracket > at && bytes[shape.bracket - 1] === SPACE;
        layout.add(bytes, at, spaced ? shape.bracket - 1 : shape.bracket);
      }
    }
    at = feed + 1;
  }
  return { ...seen, layout: layout.layout };
}
