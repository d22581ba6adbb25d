import { createHash } from 'node:crypto';
import { UserError } from '../base/errors.ts';
import type { Head } from '../formats/format.ts';
import { addVersion, type History, type Version } from './history.ts';
import { PUBLISHERS, type Publisher } from '../clouds/index.ts';
import type { PublishedRanges } from '../clouds/cloud.ts';

/** The biggest published list (Azure's) has 5 MB; this is a bound against files that are something else. */
export const MAX_RANGES_BYTES = 32 * 1024 * 1024;

/** What one file brought. */
export interface Imported {
  provider: string;
  /** False: this version was known, nothing changed. */
  changed: boolean;
  version: Version;
  read: number;
  repeated: number;
  rejects: PublishedRanges['rejects'];
}

function headOf(bytes: Uint8Array, name: string): Head {
  const first = bytes.subarray(0, 65_536);
  return {
    bytes: first,
    text: Buffer.from(first.buffer, first.byteOffset, first.length).toString('latin1'),
    name,
    whole: first.length === bytes.length,
  };
}

function providerOf(bytes: Uint8Array, source: string): Publisher {
  const head = headOf(bytes, source);
  const provider = PUBLISHERS.find((candidate) => candidate.ranges.format.recognise(head) !== undefined);
  if (provider !== undefined) return provider;
  const known = PUBLISHERS.map(({ title, ranges }) => `${title}: ${ranges.url}`).join('; ');
  throw new UserError('not a list of address ranges that abusedesk knows', {
    file: source,
    hint: `Known lists: ${known}`,
  });
}

function parse(provider: Publisher, bytes: Uint8Array, source: string): PublishedRanges {
  try {
    return provider.ranges.parse(bytes);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.message, {
      file: source,
      ...(error.hint && { hint: error.hint }),
      cause: error,
    });
  }
}

/** How a file came here, for the record. */
export interface Origin {
  /** Path or address. */
  source: string;
  /** When, ISO 8601. */
  imported: string;
  /** The web server's tag of the file. */
  etag?: string;
}

/**
 * Folds a published file into the histories.
 * @returns the histories afterwards, and what the file brought
 * @throws UserError when the file is no known list, not readable, or contradicts a known version
 */
export function importFile(
  histories: readonly History[],
  bytes: Uint8Array,
  origin: Origin,
): { histories: History[]; imported: Imported } {
  const { source } = origin;
  if (bytes.length > MAX_RANGES_BYTES) {
    throw new UserError(`longer than ${MAX_RANGES_BYTES} bytes; a list of ranges is not`, { file: source });
  }
  const provider = providerOf(bytes, source);
  const ranges = parse(provider, bytes, source);
  if (ranges.rows.length === 0) throw new UserError('the list holds no readable prefix', { file: source });
  const version: Version = {
    published: ranges.published,
    ...(ranges.token !== undefined && { token: ranges.token }),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    ...origin,
    rows: ranges.rows.length,
    rejected: ranges.rejected,
  };
  const before = histories.find((history) => history.provider === provider.name);
  const empty: History = { provider: provider.name, versions: [], rows: [] };
  const { history, changed } = addVersion(before ?? empty, version, ranges.rows);
  const others = histories.filter((other) => other.provider !== provider.name);
  const { read, repeated, rejects } = ranges;
  return {
    histories: [...others, history],
    imported: { provider: provider.name, changed, version, read, repeated, rejects },
  };
}
