import type { Cost } from '../../model/cost.ts';
import { costOfDays, isMeasurable } from '../../cases/cost.ts';
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
  const day = engine.dialect.day('ts_start');
  const rows = await engine.query(
    // Most rows are not theirs: the list says so at once, the pairs need not be looked at.
    `SELECT ${day} AS day, sum(bytes) AS bytes, max(region) AS region FROM flows
     WHERE ${OUTWARD.host} IN (${addresses.join(', ')}) AND (${each.join(' OR ')}) AND coalesce(action, 'ACCEPT') = 'ACCEPT' AND NOT (${localNetworks.condition(OUTWARD.target)})
     GROUP BY 1 ORDER BY 1`,
  );
  const days = rows
    .map((row) => ({ day: String(row['day']), bytes: Number(row['bytes'] ?? 0) }))
    .filter(({ bytes }) => bytes > 0);
  if (days.length === 0) return undefined;
  const named = rows.flatMap((row) => (typeof row['region'] === 'string' ? row['region'] : []));
  const region = named.toSorted().at(-1) ?? claims.flatMap((claim) => claim.regions)[0];
  const question = {
    viaNat: culprits.some((culprit) => culprit.via?.kind === 'nat'),
    ...(region === undefined ? {} : { region }),
  };
  const cost = costOfDays(days, question, prices, cloud.short);
  return isMeasurable(cost) ? cost : undefined;
}
