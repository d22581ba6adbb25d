import type { Row } from '../../../events/engines/engine.ts';
import type { DetectorContext } from '../../detector.ts';
import { BLR_SUMS, blrFeatures, blrProbability, sqlTrw } from '../../scan-tests.ts';

/** What the tests of the literature say of a scan. */
export interface Literature {
  /** First contacts after which the threshold random walk calls it one. */
  trw?: number;
  /** The probability by SiLK's regression. */
  blr?: number;
}

/**
 * Common table expressions behind `attempts` up to `walked`: the threshold random walk over the first contact with each host, by
 * scope (`source`).
 */
export function sqlWalked({ engine }: DetectorContext): string {
  return `first_contacts AS (
  SELECT win AS source, target AS host, protocol, port, ${engine.dialect.epoch('first')} AS second, unanswered
  FROM attempts WHERE opened
), walked AS (
  ${sqlTrw('first_contacts')}
)`;
}

/**
 * The sums for the regression, a SELECT over `sent`, by scope: of TCP records with flags that the host sent within the scan's scope.
 * What it sent else is none of the scan, and would hide it.
 */
export const SQL_REGRESSED = `SELECT win AS scope, sum(blr_flows) AS blr_flows, sum(blr_without_ack) AS blr_without_ack, sum(blr_small) AS blr_small,
  sum(blr_payload) AS blr_payload, sum(blr_backscatter) AS blr_backscatter, count(*) AS blr_pairs, count(DISTINCT target) AS blr_hosts
FROM (
  SELECT win, target, local_port, ${BLR_SUMS}
  FROM sent WHERE protocol = 6 AND tcp_flags IS NOT NULL
  GROUP BY win, target, local_port
) AS by_port GROUP BY win`;

/**
 * What both say. @param row with `trw_contacts`; @param sums with those of the regression, where there are any
 */
export function literatureOf(row: Row, sums: Row | undefined): Literature {
  const walk = row['trw_contacts'] ?? undefined;
  const blr = sums === undefined ? undefined : blrProbability(blrFeatures(sums));
  return {
    ...(walk !== undefined && { trw: Number(walk) }),
    ...(blr !== undefined && { blr: Number(blr.toFixed(3)) }),
  };
}

/** Names of the tests that call it a scan. */
export function agreeing({ trw, blr }: Literature): string[] {
  return [...(trw === undefined ? [] : ['TRW']), ...(blr !== undefined && blr > 0.5 ? ['BLR'] : [])];
}
