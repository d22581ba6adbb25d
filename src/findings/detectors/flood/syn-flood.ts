import type { Row } from '../../../events/engines/engine.ts';
import { INWARD, OUTWARD } from '../../attempts.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import { askSubjects } from '../../many.ts';
import type { SeenSubject } from '../../many.ts';
import type { Finding } from '../../../model/finding.ts';
import { secondsOf } from '../../sql/instants.ts';
import { mergeWindows } from '../../sql/periods.ts';
import type { Window } from '../../sql/periods.ts';
import { askSteps } from '../../sql/steps.ts';
import type { Step } from '../../sql/steps.ts';
import { FLOWS } from '../../flow-thresholds.ts';
import { numbersOf } from '../../../model/numbers.ts';
import { FLOOD_NUMBERS } from './numbers.ts';
import { fromOutside, pressedStep, SYN_ONLY, TCP, WINDOW } from './pressed.ts';
import { FLOOD } from './thresholds.ts';
import { limitsOf } from '../../threshold.ts';
import type { FloodMessage } from './messages.ts';

const PORT = 'dst_port';

/** Records of TCP from outside to hosts of ours that are no middlebox. */
function inbound(context: DetectorContext): string {
  return [`protocol = ${TCP}`, 'tcp_flags IS NOT NULL', ...fromOutside(context)].join('\n    AND ');
}

/** Windows in which a port of ours got SYNs from very many sources, of which hardly any went on. */
function findWindows(context: DetectorContext): Promise<Row[]> {
  const { dialect } = context.engine;
  const { syn_sources, syn_share } = limitsOf(context, FLOOD);
  const win = dialect.bucket('ts_start', WINDOW);
  const steps: Step[] = [
    pressedStep(context),
    {
      name: 'busy',
      sql: `SELECT ${INWARD.host} AS host, ${PORT} AS port, ${win} AS win FROM flows
  WHERE ${inbound(context)}
    AND ${SYN_ONLY}
    AND ${INWARD.host} IN (SELECT host FROM pressed WHERE syns >= ${syn_sources})
  GROUP BY 1, 2, 3 HAVING count(*) >= ${syn_sources}`,
    },
    {
      name: 'came',
      sql: `SELECT ${INWARD.host} AS host, ${PORT} AS port, ${win} AS win, ${INWARD.target} AS source,
    min(CASE WHEN ${SYN_ONLY} THEN 1 ELSE 0 END) AS syn_only, sum(packets) AS packets
  FROM flows
  WHERE ${inbound(context)}
    AND ${INWARD.host} IN (SELECT host FROM pressed WHERE syns >= ${syn_sources})
    AND ${PORT} IN (SELECT port FROM busy)
  GROUP BY 1, 2, 3, 4`,
    },
  ];
  const select = `SELECT came.host, came.port, ${dialect.epoch('came.win')} AS start
FROM came JOIN busy ON busy.host = came.host AND busy.port = came.port AND busy.win = came.win
GROUP BY came.host, came.port, came.win
HAVING sum(syn_only) >= ${syn_sources} AND sum(syn_only) >= ${syn_share} * count(*)
  AND sum(CASE WHEN syn_only = 1 THEN came.packets END) <= ${limitsOf(context, FLOWS).attempt_packets} * sum(syn_only)
ORDER BY came.host, came.port, start`;
  return askSteps(context.engine, steps, (ask) => ask(select));
}

/** The figures of a period. */
const FIGURES = `count(DISTINCT ${INWARD.target}) AS sources, sum(packets) AS packets, count(*) AS flows, sum(bytes) AS bytes,
  min(ts_start) AS first, max(coalesce(ts_end, ts_start)) AS last`;

/** A port of ours, and when; seconds since 1970. */
interface Struck {
  host: string;
  port: number;
  start: number;
  end: number;
}

const at = (context: DetectorContext, seconds: number): string =>
  context.engine.dialect.timestamp(new Date(seconds * 1000).toISOString());

/** The figures of one period, as the finding shows them. */
function sqlFigures(context: DetectorContext, { host, port, start, end }: Struck): string {
  const conditions = [
    inbound(context),
    SYN_ONLY,
    `${INWARD.host} = ${context.engine.dialect.text(host)}`,
    `${PORT} = ${port}`,
    `ts_start >= ${at(context, start)}`,
    `ts_start < ${at(context, end)}`,
  ];
  return `SELECT ${FIGURES}\nFROM flows WHERE ${conditions.join('\n  AND ')}`;
}

