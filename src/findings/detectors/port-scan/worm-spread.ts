import type { Row } from '../../../events/engines/engine.ts';
import { INWARD, isMiddlebox, OUTWARD } from '../../attempts.ts';
import { callSteps, outwardConditions } from '../../calls.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import { FLOWS } from '../../flow-thresholds.ts';
import type { Finding, LineRef } from '../../../model/finding.ts';
import { numbersOf } from '../../../model/numbers.ts';
import { secondsOf } from '../../sql/instants.ts';
import { numberIn } from '../../sql/number-in.ts';
import { samples } from '../../sql/samples.ts';
import { sqlOf } from '../../sql/steps.ts';
import type { Step } from '../../sql/steps.ts';
import { linesOfSubjects } from '../../sql/subject-lines.ts';
import { subjectOf } from '../../subject.ts';
import { limitsOf } from '../../threshold.ts';
import { SCAN_NUMBERS } from './numbers.ts';
import { WORM } from './thresholds.ts';
import { SPREADING_PORTS, wormsOver } from './worms.ts';

const TCP = 6;
const PORTS = SPREADING_PORTS.join(', ');
/** That it was come to over the same port before is what a worm looks like; else it may be a client of many servers. */
const ENTERED = 0.8;
const BY_REACH = 0.5;
const LISTED = 10;

/** Steps up to `spreading`: hosts and ports with a window in which they turned to very many strangers, answered or not. */
function spreadSteps(context: DetectorContext, host?: string): Step[] {
  const { dialect } = context.engine;
  const { window, targets_per_window, entry } = limitsOf(context, WORM);
  const { attempt_packets: few } = limitsOf(context, FLOWS);
  const { localNetworks, observationPoints } = context;
  const here = (side: typeof INWARD, own: 'src' | 'dst'): string =>
    [
      `protocol = ${TCP}`,
      `${side.local} IN (${PORTS})`,
      `packets > ${few}`,
      localNetworks.condition(own),
      localNetworks.condition(side.host),
      `NOT ${isMiddlebox(context, own)}`,
      `${side.host} IN (SELECT host FROM spreading)`,
      observationPoints.everywhere(side.host, (address) =>
        host === undefined ? localNetworks.contains(address) : address === host,
      ),
    ].join('\n    AND ');
  return [
    ...callSteps(context, { protocol: TCP, ports: SPREADING_PORTS, ...(host !== undefined && { host }) }),
    {
      name: 'spreading',
      sql: `SELECT host, port, max(targets) AS busiest, min(began) AS began FROM (
    SELECT host, port, ${dialect.bucket('first', window)} AS win, count(DISTINCT target) AS targets, min(first) AS began
    FROM calls GROUP BY 1, 2, 3 HAVING count(DISTINCT target) >= ${targets_per_window}) AS waves
  GROUP BY host, port`,
    },
    {
      name: 'came_in',
      sql: `SELECT ${INWARD.host} AS host, ${INWARD.local} AS port, ${INWARD.target} AS source, max(ts_start) AS ts FROM flows
  JOIN spreading ON spreading.host = ${INWARD.host} AND spreading.port = ${INWARD.local}
  WHERE ${here(INWARD, 'dst')}
    AND ts_start < spreading.began AND ${dialect.epoch('spreading.began')} - ${dialect.epoch('ts_start')} <= ${entry}
  GROUP BY 1, 2, 3`,
    },
    {
      name: 'let_in',
      sql: `SELECT DISTINCT ${OUTWARD.host} AS host, ${OUTWARD.local} AS port, ${OUTWARD.target} AS source FROM flows
  WHERE ${here(OUTWARD, 'src')}`,
    },
    {
      name: 'entries',
      sql: `SELECT host, source, ts FROM (
    SELECT came_in.host, came_in.source, came_in.ts, row_number() OVER (
      PARTITION BY came_in.host ORDER BY came_in.ts DESC, came_in.source) AS place
    FROM came_in JOIN let_in ON let_in.host = came_in.host AND let_in.port = came_in.port AND let_in.source = came_in.source
  ) AS ranked WHERE place = 1`,
    },
  ];
}

