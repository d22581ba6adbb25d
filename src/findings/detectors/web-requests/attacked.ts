import type { RowsContext } from '../../detector.ts';
import type { Step } from '../../sql/steps.ts';
import { limitsOf } from '../../threshold.ts';
import { MOST_CLIENTS } from './clients.ts';
import { WEB_ATTACK } from './thresholds.ts';

/** Condition that a client is somebody else than our own hosts, which watch themselves and pass on what others ask. */
export const IS_STRANGER = `c_ip IS NOT NULL AND c_ip NOT LIKE '127.%' AND c_ip <> '::1'
    AND c_ip NOT IN (SELECT address FROM addresses WHERE is_local = 1)`;

/** Classes that show something of the server where they work: their answers are larger. */
const READING = `('sql injection', 'local file inclusion', 'remote file inclusion', 'command execution', 'php injection', 'java attack')`;
/** Classes whose attacks are told to wait, to see that they work. */
const WAITING = `('sql injection', 'command execution', 'php injection', 'java attack')`;

/** What two lines of one request have in common: who, the second, the method and the address. */
const ALIKE = 'client, second, method, stem, query';
/** Columns in which two lines contradict each other that are of two requests: to two servers or hosts, or by two programs. */
const TELLING = ['server', 'host', 'agent', 'referer', 'status'];

/** The name of the host without its port, which a load balancer writes. */
const HOST = `lower(CASE WHEN strpos(cs_host, ':') > 1 THEN substr(cs_host, 1, strpos(cs_host, ':') - 1) ELSE cs_host END)`;
/** What makes a request: lines that are alike in all logs, and those of one log where they contradict each other (`part`). */
const REQUEST = `${ALIKE}, nth, part`;
const SAME = `PARTITION BY ${REQUEST}`;
/** What one of the logs may know, and another not. */
const KNOWN = ['server', 'status', 'bytes', 'millis', 'reads', 'waits', 'files'];

/** The log of a line whose alike ones contradict it in what both know, and -1 where none does. */
function sqlPart(): string {
  const differs = (column: string): string =>
    `coalesce(min(${column}) OVER (PARTITION BY ${ALIKE}) <> max(${column}) OVER (PARTITION BY ${ALIKE}), false)`;
  const nowhere = `max(server) OVER (PARTITION BY ${ALIKE}) IS NULL AND max(host) OVER (PARTITION BY ${ALIKE}) IS NULL`;
  // Logs that name no server may be of two sites, which a scanner asks the same: there the size has to be the same, too.
  return `CASE WHEN ${TELLING.map(differs).join('\n      OR ')}\n      OR ${nowhere} AND ${differs('bytes')} THEN evidence ELSE -1 END`;
}

/** What two lines must have in common for one to be the other's, by a clock that is off: what the server answered, too. */
const ANSWERED_ALIKE = 'client, method, stem, query, status, bytes';

/**
 * `lines_clocked`: where two logs are of the same traffic, and one clock is a second or two ahead, a line has the second of its fellow
 * in the earlier log.
 *
 * - `turns`: the how-many-eth line of its own log each one is among those that are alike, so that each has one fellow at most.
 * - `met`: lines of two logs that are alike, of the same turn, and close by both clocks.
 * - `same_traffic`: pairs of logs in which nearly all lines of the smaller one have met. Of a scanner that asks two servers by turns each has
 *   half of what it asks, and only what it repeats would meet.
 */
