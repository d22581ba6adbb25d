import type { AttachmentFormat } from '../formats/format.ts';
import type { Command } from '../model/message.ts';
import type { Caller } from './caller.ts';
import type { CollectCapability } from './collection.ts';
import type { Inventory, InventoryCount } from './inventory.ts';
import type { Place } from './place.ts';

/** One published line: a prefix belongs to a service in a region. */
export interface RangeRow {
  /** Canonical: `52.44.0.0/15`. */
  prefix: string;
  service: string;
  region?: string;
  border_group?: string;
  /** Whose it is, where a list names several providers; else it is the cloud's that publishes the list. */
  provider?: string;
}

/** A file of ranges as a cloud published it. `read = rows + repeated + rejected`. */
export interface PublishedRanges {
  /** When the cloud published it; ISO 8601, UTC, whole seconds. Absent: the list carries no time. */
  published?: string;
  /** The cloud's own number of the version. */
  token?: string;
  rows: RangeRow[];
  read: number;
  /** Lines that say the same as an earlier one. */
  repeated: number;
  rejected: number;
  /** The first rejects, at most 20. */
  rejects: { where: string; reason: string }[];
  /** Lines of a table of routes that are of nobody who is recognised by them; not in `read`. */
  passed?: number;
}

/** A cloud's message that it has published a new version of its list. */
export interface ChangeNotice {
  /** The cloud's number of the version; digits, the newer one is larger. */
  token: string;
  /** Of the new file, hexadecimal. */
  md5: string;
}

/** What changes in a list with time: how wrong an old one, or a later one, is about an address. */
export interface Drift {
  days: number;
  /** Per cent of the addresses: other labels, no longer listed, newly listed. */
  relabelled: number;
  gone: number;
  added: number;
}

/** A list of address ranges that a cloud publishes. */
export interface RangesCapability {
  /** Its name among the lists of all clouds: the cloud's own, or `google-cloud` where it publishes several. */
  readonly list: string;
  /** Where it is published. */
  readonly url: string;
  /** Where `url` is a page that people download the list from: finds the list's address in it. */
  readonly link?: RegExp;
  /** Measured, by days; from the newest version back. */
  readonly drift?: readonly Drift[];
  /** Reads the message that the cloud sends when it publishes; undefined: the text is no such message. Never throws. */
  readonly notice?: (text: string) => ChangeNotice | undefined;
  /** By what such a file is recognised, among the evidence too; its role is `ranges`. */
  readonly format: AttachmentFormat;
  /**
   * Reads a whole file. A wrong line is counted, with its reason.
   * @throws UserError when the file as a whole is not what the cloud publishes
   */
  parse(bytes: Uint8Array): PublishedRanges;
}

/** What a cloud's own tools print of an account's network. */
export interface InventoryCapability {
  /** By what such a file is recognised among the evidence; its role is `inventory`. */
  readonly format: AttachmentFormat;
  /** Never throws on any bytes: what does not fit is a reject. */
  read(bytes: Uint8Array): { inventory: Inventory; count: InventoryCount };
  /** The commands whose output shows which network interfaces are middleboxes'. */
  readonly middleboxes: readonly Command[];
}

/** What the cloud's ids look like. They come from evidence: only what has the form of one goes into a command. */
export interface IdsCapability {
  readonly instance: RegExp;
  readonly interface: RegExp;
  /** Of a private network: `vpc-…`. */
  readonly network: RegExp;
  readonly region: RegExp;
  /** Where flow logs are kept: a bucket, a log group. */
  readonly store: RegExp;
}

/** The instance of a host that a step is about; `UNKNOWN_INSTANCE` where it is not known. */
export interface Target {
  host: string;
  region?: string;
  instance: string;
}

/** What flow logs are of, or would be turned on for. */
export interface FlowLogPlace {
  region?: string;
  /** Networks, or interfaces where only those are known; empty where neither is. */
  resources: string[];
  /** Where neither is: the instance, else the public address, that is known. */
  instance?: string;
  address?: string;
}

/** What is in a command in place of what nobody knows; a command that tells it is given beside. */
export const UNKNOWN_INSTANCE = 'INSTANCE-ID';

/** Commands of the cloud's own tool, for a person to run. */
export interface CommandsCapability {
  /** Keeps what the disks of the instance hold. */
  snapshotOf(target: Target): Command;
  stopOf(target: Target): Command;
  /** Ours, which plans how the instance is contained; undefined: it is not known. `CASE` is the case folder. */
  planContainment(target: Target): Command | undefined;
  /** For a command with `UNKNOWN_INSTANCE` in it: the one that tells it; undefined: it is known, or nothing tells it. */
  findInstance(target: Target): Command | undefined;
  /** Says where the account's flow logs are kept. */
  describeFlowLogs(place: FlowLogPlace): Command;
  /** Turns flow logs on; in capitals what is not known. */
  createFlowLogs(place: FlowLogPlace): Command;
  /** For the one before: the command that tells the network; undefined: it is known. */
  findNetwork(place: FlowLogPlace): Command | undefined;
  /** Says which stores are the user's. */
  readonly listStores: Command;
  /** What ends an access key that somebody else has; undefined: the text is no whole key of this cloud. */
  revokeKey(key: ExposedKey): KeyCommands | undefined;
  /** Whom the cloud writes to about abuse: says who it is, and sets it; in capitals what is not known. */
  readonly securityContact: { readonly read: Command; readonly set: Command };
}

