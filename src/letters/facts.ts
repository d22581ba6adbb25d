import type { CaseDocument } from '../model/case.ts';
import type { Certainty } from '../model/certainty.ts';
import type { Matter } from '../model/conclusion.ts';
import type { Comparison, Finding, LineRef } from '../model/finding.ts';
import type { AbuseType } from '../model/abuse-types.ts';
import type { ActionTaken, Claim, ClaimedFlow } from '../model/claim.ts';
import { protocolName } from '../net/protocols.ts';
import { clean, cleanList } from './clean.ts';
import { activityOf, hostFacts, portsOf } from './hosts.ts';
import type { Activity, HostFacts } from './hosts.ts';
import { basisOf } from './basis.ts';
import { moment, period } from './period.ts';
import type { Moment, Period } from './period.ts';

/** A letter is read by a person with many of them: it names no more than this, and says how many are left out. */
const MAX_ACTIVITIES = 4;
const MAX_FILES = 3;

/** What a provider did, as far as the notice says it in fields. */
export interface Restriction {
  what: ActionTaken['what'];
  direction?: 'outbound' | 'inbound';
  /** `TCP`. */
  protocol?: string;
  ports?: string;
}

/** One of several things that the notices of a matter report. */
interface ReportedThing {
  type: AbuseType;
  resources: string[];
  when?: Period;
  verdict: Certainty;
}

/** One flow as a notice states it. */
export interface StatedFlow {
  when?: Period;
  /** `TCP`. */
  protocol?: string;
  /** `22, 2222`; absent where none is stated, or too many to name. */
  ports?: string;
  portCount: number;
  remote?: string;
  /** Amounts by the names of the figures, in the order in which they are written. */
  amounts: [figure: Amount, value: number][];
}

const AMOUNTS = ['packets_sent', 'bytes_sent', 'packets_received', 'bytes_received'] as const;
type Amount = (typeof AMOUNTS)[number];

/** What a letter may say, in no language: only what the case carries. */
export interface LetterFacts extends HostFacts {
  /** Whose notice it answers, as the claim has it. */
  source: string;
  reference?: string;
  subject?: string;
  accounts: string[];
  regions: string[];
  /** Ids and addresses that the notices name as ours. */
  named: string[];
  type: AbuseType;
  reported: ReportedThing[];
  /** The notices' own figures, without repeats. */
  stated: StatedFlow[];
  when?: Period;
  zoneAssumed: boolean;
  verdict: Certainty;
  activities: Activity[];
  moreActivities: number;
  compared: Comparison[];
  records: { files: number; read: number; parsed: number; rejected: number; skipped: number };
  hashes: { path: string; sha256: string }[];
  moreHashes: number;
  restrictions: Restriction[];
  /** Original lines that the verdicts rest on, as they were read. */
  lines: string[];
  deadline?: Moment;
  /** A notice says that the account has a contact for such notices. */
  securityContact: boolean;
}

/** The period from the first beginning to the last end of the notices' windows. */
function windowOf(claims: readonly Claim[]): Period | undefined {
  const instants = claims
    .flatMap(({ window }) => [window?.from, window?.to])
    .filter((instant) => instant !== undefined)
    .sort((a, b) => Date.parse(a) - Date.parse(b));
  return period(instants[0], instants.at(-1));
}

function restrictionOf({ what, direction, protocol, ports }: ActionTaken): Restriction {
  const list = portsOf(ports ?? []);
  return {
    what,
    ...(direction === undefined ? {} : { direction }),
    ...(protocol === undefined ? {} : { protocol: protocolName(protocol) }),
    ...(list === undefined ? {} : { ports: list }),
  };
}

function restrictionsOf(claims: readonly Claim[]): Restriction[] {
  const distinct = new Map<string, Restriction>();
  for (const action of claims.flatMap(({ actions_taken }) => actions_taken)) {
    const restriction = restrictionOf(action);
    distinct.set(JSON.stringify(restriction), restriction);
  }
  return [...distinct.values()];
}

function verdictOf(document: CaseDocument, claim: number): Certainty {
  return document.verdicts.find((verdict) => verdict.claim === claim)?.verdict ?? 'cannot_tell';
}

function resourcesOf({ instances, addresses, interfaces }: Claim): string[] {
  return cleanList([...instances, ...addresses, ...interfaces]);
}

/** Each reported thing once, although reminders repeat it. */
function reportedOf(claims: readonly Claim[], verdicts: readonly Certainty[]): ReportedThing[] {
  const distinct = new Map<string, ReportedThing>();
  for (const [i, claim] of claims.entries()) {
    const reported = {
      type: claim.type,
      resources: resourcesOf(claim),
      ...optional('when', windowOf([claim])),
      verdict: verdicts[i] ?? 'cannot_tell',
    };
    distinct.set(JSON.stringify(reported), reported);
  }
  return [...distinct.values()];
}

