import type { Head } from '../format.ts';
import { behindPrefix, emptyClient, findClient } from './client.ts';
import { emptyShape, findShape } from '../text/access-line-shape.ts';
import { lineEnd } from '../text/line-bytes.ts';

/** How the first lines look. */
export interface Sample {
  lines: number;
  shaped: number;
  firstShaped: boolean;
  /** Lines whose client stands behind a `path:`. */
  prefixed: number;
  addressed: number;
}

const SAMPLE_LINES = 200;

export function sample(head: Head): Sample {
  const { bytes } = head;
  const shape = emptyShape();
  const client = emptyClient();
  const seen: Sample = { lines: 0, shaped: 0, firstShaped: false, prefixed: 0, addressed: 0 };
  for (let at = 0; at < bytes.length && seen.lines < SAMPLE_LINES;) {
    const feed = lineEnd(bytes, at, bytes.length);
    const whole = feed < bytes.length || head.whole;
    if (feed > at + 1 && whole) {
      seen.lines++;
      if (findShape(bytes, at, feed, shape) === undefined) {
        seen.shaped++;
        if (seen.lines === 1) seen.firstShaped = true;
        findClient(bytes, at, shape.bracket, false, client);
        if (client.isAddress) seen.addressed++;
        if (behindPrefix(bytes, at, shape.bracket) > 0) seen.prefixed++;
      }
    }
    at = feed + 1;
  }
  return seen;
}
