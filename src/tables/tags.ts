// What a flow log says that has fields for tags. Whether any tag came through is seen in its rows: AWS writes `-`, and no error,
// where the flow log names no tag keys (TagFieldSpecifications) or may not read them.

import { messageOf, packed } from '../model/reason.ts';

const KEY = 'noteTags';

/** The note of a file that has these columns of tags. */
export function tagsNote(columns: readonly string[]): string {
  return packed({ key: KEY, params: { columns } });
}

/** The columns that the note names; undefined: it says something else. */
export function tagsNoted(note: string): string[] | undefined {
  const { key, params } = messageOf(note);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the key has these parameters
  return key === KEY ? (params as { columns: string[] }).columns : undefined;
}
