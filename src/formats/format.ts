import type { Chunk, Tally } from '../tables/tally.ts';
import type { Evidence, TableName } from '../model/evidence.ts';
import type { PacketRecords } from './packets/packet-records.ts';
import type { RowSink } from '../tables/rows.ts';

/** The beginning of a file, after decompression: what recognition looks at. */
export interface Head {
  /** At most 64 KiB; of a database at most 1 MiB. */
  bytes: Uint8Array;
  /** `bytes` as latin1 text, made once for all formats. */
  text: string;
  /** File name as given; a hint at most, never the reason. */
  name: string;
  /** True when `bytes` is the whole file. */
  whole: boolean;
}

export interface Recognition {
  /** 0 to 1; the highest wins. 0.5 and more means "I can read this". */
  confidence: number;
  /** One clause that completes "taken for … because": "its header names 29 VPC flow log fields". */
  because: string;
}

/** Settings that the user gives for reading, and what is known of the file beside its content. */
export interface ReadOptions {
  /** Field names of a VPC flow log without a header, in order. */
  vpcFields?: readonly string[];
  /** IANA name or offset (`+09:00`) in which this file's times without a zone are to be read; see `LocalTime`. */
  zone?: string;
  /** The zone was given for this file by its name, not for all logs: it holds even where the lines say another. */
  zoneNamed?: boolean;
  /** Log formats of the user's web servers: nginx `log_format` or Apache `LogFormat` strings. */
  logFormats?: readonly string[];
  /** Year of this file's first line, where lines carry none; see `startYear`. */
  year?: number;
  /** When the file was last written, seconds since 1970: what a missing year is concluded from. */
  modified?: number;
}

/** What a format knows of the shapes that the user gives for it (`ReadOptions.logFormats`). */
interface Shapes {
  /** Why what is given is no shape: a clause; undefined if it is one. */
  problem(shape: string): string | undefined;
  /** Have the file's first lines this shape? */
  fits(head: Head, shape: string): boolean;
}

/** What one file tells of the shapes of others. */
interface OtherShapes {
  logFormats: readonly string[];
  /** Those of them that say more than the shape alone of a file that is recognised without them. */
  richer: readonly string[];
}

/** How late a log's records may be there that a cloud gathers and delivers. */
export interface LogDelay {
  /** Seconds that one record may cover, by the log's setting, the shortest first; none: a record is of one moment. */
  readonly intervals: readonly number[];
  /** Seconds by which a record's own times may be late. */
  readonly late: number;
  /** Seconds until it is delivered. @param path the file's name: it may tell from where it came */
  readonly delivery: (path: string) => number;
}

/** How a program writes the client's port into its log. */
export interface PortSetting {
  /** As its makers write it. */
  readonly program: string;
  /** Of logs of several programs: the service of its logins. */
  readonly service?: string;
  /** The setting in the program's own words, as they stand in its configuration. */
  readonly setting: string;
}

interface FormatBase {
  /** `vpc-flow`, `iis-w3c`, …: what the manifest shows. */
  readonly name: string;
  /** One line for `abusedesk formats`. */
  readonly title: string;
  /** The least of a file that is recognised: a record, with its header if it needs one. Empty: it is binary. */
  readonly sample: string;
  /**
   * Undefined: not this format. Called on hostile bytes; never throws.
   * @param options for formats whose shape the user gives
   */
  recognise(head: Head, options?: ReadOptions): Recognition | undefined;
  /** Absent: a line is written when it happens. */
  readonly delay?: LogDelay;
  /** How the format's times are to be read, for the manifest. Of a format with `local`: what is assumed. */
  readonly zone: string;
  /** Its lines are recognised by their shape alone: what comes before one, an envelope, may be taken for a part of it. */
  readonly byShape?: boolean;
  /** By which settings its lines would have the client's port, of programs that leave it out. */
  readonly portSettings?: readonly PortSetting[];
  /**
   * How a line can be shown to somebody else without what names people and hosts of ours. `columns`: that is in columns of
   * its row. `message`: it is, or stands in the header of syslog. Absent: not at all.
   */
  readonly quotable?: 'columns' | 'message';
  /** It is the log of a honeypot: whoever is in it came unasked. */
  readonly honeypot?: true;
  /** Of a format whose shape the user gives. */
  readonly shapes?: Shapes;
  /** Its times carry no zone: they are read in `ReadOptions.zone`, and in UTC where none is given. */
  readonly local?: boolean;
  /**
   * Its times carry `Z`, which the program writes on local times too where its host is in another zone: a zone that is given
   * for the file by its name is heeded.
   */
  readonly doubtful?: boolean;
  /**
   * Of a format with `local` some of whose files carry their zone: how this file's times are read, if it does.
   * Undefined: its times are local.
   */
  zoneIn?(head: Head, options?: ReadOptions): string | undefined;
}

