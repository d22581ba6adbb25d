import { collectionReason } from '../../../collection-reason.ts';
import type { RegionScope } from '../../../collection.ts';
import type { Collecting } from '../keep.ts';
import type { Session } from '../session.ts';
import { keepBucket } from './bucket.ts';
import { keepInsights } from './insights.ts';
import { networkInventory, watching } from './settings.ts';

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
    if (log.destinationType === 's3') await keepBucket(run, session, log);
    else if (log.destinationType === 'cloud-watch-logs') {
      await keepInsights(run, session, log, { ...inventory, natGateways: gateways });
    } else run.remark(collectionReason('collectElsewhere', { id: log.id, place: log.destination ?? '?' }));
  }
}
