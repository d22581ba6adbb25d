import { join } from 'node:path';
import type { Files, Processes } from '../base/ports.ts';
import { openEngine } from '../events/engines/duckdb/engine.ts';
import type { Engine, Row } from '../events/engines/engine.ts';
import { ingest } from '../events/ingest/ingest.ts';
import type { IngestProgress } from '../events/ingest/ingest.ts';
import type { Evidence, TableName } from '../model/evidence.ts';
import type { Format, Head } from '../formats/format.ts';
import type { EvidenceFile } from '../evidence/evidence-file.ts';
import { beginning } from '../evidence/look-again.ts';
import { HEAD_BYTES, headBytes } from '../evidence/recognise.ts';
import { survey } from '../evidence/survey.ts';
import { ALL_FORMATS, ATTACHMENTS } from './attachment-formats.ts';
import { readOptionsOf } from '../settings/rules.ts';
import type { Settings } from '../settings/settings.ts';

const FIRST_ROWS = 5;

/** A format that knows something of the file, how sure it is and why. */
interface Candidate {
  format: string;
  confidence: number;
  because: string;
}

/** One file: the manifest's entry, who else might have taken it, what its first records became. */
export interface Explanation {
  evidence: Omit<Evidence, 'id'>;
  /** The surest first; the manifest's format is one of them, unless nothing was sure enough. */
  candidates: Candidate[];
  /** The first rows of each table, without columns that are null. */
  rows: Partial<Record<TableName, Row[]>>;
}

export interface ExplainOptions {
  paths: readonly string[];
  settings: Settings;
  /** An own folder, for what is unpacked and read. */
  scratch: string;
  onProgress?: (progress: IngestProgress) => void;
  signal?: AbortSignal;
}

async function candidatesOf(found: EvidenceFile): Promise<Candidate[]> {
  const first = await beginning(found, HEAD_BYTES);
  const most = headBytes(first.head);
  const { head: bytes, whole } = most > HEAD_BYTES ? await beginning(found, most) : first;
  const head: Head = { bytes, whole, name: found.head.name, text: bytes.toString('latin1') };
  return ALL_FORMATS.flatMap((format) => {
    const recognition = format.recognise(head, found.read);
    return recognition === undefined ? [] : [{ format: format.name, ...recognition }];
  }).sort((a, b) => b.confidence - a.confidence);
}

/** The tables that a format fills. */
export function tablesOf(format: Format): TableName[] {
  if (!('table' in format)) return [];
  return [format.table, ...(('also' in format && format.also) || [])];
}

async function firstRows(engine: Engine, found: EvidenceFile): Promise<Explanation['rows']> {
  const rows: Explanation['rows'] = {};
  const held = await engine.tables();
  for (const table of found.format === undefined ? [] : tablesOf(found.format)) {
    if (!held.has(table)) continue;
    const first = await engine.query(
      `SELECT * FROM ${table} WHERE evidence = ${found.id} ORDER BY line LIMIT ${FIRST_ROWS}`,
    );
    if (first.length > 0) rows[table] = first.map(withoutNulls);
  }
  return rows;
}

function withoutNulls({ evidence: _evidence, ...row }: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}

/**
 * Reads files as an investigation would, into a lake that is thrown away, and says what came of each. Attachments
 * (notices, inventories) are recognised only.
 * @throws UserError if a path does not exist
 */
export async function explain(options: ExplainOptions, effects: Files & Processes): Promise<Explanation[]> {
  const { settings, scratch, onProgress, signal } = options;
  const read = readOptionsOf(settings);
  const { found, unread } = await survey(
    options.paths,
    join(scratch, 'unpacked'),
    { read, attachments: ATTACHMENTS, maxRatio: settings.unpack_ratio },
    effects,
  );
  const lake = join(scratch, 'lake');
  const reading = {
    trustedProxies: settings.trusted_proxies,
    ...(onProgress && { onProgress }),
    ...(signal && { signal }),
  };
  const entries = await ingest(found, lake, reading, effects);
  const engine = await openEngine(lake, { threads: effects.cpus });
  try {
    const explained: Explanation[] = [];
    for (const [index, { id: _id, ...evidence }] of entries.entries()) {
      const one = found[index];
      if (one === undefined) continue;
      explained.push({
        evidence,
        candidates: await candidatesOf(one),
        rows: await firstRows(engine, one),
      });
    }
    for (const { id: _id, ...evidence } of unread) explained.push({ evidence, candidates: [], rows: {} });
    return explained;
  } finally {
    await engine.close();
  }
}