function sqlSpreaders(context: DetectorContext, host?: string): string {
  const { dialect } = context.engine;
  const { attempt_packets: few } = limitsOf(context, FLOWS);
  return sqlOf(
    spreadSteps(context, host),
    `SELECT calls.host, count(DISTINCT calls.target) AS hosts, count(DISTINCT calls.port) AS ports,
  count(DISTINCT CASE WHEN back_packets > ${few} THEN calls.target END) AS answered, sum(records) AS flows, sum(packets) AS packets,
  sum(bytes) AS bytes, max(busiest) AS busiest, min(first) AS first, max(last) AS last, min(began) AS began,
  ${dialect.sample('calls.target', LISTED)} AS sample, ${dialect.sample('calls.port', SPREADING_PORTS.length)} AS port_list,
  max(entries.source) AS source, max(entries.ts) AS entered
FROM calls JOIN spreading ON spreading.host = calls.host AND spreading.port = calls.port
LEFT JOIN entries ON entries.host = calls.host
GROUP BY calls.host ORDER BY calls.host`,
  );
}

/** Whether anybody turned to so many strangers on such a port at all; of most logs one look is enough. */
async function isWorthALook(context: DetectorContext): Promise<boolean> {
  const where = [`protocol = ${TCP}`, `dst_port IN (${PORTS})`, ...outwardConditions(context)];
  const rows = await context.engine.query(`SELECT ${OUTWARD.host} AS host FROM flows
WHERE ${where.join('\n  AND ')}
GROUP BY 1, dst_port HAVING count(DISTINCT ${OUTWARD.target}) >= ${limitsOf(context, WORM).targets_per_window} LIMIT 1`);
  return rows.length > 0;
}

function findingOf(context: DetectorContext, row: Row, lines: LineRef[]): Finding {
  const { window, targets_per_window, entry } = limitsOf(context, WORM);
  const host = String(row['host']);
  const [from, to] = [String(row['first']), String(row['last'])];
  const [hosts, answered] = [numberIn(row, 'hosts'), numberIn(row, 'answered')];
  const ports = samples(row['port_list'])
    .map(Number)
    .sort((a, b) => a - b);
  const isEntered = row['source'] !== null;
  const entered = isEntered ? { source: String(row['source']), at: String(row['entered']) } : undefined;
  return {
    id: [wormSpread.name, host, from].join('|'),
    type: wormSpread.type,
    detector: wormSpread.name,
    subject: subjectOf(context, host),
    direction: 'outbound',
    targets: { hosts, ports, sample: samples(row['sample']) },
    from,
    to,
    numbers: numbersOf(SCAN_NUMBERS, {
      protocol: TCP,
      hosts,
      ports: numberIn(row, 'ports'),
      flows: numberIn(row, 'flows'),
      packets: numberIn(row, 'packets'),
      bytes: numberIn(row, 'bytes'),
      seconds: secondsOf(to) - secondsOf(from),
      answering_hosts: answered,
      hosts_in_busiest_window: numberIn(row, 'busiest'),
      seconds_after_entry:
        entered === undefined ? undefined : secondsOf(String(row['began'])) - secondsOf(entered.at),
    }),
    confidence: isEntered ? ENTERED : BY_REACH,
    severity: isEntered ? 'high' : 'low',
    message: {
      key: 'spread',
      params: {
        who: context.hosts.label(host),
        hosts,
        ports,
        answered,
        worms: wormsOver(ports),
        when: { from, to },
        ...(entered && { entered }),
      },
    },
    rule_message: {
      key: 'spreadRule',
      params: {
        source: wormSpread.source,
        hosts: targets_per_window,
        window,
        entry,
        ports: [...SPREADING_PORTS],
      },
    },
    sql: sqlSpreaders(context, host),
    lines,
  };
}

/** A host that turns to very many strangers on a port over which worms spread, answered or not; and who came to it so before. */
export const wormSpread: Detector = {
  name: 'worm-spread',
  type: 'infected_host',
  title: 'One of our hosts turns to very many strangers on a port over which worms spread',
  source: { key: 'sourceSpread', params: {} },
  reach: true,
  table: 'flows',
  async detect(context) {
    if (!(await isWorthALook(context))) return [];
    const rows = await context.engine.query(sqlSpreaders(context));
    const hosts = rows.map((row) => String(row['host']));
    const lines = await linesOfSubjects(
      context,
      [OUTWARD.host],
      hosts.map((host) => ({ subject: host, values: [host] })),
      [`protocol = ${TCP}`, `dst_port IN (${PORTS})`, ...outwardConditions(context)],
    );
    return rows.map((row, i) => findingOf(context, row, lines.get(hosts[i] ?? '') ?? []));
  },
};
