import { messageOf, packed } from './reason.ts';
import type { Evidence } from './evidence.ts';

const PROGRAM = 'skipUnreadProgram';
/** Names of programs are short; a hostile log may hold others. */
const MAX_NAME = 40;

/** The reason that a line is skipped for whose program nothing is known of. */
export function unreadProgram(name: string): string {
  const program = name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name;
  return packed({ key: PROGRAM, params: { program } });
}

/** What of the evidence was not read, so that nothing is said of it. */
export interface UnreadEvidence {
  /** Files that nothing is known of. */
  files: string[];
  /** Programs whose lines in a log were passed over, with how many there were; the most first. */
  programs: { name: string; lines: number }[];
}

export function unreadOf(
  evidence: readonly Pick<Evidence, 'path' | 'format' | 'bytes' | 'skips'>[],
): UnreadEvidence {
  const lines = new Map<string, number>();
  for (const { skips } of evidence) {
    for (const { reason, count } of skips) {
      const { key, params } = messageOf(reason);
      if (key !== PROGRAM || !('program' in params)) continue;
      const name = String(params.program);
      lines.set(name, (lines.get(name) ?? 0) + count);
    }
  }
  return {
    files: evidence.filter(({ format, bytes }) => format === 'unknown' && bytes > 0).map(({ path }) => path),
    programs: [...lines].map(([name, count]) => ({ name, lines: count })).sort((a, b) => b.lines - a.lines),
  };
}
