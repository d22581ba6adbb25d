import type { CaseDocument } from '../cases/case.ts';
import type { Culprit, Finding, Verdict } from '../findings/finding.ts';
import type { AbuseType, ActionTaken, Claim, Instant } from '../notices/claim.ts';
import { protocolName } from '../net/protocols.ts';
import { clean, cleanList } from './clean.ts';

/** A letter is read by a person with many of them: it names no more than this, and says how many are left out. */
const MAX_ACTIVITIES = 4;
const MAX_HOSTS = 4;
const MAX_IDS = 6;
const MAX_PORTS = 6;
const MAX_FILES = 6;
/** From here on a culprit is named without "most likely". */
const SURE = 0.9;

/** `YYYY-MM-DD hh:mm:ss`, UTC. */
export type Moment = string;

export interface Period {
  from: Moment;
  /** Absent where it is one moment. */
  to?: Moment;
}

/** What one host did, of one type. */
export interface Activity {
  type: AbuseType;
  who: string;
  when: Period;
  hosts: number;
  /** The one target, where there is only one and it is known. */
  target?: string;
  /** `22, 2222`; absent where there are none or too many to name. */
  ports?: string;
  portCount: number;
  packets?: number;
  bytes?: number;
  /** Whole percent of the attempts, rounded down. */
  unanswered?: number;
}

export interface Via {
  kind: 'nat' | 'load balancer' | 'transit gateway';
  gateway?: string;
  public?: string;
}

/** What a provider did, as far as the notice says it in fields. */
export interface Restriction {
  what: ActionTaken['what'];
  direction?: 'outbound' | 'inbound';
  /** `TCP`. */
  protocol?: string;
  ports?: string;
}

/** Claim beside evidence; figures of both as the case has them. */
export interface Compared {
  what: string;
  claimed: number | string;
  seen: number | string;
  agrees: boolean;
}

/** One of several things that the notices of a matter report. */
export interface Reported {
  type: AbuseType;
  resources: string[];
  when?: Period;
  verdict: Verdict['verdict'];
}

/** What a letter may say, in no language: only what the case carries. */
export interface LetterFacts {
  reference?: string;
  subject?: string;
  accounts: string[];
  regions: string[];
  /** Ids and addresses that the notices name as ours. */
  named: string[];
  type: AbuseType;
  reported: Reported[];
  when?: Period;
  zoneAssumed: boolean;
  verdict: Verdict['verdict'];
  hosts: string[];
  /** The evidence does not tell the hosts apart. */
  tied: boolean;
  sure: boolean;
  via?: Via;
  activities: Activity[];
  moreActivities: number;
  compared: Compared[];
  records: { files: number; read: number; parsed: number; rejected: number; skipped: number };
  hashes: { path: string; sha256: string }[];
  moreHashes: number;
  restrictions: Restriction[];
  opened: Moment;
  deadline?: Moment;
}

export function moment(instant: Instant): Moment {
  return new Date(instant).toISOString().slice(0, 19).replace('T', ' ');
}

function period(from: Instant | undefined, to: Instant | undefined): Period | undefined {
  const begin = from ?? to;
  if (begin === undefined) return undefined;
  const end = to === undefined || moment(to) === moment(begin) ? undefined : moment(to);
  return { from: moment(begin), ...(end === undefined ? {} : { to: end }) };
}

/** The period from the first beginning to the last end of the notices' windows. */
function windowOf(claims: readonly Claim[]): Period | undefined {
  const instants = claims
    .flatMap(({ window }) => [window?.from, window?.to])
    .filter((instant) => instant !== undefined)
    .sort((a, b) => Date.parse(a) - Date.parse(b));
  return period(instants[0], instants.at(-1));
}

function hostLabel(host: { address: string; instance?: string; name?: string }): string {
  const address = clean(host.address, 64);
  const name = host.name === undefined ? [] : [clean(host.name, 40)];
  if (host.instance === undefined) return [address, ...name.map((text) => `(${text})`)].join(' ');
  return `${clean(host.instance, 40)} (${[...name, address].join(', ')})`;
}

function viaOf(via: Culprit['via']): Via | undefined {
  if (!via) return undefined;
  const gateway = via.gateway ?? via.nat;
  return {
    kind: via.kind ?? 'nat',
    ...(gateway === undefined ? {} : { gateway: clean(gateway, 64) }),
    ...(via.public === undefined ? {} : { public: clean(via.public, 64) }),
  };
}

