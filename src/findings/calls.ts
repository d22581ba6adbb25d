import { ACK, INWARD, isAnyOf, isMiddlebox, OUTWARD, sentConditions, SYN } from './attempts.ts';
import type { DetectorContext } from './detector.ts';
import { isServicePort } from '../net/ports.ts';
import type { Step } from './sql/steps.ts';

/** Which of the conversations with strangers are looked at; what is left out is not restricted. */
export interface CallScope {
  host?: string;
  protocol?: number;
  /** Ports of the stranger. */
  ports?: readonly number[];
  /** Strangers: a SELECT of their addresses. */
  among?: string;
}

/** A conversation whose records are this much further apart, on the whole, was two that had the same ports. Seconds. */
const MOST_APART = 660;

/** A port of ours from which so many strangers were sent to is that of a service, and not of one call. */
const SERVED = 3;

/** Records count once, where their host is read. */
function place(context: DetectorContext, expression: string, host: string | undefined): string {
  const { localNetworks, observationPoints } = context;
  return observationPoints.everywhere(expression, (address) =>
    host === undefined ? localNetworks.contains(address) : address === host,
  );
}

/** Conditions of records that hosts of ours sent to strangers, each once. */
export function outwardConditions(context: DetectorContext, host?: string): string[] {
  const { localNetworks, engine } = context;
  return [
    ...(host === undefined ? [] : [`${OUTWARD.host} = ${engine.dialect.text(host)}`]),
    ...sentConditions(context, {}),
    `NOT ${localNetworks.condition(OUTWARD.target)}`,
    place(context, OUTWARD.host, host),
  ];
}

/** Conditions of records that strangers sent to hosts of ours, each once. */
export function inwardConditions(context: DetectorContext, host?: string): string[] {
  const { localNetworks, engine } = context;
  return [
    ...(host === undefined ? [] : [`${INWARD.host} = ${engine.dialect.text(host)}`]),
    localNetworks.condition('dst'),
    localNetworks.condition(INWARD.host),
    `NOT ${isMiddlebox(context, 'dst')}`,
    `NOT ${localNetworks.condition(INWARD.target)}`,
    place(context, INWARD.host, host),
  ];
}

/** None of FIN, SYN and RST: a part of a conversation that is under way. */
const UNDER_WAY = 'tcp_flags % 8 = 0';

function restricted({ protocol, ports, among }: CallScope, side: typeof OUTWARD): string[] {
  return [
    ...(protocol === undefined ? [] : [`protocol = ${protocol}`]),
    ...(ports === undefined ? [] : [isAnyOf(side.port, ports.map(String))]),
    ...(among === undefined ? [] : [`${side.target} IN (${among})`]),
    'ts_start IS NOT NULL',
  ];
}

function any(condition: string): string {
  return `max(CASE WHEN ${condition} THEN 1 ELSE 0 END)`;
}

/**
 * Who began it. What saw the packets says so; else a SYN without ACK, which AWS records of the client alone; else the ports: a
 * client has the higher one, and not that of a service.
 */
const OPENED = `CASE WHEN s.began = 1 THEN true WHEN s.joined = 1 THEN false WHEN s.syn = 1 THEN true
    WHEN s.syn_ack = 1 AND coalesce(g.syn_ack, 0) = 0 THEN false
    ELSE s.local_port > s.port AND NOT ${isServicePort('s.local_port')} END`;

/**
 * Steps up to `calls`: conversations that hosts of ours began with strangers. One row for each (host, target, port, local_port,
 * protocol) with `records`, `packets`, `bytes`, the same that came back (`back_…`), `first` and `last`, `span` and `active` (seconds
 * from the first to the last packet, and those that records cover), `under_way` and `back_under_way` (records without SYN, FIN and
 * RST), `flagged` (the log has TCP flags), `whole` (what recorded it counts a conversation as one record).
 */
