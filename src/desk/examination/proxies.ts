import type { Engine } from '../../events/engines/engine.ts';
import type { Inventory } from '../../clouds/inventory.ts';
import type { GapMessage } from '../../cases/messages.ts';
import { parseAddress } from '../../net/address.ts';
import { specialOf } from '../../net/special.ts';

const SHOWN = 5;

/**
 * Addresses of the load balancers that the inventories name and that put the client last into X-Forwarded-For. One that
 * passes on what the client wrote is not among them.
 */
export function balancersOf(inventories: Iterable<Inventory>): string[] {
  const addresses = new Set<string>();
  for (const { interfaces } of inventories) {
    for (const { appendsClient, addresses: pairs } of interfaces) {
      if (appendsClient !== true) continue;
      for (const pair of pairs) addresses.add(pair.private);
    }
  }
  return [...addresses];
}

/** What was concluded about proxies, and what looks like one and was not trusted; a message each. */
export async function proxyNotes(balancers: readonly string[], engine: Engine): Promise<GapMessage[]> {
  const notes: GapMessage[] = [];
  const tables = await engine.tables();
  if (!tables.has('requests')) return notes;
  const believed = new Set(
    (await engine.query('SELECT DISTINCT peer FROM requests WHERE peer IS NOT NULL')).map((row) =>
      String(row['peer']),
    ),
  );
  const used = balancers.filter((address) => believed.has(address));
  if (used.length > 0) {
    notes.push({ key: 'gapBalancers', params: some(used) });
  }
  const rows = await engine.query(
    `SELECT c_ip, count(*) AS requests FROM requests
WHERE x_forwarded_for IS NOT NULL AND peer IS NULL AND c_ip IS NOT NULL
GROUP BY c_ip ORDER BY requests DESC, c_ip LIMIT 100`,
  );
  const inner = rows.map((row) => String(row['c_ip'])).filter(isPrivate);
  if (inner.length > 0) {
    notes.push({ key: 'gapProxies', params: some(inner) });
  }
  return notes;
}

function isPrivate(text: string): boolean {
  const address = parseAddress(text);
  return address !== undefined && specialOf(address)?.kind === 'private';
}

function some(addresses: readonly string[]): { names: string[]; more: number } {
  return { names: addresses.slice(0, SHOWN), more: Math.max(0, addresses.length - SHOWN) };
}
