import type { Row } from '../../../events/engines/engine.ts';
import { INWARD, OUTWARD } from '../../attempts.ts';
import { inwardConditions, outwardConditions } from '../../calls.ts';
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
import { PROXY_NUMBERS } from './numbers.ts';
import { PROXY_PORTS } from './ports.ts';
import { OPEN_PROXY } from './thresholds.ts';

const TCP = 6;
/** Volumes show that what came in went out again, and not what it was. */
const BY_VOLUME = 0.6;
/** In so many windows it was no chance. */
const AGAIN = 3;
const BY_VOLUME_AGAIN = 0.75;
const LISTED = 10;

const PORTS = PROXY_PORTS.join(', ');

/** Sums of one side's records, by host, the other end and window. */
function sums(
  { engine }: DetectorContext,
  side: typeof INWARD,
  window: number,
  conditions: readonly string[],
  port = true,
): string {
  const keys = port ? '1, 2, 3, 4' : '1, 2, 3';
  return `SELECT ${side.host} AS host, ${side.target} AS target, ${engine.dialect.bucket('ts_start', window)} AS win,
    ${port ? `${side.local} AS port, ` : ''}sum(packets) AS packets, sum(bytes) AS bytes, min(ts_start) AS first,
    max(coalesce(ts_end, ts_start)) AS last
  FROM flows WHERE ${[`protocol = ${TCP}`, 'ts_start IS NOT NULL', ...conditions].join('\n    AND ')}
  GROUP BY ${keys}`;
}

/**
 * Steps up to `relays`: hosts and windows in which many strangers were served on the port of a proxy, while the host itself turned
 * to many others, and as much went through on either side.
 */
function relaySteps(context: DetectorContext, host?: string): Step[] {
  const { window, clients, targets, alike } = limitsOf(context, OPEN_PROXY);
  const { attempt_packets: few } = limitsOf(context, FLOWS);
  const { sample } = context.engine.dialect;
  const inward = inwardConditions(context, host);
  const outward = outwardConditions(context, host);
  const isAlike = (a: string, b: string): string => `${a} <= ${alike} * ${b} AND ${b} <= ${alike} * ${a}`;
  // Whom the host turned to: its own port is the higher one, and none on which it serves proxies.
  const began = (side: typeof INWARD): string[] => [
    `${side.local} NOT IN (${PORTS})`,
    `${side.local} > ${side.port}`,
    `${side.host} IN (SELECT host FROM serving)`,
  ];
  const both = `s.packets > ${few} AND g.packets > ${few}`;
  return [
    { name: 'asked', sql: sums(context, INWARD, window, [`${INWARD.local} IN (${PORTS})`, ...inward]) },
    { name: 'answered', sql: sums(context, OUTWARD, window, [`${OUTWARD.local} IN (${PORTS})`, ...outward]) },
    {
      name: 'serving',
      sql: `SELECT g.host, g.win, count(DISTINCT g.target) AS clients, sum(g.bytes) AS bytes_asked, sum(s.bytes) AS bytes_given,
    min(g.first) AS first, max(s.last) AS last
  FROM asked g JOIN answered s ON s.host = g.host AND s.port = g.port AND s.target = g.target AND s.win = g.win
  WHERE ${both} GROUP BY g.host, g.win HAVING count(DISTINCT g.target) >= ${clients}`,
    },
    { name: 'sent_on', sql: sums(context, OUTWARD, window, [...began(OUTWARD), ...outward], false) },
    { name: 'fetched', sql: sums(context, INWARD, window, [...began(INWARD), ...inward], false) },
    {
      name: 'turned_to',
      sql: `SELECT s.host, s.win, s.target, s.bytes AS bytes_sent, g.bytes AS bytes_got
  FROM sent_on s JOIN fetched g ON g.host = s.host AND g.target = s.target AND g.win = s.win WHERE ${both}`,
    },
    {
      name: 'fetching',
      sql: `SELECT host, win, count(DISTINCT target) AS targets, sum(bytes_sent) AS bytes_sent, sum(bytes_got) AS bytes_got
  FROM turned_to GROUP BY host, win HAVING count(DISTINCT target) >= ${targets}`,
    },
    {
      name: 'relays',
      sql: `SELECT serving.*, fetching.targets, fetching.bytes_got FROM serving
  JOIN fetching ON fetching.host = serving.host AND fetching.win = serving.win
  WHERE ${isAlike('bytes_given', 'bytes_got')} AND ${isAlike('bytes_asked', 'bytes_sent')}`,
    },
    {
      name: 'reached',
      sql: `SELECT relays.host, ${sample('turned_to.target', LISTED)} AS sample
  FROM relays JOIN turned_to ON turned_to.host = relays.host AND turned_to.win = relays.win GROUP BY relays.host`,
    },
    {
      name: 'used',
      sql: `SELECT relays.host, ${sample('answered.port', PROXY_PORTS.length)} AS port_list
  FROM relays JOIN answered ON answered.host = relays.host AND answered.win = relays.win
  WHERE answered.packets > ${few} GROUP BY relays.host`,
    },
  ];
}

