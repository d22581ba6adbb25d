import type { Instant } from '../model/instant.ts';
import type { DetectorContext } from './detector.ts';
import { FLOWS } from './flow-thresholds.ts';
import { isServicePort } from '../net/ports.ts';
import { oddFlags, RESET_ONLY } from './scan-kinds/kinds.ts';
import { limitsOf } from './threshold.ts';

/** Which part of the flows is looked at; what is left out is not restricted. */
export interface Scope {
  host?: string;
  protocol?: number;
  ports?: readonly number[];
  targets?: readonly string[];
  /** Records that begin in `[from, to)`. */
  from?: Instant;
  to?: Instant;
}

/** The columns that a flow record has as seen from one of our hosts, whichever side recorded it. */
export const OUTWARD = {
  host: 'coalesce(pkt_src, src)',
  target: 'coalesce(pkt_dst, dst)',
  port: 'dst_port',
  local: 'src_port',
};
export const INWARD = {
  host: 'coalesce(pkt_dst, dst)',
  target: 'coalesce(pkt_src, src)',
  port: 'src_port',
  local: 'dst_port',
};

type Side = typeof OUTWARD;

/** `x IN ('a', 'b')`; false for an empty list. */
export function isAnyOf(expression: string, literals: readonly string[]): string {
  return literals.length === 0 ? 'false' : `${expression} IN (${literals.join(', ')})`;
}

/** Condition that an address belongs to a middlebox. */
export function isMiddlebox(context: DetectorContext, expression: string): string {
  const { dialect } = context.engine;
  const addresses = context.roles.middleboxes.flatMap((role) => role.addresses);
  return isAnyOf(
    expression,
    addresses.map((address) => dialect.text(address)),
  );
}

/** The scope as conditions on one side's records; a host is read at its one place. */
export function scopeConditions(context: DetectorContext, scope: Scope, side: Side): string[] {
  const { dialect } = context.engine;
  const { host, protocol, ports, targets, from, to } = scope;
  return [
    ...(host === undefined
      ? []
      : [`${side.host} = ${dialect.text(host)}`, context.observationPoints.condition(host)]),
    ...(protocol === undefined ? [] : [`protocol = ${protocol}`]),
    ...(ports === undefined ? [] : [isAnyOf(side.port, ports.map(String))]),
    ...(targets === undefined
      ? []
      : [
          isAnyOf(
            side.target,
            targets.map((target) => dialect.text(target)),
          ),
        ]),
    ...(from === undefined ? [] : [`ts_start >= ${dialect.timestamp(from)}`]),
    ...(to === undefined ? [] : [`ts_start < ${dialect.timestamp(to)}`]),
  ];
}

/** Conditions of the records that our hosts sent: to somebody, and not passed on for another. */
export function sentConditions(context: DetectorContext, scope: Scope): string[] {
  return [
    ...scopeConditions(context, scope, OUTWARD),
    context.localNetworks.condition('src'),
    `NOT ${isMiddlebox(context, 'src')}`,
    `NOT ${isMiddlebox(context, OUTWARD.target)}`,
  ];
}

/**
 * No record of a host that only refuses: few packets of RST (RFC 9293, section 3.5.2), which answer somebody else. More of
 * them, or records of a log without flags, may be anything.
 */
export const NO_REFUSAL = '(tcp_flags IS NULL OR protocol <> 6 OR tcp_flags NOT IN (4, 20) OR packets > 3)';

/** Bits of tcp_flags by arithmetic, as engines spell the bit operators differently. */
export const SYN = 'tcp_flags % 4 >= 2';
export const ACK = 'tcp_flags % 32 >= 16';
const RST = 'tcp_flags % 8 >= 4';

/** Odd flags of our side, on columns of `sent`; but not from the port of a service to one that is none. */
const ODD = `${oddFlags('s.')} AND NOT (${isServicePort('s.local_port')} AND NOT ${isServicePort('s.port')})`;

/**
 * Who spoke first. What saw the packets says so (`initiator`). By flags: a SYN without ACK, as AWS has it of a client; sensors that
 * count a whole conversation have SYN and ACK of both sides, which tells nothing. Without flags by time, and within the same
 * second the side with the higher port asked; except that 40-byte packets back for longer ones are resets of a handshake that
 * somebody else began in our name (backscatter). What no system sends to open a connection, and what only resets answered, is a scan
 * of our side, unless it came from a service's port, as the end of a connection that the client has forgotten.
 */
