/** ISO 8601, UTC. */
type Instant = string;

/** What a message needs that needs nothing. */
type Nothing = Readonly<Record<string, never>>;

/** The rungs of a block's ladder, from the narrowest. */
export type StepName = 'addresses' | 'prefixes' | 'service_in_region' | 'service' | 'provider';

/** What kind of client of one's own a block would stop. */
export type GoodKind = 'user' | 'monitor' | 'crawler' | 'webhook' | 'other';

/** All that is said about blocks, and what it needs to be said in any language. Commands and names stay as they are. */
export interface Messages {
  fills_table: { table: string; add: number; remove: number };
  points_table: { table: string; add: number; remove: number };
  removes_table: { table: string; add: number; remove: number };
  makes_sets: { sets: number; prefixes: number };
  switches_rules: { program: string; add: number; remove: number };
  removes_sets: { sets: number };
  writes_file: { path: string; add: number; remove: number };
  checks_config: { command: string };
  reloads: { command: string };

  kept_own: Nothing;
  kept_gateway: Nothing;
  kept_resolver: Nothing;
  kept_session: Nothing;
  kept_asked: { what: string };

  fits: { prefixes: number };
  fits_over: { exact: number; used: number; percent: number };
  gone_after_restart: { command: string };
  stays_after_restart: Nothing;
  ends_by_itself: { until: Instant };

  step: { step: StepName };
  replay_good: { users: string[]; more: number; clients: number; requests: number };
  block_none: { prefixes: number; step: StepName; bad: number; all: number };
  block_some: {
    prefixes: number;
    step: StepName;
    bad: number;
    all: number;
    users: string[];
    more: number;
    others: number;
  };
  block_no_step: { step: StepName; users: number };
  holds: { step: StepName; days: number; stopped: number; all: number };
  also_hits: { services: string[] };
}

export type MessageKey = keyof Messages;

/** A message as data; words are made where it is read. */
export type Said = { [K in MessageKey]: { key: K; params: Messages[K] } }[MessageKey];

/** One language's words for all of them; one that lacks a message does not compile. */
export type Words = { [K in MessageKey]: (params: Messages[K]) => string };
