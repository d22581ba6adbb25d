import type { AttachmentFormat } from '../formats/format.ts';
import { AWS } from './aws/index.ts';
import type { Cloud, InventoryCapability, RangesCapability } from './cloud.ts';

/** Every cloud that is known. To add one, see docs/develop/adding-a-cloud.md. */
export const CLOUDS: readonly Cloud[] = [AWS];

/** Somebody whose address ranges are published. */
export interface Publisher extends Cloud {
  readonly ranges: RangesCapability;
}

/** The clouds whose ranges are known. */
export const PUBLISHERS: readonly Publisher[] = CLOUDS.flatMap((cloud) =>
  cloud.ranges === undefined ? [] : [{ ...cloud, ranges: cloud.ranges }],
);

/** What of the clouds is recognised among the evidence. */
export const CLOUD_FORMATS: readonly AttachmentFormat[] = CLOUDS.flatMap(({ ranges, inventory }) => [
  ...(ranges === undefined ? [] : [ranges.format]),
  ...(inventory === undefined ? [] : [inventory.format]),
]);

/** Names of the formats that an inventory comes in. */
export const INVENTORY_FORMATS: ReadonlySet<string> = new Set(
  CLOUDS.flatMap(({ inventory }) => inventory?.format.name ?? []),
);

/** Who reads an inventory of this format; undefined: it is none. */
export function inventoryReader(format: unknown): InventoryCapability | undefined {
  return CLOUDS.find(({ inventory }) => inventory !== undefined && inventory.format === format)?.inventory;
}

/** The provider as people call it; a name that is not in the list stays as it is. */
export function providerTitle(name: string): string {
  return CLOUDS.find((cloud) => cloud.name === name)?.title ?? name;
}
