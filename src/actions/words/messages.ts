import type { BlockStep } from '../../model/block.ts';
import type { Instant } from '../rule.ts';

/** Nothing is told beside the key. */
type Nothing = Readonly<Record<string, never>>;

/** How many prefixes come and go. */
interface Numbers {
  add: number;
  remove: number;
}

/** All that is said about blocks, and what it needs to be said in any language. Commands and names stay as they are. */
export interface Messages {
  fills_table: Numbers & { table: string };
  points_table: Numbers & { table: string };
  removes_table: Numbers & { table: string };
  makes_sets: { sets: number; prefixes: number };
  switches_rules: Numbers & { program: string };
  removes_sets: { sets: number };
  writes_file: Numbers & { path: string };
  nothing_changes: Nothing;

  kept_own: Nothing;
  kept_gateway: Nothing;
  kept_resolver: Nothing;
  kept_session: Nothing;
  kept_asked: Nothing;

  fits: { prefixes: number };
  /** `percent` of the addresses asked for. */
  fits_over: { exact: number; used: number; percent: number };
  family_left: { family: 4 | 6; prefixes: number; sink: string };
  gone_after_restart: { command: string };
  stays_after_restart: Nothing;
  ends_by_itself: { until: Instant; command: string };
  not_tried: { sink: string };

  step: { step: BlockStep; of: string[]; prefixes: number };
  bad_stopped: { stopped: number; all: number };
  good_none: Nothing;
  good_some: { users: string[]; more: number; others: number; requests: number };
  held: { days: number; stopped: number; all: number };
  narrowest: { step: BlockStep };
}

export type MessageKey = keyof Messages;

/** A message as data; words are made where it is read. */
export type Said = { [K in MessageKey]: { key: K; params: Messages[K] } }[MessageKey];

/** One language's words for all of them; one that lacks a message does not compile. */
export type Words = { [K in MessageKey]: (params: Messages[K]) => string };
