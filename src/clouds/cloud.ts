import type { Head, Recognition } from '../formats/format.ts';

/** One published line: a prefix belongs to a service in a region. */
export interface RangeRow {
  /** Canonical: `52.44.0.0/15`. */
  prefix: string;
  service: string;
  region?: string;
  border_group?: string;
}

/** A file of ranges as a provider published it. `read = rows + repeated + rejected`. */
export interface PublishedRanges {
  /** When the provider published it; ISO 8601, UTC, whole seconds. */
  published: string;
  /** The provider's own number of the version. */
  token?: string;
  rows: RangeRow[];
  read: number;
  /** Lines that say the same as an earlier one. */
  repeated: number;
  rejected: number;
  /** The first rejects, at most 20. */
  rejects: { where: string; reason: string }[];
}

/** Somebody whose address ranges are published. One file per provider, one line in `index.ts`. */
export interface Provider {
  /** As in `who` and in a case's sources: `aws`. */
  readonly name: string;
  /** As people call it. */
  readonly title: string;
  /** Where the provider publishes the ranges. */
  readonly url: string;
  /** Undefined: not this provider's file. Never throws. */
  recognise(head: Head): Recognition | undefined;
  /**
   * Reads a whole file. A wrong line is counted, with its reason.
   * @throws UserError when the file as a whole is not what the provider publishes
   */
  parse(bytes: Uint8Array): PublishedRanges;
}
