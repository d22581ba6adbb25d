import { isServicePort } from '../../../net/ports.ts';
import { ACK, SYN } from '../../attempts.ts';
import type { RowsContext } from '../../detector.ts';
import { FLOWS } from '../../flow-thresholds.ts';
import { isLocal } from '../../network/local-networks.ts';
import { BLR_SUMS, sqlTrw } from '../../scan-tests.ts';
import { oddFlags, oddPairs, RESET_ONLY, XMAS_FLAGS } from '../../scan-kinds/kinds.ts';
import type { Step } from '../../sql/steps.ts';
import { limitsOf } from '../../threshold.ts';
import { SCANNED_BY } from './thresholds.ts';

const PROTOCOLS = 'protocol IN (6, 17)';
const SYN_ONLY = `${SYN} AND NOT (${ACK})`;
const SYN_ACK = `${SYN} AND ${ACK}`;

/**
 * A record that looks like an answer: from a service's port to one that is none. Logs of refused packets alone are full of
 * them, when servers send late what belongs to a connection that is over; and active FTP sends its data from port 20.
 */
const ANSWERING = `(${isServicePort('src_port')} AND NOT ${isServicePort('dst_port')})`;

/** UDP ports to which traceroute counts up, three for each hop; they are no scan. */
const TRACEROUTE = 'protocol = 17 AND dst_port BETWEEN 33434 AND 33534';

/** Odd flags: those that end connections as well only to a service's port, and from none. */
const ODD = `(${XMAS_FLAGS} OR ${oddFlags()} AND ${isServicePort('dst_port')} AND NOT ${isServicePort('src_port')})`;

/**
 * A record that may be a try: with flags a SYN without ACK, or what no system sends to open a connection (FIN, nothing, FIN-PSH-URG)
 * to a service's port; without flags whatever does not look like an answer.
 */
const PROBE = `(CASE WHEN protocol = 6 AND tcp_flags IS NOT NULL
    THEN ${SYN_ONLY} AND NOT (src_port = 20 AND dst_port > 1023) OR ${ODD}
    ELSE NOT ${ANSWERING} END AND coalesce(initiator, 'src') = 'src')`;

const and = (conditions: readonly string[]): string => conditions.join('\n    AND ');

/** Conditions of records that came to us from outside, by the addresses of the interface that recorded them. */
export function inbound(): string[] {
  return [
    PROTOCOLS,
    'ts_start IS NOT NULL',
    'src IS NOT NULL',
    'dst_port IS NOT NULL',
    isLocal('dst'),
    `NOT ${isLocal('src')}`,
    `NOT (${TRACEROUTE})`,
  ];
}

/** Records that may be tries, of few packets. */
export function probes(context: RowsContext): string[] {
  return [...inbound(), `packets <= ${limitsOf(context, FLOWS).attempt_packets}`, PROBE];
}

/** `busy`: sources that tried enough for a scan, whether or not somebody answered. */
function sqlBusy(context: RowsContext): string {
  const { hosts, ports, pairs } = limitsOf(context, SCANNED_BY);
  return `SELECT source FROM (
    SELECT DISTINCT src AS source, dst AS host, dst_port AS port, protocol FROM flows WHERE ${and(probes(context))}
  ) AS tried GROUP BY source HAVING count(*) >= ${Math.min(hosts, ports, pairs)}`;
}

/** `came`: each pair of host and port that a source sent to, with what its flags say. */
function sqlCame(sources: string): string {
  return `SELECT src AS source, dst AS host, dst_port AS port, protocol, count(*) AS records, sum(packets) AS packets,
    sum(bytes) AS bytes, max(packets) AS most, min(ts_start) AS first, max(coalesce(ts_end, ts_start)) AS last,
    min(src_port) AS far_port, max(CASE WHEN initiator = 'src' THEN 1 ELSE 0 END) AS began,
    max(CASE WHEN initiator = 'dst' THEN 1 ELSE 0 END) AS joined,
    max(CASE WHEN ${SYN_ONLY} THEN 1 ELSE 0 END) AS syn, max(CASE WHEN ${PROBE} THEN 1 ELSE 0 END) AS probing,
    max(CASE WHEN tcp_flags IS NULL THEN 0 ELSE 1 END) AS flagged,
    min(CASE WHEN ${ODD} THEN 1 ELSE 0 END) AS odd, max(tcp_flags % 64) AS odd_flags,
    max(CASE WHEN state = 'established' OR protocol = 6 AND tcp_flags % 4 = 3 AND packets >= 3 THEN 1 ELSE 0 END) AS shook
    FROM flows WHERE ${and([...inbound(), `src IN (${sources})`])}
    GROUP BY 1, 2, 3, 4`;
}

