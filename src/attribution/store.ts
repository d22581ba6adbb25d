import { cloudReason } from '../clouds/reason.ts';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import type { Environment, Files, Ids } from '../base/ports.ts';
import { makeFolder } from '../base/atomic-files.ts';
import { errorCode, UserError } from '../base/errors.ts';
import type { History, HistoryRow } from './history.ts';
import { homeFolder } from '../base/home.ts';

const SCHEMA = 'abusedesk.ranges/1';

const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
const version = z.object({
  published: instant,
  dated: z.enum(['given', 'name', 'server', 'commit', 'file', 'fetched']).optional(),
  token: z.string().optional(),
  sha256: z.string(),
  bytes: z.number(),
  source: z.string(),
  imported: z.string(),
  rows: z.number(),
  rejected: z.number(),
  etag: z.string().optional(),
  confirmed: z.string().optional(),
});
/** prefix, service, region, border group, valid from, valid to; then the provider, where a list names several */
type Row = [string, string, string | null, string | null, string, string | null, string?];

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** By hand: there are a hundred thousand of them, and each command reads them. */
function isRow(value: unknown): value is Row {
  if (!Array.isArray(value) || value.length < 6 || value.length > 7) return false;
  // By place: taking a list apart asks it for an iterator, a hundred thousand times.
  const row: readonly unknown[] = value;
  const [prefix, service, region, group] = [row[0], row[1], row[2], row[3]];
  const [from, to, provider] = [row[4], row[5], row[6]];
  return (
    typeof prefix === 'string' &&
    typeof service === 'string' &&
    (region === null || typeof region === 'string') &&
    (group === null || typeof group === 'string') &&
    typeof from === 'string' &&
    INSTANT.test(from) &&
    (to === null || (typeof to === 'string' && INSTANT.test(to))) &&
    (provider === undefined || typeof provider === 'string')
  );
}
const file = z.object({
  schema: z.literal(SCHEMA),
  provider: z.string(),
  /** Absent in files of earlier versions, which knew one list a provider. */
  list: z.string().optional(),
  versions: z.array(version),
  // Each of them is looked at by `isRow`.
  rows: z.custom<unknown[]>(Array.isArray),
});

function folderOf(effects: Files & Environment): string {
  return join(homeFolder(effects), 'ranges');
}

/** Where a list's history is kept: JSON with one version or row a line, so that any editor or grep reads it. */
export function historyPath(list: string, effects: Files & Environment): string {
  return join(folderOf(effects), `${list}.json`);
}

function write({ provider, list, versions, rows }: History): string {
  const lines = (values: unknown[]): string => values.map((value) => JSON.stringify(value)).join(',\n');
  const tuples = rows.map((row) => [
    row.prefix,
    row.service,
    row.region ?? null,
    row.border_group ?? null,
    row.valid_from,
    row.valid_to,
    ...(row.provider === undefined ? [] : [row.provider]),
  ]);
  return `{"schema":"${SCHEMA}","provider":${JSON.stringify(provider)},"list":${JSON.stringify(list)},\n"versions":[\n${lines(versions)}\n],\n"rows":[\n${lines(tuples)}\n]}\n`;
}

function toRow([prefix, service, region, border_group, valid_from, valid_to, provider]: Row): HistoryRow {
  const row: HistoryRow = { prefix, service, valid_from, valid_to };
  if (region !== null) row.region = region;
  if (border_group !== null) row.border_group = border_group;
  if (provider !== undefined) row.provider = provider;
  return row;
}

function read(text: string, path: string, wanted: (prefix: string) => boolean): History {
  const hint =
    'Move the file away and import the ranges again: `abusedesk ranges update` or `ranges import FILE`.';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const reason = cloudReason('listNoJson');
    throw new UserError('the stored ranges are not readable as JSON', { file: path, hint, cause, reason });
  }
  const parsed = file.safeParse(value);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    const reason = cloudReason('listDamaged', { place: where });
    throw new UserError(`the stored ranges are damaged at ${where}`, { file: path, hint, reason });
  }
  const { provider, list = provider, versions, rows } = parsed.data;
  const kept: HistoryRow[] = [];
  for (const [i, row] of rows.entries()) {
    if (!isRow(row)) {
      const reason = cloudReason('listDamaged', { place: `rows.${i}` });
      throw new UserError(`the stored ranges are damaged at rows.${i}`, { file: path, hint, reason });
    }
    if (wanted(row[0])) kept.push(toRow(row));
  }
  return { provider, list, versions, rows: kept };
}

/** Names of the lists that are kept, sorted. */
async function keptLists(effects: Files & Environment): Promise<string[]> {
  const folder = folderOf(effects);
  try {
    const names = await effects.fs.readdir(folder);
    return names.flatMap((name) => /^([a-z\d][a-z\d-]{0,63})\.json$/.exec(name)?.[1] ?? []).sort();
  } catch (cause) {
    if (errorCode(cause) === 'ENOENT') return [];
    throw new UserError('the stored ranges cannot be read', {
      file: folder,
      cause,
      reason: cloudReason('listUnread'),
    });
  }
}

/** What of the stored ranges is needed; to be saved again, a history must have all of its lines. */
interface RangesSelection {
  /** Of which prefixes the lines are given; all, if left out. */
  prefix?: (prefix: string) => boolean;
  /** Which lists are read, by name; all, if left out. */
  list?: (name: string) => boolean;
}

/**
 * The histories that are kept, one for each list that has any.
 * @throws UserError when a file cannot be read or is damaged
 */
export async function loadHistories(
  effects: Files & Environment,
  { prefix = () => true, list: isWanted = () => true }: RangesSelection = {},
): Promise<History[]> {
  const histories: History[] = [];
  for (const list of (await keptLists(effects)).filter(isWanted)) {
    const path = historyPath(list, effects);
    let text: string;
    try {
      text = await effects.fs.readFile(path, 'utf8');
    } catch (cause) {
      if (errorCode(cause) === 'ENOENT') continue;
      throw new UserError('the stored ranges cannot be read', {
        file: path,
        cause,
        reason: cloudReason('listUnread'),
      });
    }
    histories.push(read(text, path, prefix));
  }
  return histories;
}

/** A reader sees the old file or the new one, never a part. */
async function replace(path: string, text: string, effects: Files & Ids): Promise<void> {
  const part = `${path}.${effects.uuid()}.part`;
  await makeFolder(dirname(path), effects);
  try {
    await effects.fs.writeFile(part, text, { flush: true });
    await effects.fs.rename(part, path);
  } catch (error) {
    await effects.fs.rm(part, { force: true });
    throw error;
  }
}

/**
 * Replaces a list's stored history in one step.
 * @throws UserError when the folder cannot be written
 */
export async function saveHistory(history: History, effects: Files & Ids & Environment): Promise<void> {
  const path = historyPath(history.list, effects);
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
