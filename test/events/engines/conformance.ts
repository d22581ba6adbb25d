import type { Dialect, Row } from '../../../src/events/engines/engine.ts';

/** Flow records with what engines differ about: nulls, odd sums, an address that sorts as text and as a number otherwise. */
export const FLOWS: readonly Row[] = [
  flow(1, '10.0.0.9', '198.51.100.7', '2026-03-01T08:00:00Z', { src_port: 40_000, dst_port: 22, packets: 1 }),
  flow(2, '10.0.0.9', '198.51.100.8', '2026-03-01T08:09:59.999999Z', {
    src_port: 40_001,
    dst_port: 22,
    packets: 2,
  }),
  flow(3, '10.0.0.10', '198.51.100.7', '2026-03-01T08:10:00Z', {
    dst_port: 443,
    packets: 4,
    bytes: 9_007_199_254_740_991,
  }),
  flow(4, '10.0.0.10', '10.0.0.9', '2026-03-31T23:59:59Z', { src_port: 53, interface: 'eni-1' }),
  flow(5, '2001:db8::1', '10.0.0.9', '2026-04-01T00:00:00Z', {
    src_port: 1,
    dst_port: 2,
    packets: 8,
    interface: 'eni-1',
  }),
];

function flow(line: number, src: string, dst: string, ts_start: string, more: Row): Row {
  return { evidence: 0, line, src, dst, ts_start, protocol: 6, ...more };
}

export const REQUESTS: readonly Row[] = [
  request(1, {
    c_ip: '198.51.100.7',
    cs_username: 'CORP\\Ann',
    sc_status: 401,
    cs_uri_stem: '/EWS/%41_x',
    user_agent: '',
  }),
  request(2, { c_ip: '198.51.100.7', cs_username: 'corp\\ann', sc_status: 200, cs_uri_stem: '/ews/axx' }),
  request(3, { c_ip: '198.51.100.8', sc_status: 401, cs_uri_stem: '/owa', user_agent: 'curl/8' }),
];

function request(line: number, more: Row): Row {
  return { evidence: 1, line, ts: `2026-03-01T08:00:0${line}Z`, ...more };
}

/** One thing that questions rely on: what it is, asked, and the rows that every engine must give. */
interface Construct {
  what: string;
  sql: (dialect: Dialect) => string;
  rows: Row[];
}

/**
 * Everything that detectors, charts and tables ask an engine with. Where two engines are known to differ (measured with
 * DuckDB 1.5 and Trino 476, see docs/develop/engines.md), the form given here is the one in which they agree.
 */
