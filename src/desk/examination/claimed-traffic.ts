import { NO_REFUSAL, OUTWARD, sentConditions } from '../../findings/attempts.ts';
import { windowOf } from '../../findings/claims/claim-window.ts';
import { flowCondition } from '../../findings/claims/suspects.ts';
import type { DetectorContext } from '../../findings/detector.ts';
import { instantOf, secondsOf } from '../../findings/sql/instants.ts';
import type { SocketFact } from '../../hosts/facts.ts';
import type { LoggedConnection, LoggedTraffic, Traffic } from '../../hosts/traffic/traffic.ts';
import type { Claim } from '../../model/claim.ts';
import type { Culprit, Finding } from '../../model/finding.ts';
import { fitsMask } from '../../net/masked.ts';
import type { Paste } from '../../hosts/pastes/paste.ts';

/** The sender of so many flows is looked for; a notice has a handful. */
const MOST = 40;
/** Of findings so many targets are taken, where no notice names any. */
const MOST_SAMPLES = 5;
/** Ports of so many sockets are looked up in the flow log. */
const MOST_SOCKETS = 200;
/** So many senders are named. */
const MOST_SOURCES = 5;
/** How far records reach beyond a stated time: one aggregation interval, and clocks. Source: AWS, flow log records. */
const [BEFORE_S, AFTER_S] = [600, 660];
const DAY_S = 86_400;

const keyOf = ({ remote, protocol }: Traffic): string => `${remote} ${protocol ?? ''}`;

/** One entry for each address and protocol: ports together, from the first moment to the last. */
function joined(all: readonly Traffic[]): Traffic[] {
  const byKey = new Map<string, Traffic>();
  for (const one of all) {
    const known = byKey.get(keyOf(one));
    if (known === undefined) {
      byKey.set(keyOf(one), one);
      continue;
    }
    const from = [known.from, one.from].filter((time) => time !== undefined).toSorted()[0];
    const to = [known.to, one.to]
      .filter((time) => time !== undefined)
      .toSorted()
      .at(-1);
    // A flow without ports means any: then none restricts.
    const ports =
      known.ports.length === 0 || one.ports.length === 0 ? [] : [...new Set([...known.ports, ...one.ports])];
    byKey.set(keyOf(one), {
      ...known,
      ports,
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    });
  }
  return [...byKey.values()].slice(0, MOST);
}

function claimed(claims: readonly Claim[]): Traffic[] {
  return claims
    .filter(({ authenticity }) => authenticity.verdict !== 'forged')
    .flatMap((claim) => {
      const window = windowOf(claim);
      return claim.flows.flatMap(({ remote, remote_ports: ports = [], protocol, ...flow }): Traffic[] => {
        if (remote === undefined) return [];
        const from = flow.from ?? flow.to ?? window?.from;
        const to = flow.to ?? flow.from ?? window?.to;
        return [
          {
            remote,
            ports,
            ...(protocol !== undefined && { protocol }),
            ...(from !== undefined && { from }),
            ...(to !== undefined && { to }),
          },
        ];
      });
    });
}

/** What notices name: one entry for each address and protocol. */
export function claimedFlows(claims: readonly Claim[]): Traffic[] {
  return joined(claimed(claims));
}

/** What the flow log shows of the culprits, by a few of the targets, where no notice names one. */
function shown(findings: readonly Finding[], culprits: readonly Culprit[]): Traffic[] {
  const accused = new Set(culprits.map(({ address }) => address));
  const own = findings.filter(
    ({ direction, subject }) => direction === 'outbound' && accused.has(subject.address ?? ''),
  );
  return own.flatMap(({ targets, from, to }) =>
    targets.sample
      .slice(0, MOST_SAMPLES)
      .map((remote): Traffic => ({ remote, ports: targets.ports, from, to })),
  );
}

/** When its records can lie. */
function searched({ from, to = from }: Traffic): { from?: string; to?: string } {
  if (from === undefined || to === undefined) return {};
  return { from: instantOf(secondsOf(from) - BEFORE_S), to: instantOf(secondsOf(to) + AFTER_S) };
}