/** `replied`: what our hosts sent to those sources, by our port. Resets alone are a refusal. */
function sqlReplied(sources: string): string {
  return `SELECT dst AS source, src AS host, src_port AS port, protocol, count(*) AS records, max(packets) AS most,
    min(ts_start) AS first, max(CASE WHEN ${SYN_ACK} THEN 1 ELSE 0 END) AS syn_ack,
    min(CASE WHEN ${RESET_ONLY} THEN 1 ELSE 0 END) AS refusing
    FROM flows WHERE ${and([PROTOCOLS, isLocal('src'), `dst IN (${sources})`])}
    GROUP BY 1, 2, 3, 4`;
}

/**
 * `contacts`: the pairs that the source began, with `unanswered`. Who began it, and what an answer is, are as in outbound scans
 * (`findings/attempts.ts`), seen from the other side.
 */
function sqlContacts(context: RowsContext): string {
  const { attempt_packets } = limitsOf(context, FLOWS);
  const on = ['source', 'host', 'port', 'protocol'].map((key) => `c.${key} = r.${key}`).join(' AND ');
  return `SELECT c.source, c.host, c.port, c.protocol, c.records, c.packets, c.bytes, c.first, c.last, c.flagged, c.shook,
    CASE WHEN c.odd = 1 THEN c.odd_flags END AS odd,
    ${context.engine.dialect.epoch('c.first')} AS second,
    c.most <= ${attempt_packets} AND (r.records IS NULL OR c.protocol = 6 AND r.syn_ack = 0 AND (r.most < 2 OR r.refusing = 1)) AS unanswered
    FROM came c LEFT JOIN replied r ON ${on}
    WHERE CASE
      WHEN c.began = 1 THEN true
      WHEN c.joined = 1 THEN false
      WHEN c.syn = 1 THEN true
      WHEN r.records IS NULL THEN c.probing = 1
      WHEN c.odd = 1 AND r.refusing = 1 THEN true
      WHEN c.protocol = 6 AND c.flagged = 1 THEN false
      WHEN c.first = r.first THEN c.far_port > c.port
      ELSE c.first < r.first END`;
}

/** `reached`: of what stayed unanswered, how much lay within the windows before each try, and over all. */
function sqlReached(context: RowsContext): string {
  const { window, block_window } = limitsOf(context, SCANNED_BY);
  const before = (key: string, seconds: number): string =>
    `count(*) OVER (PARTITION BY ${key} ORDER BY second RANGE BETWEEN ${seconds} PRECEDING AND CURRENT ROW)`;
  const all = (key: string): string => `count(*) OVER (PARTITION BY ${key})`;
  const [port, host] = ['source, protocol, port', 'source, protocol, host'];
  return `SELECT source, protocol, max(wide) AS wide, max(deep) AS deep, max(block) AS block, max(all_wide) AS all_wide,
    max(all_deep) AS all_deep FROM (
      SELECT source, protocol, ${before(port, window)} AS wide, ${before(host, window)} AS deep,
        ${before('source, protocol', block_window)} AS block, ${all(port)} AS all_wide, ${all(host)} AS all_deep
      FROM contacts WHERE unanswered
    ) AS counted GROUP BY source, protocol`;
}

const SILENT = 'CASE WHEN unanswered THEN 1 ELSE 0 END';

