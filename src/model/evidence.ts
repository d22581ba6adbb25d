/** A line (or record) that looked like evidence and could not be read. */
export interface Reject {
  /** Counted from 1: line number in a text, record number elsewhere. */
  line: number;
  /** Byte offset of the line in the file as it reads after decompression. */
  offset: number;
  /** For a person: what was expected and what was found. */
  reason: string;
}

/** Lines that are not events and were passed over on purpose: headers, blank lines, NODATA. */
export interface Skip {
  reason: string;
  count: number;
}

/** The event tables. A format fills one of them, or more; documents (notices, inventory, ranges) fill none. */
export type TableName = 'flows' | 'requests' | 'logins' | 'alerts';

/**
 * A file as received. `read = parsed + rejected + skipped` holds for every file, always.
 * Evidence is never changed.
 */
export interface Evidence {
  /** Number in the manifest, from 0; every event row carries it. */
  id: number;
  /** Relative to what was given; a member of an archive is `logs.zip!/inner/name.log`. */
  path: string;
  /** Of the file (or archive member) as stored, before decompression. Absent if it could not be read. */
  sha256?: string;
  /** Size as stored. */
  bytes: number;
  /** `vpc-flow`, `iis-w3c`, `notice`, …; `unknown` if nothing matched, `unreadable` if it could not be opened. */
  format: string;
  /** Why it was taken for this format, or what was tried. */
  because: string;
  table?: TableName;
  /** How times without a zone were read: `UTC (by the format)`, `assumed UTC`. */
  zone?: string;
  read: number;
  parsed: number;
  rejected: number;
  skipped: number;
  /** Rows in the lake by table, where they are not one row of `table` for each record parsed. */
  rows?: Partial<Record<TableName, number>>;
  /** The first rejects, at most 20. */
  rejects: Reject[];
  skips: Skip[];
  /** What the reader wants to know about this file as a whole: truncated gzip, SKIPDATA, … */
  notes: string[];
  /** All its content stands in this other evidence; it was not counted again. */
  duplicateOf?: string;
}
