import { ACK, isMiddlebox, SYN } from '../attempts.ts';
import type { DetectorContext } from '../detector.ts';

/*
 * Traffic of a honeypot, set apart before anything is counted. Source of the three words: Moore, Voelker and Savage,
 * "Inferring Internet Denial-of-Service Activity" (2001), for backscatter; the flags are AWS's of a flow log and those of
 * the detector of backscatter.
 *
 *   in   unsolicited   somebody out there began it
 *        response      it answers what a host here began
 *        backscatter   an answer (SYN-ACK, RST) that no host here had asked for: its sender was asked in our name
 *        not_known     the log does not tell: TCP without flags, or the middle of a connection whose beginning is not in it
 *   out  begun         a host here began it
 *        answer        it answers, or refuses, what somebody out there began; a reset is no outgoing attack
 *        not_known
 */

/** No port: the protocol has none, or the log does not say it. Joins need a value. */
export const NO_PORT = -1;

const PSH = 'tcp_flags % 16 >= 8';

/**
 * What one record says by itself. `toward` and `from`: to the lower port and from it, which as a rule is the service's;
 * UDP has no handshake, so that who sends to the lower port asks.
 */
const SIGN = `CASE
      WHEN initiator = 'src' THEN 'began'
      WHEN initiator = 'dst' THEN 'reply'
      WHEN protocol = 6 AND tcp_flags IS NULL THEN 'none'
      WHEN protocol = 6 AND ${SYN} AND NOT ${ACK} THEN 'began'
      WHEN protocol = 6 AND ${SYN} AND ${ACK} AND NOT ${PSH} THEN 'answer'
      WHEN protocol = 6 AND tcp_flags IN (4, 20) THEN CASE WHEN dst_port < src_port THEN 'refusal' ELSE 'answer' END
      WHEN protocol = 17 AND dst_port < src_port THEN 'began'
      WHEN protocol IN (6, 17) AND dst_port < src_port THEN 'toward'
      WHEN protocol IN (6, 17) AND src_port < dst_port THEN 'from'
      ELSE 'even' END`;

/** The port of the service that was asked, by what the record says. */
const PORT = `CASE
      WHEN NOT protocol IN (6, 17) THEN ${NO_PORT}
      WHEN sign IN ('began', 'toward', 'refusal', 'even') THEN coalesce(dst_port, ${NO_PORT})
      WHEN sign IN ('reply', 'answer', 'from') THEN coalesce(src_port, ${NO_PORT})
      ELSE coalesce(least(coalesce(src_port, dst_port), coalesce(dst_port, src_port)), ${NO_PORT}) END`;

/** What it is, of a row of `records` or `counted` joined as `sqlJoins` does. */
const CLASS = `CASE WHEN c.direction = 'in' THEN CASE
      WHEN c.sign = 'began' THEN 'unsolicited'
      WHEN c.sign = 'reply' THEN 'response'
      WHEN c.sign IN ('answer', 'from') AND o.remote IS NOT NULL THEN 'response'
      WHEN c.sign IN ('refusal', 'toward') AND i.remote IS NOT NULL THEN 'unsolicited'
      WHEN c.sign IN ('answer', 'refusal') THEN 'backscatter'
      WHEN c.sign = 'even' AND c.protocol <> 6 AND h.remote IS NULL THEN 'unsolicited'
      ELSE 'not_known' END
    ELSE CASE
      WHEN c.sign = 'began' THEN 'begun'
      WHEN c.sign IN ('reply', 'answer', 'refusal') THEN 'answer'
      WHEN c.sign = 'from' AND i.remote IS NOT NULL THEN 'answer'
      WHEN c.sign = 'toward' AND o.remote IS NOT NULL THEN 'begun'
      WHEN c.sign = 'even' AND c.protocol <> 6 AND h.remote IS NULL THEN 'begun'
      ELSE 'not_known' END END`;

function begunOn(name: string, direction: 'in' | 'out'): string {
  return `LEFT JOIN (SELECT protocol, port, remote FROM begun WHERE direction = '${direction}') AS ${name}
    ON ${name}.protocol = c.protocol AND ${name}.port = c.port AND ${name}.remote = c.remote`;
}

const JOINS = `${begunOn('i', 'in')}
  ${begunOn('o', 'out')}
  LEFT JOIN heard AS h ON h.direction <> c.direction AND h.protocol = c.protocol AND h.remote = c.remote`;

/**
 * Table expressions up to `honeypot_cube`, which has a row for each day, direction, class, protocol, port and address out
 * there: all tables and series are made of it, so that the flows are read once. `records` has the single records.
 * @param isCounted which records of `flows` are: a honeypot's own log repeats what the flow log has
 */
export function sqlCube(context: DetectorContext, isCounted: string): string {
  const { localNetworks, observationPoints, engine } = context;
  const host = 'CASE WHEN from_us THEN sender ELSE receiver END';
  return `WITH sided AS (
  SELECT flows.*, coalesce(pkt_src, src) AS sender, coalesce(pkt_dst, dst) AS receiver,
    ${localNetworks.condition('coalesce(pkt_src, src)')} AS from_us,
    ${localNetworks.condition('coalesce(pkt_dst, dst)')} AS to_us, ${SIGN} AS sign
  FROM flows WHERE ts_start IS NOT NULL AND ${isCounted}
), records AS (
  SELECT evidence, line, ts_start, src, src_port, dst, dst_port, packets, bytes, action,
    CASE WHEN from_us THEN 'out' ELSE 'in' END AS direction, ${engine.dialect.day('ts_start')} AS day,
    coalesce(protocol, -1) AS protocol, sign, ${PORT} AS port,
    CASE WHEN from_us THEN receiver ELSE sender END AS remote
  FROM sided WHERE from_us <> to_us AND NOT ${isMiddlebox(context, `(${host})`)}
    AND ${observationPoints.everywhere(`(${host})`, (address) => localNetworks.contains(address))}
), counted AS (
  SELECT day, direction, sign, protocol, port, remote, count(*) AS flows, sum(packets) AS packets, sum(bytes) AS bytes,
    min(ts_start) AS first, max(ts_start) AS last
  FROM records GROUP BY day, direction, sign, protocol, port, remote
), begun AS (
  SELECT DISTINCT direction, protocol, port, remote FROM counted WHERE sign = 'began'
), heard AS (
  SELECT DISTINCT direction, protocol, remote FROM counted WHERE protocol <> 6
), honeypot_cube AS (
  SELECT c.day, c.direction, c.protocol, c.port, c.remote, c.flows, c.packets, c.bytes, c.first, c.last, ${CLASS} AS class
  FROM counted AS c
  ${JOINS}
)`;
}

/** The single records with their class, to follow `sqlCube`. */
export const CLASSED_RECORDS = `SELECT c.evidence, c.line, c.ts_start, c.src, c.src_port, c.dst, c.dst_port, c.protocol, c.packets,
    c.bytes, c.action, c.direction, c.day, nullif(c.port, ${NO_PORT}) AS port, c.remote, ${CLASS} AS class
  FROM records AS c
  ${JOINS}`;
