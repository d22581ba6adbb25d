import { shellLine } from '../language/shell.ts';
import type { View } from './view.ts';

/** A command of ours, called as it is called where the report was written, in the case's folder. */
export function ownCommand({ program }: Pick<View, 'program'>, words: readonly string[]): string {
  return shellLine([...program, ...words]);
}

/**
 * A question as a command of a shell, to be run in the case's folder. It goes in as a here-document, whose text a shell
 * takes as it stands: quotes in it stay quotes. What is in the question may be an attacker's, a line of it too, so the
 * document ends at a word that is no line of it.
 */
export function queryCommand(view: Pick<View, 'program'>, sql: string): string {
  const lines = new Set(sql.split('\n'));
  let end = 'SQL';
  while (lines.has(end)) end += '_';
  return `${ownCommand(view, ['query', '.', '-'])} <<'${end}'\n${sql}\n${end}`;
}