function followed({ from, to }: { from?: string; to?: string }): { from?: string; to?: string } {
  return from === undefined || to === undefined ? {} : { from, to: instantOf(secondsOf(to) + DAY_S) };
}

async function logged(
  traffic: Traffic,
  sockets: readonly SocketFact[],
  context: DetectorContext,
): Promise<LoggedTraffic | undefined> {
  const { remote, ports, protocol } = traffic;
  const flow = flowCondition(
    {
      remote,
      ...(ports.length > 0 && { remote_ports: [...ports] }),
      ...(protocol !== undefined && { protocol }),
    },
    context,
  );
  if (flow === undefined) return undefined;
  const scope = searched(traffic);
  const whereIn = (when: { from?: string; to?: string }): string =>
    [...sentConditions(context, when), NO_REFUSAL, flow].join('\n  AND ');
  const where = whereIn(scope);
  const span = 'min(ts_start) AS first, max(coalesce(ts_end, ts_start)) AS last';
  const rows = await context.engine.query(
    `SELECT ${OUTWARD.host} AS host, ${span}, count(*) AS records, sum(packets) AS packets
FROM flows WHERE ${where}
GROUP BY 1 ORDER BY records DESC, host LIMIT ${MOST_SOURCES}`,
  );
  if (rows.length === 0) return undefined;
  const pairs = sockets
    .filter(
      ({ kind, remote: far }) => (kind === 'tcp' || kind === 'udp') && fitsMask(remote, far?.address ?? ''),
    )
    .flatMap(({ local, remote: far }) =>
      local?.port === undefined || far?.port === undefined
        ? []
        : [`(${OUTWARD.local} = ${local.port} AND ${OUTWARD.port} = ${far.port})`],
    );
  const connections =
    pairs.length === 0
      ? []
      : await context.engine.query(
          // A connection is followed for a day after the claimed time, to whenever the sockets were listed.
          `SELECT protocol, ${OUTWARD.local} AS local_port, ${OUTWARD.target} AS target, ${OUTWARD.port} AS port, ${span}
FROM flows WHERE ${whereIn(followed(scope))}
  AND (${[...new Set(pairs)].slice(0, MOST_SOCKETS).join(' OR ')})
GROUP BY 1, 2, 3, 4${scope.to === undefined ? '' : ` HAVING min(ts_start) < ${context.engine.dialect.timestamp(scope.to)}`}
ORDER BY 1, 2, 3, 4 LIMIT ${MOST_SOCKETS}`,
        );
  const texts = rows.map((row) => ({ first: String(row['first']), last: String(row['last']) }));
  const packets = rows.reduce((sum, row) => sum + Number(row['packets'] ?? 0), 0);
  return {
    from: texts.map(({ first }) => first).toSorted()[0] ?? '',
    to:
      texts
        .map(({ last }) => last)
        .toSorted()
        .at(-1) ?? '',
    records: rows.reduce((sum, row) => sum + Number(row['records']), 0),
    ...(packets > 0 && { packets }),
    sources: rows.map((row) => String(row['host'])),
    connections: connections.map((row): LoggedConnection => ({
      protocol: Number(row['protocol']),
      local_port: Number(row['local_port']),
      remote: String(row['target']),
      remote_port: Number(row['port']),
      from: String(row['first']),
      to: String(row['last']),
    })),
  };
}

/** The traffic of which the sending process is looked for: what notices name, else what the flow log shows of the culprits. */
export async function claimedTraffic(
  claims: readonly Claim[],
  pastes: readonly { paste: Paste }[],
  findings: readonly Finding[],
  culprits: readonly Culprit[],
  context: DetectorContext,
): Promise<Traffic[]> {
  if (pastes.length === 0) return [];
  const named = claimed(claims);
  const all = joined(named.length > 0 ? named : shown(findings, culprits));
  if (!(await context.engine.tables()).has('flows')) return all;
  const sockets = pastes.flatMap(({ paste }) => paste.facts.sockets);
  const traffic: Traffic[] = [];
  for (const one of all) {
    const log = await logged(one, sockets, context);
    traffic.push(log === undefined ? one : { ...one, logged: log });
  }
  return traffic;
}
