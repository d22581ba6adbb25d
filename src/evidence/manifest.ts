import type { WrittenEvidence } from '../model/evidence.ts';

/** The name and version that the file begins with. */
const SCHEMA = 'abusedesk.manifest/1';

/** What does not add up in an entry. Undefined: all of it does. */
function mismatch(one: WrittenEvidence): string | undefined {
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

/**
 * The manifest as JSON: every file with its hash, its count and its number, by which the lake's rows name it.
 * @throws Error naming the first entry whose counts do not add up: a bug of the reader of that format
 */
export function manifestText(evidence: readonly WrittenEvidence[]): string {
  const ids = new Set<number>();
  for (const one of evidence) {
    const wrong = ids.has(one.id) ? `number ${one.id} is used twice` : mismatch(one);
    if (wrong !== undefined)
      throw new Error(`manifest, ${JSON.stringify(one.path)} (${one.format}): ${wrong}`);
    ids.add(one.id);
  }
  return `${JSON.stringify({ schema: SCHEMA, evidence }, null, 2)}\n`;
}
