import { join } from 'node:path';
import type { Files } from '../../base/ports.ts';
import { parseAddress } from '../../net/address.ts';
import type { LakeEngine } from '../engines/duckdb/engine.ts';
import type { Row } from '../engines/engine.ts';
import { sqlText } from '../sql.ts';
import { columnsOf, EVENT_TABLES } from './schema.ts';
import { PARQUET, writeRows } from './write.ts';

/** IPv6 addresses become keys in JavaScript, so many at a time. */
const PAGE = 100_000;

/** Every distinct address of every address column. */
function distinctSql(): string {
  const parts = EVENT_TABLES.flatMap((table) =>
    columnsOf(table)
      .filter(({ kind }) => kind === 'address')
      .map(({ name }) => `SELECT DISTINCT ${name} AS address FROM ${table} WHERE ${name} IS NOT NULL`),
  );
  return parts.join(' UNION ');
}

/** The 16-byte key of an IPv4 address in dotted text: `::ffff:a.b.c.d` (RFC 4291, section 2.5.5.2). */
const V4_KEY = `unhex('00000000000000000000ffff' || ${[1, 2, 3, 4]
  .map((part) => `lpad(to_hex(CAST(split_part(address, '.', ${part}) AS INTEGER)), 2, '0')`)
  .join(' || ')})`;

async function writeV6(engine: LakeEngine): Promise<void> {
  for (let offset = 0; ; offset += PAGE) {
    const page = await engine.query(
      `SELECT address FROM distinct_addresses WHERE contains(address, ':') ORDER BY address LIMIT ${PAGE} OFFSET ${offset}`,
    );
    const rows: Row[] = [];
    for (const { address } of page) {
      const parsed = parseAddress(String(address));
      if (parsed === undefined) throw new Error(`the lake holds ${String(address)} as an address`);
      rows.push({ address: parsed.text, key: Buffer.from(parsed.key).toString('hex'), family: 6 });
    }
    if (rows.length > 0) await writeRows(engine.folder, 'addresses', rows);
    if (page.length < PAGE) return;
  }
}

/**
 * Makes the `addresses` table of an open lake: each distinct address once, with its 16-byte sortable key and
 * its family. An earlier one is replaced.
 */
export async function buildAddresses(engine: LakeEngine, effects: Files): Promise<void> {
  const folder = join(engine.folder, 'addresses');
  await effects.fs.rm(folder, { recursive: true, force: true });
  await engine.query(`CREATE OR REPLACE TEMP TABLE distinct_addresses AS ${distinctSql()}`);
  try {
    await effects.fs.mkdir(folder, { recursive: true });
    const path = join(folder, 'v4.parquet');
    await engine.query(
      `COPY (SELECT address, ${V4_KEY} AS key, CAST(4 AS INTEGER) AS family FROM distinct_addresses
         WHERE NOT contains(address, ':') ORDER BY key) TO ${sqlText(`${path}.part`)} ${PARQUET}`,
    );
    await effects.fs.rename(`${path}.part`, path);
    await writeV6(engine);
  } finally {
    await engine.query('DROP TABLE distinct_addresses');
  }
  await engine.refresh();
}
