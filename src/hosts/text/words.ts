/** The words of a line, at most `most`; the last one is the rest of the line. */
export function wordsOf(line: string, most = Number.POSITIVE_INFINITY): string[] {
  const words: string[] = [];
  const pattern = /\S+/g;
  while (words.length < most - 1) {
    const word = pattern.exec(line);
    if (word === null) return words;
    words.push(word[0]);
  }
  const rest = line.slice(pattern.lastIndex).trim();
  if (rest !== '') words.push(...(most === Number.POSITIVE_INFINITY ? rest.split(/\s+/) : [rest]));
  return words;
}

/** A whole number that fits exactly; undefined for anything else. */
export function wholeNumber(text: string | undefined): number | undefined {
  if (text === undefined || !/^\d{1,16}$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : undefined;
}

/** `{ pid: 7 }`, or nothing where the value is undefined: optional keys stay absent. */
export function given<K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a computed key is typed as any string
  return (value === undefined ? {} : { [key]: value }) as { [key in K]?: V };
}
