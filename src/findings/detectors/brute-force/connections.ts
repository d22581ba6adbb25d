import { INWARD, OUTWARD, sentConditions } from '../../attempts.ts';
import type { AccusedRows, DetectorContext, RowsContext } from '../../detector.ts';
import { isLocal } from '../../network/local-networks.ts';
import { RECORDER } from '../../network/sightings.ts';
import type { Step } from '../../sql/steps.ts';
import { limitsOf } from '../../threshold.ts';
import { isLoginPort, isLoginSized, isOwnSize } from './services.ts';
import { BRUTE_FORCE } from './thresholds.ts';

/** Those that guess with their place: the first strangers have a finding each. */
export const RANKED =
  'SELECT guessers.*, row_number() OVER (ORDER BY connections DESC, client, port) AS place FROM guessers';

/** A connection that goes on beyond one aggregation interval is put together again within this many seconds. */
const PART = 600;

/**
 * Which side is outside: the client's and the server's columns in what the client sent, and in what came back. Of strangers the
 * lake alone says enough; of our own hosts it must be known who only passes traffic on.
 */
export interface Side<Context extends RowsContext = DetectorContext> {
  client: string;
  server: string;
  sent: (context: Context) => string[];
  backClient: string;
  backServer: string;
  back: (context: Context) => string[];
}

const TCP = 'protocol = 6 AND ts_start IS NOT NULL';

/** Hosts of ours as clients. */
export const OURS: Side = {
  client: OUTWARD.host,
  server: OUTWARD.target,
  sent: (context) => [TCP, isLoginPort('dst_port'), ...sentConditions(context, {})],
  backClient: INWARD.host,
  backServer: INWARD.target,
  back: (context) => [TCP, isLoginPort('src_port'), context.localNetworks.condition(INWARD.host)],
};

/** Strangers as clients of ours, by the addresses of the interface that recorded it. */
export const THEIRS: Side<RowsContext> = {
  client: 'src',
  server: 'dst',
  sent: () => [TCP, isLoginPort('dst_port'), isLocal('dst'), `NOT ${isLocal('src')}`],
  backClient: 'dst',
  backServer: 'src',
  back: () => [TCP, isLoginPort('src_port'), isLocal('src'), `NOT ${isLocal('dst')}`],
};

const and = (conditions: readonly string[]): string => conditions.join('\n    AND ');

/** Bytes as they would be over IPv4, whose header is 20 bytes shorter. */
const SIZE = `sum(bytes - CASE WHEN src LIKE '%:%' THEN 20 * packets ELSE 0 END)`;

/** Sums of each connection's part, as the interface saw it that saw most of it. */
function sqlParts(
  context: RowsContext,
  conditions: readonly string[],
  columns: string,
  server: string,
): string {
  const part = context.engine.dialect.bucket('ts_start', PART);
  return `SELECT client, server, port, client_port, part, max(packets) AS packets, max(bytes) AS bytes, max(size) AS size, min(first) AS first,
    max(last) AS last, max(own) AS own FROM (
      SELECT ${columns}, ${part} AS part, coalesce(${RECORDER}, '') AS recorder, sum(packets) AS packets, sum(bytes) AS bytes, ${SIZE} AS size,
        min(ts_start) AS first, max(coalesce(ts_end, ts_start)) AS last,
        max(CASE WHEN ${isLocal(server)} THEN 1 ELSE 0 END) AS own
      FROM flows WHERE ${and(conditions)} GROUP BY 1, 2, 3, 4, 5, 6
    ) AS recorded GROUP BY client, server, port, client_port, part`;
}

/** The records of every connection that the findings about strangers count. @param name the detector's @param named so many have a finding each */
export function guessedRows(context: RowsContext, name: string, named: number): AccusedRows {
  const part = context.engine.dialect.bucket('ts_start', PART);
  return {
    steps: [...guesserSteps(context, THEIRS), { name: 'ranked', sql: RANKED, few: true }],
    select: `SELECT CASE WHEN place <= ${named} THEN '${name}|' || ranked.client || '|' || CAST(ranked.port AS VARCHAR)
    ELSE '${name}|others' END AS finding, ranked.client AS address, ts_start AS ts, evidence, line
FROM (SELECT src, dst, src_port, dst_port, ${part} AS at_part, ts_start, evidence, line FROM flows WHERE ${and(THEIRS.sent(context))}) AS sent
JOIN tries ON tries.client = src AND tries.server = dst AND tries.port = dst_port AND tries.client_port = src_port
  AND tries.part = at_part AND tries.sized = 1
JOIN ranked ON ranked.client = tries.client AND ranked.port = tries.port`,
  };
}

/**
 * Steps up to `guessers`: clients whose connections to a service are nearly all as large as failed logins, alike, many, and not by the clock.
 * @param client one client alone; undefined: every one
 */
