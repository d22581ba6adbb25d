import { timestampLiteral } from '../engine.ts';
import type { Dialect } from '../engine.ts';
import { sqlText } from './quote.ts';

/** DuckDB's spelling of what differs between the engines. */
export const DUCKDB: Dialect = {
  name: 'duckdb',
  timestamp: timestampLiteral,
  text: sqlText,
  bucket(expression, seconds) {
    return `time_bucket(INTERVAL '${Math.trunc(seconds)} seconds', ${expression}, TIMESTAMP '1970-01-01 00:00:00')`;
  },
  epoch: (expression) => `epoch(${expression})`,
  month: (expression) => `strftime(${expression}, '%Y-%m')`,
  day: (expression) => `strftime(${expression}, '%Y-%m-%d')`,
  sample: (expression, limit) =>
    `CAST(to_json(min(DISTINCT ${expression}, ${Math.trunc(limit)})) AS VARCHAR)`,
  lowest: (expression, place) => `list_max(min(${expression}, ${Math.trunc(place)}))`,
  ending: (expression) => `split_part(${expression}, '.', -1)`,
  share: (expression, part, of) => `hash(${expression}) % ${Math.trunc(of)} = ${Math.trunc(part)}`,
};
