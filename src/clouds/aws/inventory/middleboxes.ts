import type { MiddleboxKind } from '../../../model/middlebox.ts';

/** Types of network interfaces that belong to no host (AWS API reference, `InterfaceType`, 2026-11). */
const KINDS = new Map<string, MiddleboxKind>([
  ['nat_gateway', 'nat'],
  ['load_balancer', 'load balancer'],
  ['network_load_balancer', 'load balancer'],
  ['gateway_load_balancer', 'load balancer'],
  ['gateway_load_balancer_endpoint', 'load balancer'],
  ['transit_gateway', 'transit gateway'],
]);

const NO_KIND = 'interface';
const BALANCERS = 'amazon-elb';

/** What of an interface says whose it is. */
interface InterfaceTraits {
  type?: string;
  requester?: string;
  description?: string;
}

/** Application and classic load balancers have plain interfaces; who asked for them tells. */
export function middleboxOf({ type, requester, description }: InterfaceTraits): MiddleboxKind | undefined {
  const kind = KINDS.get(type ?? NO_KIND);
  if (kind !== undefined) return kind;
  if (requester === BALANCERS || description?.startsWith('ELB ') === true) return 'load balancer';
  return description?.startsWith('Interface for NAT Gateway ') === true ? 'nat' : undefined;
}

/**
 * Application load balancers put the client last into X-Forwarded-For (Elastic Load Balancing, "HTTP headers and
 * Application Load Balancers"). Network load balancers pass on what the client wrote.
 */
export function appendsClient({ requester, description }: InterfaceTraits): boolean {
  return requester === BALANCERS && description?.startsWith('ELB app/') === true;
}
