import type { AttachmentFormat } from '../formats/format.ts';
import type { Inventory, InventoryCount } from './inventory.ts';

/** One published line: a prefix belongs to a service in a region. */
export interface RangeRow {
  /** Canonical: `52.44.0.0/15`. */
  prefix: string;
  service: string;
  region?: string;
  border_group?: string;
}

/** A file of ranges as a cloud published it. `read = rows + repeated + rejected`. */
export interface PublishedRanges {
  /** When the cloud published it; ISO 8601, UTC, whole seconds. */
  published: string;
  /** The cloud's own number of the version. */
  token?: string;
  rows: RangeRow[];
  read: number;
  /** Lines that say the same as an earlier one. */
  repeated: number;
  rejected: number;
  /** The first rejects, at most 20. */
  rejects: { where: string; reason: string }[];
}

/** The list of address ranges that a cloud publishes. */
export interface RangesCapability {
  /** Where it is published. */
  readonly url: string;
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
  readonly ranges?: RangesCapability;
  readonly inventory?: InventoryCapability;
}
