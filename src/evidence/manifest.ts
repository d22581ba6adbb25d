import type { Evidence, WrittenEvidence } from '../model/evidence.ts';

/** The name and version that the file begins with. */
const SCHEMA = 'abusedesk.manifest/1';

/** What does not add up in an entry. Undefined: all of it does. */
function mismatch(one: Evidence): string | undefined {
  const { read, parsed, rejected, skipped } = one;
  if (read !== parsed + rejected + skipped) {
    return `read ${read} is not parsed ${parsed} + rejected ${rejected} + skipped ${skipped}`;
  }
  const named = one.skips.reduce((sum, skip) => sum + skip.count, 0);
  if (named !== skipped) return `skipped ${skipped}, with reasons for ${named}`;
  return one.rejects.length > rejected
    ? `rejected ${rejected}, with ${one.rejects.length} of them listed`
    : undefined;
}

/** Some lines at a time: a file is written in as few pieces as there can be. */
const PIECE_CHARACTERS = 2 ** 18;

/**
 * Checks that the manifest adds up.
 * @throws Error naming the first entry whose counts do not: a bug of the reader of that format
 */
function check(evidence: readonly Evidence[]): void {
  const ids = new Set<number>();
  for (const one of evidence) {
    const wrong = ids.has(one.id) ? `number ${one.id} is used twice` : mismatch(one);
    if (wrong !== undefined)
      throw new Error(`manifest, ${JSON.stringify(one.path)} (${one.format}): ${wrong}`);
    ids.add(one.id);
  }
}

function* linesOf(
  evidence: readonly Evidence[],
  written: (one: Evidence) => WrittenEvidence,
): Generator<string> {
  let piece = `{"schema":${JSON.stringify(SCHEMA)},"evidence":[`;
  for (const [index, one] of evidence.entries()) {
    piece += `${index === 0 ? '' : ','}\n${JSON.stringify(written(one))}`;
    if (piece.length < PIECE_CHARACTERS) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}\n]}\n`;
}

/**
 * The manifest as JSON: every file with its hash, its count and its number, by which the lake's rows name it. One line a file,
 * and in pieces: of very many files it is never in memory as a whole.
 * @param written makes the words of an entry
 * @throws Error where counts do not add up, before anything is written
 */
export function manifestPieces(
  evidence: readonly Evidence[],
  written: (one: Evidence) => WrittenEvidence,
): () => Iterable<string> {
  check(evidence);
  return () => linesOf(evidence, written);
}
