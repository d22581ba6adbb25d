import type { Inventory } from '../evidence/inventory.ts';
import type { Vantage } from './vantage.ts';

/** What is known of one of our addresses. */
export interface Host {
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
}

/** Names addresses from the inventory, else from the interface and instance of the flow records. */
export function findHosts(vantage: Vantage, inventory: Inventory | undefined): Hosts {
  const listed = inventory === undefined ? new Map<string, Host>() : listedHosts(inventory);
  function of(address: string): Host {
    const known = listed.get(address);
    if (known !== undefined) return known;
    const reading = vantage.of(address);
    const card = reading?.leg === 'own' ? reading.interfaces[0] : undefined;
    return {
      address,
      ...(card === undefined ? {} : { interface: card }),
      ...(reading?.instance === undefined ? {} : { instance: reading.instance }),
    };
  }
  return {
    of,
    label(address) {
      const { name, instance, interface: card } = of(address);
      const known = [name, instance ?? card].filter((text) => text !== undefined);
      return known.length > 0 ? `${address} (${known.join(', ')})` : address;
    },
  };
}

function listedHosts(inventory: Inventory): Map<string, Host> {
  const names = new Map(inventory.instances.map((instance) => [instance.id, instance.name]));
  const hosts = new Map<string, Host>();
  for (const card of inventory.interfaces) {
    for (const { private: address } of card.addresses) {
      const name = card.instance === undefined ? undefined : names.get(card.instance);
      hosts.set(address, {
        address,
        interface: card.id,
        ...(card.instance === undefined ? {} : { instance: card.instance }),
        ...(name === undefined ? {} : { name }),
      });
    }
  }
  for (const instance of inventory.instances) {
    for (const address of instance.addresses) {
      if (hosts.has(address)) continue;
      const { id, name } = instance;
      hosts.set(address, { address, instance: id, ...(name === undefined ? {} : { name }) });
    }
  }
  return hosts;
}
