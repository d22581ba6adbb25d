import type { PublishedRanges } from '../../clouds/cloud.ts';

/** A kind of list that no cloud publishes, and that the user gives. */
export interface GivenList {
  /** What the kind is called where known ones are named. */
  readonly title: string;
  recognise(bytes: Uint8Array): boolean;
  /** @throws UserError when nothing in it can be used, which says why */
  parse(bytes: Uint8Array): PublishedRanges;
}

/** Lines of a text with their numbers, without comments (`#`, `;`, `%`) and empty ones. */
export function* contentLines(text: string): Generator<{ number: number; line: string }> {
  let number = 0;
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? undefined : end).trim();
    at = end < 0 ? text.length : end + 1;
    number++;
    if (line !== '' && !/^[#;%]/.test(line)) yield { number, line };
  }
}

/** The first lines of content; of a file that is cut here the last one is left out. */
export function firstLines(bytes: Uint8Array, count: number): string[] {
  const head = Buffer.from(bytes.subarray(0, 65_536)).toString('utf8');
  const whole = bytes.length <= 65_536;
  const text = whole ? head : head.slice(0, head.lastIndexOf('\n') + 1);
  const lines: string[] = [];
  for (const { line } of contentLines(text)) {
    lines.push(line);
    if (lines.length === count) break;
  }
  return lines;
}
