import type { Inventory, NatGateway, NetworkInterface } from '../../clouds/inventory.ts';
import type { MiddleboxKind } from '../../model/middlebox.ts';
import type { Intermediary } from './middlebox.ts';

function gatewayOf(gateway: NatGateway, cards: ReadonlyMap<string, NetworkInterface>): Intermediary {
  const pairs = [...gateway.addresses, ...gateway.interfaces.flatMap((id) => cards.get(id)?.addresses ?? [])];
  return {
    kind: 'nat',
    interfaces: gateway.interfaces,
    addresses: [...new Set(pairs.map((pair) => pair.private))],
    publicAddresses: [...new Set(pairs.flatMap((pair) => pair.public ?? []))],
    gateway: gateway.id,
    confidence: 1,
    because: { key: 'roleListedNat', params: { gateway: gateway.id } },
  };
}

function cardOf(card: NetworkInterface, kind: MiddleboxKind): Intermediary {
  return {
    kind,
    interfaces: [card.id],
    addresses: card.addresses.map((pair) => pair.private),
    publicAddresses: card.addresses.flatMap((pair) => pair.public ?? []),
    ...(card.description === undefined ? {} : { gateway: card.description }),
    confidence: 1,
    because: { key: 'roleListedCard', params: { card: card.id, kind } },
  };
}

/** NAT gateways, load balancers and transit gateways of the inventory. */
export function listedIntermediaries(inventory: Inventory): Intermediary[] {
  const cards = new Map(inventory.interfaces.map((card) => [card.id, card]));
  const gateways = inventory.natGateways.map((gateway) => gatewayOf(gateway, cards));
  const done = new Set(gateways.flatMap((gateway) => gateway.interfaces));
  const others = inventory.interfaces.flatMap((card): Intermediary[] => {
    const kind = done.has(card.id) ? undefined : card.middlebox;
    return kind === undefined ? [] : [cardOf(card, kind)];
  });
  return [...gateways, ...others];
}
