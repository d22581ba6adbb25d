import type { Claim } from '../../model/claim.ts';
import { certaintyOf } from '../../model/certainty.ts';
import type { Certainty } from '../../model/certainty.ts';
import type { Verdict } from '../../model/finding.ts';
import { isAnyOf, isMiddlebox } from '../attempts.ts';
import type { DetectorContext } from '../detector.ts';
import { COUNTS } from '../count-thresholds.ts';
import { limitsOf } from '../threshold.ts';
import { MAX_LINES } from '../sql/lines.ts';
import type { Accused } from './accused.ts';
import { windowOf } from './claim-window.ts';
import { mayBe } from './suspects.ts';
import type { ClaimMessage } from './messages.ts';

/** How sure a count can make it at most: it shows who sent how much, and neither to whom beyond NAT nor whether it was answered. */
const BY_COUNT = 0.75;

/** Kinds of abuse that many attempts make, so that a count of records tells of them. */
const COUNTABLE: ReadonlySet<Claim['type']> = new Set([
  'port_scan',
  'reconnaissance',
  'vulnerability_scan',
  'login_attack',
]);

/** So many ports are named. */
const MAX_PORTS = 20;

/** A host of ours that counts alone show. */
export interface CountedHost {
  address: string;
  records: number;
  ports: number[];
  /** Its share of the records of all that stand out, 0 to 1. */
  share: number;
  /** A query's answer has no times; the records of a gateway alone do. */
  timed: boolean;
}

/** How sure a count makes that it was this one, 0 to 1. */
export function confidenceByCount({ share }: CountedHost): number {
  return share * BY_COUNT;
}

const COUNTED_CERTAINTY: Certainty = 'likely';

/** The rows that count, as a SELECT of src, dst, dst_port, records, evidence, line. */
function sqlRows(claim: Claim | undefined, blind: boolean, context: DetectorContext): string {
  const ours = context.localNetworks.condition('src');
  if (!blind) {
    return `SELECT src, dst, dst_port, records, evidence, line FROM counts WHERE records IS NOT NULL AND ${ours}`;
  }
  const { dialect } = context.engine;
  const search = claim && windowOf(claim)?.search;
  const gateways = context.roles.middleboxes
    .filter(({ kind }) => kind === 'nat')
    .flatMap((role) => role.addresses);
  const where = [
    ours,
    isAnyOf(
      'dst',
      gateways.map((address) => dialect.text(address)),
    ),
    `NOT ${isMiddlebox(context, 'src')}`,
    ...(search === undefined
      ? []
      : [`ts_start >= ${dialect.timestamp(search.from)}`, `ts_start < ${dialect.timestamp(search.to)}`]),
  ];
  return `SELECT src, dst, dst_port, 1 AS records, evidence, line FROM flows WHERE ${where.join('\n  AND ')}`;
}

/** The ports that the claim names; none: it names no port. */
function portsOf(claim: Claim | undefined): Set<number> {
  return new Set(claim?.flows.flatMap(({ remote_ports = [] }) => remote_ports));
}

/**
 * The hosts of ours that stand out by counts alone, the one with most records first: enough records, and to ports that the
 * claim names, or to enough ports or hosts (`COUNTS`). Nobody where the claim is of something that a count does not show.
 * @param blind count what a NAT gateway's inner side recorded, instead of the answers of queries
 */
export async function findCounted(
  claim: Claim,
  accused: Accused,
  blind: boolean,
  context: DetectorContext,
): Promise<CountedHost[]> {
  return COUNTABLE.has(claim.type) ? countHosts(claim, mayBe(claim, accused, context), blind, context) : [];
}