function clockSteps(context: RowsContext): Step[] {
  const { clock_seconds: most, clock_share: share, clock_urls: urls } = limitsOf(context, WEB_ATTACK);
  const same = ['turn', ...ANSWERED_ALIKE.split(', ')]
    .map((column) => `b.${column} = a.${column}`)
    .join(' AND ');
  return [
    {
      name: 'turns',
      few: true,
      sql: `SELECT evidence, line, second, ${ANSWERED_ALIKE}, row_number() OVER (PARTITION BY evidence, ${ANSWERED_ALIKE} ORDER BY ts, line) AS turn
  FROM lines_tried
  WHERE status IS NOT NULL AND bytes IS NOT NULL AND (SELECT count(DISTINCT evidence) FROM lines_tried) > 1`,
    },
    {
      name: 'met',
      few: true,
      sql: `SELECT a.evidence AS one, a.second AS one_second, b.evidence AS other, b.line AS other_line, a.stem AS met_stem, a.query AS met_query
  FROM turns a JOIN turns b ON ${same} AND b.evidence > a.evidence
  WHERE abs(b.second - a.second) <= ${most}`,
    },
    {
      name: 'same_traffic',
      few: true,
      sql: `SELECT one, other FROM (
    SELECT one, other, count(*) AS lines_met FROM met GROUP BY one, other
  ) AS pairs JOIN (
    SELECT one AS of_one, other AS of_other, count(*) AS urls FROM (SELECT DISTINCT one, other, met_stem, met_query FROM met) AS named GROUP BY one, other
  ) AS kinds ON of_one = one AND of_other = other
  JOIN (SELECT evidence AS log_one, count(*) AS lines_one FROM lines_tried GROUP BY evidence) AS ones ON log_one = one
  JOIN (SELECT evidence AS log_other, count(*) AS lines_other FROM lines_tried GROUP BY evidence) AS others ON log_other = other
  WHERE urls >= ${urls} AND lines_met >= ${share} * least(coalesce(lines_one, 0), coalesce(lines_other, 0))`,
    },
    {
      name: 'lines_clocked',
      sql: `SELECT evidence, line, ts, client, stem, server, status, bytes, millis, coalesce(one_second, second) AS second, method, query, host, agent,
    referer, reads, waits, files
  FROM lines_tried LEFT JOIN (
    SELECT other, other_line, one_second FROM (
      SELECT met.other AS other, other_line, one_second, row_number() OVER (PARTITION BY met.other, other_line ORDER BY met.one) AS first_log
      FROM met JOIN same_traffic ON same_traffic.one = met.one AND same_traffic.other = met.other) AS fellows
    WHERE first_log = 1
  ) AS clocked ON other = evidence AND other_line = line`,
    },
  ];
}

/**
 * Steps up to `attackers`: clients whose requests look like attacks, with what became of them.
 *
 * - `attacked`: a row for each class of a line of a stranger.
 * - `lines_tried`: one for each line; `lines_clocked`: the same, with the second that another log's clock shows; `paired`: with its place among the alike ones of its own log. A client may ask for one thing
 *   twice in a second, so the first line of one log is the first of the other.
 * - `copies`: with how many logs have the request, and which of its lines stands for it; `tried`: one for each request;
 *   `classed`: one for each of its classes.
 * - `usual`: what the paths that answered an attack answer to ordinary requests: how many, the largest, the latest.
 * - `alike`: how many attacked paths answered with the very same size.
 * - `weighed`: each request with whether it was answered, and whether the answer is unlike the usual ones.
 */
