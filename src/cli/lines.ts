const MAX_LINE = 4096;

/** A line of a list that a person wrote. */
export interface Line {
  number: number;
  text: string;
}

/**
 * The lines of a stream in batches, without line ends; a line longer than 4,096 characters is cut there. A byte
 * order mark is left out.
 */
export async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Line[]> {
  const decoder = new TextDecoder();
  let rest = '';
  let number = 0;
  const take = (text: string): Line => {
    number++;
    const end = text.endsWith('\r') ? -1 : undefined;
    return { number, text: text.slice(0, end).slice(0, MAX_LINE) };
  };
  for await (const bytes of stream) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    // The line is cut at the bound, so what lies behind it is not needed.
    if (rest.length > MAX_LINE * 2) rest = rest.slice(0, MAX_LINE);
    if (lines.length > 0) yield lines.map(take);
  }
  rest += decoder.decode();
  if (rest !== '') yield [take(rest)];
}
