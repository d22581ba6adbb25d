// Without a port: waiting for AWS, between two questions.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ResultField } from '@aws-sdk/client-cloudwatch-logs';
import type { FlowLog, Inventory } from '../../../inventory.ts';
import type { Offer } from '../../../collection.ts';
import { collectionReason } from '../../../collection-reason.ts';
import type { Collecting } from '../keep.ts';
import type { Session } from '../session.ts';
import { queryPrice } from './prices.ts';
import { behindQuery, countQuery, halvesOf, MOST_ROWS, piecesOf, RECORDS_QUERY } from './queries.ts';
import type { Piece } from './queries.ts';

/** Logs Insights ends a query after an hour. */
const POLL_MS = 1000;
const MOST_POLLS = 3600;
/** Answers of one log group that are kept; each holds up to ten thousand records. */
const MOST_PIECES = 500;

type Rows = ResultField[][];

/** Runs one query to its end. @throws Error of the SDK's; a query that fails or is stopped by AWS throws, too */
async function answer(
  run: Collecting,
  session: Session,
  group: string,
  piece: Piece,
  queryString: string,
): Promise<Rows> {
  const { client, sdk } = await session.service('logs');
  const { queryId } = await client.send(
    new sdk.StartQueryCommand({
      logGroupName: group,
      startTime: piece.from,
      endTime: piece.to,
      queryString,
      limit: MOST_ROWS,
    }),
  );
  try {
    for (let poll = 0; poll < MOST_POLLS; poll++) {
      run.signal.throwIfAborted();
      const {
        status,
        results = [],
        nextToken,
      } = await client.send(new sdk.GetQueryResultsCommand({ queryId }));
      if (status === 'Complete') {
        const rows = [...results];
        let token = nextToken;
        while (token !== undefined && rows.length < MOST_ROWS) {
          const page = await client.send(new sdk.GetQueryResultsCommand({ queryId, nextToken: token }));
          rows.push(...(page.results ?? []));
          token = page.nextToken;
        }
        return rows;
      }
      if (status !== 'Running' && status !== 'Scheduled') {
        throw Object.assign(new Error(`the query ended as ${status}`), {
          name: 'QueryFailed',
          $metadata: {},
        });
      }
      await sleep(POLL_MS, undefined, { signal: run.signal });
    }
  } catch (error) {
    // Nobody waits for it any more.
    if (run.signal.aborted) await client.send(new sdk.StopQueryCommand({ queryId })).catch(() => undefined);
    throw error;
  }
  throw Object.assign(new Error('the query did not end'), { name: 'QueryTimeout', $metadata: {} });
}

/** As `aws logs get-query-results` prints it. */
const written = (rows: Rows): string => `${JSON.stringify({ results: rows, status: 'Complete' })}\n`;

const cell = (row: ResultField[], name: string): string =>
  row.find(({ field }) => field === name)?.value ?? '';

/** Records by the step in which they are: seconds since 1970. */
function countsOf(rows: Rows): Map<number, number> {
  const counts = new Map<number, number>();
  for (const row of rows) {
    // `2026-11-20 14:05:00.000`, in UTC.
    const at = Date.parse(`${cell(row, 'step').replace(' ', 'T').slice(0, 19)}Z`) / 1000;
    const count = Number(cell(row, 'records'));
    if (!Number.isNaN(at) && count > 0) counts.set(at, count);
  }
  return counts;
}

/** A log group as a part of a file's name. */
const fileName = (group: string): string => group.replaceAll(/[^\w-]+/g, '_').slice(0, 100);

/** Who sent through each NAT gateway of the networks, as people ask in the console. */
async function keepBehind(
  run: Collecting,
  session: Session,
  group: string,
  span: Piece,
  inventory: Inventory,
): Promise<void> {
  const { region } = session;
  for (const { id, vpc, addresses } of inventory.natGateways) {
    const [network = ''] = inventory.vpcs.find((one) => one.id === vpc)?.cidrs ?? [];
    const query = behindQuery(addresses[0]?.private ?? '', network.split('/')[0] ?? '');
    if (query === undefined) continue;
    await run.ask({ call: 'logs:StartQuery', region, about: `${group} ${id}` }, async () => {
      const rows = await answer(run, session, group, span, query);
      const file = `${region}/insights-${fileName(group)}-${id}.json`;
      if (rows.length > 0) await run.folder.write(file, written(rows));
      return { value: undefined, things: rows.length, ...(rows.length > 0 && { file }) };
    });
  }
}

