import type { TableName } from '../model/evidence.ts';
import type { Engine } from '../events/engines/engine.ts';
import type { AbuseType } from '../model/abuse-types.ts';
import type { Deed } from '../model/complaint.ts';
import type { SignAt } from '../hosts/scripts/read.ts';
import type { Finding, LineRef } from '../model/finding.ts';
import type { Instant } from '../model/instant.ts';
import type { Hosts } from './network/hosts.ts';
import type { LocalNetworks } from './network/local-networks.ts';
import type { Attackers } from './replay/attackers.ts';
import type { Roles } from './network/roles.ts';
import type { Scope } from './charts/tables/scope.ts';
import type { Table } from '../model/pictures.ts';
import type { ThresholdGroup, Thresholds } from './threshold.ts';
import type { Step } from './sql/steps.ts';
import type { Translations } from '../language/words.ts';
import type { ObservationPoints } from './network/observation-points.ts';
import type { Message } from '../model/message.ts';
import type { NumberGroup } from '../model/numbers.ts';

/** What a detector may look at. */
export interface DetectorContext {
  engine: Engine;
  /** Which addresses and interfaces only pass traffic on. */
  roles: Roles;
  /** Which addresses are ours. */
  localNetworks: LocalNetworks;
  /** Where each of our addresses is read, so that a flow counts once. */
  observationPoints: ObservationPoints;
  /** Interface, instance and name of our addresses. */
  hosts: Hosts;
  thresholds: Thresholds;
  /** SKIPDATA entries of the flow logs: how often AWS says that it lost records. */
  lostRecords: number;
  /** Paths of files of which only a part was read and that are flow logs, or may hold some. */
  partly: readonly string[];
  /** Path in the manifest of an event row's `evidence`. */
  references: (evidenceId: number) => string;
  /** Whose rows of the logs were an attacker's; for the replay of a block. */
  attackers: Attackers;
  /** Scripts of our hosts, as far as outputs and files were given. */
  scripts: readonly HostScript[];
  /** Moments at which, by the notices, our hosts did something to others. */
  claimed: readonly Instant[];
  /** Scripts that sent mail, by the header of what is complained of. */
  mailed: readonly MailedScript[];
}

/** A script that the header of a mail names, which its sender can have written. */
export interface MailedScript {
  /** `/cache/x.php` as it was asked for, or a file's name alone. */
  path: string;
  /** Addresses that called it, by the same header. */
  callers: readonly string[];
}

/** A script that lies on one of our hosts, as a listing or its text shows it. */
export interface HostScript {
  /** As the host has it; relative where the listing is. */
  path: string;
  /** What its text gives away; empty where only its name is known. */
  signs: readonly SignAt[];
  /** Where it was seen. */
  lines: readonly LineRef[];
}

/** What a question for the rows behind findings is asked with: a case that is on disk has no more. */
export type RowsContext = Pick<DetectorContext, 'engine' | 'thresholds'>;

/** A SELECT of every row that findings of one detector count, of whoever came from outside. */
export interface AccusedRows {
  readonly steps: readonly Step[];
  /** Columns: `finding`, the finding's id without its time; `address`, `ts`, `evidence`, `line`. */
  readonly select: string;
}

/** A finding's id without its time, which comes last: what `AccusedRows` names it by. */
export function timelessId({ id, from }: Pick<Finding, 'id' | 'from'>): string {
  return id.endsWith(`|${from}`) ? id.slice(0, -from.length - 1) : id;
}

/**
 * Whom a finding does not show, or shows to be no attacker. `forged`: the sources are mostly made up. `unasked`: what was sent needs no answer, so that
 * any address may stand in it. `reflected`: they were made to
 * answer by somebody who is not in the evidence. `pings`: anybody may have sent them, and no form of complaint has a type for
 * them. `together`: each source by itself is below every threshold. `terms`: whether it is abuse is for the site's terms to say. `victims`: who
 * fetches malware from us is infected. `told`: their requests are those of another detector, which accuses them.
 */
type Unaccused = 'forged' | 'unasked' | 'reflected' | 'pings' | 'together' | 'terms' | 'victims' | 'told';

/** One rule over one event table. It reads rows by SQL and never parses evidence. */
export interface Detector {
  /** `port-scan-horizontal`: the file's name and the finding's `detector`. */
  readonly name: string;
  readonly type: AbuseType;
  /** One line for a person: what it finds. */
  readonly title: string;
  /** Where the rule comes from; `definition` and the definition where it is ours. */
  readonly source: Message;
  /** Its findings are about how many targets were reached: they are drawn as that, by records and not by bytes. */
  readonly reach?: true;
  /** It runs when this table holds rows. */
  readonly table: TableName;
  /**
   * What somebody outside did by its inbound findings, where their type alone does not tell: a file that came into a honeypot is
   * `malware`, and so is a script on our web server.
   */
  readonly deed?: Deed;
  /** Why nobody is complained about by its inbound findings, where no `accused` is given. */
  readonly unaccused?: Unaccused;
  /**
   * Whose rows they are that its findings count, for who complains about them. Left out: it names nobody outside, or none
   * who can be believed to be the sender.
   * @param findings those of the detector, in whose case they are asked for
   */
  accused?(context: RowsContext, findings: readonly Finding[]): AccusedRows;
  /** It accuses no middlebox, which only passes traffic on; quiet traffic gives an empty array. */
  detect(context: DetectorContext): Promise<Finding[]>;
}

/** Detectors that share a rule, its thresholds and its words; one folder in `detectors/`. */
export interface DetectorFamily {
  /** Its folder. */
  readonly name: string;
  /** In the order in which their findings are listed. */
  readonly detectors: readonly Detector[];
  readonly thresholds: readonly ThresholdGroup[];
  /** What its findings carry in `numbers`: names, units and meanings. */
  readonly numbers: NumberGroup;
  readonly words: Translations;
  /** Of several findings of the same deed, keeps the one that describes it whole. Left out: all are kept. */
  settle?(findings: readonly Finding[], context: DetectorContext): Finding[];
  /** Says where the evidence is too little to judge by the family's rules. It runs where there are flows. */
  gaps?(context: DetectorContext): Promise<Message[]>;
  /** The same of web logs: it runs where there are requests. */
  requestGaps?(context: DetectorContext): Promise<Message[]>;
  /** What the report tabulates of alerts. */
  readonly alertTables?: readonly ((context: RowsContext) => Promise<Table>)[];
  /** What the report tabulates of web requests. */
  readonly tables?: readonly ((scope: Scope) => Promise<Table>)[];
}
