import type { Cloud } from '../cloud.ts';

/** Huawei Cloud publishes no list of its ranges. Autonomous systems as registered with APNIC (2026-11). */
export const HUAWEI: Cloud = {
  name: 'huawei',
  title: 'Huawei Cloud',
  short: 'Huawei',
  asns: [55990, 136907],
};
