import type { AbuseType } from '../../model/abuse-types.ts';
import type { Certainty } from '../../model/certainty.ts';
import type { PortWords } from '../../language/figures.ts';
import type { ClientKind } from '../../findings/charts/tables/client-kinds.ts';
import type { Html } from '../html.ts';
import type { Names } from '../names.ts';

/** What somebody did, ready to be put into a sentence. */
export interface Deed {
  who: Html;
  /** `TCP ports 22, 2222`; absent where the finding names no port. */
  ports?: string;
  /** Number of targets, and the same as text. */
  hosts: number;
  hostsText: string;
  /** The only target, where there is one and it is known. */
  target?: Html;
  /** `from … to … UTC`, made by `span`. */
  when: Html;
  /** The middlebox that it went through. */
  via?: Html;
}

/**
 * The report's own words in one language. Free text from the evidence stays as
 * it is; numbers and times come formatted.
 */
export interface Language {
  /** BCP 47, for `<html lang>` and for number formats. */
  tag: string;
  /** What is between two sentences. */
  gap: string;
  /** What is between the items of a list. */
  comma: string;

  title: (id: string) => string;
  written: (at: Html) => Html;
  onThisPage: string;
  /** The four words of certainty; the same everywhere. */
  certainty: Record<Certainty, string>;
  types: Record<AbuseType, string>;
  names: Names;
  /** Kinds of clients. */
  clients: Record<ClientKind, string>;
  because: string;

  answer: {
    /** From a moment to a moment; `end` lacks the day where it is the same. */
    span: (from: Html, to: Html) => Html;
    at: (from: Html) => Html;
    ports: PortWords;
    scan: (deed: Deed) => Html;
    flood: (deed: Deed) => Html;
    logins: (deed: Deed) => Html;
    /** Any other type, by its noun. */
    other: (deed: Deed, type: string) => Html;
    inboundLogins: (who: Html | undefined, when: Html) => Html;
    inboundOther: (type: string, who: Html | undefined, when: Html) => Html;
    credentials: (users: Html) => Html;
    noticeSays: (type: string, resources: Html | undefined, when: Html | undefined) => Html;
    forged: string;
    confirmed: string;
    likely: string;
    /** The notice is confirmed, and who it was is likely. */
    likelyWho: string;
    ruled_out: string;
    noData: string;
    claims: (confirmed: number, ruled_out: number, noData: number) => string;
    noCulprit: string;
    tied: (others: string) => string;
    nothingFound: string;
    nothingReadable: string;
    /** Files and programs, beside an answer that names no abuse. */
    notRead: (what: Html) => Html;
    onlyNotice: string;
  };

  /** Title over the gravest finding beside the one that the headline tells. */
  also: string;

  clock: {
    title: string;
    none: string;
    /** A notice that asks for an answer so many hours from receipt, and does not say when that was. */
    undated: (sender: string, hours: number) => string;
    /** `{}` stands for the duration. */
    left: string;
    overdue: string;
    /** As `overdue`, of a deadline that passed long ago. */
    past: string;
    due: string;
    /** The moment at which something held. */
    asOf: (at: Html | string) => Html;
  };

  culprit: {
    title: string;
    /** `seenAs`: the address that the targets saw; `through`: what lies between, where that is not known. */
    pathTitle: (who: string, targets?: string, seenAs?: string, through?: string) => string;
    pathText: string;
    instance: string;
    nat: string;
    'load balancer': string;
    'transit gateway': string;
    internetGateway: string;
    targets: (count: string, n: number) => string;
    unknownTarget: string;
    sends: string;
    name: string;
    address: string;
    interface: string;
    publicAddress: string;
    confidence: string;
    tiesTitle: string;
    none: string;
    through: string;
    more: (count: string) => string;
  };

  volume: {
    /** Whose traffic a picture shows where nobody is known; it begins the title. */
    everybody: string;
    title: string;
    /** The peak of what the subject sent in one interval, which lasts `duration`. */
    headingOut: (subject: string, peak: string, duration: string, at: string) => string;
    /** The peak where nothing left the subject. */
    heading: (subject: string, peak: string, duration: string, at: string) => string;
    quiet: (subject: string) => string;
    out: string;
    in: string;
    window: string;
    burstMeaning: string;
    /** Each direction is drawn to its own scale. */
    findingTime: string;
    units: { bytes: string; flows: string; requests: string };
    /** A number with its noun; `text` is the number as it is written. */
    flows: (text: string, count: number) => string;
    requests: (text: string, count: number) => string;
    per: (unit: string, duration: string) => string;
    bucket: string;
    text: (out: string, into: string, from: string, to: string) => string;
  };

