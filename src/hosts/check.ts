import type { Inventory } from '../clouds/inventory.ts';
import type { LineRef, Severity } from '../model/finding.ts';
import type { Message } from '../model/message.ts';
import type { Rows } from '../model/reason.ts';
import type { ConfigurationFact, Facts, Origin } from './facts.ts';

/** A port of administration on which a host talked with addresses from outside, by the flow log. */
export interface Reached {
  host: string;
  port: number;
  /** How many addresses. */
  clients: number;
  /** Those with the most packets. */
  sample: readonly string[];
  /** `2026-11-29 19:20:00 UTC` */
  from: string;
  to: string;
}

/** What a check looks at. */
export interface CheckContext {
  facts: Facts;
  /** What the cloud says of the host's surroundings, where that was given. */
  inventory?: Inventory;
  /** What the flow log says of ports of administration, where there is one. */
  reached?: readonly Reached[];
  /** `2026-11-30`: what has ended by now. */
  today: string;
}

/** `failed`: a way in is open. `cannot_tell`: it depends on what was not given, or on what a person knows. */
type Outcome = 'passed' | 'failed' | 'cannot_tell';

/** What one check says of one place. */
export interface CheckResult {
  /** `sshd.password-authentication`; the same wherever it is run. */
  id: string;
  outcome: Outcome;
  severity: Severity;
  message: Message;
  /** What to change; absent where the check passed. */
  fix?: Message;
  /** The document that says so: a manual page, a benchmark, a date of support. */
  reference: string;
  lines: LineRef[];
}

/** Checks of one program or service. One folder, one line in `checks/index.ts`, one folder of fixtures. */
export interface CheckFamily {
  /** `sshd`, also the name of its folder. */
  readonly name: string;
  /** One line for people. */
  readonly title: string;
  /** What it says, in every language. */
  readonly rows: Rows;
  /** Configuration files that it reads, as absolute paths in which `*` stands for any name. */
  readonly files: readonly string[];
  /** Folders of which it asks the names, written likewise. */
  readonly folders?: readonly string[];
  /** Passwords so well known that a collector may tell them; the others it hides. */
  readonly told?: readonly string[];
  /** Pure and total: whatever the files hold, it neither throws nor waits. */
  readonly run: (context: CheckContext) => CheckResult[];
}

/** A path in which `*` stands for any name, or a part of one. */
export function pathPattern(glob: string): RegExp {
  const pieces = glob.split('*').map((piece) => piece.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pieces.join('[^/]{0,255}')}$`);
}

/** The configuration files that fit one of the globs, in the order of their paths. */
export function configurationsOf({ configurations }: Facts, globs: readonly string[]): ConfigurationFact[] {
  const patterns = globs.map(pathPattern);
  return configurations
    .filter(({ path }) => patterns.some((pattern) => pattern.test(path)))
    .sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
}

export function lineOf({ evidence, line }: Origin): LineRef {
  return { evidence, line };
}

/** `/etc/ssh/sshd_config:57`, for a person to open. @param at the place of the line in the evidence */
export function placeOf({ path, origin }: ConfigurationFact, at?: number): string {
  return at === undefined ? path : `${path}:${at - origin.line + 1}`;
}
