import type { Dialect } from '../../events/engines/engine.ts';
import type { Roles } from './roles.ts';
import type { NextHop } from './next-hops.ts';
import { findOwners, RECORDER } from './sightings.ts';
import type { Sighting } from './sightings.ts';

/** Whose record it is: the host's own interface, a middlebox's, or that of the host at the other end. */
type Leg = 'own' | 'nat' | 'load balancer' | 'transit gateway' | 'other end' | 'unnamed';

/** Where one of our addresses is read. */
interface Reading {
  leg: Leg;
  interfaces: string[];
  instance?: string;
}

/**
 * Where our addresses' flows are read. A flow may be recorded by several interfaces: the host's own, the NAT
 * gateway's inner and outer side, the transit gateway's, the receiving host's. Each of our addresses is read
 * at one place only, the best there is in this order, so that every flow counts once.
 */
export interface ObservationPoints {
  of(address: string): Reading | undefined;
  /** SQL condition that a row was recorded where the address is read; true for an address never seen. */
  condition(address: string): string;
  /** SQL condition that a row's host, `expression`, is one of these and was recorded where that one is read. */
  anyOf(expression: string, addresses: readonly string[]): string;
  readonly addresses: readonly string[];
  /**
   * SQL condition that a row was recorded where its own host, `expression`, is read; for sums over many hosts.
   * @param among which hosts' rows it is asked of
   */
  everywhere(expression: string, among: (address: string) => boolean): string;
  /**
   * Addresses whose packets these interfaces recorded and that are not their own. Where a host's own records say who took
   * its packets next, they alone tell.
   */
  passing(interfaces: readonly string[]): ReadonlySet<string>;
  /** How many of the host's own records say that one of these took its packets next; 0: none says so. */
  handedTo(address: string, interfaces: readonly string[]): number;
}

const ORDER: readonly Leg[] = ['own', 'nat', 'transit gateway', 'load balancer', 'other end', 'unnamed'];

function legOf(sighting: Sighting, owner: string | undefined, roles: Roles): Leg {
  if (sighting.interface === '') return 'unnamed';
  const middlebox = roles.ofInterface(sighting.interface);
  const ownSide = owner === sighting.address;
  if (middlebox !== undefined) return middlebox.kind;
  return ownSide ? 'own' : 'other end';
}

/** Middleboxes' records count only for hosts that are read there. */
function everywhere(
  expression: string,
  among: (address: string) => boolean,
  readings: ReadonlyMap<string, Reading>,
  roles: Roles,
  dialect: Dialect,
): string {
  const list = (values: readonly string[]): string => values.map((value) => dialect.text(value)).join(', ');
  const passers = roles.middleboxes.flatMap((role) => role.interfaces);
  if (passers.length === 0) return 'true';
  const own = `${RECORDER} IS NULL OR ${RECORDER} NOT IN (${list(passers)})`;
  const through = [...readings]
    .filter(([host, { leg }]) => leg !== 'own' && leg !== 'unnamed' && among(host))
    .map(([host]) => host);
  return through.length === 0 ? `(${own})` : `(${own} OR ${expression} IN (${list(through)}))`;
}

/**
 * Lists instead of a condition for each address, which would be tried one by one for every row; and as rows, not as constants,
 * which DuckDB tries one by one, too, where they stand in an OR: five times as long for a thousand.
 */
function anyOf(
  expression: string,
  addresses: readonly string[],
  readings: ReadonlyMap<string, Reading>,
  dialect: Dialect,
): string {
  const isIn = (value: string, list: readonly string[]): string =>
    list.length === 0
      ? 'false'
      : `${value} IN (SELECT one FROM (VALUES ${list.map((one) => `(${dialect.text(one)})`).join(', ')}) AS given (one))`;
  const legOf = (address: string): Leg | undefined => readings.get(address)?.leg;
  const anywhere = addresses.filter((address) => legOf(address) === undefined);
  const unnamed = addresses.filter((address) => legOf(address) === 'unnamed');
  // An address has no blank, so that it is told from what follows it.
  const pairs = addresses
    .filter((address) => legOf(address) !== undefined && legOf(address) !== 'unnamed')
    .flatMap((address) => readings.get(address)!.interfaces.map((id) => `${address} ${id}`));
  const parts = [
    isIn(expression, anywhere),
    `(${RECORDER} IS NULL AND ${isIn(expression, unnamed)})`,
    isIn(`${expression} || ' ' || ${RECORDER}`, pairs),
  ];
  return `(${isIn(expression, addresses)} AND (${parts.join(' OR ')}))`;
}

/** Chooses for each of our addresses where it is read. */
export function findObservationPoints(
  sightings: readonly Sighting[],
  roles: Roles,
  hops: readonly NextHop[],
  dialect: Dialect,
): ObservationPoints {
  const owners = findOwners(sightings);
  const readings = new Map<string, Reading>();
  for (const sighting of sightings) {
    const leg = legOf(sighting, owners.get(sighting.interface)?.address, roles);
    const known = readings.get(sighting.origin);
    const better = known === undefined ? -1 : ORDER.indexOf(leg) - ORDER.indexOf(known.leg);
    if (better > 0) continue;
    const reading: Reading = known !== undefined && better === 0 ? known : { leg, interfaces: [] };
    if (!reading.interfaces.includes(sighting.interface)) reading.interfaces.push(sighting.interface);
    // A gateway that records by itself is no instance: the one that its log names is the sender's.
    const byGateway = leg === 'nat' && roles.ofInterface(sighting.interface)?.gateway === sighting.interface;
    if ((leg === 'own' || byGateway) && sighting.instance !== undefined) reading.instance = sighting.instance;
    readings.set(sighting.origin, reading);
  }
  return {
    of: (address) => readings.get(address),
    addresses: [...readings.keys()].sort(),
    anyOf: (expression, addresses) => anyOf(expression, addresses, readings, dialect),
    everywhere: (expression, among) => everywhere(expression, among, readings, roles, dialect),
    passing(interfaces) {
      const isOwn = (id: string, origin: string): boolean => {
        const role = roles.ofInterface(id);
        return role?.gateway === id ? role.addresses.includes(origin) : owners.get(id)?.address === origin;
      };
      const foreign = sightings.filter(
        ({ interface: id, origin }) => interfaces.includes(id) && !isOwn(id, origin),
      );
      const handed = hops.filter(({ gateway }) => interfaces.includes(gateway)).map(({ host }) => host);
      const known = new Set(hops.map(({ host }) => host));
      return new Set([
        ...handed,
        ...foreign.map(({ origin }) => origin).filter((origin) => !known.has(origin)),
      ]);
    },
    handedTo: (address, interfaces) =>
      hops
        .filter(({ host, gateway }) => host === address && interfaces.includes(gateway))
        .reduce((sum, { records }) => sum + records, 0),
    condition(address) {
      const reading = readings.get(address);
      if (reading === undefined) return 'true';
      if (reading.leg === 'unnamed') return `${RECORDER} IS NULL`;
      return `${RECORDER} IN (${reading.interfaces.map((id) => dialect.text(id)).join(', ')})`;
    },
  };
}