/** The tables that a format fills. */
interface Tables {
  /** The one that its records are, first of all. */
  readonly table: TableName;
  /**
   * Others that a record may fill as well, through `sink.beside`. Such a format counts records: each that is
   * parsed gives one row or more, in any of its tables. Without `also` a record is one row.
   */
  readonly also?: readonly TableName[];
}

/**
 * A text whose records are lines. The feeder cuts the file at line ends into chunks that worker threads
 * parse in any order; `State` is what a line needs to know of the lines before it (the header in force).
 * It must survive structured cloning.
 */
export interface LineFormat<State = unknown> extends FormatBase, Tables {
  readonly kind: 'lines';
  /** The state at the file's first byte. */
  start(head: Head, options: ReadOptions): State;
  /**
   * The state after the chunk. Runs in order on one thread before the chunk is handed out, so it only looks
   * for what changes the state (`#Fields`, a repeated header) and must be much faster than `parse`.
   */
  carry(chunk: Chunk, state: State): State;
  /** Turns every line of the chunk into a row, a skip or a reject. Never throws on any bytes. */
  parse(chunk: Chunk, state: State, sink: RowSink, tally: Tally): void;
  /** What the end of the file has cut off, as a note. @param state behind the last chunk */
  atEnd?(state: State): string | undefined;
}

/** A file that is read whole (bounded by `MAX_DOCUMENT_BYTES`) and becomes rows: CSV with quotes, JSON exports. */
export interface DocumentFormat extends FormatBase, Tables {
  readonly kind: 'document';
  parse(bytes: Uint8Array, options: ReadOptions, sink: RowSink, tally: Tally): void;
}

/** What an attachment is to the case: by this, never by a format's name, it is decided who reads it. */
type AttachmentRole =
  | 'notice'
  | 'inventory'
  | 'ranges'
  | 'server config'
  | 'host output'
  | 'host file'
  | 'host logins';

/** A file whose content is not events: notices, inventory, ranges. A later stage reads it by its role. */
export interface AttachmentFormat extends FormatBase {
  readonly kind: 'attachment';
  readonly role: AttachmentRole;
  /**
   * What a file of the role `server config` says about others: the log formats that it names. Files that nothing else
   * was recognised in, or no more than a shape, are looked at again with it.
   */
  tells?(text: string): OtherShapes;
}

export type Format = LineFormat | DocumentFormat | AttachmentFormat | ParquetFormat | PacketFormat;

/** A Parquet file: columns are mapped in SQL by the lake, which also checks every cell; not row by row. */
export interface ParquetFormat extends FormatBase {
  readonly kind: 'parquet';
  readonly table: TableName;
  /**
   * Which column of the file goes where, from the columns the file has.
   * @throws Error if they are not this format's
   */
  map(columns: readonly string[]): ParquetMapping;
}

export interface ParquetMapping {
  /** Name in the table → name in the file, as the file writes it. */
  columns: Record<string, string>;
  /** Cells that stand for nothing, beside null and an empty text: `-`. */
  nothing: string;
  /** Columns of the table whose texts are percent-encoded in the file. */
  percentEncoded: string[];
  /** Notes of every such file. */
  notes: string[];
  /** Columns of the table that no row goes without; a row that lacks one is skipped with this reason. */
  required: { column: string; reason: string }[];
  /** Rows that are passed over: a column of the file, the value that says so, and the reason. */
  skips: { column: string; value: string; reason: string }[];
}

/**
 * A capture of packets, which are counted into conversations: a packet is a record, and its row is that of its
 * conversation and direction. Every worker thread walks all records and counts its share; see `FlowMeter`.
 */
export interface PacketFormat extends FormatBase {
  readonly kind: 'packets';
  readonly table: 'flows';
  /** A reader of one capture, at its beginning. */
  records(): PacketRecords;
}

/** What a reader of the case needs of an attachment: its evidence entry and its bytes. */
export interface Attachment {
  evidence: Evidence;
  bytes: Uint8Array;
  /** When the file was last written, seconds since 1970; absent: nobody knows. */
  modified?: number;
}
