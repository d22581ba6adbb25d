import type { Inventory, NatGateway, NetworkInterface } from '../../clouds/inventory.ts';
import type { MiddleboxKind } from '../../model/middlebox.ts';
import type { Middlebox } from './middlebox.ts';

function gatewayOf(gateway: NatGateway, networkInterfaces: ReadonlyMap<string, NetworkInterface>): Middlebox {
  const pairs = [
    ...gateway.addresses,
    ...gateway.interfaces.flatMap((id) => networkInterfaces.get(id)?.addresses ?? []),
  ];
  const publicAddresses = [...(gateway.publicAddresses ?? []), ...pairs.flatMap((pair) => pair.public ?? [])];
  return {
    kind: 'nat',
    // A regional gateway records flows under its own id, and with its public address as the sender.
    interfaces: gateway.regional === true ? [gateway.id, ...gateway.interfaces] : gateway.interfaces,
    addresses: [
      ...new Set([
        ...pairs.map((pair) => pair.private),
        ...(gateway.regional === true ? publicAddresses : []),
      ]),
    ],
    publicAddresses: [...new Set(publicAddresses)],
    gateway: gateway.id,
    confidence: 1,
    because: { key: 'roleListedNat', params: { gateway: gateway.id } },
  };
}

function otherMiddlebox(networkInterface: NetworkInterface, kind: MiddleboxKind): Middlebox {
  return {
    kind,
    interfaces: [networkInterface.id],
    addresses: networkInterface.addresses.map((pair) => pair.private),
    publicAddresses: networkInterface.addresses.flatMap((pair) => pair.public ?? []),
    ...(networkInterface.description === undefined ? {} : { gateway: networkInterface.description }),
    confidence: 1,
    because: { key: 'roleListedInterface', params: { networkInterface: networkInterface.id, kind } },
  };
}

/** NAT gateways, load balancers and transit gateways of the inventory. */
export function listedMiddleboxes(inventory: Inventory): Middlebox[] {
  const networkInterfaces = new Map(
    inventory.interfaces.map((networkInterface) => [networkInterface.id, networkInterface]),
  );
  const gateways = inventory.natGateways.map((gateway) => gatewayOf(gateway, networkInterfaces));
  const done = new Set(gateways.flatMap((gateway) => gateway.interfaces));
  const others = inventory.interfaces.flatMap((networkInterface): Middlebox[] => {
    const kind = done.has(networkInterface.id) ? undefined : networkInterface.middlebox;
    return kind === undefined ? [] : [otherMiddlebox(networkInterface, kind)];
  });
  return [...gateways, ...others];
}
