import { join } from 'node:path';
import type { Files } from '../../../base/ports.ts';
import { parseAddress } from '../../../net/address.ts';
import { collapse, contains } from '../../../net/prefix.ts';
import type { Prefix } from '../../../net/prefix.ts';
import { OutOfMemory } from '../engine.ts';
import type { Row } from '../engine.ts';
import { columnsOf, EVENT_TABLES } from '../../schema.ts';
import type { Connection } from './connection.ts';
import { readRows } from './cells.ts';
import { sqlText } from './quote.ts';
import { PARQUET, writeRows } from './rows.ts';

/** IPv6 addresses become keys in JavaScript, so many at a time. */
const PAGE = 100_000;

/** Tens of millions of distinct addresses may need more memory than there is: then they are told apart in so many shares. */
const SHARES = 16;

/** Every distinct address of every address column; of one share alone if it is given. */
function distinctSql(share?: number): string {
  const parts = EVENT_TABLES.flatMap((table) =>
    columnsOf(table)
      .filter(({ kind }) => kind === 'address')
      .map(({ name }) => {
        const within = share === undefined ? '' : ` AND hash(${name}) % ${SHARES} = ${share}`;
        return `SELECT DISTINCT ${name} AS address FROM ${table} WHERE ${name} IS NOT NULL${within}`;
      }),
  );
  return parts.join(' UNION ');
}

/** The number of an IPv4 address in dotted text; null for IPv6. Cutting the text is what takes time, so it is done once. */
const V4_NUMBER = `CASE WHEN contains(address, ':') THEN NULL ELSE ${[1, 2, 3, 4]
  .map((part) => `CAST(split_part(address, '.', ${part}) AS UINTEGER) * ${256 ** (4 - part)}`)
  .join(' + ')} END`;

/** The 16-byte key of an IPv4 address by its number: `::ffff:a.b.c.d` (RFC 4291, section 2.5.5.2). */
const V4_KEY = `unhex('00000000000000000000ffff' || lpad(to_hex(number), 8, '0'))`;
const V4_FIRST = 0xffff_0000_0000n;
const V4_LAST = 0xffff_ffff_ffffn;

/** Condition that a number lies in one of the blocks. */
function isInside(blocks: readonly Prefix[]): string {
  const ranges = blocks
    .filter(({ first, last }) => first <= V4_LAST && last >= V4_FIRST)
    .map(({ first, last }): [bigint, bigint] => [
      first < V4_FIRST ? 0n : first - V4_FIRST,
      last > V4_LAST ? V4_LAST - V4_FIRST : last - V4_FIRST,
    ])
    .map(([first, last]) => `number BETWEEN ${first} AND ${last}`);
  return ranges.length === 0 ? 'false' : `(${ranges.join(' OR ')})`;
}

/** Local addresses and all others lie in parts of their own: who asks for one kind skips the other's by its ends. */
async function writeV4(
  connection: Connection,
  folder: string,
  blocks: readonly Prefix[],
  effects: Files,
): Promise<void> {
  const inside = isInside(blocks);
  for (const [name, isLocal, condition] of [
    ['local-v4', 1, inside],
    ['v4', 0, `NOT ${inside}`],
  ] as const) {
    const path = join(folder, `${name}.parquet`);
    await connection.run(
      `COPY (SELECT address, ${V4_KEY} AS key, CAST(4 AS INTEGER) AS family, CAST(${isLocal} AS INTEGER) AS is_local
         FROM distinct_addresses WHERE number IS NOT NULL AND ${condition} ORDER BY number)
       TO ${sqlText(`${path}.part`)} ${PARQUET}`,
    );
    await effects.fs.rename(`${path}.part`, path);
  }
}

async function writeV6(connection: Connection, blocks: readonly Prefix[]): Promise<void> {
  for (let offset = 0; ; offset += PAGE) {
    const page = await readRows(
      await connection.run(
        `SELECT address FROM distinct_addresses WHERE number IS NULL ORDER BY address LIMIT ${PAGE} OFFSET ${offset}`,
      ),
    );
    const rows: Record<0 | 1, Row[]> = { 0: [], 1: [] };
    for (const { address } of page) {
      const parsed = parseAddress(String(address));
      if (parsed === undefined) throw new Error(`the lake holds ${String(address)} as an address`);
      const is_local = blocks.some((block) => contains(block, parsed)) ? 1 : 0;
      const key = Buffer.from(parsed.key).toString('hex');
      rows[is_local].push({ address: parsed.text, key, family: 6, is_local });
    }
    for (const kind of [0, 1] as const) {
      if (rows[kind].length > 0) await writeRows(connection.folder, 'addresses', rows[kind]);
    }
    if (page.length < PAGE) return;
  }
}

/** Makes `distinct_addresses`: each address with its number. */
async function tellApart(connection: Connection): Promise<void> {
  const make = 'CREATE OR REPLACE TEMP TABLE distinct_addresses AS';
  const select = (share?: number): string =>
    `SELECT address, ${V4_NUMBER} AS number FROM (${distinctSql(share)})`;
  try {
    await connection.run(`${make} ${select()}`);
  } catch (error) {
    if (!(error instanceof OutOfMemory)) throw error;
    await connection.run(`${make} ${select(0)}`);
    for (let share = 1; share < SHARES; share++)
      await connection.run(`INSERT INTO distinct_addresses ${select(share)}`);
  }
}

/**
 * Makes the `addresses` table of an open lake: each distinct address once, with its 16-byte sortable key, its family
 * and whether it is local. An earlier one is replaced.
 * @param local the networks that are ours
 */
export async function deriveAddresses(
  connection: Connection,
  local: readonly Prefix[],
  effects: Files,
): Promise<void> {
  const blocks = collapse(local);
  const folder = join(connection.folder, 'addresses');
  await effects.fs.rm(folder, { recursive: true, force: true });
  await tellApart(connection);
  try {
    await effects.fs.mkdir(folder, { recursive: true });
    await writeV4(connection, folder, blocks, effects);
    await writeV6(connection, blocks);
  } finally {
    await connection.run('DROP TABLE distinct_addresses');
  }
  await connection.refresh();
}
