import type { Row } from '../../../events/engines/engine.ts';
import { OUTWARD } from '../../attempts.ts';
import { callSteps, outwardConditions } from '../../calls.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import { FLOWS } from '../../flow-thresholds.ts';
import type { Finding, LineRef } from '../../../model/finding.ts';
import { numbersOf } from '../../../model/numbers.ts';
import { secondsOf } from '../../sql/instants.ts';
import { samples } from '../../sql/samples.ts';
import { sqlOf } from '../../sql/steps.ts';
import type { Step } from '../../sql/steps.ts';
import { linesOfSubjects } from '../../sql/subject-lines.ts';
import { subjectOf } from '../../subject.ts';
import { limitsOf } from '../../threshold.ts';
import type { SpamMessage } from './messages.ts';
import { SPAM_NUMBERS } from './numbers.ts';
import { SPAM } from './thresholds.ts';

const TCP = 6;
/** SMTP, and submission with and without TLS from the first byte (RFC 5321, RFC 8314, RFC 6409). */
const MAIL_PORTS = [25, 465, 587];
/** Surer of a host that never sent mail before than of one whose log begins with it. */
const WITH_HISTORY = 0.85;
const WITHOUT_HISTORY = 0.6;
/** Ten times the threshold and more is a wave of some size. */
const HIGH = 10;

/**
 * Steps up to `senders`: hosts that many mail servers took connections of, with the earliest flow of theirs to anybody outside
 * (`seen`) and whether they themselves took a connection on a port of mail (`takes`), from whomever.
 */
function senderSteps(context: DetectorContext, host?: string): Step[] {
  const { dialect } = context.engine;
  const { servers_per_window, window } = limitsOf(context, SPAM);
  const { attempt_packets } = limitsOf(context, FLOWS);
  const named = host === undefined ? [] : [`${OUTWARD.host} = ${dialect.text(host)}`];
  return [
    ...callSteps(context, { protocol: TCP, ports: MAIL_PORTS, ...(host === undefined ? {} : { host }) }),
    {
      name: 'mails',
      sql: `SELECT * FROM calls WHERE packets > ${attempt_packets} AND back_packets > ${attempt_packets}`,
    },
    {
      name: 'busy',
      sql: `SELECT host, max(servers) AS busiest FROM (
    SELECT host, ${dialect.bucket('first', window)} AS win, count(DISTINCT target) AS servers FROM mails GROUP BY 1, 2
  ) AS windows GROUP BY host HAVING max(servers) >= ${servers_per_window}`,
    },
    {
      name: 'takers',
      sql: `SELECT DISTINCT ${OUTWARD.host} AS host FROM flows
  WHERE ${[`protocol = ${TCP}`, `src_port IN (${MAIL_PORTS.join(', ')})`, `packets > ${attempt_packets}`, context.localNetworks.condition('src'), ...named].join('\n    AND ')}`,
    },
    {
      name: 'beginnings',
      sql: `SELECT ${OUTWARD.host} AS host, min(ts_start) AS seen FROM flows
  WHERE ${outwardConditions(context, host).join('\n    AND ')} AND ${OUTWARD.host} IN (SELECT host FROM busy)
  GROUP BY 1`,
    },
    {
      name: 'senders',
      sql: `SELECT busy.host, busy.busiest, beginnings.seen, CASE WHEN takers.host IS NULL THEN 0 ELSE 1 END AS takes
  FROM busy LEFT JOIN takers ON takers.host = busy.host LEFT JOIN beginnings ON beginnings.host = busy.host`,
    },
  ];
}

function sqlSenders(context: DetectorContext, host?: string): string {
  const { dialect } = context.engine;
  return sqlOf(
    senderSteps(context, host),
    `SELECT mails.host, count(DISTINCT mails.target) AS hosts, count(DISTINCT mails.port) AS ports, count(*) AS connections,
  sum(mails.records) AS flows, sum(mails.packets) AS packets, sum(mails.bytes) AS bytes, max(senders.busiest) AS busiest,
  max(senders.takes) AS takes, ${dialect.epoch('min(mails.first)')} - ${dialect.epoch('min(senders.seen)')} AS before,
  min(mails.first) AS first, max(mails.last) AS last, ${dialect.sample('mails.port', 3)} AS port_list,
  ${dialect.sample('mails.target', 10)} AS sample
FROM mails JOIN senders ON senders.host = mails.host GROUP BY mails.host ORDER BY mails.host`,
  );
}

/** A host that is read at a gateway's interface: what came to its own is not in the log. */
function isInwardSeen(context: DetectorContext, host: string): boolean {
  const leg = context.observationPoints.of(host)?.leg;
  return leg === undefined || leg === 'own' || leg === 'unnamed';
}

function hasHistory(context: DetectorContext, row: Row): boolean {
  return Number(row['before'] ?? 0) >= limitsOf(context, SPAM).history;
}

