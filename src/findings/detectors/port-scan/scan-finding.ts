import type { Row } from '../../../events/engines/engine.ts';
import type { Instant } from '../../../model/instant.ts';
import { protocolName } from '../../../net/protocols.ts';
import { sqlAttempts } from '../../attempts.ts';
import type { Scope } from '../../attempts.ts';
import type { HostScope } from '../../scopes.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import type { Finding, LineRef } from '../../../model/finding.ts';
import { instantOf, secondsOf } from '../../sql/instants.ts';
import { samples } from '../../sql/samples.ts';
import type { ScanKind } from '../../../model/abuse-types.ts';
import { kindParts, oddPairs, scanKind } from '../../scan-kinds/kinds.ts';
import { subjectOf } from '../../subject.ts';
import { agreeing, SQL_REGRESSED, sqlWalked } from './literature.ts';
import type { Literature } from './literature.ts';
import type { ScanMessage } from './messages.ts';
import { numbersOf } from '../../../model/numbers.ts';
import type { Numbers } from '../../../model/numbers.ts';
import { SCAN_NUMBERS } from './numbers.ts';
import { PORT_SCAN } from './thresholds.ts';
import { wormsOver } from './worms.ts';
import { limitsOf } from '../../threshold.ts';
import { FLOWS } from '../../flow-thresholds.ts';

/** Ports that a finding lists; `numbers.ports` has their exact number. */
export const MAX_PORTS = 200;
/** A longer list of ports or targets is not named in SQL: then all that the host tried counts. */
const MAX_NAMED = 1000;
/** Nothing that is inferred is surer. */
const MOST_SURE = 0.99;
/** Ten times the threshold and more is a scan of some size. */
const HIGH = 10;

/** One scan, found by one of the detectors. */
export interface Scan {
  host: string;
  protocol: number;
  /** Ports that the rule held for; undefined: all that were tried. */
  ports?: number[];
  /** Hosts that the rule held for; undefined: all that were tried. */
  targets?: string[];
  /** First and last window in which the rule held. */
  from: Instant;
  to: Instant;
  /** Length of the windows in seconds. */
  window: number;
  /** What the rule counts, and how many make a scan. */
  unit: 'hosts' | 'ports' | 'pairs';
  threshold: number;
  /** The share without an answer that the rule asks, where it is not `unanswered_share`. */
  share?: number;
}

/** The scan's figures: exact counts over the whole period, at the one place where the host is read. */
export function scanFigures({ engine, localNetworks }: DetectorContext): string {
  const tried = 'CASE WHEN opened THEN target END';
  const silent = 'CASE WHEN opened AND unanswered THEN target END';
  return `count(DISTINCT ${tried}) AS hosts, count(DISTINCT ${silent}) AS unanswered_hosts,
  count(DISTINCT CASE WHEN opened THEN port END) AS ports,
  count(CASE WHEN opened THEN 1 END) AS pairs, count(CASE WHEN opened AND unanswered THEN 1 END) AS unanswered_pairs,
  sum(CASE WHEN opened THEN records END) AS flows, sum(CASE WHEN opened THEN packets END) AS packets,
  sum(CASE WHEN opened THEN bytes END) AS bytes,
  count(DISTINCT CASE WHEN opened AND ${localNetworks.condition('target')} THEN target END) AS own_hosts,
  min(CASE WHEN opened THEN first END) AS first, max(CASE WHEN opened THEN last END) AS last,
  max(flagged) AS flagged, ${oddPairs('opened', 'odd')}, ${engine.dialect.sample(silent, 10)} AS sample`;
}

/**
 * How sure: the share without an answer, weighed by how far the count lies above the threshold.
 * At the threshold 5/6 of the share, at ten times the threshold 98 % of it.
 */
function confidenceOf(share: number, n: number, threshold: number): number {
  return Number(Math.min(MOST_SURE, share * (n / (n + threshold / 5))).toFixed(3));
}

/** Ports that a sentence may name; a few, or the first of very many. */
const NAMED_PORTS = 6;

function sentenceOf(
  context: DetectorContext,
  scan: Scan,
  ports: number[],
  row: Row,
  share: number,
  { kind, tests }: { kind: ScanKind | undefined; tests: Literature },
): ScanMessage {
  // Of a scan for many ports one of which is a worm's nothing follows.
  const agree = agreeing(tests);
  const worms = scan.protocol === 6 && scan.unit === 'hosts' ? wormsOver(ports) : [];
  return {
    key: 'scanned',
    params: {
      who: context.hosts.label(scan.host),
      protocol: scan.protocol,
      ports: ports.slice(0, NAMED_PORTS),
      port_count: Number(row['ports']),
      hosts: Number(row['hosts']),
      when: { from: String(row['first']), to: String(row['last']) },
      unanswered: share,
      flagless: scan.protocol === 6 && Number(row['flagged']) === 0,
      ...(worms.length > 0 && { worms }),
      ...(agree.length > 0 && { tests: agree }),
      ...kindParts(kind).param,
    },
  };
}