function portsOf(ports: readonly number[]): string | undefined {
  return ports.length === 0 || ports.length > MAX_PORTS ? undefined : ports.join(', ');
}

function shareUnanswered(numbers: Finding['numbers']): number | undefined {
  const { pairs, unanswered_pairs: unanswered } = numbers;
  if (!pairs || unanswered === undefined) return undefined;
  return Math.floor((100 * unanswered) / pairs);
}

function activityOf(finding: Finding, culprits: readonly Culprit[]): Activity {
  const { type, subject, targets, numbers } = finding;
  const address = subject.address ?? subject.interface ?? subject.user ?? '';
  const known = culprits.find((culprit) => culprit.address === subject.address);
  const ports = portsOf(targets.ports);
  const target = targets.hosts === 1 ? targets.sample[0] : undefined;
  const unanswered = shareUnanswered(numbers);
  return {
    type,
    who: hostLabel(known ?? { address, ...(subject.instance ? { instance: subject.instance } : {}) }),
    when: period(finding.from, finding.to) ?? { from: moment(finding.from) },
    hosts: targets.hosts,
    portCount: numbers['ports'] ?? targets.ports.length,
    ...(target === undefined ? {} : { target: clean(target, 64) }),
    ...(ports === undefined ? {} : { ports }),
    ...(numbers['packets'] === undefined ? {} : { packets: numbers['packets'] }),
    ...(numbers['bytes'] === undefined ? {} : { bytes: numbers['bytes'] }),
    ...(unanswered === undefined ? {} : { unanswered }),
  };
}

/** Flow records lie up to an aggregation interval before and after what a notice states. */
const SLACK_MS = 660_000;

/** Whether two periods touch, as near as the records' times allow. */
function overlaps(finding: Finding, { window }: Claim): boolean {
  const from = window?.from ?? window?.to;
  const to = window?.to ?? window?.from;
  if (from === undefined || to === undefined) return true;
  const begins = Date.parse(finding.from) - SLACK_MS <= Date.parse(to);
  return begins && Date.parse(finding.to) + SLACK_MS >= Date.parse(from);
}

/** Whether a culprit belongs to the claim: it is named there, or did such a thing at such a time. */
function answersFor(culprit: Culprit, claim: Claim, findings: readonly Finding[]): boolean {
  const named = new Set([...claim.instances, ...claim.addresses, ...claim.interfaces]);
  const ids = [culprit.instance, culprit.address, culprit.interface, culprit.via?.public];
  if (ids.some((id) => id !== undefined && named.has(id))) return true;
  return findings.some(
    (finding) =>
      finding.type === claim.type && finding.subject.address === culprit.address && overlaps(finding, claim),
  );
}

/** The culprits of these claims. Where the case has no other matter, all of them are. */
function culpritsOf(document: CaseDocument, claims: readonly Claim[]): readonly Culprit[] {
  const { culprits, findings } = document;
  const own = culprits.filter((culprit) => claims.some((claim) => answersFor(culprit, claim, findings)));
  return own.length === 0 && document.claims.length === claims.length ? culprits : own;
}

/** What a culprit sent out that is of a reported type; the largest first. */
function activitiesOf(
  findings: readonly Finding[],
  claims: readonly Claim[],
  culprits: readonly Culprit[],
): Finding[] {
  const types = new Set(claims.map(({ type }) => type));
  const guilty = new Set(culprits.map(({ address }) => address));
  return findings
    .filter(({ type, direction, subject }) => {
      return types.has(type) && direction === 'outbound' && guilty.has(subject.address ?? '');
    })
    .sort((a, b) => b.targets.hosts - a.targets.hosts || (a.from < b.from ? -1 : 1));
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
  return [...distinct.values()].slice(0, MAX_IDS);
}

function verdictOf(document: CaseDocument, claim: number): Verdict['verdict'] {
  return document.verdicts.find((verdict) => verdict.claim === claim)?.verdict ?? 'no data';
}

/** The letter takes the firmest of its claims' verdicts; each claim's own stands in the list. */
function firmest(verdicts: readonly Verdict['verdict'][]): Verdict['verdict'] {
  if (verdicts.includes('confirmed')) return 'confirmed';
  return verdicts.includes('contradicted') ? 'contradicted' : 'no data';
}

