import type { PricesOf } from '../prices/known-prices.ts';
import type { Clock } from '../../base/ports.ts';
import { costOf, isMeasurable } from '../../cases/cost.ts';
import { cloudOf } from '../../cases/named-ids.ts';
import { casePart, floodedBytes } from '../../hosts/case-part.ts';
import type { Reached } from '../../hosts/check.ts';
import { hostDocument } from '../../hosts/document.ts';
import type { Inventory } from '../../clouds/inventory.ts';
import type { Claim } from '../../model/claim.ts';
import type { Traffic } from '../../hosts/traffic/traffic.ts';
import type { HostPart } from '../../model/host.ts';
import type { Attachments } from '../attachments.ts';
import { dayOf, pastedHost } from '../pasted-host.ts';

/** The inventory with the security groups of the claimed instances alone; all where none of them is in it. */
function around(inventory: Inventory, claims: readonly Claim[]): Inventory {
  const ids = new Set(claims.flatMap(({ instances, interfaces }) => [...instances, ...interfaces]));
  const addresses = new Set(claims.flatMap((claim) => claim.addresses));
  const own = [
    ...inventory.instances.filter(
      ({ id, publicAddress, addresses: all }) =>
        ids.has(id) || addresses.has(publicAddress ?? '') || all.some((one) => addresses.has(one)),
    ),
    ...inventory.interfaces.filter(({ id }) => ids.has(id)),
  ];
  const groups = new Set(own.flatMap(({ securityGroups }) => securityGroups));
  if (groups.size === 0) return inventory;
  return { ...inventory, securityGroups: inventory.securityGroups.filter(({ id }) => groups.has(id)) };
}

/** What the pasted outputs and the host's files say of it, and the price of what it has sent; undefined where there are none. */
export async function hostPart(
  { claims, pastes, files, inventory }: Attachments,
  traffic: readonly Traffic[],
  reached: readonly Reached[],
  pricesOf: PricesOf,
  clock: Clock,
): Promise<HostPart | undefined> {
  if (pastes.length === 0 && files.isEmpty()) return undefined;
  const pasted = pastedHost(pastes, dayOf(clock));
  pasted.facts.add(files);
  const source = {
    ...pasted,
    reached,
    ...(inventory !== undefined && { inventory: around(inventory, claims) }),
  };
  const flows = claims.flatMap((claim) => claim.flows);
  const document = hostDocument(source, traffic);
  const egressBytes = floodedBytes(document);
  const region = claims.flatMap((claim) => claim.regions)[0];
  const month = flows.flatMap(({ from }) => from ?? [])[0]?.slice(0, 7);
  const cloud = cloudOf({ claims, culprits: [] });
  const prices = await pricesOf(cloud);
  const question = {
    egressBytes,
    ...(region !== undefined && { region }),
    ...(month !== undefined && { month }),
  };
  const cost =
    egressBytes === 0 || prices === undefined ? undefined : costOf(question, prices, cloud?.short ?? '');
  return casePart(document, source.facts, cost && isMeasurable(cost) ? cost : undefined);
}