  fan: {
    title: string;
    heading: (culprit: string, times: string) => string;
    headingMany: (culprit: string, targets: string) => string;
    headingNone: (sources: string) => string;
    axis: string;
    host: string;
    culprit: string;
    middlebox: string;
    source: string;
    role: string;
    roles: { host: string; nat: string; 'load balancer': string; 'transit gateway': string };
    text: string;
  };

  findings: {
    title: string;
    none: string;
    rule: string;
    sql: string;
    lines: string;
    confidence: string;
    severity: { low: string; medium: string; high: string };
    subject: string;
    window: string;
    ports: string;
    targets: string;
    direction: { outbound: string; inbound: string; internal: string };
    sample: string;
  };

  claims: {
    title: string;
    notice: (source: string | undefined) => string;
    reference: string;
    type: string;
    account: string;
    keys: string;
    resource: string;
    region: string;
    window: string;
    received: string;
    deadline: string;
    stage: string;
    stages: { first: string; reminder: string; final: string; action: string };
    sender: string;
    authenticity: { proven: string; unproven: string; forged: string };
    taken: string;
    forwarded: string;
    flows: string;
    missing: string;
    what: string;
    claimed: string;
    seen: string;
    agrees: (below: string, above: string) => string;
    yes: string;
    no: string;
    /** Fields that the notice has nothing but a mask of. */
    masked: string;
    victims: string;
    /** How the message that is complained of was sent, by its header. */
    traces: string;
    readFrom: string;
    assumedZone: string;
    remote: string;
    protocol: string;
    sent: string;
    receivedBytes: string;
    packets: string;
  };

  sources: {
    title: string;
    provider: string;
    service: string;
    region: string;
    addresses: string;
    address: string;
    prefix: string;
    asOf: string;
    unknown: string;
    /** Known lists are not loaded: it may be in one of them. */
    notAsked: string;
    /** Title of the table that counts all attackers. */
    attackers: (count: string) => string;
    /** Column with their number. */
    attacking: string;
    /** Title of the table of lists and versions that the answers rest on. */
    lists: string;
    list: string;
    version: string;
    /** Path or address that a list was read from. */
    origin: string;
    all: (count: string) => string;
    note: string;
  };

  tables: {
    title: string;
    /** Opens the complete table of that many rows. */
    allRows: (count: string) => string;
    empty: string;
    /** Opens what leads from a table's numbers to lines. */
    lines: string;
    /** Stands before the command, for a table of one row and of several. */
    rowLines: string;
    anyRowLines: string;
    /** Stands before the command that prints the table. */
    whole: string;
    /** Stands before the command of one row. */
    linesOf: (row: string) => string;
    asTable: string;
    more: (count: string) => string;
    /** Further rejects that are counted but not kept. */
    notListed: (count: string) => string;
    cut: (count: string) => string;
  };

  cost: {
    title: string;
    total: (usd: Html, bytes: Html) => Html;
    /** What the counters of the host's interfaces come to, beside the traffic of the case. */
    counted: (usd: Html, bytes: Html) => Html;
    tier: string;
    gb: string;
    perGb: string;
    usd: string;
    assumptions: string;
    region: string;
    day: string;
    sent: string;
  };

  letters: {
    title: string;
    kinds: Record<string, string>;
    otherLanguages: string;
    blanks: (count: string) => string;
    complete: string;
  };

  gaps: { title: string; none: string };
  next: { title: string; none: string; all: (count: string) => string };

  timeline: {
    title: string;
    kinds: { claim: string; finding: string; action: string; deadline: string; case: string };
  };

  evidence: {
    title: string;
    none: string;
    /** Opens the list of all files. */
    all: (count: string) => string;
    /** How many of all files the page lists. */
    listed: (count: string, all: string) => string;
    /** Where the files are that the page does not list. */
    elsewhere: (count: string, file: string) => string;
    total: (files: string, read: string, parsed: string, rejected: string, skipped: string) => string;
    read: string;
    parsed: string;
    rejected: string;
    skipped: string;
    hash: string;
    noHash: string;
    duplicate: (of: string) => string;
    rejects: (count: string) => string;
    line: string;
    offset: string;
    reason: string;
    zone: string;
    balance: string;
  };

  copy: string;
  copied: string;
  sort: string;
  filter: string;
  csv: string;
  /** Heading of the queries on paper, behind everything else. */
  annex: string;
  footer: string;
}
