// Without a port: waiting for AWS, between two questions.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Row } from '@aws-sdk/client-athena';
import type { QueryRecord, Warehouse } from '../../../../collection.ts';
import type { Collecting } from '../../keep.ts';
import type { Session } from '../../session.ts';
import { MOST_RECORDS } from './query.ts';
import type { WindowQuery } from './query.ts';

const POLL_MS = 1000;
/** Athena ends a query after half an hour, and may let it wait before (Athena quotas, 2026-11). */
const MOST_POLLS = 7200;
/** Rows that a page holds at most (Athena API reference, GetQueryResults). */
const PAGE = 1000;

const failure = (name: string, message: string): Error =>
  Object.assign(new Error(message), { name, $metadata: {} });

/** The query of an earlier run, or of this one: what was begun is not begun again, for each costs. */
async function begun(
  run: Collecting,
  { region, about }: { region: string; about: string },
  sql: string,
): Promise<QueryRecord> {
  const { collection } = run.folder;
  const known = collection.queries.find((one) => one.region === region && one.about === about);
  if (known !== undefined && known.text === sql) return known;
  // On the disk before it is begun: AWS answers the same token with the same query.
  const record: QueryRecord = { region, about, text: sql, token: run.folder.token() };
  collection.queries = [...collection.queries.filter((one) => one !== known), record];
  await run.folder.save();
  return record;
}

/** A query that came to no good end is begun anew the next time. */
async function forget(run: Collecting, record: QueryRecord): Promise<void> {
  const { collection } = run.folder;
  collection.queries = collection.queries.filter((one) => one !== record);
  await run.folder.save();
}

/**
 * Begins the query, or goes on with the one that an earlier run has begun, and waits for its end.
 * @returns its id, and the bytes that it has read
 * @throws Error of the SDK's; a query that fails or is stopped by AWS throws, too
 */
async function finished(
  run: Collecting,
  session: Session,
  record: QueryRecord,
  { database = '', workgroup, output }: Warehouse,
): Promise<{ id: string; scanned: number }> {
  const { client, sdk } = await session.service('athena');
  if (record.id === undefined) {
    const { QueryExecutionId } = await client.send(
      new sdk.StartQueryExecutionCommand({
        QueryString: record.text,
        ClientRequestToken: record.token,
        QueryExecutionContext: { Database: database },
        ...(workgroup !== undefined && { WorkGroup: workgroup }),
        ...(output !== undefined && { ResultConfiguration: { OutputLocation: output } }),
      }),
    );
    if (QueryExecutionId === undefined) throw failure('NoQuery', 'Athena gives the query no id');
    record.id = QueryExecutionId;
    await run.folder.save();
  }
  const { id } = record;
  try {
    for (let poll = 0; poll < MOST_POLLS; poll++) {
      run.signal.throwIfAborted();
      const { QueryExecution } = await client.send(
        new sdk.GetQueryExecutionCommand({ QueryExecutionId: id }),
      );
      const { State, StateChangeReason } = QueryExecution?.Status ?? {};
      if (State === 'SUCCEEDED') return { id, scanned: QueryExecution?.Statistics?.DataScannedInBytes ?? 0 };
      if (State !== 'RUNNING' && State !== 'QUEUED') {
        throw failure('QueryFailed', `the query ended as ${State ?? '?'}: ${StateChangeReason ?? ''}`);
      }
      await sleep(POLL_MS, undefined, { signal: run.signal });
    }
    throw failure('QueryTimeout', 'the query did not end');
  } catch (error) {
    if (run.signal.aborted) {
      // Nobody waits for it any more.
      await client.send(new sdk.StopQueryExecutionCommand({ QueryExecutionId: id })).catch(() => undefined);
      await forget(run, record);
    }
    throw error;
  }
}

const cells = ({ Data = [] }: Row): (string | undefined)[] => Data.map(({ VarCharValue }) => VarCharValue);

/** As Athena's own files of answers write it: each value between quotation marks, and nothing for none. */
function csvLine(values: readonly (string | undefined)[]): string {
  const quoted = values.map((value) => (value === undefined ? '' : `"${value.replaceAll('"', '""')}"`));
  return `${quoted.join(',')}\n`;
}

/**
 * Fetches a query's whole answer, a page after another.
 * @yields the lines of a CSV file
 */
async function* pages(
  run: Collecting,
  session: Session,
  id: string,
  columns: readonly string[],
  counted: { rows: number },
): AsyncIterable<Uint8Array> {
  const { client, sdk } = await session.service('athena');
  yield Buffer.from(csvLine(columns));
  let first = true;
  for await (const page of sdk.paginateGetQueryResults(
    { client, pageSize: PAGE },
    { QueryExecutionId: id },
  )) {
    run.signal.throwIfAborted();
    const rows = (page.ResultSet?.Rows ?? []).map(cells);
    // The first line of the first page is the columns' names.
    if (first && rows[0]?.join('\n').toLowerCase() === columns.join('\n').toLowerCase()) rows.shift();
    first = false;
    const wanted = rows.slice(0, MOST_RECORDS - counted.rows);
    counted.rows += wanted.length;
    if (wanted.length > 0) yield Buffer.from(wanted.map(csvLine).join(''));
    if (wanted.length < rows.length) {
      counted.rows = MOST_RECORDS + 1;
      return;
    }
  }
}

/** Runs a query, and writes its answer into a file of the folder. */
export async function keepAnswer(
  run: Collecting,
  session: Session,
  place: { region: string; about: string; file: string },
  query: WindowQuery,
  warehouse: Warehouse,
): Promise<{ value: undefined; things: number; bytes: number; file: string; cut?: number }> {
  const { file } = place;
  const record = await begun(run, place, query.sql);
  try {
    const { id, scanned } = await finished(run, session, record, warehouse);
    const counted = { rows: 0 };
    await run.folder.stream(file, pages(run, session, id, query.columns, counted));
    const cut = counted.rows > MOST_RECORDS ? { cut: MOST_RECORDS } : {};
    return { value: undefined, things: Math.min(counted.rows, MOST_RECORDS), bytes: scanned, file, ...cut };
  } catch (error) {
    // It came to no good end, AWS does not know it, or its answer is not there any more.
    const isLost = error instanceof Error && /^(?:QueryFailed|InvalidRequest)/.test(error.name);
    if (isLost) await forget(run, record);
    throw error;
  }
}
