import type { AbuseType } from '../../model/abuse-types.ts';
import type { Claim } from '../../model/claim.ts';
import { isAnyOf, sentConditions, sqlAttempts } from '../attempts.ts';
import { windowOf } from './claim-window.ts';
import type { DetectorContext } from '../detector.ts';
import type { ClaimMessage } from './messages.ts';

/** Whether the accused did nothing of the claimed kind at the claimed time. */
export interface Absence {
  holds: boolean;
  /** Completes "the log …, and". */
  why: ClaimMessage;
  sql: string;
}

/** Up to this many hosts that do not answer are everyday: the odd dead service. LocalNetworks. */
const FEW_SILENT_HOSTS = 5;
/** Packets per second to one target that no denial of service stays under. LocalNetworks: a 200th of FastNetMon's 20,000. */
const FEW_PACKETS = 100;

function onlyHosts(hosts: readonly string[], expression: string, context: DetectorContext): string[] {
  return hosts.length === 0
    ? []
    : [
        isAnyOf(
          expression,
          hosts.map((host) => context.engine.dialect.text(host)),
        ),
      ];
}

/** The largest number of hosts that one accused host tried in vain. */
async function absenceOfScan(
  claim: Claim,
  hosts: readonly string[],
  context: DetectorContext,
): Promise<Absence> {
  const where = ['opened', 'unanswered', ...onlyHosts(hosts, 'host', context)].join(' AND ');
  const sql = `${sqlAttempts(context, { ...windowOf(claim)?.search }, undefined)}
SELECT coalesce(max(silent), 0) AS silent FROM (
  SELECT host, count(DISTINCT target) AS silent FROM attempts WHERE ${where} GROUP BY host
) each_host`;
  const silent = Number((await context.engine.query(sql))[0]?.['silent'] ?? 0);
  return { holds: silent < FEW_SILENT_HOSTS, why: { key: 'fewUnanswered', params: { hosts: silent } }, sql };
}

/** The largest rate towards one target. */
async function absenceOfFlood(
  claim: Claim,
  hosts: readonly string[],
  context: DetectorContext,
): Promise<Absence> {
  const { dialect } = context.engine;
  const where = [
    ...sentConditions(context, { ...windowOf(claim)?.search }),
    ...onlyHosts(hosts, 'coalesce(pkt_src, src)', context),
  ].join('\n  AND ');
  const sql = `SELECT coalesce(max(rate), 0) AS rate FROM (
  SELECT sum(packets) / (${dialect.epoch('max(coalesce(ts_end, ts_start))')} - ${dialect.epoch('min(ts_start)')} + 1) AS rate
  FROM flows WHERE ${where}
  GROUP BY coalesce(pkt_src, src), coalesce(pkt_dst, dst), interface, ${dialect.bucket('ts_start', 600)}
) each_target`;
  const rate = Number((await context.engine.query(sql))[0]?.['rate'] ?? 0);
  return { holds: rate < FEW_PACKETS, why: { key: 'lowRate', params: { packets: Math.ceil(rate) } }, sql };
}

/** TCP. */
const TCP = 6;
/** To which mail is handed over: SMTP, its submission with and without TLS (RFC 8314), and the usual alternative to them. */
const MAIL_PORTS = [25, 465, 587, 2525] as const;

/**
 * What a kind of abuse cannot do without opening a connection to somebody else. Where the ports may be any, a host that opened
 * none at all did not do it; a host that opened some may have.
 */
const NEEDS: Partial<Record<AbuseType, { protocol?: number; ports?: readonly number[] }>> = {
  spam: { protocol: TCP, ports: MAIL_PORTS },
  login_attack: { protocol: TCP },
  web_attack: { protocol: TCP },
  sql_injection: { protocol: TCP },
  scraping: { protocol: TCP },
  vulnerability_scan: {},
  infected_host: {},
  beacon: {},
  cryptomining: {},
  exfiltration: {},
};

/** Connections that the accused opened to others, of those that the claimed kind needs. */
async function absenceOfConnections(
  claim: Claim,
  { protocol, ports }: { protocol?: number; ports?: readonly number[] },
  hosts: readonly string[],
  context: DetectorContext,
): Promise<Absence> {
  const where = [
    'opened',
    ...(protocol === undefined ? [] : [`protocol = ${protocol}`]),
    ...(ports === undefined ? [] : [isAnyOf('port', ports.map(String))]),
    ...onlyHosts(hosts, 'host', context),
    `NOT ${context.localNetworks.condition('target')}`,
  ].join(' AND ');
  const sql = `${sqlAttempts(context, { ...windowOf(claim)?.search }, undefined)}
SELECT count(*) AS opened FROM attempts WHERE ${where}`;
  const opened = Number((await context.engine.query(sql))[0]?.['opened'] ?? 0);
  const params = { connections: opened, ports: [...(ports ?? [])] };
  return { holds: opened === 0, why: { key: 'openedTo', params }, sql };
}

/**
 * Whether the rows show nothing of what the claim says of the accused hosts; undefined for a kind of abuse that flow
 * records do not show.
 * @param hosts the accused; empty: all of ours
 */
export async function absenceOf(
  claim: Claim,
  hosts: readonly string[],
  context: DetectorContext,
): Promise<Absence | undefined> {
  if (claim.type === 'port_scan' || claim.type === 'reconnaissance')
    return absenceOfScan(claim, hosts, context);
  if (claim.type === 'ddos') return absenceOfFlood(claim, hosts, context);
  const needs = NEEDS[claim.type];
  return needs === undefined ? undefined : absenceOfConnections(claim, needs, hosts, context);
}
