import type { Cloud } from '../cloud.ts';

/** OVHcloud publishes no list of its ranges. Autonomous system as registered with RIPE NCC (2026-11). */
export const OVH: Cloud = { name: 'ovh', title: 'OVHcloud', short: 'OVH', asns: [16276] };