function resourcesOf({ instances, addresses, interfaces }: Claim): string[] {
  return cleanList([...instances, ...addresses, ...interfaces], MAX_IDS);
}

/** Each reported thing once, although reminders repeat it. */
function reportedOf(claims: readonly Claim[], verdicts: readonly Verdict['verdict'][]): Reported[] {
  const distinct = new Map<string, Reported>();
  for (const [i, claim] of claims.entries()) {
    const reported = {
      type: claim.type,
      resources: resourcesOf(claim),
      ...optional('when', windowOf([claim])),
      verdict: verdicts[i] ?? 'no data',
    };
    distinct.set(JSON.stringify(reported), reported);
  }
  return [...distinct.values()];
}

function flowRecords(document: CaseDocument): Pick<LetterFacts, 'records' | 'hashes' | 'moreHashes'> {
  const flows = document.evidence.filter((file) => file.table === 'flows' && file.duplicateOf === undefined);
  const sum = (key: 'read' | 'parsed' | 'rejected' | 'skipped') =>
    flows.reduce((total, file) => total + file[key], 0);
  const hashed = flows.flatMap(({ path, sha256 }) =>
    sha256 === undefined ? [] : [{ path: clean(path, 100), sha256: clean(sha256, 64) }],
  );
  return {
    records: {
      files: flows.length,
      read: sum('read'),
      parsed: sum('parsed'),
      rejected: sum('rejected'),
      skipped: sum('skipped'),
    },
    hashes: hashed.slice(0, MAX_FILES),
    moreHashes: Math.max(0, hashed.length - MAX_FILES),
  };
}

function hostFacts(culprits: readonly Culprit[]): Pick<LetterFacts, 'hosts' | 'tied' | 'sure' | 'via'> {
  const via = viaOf(culprits[0]?.via);
  const ties = culprits.flatMap((culprit) => culprit.ties);
  const hosts = [...new Set([...culprits, ...ties].map(hostLabel))].slice(0, MAX_HOSTS);
  return {
    hosts,
    tied: ties.length > 0,
    sure: culprits.every(({ confidence }) => confidence >= SURE),
    ...(via === undefined ? {} : { via }),
  };
}

function optional<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  const found: Partial<Record<K, V>> = {};
  if (value !== undefined) found[key] = value;
  return found;
}

/** @param indexes the claims of one matter, the one that is answered first; at least one */
export function factsOf(document: CaseDocument, indexes: readonly number[]): LetterFacts {
  const claims = indexes.flatMap((index) => document.claims[index] ?? []);
  const main = claims[0];
  if (!main) throw new RangeError('A letter answers at least one claim.');
  const verdicts = indexes.map((index) => verdictOf(document, index));
  const verdict = firmest(verdicts);
  const confirmed = verdict === 'confirmed';
  const culprits = confirmed ? culpritsOf(document, claims) : [];
  const findings = activitiesOf(document.findings, claims, culprits);
  const deadline = main.deadline === undefined ? undefined : moment(main.deadline);
  return {
    ...optional('reference', main.reference === undefined ? undefined : clean(main.reference, 64)),
    ...optional('subject', main.subject === undefined ? undefined : clean(main.subject, 200)),
    accounts: cleanList(
      claims.flatMap(({ accounts }) => accounts),
      MAX_IDS,
    ),
    regions: cleanList(
      claims.flatMap(({ regions }) => regions),
      MAX_IDS,
    ),
    named: [...new Set(claims.flatMap(resourcesOf))].slice(0, MAX_IDS),
    type: main.type,
    reported: reportedOf(claims, verdicts),
    ...optional('when', windowOf(claims)),
    zoneAssumed: claims.some(({ zone }) => zone?.startsWith('assumed') ?? false),
    verdict,
    ...hostFacts(culprits),
    activities: findings.slice(0, MAX_ACTIVITIES).map((finding) => activityOf(finding, culprits)),
    moreActivities: Math.max(0, findings.length - MAX_ACTIVITIES),
    compared: indexes.flatMap(
      (index) => document.verdicts.find(({ claim }) => claim === index)?.compared ?? [],
    ),
    ...flowRecords(document),
    restrictions: restrictionsOf(claims),
    opened: moment(document.opened),
    ...optional('deadline', deadline),
  };
}