function figuresOf(row: Row, protocol: number, seconds: number, { trw, blr }: Literature): Numbers {
  const number = (name: string): number => Number(row[name] ?? 0);
  return numbersOf(SCAN_NUMBERS, {
    protocol,
    hosts: number('hosts'),
    unanswered_hosts: number('unanswered_hosts'),
    ports: number('ports'),
    pairs: number('pairs'),
    unanswered_pairs: number('unanswered_pairs'),
    own_hosts: number('own_hosts'),
    flows: number('flows'),
    packets: number('packets'),
    bytes: number('bytes'),
    seconds,
    targets_per_minute: Number(((number('pairs') * 60) / Math.max(1, seconds)).toFixed(2)),
    ...(trw !== undefined && { trw_contacts: trw }),
    ...(blr !== undefined && { blr_probability: blr }),
  });
}

function ruleOf(context: DetectorContext, detector: Detector, scan: Scan): ScanMessage {
  const { unanswered_share } = limitsOf(context, PORT_SCAN);
  const { attempt_packets } = limitsOf(context, FLOWS);
  return {
    key: 'scanRule',
    params: {
      source: detector.source,
      least: scan.threshold,
      unit: scan.unit,
      share: scan.share ?? unanswered_share,
      packets: attempt_packets,
      protocol: scan.protocol,
    },
  };
}

/** The period with a window on either side: there the scan began and ended, below the threshold. */
export function scopeOf({
  host,
  protocol,
  ports,
  targets,
  from,
  to,
  window,
}: Scan): Scope & Omit<HostScope, 'aimed'> {
  const [start, end] = [instantOf(secondsOf(from) - window), instantOf(secondsOf(to) + window)];
  const named = <Item>(list: Item[] | undefined) =>
    list !== undefined && list.length <= MAX_NAMED ? list : undefined;
  return { host, protocol, ports: named(ports), targets: named(targets), from: start, to: end };
}

/** What was asked of the flows for one scan. */
export interface SeenScan {
  /** `scanFigures` of its scope. */
  row: Row;
  /** The busiest ports, where its scope names none. */
  busiest: number[];
  lines: LineRef[];
  /** Evidence that keeps every TCP flag. */
  whole: ReadonlySet<string>;
  tests: Literature;
}

/** The figures of one scan, as the finding shows them, with what the tests of the literature go by. */
function sqlScan(context: DetectorContext, scope: Scope): string {
  return `${sqlAttempts(context, scope, undefined)}, ${sqlWalked(context)}, regressed AS (
  ${SQL_REGRESSED}
)
SELECT figures.*, trw_contacts, regressed.* FROM (
  SELECT ${scanFigures(context)}
  FROM attempts
) AS figures CROSS JOIN (SELECT max(trw_contacts) AS trw_contacts FROM walked) AS walks LEFT JOIN regressed ON scope = 0`;
}

/** The finding of a scan, with its exact figures and first lines; undefined when nothing is left of it on a second look. */
export function scanFinding(
  context: DetectorContext,
  detector: Detector,
  scan: Scan,
  { row, busiest, lines, whole, tests }: SeenScan,
): Finding | undefined {
  const scope = scopeOf(scan);
  const { host, protocol } = scan;
  const opened = Number(row['pairs'] ?? 0);
  if (opened === 0) return undefined;
  const share = Number(row['unanswered_pairs']) / opened;
  const ports = scope.ports === undefined ? busiest : scope.ports.slice(0, MAX_PORTS);
  const [first, last] = [String(row['first']), String(row['last'])];
  const size = Number(row[scan.unit]);
  const kind = scanKind(context, row, lines, whole);
  return {
    id: [detector.name, host, protocolName(protocol), first].join('|'),
    type: detector.type,
    ...kindParts(kind).field,
    detector: detector.name,
    subject: subjectOf(context, host),
    direction: Number(row['own_hosts']) === Number(row['hosts']) ? 'internal' : 'outbound',
    targets: {
      hosts: Number(row['hosts']),
      ports: [...ports].sort((a, b) => a - b),
      sample: samples(row['sample']),
    },
    from: first,
    to: last,
    numbers: figuresOf(row, protocol, (Date.parse(last) - Date.parse(first)) / 1000, tests),
    confidence: confidenceOf(share, size, scan.threshold),
    severity: size >= HIGH * scan.threshold ? 'high' : 'medium',
    message: sentenceOf(context, scan, ports, row, share, { kind, tests }),
    rule_message: ruleOf(context, detector, scan),
    sql: sqlScan(context, scope),
    lines,
  };
}
