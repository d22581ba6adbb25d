import { cloudReason } from '../clouds/reason.ts';
import { UserError } from '../base/errors.ts';
import type { RangeRow } from '../clouds/cloud.ts';

/** The user, the file's name, the web server, its commit, when the file was written, when it was fetched or read. */
export type DatedBy = 'given' | 'name' | 'server' | 'commit' | 'file' | 'fetched';

/** One file that the provider published, and how it came here. */
export interface Version {
  /** ISO 8601, UTC, whole seconds; the key of a version. */
  published: string;
  /** Where the list carries no time: what `published` was taken from. */
  dated?: DatedBy;
  token?: string;
  sha256: string;
  bytes: number;
  /** Path or address it was read from. */
  source: string;
  imported: string;
  rows: number;
  rejected: number;
  /** The web server's tag of the file, for asking whether there is a newer one. */
  etag?: string;
  /** When the official address last still had it; ISO 8601. Lists that rarely change are no worse for their age. */
  confirmed?: string;
}

/** A published line and the versions it was in: from this one until before that one; null: to the last. */
export interface HistoryRow extends RangeRow {
  valid_from: string;
  valid_to: string | null;
}

/**
 * What a list said over time. Rows hold maximal runs of known versions, so that the history depends
 * only on which versions are known, not on the order in which they came.
 */
export interface History {
  /** Whose the list is; rows that name another provider are that one's. */
  provider: string;
  /** Name of the list. */
  list: string;
  /** By time of publication. */
  versions: Version[];
  rows: HistoryRow[];
}

export interface Change {
  history: History;
  /** False: the version was known, nothing changed. */
  changed: boolean;
}

function keyOf(row: RangeRow): string {
  return `${row.prefix} ${row.service} ${row.region ?? ''} ${row.border_group ?? ''} ${row.provider ?? ''}`;
}

function covers(row: HistoryRow, published: string): boolean {
  return row.valid_from <= published && (row.valid_to === null || published < row.valid_to);
}

/** The newest version is still what the official address has. @param at ISO 8601 */
export function confirm(history: History, at: string): History {
  const newest = history.versions.at(-1);
  if (newest === undefined) return history;
  return { ...history, versions: [...history.versions.slice(0, -1), { ...newest, confirmed: at }] };
}

/** The lines of the version that was published then (or was in force then). */
export function rowsAt(history: History, published: string): HistoryRow[] {
  return history.rows.filter((row) => covers(row, published));
}

function isKnown(history: History, version: Version, rows: readonly RangeRow[]): boolean {
  if (!history.versions.some((known) => known.published === version.published)) return false;
  const known = new Set(rowsAt(history, version.published).map(keyOf));
  if (known.size !== rows.length || rows.some((row) => !known.has(keyOf(row)))) {
    throw new UserError(
      `other ranges of the list ${history.list} of ${version.published} are known already, with ${known.size} lines instead of ${rows.length}; nothing was changed`,
      {
        file: version.source,
        hint: 'Compare the file with the one that `abusedesk ranges status` names.',
        reason: cloudReason('listKnown', {
          list: history.list,
          published: version.published,
          known: known.size,
          lines: rows.length,
        }),
      },
    );
  }
  return true;
}

/** In one order, whatever the versions came in. */
function ordered(rows: readonly HistoryRow[]): HistoryRow[] {
  const keyed = rows.map((row) => ({ row, key: `${keyOf(row)} ${row.valid_from}` }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ row }) => row);
}

/**
 * Folds one published version into the history; older ones may come after newer ones.
 * @param rows without repetitions
 * @throws UserError when other rows are known for the same moment
 */
export function addVersion(history: History, version: Version, rows: readonly RangeRow[]): Change {
  if (isKnown(history, version, rows)) return { history, changed: false };
  const at = version.published;
  const next = history.versions.find((known) => known.published > at)?.published ?? null;
  const present = new Map(rows.map((row) => [keyOf(row), row]));
  const folded: HistoryRow[] = [];
  for (const row of history.rows) {
    const key = keyOf(row);
    if (covers(row, at)) {
      if (!present.delete(key)) folded.push(...without(row, at, next));
      else folded.push(row);
    } else if (row.valid_from === next && present.delete(key)) {
      folded.push({ ...row, valid_from: at });
    } else {
      folded.push(row);
    }
  }
  for (const row of present.values()) folded.push({ ...row, valid_from: at, valid_to: next });
  const versions = [...history.versions, version].sort((a, b) => (a.published < b.published ? -1 : 1));
  return { history: { ...history, versions, rows: ordered(folded) }, changed: true };
}

/** The row's run of versions after the version `at`, which lacks it, was put in; `next` follows `at`. */
function without(row: HistoryRow, at: string, next: string | null): HistoryRow[] {
  const before = { ...row, valid_to: at };
  if (next === null || next === row.valid_to) return [before];
  return [before, { ...row, valid_from: next }];
}

/**
 * Folds many versions in. As long as each is newer than the last, only what changed is touched, and a line that its reader
 * hands over as the same object as before is not even compared: nine years of a list that changes several times a day
 * take minutes and not hours. An older one is folded in as `addVersion` does.
 */
export class Folding {
  #history: History;
  /** What the newest version has, by its line as it was read; undefined: not yet looked for. */
  #open: Map<RangeRow, HistoryRow> | undefined;
  #closed: HistoryRow[] = [];

  constructor(history: History) {
    this.#history = history;
  }

  /** @returns false for a version that was known; @throws UserError as `addVersion` does */
  add(version: Version, rows: readonly RangeRow[]): boolean {
    const newest = this.#history.versions.at(-1)?.published;
    if (newest !== undefined && version.published <= newest) {
      const { history, changed } = addVersion(this.history, version, rows);
      this.#history = history;
      this.#open = undefined;
      return changed;
    }
    this.#append(version, rows);
    return true;
  }

  #append(version: Version, rows: readonly RangeRow[]): void {
    const { published } = version;
    const before = this.#open ?? this.#split();
    const open = new Map<RangeRow, HistoryRow>();
    const others: RangeRow[] = [];
    for (const row of rows) {
      const known = before.get(row);
      if (known === undefined) others.push(row);
      else open.set(row, known);
    }
    const left = new Map<string, HistoryRow>();
    for (const [line, row] of before) if (!open.has(line)) left.set(keyOf(row), row);
    for (const row of others) {
      const key = keyOf(row);
      open.set(row, left.get(key) ?? { ...row, valid_from: published, valid_to: null });
      left.delete(key);
    }
    for (const row of left.values()) this.#closed.push({ ...row, valid_to: published });
    this.#open = open;
    this.#history.versions.push(version);
  }

  /** Takes the history apart; it is copied, as others may hold it. */
  #split(): Map<RangeRow, HistoryRow> {
    const { rows, versions } = this.#history;
    this.#history = { ...this.#history, versions: [...versions], rows: [] };
    this.#closed = rows.filter(({ valid_to }) => valid_to !== null);
    const open = rows.filter(({ valid_to }) => valid_to === null);
    return new Map(open.map((row) => [row, row]));
  }

  /** With all that was added. */
  get history(): History {
    if (this.#open === undefined) return this.#history;
    const rows = ordered([...this.#closed, ...this.#open.values()]);
    this.#history = { ...this.#history, rows };
    this.#open = undefined;
    return this.#history;
  }
}
