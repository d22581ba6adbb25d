import type { Inventory, NatRule } from '../../clouds/inventory.ts';
import { parseAddress } from '../../net/address.ts';
import { addressOfNumber, contains, numberOf, parsePrefix } from '../../net/prefix.ts';
import type { ObservationPoints } from './observation-points.ts';

/** What is known of one of our addresses. */
interface Host {
  address: string;
  interface?: string;
  instance?: string;
  /** Name tag. */
  name?: string;
}

export interface Hosts {
  of(address: string): Host;
  /** `10.10.3.17 (web-7, i-0ab…)`: the address with what is known of it. */
  label(address: string): string;
  /** Private addresses of an instance (`i-…`) or interface (`eni-…`). */
  addressesOf(id: string): string[];
  /** Accounts of the inventory, and the private addresses of each; empty where it names none. */
  readonly accounts: ReadonlyMap<string, readonly string[]>;
  /** Public addresses that are translated one to one. */
  readonly publicAddresses: readonly string[];
  /** The address that another is translated to or from, one to one: a public one, or one of a transit gateway's NAT. */
  behind(address: string): string | undefined;
}

function seenHost(observationPoints: ObservationPoints, address: string): Host {
  const reading = observationPoints.of(address);
  const networkInterface = reading?.leg === 'own' ? reading.interfaces[0] : undefined;
  return {
    address,
    ...(networkInterface === undefined ? {} : { interface: networkInterface }),
    ...(reading?.instance === undefined ? {} : { instance: reading.instance }),
  };
}

function labelOf({ address, name, instance, interface: networkInterface }: Host): string {
  const known = [name, instance ?? networkInterface].filter((text) => text !== undefined);
  return known.length > 0 ? `${address} (${known.join(', ')})` : address;
}

/** Names addresses from the inventory, else from the interface and instance of the flow records. */
export function findHosts(observationPoints: ObservationPoints, inventory: Inventory | undefined): Hosts {
  const hosts = new Map(
    observationPoints.addresses.map((address) => [address, seenHost(observationPoints, address)]),
  );
  const listed = inventory === undefined ? [] : listedHosts(inventory);
  for (const host of listed) hosts.set(host.address, { ...hosts.get(host.address), ...host });
  const publics = new Map(inventory === undefined ? [] : publicPairs(inventory));
  const of = (address: string): Host => hosts.get(address) ?? { address };
  return {
    of,
    label: (address) => labelOf(of(address)),
    addressesOf: (id) =>
      [...hosts.values()]
        .filter((host) => host.instance === id || host.interface === id)
        .map((host) => host.address)
        .sort(),
    accounts: inventory === undefined ? new Map() : accountsOf(inventory),
    publicAddresses: [...publics.keys()],
    behind: (address) => publics.get(address) ?? untranslated(address, inventory?.natRules ?? []),
  };
}

/** What belongs to no host and only passes traffic on is nobody who did something. */
function accountsOf({ instances, interfaces }: Inventory): Map<string, string[]> {
  const accounts = new Map<string, Set<string>>();
  const add = (account: string | undefined, addresses: readonly string[]): void => {
    if (account === undefined) return;
    const known = accounts.get(account) ?? new Set<string>();
    for (const address of addresses) known.add(address);
    accounts.set(account, known);
  };
  for (const { account, addresses } of instances) add(account, addresses);
  for (const { account, addresses, middlebox } of interfaces)
    add(account, middlebox === undefined ? addresses.map((pair) => pair.private) : []);
  return new Map([...accounts].map(([account, addresses]) => [account, [...addresses].sort()]));
}

/** The source that a transit gateway's NAT rule translates to this address: blocks of one size, place by place. */
function untranslated(text: string, rules: readonly NatRule[]): string | undefined {
  const address = parseAddress(text);
  if (address === undefined) return undefined;
  for (const rule of rules) {
    const [source, translated] = [parsePrefix(rule.source), parsePrefix(rule.translated)];
    if (source === undefined || translated?.length !== source.length) continue;
    if (contains(translated, address)) {
      return addressOfNumber(source.first + numberOf(address) - translated.first).text;
    }
  }
  return undefined;
}

function publicPairs(inventory: Inventory): [string, string][] {
  const networkInterfaces = inventory.interfaces.flatMap((networkInterface) => networkInterface.addresses);
  const elastic = inventory.addresses.map((address) => ({
    private: address.private,
    public: address.public,
  }));
  const instances = inventory.instances.map((instance) => ({
    private: instance.addresses[0],
    public: instance.publicAddress,
  }));
  return [...instances, ...elastic, ...networkInterfaces].flatMap((pair): [string, string][] =>
    pair.public === undefined || pair.private === undefined ? [] : [[pair.public, pair.private]],
  );
}

/** Hosts of the inventory; what an interface says of an address comes before what an instance says. */
function listedHosts(inventory: Inventory): Host[] {
  const names = new Map(inventory.instances.map((instance) => [instance.id, instance.name]));
  const named = (instance: string | undefined): Partial<Host> => {
    const name = instance === undefined ? undefined : names.get(instance);
    return { ...(instance === undefined ? {} : { instance }), ...(name === undefined ? {} : { name }) };
  };
  return [
    ...inventory.instances.flatMap(({ id, addresses }) =>
      addresses.map((address): Host => ({ address, ...named(id) })),
    ),
    ...inventory.interfaces.flatMap((networkInterface) =>
      networkInterface.addresses.map((pair): Host => ({
        address: pair.private,
        interface: networkInterface.id,
        ...named(networkInterface.instance),
      })),
    ),
  ];
}