/** One piece of time, in halves where it holds more than an answer does. */
async function keepPiece(run: Collecting, session: Session, group: string, piece: Piece): Promise<void> {
  const { region } = session;
  const about = `${group} ${new Date(piece.from * 1000).toISOString()} ${new Date(piece.to * 1000).toISOString()}`;
  await run.ask({ call: 'logs:StartQuery', region, about }, async () => {
    const rows = await answer(run, session, group, piece, RECORDS_QUERY);
    // A piece that is cut in two has no file of its own.
    if (rows.length >= MOST_ROWS && halvesOf(piece) !== undefined) return { value: undefined, things: 0 };
    const file = `${region}/insights-${fileName(group)}-${piece.from}-${piece.to}.json`;
    await run.folder.write(file, written(rows));
    const cut = rows.length >= MOST_ROWS ? { cut: MOST_ROWS } : {};
    return { value: undefined, things: rows.length, file, ...cut };
  });
  const entry = run.folder.entryOf('logs:StartQuery', region, about);
  const halves = entry?.state === 'kept' && entry.file === undefined ? halvesOf(piece) : undefined;
  for (const half of halves ?? []) await keepPiece(run, session, group, half);
}

/** Bytes that a query of the span scans, as far as the group's settings tell: a group is taken to be filled evenly. */
async function scanned(session: Session, group: string, span: Piece, now: number): Promise<number> {
  const { client, sdk } = await session.service('logs');
  const { logGroups = [] } = await client.send(
    new sdk.DescribeLogGroupsCommand({ logGroupNamePrefix: group }),
  );
  const own = logGroups.find(({ logGroupName }) => logGroupName === group);
  if (own === undefined)
    throw Object.assign(new Error(group), { name: 'ResourceNotFoundException', $metadata: {} });
  const { storedBytes = 0, creationTime = 0, retentionInDays } = own;
  const kept = Math.max(
    creationTime / 1000,
    retentionInDays === undefined ? 0 : now - retentionInDays * 86_400,
  );
  const share = (span.to - span.from) / Math.max(span.to - span.from, now - kept);
  return Math.ceil(storedBytes * Math.min(1, share));
}

/** A flow log's records of the window, out of its log group. */
export async function keepInsights(
  run: Collecting,
  session: Session,
  log: FlowLog,
  inventory: Inventory,
): Promise<void> {
  const { region } = session;
  const { from, to } = run.folder.collection.question;
  const span = { from: Math.floor(Date.parse(from) / 1000), to: Math.ceil(Date.parse(to) / 1000) };
  const group =
    log.destination?.replace(/^arn:aws[\w-]*:logs:[\w-]*:\d*:log-group:/, '').replace(/:\*$/, '') ?? '';
  if (!/^[\w/.#-]{1,512}$/.test(group)) {
    run.remark(collectionReason('collectPlaceUnread', { id: log.id, place: group }));
    return;
  }
  const gateways = inventory.natGateways.length;
  const bytes = await run.ask(
    { call: 'logs:DescribeLogGroups', region, about: group, again: true },
    async () => ({
      value: await scanned(session, group, span, run.folder.now().getTime() / 1000),
    }),
  );
  if (bytes === undefined) return;
  // It is counted, read once, and asked about each gateway.
  const all = bytes * (2 + gateways);
  const offer: Offer = {
    what: group,
    about: log.id,
    region,
    things: 2 + gateways,
    bytes: all,
    usd: queryPrice(all),
  };
  if (!(await run.accepts(offer))) return;
  await keepBehind(run, session, group, span, inventory);
  const minutes = Math.max(1, Math.ceil((span.to - span.from) / 60 / (MOST_ROWS - 1)));
  const counts = await run.ask(
    { call: 'logs:StartQuery', region, about: `${group} count`, again: true },
    async () => {
      const value = countsOf(await answer(run, session, group, span, countQuery(minutes)));
      return { value, things: value.size };
    },
  );
  const pieces = counts === undefined ? [] : piecesOf(span, counts, minutes * 60);
  if (pieces.length > MOST_PIECES) run.remark(collectionReason('cutAt', { most: MOST_PIECES * MOST_ROWS }));
  for (const piece of pieces.slice(0, MOST_PIECES)) await keepPiece(run, session, group, piece);
}
