import type { Row } from '../../../events/engines/engine.ts';
import type { Finding, LineRef } from '../../../model/finding.ts';
import { numbersOf } from '../../../model/numbers.ts';
import type { Detector, DetectorContext } from '../../detector.ts';
import { secondsOf } from '../../sql/instants.ts';
import { linesBySubject, MAX_LINES } from '../../sql/lines.ts';
import { numberIn } from '../../sql/number-in.ts';
import { samples } from '../../sql/samples.ts';
import { askSteps, sqlOf } from '../../sql/steps.ts';
import type { Step } from '../../sql/steps.ts';
import { subjectOf } from '../../subject.ts';
import { limitsOf } from '../../threshold.ts';
import { PROXY_NUMBERS } from './numbers.ts';
import { OPEN_PROXY } from './thresholds.ts';

/** The answers are of so many kinds that no one page explains them. */
const SURE = 0.85;
/** Ten times the threshold and more is a proxy that many have found. */
const HIGH = 10;
const LISTED = 10;

/** A tunnel, or an address that begins with its scheme, as a proxy is asked for it (RFC 9112, sections 3.2.2 and 3.2.3). */
const IS_TUNNEL = "cs_method = 'CONNECT'";
const SCHEMES = ['http', 'https', 'ftp'].map((name) => `lower(cs_uri_stem) LIKE '${name}://%'`).join(' OR ');
/** Nearly all begin with a slash: asking for that first takes a third of the time. */
const IS_FOREIGN = `(${IS_TUNNEL} OR cs_uri_stem NOT LIKE '/%' AND (${SCHEMES}))`;

/** Somebody outside who gave no name: a proxy for known users is no open one. */
const IS_ANYBODY = `c_ip IS NOT NULL AND c_ip NOT LIKE '127.%' AND c_ip <> '::1' AND coalesce(cs_username, '-') IN ('', '-')
    AND c_ip NOT IN (SELECT address FROM addresses WHERE is_local = 1)`;

/**
 * Steps up to `proxying`: servers (by their address; empty where the log has none) that answered for other hosts. Their answers to
 * one path have to be unlike, in steps of half of the smallest: a server that takes no notice of the host answers all with its own page.
 */
function proxySteps(context: DetectorContext): Step[] {
  const { hosts } = limitsOf(context, OPEN_PROXY);
  return [
    {
      name: 'for_others',
      few: 2_000_000,
      sql: `SELECT evidence, line, ts, c_ip AS client, coalesce(s_ip, '') AS server, sc_bytes AS bytes,
    CASE WHEN ${IS_TUNNEL} THEN 1 ELSE 0 END AS tunnel, CASE WHEN cs_method IN ('GET', 'CONNECT') THEN 1 ELSE 0 END AS plain,
    CASE WHEN ${IS_TUNNEL} THEN cs_uri_stem ELSE substr(cs_uri_stem, strpos(cs_uri_stem, '://') + 3) END AS rest
  FROM requests WHERE ts IS NOT NULL AND sc_status BETWEEN 200 AND 299 AND ${IS_FOREIGN} AND ${IS_ANYBODY}`,
    },
    {
      name: 'proxied',
      few: 2_000_000,
      sql: `SELECT evidence, line, ts, client, server, bytes, tunnel, plain,
    lower(CASE WHEN strpos(rest, '/') = 0 THEN rest ELSE substr(rest, 1, strpos(rest, '/') - 1) END) AS target,
    CASE WHEN tunnel = 1 THEN '' WHEN strpos(rest, '/') = 0 THEN '/' ELSE substr(rest, strpos(rest, '/')) END AS path
  FROM for_others WHERE rest <> '' AND rest NOT LIKE '/%'`,
    },
    {
      name: 'smallest',
      few: true,
      sql: `SELECT server, path, min(bytes) AS least FROM proxied WHERE plain = 1 AND bytes > 0 GROUP BY server, path
  HAVING count(DISTINCT target) >= ${hosts}`,
    },
    {
      name: 'proxying',
      few: true,
      sql: `SELECT DISTINCT server AS proxy FROM (
    SELECT proxied.server, proxied.path FROM proxied
    JOIN smallest ON smallest.server = proxied.server AND smallest.path = proxied.path
    WHERE plain = 1 AND bytes > 0 GROUP BY proxied.server, proxied.path
    HAVING count(DISTINCT floor(CAST(2 * bytes AS DOUBLE) / least)) >= ${hosts}) AS unlike`,
    },
  ];
}

