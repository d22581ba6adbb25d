import type { Engine } from '../../events/engines/engine.ts';
import type { Command } from '../../model/message.ts';
import { parseAddress } from '../../net/address.ts';
import { formatPrefix, parsePrefix } from '../../net/prefix.ts';
import { limitsOf } from '../threshold.ts';
import type { Thresholds } from '../threshold.ts';
import type { HoneypotMessage } from './messages.ts';
import { HONEYPOT } from './thresholds.ts';

/** Addresses that stand in the most records; a network of more busy hosts is told by these. */
const BUSIEST = 1000;

/** The network that a sensor's neighbours lie in: a /24, or a /64 of IPv6. */
function networkOf(address: string): string {
  const parsed = parseAddress(address);
  const prefix = parsed && parsePrefix(`${parsed.text}/${parsed.family === 4 ? 24 : 64}`);
  return prefix === undefined ? address : formatPrefix(prefix);
}

interface Standing {
  /** An address as the network of itself, or a network. */
  prefix: string;
  records: number;
}

/** What stands in the most records, single addresses before networks. */
function mostSeen(seen: readonly { address: string; n: number }[]): Standing[] {
  const networks = new Map<string, number>();
  for (const { address, n } of seen) {
    const network = networkOf(address);
    networks.set(network, (networks.get(network) ?? 0) + n);
  }
  const [busiest] = seen;
  const [network] = [...networks].toSorted((a, b) => b[1] - a[1]);
  return [
    ...(busiest === undefined ? [] : [{ prefix: formatted(busiest.address), records: busiest.n }]),
    ...(network === undefined ? [] : [{ prefix: network[0], records: network[1] }]),
  ];
}

function formatted(address: string): string {
  const prefix = parsePrefix(address);
  return prefix === undefined ? address : formatPrefix(prefix);
}

/**
 * Where flows are there and none of their addresses is known to be the user's: the one that nearly all point at, to be
 * asked about and never to be supposed. Undefined: some are known, or there are no flows.
 * @param again the command that reads the evidence again; `--ours` is put behind it
 */
export async function proposeOurs(
  engine: Engine,
  inForce: { thresholds: Thresholds },
  again: readonly string[],
): Promise<HoneypotMessage | undefined> {
  const filled = await engine.tables();
  if (!filled.has('flows') || !filled.has('addresses')) return undefined;
  const local = 'IN (SELECT address FROM addresses WHERE is_local = 1)';
  const known = await engine.query(
    `SELECT 1 AS one FROM flows WHERE coalesce(pkt_src, src) ${local} OR coalesce(pkt_dst, dst) ${local} LIMIT 1`,
  );
  if (known.length > 0) return undefined;
  const [all] = await engine.query(
    'SELECT count(*) AS n FROM flows WHERE src IS NOT NULL AND dst IS NOT NULL AND src <> dst',
  );
  const total = Number(all?.['n'] ?? 0);
  if (total === 0) return undefined;
  const seen = await engine.query(`SELECT address, sum(n) AS n FROM (
  SELECT src AS address, count(*) AS n FROM flows WHERE src <> dst GROUP BY src
  UNION ALL SELECT dst, count(*) FROM flows WHERE src <> dst GROUP BY dst
) AS ends GROUP BY address ORDER BY n DESC, address LIMIT ${BUSIEST}`);
  const least = limitsOf(inForce, HONEYPOT).proposed_share;
  const standing = mostSeen(seen.map((row) => ({ address: String(row['address']), n: Number(row['n']) })));
  // Both ends of a record may lie in one network.
  const found = standing.find(({ records }) => records >= least * total);
  const command = (ours: string): Command => ({ argv: [...again, '--ours', ours] });
  if (found === undefined) return { key: 'oursUnknown', params: { again: command('CIDR') } };
  const share = Math.min(1, found.records / total);
  return { key: 'oursProposed', params: { prefix: found.prefix, share, again: command(found.prefix) } };
}
