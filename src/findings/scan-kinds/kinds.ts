import type { Row } from '../../events/engines/engine.ts';
import type { ScanKind } from '../../model/abuse-types.ts';
import type { LineRef } from '../../model/finding.ts';
import type { DetectorContext } from '../detector.ts';
import { FLOWS } from '../flow-thresholds.ts';
import { numberIn } from '../sql/number-in.ts';
import { limitsOf } from '../threshold.ts';
import type { ScanKindMessage } from './messages.ts';

/** Flags of packets that open nothing and belong to nothing: none, FIN, and FIN with PSH and URG. */
const [NULL, FIN, XMAS] = [0, 1, 41];

/**
 * Condition on a record of packets without data that no system sends to open a connection: RFC 9293 (3.10.7) answers them by a reset where a
 * port is closed and not at all where it is open, which is what such scans are made for. VPC Flow Logs leave ACK, PSH and URG out
 * unless SYN goes with them, so there the end of an old connection looks the same: who asks has to see many of them, and nothing but resets back.
 * @param of the table that the columns are of, with a dot behind it
 */
export function oddFlags(of = ''): string {
  return `(${of}protocol = 6 AND ${of}tcp_flags % 64 IN (${NULL}, ${FIN}, ${XMAS}) AND ${of}bytes <= 60 * ${of}packets)`;
}

/** FIN, PSH and URG: of these nobody ends a connection. */
export const XMAS_FLAGS = `(protocol = 6 AND tcp_flags % 64 = ${XMAS} AND bytes <= 60 * packets)`;

/** Records that are nothing but a reset. */
export const RESET_ONLY = 'tcp_flags % 64 IN (4, 20)';

/**
 * Counts of pairs by the odd flags that were sent to them.
 * @param condition which pairs count
 * @param odd column with these flags; null: others
 */
export function oddPairs(condition: string, odd: string): string {
  const count = (flags: number, name: string): string =>
    `count(CASE WHEN ${condition} AND ${odd} = ${flags} THEN 1 END) AS ${name}`;
  return [count(NULL, 'null_pairs'), count(FIN, 'fin_pairs'), count(XMAS, 'xmas_pairs')].join(', ');
}

/** Whether any of these scans, rows with `pairs` and `oddPairs`, is of an odd kind. */
export function anyOdd(rows: readonly Row[]): boolean {
  return rows.some((row) => ['null', 'fin', 'xmas'].some((of) => numberIn(row, `${of}_pairs`) > 0));
}

/** Paths of the evidence whose records keep every flag: some has an ACK without SYN, or PSH, which VPC Flow Logs never have. */
export async function keepsAllFlags(context: DetectorContext): Promise<ReadonlySet<string>> {
  const rows = await context.engine.query(`SELECT DISTINCT evidence FROM flows
WHERE protocol = 6 AND (tcp_flags % 32 >= 16 AND tcp_flags % 4 < 2 OR tcp_flags % 16 >= 8)`);
  return new Set(rows.map((row) => context.references(numberIn(row, 'evidence'))));
}

/** The kind of a scan by the flags of most of its pairs; undefined: by SYN, UDP, or mixed. */
export function scanKind(
  context: DetectorContext,
  row: Row,
  lines: readonly LineRef[],
  whole: ReadonlySet<string>,
): ScanKind | undefined {
  const least = limitsOf(context, FLOWS).scan_kind_share * Math.max(1, numberIn(row, 'pairs'));
  const full = lines.every(({ evidence }) => whole.has(evidence));
  if (numberIn(row, 'xmas_pairs') >= least) return 'xmas_scan';
  if (numberIn(row, 'fin_pairs') >= least) return full ? 'fin_scan' : 'fin_or_xmas_scan';
  if (numberIn(row, 'null_pairs') >= least) return full ? 'null_scan' : 'null_or_ack_scan';
  return undefined;
}

/** What a finding says of its kind; nothing where it has none. */
export function kindParts(kind: ScanKind | undefined): {
  field: { kind?: ScanKind };
  param: { kind?: ScanKindMessage };
} {
  if (kind === undefined) return { field: {}, param: {} };
  return { field: { kind }, param: { kind: { key: 'scanKind', params: { kind } } } };
}