function sentenceOf(context: DetectorContext, row: Row, ports: number[]): SpamMessage {
  const host = String(row['host']);
  return {
    key: 'mailedMany',
    params: {
      who: context.hosts.label(host),
      servers: Number(row['hosts']),
      ports,
      connections: Number(row['connections']),
      busiest: Number(row['busiest']),
      window: limitsOf(context, SPAM).window,
      when: { from: String(row['first']), to: String(row['last']) },
      ...(hasHistory(context, row) ? { before: Number(row['before']) } : {}),
      takes_none: isInwardSeen(context, host),
    },
  };
}

/** Without a day before it a mail server that takes no mail itself, a newsletter's, looks the same: a hint. */
function severityOf(isMuch: boolean, before: boolean): Finding['severity'] {
  if (!before) return 'low';
  return isMuch ? 'high' : 'medium';
}

function findingOf(context: DetectorContext, row: Row, lines: LineRef[]): Finding {
  const { servers_per_window, window, history } = limitsOf(context, SPAM);
  const number = (name: string): number => Number(row[name] ?? 0);
  const host = String(row['host']);
  const [from, to] = [String(row['first']), String(row['last'])];
  const ports = samples(row['port_list']).map(Number);
  const before = hasHistory(context, row);
  return {
    id: [spam.name, host, from].join('|'),
    type: spam.type,
    detector: spam.name,
    subject: subjectOf(context, host),
    direction: 'outbound',
    targets: { hosts: number('hosts'), ports, sample: samples(row['sample']) },
    from,
    to,
    numbers: numbersOf(SPAM_NUMBERS, {
      protocol: TCP,
      hosts: number('hosts'),
      ports: number('ports'),
      flows: number('flows'),
      packets: number('packets'),
      bytes: number('bytes'),
      seconds: secondsOf(to) - secondsOf(from),
      mail_connections: number('connections'),
      mail_servers_in_busiest_window: number('busiest'),
      seconds_without_mail: before ? number('before') : undefined,
    }),
    confidence: before ? WITH_HISTORY : WITHOUT_HISTORY,
    severity: severityOf(number('busiest') >= HIGH * servers_per_window, before),
    message: sentenceOf(context, row, ports),
    rule_message: {
      key: 'spamRule',
      params: { source: spam.source, servers: servers_per_window, window, history },
    },
    sql: sqlSenders(context, host),
    lines,
  };
}

/** Whether what is known of the host tells a sender of spam from a mail server: the latter takes mail, or always sent some. */
function isTold(context: DetectorContext, row: Row): boolean {
  return isInwardSeen(context, String(row['host'])) || hasHistory(context, row);
}

/** Whether anybody turned to so many mail servers at all: most logs have nobody, and one look at these ports is enough. */
async function isWorthALook(context: DetectorContext): Promise<boolean> {
  const where = [
    `protocol = ${TCP}`,
    `dst_port IN (${MAIL_PORTS.join(', ')})`,
    ...outwardConditions(context),
  ];
  const rows = await context.engine.query(`SELECT ${OUTWARD.host} AS host FROM flows
WHERE ${where.join('\n  AND ')}
GROUP BY 1 HAVING count(DISTINCT ${OUTWARD.target}) >= ${limitsOf(context, SPAM).servers_per_window} LIMIT 1`);
  return rows.length > 0;
}

async function sendersOf(context: DetectorContext): Promise<Row[]> {
  if (!(await isWorthALook(context))) return [];
  const rows = await context.engine.query(sqlSenders(context));
  return rows.filter((row) => Number(row['takes']) === 0);
}

/** Mail to very many servers, by a host that takes in none. */
export const spam: Detector = {
  name: 'spam',
  type: 'spam',
  title: 'One of our hosts that is no mail server sends mail to very many of them',
  source: { key: 'sourceSpam', params: {} },
  reach: true,
  table: 'flows',
  async detect(context) {
    const rows = (await sendersOf(context)).filter((row) => isTold(context, row));
    const lines = await linesOfSubjects(
      context,
      [OUTWARD.host],
      rows.map((row) => ({ subject: String(row['host']), values: [String(row['host'])] })),
      [`protocol = ${TCP}`, `dst_port IN (${MAIL_PORTS.join(', ')})`, ...outwardConditions(context)],
    );
    return rows.map((row) => findingOf(context, row, lines.get(String(row['host'])) ?? []));
  },
};

/** Hosts that sent to many mail servers, of which the log does not tell whether mail comes to them, too. */
export async function unseenMail(context: DetectorContext): Promise<SpamMessage[]> {
  const hosts = (await sendersOf(context))
    .filter((row) => !isTold(context, row))
    .map((row) => String(row['host']));
  if (hosts.length === 0) return [];
  return [{ key: 'gapMailUnseen', params: { hosts: hosts.length, sample: hosts.slice(0, 3) } }];
}
