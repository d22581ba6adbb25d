import type { Inventory } from '../clouds/inventory.ts';
import type { Engine } from '../events/engines/engine.ts';
import type { Instant } from '../model/instant.ts';
import type { DetectorContext, HostScript, MailedScript } from './detector.ts';
import { findHosts } from './network/hosts.ts';
import type { LocalNetworks } from './network/local-networks.ts';
import { findNextHops } from './network/next-hops.ts';
import { findRoles } from './network/roles.ts';
import { findSightings } from './network/sightings.ts';
import type { Thresholds } from './threshold.ts';
import { Attackers } from './replay/attackers.ts';
import { findObservationPoints } from './network/observation-points.ts';

export interface ContextOptions {
  inventory?: Inventory;
  /** Which addresses are ours; the lake's `addresses` were derived with them. */
  localNetworks: LocalNetworks;
  thresholds: Thresholds;
  /** SKIPDATA entries of the flow logs, from the manifest's skips; 0 if left out. */
  lostRecords?: number;
  /** Files of which only a part was read, see `DetectorContext`; none if left out. */
  partly?: readonly string[];
  /** Path in the manifest of an event row's `evidence`. */
  references: (evidenceId: number) => string;
  /** Scripts of our hosts; none if left out. */
  scripts?: readonly HostScript[];
  /** Moments that notices name; none if left out. */
  claimed?: readonly Instant[];
  mailed?: readonly MailedScript[];
}

/** The lake's `addresses` say which addresses are local; without them nothing would be found, in silence. */
async function needAddresses(engine: Engine): Promise<void> {
  const tables = await engine.tables();
  if (!tables.has('flows') || tables.has('addresses')) return;
  const named = await engine.query('SELECT 1 AS one FROM flows WHERE src IS NOT NULL LIMIT 1');
  if (named.length > 0)
    throw new Error('the lake has flows and no addresses: build them before the findings');
}

/**
 * What every detector needs to know first: which addresses are ours, who only passes traffic on, and where
 * each address is read. The lake's `addresses` table must be there.
 */
export async function createContext(engine: Engine, options: ContextOptions): Promise<DetectorContext> {
  const { inventory, localNetworks, thresholds, references, lostRecords = 0 } = options;
  const { scripts = [], claimed = [], mailed = [], partly = [] } = options;
  await needAddresses(engine);
  const sightings = await findSightings(engine, localNetworks);
  const hops = await findNextHops(engine, localNetworks, inventory);
  const roles = await findRoles(engine, localNetworks, sightings, inventory, hops);
  const observationPoints = findObservationPoints(sightings, roles, hops, engine.dialect);
  const hosts = findHosts(observationPoints, inventory);
  const attackers = new Attackers(engine);
  return {
    engine,
    roles,
    localNetworks,
    observationPoints,
    hosts,
    thresholds,
    references,
    lostRecords,
    partly,
    attackers,
    scripts,
    claimed,
    mailed,
  };
}
