import * as z from 'zod';
import { UserError } from '../base/errors.ts';
import { addressOfNumber, formatPrefix, parsePrefix } from '../net/prefix.ts';
import { specialOf } from '../net/special.ts';
import type { PublishedRanges, RangeRow } from './cloud.ts';
import { cloudReason } from './reason.ts';
import { unfit } from './unfit.ts';

/** The longest published list (Azure's) has some 90,000 lines (2026); a file with more than this is something else. */
export const MAX_LINES = 1_000_000;
const MAX_REJECTS = 20;
/** Of a place in a file; names in it are the file's own. */
const MAX_WHERE = 100;

/** Of a service, a region: what is in a table, a file and a command without harm. No comma: it parts services. */
export const nameSchema = z
  .string()
  .regex(
    /^[\p{L}\p{N}_.()&/+-](?:[\p{L}\p{N}_.()&/+ -]{0,62}[\p{L}\p{N}_.()&/+-])?$/u,
    'up to 64 letters and digits are expected',
  );

function placeIn(list: string, at: number): string {
  return `${list}[${at}]`.slice(0, MAX_WHERE);
}

/** The lines of a list as they are read, each counted once. */
export class Lines {
  readonly ranges: PublishedRanges = { rows: [], read: 0, repeated: 0, rejected: 0, rejects: [] };
  readonly #seen = new Set<string>();

  /**
   * Counts one line.
   * @param where its place in the file: `prefixes[17]`, `line 4`
   * @param row a text: why it is not one
   */
  take(where: string, row: RangeRow | string): void {
    const { ranges } = this;
    ranges.read++;
    if (typeof row === 'string') {
      ranges.rejected++;
      if (ranges.rejects.length < MAX_REJECTS) ranges.rejects.push({ where, reason: row });
      return;
    }
    const key = `${row.prefix} ${row.service} ${row.region ?? ''} ${row.border_group ?? ''} ${row.provider ?? ''}`;
    if (this.#seen.has(key)) ranges.repeated++;
    else ranges.rows.push(row);
    this.#seen.add(key);
  }

  /**
   * Counts the prefixes of a list of texts, all of one service.
   * @param name of the list in the file; its first text is then `name[0]`
   */
  takeAll(list: readonly unknown[], name: string, service: string): void {
    for (const [at, text] of list.entries()) {
      const read = readPrefix(text);
      this.take(placeIn(name, at), 'reason' in read ? read.reason : { prefix: read.prefix, service });
    }
  }

  /** Counts the texts of a list of which none can be taken. */
  refuseAll(list: readonly unknown[], name: string, reason: string): void {
    for (const at of list.keys()) this.take(placeIn(name, at), reason);
  }

  /** Counts a line that says less than an earlier one. */
  repeat(): void {
    this.ranges.read++;
    this.ranges.repeated++;
  }
}

/**
 * A published prefix in its canonical form, or why no provider can publish it: more than a /8, outside of IPv6's
 * public space (2000::/3, RFC 4291, section 2.4), or inside a block that is nobody's. Vultr's list of 2026 names
 * `2002::/16`, which holds everybody's 6to4 addresses.
 */
export function readPrefix(text: unknown): { prefix: string } | { reason: string } {
  const prefix = typeof text === 'string' && text.length <= 64 ? parsePrefix(text.trim()) : undefined;
  if (prefix === undefined) return { reason: cloudReason('cloudNoPrefix') };
  if (prefix.length < 8) return { reason: cloudReason('cloudTooWide', { bits: prefix.length }) };
  if (prefix.family === 6 && prefix.first >> 125n !== 1n) {
    return { reason: cloudReason('cloudNotPublic6') };
  }
  const special = specialOf(addressOfNumber(prefix.first));
  if (special !== undefined) return { reason: cloudReason('cloudNobodys', { name: special.message }) };
  return { prefix: formatPrefix(prefix) };
}

/** The first problem in one clause, for an error: `regions.0.region: up to 64 letters … are expected`. */
export function problemOf(error: z.ZodError): string {
  const issue = error.issues[0];
  const path = issue?.path.join('.') ?? '';
  return path === '' ? (issue?.message ?? 'not readable') : `${path}: ${issue?.message}`;
}

/**
 * A whole file of JSON.
 * @param what completes "not …": `Azure service tags`
 * @throws UserError when it is not readable or has another shape
 */
export function readJson<T>(bytes: Uint8Array, schema: z.ZodType<T>, what: string, url: string): T {
  const hint = `What is published is ${url}`;
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new UserError(`the ${what} are not readable as JSON; is the file complete?`, {
      hint,
      cause,
      reason: cloudReason('listNoJson'),
    });
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    const reason = cloudReason('listShape', { why: unfit(parsed.error) });
    throw new UserError(`not ${what}: ${problemOf(parsed.error)}`, { hint, reason });
  }
  return parsed.data;
}

/** ISO 8601 in whole seconds, UTC; undefined: the text is no time. @param text without a zone it is UTC */
export function instantOf(text: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d{1,9})?(Z|[+-]\d\d:?\d\d)?$/.exec(text.trim());
  if (match === null) return undefined;
  const time = Date.parse(`${match[1]}T${match[2]}${match[3] ?? 'Z'}`);
  return Number.isNaN(time) ? undefined : secondsOf(time);
}

/** @param milliseconds since 1970 */
export function secondsOf(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
