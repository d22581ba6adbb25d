import type { LogDelay } from '../format.ts';

/** Flow logs that came out of a log group, not out of a bucket: results of Logs Insights, as the console and we name them. */
const OF_LOG_GROUP = /(?:^|[/!])(?:logs-)?insights-[^/]*$/;

/**
 * A record covers a minute or ten, its times may be a minute late, and it is delivered about five minutes later to a log
 * group and about ten minutes later to a bucket, "on a best effort basis" (Amazon VPC User Guide, "Flow log records",
 * fields `start` and `end`, and "Aggregation interval"; as it reads in November 2026). Where neither is known, a bucket.
 */
export const FLOW_LOG_DELAY: LogDelay = {
  intervals: [60, 600],
  late: 60,
  delivery: (path) => (OF_LOG_GROUP.test(path) ? 300 : 600),
};
