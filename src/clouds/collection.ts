import type { Instant } from '../model/instant.ts';

/** What is collected: everything around these, in this span. */
export interface CollectionQuestion {
  instances: readonly string[];
  interfaces: readonly string[];
  /** Whole addresses; what a notice has masked is not among them. */
  addresses: readonly string[];
  /** Accounts as the notice names them: digits, or masked. */
  accounts: readonly string[];
  /** Empty: the region that the cloud's own settings name. */
  regions: readonly string[];
  from: Instant;
  to: Instant;
}

/**
 * What became of a call.
 * - `kept`: its whole answer is in the file
 * - `cut`: there was more than is taken; the beginning is in the file
 * - `refused`: `because` says why; what came before is in the file, where there is one
 * - `not_asked`: an earlier refusal meets every further call, too
 */
type CallState = 'kept' | 'cut' | 'refused' | 'not_asked';

/** One call, or one call with its further pages. */
export interface CallEntry {
  /** As the cloud's policies name it: `ec2:DescribeInstances`. */
  call: string;
  region?: string;
  /** What of several it asked about: a role, a folder of a bucket. */
  about?: string;
  state: CallState;
  at: Instant;
  /** Things in the answer. */
  things?: number;
  bytes?: number;
  /** In the folder. */
  file?: string;
  /** A packed message (`model/reason.ts`). */
  because?: string;
  /** The cloud's own words, bounded. */
  said?: string;
}

/** What the manifest says of a region. */
export interface RegionScope {
  region: string;
  /** Networks that the question's machines are in. Empty: they are not there any more, and the whole region was described. */
  networks: string[];
  /** Machines that the question's addresses and interfaces are of. */
  machines: string[];
}

/** Something that costs money, as it is said before. */
export interface Offer {
  /** Where it is: a bucket, a log group. */
  what: string;
  /** The flow log. */
  about: string;
  region: string;
  /** Files, or queries. */
  things: number;
  /** That are fetched, or scanned. */
  bytes: number;
  /** At list prices; of another region than the recorded ones it may be half as much again. */
  usd: number;
}

/** Whose tables are asked for records, in place of reading their files. */
export interface Warehouse {
  /** Absent: every database is looked through for a table of the flow log's files. */
  database?: string;
  /** Absent: the one of the flow log's files. */
  table?: string;
  /** Whose settings and limits count; absent: the account's own. */
  workgroup?: string;
  /** Where the cloud puts the answers; absent: where the work group says. */
  output?: string;
}

/** A query that costs, so that a run which was broken off does not ask it twice. */
export interface QueryRecord {
  region: string;
  about: string;
  text: string;
  /** Is written before the query is begun: the cloud answers the same token with the same query. */
  token: string;
  /** The cloud's own; absent: it was not begun yet, or that is not known. */
  id?: string;
}

/** What the user agrees to, and how he wants records fetched. */
export interface Consent {
  /** What may be spent without asking, USD. */
  limit: number;
  /** Tables are asked where there are some; absent: never. */
  warehouse?: Warehouse;
  /** Told before anything is fetched. */
  onOffer: (offer: Offer, taken: boolean) => void;
}

/** What a run has found out; the manifest of the folder. */
export interface Collection {
  cloud: string;
  /** Who the credentials belong to. */
  account?: string;
  question: CollectionQuestion;
  scopes: RegionScope[];
  calls: CallEntry[];
  /** What cost money, or would have. */
  offers: (Offer & { taken: boolean })[];
  /** Queries that were begun over tables. */
  queries: QueryRecord[];
  /** Packed messages: what else is to be known. */
  notes: string[];
}

/** A folder that is being filled; every entry is on the disk before the next call. */
export interface CollectionFolder {
  readonly collection: Collection;
  /** Absolute. */
  readonly path: string;
  /** The entry of an earlier run, or of this one. */
  entryOf(call: string, region?: string, about?: string): CallEntry | undefined;
  /** Notes an entry in place of the earlier one of the same call. */
  note(entry: Omit<CallEntry, 'at'>): Promise<void>;
  /** Writes the manifest with what was changed in it. */
  save(): Promise<void>;
  /** Writes a file, at once or not at all. @param name of ours; its parts hold no text of the cloud's */
  write(name: string, content: string | Iterable<string>): Promise<void>;
  /** Writes a file from a stream, at once or not at all. @returns its bytes */
  stream(name: string, content: AsyncIterable<Uint8Array>): Promise<number>;
  now(): Date;
  /** A text that no other has. */
  token(): string;
  /** Bytes of a file; undefined: there is none. */
  size(name: string): Promise<number | undefined>;
  /** A file's text; undefined: there is none. */
  read(name: string): Promise<string | undefined>;
}

/** Permissions as the cloud's own policy document. */
export type Policy = Readonly<Record<string, unknown>>;

/** Reads an account with the cloud's own client, and changes nothing in it. */
export interface CollectCapability {
  /**
   * Collects into the folder. What is refused is noted and the rest kept.
   * @throws UserError where nothing can be asked: no credentials, no region
   */
  collect(folder: CollectionFolder, consent: Consent, signal: AbortSignal): Promise<void>;
  /** What asks SQL of tables over the records' files, as people call it; it is an option of the command. Absent: nothing does. */
  warehouse?: { option: string; title: string };
  /** What a person needs to be allowed for it. */
  policy(): Policy;
}
