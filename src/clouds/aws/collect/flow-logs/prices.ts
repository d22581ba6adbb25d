import { PRICES } from '../../prices.ts';

/**
 * List prices of reading logs, USD, us-east-1, as of 2026-11: Amazon S3 pricing (requests), Amazon CloudWatch pricing (Logs
 * Insights, data scanned). Other regions cost up to half as much again.
 */
const S3_LIST = 0.005 / 1000;
const S3_GET = 0.0004 / 1000;
const INSIGHTS_GB = 0.005;

const GB = 1e9;

/** Files of a bucket, fetched to a computer outside of AWS; within the bucket's region the bytes cost nothing. */
export function bucketPrice(region: string, lists: number, objects: number, bytes: number): number {
  const own = PRICES.regions.get(region)?.egress[0] ?? PRICES.regions.get(PRICES.reference)?.egress[0] ?? 0;
  return lists * S3_LIST + objects * S3_GET + (bytes / GB) * own;
}

/** A query that scans so many bytes. */
export function queryPrice(bytes: number): number {
  return (bytes / GB) * INSIGHTS_GB;
}
