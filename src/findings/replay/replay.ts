import type { Finding } from '../../model/finding.ts';
import type { DetectorContext } from '../detector.ts';
import { KeptRows } from '../sql/kept.ts';
import { ladderOf } from './ladder.ts';
import type { Rung } from './ladder.ts';
import { sqlBad, sqlGood, sqlHits, sqlReach } from './sql.ts';

/**
 * After so many days a block is taken to be in place: what attackers used by then is blocked. A judgement of ours: a
 * week is how long it takes until somebody looks, and has all days of the week in it.
 */
const LEARNING_DAYS = 7;

/** A ladder, and the attackers' addresses themselves. */
export interface Replay {
  ladder: Rung[];
  addresses: string[];
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/**
 * What blocks of several widths would have stopped of what is in the logs: the attackers', and everybody else's.
 * One pass over the rows; the rest is asked of what it counted.
 * @param general by provider, the service that every prefix of it has
 * @returns undefined where nobody who came from outside is accused
 */
export async function replay(
  context: Pick<DetectorContext, 'engine' | 'attackers' | 'localNetworks'>,
  findings: readonly Finding[],
  general: ReadonlyMap<string, string>,
): Promise<Replay | undefined> {
  const { engine, attackers, localNetworks } = context;
  const accused = attackers.all(findings, localNetworks);
  if (accused === undefined) return undefined;
  const tables = await engine.tables();
  const kept = new KeptRows(engine);
  try {
    const bad = await kept.keep('replay_bad', accused);
    const reach = await kept.keep('replay_reach', sqlReach(bad));
    const hits = await kept.keep('replay_hits', sqlHits(tables, engine.dialect, reach, bad));
    const [span] = await engine.query(
      `SELECT CAST(min(day) AS VARCHAR) AS first, CAST(max(day) AS VARCHAR) AS last FROM ${hits} WHERE bad = 1`,
    );
    if (typeof span?.['first'] !== 'string') return undefined;
    const lastEarlyDay = dayAfter(span['first'], LEARNING_DAYS - 1);
    const days = String(span['last']) > lastEarlyDay ? LEARNING_DAYS : 0;
    const rows = await engine.query(`SELECT DISTINCT address FROM ${hits} WHERE bad = 1 ORDER BY address`);
    const [users] = await engine.query(
      `SELECT count(DISTINCT account) AS users FROM ${hits} WHERE bad = 1 AND account <> ''`,
    );
    const ladder = ladderOf({
      bad: await engine.query(sqlBad(hits, reach, lastEarlyDay)),
      good: await engine.query(sqlGood(hits, reach)),
      users: Number(users?.['users']),
      days,
      general,
    });
    return { ladder, addresses: rows.map((row) => String(row['address'])) };
  } finally {
    await kept.forget();
    await attackers.forget();
  }
}