/** Figures of each source and protocol over everything that it began. */
function sqlTried(context: RowsContext): string {
  const { dialect } = context.engine;
  return `SELECT source, protocol, count(*) AS pairs, sum(${SILENT}) AS unanswered_pairs, count(DISTINCT host) AS hosts,
    count(DISTINCT port) AS ports, count(DISTINCT CASE WHEN unanswered THEN host END) AS silent_hosts,
    count(DISTINCT CASE WHEN unanswered THEN port END) AS silent_ports,
    count(DISTINCT CASE WHEN ${isServicePort('port')} THEN port END) AS service_ports, sum(records) AS flows,
    sum(packets) AS packets, sum(bytes) AS bytes, min(first) AS first, max(last) AS last,
    ${dialect.epoch('max(first)')} - ${dialect.epoch('min(first)')} AS took, max(flagged) AS flagged, max(shook) AS shook,
    max(CASE WHEN protocol = 6 AND flagged = 1 THEN 1 ELSE 0 END) AS begun, ${oddPairs('true', 'odd')},
    ${dialect.sample('host', 10)} AS sample, ${dialect.sample('port', 200)} AS port_list
    FROM contacts GROUP BY source, protocol`;
}

function sqlBlr(sources: string): string {
  const where = and([...inbound(), 'protocol = 6', 'tcp_flags IS NOT NULL', `src IN (${sources})`]);
  return `SELECT of_source.source, blr_flows, blr_without_ack, blr_small, blr_payload, blr_backscatter, blr_pairs, blr_hosts FROM (
      SELECT src AS source, ${BLR_SUMS} FROM flows WHERE ${where} GROUP BY 1
    ) AS of_source JOIN (
      SELECT source, count(*) AS blr_pairs, count(DISTINCT host) AS blr_hosts FROM (
        SELECT DISTINCT src AS source, dst AS host, src_port FROM flows WHERE ${where}
      ) AS sent GROUP BY source
    ) AS spread ON spread.source = of_source.source`;
}

/**
 * Steps up to `scanners`: one row for each source and protocol by which a rule holds, with its figures.
 * @param source one source alone; undefined: every one
 */
export function scannerSteps(context: RowsContext, source?: string): Step[] {
  const { hosts, ports, pairs, unanswered_share, slow_share } = limitsOf(context, SCANNED_BY);
  const sources = source === undefined ? 'SELECT source FROM busy' : context.engine.dialect.text(source);
  const fast = `wide >= ${hosts} OR deep >= ${ports} OR block >= ${pairs} AND silent_hosts >= 5 AND silent_ports >= 5`;
  const slow = `all_wide >= ${hosts} OR all_deep >= ${ports} OR unanswered_pairs >= ${pairs} AND silent_hosts >= 5 AND silent_ports >= 5`;
  return [
    ...(source === undefined ? [{ name: 'busy', sql: sqlBusy(context), few: true as const }] : []),
    { name: 'came', sql: sqlCame(sources) },
    { name: 'replied', sql: sqlReplied(sources) },
    { name: 'contacts', sql: sqlContacts(context), few: true },
    { name: 'reached', sql: sqlReached(context) },
    { name: 'tried', sql: sqlTried(context) },
    { name: 'walked', sql: sqlTrw('contacts') },
    { name: 'regressed', sql: sqlBlr(sources) },
    {
      name: 'scanners',
      few: true,
      sql: `SELECT tried.*, wide, deep, block, all_wide, all_deep, CASE WHEN ${fast} THEN 1 ELSE 0 END AS fast, trw_contacts,
    blr_flows, blr_without_ack, blr_small, blr_payload, blr_backscatter, blr_pairs, blr_hosts
    FROM tried JOIN reached ON reached.source = tried.source AND reached.protocol = tried.protocol
    LEFT JOIN walked ON walked.source = tried.source AND walked.protocol = tried.protocol
    LEFT JOIN regressed ON regressed.source = tried.source AND tried.protocol = 6
    WHERE ((${fast}) AND unanswered_pairs >= ${unanswered_share} * pairs
      OR (${slow}) AND unanswered_pairs >= ${slow_share} * pairs)
      AND (begun = 1 OR service_ports >= ${ports} OR 2 * service_ports >= tried.ports)`,
    },
  ];
}
