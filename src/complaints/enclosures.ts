import { createHash } from 'node:crypto';
import type { Engine, Row } from '../events/engines/engine.ts';
import type { ManifestFile } from './manifest-files.ts';
import type { Format } from '../formats/format.ts';
import type { Enclosure } from '../model/complaint.ts';
import { cellsOf, COLUMNS, csvLine, ENDS, headersOf, hostOfHeader, knownOf } from './columns.ts';
import type { Incident } from './incidents.ts';
import type { ComplaintMessage } from './messages.ts';
import { sqlProven, triesAlone } from './proof.ts';
import { leaks } from './redact.ts';
import type { KnownName, Redactor } from './redact.ts';

/**
 * Bytes of evidence, before it is encoded: AWS takes 5 MB for a whole request of its Abuse Signal API, and base64 makes four
 * bytes of three.
 */
const MOST_BYTES = 3_700_000;
/** Of one address so many entries are shown: who wants more asks for it. */
const MOST_ROWS = 5000;
/** More addresses than fit the bytes. */
const MOST_ADDRESSES = 60_000;

/** A line as it was, and as it goes out. */
export interface Change {
  before: string;
  after: string;
}

export interface Enclosed {
  evidence: Enclosure[];
  /** What is cut or held back. */
  notes: ComplaintMessage[];
  changes: Change[];
}

/** What enclosures are made of. */
export interface Source {
  engine: Engine;
  /** What follows FROM for the rows of all incidents. */
  rows: string;
  incident: Incident;
  actor: string;
  /** Entries of the actor alone. */
  count: number;
  files: ReadonlyMap<number, ManifestFile>;
  formats: ReadonlyMap<string, Format>;
}

function enclosure(
  contentType: string,
  description: string,
  text: string,
  lines: Enclosure['lines'],
): Enclosure {
  const sha256 = createHash('sha256').update(text).digest('hex');
  return { content_type: contentType, description, text, sha256, lines };
}

/** As many of the lines as fit, behind the header. */
function bounded(header: string, lines: readonly string[], bytes: number): { text: string; taken: number } {
  let text = header;
  let size = Buffer.byteLength(header);
  let taken = 0;
  for (const line of lines) {
    size += Buffer.byteLength(line);
    if (size > bytes) break;
    text += line;
    taken += 1;
  }
  return { text, taken };
}

/** Condition that a row of an event table is of the incident, and of the actor alone where one is given. */
function within({ rows, incident, engine }: Source, actor?: string): string {
  const only =
    actor === undefined ? '' : ` AND base.${ENDS[incident.unit].address} = ${engine.dialect.text(actor)}`;
  return `EXISTS (SELECT 1 FROM ${rows} AS seen WHERE ${incident.condition}
  AND seen.evidence = base.evidence AND seen.line = base.line AND seen.address = base.${ENDS[incident.unit].address})${only}`;
}

/** Lines of the case's findings that are of the incident, each with its row. */
async function quotedLines(source: Source): Promise<{ id: number; line: number; text: string; row: Row }[]> {
  const { engine, incident, files } = source;
  const ids = new Map([...files].map(([id, { path }]) => [path, id]));
  const quotes = new Map<string, { id: number; line: number; text: string }>();
  for (const { evidence, line, text } of incident.findings.flatMap(({ lines }) => lines)) {
    const id = ids.get(evidence);
    if (id !== undefined && text !== undefined && Number.isSafeInteger(line))
      quotes.set(`${id} ${line}`, { id, line, text });
  }
  if (quotes.size === 0) return [];
  const places = [...quotes.values()].map(({ id, line }) => `(${id}, ${line})`).join(', ');
  const found = await engine.query(`SELECT base.evidence, base.line, ${columns(incident)}
FROM ${incident.unit} AS base JOIN (VALUES ${places}) AS quotes (evidence, line)
  ON quotes.evidence = base.evidence AND quotes.line = base.line
WHERE ${within(source)} ORDER BY base.${ENDS[incident.unit].time}, base.evidence, base.line`);
  return found.flatMap((row) => {
    const key = `${Number(row['evidence'])} ${Number(row['line'])}`;
    const quote = quotes.get(key);
    // A line of which there are several rows is quoted once.
    quotes.delete(key);
    return quote === undefined ? [] : [{ ...quote, row }];
  });
}

function columns({ unit }: Incident): string {
  return COLUMNS[unit].map((name) => `base.${name} AS ${name}`).join(', ');
}

