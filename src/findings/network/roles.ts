import type { Inventory } from '../../clouds/inventory.ts';
import type { Engine } from '../../events/engines/engine.ts';
import { nextHopNats, recordingNats } from './next-hops.ts';
import type { NextHop } from './next-hops.ts';
import { inferNats } from './nat-legs.ts';
import { listedMiddleboxes } from './listed.ts';
import type { Middlebox } from './middlebox.ts';
import type { LocalNetworks } from './local-networks.ts';
import { findOwners } from './sightings.ts';
import type { Sighting } from './sightings.ts';

export interface Roles {
  readonly middleboxes: readonly Middlebox[];
  ofAddress(address: string): Middlebox | undefined;
  ofInterface(id: string): Middlebox | undefined;
}

/** An interface whose clearest owner is named by fewer of its sightings than this passes other hosts' traffic on. */
const NO_OWNER_SHARE = 0.2;
/** Fewer addresses than this say nothing about ownership. */
const NO_OWNER_ADDRESSES = 10;

/** Interfaces that carry many hosts' records and belong to none of them: transit gateway, firewall endpoint. */
function inferTransit(sightings: readonly Sighting[]): Middlebox[] {
  const seen = new Map<string, Set<string>>();
  for (const { interface: id, address } of sightings) {
    seen.set(id, (seen.get(id) ?? new Set()).add(address));
  }
  return [...findOwners(sightings)].flatMap(([id, owner]): Middlebox[] => {
    const hosts = seen.get(id)?.size ?? 0;
    if (owner.share >= NO_OWNER_SHARE || hosts < NO_OWNER_ADDRESSES) return [];
    return [
      {
        kind: 'transit gateway',
        interfaces: [id],
        addresses: [],
        publicAddresses: [],
        confidence: 0.7,
        because: { key: 'roleTransit', params: { hosts } },
      },
    ];
  });
}

/** Roles by address and interface; the first of the list that names one holds. */
function rolesOf(middleboxes: readonly Middlebox[]): Roles {
  const byAddress = new Map<string, Middlebox>();
  const byInterface = new Map<string, Middlebox>();
  for (const role of middleboxes) {
    for (const address of [...role.addresses, ...role.publicAddresses]) {
      if (!byAddress.has(address)) byAddress.set(address, role);
    }
    for (const id of role.interfaces) if (!byInterface.has(id)) byInterface.set(id, role);
  }
  return {
    middleboxes,
    ofAddress: (address) => byAddress.get(address),
    ofInterface: (id) => byInterface.get(id),
  };
}

/**
 * The middleboxes: those of the inventory, and what the flows themselves show where the inventory is silent.
 * Roles come before any counting, because plain fan-out gives a NAT gateway the same score as the host behind it.
 */
export async function findRoles(
  engine: Engine,
  localNetworks: LocalNetworks,
  sightings: readonly Sighting[],
  inventory: Inventory | undefined,
  hops: readonly NextHop[],
): Promise<Roles> {
  const listed = inventory === undefined ? [] : listedMiddleboxes(inventory);
  const owners = findOwners(sightings);
  const handing = new Set(hops.map(({ host }) => host));
  const ownAddresses = (id: string): string[] => {
    const owner = owners.get(id)?.address;
    return owner === undefined || handing.has(owner) ? [] : [owner];
  };
  // What a gateway recorded itself tells its public addresses, too.
  const named = [...(await recordingNats(engine, localNetworks)), ...nextHopNats(hops, ownAddresses)];
  const stated = named.filter((role) => !rolesOf(listed).ofInterface(role.interfaces[0] ?? ''));
  const known = rolesOf([...listed, ...stated]);
  const inferred = [
    ...(await inferNats(engine, localNetworks, sightings)),
    ...inferTransit(sightings),
  ].filter(
    (role) =>
      !role.interfaces.some((id) => known.ofInterface(id)) &&
      !role.addresses.some((address) => known.ofAddress(address)),
  );
  return rolesOf([...listed, ...stated, ...inferred]);
}