function sqlRelays(context: DetectorContext, host?: string): string {
  return sqlOf(
    relaySteps(context, host),
    `SELECT relays.host, max(clients) AS clients, max(targets) AS targets, sum(bytes_given) AS bytes_given,
  sum(bytes_got) AS bytes_got, count(*) AS windows, min(first) AS first, max(last) AS last, max(sample) AS sample,
  max(port_list) AS port_list
FROM relays JOIN reached ON reached.host = relays.host JOIN used ON used.host = relays.host
GROUP BY relays.host ORDER BY relays.host`,
  );
}

/** Whether any of our hosts is turned to by so many on such a port: of most logs one look is enough. */
async function isWorthALook(context: DetectorContext): Promise<boolean> {
  const where = [`protocol = ${TCP}`, `dst_port IN (${PORTS})`, ...inwardConditions(context)];
  const rows = await context.engine.query(`SELECT ${INWARD.host} AS host FROM flows
WHERE ${where.join('\n  AND ')}
GROUP BY 1 HAVING count(DISTINCT ${INWARD.target}) >= ${limitsOf(context, OPEN_PROXY).clients} LIMIT 1`);
  return rows.length > 0;
}

function findingOf(context: DetectorContext, row: Row, lines: LineRef[]): Finding {
  const { window, clients, targets, alike } = limitsOf(context, OPEN_PROXY);
  const host = String(row['host']);
  const ports = samples(row['port_list']).map(Number);
  const [from, to] = [String(row['first']), String(row['last'])];
  const [windows, hosts] = [numberIn(row, 'windows'), numberIn(row, 'targets')];
  return {
    id: [openProxy.name, host, from].join('|'),
    type: openProxy.type,
    detector: openProxy.name,
    subject: subjectOf(context, host),
    direction: 'outbound',
    targets: { hosts, ports: [], sample: samples(row['sample']) },
    from,
    to,
    numbers: numbersOf(PROXY_NUMBERS, {
      protocol: TCP,
      hosts,
      addresses: numberIn(row, 'clients'),
      seconds: secondsOf(to) - secondsOf(from),
      windows_alike: windows,
      bytes_passed_on: numberIn(row, 'bytes_given'),
      bytes_fetched: numberIn(row, 'bytes_got'),
    }),
    confidence: windows >= AGAIN ? BY_VOLUME_AGAIN : BY_VOLUME,
    severity: 'medium',
    message: {
      key: 'relayed',
      params: {
        who: context.hosts.label(host),
        ports,
        clients: numberIn(row, 'clients'),
        targets: hosts,
        window,
        bytes: numberIn(row, 'bytes_given'),
        fetched: numberIn(row, 'bytes_got'),
        when: { from, to },
      },
    },
    rule_message: {
      key: 'relayRule',
      params: { source: openProxy.source, clients, targets, window, alike, ports: PROXY_PORTS },
    },
    sql: sqlRelays(context, host),
    lines,
  };
}

/** What strangers send to a host of ours on the port of a proxy goes out again to many others, as much as came in. */
export const openProxy: Detector = {
  name: 'open-proxy',
  type: 'open_proxy',
  title: 'One of our hosts passes on what many strangers send it on the port of a proxy',
  source: { key: 'sourceRelay', params: {} },
  table: 'flows',
  async detect(context) {
    if (!(await isWorthALook(context))) return [];
    const rows = await context.engine.query(sqlRelays(context));
    const hosts = rows.map((row) => String(row['host']));
    const lines = await linesOfSubjects(
      context,
      [INWARD.host],
      hosts.map((host) => ({ subject: host, values: [host] })),
      [`protocol = ${TCP}`, `${INWARD.local} IN (${PORTS})`, ...inwardConditions(context)],
    );
    return rows.map((row, i) => findingOf(context, row, lines.get(hosts[i] ?? '') ?? []));
  },
};
