import { collectionReason } from '../../../../collection-reason.ts';
import type { Offer, Warehouse } from '../../../../collection.ts';
import type { FlowLog } from '../../../../inventory.ts';
import type { Collecting } from '../../keep.ts';
import type { Session } from '../../session.ts';
import { athenaPrice } from '../prices.ts';
import { windowKeys } from '../window.ts';
import { windowQuery } from './query.ts';
import type { WindowQuery } from './query.ts';
import { keepAnswer } from './run.ts';
import { readsLog, tableOf } from './table.ts';
import type { FlowTable } from './table.ts';

/** Databases that are looked through for a table. */
const MOST_DATABASES = 100;
/** Tables of a database that are looked at. */
const MOST_TABLES = 5000;
/** Files of the partitions that are added up. */
const MOST_OBJECTS = 500_000;
const CATALOG = 'AwsDataCatalog';

async function databases(run: Collecting, session: Session): Promise<string[]> {
  const found = await run.ask(
    { call: 'athena:ListDatabases', region: session.region, again: true },
    async () => {
      const { client, sdk } = await session.service('athena');
      const value: string[] = [];
      for await (const page of sdk.paginateListDatabases({ client }, { CatalogName: CATALOG })) {
        for (const { Name } of page.DatabaseList ?? []) if (Name !== undefined) value.push(Name);
        if (value.length > MOST_DATABASES) break;
      }
      const cut = value.length > MOST_DATABASES ? { cut: MOST_DATABASES } : {};
      return { value: value.slice(0, MOST_DATABASES), things: value.length, ...cut };
    },
  );
  return found ?? [];
}

/** The tables of a database whose files are the flow log's. */
async function tablesOver(
  run: Collecting,
  session: Session,
  DatabaseName: string,
  log: FlowLog,
): Promise<FlowTable[]> {
  const { region } = session;
  const place = { call: 'athena:ListTableMetadata', region, about: `${log.id} ${DatabaseName}` } as const;
  const found = await run.ask({ ...place, again: true }, async () => {
    const { client, sdk } = await session.service('athena');
    const value: FlowTable[] = [];
    let seen = 0;
    for await (const page of sdk.paginateListTableMetadata(
      { client, pageSize: 50 },
      { CatalogName: CATALOG, DatabaseName },
    )) {
      for (const metadata of page.TableMetadataList ?? []) {
        seen += 1;
        const table = tableOf(DatabaseName, metadata);
        if (table !== undefined && readsLog(table, log)) value.push(table);
      }
      if (seen > MOST_TABLES) break;
    }
    return { value, things: value.length, ...(seen > MOST_TABLES && { cut: MOST_TABLES }) };
  });
  return found ?? [];
}

/** The table that the user has named, or the one whose files are the flow log's. */
async function tableFor(
  run: Collecting,
  session: Session,
  log: FlowLog,
  { database, table: TableName }: Warehouse,
): Promise<FlowTable | undefined> {
  const { region } = session;
  if (database !== undefined && TableName !== undefined) {
    const about = `${database}.${TableName}`;
    const named = await run.ask({ call: 'athena:GetTableMetadata', region, about, again: true }, async () => {
      const { client, sdk } = await session.service('athena');
      const { TableMetadata } = await client.send(
        new sdk.GetTableMetadataCommand({ CatalogName: CATALOG, DatabaseName: database, TableName }),
      );
      return { value: TableMetadata, things: 1 };
    });
    const table = named === undefined ? undefined : tableOf(database, named);
    if (named !== undefined && table === undefined) {
      run.remark(collectionReason('athenaNoTimes', { table: about }));
    }
    return table;
  }
  const tables: FlowTable[] = [];
  for (const one of database === undefined ? await databases(run, session) : [database]) {
    tables.push(...(await tablesOver(run, session, one, log)));
  }
  const [only, second] = tables;
  const place = log.destination ?? '';
  if (only === undefined) run.remark(collectionReason('athenaNoTable', { id: log.id, place }));
  if (second === undefined) return only;
  const names = tables.map((one) => `${one.database}.${one.name}`);
  run.remark(collectionReason('athenaManyTables', { id: log.id, tables: names }));
  return undefined;
}

/** What the query's partitions hold, by the bucket's own list. */
async function weigh(
  run: Collecting,
  session: Session,
  log: FlowLog,
  bucket: string,
  folders: readonly string[],
): Promise<{ objects: number; bytes: number } | undefined> {
  const { region } = session;
  const place = { call: 's3:ListObjectsV2', region, about: `${log.id} partitions` } as const;
  return run.ask({ ...place, again: true }, async () => {
    const { client, sdk } = await session.service('s3');
    let objects = 0;
    let bytes = 0;
    for (const Prefix of folders) {
      for await (const page of sdk.paginateListObjectsV2({ client }, { Bucket: bucket, Prefix })) {
        run.signal.throwIfAborted();
        for (const { Size = 0 } of page.Contents ?? []) {
          objects += 1;
          bytes += Size;
        }
        if (objects > MOST_OBJECTS) break;
      }
    }
    return {
      value: { objects, bytes },
      things: objects,
      ...(objects > MOST_OBJECTS && { cut: MOST_OBJECTS }),
    };
  });
}

/** A flow log's records of the window, by a query over its table. */
export async function keepAthena(
  run: Collecting,
  session: Session,
  log: FlowLog,
  warehouse: Warehouse,
): Promise<void> {
  const { region } = session;
  const place = { call: 'athena:StartQueryExecution', region, about: log.id } as const;
  if (run.folder.entryOf(place.call, region, log.id)?.state === 'kept') return;
  const keys = windowKeys(run, region, log);
  if (keys === undefined) return;
  const { span, account, plan } = keys;
  const table = await tableFor(run, session, log, warehouse);
  if (table === undefined) return;
  const files = { account, region, ...plan.files };
  const query: WindowQuery | string = windowQuery(table, span, files);
  if (typeof query === 'string') {
    run.remark(query);
    return;
  }
  const folders = query.hourly && log.perHour === true ? plan.hours : plan.days;
  const held = await weigh(run, session, log, plan.bucket, folders);
  if (held === undefined) return;
  const offer: Offer = {
    what: `${table.database}.${table.name}`,
    about: log.id,
    region,
    things: 1,
    bytes: held.bytes,
    usd: athenaPrice(held.bytes),
  };
  if (!(await run.accepts(offer))) return;
  const file = `${region}/athena-${log.id.replaceAll(/[^\w-]+/g, '_')}.csv`;
  const asked = { ...warehouse, database: table.database };
  await run.ask(place, async () => keepAnswer(run, session, { ...place, file }, query, asked));
}