const OPENED = `CASE
    WHEN s.began = 1 THEN true
    WHEN s.joined = 1 THEN false
    WHEN s.syn = 1 THEN true
    WHEN s.odd = 1 AND g.refusing = 1 THEN true
    WHEN g.records IS NULL THEN s.replying = 0
    WHEN s.protocol <> 6 THEN s.first <= g.first
    WHEN s.flagged = 1 AND NOT (s.syn_ack = 1 AND g.syn_ack = 1) THEN false
    WHEN s.first = g.first THEN s.local_port > s.port AND NOT (s.bytes = 40 * s.packets AND g.bytes > 40 * g.packets)
    ELSE s.first < g.first END`;

/**
 * No answer: nothing came back; for TCP also at most one packet and no SYN-ACK, which is how a closed port refuses.
 */
const NO_REPLY = `(g.records IS NULL OR (s.protocol = 6 AND g.most < 2 AND g.syn_ack = 0))`;

/** The keys by which a detector singles out what is worth a closer look. */
type Key = 'host' | 'protocol' | 'port' | 'target' | 'win';

/** What makes a group of small records worth a look. */
interface Candidates {
  keys: readonly Key[];
  /** Condition on the group's sums. */
  having: string;
}

/** TCP and UDP only: flow logs carry no ICMP types, so a ping and an error look alike. */
const PROTOCOLS = 'protocol IN (6, 17)';

function and(conditions: readonly string[]): string {
  return conditions.join('\n    AND ');
}

/** Rows of `flows`, with what they are joined to, and the conditions that they meet. */
export interface FlowRows {
  from: string;
  conditions: readonly string[];
}

/** `sent`: what our hosts sent, in windows. @param win which window a record is in */
function sqlSent({ from, conditions }: FlowRows, win: string): string {
  return `sent AS (
  SELECT ${OUTWARD.host} AS host, ${OUTWARD.target} AS target, ${OUTWARD.port} AS port, ${OUTWARD.local} AS local_port,
    protocol, ${win} AS win, ts_start, coalesce(ts_end, ts_start) AS ts_end, packets, bytes, tcp_flags, initiator
  FROM ${from} WHERE ${and([PROTOCOLS, ...conditions])}
)`;
}

/** `received`: what came to our hosts. It is looked for in the whole log: an answer may be recorded after the scope. */
function sqlReceived(context: DetectorContext, { from, conditions }: FlowRows): string {
  return `received AS (
  SELECT ${INWARD.host} AS host, ${INWARD.target} AS target, ${INWARD.port} AS port,
    protocol, ts_start, packets, bytes, tcp_flags
  FROM ${from} WHERE ${and([PROTOCOLS, ...conditions, context.localNetworks.condition(INWARD.host)])}
)`;
}

function sqlCandidates(context: DetectorContext, { keys, having }: Candidates): string {
  return `candidates AS (
  SELECT ${keys.join(', ')} FROM sent WHERE packets <= ${limitsOf(context, FLOWS).attempt_packets}
  GROUP BY ${keys.join(', ')} HAVING ${having}
)`;
}

function joinOn(left: string, keys: readonly Key[]): string {
  return keys.map((key) => `${left}.${key} = c.${key}`).join(' AND ');
}

/** `sent_to`: what was sent to each target and port, with what its flags say of our part. */
function sqlSentTo(candidates: Candidates | undefined): string {
  const join = candidates === undefined ? '' : ` JOIN candidates c ON ${joinOn('s', candidates.keys)}`;
  return `sent_to AS (
  SELECT s.host, s.protocol, s.target, s.port, s.win, count(*) AS records, sum(s.packets) AS packets,
    sum(s.bytes) AS bytes, max(s.packets) AS most, min(s.ts_start) AS first, max(s.ts_end) AS last,
    min(s.local_port) AS local_port,
    max(CASE WHEN initiator = 'src' THEN 1 ELSE 0 END) AS began,
    max(CASE WHEN initiator = 'dst' THEN 1 ELSE 0 END) AS joined,
    max(CASE WHEN ${SYN} AND NOT (${ACK}) THEN 1 ELSE 0 END) AS syn,
    max(CASE WHEN ${SYN} AND ${ACK} THEN 1 ELSE 0 END) AS syn_ack,
    max(CASE WHEN ${ACK} OR ${RST} THEN 1 ELSE 0 END) AS replying,
    max(CASE WHEN tcp_flags IS NULL THEN 0 ELSE 1 END) AS flagged,
    min(CASE WHEN ${ODD} THEN 1 ELSE 0 END) AS odd, max(tcp_flags % 64) AS odd_flags
  FROM sent s${join}
  GROUP BY s.host, s.protocol, s.target, s.port, s.win
)`;
}

