import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Environment, Files, Ids } from '../base/ports.ts';
import { errorCode, UserError } from '../base/errors.ts';
import type { History, HistoryRow } from './history.ts';
import { homeFolder } from '../base/home.ts';
import { PUBLISHERS } from '../clouds/index.ts';

const SCHEMA = 'abusedesk.ranges/1';

const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
const version = z.object({
  published: instant,
  token: z.string().optional(),
  sha256: z.string(),
  bytes: z.number(),
  source: z.string(),
  imported: z.string(),
  rows: z.number(),
  rejected: z.number(),
  etag: z.string().optional(),
});
/** prefix, service, region, border group, valid from, valid to */
const row = z.tuple([
  z.string(),
  z.string(),
  z.string().nullable(),
  z.string().nullable(),
  instant,
  instant.nullable(),
]);
const file = z.object({
  schema: z.literal(SCHEMA),
  provider: z.string(),
  versions: z.array(version),
  rows: z.array(row),
});

/** Where a provider's history is kept: JSON with one version or row a line, so that any editor or grep reads it. */
export function historyPath(provider: string, effects: Files & Environment): string {
  return join(homeFolder(effects), 'ranges', `${provider}.json`);
}

function write({ provider, versions, rows }: History): string {
  const lines = (values: unknown[]): string => values.map((value) => JSON.stringify(value)).join(',\n');
  const tuples = rows.map((row) => [
    row.prefix,
    row.service,
    row.region ?? null,
    row.border_group ?? null,
    row.valid_from,
    row.valid_to,
  ]);
  return `{"schema":"${SCHEMA}","provider":${JSON.stringify(provider)},\n"versions":[\n${lines(versions)}\n],\n"rows":[\n${lines(tuples)}\n]}\n`;
}

function toRow([prefix, service, region, border_group, valid_from, valid_to]: z.infer<
  typeof row
>): HistoryRow {
  return {
    prefix,
    service,
    ...(region !== null && { region }),
    ...(border_group !== null && { border_group }),
    valid_from,
    valid_to,
  };
}

function read(text: string, path: string): History {
  const hint =
    'Move the file away and import the ranges again: `abusedesk ranges update` or `ranges import FILE`.';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new UserError('the stored ranges are not readable as JSON', { file: path, hint, cause });
  }
  const parsed = file.safeParse(value);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    throw new UserError(`the stored ranges are damaged at ${where}`, { file: path, hint });
  }
  const { provider, versions, rows } = parsed.data;
  return { provider, versions, rows: rows.map(toRow) };
}

/**
 * The histories that are kept, one per provider that has any.
 * @throws UserError when a file cannot be read or is damaged
 */
export async function loadHistories(effects: Files & Environment): Promise<History[]> {
  const histories: History[] = [];
  for (const { name } of PUBLISHERS) {
    const path = historyPath(name, effects);
    let text: string;
    try {
      text = await effects.fs.readFile(path, 'utf8');
    } catch (cause) {
      if (errorCode(cause) === 'ENOENT') continue;
      throw new UserError('the stored ranges cannot be read', { file: path, cause });
    }
    histories.push(read(text, path));
  }
  return histories;
}

/** A reader sees the old file or the new one, never a part. */
async function replace(path: string, text: string, effects: Files & Ids): Promise<void> {
  const part = `${path}.${effects.uuid()}.part`;
  await effects.fs.mkdir(dirname(path), { recursive: true });
  try {
    await effects.fs.writeFile(part, text, { flush: true });
    await effects.fs.rename(part, path);
  } catch (error) {
    await effects.fs.rm(part, { force: true });
    throw error;
  }
}

/**
 * Replaces a provider's stored history in one step.
 * @throws UserError when the folder cannot be written
 */
export async function saveHistory(history: History, effects: Files & Ids & Environment): Promise<void> {
  const path = historyPath(history.provider, effects);
  try {
    await replace(path, write(history), effects);
  } catch (cause) {
    throw new UserError(`the ranges cannot be stored: ${errorCode(cause) ?? 'write failed'}`, {
      file: path,
      hint: 'Set ABUSEDESK_HOME to a folder that abusedesk may write.',
      cause,
    });
  }
}
