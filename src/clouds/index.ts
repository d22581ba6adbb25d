import type { AttachmentFormat } from '../formats/format.ts';
import { ALIBABA } from './alibaba/index.ts';
import { AWS } from './aws/index.ts';
import { AZURE } from './azure/index.ts';
import { CLOUDFLARE } from './cloudflare/index.ts';
import { DIGITALOCEAN } from './digitalocean/index.ts';
import { FASTLY } from './fastly/index.ts';
import { GITHUB } from './github/index.ts';
import { GOOGLE } from './google/index.ts';
import { HETZNER } from './hetzner/index.ts';
import { HUAWEI } from './huawei/index.ts';
import { LINODE } from './linode/index.ts';
import { ORACLE } from './oracle/index.ts';
import { OVH } from './ovh/index.ts';
import { SCALEWAY } from './scaleway/index.ts';
import { TENCENT } from './tencent/index.ts';
import { VULTR } from './vultr/index.ts';
import type {
  Cloud,
  CommandsCapability,
  IdsCapability,
  InventoryCapability,
  RangesCapability,
} from './cloud.ts';

/** Every cloud that is known. To add one, see docs/develop/adding-a-cloud.md. */
export const CLOUDS: readonly Cloud[] = [
  AWS,
  AZURE,
  GOOGLE,
  ORACLE,
  DIGITALOCEAN,
  LINODE,
  VULTR,
  CLOUDFLARE,
  FASTLY,
  GITHUB,
  HETZNER,
  OVH,
  SCALEWAY,
  ALIBABA,
  TENCENT,
  HUAWEI,
];

/** Somebody who publishes a list of address ranges; who publishes several is there once for each. */
export interface Publisher extends Omit<Cloud, 'ranges'> {
  readonly ranges: RangesCapability;
}

/** The lists that the clouds publish. */
export const PUBLISHERS: readonly Publisher[] = CLOUDS.flatMap(({ ranges = [], ...cloud }) =>
  ranges.map((list) => ({ ...cloud, ranges: list })),
);

/** Clouds by their autonomous systems, where they publish no list. */
export const BY_ASN: ReadonlyMap<number, string> = new Map(
  CLOUDS.flatMap(({ name, asns = [] }) => asns.map((asn): [number, string] => [asn, name])),
);

/** What of the clouds is recognised among the evidence. */
export const CLOUD_FORMATS: readonly AttachmentFormat[] = CLOUDS.flatMap(({ ranges = [], inventory }) => [
  ...ranges.map(({ format }) => format),
  ...(inventory === undefined ? [] : [inventory.format]),
]);

/** Names of the formats that an inventory comes in. */
export const INVENTORY_FORMATS: ReadonlySet<string> = new Set(
  CLOUDS.flatMap(({ inventory }) => inventory?.format.name ?? []),
);

/** Who reads an inventory of this format; undefined: the format is no inventory's. */
export function inventoryReader(format: unknown): InventoryCapability | undefined {
  return CLOUDS.find(({ inventory }) => inventory !== undefined && inventory.format === format)?.inventory;
}

/** The provider as people call it; a name that is not in the list stays as it is. */
export function providerTitle(name: string): string {
  return CLOUDS.find((cloud) => cloud.name === name)?.title ?? name;
}

/** A cloud in which accounts run machines, and which is known well enough to be worked with. */
export interface OperatedCloud extends Cloud {
  readonly inventory: InventoryCapability;
  readonly ids: IdsCapability;
  readonly commands: CommandsCapability;
}

function isOperated(cloud: Cloud): cloud is OperatedCloud {
  const { inventory, ids, commands } = cloud;
  return inventory !== undefined && ids !== undefined && commands !== undefined;
}

/**
 * The cloud that the accused machines run in: the one whose ids they have, else the one that sent the notice. Where neither tells,
 * the first that can be worked with. Undefined: they run in one that cannot be worked with, whose tools are not known.
 * @param named ids that the case has of our machines and interfaces
 * @param sources senders of its notices
 */
export function operatedCloud(
  named: Iterable<string>,
  sources: readonly string[] = [],
): OperatedCloud | undefined {
  const all = [...named];
  const cloud =
    CLOUDS.find(({ ids }) => all.some((id) => ids?.instance.test(id) || ids?.interface.test(id))) ??
    CLOUDS.find(({ name }) => sources.includes(name)) ??
    CLOUDS.find(isOperated);
  return cloud !== undefined && isOperated(cloud) ? cloud : undefined;
}