function statedOf(flow: ClaimedFlow): StatedFlow {
  const { protocol, remote, remote_ports: numbers = [] } = flow;
  return {
    ...optional('when', period(flow.from, flow.to)),
    ...optional('protocol', protocol === undefined ? undefined : protocolName(protocol)),
    ...optional('ports', portsOf(numbers)),
    portCount: numbers.length,
    ...optional('remote', remote === undefined ? undefined : clean(remote, 64)),
    amounts: AMOUNTS.flatMap((name): StatedFlow['amounts'] => {
      const value = flow[name];
      return value === undefined ? [] : [[name, value]];
    }),
  };
}

/** Each stated flow once, although reminders repeat it. */
function statedIn(claims: readonly Claim[]): StatedFlow[] {
  const flows = claims.flatMap((claim) => claim.flows.map(statedOf));
  return [...new Map(flows.map((flow) => [JSON.stringify(flow), flow])).values()];
}

/** The file's own name: where it lay is our business. */
export function baseName(path: string): string {
  return clean(path.slice(path.lastIndexOf('/') + 1), 140);
}

/** @param cited paths that the letter's numbers rest on; their files are named first */
function flowRecords(
  document: CaseDocument,
  cited: ReadonlySet<string>,
): Pick<LetterFacts, 'records' | 'hashes' | 'moreHashes'> {
  const flows = document.evidence.filter((file) => file.table === 'flows' && file.duplicateOf === undefined);
  const unlisted = document.evidence_unlisted?.tables.flows;
  const sum = (key: 'read' | 'parsed' | 'rejected' | 'skipped') =>
    flows.reduce((total, file) => total + file[key], unlisted?.[key] ?? 0);
  const first = flows.toSorted((a, b) => Number(cited.has(b.path)) - Number(cited.has(a.path)));
  const hashed = first.flatMap(({ path, sha256 }) =>
    sha256 === undefined ? [] : [{ path: baseName(path), sha256: clean(sha256, 64) }],
  );
  return {
    records: {
      files: flows.length + (unlisted?.files ?? 0),
      read: sum('read'),
      parsed: sum('parsed'),
      rejected: sum('rejected'),
      skipped: sum('skipped'),
    },
    hashes: hashed.slice(0, MAX_FILES),
    moreHashes: Math.max(0, hashed.length - MAX_FILES) + (unlisted?.hashed ?? 0),
  };
}

function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  const found: Partial<Record<K, V>> = {};
  if (value !== undefined) found[key] = value;
  return found;
}

/** The lines that this matter's verdicts rest on; where they name none, those of its findings. */
function linesOf(
  { verdicts }: CaseDocument,
  indexes: readonly number[],
  findings: readonly Finding[],
): LineRef[] {
  const own = verdicts.filter(
    ({ claim, verdict }) => indexes.includes(claim) && basisOf(verdict) === 'shown',
  );
  const lines = own.flatMap((verdict) => verdict.lines);
  return lines.length > 0 ? lines : findings.flatMap((finding) => finding.lines);
}

/** @param matter of the case; at least one claim */
export function factsOf(document: CaseDocument, matter: Matter): LetterFacts {
  const { claims: indexes } = matter;
  const claims = indexes.flatMap((index) => document.claims[index] ?? []);
  const main = claims[0];
  if (!main) throw new RangeError('A letter answers at least one claim.');
  const verdicts = indexes.map((index) => verdictOf(document, index));
  const culprits = matter.culprits.flatMap((place) => document.culprits[place] ?? []);
  const findings = matter.findings.flatMap((place) => document.findings[place] ?? []);
  const lines = linesOf(document, indexes, findings);
  const deadline = main.deadline === undefined ? undefined : moment(main.deadline);
  return {
    source: clean(main.source, 64),
    ...optional('reference', main.reference === undefined ? undefined : clean(main.reference, 64)),
    ...optional('subject', main.subject === undefined ? undefined : clean(main.subject, 200)),
    accounts: cleanList(claims.flatMap(({ accounts }) => accounts)),
    regions: cleanList(claims.flatMap(({ regions }) => regions)),
    named: [...new Set(claims.flatMap(resourcesOf))],
    type: main.type,
    reported: reportedOf(claims, verdicts),
    stated: statedIn(claims),
    ...optional('when', windowOf(claims)),
    zoneAssumed: claims.some(({ zone }) => zone !== undefined),
    verdict: matter.verdict,
    ...hostFacts(culprits, matter.certainty),
    activities: findings.slice(0, MAX_ACTIVITIES).map((finding) => activityOf(finding, culprits)),
    moreActivities: Math.max(0, findings.length - MAX_ACTIVITIES),
    compared: indexes.flatMap(
      (index) => document.verdicts.find(({ claim }) => claim === index)?.compared ?? [],
    ),
    ...flowRecords(document, new Set(lines.map(({ evidence }) => evidence))),
    restrictions: restrictionsOf(claims),
    lines: [...new Set(lines.flatMap(({ text }) => text ?? []))],
    ...optional('deadline', deadline),
    securityContact: claims.some(({ security_contact: contact }) => contact === 'named'),
  };
}
