import { timestampLiteral } from '../engine.ts';
import type { Dialect } from '../engine.ts';

/** A quoted text literal: Trino knows no escape but the doubled quote, and takes every other character as it is. */
export function trinoText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/**
 * Trino's spelling of what differs between the engines. Its TIMESTAMP is without a zone, and a lake's times are UTC.
 * A column's least values come by `min(x, n)`, which takes at most 10,000 of them.
 */
export const TRINO: Dialect = {
  name: 'trino',
  timestamp: timestampLiteral,
  text: trinoText,
  bucket(expression, seconds) {
    const width = Math.trunc(seconds);
    return `CAST(from_unixtime(floor(to_unixtime(${expression}) / ${width}) * ${width}, 'UTC') AS TIMESTAMP(6))`;
  },
  epoch: (expression) => `to_unixtime(${expression})`,
  month: (expression) => `date_format(${expression}, '%Y-%m')`,
  day: (expression) => `date_format(${expression}, '%Y-%m-%d')`,
  sample: (expression, limit) =>
    `json_format(CAST(min(DISTINCT ${expression}, ${Math.trunc(limit)}) AS JSON))`,
  ending: (expression) => `element_at(split(${expression}, '.'), -1)`,
  lowest: (expression, place) => `element_at(min(${expression}, ${Math.trunc(place)}), -1)`,
};
