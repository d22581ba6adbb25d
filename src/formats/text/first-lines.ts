/** No line that a format is known by is longer: a header of all fields of VPC flow logs takes 700 bytes. */
const MAX_LINE = 4096;

/** The first lines of a text that hold something, without a byte order mark; of a longer one its beginning. */
export function firstLines(text: string, count: number): string[] {
  const lines: string[] = [];
  let at = text.startsWith('\u00ef\u00bb\u00bf') ? 3 : 0;
  while (at < text.length && lines.length < count) {
    const next = text.indexOf('\n', at);
    const end = next < 0 ? text.length : next;
    const line = text.slice(at, Math.min(end, at + MAX_LINE + 1)).trim();
    if (line !== '') lines.push(line);
    at = end + 1;
  }
  return lines;
}
