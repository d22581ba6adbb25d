import { affordable } from '../../affordable.ts';
import type { DetectorContext } from '../../detector.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Table } from '../../../model/pictures.ts';
import { samples } from '../../sql/samples.ts';
import { sqlOf } from '../../sql/steps.ts';
import type { Step } from '../../sql/steps.ts';
import { tableOf } from './requests.ts';

/** Addresses that have rows of their own: those that a finding names. */
const MOST_NAMED = 100;
/** Addresses of groups, whose rows are together; of more only those that are named are asked for. */
const MOST_TOGETHER = 20_000;

/** One log as the timeline has it: whose row it is, how it ended, and what it was about. */
interface LogPart {
  name: 'flows' | 'requests' | 'logins' | 'alerts';
  sql: string;
}

/** A part of the timeline: a SELECT of rows whose column `actor_column` is an accused address. */
function part(
  log: LogPart['name'],
  column: string,
  { time, outcome, about }: { time: string; outcome: string; about: string },
): LogPart {
  return {
    name: log,
    sql: `SELECT who, owner, actors.address AS address, '${log}' AS log, ${outcome} AS outcome, ${about} AS about, ${time} AS ts, evidence, line
  FROM ${log} JOIN actors ON actors.address = ${column} WHERE ${time} IS NOT NULL`,
  };
}

const STATUS = `CASE WHEN sc_status BETWEEN 200 AND 299 THEN 'answered' WHEN sc_status BETWEEN 300 AND 399 THEN 'redirected'
    WHEN sc_status BETWEEN 400 AND 499 THEN 'refused' WHEN sc_status >= 500 THEN 'failed' ELSE 'unknown' END`;
const LOGIN = `CASE WHEN refused IS NOT NULL THEN 'right_refused' WHEN ok = 1 THEN 'succeeded' WHEN ok = 0 THEN 'failed' ELSE 'unknown' END`;

/** `verdict_blocked`, `ban_blocked`, `download_passed`, `deed`. */
const ALERT = `coalesce(kind, 'event') || CASE WHEN outcome IS NULL THEN '' ELSE '_' || outcome END`;
const PORT = 'CAST(dst_port AS VARCHAR)';

const PARTS: readonly LogPart[] = [
  part('flows', 'coalesce(pkt_src, src)', {
    time: 'ts_start',
    outcome: "CASE WHEN action = 'REJECT' THEN 'rejected' ELSE 'in' END",
    about: PORT,
  }),
  part('flows', 'coalesce(pkt_dst, dst)', {
    time: 'ts_start',
    outcome: "'out'",
    about: PORT,
  }),
  part('requests', 'c_ip', { time: 'ts', outcome: STATUS, about: 'substr(cs_uri_stem, 1, 200)' }),
  part('logins', 'c_ip', { time: 'ts', outcome: LOGIN, about: 'substr(username, 1, 200)' }),
  part('alerts', 'src', { time: 'ts', outcome: ALERT, about: 'substr(rule, 1, 200)' }),
];

/** Whom the findings name one by one, the gravest finding first, and after all others what is noise. */
function namedBy(findings: readonly Finding[], context: DetectorContext): Set<string> {
  const grave = ['high', 'medium', 'low'];
  const place = ({ severity, noise }: Finding): number =>
    noise === undefined ? grave.indexOf(severity) : grave.length;
  const inbound = findings
    .filter(({ direction }) => direction === 'inbound')
    .toSorted((a, b) => place(a) - place(b));
  const addresses = inbound.flatMap(({ subject }) => (subject.address ?? '').split(' '));
  const others = addresses.filter((address) => address !== '' && !context.localNetworks.contains(address));
  return new Set([...new Set(others)].slice(0, MOST_NAMED));
}

/** The accused, each with whose rows its own are counted among: its own, or those of a provider's group. */
function actorsStep({ engine: { dialect } }: DetectorContext, addresses: readonly [string, boolean][]): Step {
  const rows = addresses.map(([address, named]) => `(${dialect.text(address)}, ${named ? 1 : 0})`);
  return {
    name: 'actors',
    sql: `SELECT accused.address AS address, coalesce(provider, '') AS owner,
    CASE WHEN named = 1 THEN accused.address ELSE coalesce(provider, '') END AS who
  FROM (VALUES ${rows.join(', ')}) AS accused (address, named)
  LEFT JOIN attribution ON attribution.address = accused.address`,
  };
}

const COLUMNS = ['who', 'provider', 'addresses', 'log', 'outcome', 'about', 'records', 'first', 'last'];

/**
 * What each of those outside who are accused did, in the order in which it began, over all logs.
 * @param accused every address whose rows the findings count, those of groups too
 * @param left gets the table's name where it needed more memory than there may be
 */
export async function actorTimeline(
  context: DetectorContext,
  findings: readonly Finding[],
  accused: readonly string[],
  left?: string[],
): Promise<Table[]> {
  const { engine } = context;
  const named = namedBy(findings, context);
  const others = accused.filter((address) => !named.has(address));
  const together = others.length > MOST_TOGETHER ? [] : others;
  if (named.size + together.length === 0) return [];
  const held = await engine.tables();
  const parts = PARTS.filter(({ name }) => held.has(name)).map(({ sql }) => sql);
  if (parts.length === 0) return [];
  const steps: Step[] = [
    actorsStep(context, [
      ...[...named].map((address): [string, boolean] => [address, true]),
      ...together.map((address): [string, boolean] => [address, false]),
    ]),
    { name: 'deeds', sql: parts.join('\n  UNION ALL\n  ') },
  ];
  const sql = sqlOf(
    steps,
    `SELECT phases.*, min(first) OVER (PARTITION BY who) AS began FROM (
  SELECT who, nullif(max(owner), '') AS provider, count(DISTINCT address) AS addresses, log, outcome,
    ${engine.dialect.sample('about', 3)} AS about, count(*) AS records, min(ts) AS first, max(ts) AS last
  FROM deeds GROUP BY who, log, outcome
) AS phases`,
  );
  const lines = sqlOf(steps, 'SELECT evidence, line, ts, address, who, log, outcome, about FROM deeds');
  const leftOut = others.length - together.length;
  return affordable('actorTimeline', left, async () => {
    const table = await tableOf(
      { engine },
      {
        name: 'actor_timeline',
        message: { key: 'tableActors', params: { left: leftOut } },
        columns: COLUMNS,
        lines: { sql: lines, by: ['who', 'log', 'outcome'], counted: 'records' },
      },
      { sql, busiest: 'records', order: 'began, who, first, log, outcome' },
    );
    const about = COLUMNS.indexOf('about');
    const rows = table.rows.map((row) =>
      row.map((cell, i) => (i === about ? samples(cell).join(', ') || null : cell)),
    );
    return rows.length === 0 ? [] : [{ ...table, rows }];
  });
}