export function attackSteps(context: RowsContext): Step[] {
  const { requests, usual_answers: known, larger, slow, alike } = limitsOf(context, WEB_ATTACK);
  const { dialect } = context.engine;
  return [
    {
      name: 'attacked',
      few: true,
      // The server by its address: what stands in the Host header is the client's to write.
      sql: `SELECT DISTINCT requests.evidence, requests.line, ts, c_ip AS client, coalesce(cs_uri_stem, '') AS stem, class,
    s_ip AS server, sc_status AS status, sc_bytes AS bytes, time_taken AS millis, floor(${dialect.epoch('ts')}) AS second,
    coalesce(cs_method, '') AS method, coalesce(cs_uri_query, '') AS query, ${HOST} AS host,
    nullif(nullif(user_agent, ''), '-') AS agent, nullif(nullif(referer, ''), '-') AS referer
  FROM requests JOIN request_classes k ON k.evidence = requests.evidence AND k.line = requests.line
  WHERE ts IS NOT NULL AND ${IS_STRANGER}`,
    },
    {
      name: 'lines_tried',
      few: true,
      sql: `SELECT evidence, line, ts, client, stem, server, status, bytes, millis, second, method, query, host, agent, referer,
    max(CASE WHEN class IN ${READING} THEN 1 ELSE 0 END) AS reads, max(CASE WHEN class IN ${WAITING} THEN 1 ELSE 0 END) AS waits,
    max(CASE WHEN class = 'local file inclusion' THEN 1 ELSE 0 END) AS files
  FROM attacked GROUP BY evidence, line, ts, client, stem, server, status, bytes, millis, second, method, query, host, agent, referer`,
    },
    ...clockSteps(context),
    {
      name: 'paired',
      sql: `SELECT lines_clocked.*, row_number() OVER (PARTITION BY evidence, ${ALIKE} ORDER BY line) AS nth,
    ${sqlPart()} AS part
  FROM lines_clocked`,
    },
    {
      name: 'copies',
      few: true,
      sql: `SELECT evidence, line, ts, ${REQUEST}, ${KNOWN.map((column) => `max(${column}) OVER (${SAME}) AS ${column}`).join(', ')},
    row_number() OVER (${SAME} ORDER BY evidence, line) AS log_place, count(*) OVER (${SAME}) AS logs
  FROM paired`,
    },
    {
      name: 'tried',
      few: true,
      sql: `SELECT * FROM copies WHERE log_place = 1`,
    },
    {
      name: 'classed',
      few: true,
      // One log may have the user agent, and another the query.
      sql: `SELECT DISTINCT ${REQUEST.split(', ')
        .map((column) => `copies.${column} AS ${column}`)
        .join(', ')}, class
  FROM attacked JOIN copies ON copies.evidence = attacked.evidence AND copies.line = attacked.line`,
    },
    {
      name: 'usual',
      few: true,
      sql: `SELECT coalesce(cs_uri_stem, '') AS stem, count(*) AS answers, max(sc_bytes) AS most_bytes, max(time_taken) AS most_millis
  FROM requests LEFT JOIN (SELECT DISTINCT evidence AS at_evidence, line AS at_line FROM request_classes) AS classes
    ON at_evidence = requests.evidence AND at_line = requests.line
  WHERE at_line IS NULL AND sc_status BETWEEN 200 AND 299
    AND coalesce(cs_uri_stem, '') IN (SELECT stem FROM tried WHERE status BETWEEN 200 AND 299)
  GROUP BY 1`,
    },
    {
      name: 'alike',
      few: true,
      sql: `SELECT bytes AS same_bytes, count(DISTINCT stem) AS stems FROM tried
  WHERE status BETWEEN 200 AND 299 AND bytes IS NOT NULL GROUP BY bytes`,
    },
    {
      name: 'weighed',
      few: true,
      sql: `SELECT tried.*, CASE WHEN status BETWEEN 200 AND 299 THEN 1 ELSE 0 END AS answered,
    CASE WHEN status BETWEEN 200 AND 299 AND (
      reads = 1 AND answers >= ${known} AND bytes > ${larger} * most_bytes
      OR waits = 1 AND answers >= ${known} AND millis >= ${1000 * slow} AND millis > ${larger} * most_millis
      OR files = 1 AND answers IS NULL AND bytes > 0 AND stems < ${alike}) THEN 1 ELSE 0 END AS odd
  FROM tried LEFT JOIN usual ON usual.stem = tried.stem LEFT JOIN alike ON alike.same_bytes = tried.bytes`,
    },
    {
      name: 'attackers',
      few: true,
      sql: `SELECT clients.*, row_number() OVER (ORDER BY odd DESC, requests DESC, client) AS place FROM (
    SELECT client, max(coalesce(provider, '')) AS provider, count(*) AS requests, count(DISTINCT stem) AS paths,
      sum(answered) AS answered, sum(odd) AS odd, count(CASE WHEN logs > 1 THEN 1 END) AS twice, min(ts) AS first, max(ts) AS last,
      count(DISTINCT server) AS servers, ${dialect.sample('server', 5)} AS server_sample
    FROM weighed LEFT JOIN attribution ON attribution.address = client
    GROUP BY client HAVING count(*) >= ${requests}) AS clients`,
    },
  ];
}

/** The figures of all clients beyond those that have a finding each; a row without requests where there are none. */
export const SQL_OTHERS = `SELECT count(*) AS addresses, coalesce(sum(requests), 0) AS requests, sum(answered) AS answered, sum(odd) AS odd, sum(twice) AS twice,
  min(first) AS first, max(last) AS last FROM attackers WHERE place > ${MOST_CLIENTS}`;

/** Those clients, as who attacked. */
export const SQL_ATTACKERS_BEYOND = `SELECT client AS address, CAST(NULL AS VARCHAR) AS agent, '' AS account
FROM attackers WHERE place > ${MOST_CLIENTS}`;