export function callSteps(context: DetectorContext, scope: CallScope): Step[] {
  const { dialect } = context.engine;
  // A clock that went back does not end a record before it begins.
  const ended = 'CASE WHEN ts_end > ts_start THEN ts_end ELSE ts_start END';
  const seconds = (from: string, to: string): string => `${dialect.epoch(to)} - ${dialect.epoch(from)}`;
  const sent = [...restricted(scope, OUTWARD), ...outwardConditions(context, scope.host)];
  const back = [...restricted(scope, INWARD), ...inwardConditions(context, scope.host)];
  return [
    {
      name: 'sent_out',
      sql: `SELECT ${OUTWARD.host} AS host, ${OUTWARD.target} AS target, ${OUTWARD.port} AS port,
    coalesce(${OUTWARD.local}, 0) AS local_port, protocol, count(*) AS records, sum(packets) AS packets, sum(bytes) AS bytes,
    min(ts_start) AS first, max(${ended}) AS last, sum(${seconds('ts_start', ended)}) AS active,
    count(CASE WHEN ${UNDER_WAY} THEN 1 END) AS under_way, ${any('tcp_flags IS NOT NULL')} AS flagged,
    ${any("initiator = 'src'")} AS began, ${any("initiator = 'dst'")} AS joined,
    ${any(`${SYN} AND NOT (${ACK})`)} AS syn, ${any(`${SYN} AND ${ACK}`)} AS syn_ack
  FROM flows WHERE ${sent.join('\n    AND ')}
  GROUP BY 1, 2, 3, 4, 5`,
    },
    {
      name: 'came_back',
      sql: `SELECT ${INWARD.host} AS host, ${INWARD.target} AS target, ${INWARD.port} AS port,
    coalesce(${INWARD.local}, 0) AS local_port, protocol, count(*) AS records, sum(packets) AS packets, sum(bytes) AS bytes,
    count(CASE WHEN ${UNDER_WAY} THEN 1 END) AS under_way, ${any(`${SYN} AND ${ACK}`)} AS syn_ack
  FROM flows WHERE ${back.join('\n    AND ')}
  GROUP BY 1, 2, 3, 4, 5`,
    },
    {
      name: 'calls',
      sql: `SELECT s.host, s.target, s.port, s.local_port, s.protocol, s.records, coalesce(s.packets, 0) AS packets,
    coalesce(s.bytes, 0) AS bytes, s.first, s.last, ${seconds('s.first', 's.last')} AS span, s.active, s.under_way, s.flagged,
    s.began AS whole, coalesce(g.records, 0) AS back_records, coalesce(g.packets, 0) AS back_packets,
    coalesce(g.bytes, 0) AS back_bytes, coalesce(g.under_way, 0) AS back_under_way
  FROM sent_out s LEFT JOIN came_back g ON g.host = s.host AND g.target = s.target AND g.port = s.port
    AND g.local_port = s.local_port AND g.protocol = s.protocol
  WHERE ${OPENED}`,
    },
  ];
}

/** Which conversations count as long and quiet. */
export interface LongCall {
  /** Least seconds from the first packet to the last. */
  seconds: number;
  /** Most bytes a second, both ways. */
  rate: number;
  /** Least packets either way, more than an attempt has. */
  packets: number;
  /** Least share of records without SYN, FIN and RST, where the log has flags for each part of a conversation. */
  underWay?: number;
}

/**
 * Steps up to `long_calls`: those of `calls` that were kept up for long and carried little. The same ports in use again hours later
 * are no long conversation; and a port of ours that many strangers were sent to from is that of a service, whose clients come
 * from any port.
 */
export function longCallSteps(context: DetectorContext, scope: CallScope, long: LongCall): Step[] {
  const { seconds, rate, packets, underWay = 0 } = long;
  const served = [
    ...(scope.protocol === undefined ? [] : [`protocol = ${scope.protocol}`]),
    ...outwardConditions(context, scope.host),
  ];
  return [
    ...callSteps(context, scope),
    {
      name: 'quiet_calls',
      sql: `SELECT * FROM calls WHERE packets > ${packets} AND back_packets > ${packets} AND span >= ${seconds}
    AND span - active <= ${MOST_APART} * records AND bytes + back_bytes <= ${rate} * span
    AND (flagged = 0 OR whole = 1 OR under_way + back_under_way >= ${underWay} * (records + back_records))`,
    },
    {
      name: 'serving',
      sql: `SELECT q.host, q.local_port FROM flows JOIN (SELECT DISTINCT host, local_port FROM quiet_calls WHERE whole = 0) q
    ON ${OUTWARD.host} = q.host AND ${OUTWARD.local} = q.local_port
  WHERE ${served.join('\n    AND ')}
  GROUP BY q.host, q.local_port HAVING count(DISTINCT ${OUTWARD.target}) >= ${SERVED}`,
    },
    {
      name: 'long_calls',
      sql: `SELECT q.* FROM quiet_calls q LEFT JOIN serving ON serving.host = q.host AND serving.local_port = q.local_port
  WHERE serving.host IS NULL`,
    },
  ];
}
