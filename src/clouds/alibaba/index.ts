import type { Cloud } from '../cloud.ts';

/** Alibaba Cloud publishes no list of its ranges. Autonomous systems as registered with APNIC (2026-11). */
export const ALIBABA: Cloud = {
  name: 'alibaba',
  title: 'Alibaba Cloud',
  short: 'Alibaba',
  asns: [45102, 37963, 134963],
};
