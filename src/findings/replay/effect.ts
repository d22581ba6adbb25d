import type { Engine } from '../../events/engines/engine.ts';
import type { Prefix } from '../../net/prefix.ts';
import { parsePrefix } from '../../net/prefix.ts';
import { PrefixFinder } from '../../net/prefix-set.ts';

const EFFECTS = ['stopped', 'not_stopped', 'not_yet_knowable'] as const;

/** Why a block is said to have worked, or not, or not to be knowable yet. */
type Because =
  | 'nothing_since'
  | 'came_through'
  | 'logs_end_before'
  | 'nothing_before'
  | 'pause_as_long'
  | 'no_requests';

/** Whether a block has stopped whom it is for, by what a server has answered since. Times are ISO 8601, UTC. */
export interface Effect {
  verdict: (typeof EFFECTS)[number];
  because: Because;
  since: string;
  /** The end of the logs. */
  until?: string;
  /** Requests and logins of the blocked addresses before, and since. */
  before: number;
  after: number;
  /** The last that came through. */
  last?: string;
  /** Some who came through. */
  sample: string[];
  /** How long they had kept still before at the longest, and how long the logs go on for now, in seconds. */
  pause?: number;
  silence?: number;
  /** Logs that reach so far tell it. Absent: it is known, or waiting does not help. */
  knowable?: string;
}

/** A request that runs when a block begins is written when it has ended; seconds, a judgement of ours. */
const RUNNING_SECONDS = 60;
const SAMPLE = 3;

function later(instant: string, seconds: number): string {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString();
}

/**
 * Compares what came from blocked prefixes before the block and since, in requests and logins: a server writes them when it
 * has answered. Flow logs of a cloud are written before the packets reach the computer's own firewall, and show nothing.
 * Silence counts once the logs have gone on for as long as their lines may be late, and it is longer than any pause that
 * they had made before.
 * @param late seconds by which the log is delivered late; of one that the server itself has written, none
 */
export async function effectOf(
  engine: Engine,
  prefixes: readonly Prefix[],
  since: string,
  late = 0,
): Promise<Effect> {
  const tables = await engine.tables();
  const parts = (['requests', 'logins'] as const).filter((table) => tables.has(table));
  const unknown = (because: Because, rest: Partial<Effect> = {}): Effect => {
    return { verdict: 'not_yet_knowable', because, since, before: 0, after: 0, sample: [], ...rest };
  };
  if (parts.length === 0) return unknown('no_requests');
  const events = parts
    .map((table) => `SELECT c_ip, ts FROM ${table} WHERE c_ip IS NOT NULL AND ts IS NOT NULL`)
    .join(' UNION ALL ');
  const { dialect } = engine;
  const begin = dialect.timestamp(since);
  const settled = dialect.timestamp(later(since, RUNNING_SECONDS));
  const rows = await engine.query(`SELECT c_ip AS address, max(ts) AS latest,
    sum(CASE WHEN ts <= ${begin} THEN 1 ELSE 0 END) AS before, sum(CASE WHEN ts > ${settled} THEN 1 ELSE 0 END) AS after
  FROM (${events}) AS events GROUP BY c_ip`);
  const until = rows
    .map((row) => String(row['latest']))
    .toSorted()
    .at(-1);
  if (until === undefined) return unknown('no_requests');
  const finder = new PrefixFinder(prefixes);
  const blocked = rows.filter((row) => {
    const prefix = parsePrefix(String(row['address']));
    return prefix !== undefined && finder.holding(prefix) !== undefined;
  });
  const sum = (name: string): number => blocked.reduce((all, row) => all + Number(row[name]), 0);
  const counts = { until, before: sum('before'), after: sum('after') };
  const through = blocked.filter((row) => Number(row['after']) > 0);
  if (through.length > 0) {
    const last = through
      .map((row) => String(row['latest']))
      .toSorted()
      .at(-1)!;
    const sample = through
      .map((row) => String(row['address']))
      .toSorted()
      .slice(0, SAMPLE);
    return { verdict: 'not_stopped', because: 'came_through', since, ...counts, last, sample };
  }
  const silence = Math.floor((Date.parse(until) - Date.parse(since)) / 1000);
  const delay = RUNNING_SECONDS + late;
  if (silence <= delay) return unknown('logs_end_before', { ...counts, knowable: later(since, delay + 1) });
  if (counts.before < 2) return unknown('nothing_before', counts);
  const named = blocked.map((row) => `(${dialect.text(String(row['address']))})`).join(', ');
  const [gap] = await engine.query(`SELECT max(seconds) AS pause FROM (
    SELECT ${dialect.epoch('ts')} - lag(${dialect.epoch('ts')}) OVER (ORDER BY ts) AS seconds FROM (${events}) AS events
    WHERE ts <= ${begin} AND c_ip IN (SELECT address FROM (VALUES ${named}) AS named (address))) AS gaps`);
  const pause = Math.ceil(Number(gap?.['pause'] ?? 0));
  if (silence <= pause) {
    return unknown('pause_as_long', { ...counts, pause, silence, knowable: later(since, pause + 1) });
  }
  return { verdict: 'stopped', because: 'nothing_since', since, ...counts, sample: [], pause, silence };
}
