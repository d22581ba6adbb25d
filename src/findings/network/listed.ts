import type { Inventory, NatGateway, NetworkInterface } from '../../clouds/inventory.ts';
import type { MiddleboxKind } from '../../model/middlebox.ts';
import type { Intermediary } from './middlebox.ts';

/** Types of network interfaces, as AWS names them, that belong to no host. */
const KINDS = new Map<string, MiddleboxKind>([
  ['nat_gateway', 'nat'],
  ['load_balancer', 'load balancer'],
  ['network_load_balancer', 'load balancer'],
  ['gateway_load_balancer', 'load balancer'],
  ['gateway_load_balancer_endpoint', 'load balancer'],
  ['transit_gateway', 'transit gateway'],
]);

const NO_KIND = 'interface';

/** Application and classic load balancers have plain interfaces; who asked for them tells. */
function kindOf(card: NetworkInterface): MiddleboxKind | undefined {
  const kind = KINDS.get(card.type ?? NO_KIND);
  if (kind !== undefined) return kind;
  const balancer = card.requester === 'amazon-elb' || card.description?.startsWith('ELB ') === true;
  if (balancer) return 'load balancer';
  return card.description?.startsWith('Interface for NAT Gateway ') === true ? 'nat' : undefined;
}

function gatewayOf(gateway: NatGateway, cards: ReadonlyMap<string, NetworkInterface>): Intermediary {
  const pairs = [...gateway.addresses, ...gateway.interfaces.flatMap((id) => cards.get(id)?.addresses ?? [])];
  return {
    kind: 'nat',
    interfaces: gateway.interfaces,
    addresses: [...new Set(pairs.map((pair) => pair.private))],
    publicAddresses: [...new Set(pairs.flatMap((pair) => pair.public ?? []))],
    gateway: gateway.id,
    confidence: 1,
    because: { key: 'roleListedNat', gateway: gateway.id },
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
    because: { key: 'roleListedCard', card: card.id, kind },
  };
}

/** NAT gateways, load balancers and transit gateways of the inventory. */
export function listedIntermediaries(inventory: Inventory): Intermediary[] {
  const cards = new Map(inventory.interfaces.map((card) => [card.id, card]));
  const gateways = inventory.natGateways.map((gateway) => gatewayOf(gateway, cards));
  const done = new Set(gateways.flatMap((gateway) => gateway.interfaces));
  const others = inventory.interfaces.flatMap((card): Intermediary[] => {
    const kind = done.has(card.id) ? undefined : kindOf(card);
    return kind === undefined ? [] : [cardOf(card, kind)];
  });
  return [...gateways, ...others];
}
