import type { Cost } from '../../model/cost.ts';
import { costOf, isMeasurable } from '../../cases/cost.ts';
import { cloudOf } from '../../cases/named-ids.ts';
import { OUTWARD } from '../../findings/attempts.ts';
import type { DetectorContext } from '../../findings/detector.ts';
import type { Culprit } from '../../model/finding.ts';
import type { Claim } from '../../model/claim.ts';

/**
 * What the culprits' traffic to the internet cost: the accepted bytes that left for addresses that are not
 * ours, over the whole evidence. Undefined without a culprit, its flows, or prices.
 */
export async function egressCost(
  claims: readonly Claim[],
  culprits: readonly Culprit[],
  context: DetectorContext,
): Promise<Cost | undefined> {
  const { engine, localNetworks, observationPoints } = context;
  const cloud = cloudOf({ claims: [...claims], culprits: [...culprits] });
  const prices = cloud?.prices;
  if (
    cloud === undefined ||
    prices === undefined ||
    culprits.length === 0 ||
    !(await engine.tables()).has('flows')
  )
    return undefined;
  const each = culprits.map(
    ({ address }) =>
      `(${OUTWARD.host} = ${engine.dialect.text(address)} AND ${observationPoints.condition(address)})`,
  );
  const addresses = culprits.map(({ address }) => engine.dialect.text(address));
  const [row] = await engine.query(
    // Most rows are not theirs: the list says so at once, the pairs need not be looked at.
    `SELECT sum(bytes) AS bytes, min(ts_start) AS first, max(region) AS region FROM flows
     WHERE ${OUTWARD.host} IN (${addresses.join(', ')}) AND (${each.join(' OR ')}) AND coalesce(action, 'ACCEPT') = 'ACCEPT' AND NOT (${localNetworks.condition(OUTWARD.target)})`,
  );
  const bytes = Number(row?.['bytes'] ?? 0);
  if (bytes === 0) return undefined;
  const stated = claims.flatMap((claim) => claim.regions)[0];
  const region = typeof row?.['region'] === 'string' ? row['region'] : stated;
  const month = typeof row?.['first'] === 'string' ? row['first'].slice(0, 7) : undefined;
  const question = {
    egressBytes: bytes,
    viaNat: culprits.some((culprit) => culprit.via?.kind === 'nat'),
    ...(region === undefined ? {} : { region }),
    ...(month === undefined ? {} : { month }),
  };
  const cost = costOf(question, prices, cloud.short);
  return isMeasurable(cost) ? cost : undefined;
}
