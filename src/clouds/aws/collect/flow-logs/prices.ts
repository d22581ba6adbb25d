import { PRICES } from '../../prices.ts';

/**
 * List prices of reading logs, USD, us-east-1, as of 2026-11: Amazon S3 pricing (requests), Amazon CloudWatch pricing (Logs
 * Insights, data scanned), Amazon Athena pricing (SQL queries, data scanned; a query costs as if it read 10 MB at least). Other
 * regions cost up to half as much again.
 */
const S3_LIST = 0.005 / 1000;
const S3_GET = 0.0004 / 1000;
const INSIGHTS_GB = 0.005;
const ATHENA_TB = 5;
const ATHENA_LEAST = 10e6;

const GB = 1e9;
const TB = 1e12;

/** Files of a bucket, fetched to a computer outside of AWS; within the bucket's region the bytes cost nothing. */
export function bucketPrice(region: string, lists: number, objects: number, bytes: number): number {
  const own = PRICES.regions.get(region)?.egress[0] ?? PRICES.regions.get(PRICES.reference)?.egress[0] ?? 0;
  return lists * S3_LIST + objects * S3_GET + (bytes / GB) * own;
}

/** A query that scans so many bytes. */
export function queryPrice(bytes: number): number {
  return (bytes / GB) * INSIGHTS_GB;
}

/** A query over a table whose partitions hold so many bytes; of Parquet it reads less, for it takes the columns it needs. */
export function athenaPrice(bytes: number): number {
  return (Math.max(bytes, ATHENA_LEAST) / TB) * ATHENA_TB;
}
