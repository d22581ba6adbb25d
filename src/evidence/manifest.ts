import { z } from 'zod';
import type { Effects } from '../effects.ts';
import { UserError } from '../errors.ts';
import type { Evidence } from './evidence.ts';

/** The name and version that the file begins with. */
const SCHEMA = 'abusedesk.manifest/1';

const count = z.int().nonnegative();
const entry: z.ZodType<Evidence> = z.object({
  id: count,
  path: z.string(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  bytes: count,
  format: z.string(),
  because: z.string(),
  table: z.enum(['flows', 'requests', 'logins', 'alerts']).optional(),
  zone: z.string().optional(),
  read: count,
  parsed: count,
  rejected: count,
  skipped: count,
  rows: z.partialRecord(z.enum(['flows', 'requests', 'logins', 'alerts']), count).optional(),
  rejects: z.array(z.object({ line: count, offset: count, reason: z.string() })),
  skips: z.array(z.object({ reason: z.string(), count })),
  notes: z.array(z.string()),
  duplicateOf: z.string().optional(),
});
const manifest = z.object({ schema: z.literal(SCHEMA), evidence: z.array(entry) });

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

/**
 * Holds every entry to `read = parsed + rejected + skipped`, and its lists to its counts.
 * @throws Error naming the first entry that does not add up: a bug of the reader of that format
 */
export function checkManifest(evidence: readonly Evidence[]): void {
  const ids = new Set<number>();
  for (const one of evidence) {
    const wrong = ids.has(one.id) ? `number ${one.id} is used twice` : mismatch(one);
    if (wrong !== undefined)
      throw new Error(`manifest, ${JSON.stringify(one.path)} (${one.format}): ${wrong}`);
    ids.add(one.id);
  }
}

/**
 * Writes the manifest: whole or not at all, whenever it is interrupted.
 * @throws Error if it does not add up, see `checkManifest`
 */
export async function writeManifest(
  path: string,
  evidence: readonly Evidence[],
  effects: Effects,
): Promise<void> {
  checkManifest(evidence);
  const text = `${JSON.stringify({ schema: SCHEMA, evidence }, null, 2)}\n`;
  const temporary = `${path}.${effects.uuid()}.tmp`;
  try {
    const handle = await effects.fs.open(temporary, 'wx');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await effects.fs.rename(temporary, path);
  } catch (error) {
    await effects.fs.rm(temporary, { force: true });
    throw error;
  }
}

/** Reads a manifest back. @throws UserError if it is none, or was changed so that it does not add up */
export async function readManifest(path: string, effects: Effects): Promise<Evidence[]> {
  const hint = 'Make the case anew from the evidence: abusedesk investigate FOLDER.';
  let json: unknown;
  try {
    json = JSON.parse(await effects.fs.readFile(path, 'utf8'));
  } catch (cause) {
    throw new UserError('The manifest cannot be read.', { file: path, hint, cause });
  }
  const result = manifest.safeParse(json);
  if (!result.success) {
    const [issue] = result.error.issues;
    const place = issue === undefined ? '' : ` at ${issue.path.join('.')}: ${issue.message}`;
    throw new UserError(`This is no manifest of ours${place}.`, { file: path, hint });
  }
  const { evidence } = result.data;
  const wrong = evidence.find((one) => mismatch(one) !== undefined);
  if (wrong !== undefined) {
    throw new UserError(`The manifest does not add up: ${wrong.path}: ${mismatch(wrong)}.`, {
      file: path,
      hint,
    });
  }
  return evidence;
}
