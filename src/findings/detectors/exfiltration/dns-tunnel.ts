import type { Row } from '../../../events/engines/engine.ts';
import { OUTWARD } from '../../attempts.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import type { Finding, LineRef } from '../../../model/finding.ts';
import { numbersOf } from '../../../model/numbers.ts';
import { secondsOf } from '../../sql/instants.ts';
import { sqlOf } from '../../sql/steps.ts';
import type { Step } from '../../sql/steps.ts';
import { linesOfSubjects } from '../../sql/subject-lines.ts';
import { subjectOf } from '../../subject.ts';
import { limitsOf } from '../../threshold.ts';
import { EXFILTRATION_NUMBERS } from './numbers.ts';
import { DNS_TUNNEL } from './thresholds.ts';
import { BUSY_ZONES } from './zones.ts';

const SURE = 0.8;
/** Who answers questions himself may have asked for somebody else. */
const FOR_OTHERS = 0.5;
/** Longest name of DNS (RFC 1035); whatever is longer is none. */
const LONGEST = 255;

function asking(context: DetectorContext, host: string | undefined): string[] {
  const { engine, localNetworks, observationPoints } = context;
  const among = (address: string): boolean =>
    host === undefined ? localNetworks.contains(address) : address === host;
  return [
    'dns_query IS NOT NULL',
    'ts_start IS NOT NULL',
    `length(dns_query) <= ${LONGEST}`,
    localNetworks.condition('src'),
    ...(host === undefined ? [] : [`${OUTWARD.host} = ${engine.dialect.text(host)}`]),
    observationPoints.everywhere(OUTWARD.host, among),
  ];
}

/**
 * Steps up to `below`: names with the domain that they are below. It is the last two labels, or three where the last has two
 * letters and the one before at most three, as in co.uk and com.au. The name is read from its end, where its dots are found one after
 * the other.
 */
function nameSteps(context: DetectorContext, host?: string): Step[] {
  return [
    {
      name: 'asked_names',
      sql: `SELECT ${OUTWARD.host} AS host, dns_query AS name, reverse(dns_query) AS backward, count(*) AS questions,
    sum(packets) AS packets, sum(bytes) AS bytes, min(ts_start) AS first,
    max(CASE WHEN ts_end > ts_start THEN ts_end ELSE ts_start END) AS last
  FROM flows WHERE ${asking(context, host).join('\n    AND ')}
  GROUP BY 1, 2, 3`,
    },
    { name: 'one_label', sql: `SELECT asked_names.*, strpos(backward, '.') AS one FROM asked_names` },
    {
      name: 'two_labels',
      sql: `SELECT one_label.*, strpos(substr(backward, one + 1), '.') AS two FROM one_label WHERE one > 0`,
    },
    {
      name: 'three_labels',
      sql: `SELECT two_labels.*, strpos(substr(backward, one + two + 1), '.') AS three FROM two_labels WHERE two > 0`,
    },
    {
      name: 'cut_names',
      sql: `SELECT three_labels.*, CASE WHEN one = 3 AND two <= 4 THEN CASE WHEN three > 0 THEN one + two + three ELSE 0 END
    ELSE one + two END AS cut FROM three_labels`,
    },
    {
      name: 'below',
      sql: `SELECT host, name, questions, packets, bytes, first, last, reverse(substr(backward, 1, cut - 1)) AS domain,
    length(name) - cut AS before FROM cut_names WHERE cut > 0`,
    },
  ];
}

function sqlTunnels(context: DetectorContext, host?: string, domain?: string): string {
  const { text } = context.engine.dialect;
  const { names, unique_share, name_length } = limitsOf(context, DNS_TUNNEL);
  const where = [
    `domain NOT IN (${BUSY_ZONES.map((zone) => text(zone)).join(', ')})`,
    ...(domain === undefined ? [] : [`domain = ${text(domain)}`]),
  ];
  return sqlOf(
    nameSteps(context, host),
    `SELECT host, domain, count(*) AS names, sum(questions) AS questions, sum(packets) AS packets, sum(bytes) AS bytes,
  avg(before * 1e0) AS name_length, min(first) AS first, max(last) AS last,
  CASE WHEN host IN (SELECT src FROM flows WHERE src_port = 53) THEN 1 ELSE 0 END AS resolver
FROM below WHERE ${where.join(' AND ')}
GROUP BY host, domain
HAVING count(*) >= ${names} AND count(*) >= ${unique_share} * sum(questions) AND avg(before * 1e0) >= ${name_length}
ORDER BY host, domain`,
  );
}

function severityOf(context: DetectorContext, names: number, resolver: boolean): Finding['severity'] {
  const { names_medium, names_high } = limitsOf(context, DNS_TUNNEL);
  if (resolver || names < names_medium) return 'low';
  return names >= names_high ? 'high' : 'medium';
}

function findingOf(context: DetectorContext, row: Row, lines: LineRef[]): Finding {
  const { names, unique_share, name_length } = limitsOf(context, DNS_TUNNEL);
  const number = (name: string): number => Number(row[name] ?? 0);
  const [host, domain] = [String(row['host']), String(row['domain'])];
  const [from, to] = [String(row['first']), String(row['last'])];
  const resolver = number('resolver') === 1;
  const length = Number(number('name_length').toFixed(1));
  return {
    id: [dnsTunnel.name, host, domain, from].join('|'),
    type: dnsTunnel.type,
    detector: dnsTunnel.name,
    subject: subjectOf(context, host),
    direction: 'outbound',
    targets: { hosts: 1, ports: [53], sample: [domain] },
    from,
    to,
    numbers: numbersOf(EXFILTRATION_NUMBERS, {
      packets: number('packets'),
      bytes: number('bytes'),
      seconds: secondsOf(to) - secondsOf(from),
      names_below_domain: number('names'),
      dns_questions: number('questions'),
      name_length: length,
    }),
    confidence: resolver ? FOR_OTHERS : SURE,
    severity: severityOf(context, number('names'), resolver),
    message: {
      key: 'askedNames',
      params: {
        who: context.hosts.label(host),
        domain,
        names: number('names'),
        questions: number('questions'),
        length,
        when: { from, to },
        resolver,
      },
    },
    rule_message: {
      key: 'dnsTunnelRule',
      params: { source: dnsTunnel.source, names, share: unique_share, length: name_length },
    },
    sql: sqlTunnels(context, host, domain),
    lines,
  };
}

/** Very many long names below one domain, none asked for twice: what leaves in questions of DNS. */
export const dnsTunnel: Detector = {
  name: 'dns-tunnel',
  type: 'exfiltration',
  title: 'One of our hosts asks for very many long names below one domain, hardly any of them twice',
  source: { key: 'sourceDnsTunnel', params: {} },
  table: 'flows',
  async detect(context) {
    const { engine } = context;
    const named = await engine.query('SELECT 1 AS one FROM flows WHERE dns_query IS NOT NULL LIMIT 1');
    if (named.length === 0) return [];
    const rows = await engine.query(sqlTunnels(context));
    // The end of a name, with the dot before the domain, is compared with the domain's.
    const lines = await linesOfSubjects(
      context,
      [OUTWARD.host, 'substr(dns_query, length(dns_query) - given.value_2)', 'given.value_2'],
      rows.map((row, i) => {
        const domain = String(row['domain']);
        return { subject: String(i), values: [String(row['host']), `.${domain}`, domain.length] };
      }),
      asking(context, undefined),
    );
    return rows.map((row, i) => findingOf(context, row, lines.get(String(i)) ?? []));
  },
};
