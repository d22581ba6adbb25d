/** Blocks whose characters take two columns (Unicode East Asian Width W and F, in the large blocks of use). */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const NOTHING = /[\p{Mn}\p{Me}\p{Cf}]/u;
/** Scripts that are written without spaces: a line may end after each character. */
const UNSPACED = /[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60\u{20000}-\u{3fffd}]/u;
/** A line does not begin with these, nor end with those (kinsoku; JIS X 4051). */
const NOT_FIRST = /[、。，．：；？！）］｝」』】〉》〕・ー々〜…ぁぃぅぇぉっゃゅょァィゥェォッャュョ]/u;
const NOT_LAST = /[（［｛「『【〈《〔]/u;

/** Stands for a space at which no line is broken; it becomes a space in the end. */
const GLUE = '\u00a0';

function characterWidth(character: string): number {
  if (NOTHING.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** Columns that a text takes in a fixed-width font. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** The blanks that fill a text up to a width; none where it is wider. */
export function blanksTo(width: number, text: string): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text)));
}

/** The parts of a word (no spaces in it) between which a line may end. */
function partsOf(word: string): string[] {
  const parts: string[] = [];
  let before = '';
  for (const character of word) {
    const breakable = UNSPACED.test(character) || UNSPACED.test(before);
    const joined =
      NOT_FIRST.test(character) || NOT_LAST.test(before) || before === GLUE || character === GLUE;
    if (parts.length > 0 && (!breakable || joined)) parts.push((parts.pop() ?? '') + character);
    else parts.push(character);
    before = character;
  }
  return parts;
}

/** Cuts a part that is wider than a whole line. */
function* cut(part: string, width: number): Generator<string> {
  let line = '';
  let used = 0;
  for (const character of part) {
    const w = characterWidth(character);
    if (used + w > width) {
      yield line;
      line = '';
      used = 0;
    }
    line += character;
    used += w;
  }
  yield line;
}

/**
 * Breaks a text into lines of at most `width` columns: at spaces, and in Chinese and Japanese between
 * characters. Blanks keep their brackets. An address or an id is never broken unless it is longer than a line.
 * @param first what the first line begins with
 * @param hanging what the lines after it begin with
 */
export function wrap(text: string, width: number, first = '', hanging = ''): string[] {
  const lines: string[] = [];
  const indent = displayWidth(hanging);
  let line = first;
  let used = displayWidth(first);
  let begun = false;
  const add = (part: string, space: boolean) => {
    const gap = space && begun ? ' ' : '';
    const partWidth = displayWidth(part);
    if (begun && used + gap.length + partWidth > width) {
      lines.push(line);
      line = hanging + part;
      used = indent + partWidth;
    } else {
      line += gap + part;
      used += gap.length + partWidth;
    }
    begun = true;
  };
  const glued = text.replaceAll('[[ ', `[[${GLUE}`).replaceAll(' ]]', `${GLUE}]]`);
  for (const word of glued.split(' ')) {
    for (const [i, part] of partsOf(word).entries()) {
      const room = width - Math.max(indent, displayWidth(first));
      const pieces = displayWidth(part) > room ? [...cut(part, room)] : [part];
      for (const [j, piece] of pieces.entries()) add(piece, i === 0 && j === 0);
    }
  }
  lines.push(line);
  return lines.map((text) => text.replaceAll(GLUE, ' ').trimEnd());
}
