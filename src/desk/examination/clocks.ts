import { TIMED_TABLES } from '../../events/schema.ts';
import type { Engine } from '../../events/engines/engine.ts';
import { FARTHEST } from '../../cases/clocks.ts';
import type { Apart, Clock } from '../../cases/clocks.ts';

/** More clocks are not held against one another: those with most files are left out last. */
const MAX_CLOCKS = 30;
/** Who is there all day tells nothing of the hour. */
const MOST_MINUTES = 400;
const MOST_CLIENTS = 500;

/** Who was seen when: clients, and both ends of a flow. Without local addresses, which are there always. */
function sqlSeen({ dialect }: Engine, tables: ReadonlySet<string>, clocks: readonly Clock[]): string {
  const sources = [
    ['flows', 'src', 'ts_start'],
    ['flows', 'dst', 'ts_start'],
    ['requests', 'c_ip', 'ts'],
    ['logins', 'c_ip', 'ts'],
    ['alerts', 'src', 'ts'],
  ] as const;
  const events = sources
    .filter(([table]) => tables.has(table))
    .map(
      ([table, address, ts]) =>
        `SELECT evidence, ${address} AS address, CAST(floor(${dialect.epoch(ts)} / 60e0) AS BIGINT) AS minute FROM ${table} WHERE ${address} IS NOT NULL AND ${ts} IS NOT NULL`,
    );
  const places = clocks.flatMap(({ evidence }, clock) => evidence.map((id) => `(${id}, ${clock})`));
  return `SELECT DISTINCT places.clock, events.address, events.minute
FROM (${events.join(' UNION ALL ')}) AS events
JOIN (VALUES ${places.join(', ')}) AS places(evidence, clock) ON places.evidence = events.evidence
JOIN addresses ON addresses.address = events.address AND addresses.is_local = 0`;
}

/** Minutes of clients that several clocks saw, and that are not there all day. */
function sqlShared(seen: string): string {
  return `WITH seen AS (${seen}), shared AS (
  SELECT address FROM seen GROUP BY address
  HAVING count(DISTINCT clock) > 1 AND count(*) <= ${MOST_MINUTES} ORDER BY count(*) DESC, address LIMIT ${MOST_CLIENTS}
), chosen AS (SELECT seen.clock, seen.address, seen.minute FROM seen JOIN shared ON shared.address = seen.address)`;
}

/** How far apart each two clocks of a case saw the same clients. Not asked where no zone could be wrong. */
export async function clocksApart(
  engine: Engine,
  all: readonly Clock[],
): Promise<{ clocks: Clock[]; pairs: Apart[] }> {
  const clocks = all.toSorted((a, b) => b.evidence.length - a.evidence.length).slice(0, MAX_CLOCKS);
  if (clocks.length < 2 || clocks.every(({ sure }) => sure)) return { clocks, pairs: [] };
  const tables = await engine.tables();
  const timed = TIMED_TABLES.some((table) => tables.has(table));
  if (!timed || !tables.has('addresses')) return { clocks, pairs: [] };
  const shared = sqlShared(sqlSeen(engine, tables, clocks));
  const times = await engine.query(`${shared}
SELECT a.clock AS first, b.clock AS second, a.minute - b.minute AS minutes, count(*) AS times
FROM chosen AS a JOIN chosen AS b ON a.address = b.address AND a.clock < b.clock
WHERE abs(a.minute - b.minute) <= ${FARTHEST + 2}
GROUP BY a.clock, b.clock, a.minute - b.minute`);
  const sizes = await engine.query(`${shared}
SELECT a.clock AS clock, b.clock AS other, count(*) AS minutes
FROM chosen AS a JOIN (SELECT DISTINCT clock, address FROM chosen) AS b ON a.address = b.address AND a.clock <> b.clock
GROUP BY a.clock, b.clock`);
  const sizeOf = new Map(sizes.map((row) => [`${row['clock']} ${row['other']}`, Number(row['minutes'])]));
  const pairs = new Map<string, Apart & { histogram: Map<number, number> }>();
  for (const row of times) {
    const [first, second] = [Number(row['first']), Number(row['second'])];
    const minutes = Math.min(sizeOf.get(`${first} ${second}`) ?? 0, sizeOf.get(`${second} ${first}`) ?? 0);
    const pair = pairs.get(`${first} ${second}`) ?? {
      first,
      second,
      histogram: new Map<number, number>(),
      minutes,
    };
    pair.histogram.set(Number(row['minutes']), Number(row['times']));
    pairs.set(`${first} ${second}`, pair);
  }
  return { clocks, pairs: [...pairs.values()] };
}
