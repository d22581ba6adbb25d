import { isMasked } from '../net/masked.ts';
import type { Engine } from '../events/engines/engine.ts';
import type { Culprit, Finding } from '../model/finding.ts';
import type { Claim } from '../model/claim.ts';

/** How many of the busiest attributed addresses are listed beside those that the case names. */
const BUSIEST = 100;

/** Addresses that a provider publishes and that the rows see most. */
async function busiest(engine: Engine): Promise<string[]> {
  const tables = await engine.tables();
  if (!tables.has('attribution')) return [];
  const seen = [
    ...(tables.has('requests') ? ['SELECT c_ip AS address FROM requests'] : []),
    ...(tables.has('logins') ? ['SELECT c_ip AS address FROM logins'] : []),
    ...(tables.has('flows') ? ['SELECT src AS address FROM flows', 'SELECT dst AS address FROM flows'] : []),
  ];
  if (seen.length === 0) return [];
  const rows = await engine.query(
    `SELECT address, count(*) AS n FROM (${seen.join(' UNION ALL ')}) s
     WHERE address IN (SELECT address FROM attribution)
     GROUP BY address ORDER BY n DESC, address LIMIT ${BUSIEST}`,
  );
  return rows.map((row) => `${row['address']}`);
}

/** The addresses that a reader of the case wants to know the owner of: those it names, then the busiest. A mask has no owner. */
export async function namedAddresses(
  claims: readonly Claim[],
  findings: readonly Finding[],
  culprits: readonly Culprit[],
  engine: Engine,
): Promise<string[]> {
  const named = [
    ...claims.flatMap((claim) => [...claim.addresses, ...claim.flows.flatMap((flow) => flow.remote ?? [])]),
    ...findings.flatMap((finding) => [
      ...(finding.subject.address ?? '').split(' '),
      ...finding.targets.sample,
    ]),
    ...culprits.map((culprit) => culprit.address),
  ].filter((address) => address !== '' && !isMasked(address));
  return [...new Set([...named, ...(await busiest(engine))])];
}