function sqlProxies({ engine: { dialect } }: DetectorContext, server?: string): string {
  return `SELECT server, count(*) AS requests, sum(tunnel) AS tunnels, count(DISTINCT client) AS clients,
  count(DISTINCT target) AS hosts, sum(bytes) AS bytes, min(ts) AS first, max(ts) AS last,
  ${dialect.sample('target', LISTED)} AS sample
FROM proxied JOIN proxying ON proxy = server${server === undefined ? '' : ` WHERE server = ${dialect.text(server)}`}
GROUP BY server ORDER BY server`;
}

const SQL_LINES = `SELECT subject, evidence, line FROM (
  SELECT server AS subject, evidence, line, row_number() OVER (PARTITION BY server ORDER BY ts, evidence, line) AS place
  FROM proxied JOIN proxying ON proxy = server) AS numbered
WHERE place <= ${MAX_LINES} ORDER BY subject, place`;

function findingOf(context: DetectorContext, row: Row, lines: LineRef[], sql: string): Finding {
  const { hosts: least } = limitsOf(context, OPEN_PROXY);
  const server = String(row['server']);
  const [from, to] = [String(row['first']), String(row['last'])];
  const [hosts, clients] = [numberIn(row, 'hosts'), numberIn(row, 'clients')];
  const [requests, tunnels] = [numberIn(row, 'requests'), numberIn(row, 'tunnels')];
  const sample = samples(row['sample']);
  const named = server !== '';
  return {
    id: [webOpenProxy.name, server, from].join('|'),
    type: webOpenProxy.type,
    detector: webOpenProxy.name,
    subject: named ? subjectOf(context, server) : {},
    direction: 'outbound',
    targets: { hosts, ports: [], sample },
    from,
    to,
    numbers: numbersOf(PROXY_NUMBERS, {
      hosts,
      addresses: clients,
      seconds: secondsOf(to) - secondsOf(from),
      bytes_passed_on: numberIn(row, 'bytes'),
      proxied_requests: requests,
      tunnels,
    }),
    confidence: SURE,
    severity: hosts >= HIGH * least ? 'high' : 'medium',
    message: {
      key: 'proxied',
      params: {
        ...(named && { who: context.hosts.label(server) }),
        requests,
        clients,
        hosts,
        sample: sample.slice(0, 3).map((name) => name.slice(0, 100)),
        tunnels,
        when: { from, to },
      },
    },
    rule_message: { key: 'proxiedRule', params: { source: webOpenProxy.source, hosts: least } },
    sql,
    lines,
  };
}

/** A web server that fetches for strangers what they ask of others. */
export const webOpenProxy: Detector = {
  name: 'web-open-proxy',
  type: 'open_proxy',
  title: 'One of our web servers answers strangers for other hosts',
  source: { key: 'sourceProxied', params: {} },
  table: 'requests',
  async detect(context) {
    const steps = proxySteps(context);
    return askSteps(context.engine, steps, async (ask) => {
      const rows = await ask(sqlProxies(context));
      if (rows.length === 0) return [];
      const lines = linesBySubject(context, await ask(SQL_LINES));
      return rows.map((row) => {
        const server = String(row['server']);
        return findingOf(context, row, lines.get(server) ?? [], sqlOf(steps, sqlProxies(context, server)));
      });
    });
  },
};
