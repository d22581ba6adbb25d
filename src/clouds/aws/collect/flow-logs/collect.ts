import { collectionReason } from '../../../collection-reason.ts';
import type { FlowLog, Inventory } from '../../../inventory.ts';
import type { RegionScope } from '../../../collection.ts';
import type { Collecting } from '../keep.ts';
import type { Session } from '../session.ts';
import { keepAthena } from './athena/keep.ts';
import { keepBucket } from './bucket.ts';
import { keepInsights } from './insights.ts';
import { networkInventory, watching } from './settings.ts';

/** Fetches the window's records of one flow log; what that costs is said before. */
type Reader = (run: Collecting, session: Session, log: FlowLog, around: Inventory) => Promise<void>;

/** A bucket is read file by file, or through the table that the user wants asked. What one has brought the other leaves. */
const readBucket: Reader = async (run, session, log) => {
  const { warehouse } = run.consent;
  const { region } = session;
  const has = (call: string): boolean => run.folder.entryOf(call, region, log.id)?.state === 'kept';
  if (has('s3:GetObject') || has('athena:StartQueryExecution')) return;
  await (warehouse === undefined ? keepBucket(run, session, log) : keepAthena(run, session, log, warehouse));
};

/** By where a flow log's records go. */
const READERS: Readonly<Record<string, Reader>> = {
  s3: readBucket,
  'cloud-watch-logs': keepInsights,
};

/** The records of the window from every flow log that watches the networks; what costs is said before. */
export async function keepFlowLogs(
  run: Collecting,
  session: Session,
  { networks }: RegionScope,
): Promise<void> {
  const { region } = session;
  const inventory = await networkInventory(run, region);
  const logs = watching(inventory, networks);
  if (logs.length === 0 && run.folder.entryOf('ec2:DescribeFlowLogs', region)?.state === 'kept') {
    run.remark(collectionReason('collectNoFlowLogs', { region }));
  }
  const gateways = inventory.natGateways.filter(({ vpc }) => vpc !== undefined && networks.includes(vpc));
  for (const log of logs) {
    const read = READERS[log.destinationType ?? ''];
    if (read === undefined) {
      run.remark(collectionReason('collectElsewhere', { id: log.id, place: log.destination ?? '?' }));
    } else await read(run, session, log, { ...inventory, natGateways: gateways });
  }
}