/** `replies`: what came back from each target and port. */
function sqlReplies(candidates: Candidates | undefined): string {
  const keys = candidates?.keys.filter((key) => key !== 'win') ?? [];
  const join =
    candidates === undefined
      ? ''
      : ` JOIN (SELECT DISTINCT ${keys.join(', ')} FROM candidates) c ON ${joinOn('g', keys)}`;
  return `replies AS (
  SELECT g.host, g.protocol, g.target, g.port, count(*) AS records, sum(g.packets) AS packets,
    sum(g.bytes) AS bytes, max(g.packets) AS most, min(g.ts_start) AS first,
    max(CASE WHEN ${SYN} AND ${ACK} THEN 1 ELSE 0 END) AS syn_ack, min(CASE WHEN ${RESET_ONLY} THEN 1 ELSE 0 END) AS refusing
  FROM received g${join}
  GROUP BY g.host, g.protocol, g.target, g.port
)`;
}

/** `attempts`, of `sent_to` and `replies`. */
function sqlJudged(context: DetectorContext): string {
  return `attempts AS (
  SELECT s.host, s.protocol, s.target, s.port, s.win, s.records, s.packets, s.bytes, s.first, s.last, s.flagged,
    CASE WHEN s.odd = 1 THEN s.odd_flags END AS odd,
    ${OPENED} AS opened,
    s.most <= ${limitsOf(context, FLOWS).attempt_packets} AND ${NO_REPLY} AS unanswered
  FROM sent_to s LEFT JOIN replies g
    ON s.host = g.host AND s.protocol = g.protocol AND s.target = g.target AND s.port = g.port
)`;
}

/**
 * Common table expressions up to `attempts`: one row for each (host, protocol, target, port, win) that a host of
 * ours sent to, with `opened` (our side began it) and `unanswered` (few packets, and no answer).
 *
 * @param window seconds of the windows `win`; undefined: the whole scope is one
 * @param candidates what is worth a closer look; undefined: everything
 */
export function sqlAttempts(
  context: DetectorContext,
  scope: Scope,
  window: number | undefined,
  candidates?: Candidates,
): string {
  const win = window === undefined ? '0' : context.engine.dialect.bucket('ts_start', window);
  const timeless = { ...scope, from: undefined, to: undefined };
  const parts = [
    sqlSent({ from: 'flows', conditions: sentConditions(context, scope) }, win),
    sqlReceived(context, { from: 'flows', conditions: scopeConditions(context, timeless, INWARD) }),
    ...(candidates === undefined ? [] : [sqlCandidates(context, candidates)]),
    sqlSentTo(candidates),
    sqlReplies(candidates),
  ];
  return `WITH ${parts.join(', ')}, ${sqlJudged(context)}`;
}

/** `sent` of many scopes alone, each with its number in `win`. @param sent with a column `scope` beside those of the flows */
export function sqlSentOfScopes(sent: FlowRows): string {
  return `WITH ${sqlSent(sent, 'scope')}`;
}

/**
 * The same of many scopes in one pass; `win` is the number of the scope. @param sent with a column `scope` beside those of the flows
 */
export function sqlAttemptsOfScopes(context: DetectorContext, sent: FlowRows, received: FlowRows): string {
  const parts = [
    sqlSent(sent, 'scope'),
    sqlReceived(context, received),
    sqlSentTo(undefined),
    sqlReplies(undefined),
  ];
  return `WITH ${parts.join(', ')}, ${sqlJudged(context)}`;
}
