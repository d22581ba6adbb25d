import type { CaseDocument } from '../model/case.ts';
import type { FlowLogPlace, IdsCapability } from '../clouds/cloud.ts';
import type { FlowLog, Inventory } from '../clouds/inventory.ts';
import type { OperatedCloud } from '../clouds/index.ts';
import { regionOf } from './named-ids.ts';

/** Resources that a command names at most. */
const MOST = 5;

/** Ids and addresses of ours that the case is about: what the notices name, and the culprits. */
function accusedIds({ claims, culprits }: CaseDocument): Set<string> {
  const claimed = claims.flatMap(({ instances, interfaces, addresses }) => [
    ...instances,
    ...interfaces,
    ...addresses,
  ]);
  const found = culprits.flatMap(({ address, instance, interface: networkInterface }) => [
    address,
    instance,
    networkInterface,
  ]);
  return new Set([...claimed, ...found].filter((id) => id !== undefined));
}

/** The VPCs that the inventory puts these resources into; where it knows none of them, its only VPC. */
function vpcsOf(ids: ReadonlySet<string>, inventory: Inventory, { network }: IdsCapability): string[] {
  const named = (...values: (string | undefined)[]): boolean =>
    values.some((value) => value !== undefined && ids.has(value));
  const pairs = (list: { private: string; public?: string }[]): (string | undefined)[] =>
    list.flatMap((pair) => [pair.private, pair.public]);
  const { instances, interfaces, natGateways, vpcs } = inventory;
  const of = [
    ...instances.filter((one) => named(one.id, one.publicAddress, ...one.addresses, ...one.interfaces)),
    ...interfaces.filter((one) => named(one.id, one.instance, ...pairs(one.addresses))),
    ...natGateways.filter((one) => named(one.id, ...one.interfaces, ...pairs(one.addresses))),
  ];
  const known = of.flatMap(({ vpc }) => vpc ?? []);
  const all = [...vpcs.map(({ id }) => id), ...instances.flatMap(({ vpc }) => vpc ?? [])];
  const distinct = new Set(known.length > 0 ? known : all);
  return known.length > 0 || distinct.size === 1 ? [...distinct].filter((id) => network.test(id)) : [];
}

/** Where the inventory's flow logs of these VPCs go. */
function keptIn(logs: readonly FlowLog[], vpcs: readonly string[], { store }: IdsCapability): string[] {
  const places = logs
    .filter(
      ({ resource, status }) => resource !== undefined && vpcs.includes(resource) && status === 'ACTIVE',
    )
    .flatMap(({ destination }) => destination ?? []);
  return [...new Set(places)].filter((place) => store.test(place));
}

/**
 * What flow logs of the case would be of, and where they are: from the inventory, else from what the notices and
 * the flows name, else what the cloud can be asked by.
 */
export function flowLogPlace(
  document: CaseDocument,
  { ids: forms }: Pick<OperatedCloud, 'ids'>,
  inventory: Inventory | undefined,
): FlowLogPlace & { kept: string[] } {
  const ids = accusedIds(document);
  const vpcs = inventory === undefined ? [] : vpcsOf(ids, inventory, forms);
  const networkInterfaces = [...ids].filter((id) => forms.interface.test(id));
  const instance = [...ids].find((id) => forms.instance.test(id));
  const address = document.claims.flatMap(({ addresses }) => addresses)[0];
  return {
    ...regionOf(document),
    resources: (vpcs.length > 0 ? vpcs : networkInterfaces).slice(0, MOST),
    ...(instance !== undefined && { instance }),
    ...(address !== undefined && { address }),
    kept: inventory === undefined ? [] : keptIn(inventory.flowLogs, vpcs, forms),
  };
}
