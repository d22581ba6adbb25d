import type { LogDelay } from '../format.ts';

/** Usually within an hour; some entries up to a day later (CloudFront Developer Guide, "Standard logging", 2026-11). */
export const AN_HOUR: LogDelay = { intervals: [], late: 0, delivery: () => 3600 };
