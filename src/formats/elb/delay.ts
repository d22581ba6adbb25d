import type { LogDelay } from '../format.ts';

const every = (seconds: number): LogDelay => ({ intervals: [], late: 0, delivery: () => seconds });

/** Each node writes a file every five minutes ("Access logs for your Application Load Balancer", "… Network …", 2026-11). */
export const FIVE_MINUTES: LogDelay = every(300);

/** Every five or sixty minutes, sixty where nothing else is set ("Access logs for your Classic Load Balancer", 2026-11). */
export const AN_HOUR: LogDelay = every(3600);