export const CONSTRUCTS: readonly Construct[] = [
  {
    what: 'a part that is rounded down is whole, and how far two whole numbers are apart has no sign',
    sql: () => 'SELECT line, abs(CAST(floor(line / 2e0) AS BIGINT) - 2) AS apart FROM flows ORDER BY line',
    rows: [
      { line: 1, apart: 2 },
      { line: 2, apart: 1 },
      { line: 3, apart: 1 },
      { line: 4, apart: 0 },
      { line: 5, apart: 0 },
    ],
  },
  {
    what: 'a share is a double, and keeps its thirds',
    sql: () => 'SELECT CAST(count(src_port) AS DOUBLE) / count(*) AS share, 7 / 2e0 AS half FROM flows',
    rows: [{ share: 0.8, half: 3.5 }],
  },
  {
    what: 'a sum of 64-bit numbers may be larger than a double is exact; a sum of nothing is null',
    sql: () => 'SELECT sum(bytes) AS all_bytes, sum(CASE WHEN line > 9 THEN packets END) AS none FROM flows',
    rows: [{ all_bytes: 9_007_199_254_740_991, none: null }],
  },
  {
    what: 'the average of doubles',
    sql: () =>
      'SELECT avg(CAST(packets AS DOUBLE)) AS mean, round(avg(packets * 1e0), 1) AS rounded FROM flows',
    rows: [{ mean: 3.75, rounded: 3.8 }],
  },
  {
    what: 'least and greatest of what cannot be null',
    sql: () => `SELECT line, least(coalesce(src_port, dst_port), coalesce(dst_port, src_port)) AS low,
      greatest(1, coalesce(packets, 0)) AS most FROM flows ORDER BY line`,
    rows: [
      { line: 1, low: 22, most: 1 },
      { line: 2, low: 22, most: 2 },
      { line: 3, low: 443, most: 4 },
      { line: 4, low: 53, most: 1 },
      { line: 5, low: 1, most: 8 },
    ],
  },
  {
    what: 'times by their epoch seconds, with a fraction, and the difference of two',
    sql: (
      d,
    ) => `SELECT ${d.epoch('min(ts_start)')} AS first, floor(${d.epoch('max(ts_start)')} / 86400) AS days,
      ${d.epoch('max(ts_start)')} - ${d.epoch('min(ts_start)')} + 1 AS seconds FROM flows WHERE protocol = 6`,
    rows: [{ first: 1_772_352_000, days: 20_544, seconds: 2_649_601 }],
  },
  {
    what: 'the bucket that a time falls in, and its day and month',
    sql: (
      d,
    ) => `SELECT line, ${d.bucket('ts_start', 600)} AS win, ${d.epoch(d.bucket('ts_start', 600))} AS start,
      ${d.day('ts_start')} AS day, ${d.month('ts_start')} AS month FROM flows WHERE line IN (2, 3, 4) ORDER BY line`,
    rows: [
      { line: 2, win: '2026-03-01T08:00:00Z', start: 1_772_352_000, day: '2026-03-01', month: '2026-03' },
      { line: 3, win: '2026-03-01T08:10:00Z', start: 1_772_352_600, day: '2026-03-01', month: '2026-03' },
      { line: 4, win: '2026-03-31T23:50:00Z', start: 1_775_001_000, day: '2026-03-31', month: '2026-03' },
    ],
  },
  {
    what: 'a time between two literals, the later one left out, to the microsecond',
    sql: (d) => `SELECT line FROM flows WHERE ts_start >= ${d.timestamp('2026-03-01T08:00:00.000001Z')}
      AND ts_start < ${d.timestamp('2026-03-01T08:10:00Z')} ORDER BY line`,
    rows: [{ line: 2 }],
  },
  {
    what: 'a sample: the smallest distinct values as a list of JSON; the value at a place, or the last',
    sql: (d) => `SELECT ${d.sample('dst_port', 2)} AS ports, ${d.sample('nullif(src, src)', 2)} AS none,
      ${d.lowest('line', 2)} AS second, ${d.lowest('line', 99)} AS last FROM flows`,
    rows: [{ ports: '[2,22]', none: null, second: 2, last: 5 }],
  },
  {
    what: 'what follows the last dot of a text',
    sql: (
      d,
    ) => `SELECT ${d.ending('src')} AS last, ${d.ending("replace(src, '.', '-')")} AS whole, ${d.ending("src || '.'")} AS none
      FROM flows WHERE line = 3`,
    rows: [{ last: '10', whole: '10-0-0-10', none: '' }],
  },
  {
    what: 'conditions within aggregates',
    sql: () => `SELECT count(CASE WHEN packets > 1 THEN 1 END) AS many, count(DISTINCT CASE WHEN dst_port = 22 THEN dst END) AS hosts,
      max(CASE WHEN src_port IS NULL THEN 1 ELSE 0 END) AS portless, min(src) AS first FROM flows`,
    rows: [{ many: 3, hosts: 2, portless: 1, first: '10.0.0.10' }],
  },
  {
    what: 'grouping by places, and by columns, with a condition on the group',
    sql: () => `SELECT coalesce(interface, '') AS interface, count(*) AS n FROM flows GROUP BY 1 HAVING count(*) >= 2 AND NOT sum(packets) = 0
      ORDER BY n DESC, interface`,
    rows: [
      { interface: '', n: 3 },
      { interface: 'eni-1', n: 2 },
    ],
  },
  {
    what: 'several groupings in one pass, each row with what it is grouped by',
    sql: () => `SELECT src, dst, GROUPING(src) = 0 AS by_src, count(*) AS n FROM flows WHERE dst_port = 22
      GROUP BY GROUPING SETS ((src), (dst)) ORDER BY by_src, src, dst`,
    rows: [
      { src: null, dst: '198.51.100.7', by_src: false, n: 1 },
      { src: null, dst: '198.51.100.8', by_src: false, n: 1 },
      { src: '10.0.0.9', dst: null, by_src: true, n: 2 },
    ],
  },
  {
    what: 'a rank, the row before, the size of the group, and what lies within some seconds',
    sql: (d) => `SELECT line, row_number() OVER (PARTITION BY src ORDER BY ts_start DESC NULLS LAST) AS place,
      line - lag(line) OVER (ORDER BY line) AS step, count(*) OVER () AS all_rows,
      count(*) OVER (ORDER BY second RANGE BETWEEN 600 PRECEDING AND CURRENT ROW) AS recent
      FROM (SELECT flows.*, ${d.epoch('ts_start')} AS second FROM flows) AS timed ORDER BY line LIMIT 3`,
    rows: [
      { line: 1, place: 2, step: null, all_rows: 5, recent: 1 },
      { line: 2, place: 1, step: 1, all_rows: 5, recent: 2 },
      { line: 3, place: 2, step: 1, all_rows: 5, recent: 3 },
    ],
  },
  {
    what: 'a sum that grows row by row',
    sql: () => `SELECT line, sum(CASE WHEN protocol = 6 THEN line ELSE -1 END) OVER (PARTITION BY protocol ORDER BY line, dst
      ROWS UNBOUNDED PRECEDING) AS so_far FROM flows ORDER BY line LIMIT 3`,
    rows: [
      { line: 1, so_far: 1 },
      { line: 2, so_far: 3 },
      { line: 3, so_far: 6 },
    ],
  },
  {
    what: 'local addresses, those that are not, and a null that is neither',
    sql: () => `SELECT line FROM flows WHERE src IN (SELECT address FROM addresses WHERE is_local = 1)
      AND NOT coalesce(pkt_dst, dst) IN (SELECT address FROM addresses WHERE is_local = 1)
      AND NOT coalesce(pkt_src IN (SELECT address FROM addresses WHERE is_local = 1), false) ORDER BY line`,
    rows: [{ line: 1 }, { line: 2 }, { line: 3 }],
  },
  {
    what: 'what one side has and the other has not; two lists one after the other',
    sql: () => `WITH asked AS (SELECT DISTINCT dst AS host FROM flows), seen AS (SELECT src AS host FROM flows)
      SELECT 'asked only' AS kind, asked.host FROM asked LEFT JOIN seen ON seen.host = asked.host WHERE seen.host IS NULL
      UNION ALL SELECT 'both', asked.host FROM asked JOIN (SELECT DISTINCT host FROM seen) AS once ON once.host = asked.host
      ORDER BY 1, 2`,
    rows: [
      { kind: 'asked only', host: '198.51.100.7' },
      { kind: 'asked only', host: '198.51.100.8' },
      { kind: 'both', host: '10.0.0.9' },
    ],
  },
  {
    what: 'whether anything is there at all',
    sql: () => `SELECT line FROM requests WHERE EXISTS (SELECT 1 FROM flows AS anyone WHERE anyone.dst_port = 22)
      AND NOT EXISTS (SELECT 1 FROM logins) AND sc_status BETWEEN 400 AND 499 ORDER BY line`,
    rows: [{ line: 1 }, { line: 3 }],
  },
  {
    what: 'text: lower case, patterns in which a backslash is a backslash, an empty one, and a line end',
    sql: (
      d,
    ) => `SELECT lower(cs_username) || chr(10) || coalesce(user_agent, '-') AS who, nullif(user_agent, '') AS agent,
      cs_uri_stem LIKE '/ews/%' AS ews, lower(coalesce(cs_uri_stem, '')) NOT LIKE '/owa%' AS other,
      coalesce(cs_username, '') <> ${d.text('corp\\ann')} AS differs FROM requests ORDER BY line`,
    rows: [
      { who: 'corp\\ann\n', agent: null, ews: false, other: true, differs: true },
      { who: 'corp\\ann\n-', agent: null, ews: true, other: true, differs: false },
      { who: null, agent: 'curl/8', ews: false, other: false, differs: true },
    ],
  },
  {
    what: 'how many characters a text has, and parts of it by place, counted from one',
    sql: () => `SELECT length(cs_uri_stem) AS n, substr(cs_uri_stem, 1, 3) AS head,
      substr(cs_uri_stem, length(cs_uri_stem) - 2) AS tail FROM requests WHERE line >= 2 ORDER BY line`,
    rows: [
      { n: 8, head: '/ew', tail: 'axx' },
      { n: 4, head: '/ow', tail: 'owa' },
    ],
  },
  {
    what: 'where a text is in another, counted from one, nought where it is not; and a text from its end',
    sql: () => `SELECT strpos(cs_uri_stem, '/') AS first, strpos(substr(cs_uri_stem, 2), '/') AS next, strpos(cs_uri_stem, 'z') AS none,
      reverse(cs_uri_stem) AS backward, reverse(substr(reverse(cs_uri_stem), 1, 3)) AS tail FROM requests WHERE line >= 2 ORDER BY line`,
    rows: [
      { first: 1, next: 4, none: 0, backward: 'xxa/swe/', tail: 'axx' },
      { first: 1, next: 0, none: 0, backward: 'awo/', tail: 'owa' },
    ],
  },
  {
    what: 'text in the order of its bytes, and null after all',
    sql: () =>
      `SELECT DISTINCT src AS address FROM flows UNION SELECT cs_username FROM requests WHERE line <= 2 ORDER BY address`,
    rows: ['10.0.0.10', '10.0.0.9', '2001:db8::1', 'CORP\\Ann', 'corp\\ann'].map((address) => ({ address })),
  },
  {
    what: 'three values of truth',
    sql: () => `SELECT line, CASE WHEN dst_port = 22 THEN TRUE WHEN dst_port IS NOT NULL THEN FALSE END AS ssh,
      coalesce(dst_port = 22 AND packets > 1, FALSE) AS more FROM flows WHERE line <> 5 OR NOT dst_port = 22 ORDER BY line LIMIT 4`,
    rows: [
      { line: 1, ssh: true, more: false },
      { line: 2, ssh: true, more: true },
      { line: 3, ssh: false, more: false },
      { line: 4, ssh: null, more: false },
    ],
  },
  {
    what: 'bits of the flags by remainders; whole numbers of doubles',
    sql: () => `SELECT 18 % 32 >= 16 AS ack, 18 % 4 >= 2 AS syn, CAST(floor(7.9e0) AS INTEGER) AS hour,
      CAST(NULL AS VARCHAR) AS nothing, 3 * 2 + 1 <= 7 AS fits`,
    rows: [{ ack: true, syn: true, hour: 7, nothing: null, fits: true }],
  },
  {
    what: 'a list of given values as a table',
    sql: (d) =>
      `SELECT address FROM (VALUES (${d.text('a')}), (${d.text("o'b")})) AS named (address) ORDER BY address`,
    rows: [{ address: 'a' }, { address: "o'b" }],
  },
  {
    what: 'addresses and ranges of keys in one order, and where the last range before an address ends',
    sql: () => `SELECT address, place <= reach AS inside FROM (
      SELECT address, place, max(ends) OVER (ORDER BY place, kind ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS reach
      FROM (
        SELECT address, to_hex(key) AS place, 1 AS kind, CAST(NULL AS VARCHAR) AS ends FROM addresses WHERE is_local = 0
        UNION ALL SELECT CAST(NULL AS VARCHAR), begins, 0, ends FROM (VALUES
          ('00000000000000000000FFFFC6336400', '00000000000000000000FFFFC6336407')) AS ranges (begins, ends)
      ) AS placed
    ) AS reached WHERE address LIKE '198.%' ORDER BY address`,
    rows: [
      { address: '198.51.100.7', inside: true },
      { address: '198.51.100.8', inside: false },
    ],
  },
  {
    what: 'a share of a sum of sums, and a condition as a value',
    sql: () => `SELECT protocol, round(CAST(sum(packets) AS DOUBLE) / sum(sum(packets)) OVER (PARTITION BY protocol), 2) AS share,
      count(DISTINCT CASE WHEN from_us <> to_us THEN line END) AS passed FROM (
        SELECT flows.*, src IN (SELECT address FROM addresses WHERE is_local = 1) AS from_us,
          dst IN (SELECT address FROM addresses WHERE is_local = 1) AS to_us FROM flows
      ) AS sided GROUP BY protocol`,
    rows: [{ protocol: 6, share: 1, passed: 4 }],
  },
];