function findingOf(context: DetectorContext, struck: Struck, { row, lines }: SeenSubject): Finding {
  const { host, port } = struck;
  const number = (name: string): number => Number(row[name] ?? 0);
  const [from, to] = [String(row['first']), String(row['last'])];
  const seconds = Number((secondsOf(to) - secondsOf(from)).toFixed(3));
  const [sources, packets] = [number('sources'), number('packets')];
  // Who waits for an answer sends his SYN again; a forged one comes once.
  const once = packets <= 1.5 * sources;
  const { syn_sources, syn_share } = limitsOf(context, FLOOD);
  return {
    id: [synFlood.name, host, port, from].join('|'),
    type: 'ddos',
    kind: 'syn_flood',
    detector: synFlood.name,
    subject: {},
    direction: 'inbound',
    targets: { hosts: 1, ports: [port], sample: [host] },
    from,
    to,
    numbers: numbersOf(FLOOD_NUMBERS, {
      protocol: TCP,
      sources,
      flows: number('flows'),
      packets,
      bytes: number('bytes'),
      seconds,
    }),
    confidence: once ? 0.9 : 0.7,
    severity: packets >= 20_000 ? 'high' : 'medium',
    message: {
      key: 'synFlooded',
      params: { host: context.hosts.label(host), port, packets, sources, seconds, when: { from, to }, once },
    },
    rule_message: {
      key: 'synFloodRule',
      params: { source: synFlood.source, sources: syn_sources, share: syn_share, window: WINDOW },
    },
    sql: sqlFigures(context, struck),
    lines,
  };
}

/** Half-open connections from everywhere: one of our hosts is the victim, and the sources are mostly forged. */
export const synFlood: Detector = {
  name: 'syn-flood',
  type: 'ddos',
  title: 'A port of ours gets SYNs from very many addresses, of which hardly any goes on with the handshake',
  source: { key: 'sourceSynFlood', params: {} },
  table: 'flows',
  unaccused: 'forged',
  async detect(context) {
    const windows = (await findWindows(context)).map((row): Window<number> => {
      const start = Number(row['start']);
      return { subject: `${row['host']} ${row['port']}`, start, end: start + WINDOW, item: start };
    });
    const periods = mergeWindows(windows, limitsOf(context, FLOWS).merge_gap).map(
      ({ subject, start, end }): Struck => {
        const [host = '', port] = subject.split(' ');
        return { host, port: Number(port), start, end };
      },
    );
    const keys = {
      struck: ({ host }: Struck) => context.engine.dialect.text(host),
      struck_port: ({ port }: Struck) => String(port),
      begins: ({ start }: Struck) => at(context, start),
      ends: ({ end }: Struck) => at(context, end),
    };
    const findings: Finding[] = [];
    await askSubjects(context, 'syn_flood', periods, keys, async (asked, some) => {
      const seen = await asked.seen({
        from: 'flows',
        on: `${INWARD.host} = asked.struck AND ${PORT} = asked.struck_port
    AND ts_start >= asked.begins AND ts_start < asked.ends`,
        where: [inbound(context), SYN_ONLY],
        figures: FIGURES,
        time: 'ts_start',
      });
      for (const [place, one] of seen) findings.push(findingOf(context, some[place]!, one));
    });
    return findings;
  },
};

/**
 * Flows of less time than a rate is taken over, with more packets from one host of ours to one target than the rate would
 * allow in that time: too short to judge. Empty: it is long enough, or nothing was that fast.
 */
export async function tooShort(context: DetectorContext): Promise<FloodMessage[]> {
  const { dialect } = context.engine;
  const { mean_over, packets_per_second } = limitsOf(context, FLOOD);
  const span = `SELECT ${dialect.epoch('max(coalesce(ts_end, ts_start))')} - ${dialect.epoch('min(ts_start)')} AS seconds FROM flows`;
  const exact = Number((await context.engine.query(span))[0]?.['seconds'] ?? mean_over);
  // Times are whole microseconds; what a difference of seconds since 1970 has beyond them is a rounding error.
  const seconds = Math.round(exact * 1e6) / 1e6;
  if (!(seconds < mean_over)) return [];
  const [row] = await context.engine.query(`SELECT ${OUTWARD.target} AS target, sum(packets) AS packets
FROM flows WHERE ${context.localNetworks.condition('src')}
GROUP BY ${OUTWARD.target} ORDER BY packets DESC, target LIMIT 1`);
  const packets = Number(row?.['packets'] ?? 0);
  // Less than a tenth of a second of such a rate is a burst that any transfer begins with.
  if (packets < packets_per_second * Math.max(seconds, 0.1)) return [];
  const target = String(row?.['target']);
  return [{ key: 'gapTooShort', params: { seconds, packets, target, least: mean_over } }];
}