/** Without a notice: the host that stands out by the answers of queries alone. It accuses nobody, as nobody says of what. */
export async function standsOut(context: DetectorContext): Promise<ClaimMessage[]> {
  if (!(await context.engine.tables()).has('counts')) return [];
  const [best] = await countHosts(undefined, () => true, false, context);
  if (best === undefined) return [];
  const { records, ports, share } = best;
  const host = context.hosts.label(best.address);
  return [{ key: 'gapCounted', params: { host, records, ports: ports.slice(0, MAX_PORTS), share } }];
}

/** @param claim absent: whatever the counts show */
async function countHosts(
  claim: Claim | undefined,
  possible: (address: string) => boolean,
  blind: boolean,
  context: DetectorContext,
): Promise<CountedHost[]> {
  const claimed = portsOf(claim);
  const rows = await context.engine
    .query(`SELECT src, dst_port, sum(records) AS records, count(DISTINCT dst) AS targets
FROM (${sqlRows(claim, blind, context)}) counted
GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2`);
  const hosts = new Map<string, { records: number; ports: number[]; targets: number }>();
  for (const row of rows) {
    const [address, port] = [
      String(row['src']),
      row['dst_port'] === null ? undefined : Number(row['dst_port']),
    ];
    if (!possible(address)) continue;
    // What went to other ports than the claimed ones is not what is claimed.
    if (claimed.size > 0 && port !== undefined && !claimed.has(port)) continue;
    const host = hosts.get(address) ?? { records: 0, ports: [], targets: 0 };
    host.records += Number(row['records']);
    host.targets = Math.max(host.targets, Number(row['targets']));
    if (port !== undefined) host.ports.push(port);
    hosts.set(address, host);
  }
  const least = limitsOf(context, COUNTS);
  const loud = [...hosts].filter(
    ([, { records, ports, targets }]) =>
      records >= least.records &&
      ((claimed.size > 0 && ports.length > 0) || ports.length >= least.ports || targets >= least.targets),
  );
  const total = loud.reduce((sum, [, { records }]) => sum + records, 0);
  return loud
    .map(([address, { records, ports }]): CountedHost => ({
      address,
      records,
      ports,
      share: records / total,
      timed: blind,
    }))
    .sort((a, b) => b.records - a.records || (a.address < b.address ? -1 : 1));
}

/** What the host did, as far as the counts say. */
export function didCount({ records, ports, share }: CountedHost): ClaimMessage {
  return { key: 'didCount', params: { records, ports: ports.slice(0, MAX_PORTS), share } };
}

/** The verdict on counts alone: never more than likely, and what would make it certain. */
export async function verdictByCount(
  index: number,
  claim: Claim,
  [best, ...others]: readonly CountedHost[],
  context: DetectorContext,
): Promise<Verdict | undefined> {
  if (best === undefined) return undefined;
  const rows = sqlRows(claim, best.timed, context);
  const sql = `SELECT evidence, line, dst_port, records FROM (${rows}) counted
WHERE src = ${context.engine.dialect.text(best.address)} ORDER BY records DESC, evidence, line LIMIT ${MAX_LINES}`;
  const lines = (await context.engine.query(sql)).map((row) => ({
    evidence: context.references(Number(row['evidence'])),
    line: Number(row['line']),
  }));
  const window = windowOf(claim);
  const who = context.hosts.label(best.address);
  const when = window === undefined ? null : { from: window.from, to: window.to };
  const what: ClaimMessage = best.timed
    ? { key: 'lackPacketTargets', params: {} }
    : { key: 'lackRecords', params: { who, when } };
  const alike = others.filter(({ records }) => records * 2 >= best.records).length;
  return {
    claim: index,
    verdict: certaintyOf(confidenceByCount(best)) === 'cannot_tell' ? 'cannot_tell' : COUNTED_CERTAINTY,
    message: {
      key: best.timed ? 'countedByGateway' : 'countedByQuery',
      params: { host: who, records: best.records, ports: best.ports.slice(0, MAX_PORTS), alike },
    },
    missing: [best.timed ? what : { key: 'lackHow', params: { what } }],
    sql,
    lines,
  };
}
