import type { Instant } from './claim.ts';

/** A table as the report shows it, complete: `rows` are parallel to `columns`. */
export interface Table {
  name: string;
  title: string;
  columns: string[];
  rows: (string | number | null)[][];
}

/**
 * Volume over time about one axis: what left the subject and what reached it. `out` and `in` are parallel;
 * bucket i begins `i * bucket_seconds` after `start`.
 */
export interface Series {
  name: string;
  /** What it shows, as a sentence. */
  title: string;
  /** An address, an instance, or a provider. */
  subject: string;
  unit: 'bytes' | 'flows' | 'requests';
  start: Instant;
  bucket_seconds: number;
  out: number[];
  in: number[];
  /** The claim's window, to be shaded. */
  window?: { from: Instant; to: Instant };
}

/** Number of distinct targets of each source, for the dot strip; at most 500 rows, the busiest first. */
export interface FanOut {
  title: string;
  port?: number;
  /** The port's, by IANA's number. */
  protocol?: number;
  rows: {
    address: string;
    targets: number;
    role: 'host' | 'nat' | 'load balancer' | 'transit gateway';
    culprit: boolean;
  }[];
}