/** The lines of the log as they were written, without what is not the receiver's business. */
async function excerpt(
  source: Source,
  redactor: Redactor,
  changes: Change[],
): Promise<{ item: Enclosure[]; held: number }> {
  const { files, formats } = source;
  const lines: Enclosure['lines'] = [];
  let text = '';
  let held = 0;
  for (const { id, line, text: before, row } of await quotedLines(source)) {
    const file = files.get(id);
    const quotable = formats.get(file?.format ?? '')?.quotable;
    if (file === undefined || quotable === undefined) continue;
    const known: KnownName[] = [...knownOf(row), ...(quotable === 'message' ? hostOfHeader(before) : [])];
    const after = redactor.line(before, known, quotable === 'columns');
    if (leaks(after, known)) {
      held += 1;
      continue;
    }
    changes.push({ before, after });
    text += `${after}\n`;
    lines.push({ evidence: file.path, line });
  }
  const description = 'Lines of the log as it was written, with personal data replaced by marks in brackets';
  return { item: text === '' ? [] : [enclosure('text/plain', description, text, lines)], held };
}

async function actorTable(
  source: Source,
  redactor: Redactor,
  bytes: number,
): Promise<{ item: Enclosure; taken: number }> {
  const { engine, incident, actor } = source;
  const found = await engine.query(`SELECT ${columns(incident)} FROM ${incident.unit} AS base
WHERE ${within(source, actor)} ORDER BY base.${ENDS[incident.unit].time}, base.evidence, base.line LIMIT ${MOST_ROWS}`);
  const lines = found.map((row) => csvLine(cellsOf(incident, row, redactor)));
  const { text, taken } = bounded(csvLine(headersOf(incident)), lines, bytes);
  const what = `Every entry of ${actor}, by time in UTC`;
  return { item: enclosure('text/csv', what, text, []), taken };
}

async function addressTable(
  { engine, rows, incident }: Source,
  bytes: number,
): Promise<{ item: Enclosure; taken: number }> {
  const tries = triesAlone(incident);
  const sums = `SELECT address, min(ts) AS first, max(ts) AS last, count(*) AS n, max(region) AS region
FROM ${rows} AS seen WHERE ${incident.condition} GROUP BY address`;
  // Of each address whether a handshake was seen: the provider knows by it which may be forged.
  const asked = tries
    ? `SELECT sums.*, CASE WHEN proven IS NULL THEN 'no' ELSE 'yes' END AS handshake
FROM (${sums}) AS sums LEFT JOIN (${sqlProven(rows, incident)}) AS known ON proven = address`
    : sums;
  const found = await engine.query(`${asked} ORDER BY first, address LIMIT ${MOST_ADDRESSES}`);
  const names = ['address', 'first', 'last', 'n', 'region', ...(tries ? ['handshake'] : [])];
  const lines = found.map((row) =>
    csvLine(
      names.map((name) => {
        const value = row[name];
        return value === null || value === undefined ? '' : String(value);
      }),
    ),
  );
  const header = csvLine([
    'source',
    'first',
    'last',
    incident.unit,
    'region',
    ...(tries ? ['handshake'] : []),
  ]);
  const { text, taken } = bounded(header, lines, bytes);
  const what = `Every address of the incident, with its first and last time in UTC and its number of ${incident.unit}`;
  return { item: enclosure('text/csv', what, text, []), taken };
}

/**
 * The evidence of an incident: lines of the log, every entry of the actor, and where it is one of many addresses, all of
 * them with their times. Cut at `most` bytes, by whole lines, and what is left out is counted.
 */
export async function enclose(source: Source, redactor: Redactor, most = MOST_BYTES): Promise<Enclosed> {
  const { incident, count } = source;
  const changes: Change[] = [];
  const notes: ComplaintMessage[] = [];
  const { item, held } = await excerpt(source, redactor, changes);
  if (held > 0) notes.push({ key: 'complaintHeldBack', params: { lines: held } });
  const evidence = [...item];
  let left = most - evidence.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  if (incident.addresses > 1) {
    // The table of addresses is what the provider works with: it comes before the entries of one of them.
    const { item: table, taken } = await addressTable(source, left - Math.min(left / 4, 500_000));
    if (taken < incident.addresses) {
      const params = { left: incident.addresses - taken, all: incident.addresses };
      notes.push({ key: 'complaintCutAddresses', params });
    }
    evidence.push(table);
    left -= Buffer.byteLength(table.text);
  }
  const { item: table, taken } = await actorTable(source, redactor, left);
  if (taken < count) notes.push({ key: 'complaintCutRows', params: { left: count - taken, all: count } });
  evidence.push(table);
  return { evidence, notes, changes };
}
