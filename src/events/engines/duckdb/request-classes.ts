// Without a port: DuckDB writes the table itself, and can write to no other file system than the real one.
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Connection } from './connection.ts';
import { sqlText } from './quote.ts';
import { PARQUET } from './rows.ts';

/** Parts of a request that say by themselves what it is, each as text: in SQL, and what the class of one is told by. */
const PARTS = {
  url: `coalesce(cs_uri_stem, '') || CASE WHEN coalesce(cs_uri_query, '') = '' THEN '' ELSE '?' || cs_uri_query END`,
  agent: 'user_agent',
  referer: 'referer',
  method: 'cs_method',
} as const;
type Part = keyof typeof PARTS;
const PART_NAMES: readonly Part[] = ['url', 'agent', 'referer', 'method'];

/** Names of the classes that a part of a request is of; mostly none. */
export type RequestClassifier = Readonly<Record<Part, (text: string) => readonly string[]>>;

/** Texts that are of a class are kept until there are so many. */
const BATCH = 10_000;

/** Classifies each distinct text of a part once, and keeps those that are of a class; the others pass through. */
async function classifyPart(
  connection: Connection,
  part: Part,
  classify: RequestClassifier[Part],
): Promise<void> {
  let rows: string[][] = [];
  for await (const texts of connection.texts(`SELECT DISTINCT ${PARTS[part]} AS text FROM requests`)) {
    for (const text of texts) for (const name of classify(text)) rows.push([part, text, name]);
    if (rows.length < BATCH) continue;
    await connection.append('classified', rows);
    rows = [];
  }
  await connection.append('classified', rows);
}

/**
 * Makes the table `request_classes` of an open lake: which requests look like attacks, and of which classes. Distinct texts are
 * classified, and no more of them are in memory than a chunk and those that are of a class. An earlier table is replaced.
 */
export async function deriveRequestClasses(
  connection: Connection,
  classifier: RequestClassifier,
): Promise<void> {
  const folder = join(connection.folder, 'request_classes');
  await rm(folder, { recursive: true, force: true });
  await connection.run('CREATE OR REPLACE TABLE classified (part VARCHAR, text VARCHAR, class VARCHAR)');
  try {
    for (const part of PART_NAMES) await classifyPart(connection, part, classifier[part]);
    const rows = PART_NAMES.map(
      (part) => `SELECT evidence, line, c.class, c.part FROM requests
      JOIN classified c ON c.text = ${PARTS[part]} AND c.part = '${part}'`,
    );
    await mkdir(folder, { recursive: true });
    const path = join(folder, 'part-0.parquet');
    await connection.run(`COPY (${rows.join(' UNION ALL ')}) TO ${sqlText(`${path}.part`)} ${PARQUET}`);
    await rename(`${path}.part`, path);
  } finally {
    await connection.run('DROP TABLE IF EXISTS classified');
  }
  await connection.refresh();
}
