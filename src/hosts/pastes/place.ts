import type { Paste } from './paste.ts';

/** Says where in the text as it came each row stands: lines of a page are others than those that its reader sees. */
export function place(paste: Paste, text: string, numbers: readonly number[] | undefined): void {
  if (numbers !== undefined) {
    const at = (line: number): number => numbers[line - 1] ?? line;
    for (const { origin } of paste.facts.all()) origin.line = at(origin.line);
    for (const { lines } of paste.facts.configurations) for (const line of lines) line.at = at(line.at);
    for (const one of [...paste.outputs, ...paste.rejects]) one.line = at(one.line);
  }
  let [line, start] = [1, 0];
  for (const reject of paste.rejects) {
    for (; line < reject.line; line++) start = text.indexOf('\n', start) + 1;
    reject.offset = Buffer.byteLength(text.slice(0, start));
  }
}
