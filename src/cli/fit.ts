import { displayWidth, wrap as wrapLines } from '../base/width.ts';

/** What cannot be broken: no space, no character of a script that is written without spaces. */
const UNBROKEN =
  /[^\s\u1100-\u115f\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60\u{20000}-\u{3fffd}]+/gu;
// oxlint-disable-next-line no-control-regex -- the terminal's own colours, put on after the text was made printable
const COLOUR = /\u001B\[\d{1,2}m/g;

/** The beginning of a text, at most so many columns wide, with … where something was left out. */
export function clip(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let shown = '';
  let used = 1;
  for (const character of text) {
    used += displayWidth(character);
    if (used > width) break;
    shown += character;
  }
  return `${shown}…`;
}

/** The end of a text, as `clip`. */
function clipFront(text: string, width: number): string {
  const reversed = (whole: string): string => Array.from(whole).toReversed().join('');
  return reversed(clip(reversed(text), width));
}

/**
 * A long word without its middle: of a path the file's name and what fits before it, of anything else both ends.
 * `AWSLogs/123456789012/vpcflowlogs/…/123456789012_vpcflowlogs_eu-west-1_fl-0a1b.log.gz`
 */
function shorten(word: string, width: number): string {
  if (displayWidth(word) <= width) return word;
  const name = word.slice(word.lastIndexOf('/'));
  const room = width - displayWidth(name) - 1;
  if (name === word || room < 1) {
    const half = Math.floor(width / 2);
    return `${clip(word, half)}${clipFront(word, width - half).slice(1)}`;
  }
  const front = clip(word, room + 1).slice(0, -1);
  return `${front.slice(0, front.lastIndexOf('/') + 1) || front}…${name}`;
}

/** Breaks between words, but for a word that is longer than a line: it is on a line of its own, to be copied. */
function wrapWhole(text: string, width: number, first: string, hanging: string): string[] {
  const room = width - displayWidth(hanging);
  const lines: string[] = [];
  let prose: string[] = [];
  const flush = (): void => {
    if (prose.length > 0)
      lines.push(...wrapLines(prose.join(' '), width, lines.length === 0 ? first : hanging, hanging));
    prose = [];
  };
  for (const word of text.split(' ')) {
    if (displayWidth(word.match(UNBROKEN)?.[0] ?? '') <= room) {
      prose.push(word);
      continue;
    }
    flush();
    lines.push((lines.length === 0 ? first : hanging) + word);
  }
  flush();
  return lines;
}

/**
 * Breaks prose into lines of at most `width` columns, wide characters counted as two.
 *
 * @param first what the first line begins with; the others are indented as far
 * @param long what becomes of a word that is longer than a line: its middle is left out, or, where a command is to
 * be copied, it is kept whole and the line is longer
 */
export function wrap(text: string, width: number, first = '', long: 'shorten' | 'whole' = 'shorten'): string {
  const hanging = ' '.repeat(displayWidth(first.replaceAll(COLOUR, '')));
  if (long === 'whole') return wrapWhole(text, width, first, hanging).join('\n');
  const room = width - hanging.length;
  const short = text.replaceAll(UNBROKEN, (word) => shorten(word, room));
  const [line = '', ...others] = wrapLines(short, width, hanging, hanging);
  return [first + line.slice(hanging.length), ...others].join('\n');
}