export function guesserSteps<Context extends RowsContext>(
  context: Context,
  side: Side<Context>,
  client?: string,
): Step[] {
  const { dialect } = context.engine;
  const limits = limitsOf(context, BRUTE_FORCE);
  const clients = client === undefined ? 'SELECT client FROM many' : dialect.text(client);
  const of = 'client, port';
  return [
    ...(client === undefined
      ? [
          {
            name: 'many',
            few: true as const,
            sql: `SELECT DISTINCT client FROM (SELECT ${side.client} AS client, dst_port AS port FROM flows
    WHERE ${and([...side.sent(context), 'packets BETWEEN 5 AND 100'])}
    GROUP BY 1, 2 HAVING count(*) >= ${Math.min(limits.connections, limits.connections_other)}) AS busy`,
          },
        ]
      : []),
    {
      name: 'asked',
      sql: sqlParts(
        context,
        [...side.sent(context), `${side.client} IN (${clients})`],
        `${side.client} AS client, ${side.server} AS server, dst_port AS port, src_port AS client_port`,
        side.server,
      ),
    },
    {
      name: 'answered',
      sql: sqlParts(
        context,
        [...side.back(context), `${side.backClient} IN (${clients})`],
        `${side.backClient} AS client, ${side.backServer} AS server, src_port AS port, dst_port AS client_port`,
        side.backServer,
      ),
    },
    {
      // What was never answered is a scan, and no login.
      name: 'talks',
      sql: `SELECT a.*, b.size AS answer, ${dialect.epoch('a.first')} AS second
    FROM asked a JOIN answered b ON b.client = a.client AND b.server = a.server AND b.port = a.port AND b.client_port = a.client_port
      AND b.part = a.part
    WHERE a.packets >= 4`,
    },
    {
      name: 'tries',
      few: true,
      sql: `SELECT talks.*, CASE WHEN ${isLoginSized()} THEN 1 ELSE 0 END AS sized FROM talks`,
    },
    {
      name: 'paced',
      sql: `SELECT client, server, port, second, answer, second - lag(second) OVER (PARTITION BY client, server, port ORDER BY second, client_port) AS gap,
    count(*) OVER (PARTITION BY ${of} ORDER BY second RANGE BETWEEN ${limits.window} PRECEDING AND CURRENT ROW) AS recent,
    count(*) OVER (PARTITION BY client, server, port) AS at_server,
    row_number() OVER (PARTITION BY ${of} ORDER BY answer, second, server, client_port) AS place, count(*) OVER (PARTITION BY ${of}) AS n
    FROM tries WHERE sized = 1`,
    },
    {
      name: 'gaps',
      sql: `SELECT ${of}, gap, row_number() OVER (PARTITION BY ${of} ORDER BY gap) AS place, count(*) OVER (PARTITION BY ${of}) AS n
    FROM paced WHERE gap IS NOT NULL`,
    },
    {
      name: 'even',
      sql: `SELECT gaps.client, gaps.port, max(median) AS gap,
    count(CASE WHEN abs(gap - median) <= 2 OR abs(gap - median) <= median / 1e1 THEN 1 END) AS at_it, count(*) AS all_gaps
    FROM gaps JOIN (SELECT client AS of_client, port AS of_port, gap AS median FROM gaps WHERE place = floor((n + 1) / 2e0)) AS middle
      ON of_client = client AND of_port = port GROUP BY 1, 2`,
    },
    {
      name: 'alike',
      sql: `SELECT paced.client, paced.port, max(recent) AS recent, max(at_server) AS at_server,
    count(CASE WHEN abs(answer - median) <= median / 5e0 THEN 1 END) AS flat
    FROM paced JOIN (SELECT client AS of_client, port AS of_port, answer AS median FROM paced WHERE place = floor((n + 1) / 2e0)) AS middle
      ON of_client = client AND of_port = port GROUP BY 1, 2`,
    },
    {
      name: 'guessers',
      few: true,
      sql: `SELECT tried.*, recent, at_server FROM (
    SELECT client, port, count(*) AS talks, sum(sized) AS connections, count(DISTINCT CASE WHEN sized = 1 THEN server END) AS hosts,
      sum(CASE WHEN sized = 1 THEN packets END) AS packets, sum(CASE WHEN sized = 1 THEN bytes END) AS bytes, min(own) AS own,
      min(CASE WHEN sized = 1 THEN first END) AS first, max(CASE WHEN sized = 1 THEN last END) AS last,
      ${dialect.sample('CASE WHEN sized = 1 THEN server END', 10)} AS sample
    FROM tries GROUP BY client, port
  ) AS tried JOIN alike ON alike.client = tried.client AND alike.port = tried.port
  JOIN even ON even.client = tried.client AND even.port = tried.port
  WHERE recent >= CASE WHEN ${isOwnSize('tried.port')} THEN ${limits.connections_other} ELSE ${limits.connections} END
    AND at_server >= ${limits.at_one_server} AND connections >= ${limits.sized_share} * talks AND flat >= ${limits.flat_share} * connections
    AND NOT (gap >= ${limits.even_gap} AND at_it >= 0.8e0 * all_gaps)`,
    },
  ];
}
