import { cloudReason } from '../clouds/reason.ts';
import { createHash } from 'node:crypto';
import { UserError } from '../base/errors.ts';
import type { Head } from '../formats/format.ts';
import { addVersion } from './history.ts';
import type { History, Version } from './history.ts';
import { PUBLISHERS } from '../clouds/index.ts';
import type { Publisher } from '../clouds/index.ts';
import { datedBy } from './dated.ts';
import type { Times } from './dated.ts';
import { GIVEN } from './given/index.ts';
import { ownList, ROUTES } from './lists.ts';
import type { PublishedRanges } from '../clouds/cloud.ts';

/** A table of all routes has some 30 MB; this is a bound against files that are something else. */
export const MAX_RANGES_BYTES = 128 * 1024 * 1024;

/** What one file brought. */
export interface ImportedList {
  /** Whose the list is; of a list of several, the list's own name. */
  provider: string;
  list: string;
  /** False: this version was known, nothing changed. */
  changed: boolean;
  version: Version;
  read: number;
  repeated: number;
  rejects: PublishedRanges['rejects'];
  /** Of a table of routes: how many are of nobody who is recognised by them. */
  passed?: number;
}

/** Who reads a file, and into which list it folds. */
interface ListReader {
  provider: string;
  list: string;
  parse(bytes: Uint8Array): PublishedRanges;
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

function published({ name, ranges }: Publisher): ListReader {
  return { provider: name, list: ranges.list, parse: (bytes) => ranges.parse(bytes) };
}

/** The list that the user says it is: a geofeed does not say whose it is. */
function named(list: string, source: string): ListReader {
  const publisher = PUBLISHERS.find(({ ranges }) => ranges.list === list);
  if (publisher !== undefined) return published(publisher);
  throw new UserError(`there is no list "${list}"`, {
    file: source,
    hint: `The published ones: ${PUBLISHERS.map(({ ranges }) => ranges.list).join(', ')}.`,
  });
}

function readerOf(bytes: Uint8Array, { source, list, own = source }: Origin): ListReader {
  if (list !== undefined) return named(list, source);
  const head = headOf(bytes, source);
  const publisher = PUBLISHERS.find(({ ranges }) => ranges.format.recognise(head) !== undefined);
  if (publisher !== undefined) return published(publisher);
  const given = GIVEN.find(({ kind }) => kind.recognise(bytes));
  if (given !== undefined) {
    const name = given.own ? ownList(own.slice(own.lastIndexOf('/') + 1).replace(/\.\w{1,5}$/, '')) : ROUTES;
    return { provider: name, list: name, parse: (content) => given.kind.parse(content) };
  }
  const known = PUBLISHERS.map(({ title, ranges }) => `${title}: ${ranges.url}`);
  throw new UserError('not a list of address ranges that abusedesk knows', {
    file: source,
    reason: cloudReason('listUnknown'),
    hint: `Known lists: ${[...known, ...GIVEN.map(({ kind }) => kind.title)].join('; ')}. A geofeed that does not say whose it is: \`--list NAME\`.`,
  });
}

function parse(reader: ListReader, bytes: Uint8Array, source: string): PublishedRanges {
  try {
    return reader.parse(bytes);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.message, {
      file: source,
      ...(error.hint && { hint: error.hint }),
      ...(error.reason !== undefined && { reason: error.reason }),
      cause: error,
    });
  }
}

/** How a file came here, for the record. */
export interface Origin extends Times {
  /** Path or address. */
  source: string;
  /** The web server's tag of the file. */
  etag?: string;
  /** Name of the published list that it is, where its content does not say. */
  list?: string;
  /** What to call a list of the user's own; absent: by its file. */
  own?: string;
}

/** What one file says, not yet folded in. */
export interface ReadList {
  provider: string;
  list: string;
  version: Version;
  ranges: PublishedRanges;
}

/**
 * Reads a file.
 * @throws UserError when it is no known list, not readable, or holds no prefix
 */
export function readList(bytes: Uint8Array, origin: Origin): ReadList {
  const { source, imported, etag } = origin;
  if (bytes.length > MAX_RANGES_BYTES) {
    throw new UserError(`longer than ${MAX_RANGES_BYTES} bytes; a list of ranges is not`, {
      file: source,
      reason: cloudReason('listLong', { bytes: MAX_RANGES_BYTES }),
    });
  }
  if (bytes.length === 0) {
    throw new UserError('the list is empty', {
      file: source,
      reason: cloudReason('listEmpty'),
      hint: 'Fetch it again: `abusedesk ranges update`, or download the file anew.',
    });
  }
  const reader = readerOf(bytes, origin);
  const ranges = parse(reader, bytes, source);
  if (ranges.rows.length === 0) {
    const reason = cloudReason('listEmpty');
    throw new UserError('the list holds no readable prefix', {
      file: source,
      reason,
      hint: 'Fetch it again: `abusedesk ranges update`, or download the file anew.',
    });
  }
  const version: Version = {
    ...datedBy(ranges, source, origin),
    ...(ranges.token !== undefined && { token: ranges.token }),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
    source,
    imported,
    ...(etag !== undefined && { etag }),
    rows: ranges.rows.length,
    rejected: ranges.rejected,
  };
  return { provider: reader.provider, list: reader.list, version, ranges };
}

/** What a file brought. @param changed false: its version was known */
export function importedOf({ provider, list, version, ranges }: ReadList, changed: boolean): ImportedList {
  const { read, repeated, rejects, passed } = ranges;
  return {
    provider,
    list,
    changed,
    version,
    read,
    repeated,
    rejects,
    ...(passed !== undefined && { passed }),
  };
}

/**
 * Folds what a file says into the histories.
 * @throws UserError when it contradicts a known version
 */
export function foldList(
  histories: readonly History[],
  read: ReadList,
): { histories: History[]; imported: ImportedList } {
  const { provider, list, version, ranges } = read;
  const before = histories.find((history) => history.list === list);
  const { history, changed } = addVersion(
    before ?? { provider, list, versions: [], rows: [] },
    version,
    ranges.rows,
  );
  const others = histories.filter((other) => other.list !== list);
  return { histories: [...others, history], imported: importedOf(read, changed) };
}

/** Reads a file and folds it in. @throws UserError as both do */
export function importFile(
  histories: readonly History[],
  bytes: Uint8Array,
  origin: Origin,
): { histories: History[]; imported: ImportedList } {
  return foldList(histories, readList(bytes, origin));
}
