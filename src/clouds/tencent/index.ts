import type { Cloud } from '../cloud.ts';

/** Tencent Cloud publishes no list of its ranges. Autonomous systems as registered with APNIC (2026-11). */
export const TENCENT: Cloud = {
  name: 'tencent',
  title: 'Tencent Cloud',
  short: 'Tencent',
  asns: [45090, 132203],
};
