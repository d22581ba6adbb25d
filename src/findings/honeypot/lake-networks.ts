import type { Engine } from '../../events/engines/engine.ts';
import { collapse, parsePrefix } from '../../net/prefix.ts';
import type { LocalNetworks } from '../network/local-networks.ts';

/** Which addresses are ours, as the lake of a finished case has it: what it was derived with is not asked again. */
export async function localNetworksOfLake(engine: Engine): Promise<LocalNetworks> {
  const rows = await engine.query('SELECT address FROM addresses WHERE is_local = 1');
  const addresses = new Set(rows.map((row) => String(row['address'])));
  return {
    because: 'as the case was read',
    prefixes: collapse([...addresses].flatMap((address) => parsePrefix(address) ?? [])),
    contains: (address) => addresses.has(address),
    condition: (expression) => `${expression} IN (SELECT address FROM addresses WHERE is_local = 1)`,
  };
}
