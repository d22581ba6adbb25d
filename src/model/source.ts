/** ISO 8601, UTC. */
type Instant = string;

/** Whose address it is; one entry of `who` and of a case's `sources`. */
export interface Source {
  address: string;
  provider: string | null;
  services?: string[];
  region?: string;
  border_group?: string;
  prefix?: string;
  /** When the published ranges that say so were in force. */
  as_of?: Instant;
  asn?: number;
  /** Why there is no answer, or what to know about it. */
  note?: string;
}
