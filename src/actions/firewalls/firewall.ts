import type { Capacity } from '../../net/prefix-fit.ts';
import type { Change, PutList } from '../action.ts';
import type { Host } from '../host.ts';
import type { Direction, Instant, Rule } from '../rule.ts';
import type { Scheduled } from '../schedule.ts';
import type { BlockMessage } from '../words/messages.ts';

/** What a firewall can do; whoever uses it asks here and never for its name. */
export interface Capabilities {
  /** It ends a rule at its time by itself, without us. */
  timer: boolean;
  /** Where it cannot: what the user can do instead; an imperative sentence for an error's hint. */
  timerHint?: string;
  capacity?: Capacity;
  /** The shortest prefixes that it takes, by family. */
  shortest: { 4: number; 6: number };
  /** The longest; absent: single addresses. */
  longest?: { 4: number; 6: number };
  families: readonly (4 | 6)[];
  directions: readonly Direction[];
  /** It can block one port alone. */
  port: boolean;
  /** What is installed is there again after a restart. */
  survivesRestart: boolean;
  /**
   * The program, and its version, that has accepted what is written in this project's tests. Absent: nobody has
   * tried it on the device; the documents say so.
   */
  triedWith?: string;
}

/** A file that is handed over. */
export interface Sheet {
  name: string;
  text: string;
  /** The command or place for it. */
  use: string;
}

/** What is written for, apart from the rules. */
export interface Circumstances {
  now: Date;
  /** What was installed before as far as is known; for scripts that lead from one state to the next. */
  present: readonly Rule[];
}

/** What of ours is installed. */
export interface InstalledBlock {
  rules: Rule[];
  /** The firewall's own words for it, from which it can be restored; empty where there is nothing of ours. */
  dump: string;
}

/** How often rules have stopped something, since they were installed. */
export interface Counter {
  what: string;
  packets: number;
  bytes: number;
}

/** A firewall that can be read and changed from here. */
export interface Live {
  read(host: Host, now: Date): Promise<InstalledBlock>;
  /** What it blocks alone, where that is less work than what it could be restored from. Absent: `read` says it. */
  rules?(host: Host): Promise<Rule[]>;
  /** The changes that lead from what is there to what shall be; none where it is the same. */
  changes(present: InstalledBlock, wanted: readonly Rule[], now: Date): Change[];
  /** Where something on this computer would take a block away again. Absent: nothing is known to. @throws UserError */
  refuse?(host: Host): Promise<void>;
  /**
   * Before something is changed or taken back: what it needs is there, and nobody has changed by hand what would be replaced.
   * @throws UserError
   */
  ready?(host: Host): Promise<void>;
  /** Absent: it does not count. */
  counters?(host: Host): Promise<Counter[]>;
  /** Where the changes have lists in them: makes one as it shall be. */
  readonly put?: PutList;
}

/** Something that can block addresses for us. One folder each, one line in `index.ts`. */
export interface Firewall {
  /** As in `--sink`. */
  readonly name: string;
  readonly title: string;
  readonly can: Capabilities;
  /** What is to be handed to it, for whoever does so by hand. @throws UserError for rules that it cannot have */
  render(rules: readonly Rule[], circumstances: Circumstances): Sheet[];
  /** Absent: it is not reached from here; its files are handed over. */
  readonly live?: Live;
  /** Of a cloud's: all that is sent to it, as the cloud's policies name it. The client lets nothing else pass. */
  readonly permissions?: readonly string[];
  /**
   * For one whose files are handed over: what makes its computer run these commands again and again, and after them the
   * block that they write into the folder. Absent: it has no such means that is known here.
   */
  schedule?(commands: readonly Scheduled[], folder: string): Sheet;
  /** What to know about it, beside its capabilities. */
  readonly notes?: readonly BlockMessage[];
}

/** Whole seconds until then; at least one. */
export function secondsUntil(until: Instant, now: Date): number {
  return Math.max(1, Math.round((Date.parse(until) - now.getTime()) / 1000));
}
