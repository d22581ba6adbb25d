/** TCP flags by the letter that nfdump and the Windows firewall write for each; the values are those of the header. */
const LETTERS: ReadonlyMap<string, number> = new Map([
  ['F', 1],
  ['S', 2],
  ['R', 4],
  ['P', 8],
  ['A', 16],
  ['U', 32],
  ['E', 64],
  ['C', 128],
]);

/** The flags whose letters are in the text; anything else in it counts for nothing. */
export function flagsOfLetters(text: string): number {
  let flags = 0;
  for (const letter of text) flags |= LETTERS.get(letter) ?? 0;
  return flags;
}