/** An access key as a notice names it. */
export interface ExposedKey {
  id: string;
  user?: string;
}

/** Commands about one access key. */
export interface KeyCommands {
  /** Makes it useless, and can be undone. */
  deactivate: Command;
  /** Says whose it is and where it was last used. */
  used: Command;
  /** Lists what was done with it. */
  history: Command;
}

/** Calls by which things of an account come and go, as the cloud's own log of calls names them. */
export interface LifeCalls {
  /** There, or the account's own, since then: an instance, a public address. */
  readonly made: readonly string[];
  /** There no more, or nobody's: what it was is ended. */
  readonly gone: readonly string[];
  /** Switched off, and could be switched on again. */
  readonly stopped: readonly string[];
  /** Switched on again. */
  readonly started: readonly string[];
}

/** A region's list prices. */
export interface RegionPrices {
  /** USD a GB that leaves for the internet, parallel to `tiers`; shorter where later prices are not on record. */
  egress: readonly number[];
  /** A NAT gateway's processing, USD a GB. */
  nat?: number;
  /** As `betweenZones`, where it is another one here. */
  zones?: number;
}

/** What a file of prices says. */
export interface Offer {
  /** As the cloud calls it: `AWSDataTransfer`. */
  name: string;
  /** Month in which it was published: `2026-11`. */
  asOf: string;
  regions: ReadonlyMap<string, RegionPrices>;
  /** Rows of the file, and how many of them are prices that are of use here. */
  rows: number;
  used: number;
  /** Of prices that would be of use: why not, and how many. */
  refused: [reason: string, rows: number][];
}

/** Gathers prices out of a cloud's files of prices, row by row. */
export interface OfferReader {
  /** Names of what it looks at, without blanks, in small letters. */
  readonly wanted: ReadonlySet<string>;
  row(row: Readonly<Record<string, string>>): void;
  /** A row that could not be read. */
  broken(): void;
  offer(name: string, asOf: string): Offer;
}

/** List prices of what leaves for the internet, on-demand, before tax; decimal gigabytes. */
export interface PricesCapability {
  /** Month of the prices: `2026-11`. */
  readonly asOf: string;
  /** The pages that they are on, by their titles. */
  readonly source: string;
  /** Volume of a month that costs nothing, in GB: `before` and `from` the month `since`. */
  readonly free: { readonly since: string; readonly before: number; readonly from: number };
  /** Where the price changes: GB of one month, counted after what is free. */
  readonly tiers: readonly {
    readonly step: 'first' | 'next' | 'above';
    readonly tb: number;
    readonly upTo: number;
  }[];
  /** USD a GB that passes from one availability zone to another, both sides' bills together. */
  readonly betweenZones: number;
  /** The region that stands in for one without an entry. */
  readonly reference: string;
  readonly regions: ReadonlyMap<string, RegionPrices>;
  /** The cloud's files of prices; `example`: where one of them is. */
  readonly offers?: { readonly reader: () => OfferReader; readonly example: string };
}

/**
 * A cloud: one folder, one line in `index.ts`. What it can do is declared, and a capability that it lacks is
 * absent; nothing else in `src/` names it.
 */
export interface Cloud {
  /** As in `who` and in a case's sources: `aws`. The folder's name. */
  readonly name: string;
  /** As people call it. */
  readonly title: string;
  /** As people call it where room is short: `AWS`. */
  readonly short: string;
  /** The lists that it publishes; their services together are what is known of it. */
  readonly ranges?: readonly RangesCapability[];
  /**
   * Its autonomous systems, where it publishes no list: whose routes they announce tells a table of routes that the
   * user gives.
   */
  readonly asns?: readonly number[];
  readonly inventory?: InventoryCapability;
  readonly ids?: IdsCapability;
  readonly commands?: CommandsCapability;
  readonly life?: LifeCalls;
  readonly prices?: PricesCapability;
  readonly collect?: CollectCapability;
  /** Programs of its own that turn to everybody's servers, or to its customers': health checks, crawlers. */
  readonly callers?: readonly Caller[];
  /** Opens a place in its storage that files are put to. Undefined: the text is no location there. */
  readonly place?: (location: string) => Promise<Place | undefined>;
}
