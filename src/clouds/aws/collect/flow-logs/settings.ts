import { mergeInventories } from '../../../inventory.ts';
import type { FlowLog, Inventory } from '../../../inventory.ts';
import { readInventory } from '../../inventory/read.ts';
import type { Collecting } from '../keep.ts';

const FILES = ['flow-logs', 'subnets', 'interfaces', 'nat-gateways', 'vpcs'];

/** What was collected of a region's networks, read as investigate reads it. */
export async function networkInventory(run: Collecting, region: string): Promise<Inventory> {
  const read: Inventory[] = [];
  for (const name of FILES) {
    const text = await run.folder.read(`${region}/${name}.json`);
    if (text !== undefined) read.push(readInventory(Buffer.from(text)).inventory);
  }
  return mergeInventories(read);
}

/** The flow logs that watch one of the networks, or a part of it. Networks that are not known: every flow log. */
export function watching(
  { flowLogs, subnets, interfaces, natGateways }: Inventory,
  networks: readonly string[],
): FlowLog[] {
  const parts = [...subnets, ...interfaces, ...natGateways].filter(({ vpc = '' }) => networks.includes(vpc));
  const ids = new Set([...networks, ...parts.map(({ id }) => id)]);
  return networks.length === 0 ? flowLogs : flowLogs.filter(({ resource = '' }) => ids.has(resource));
}
