import type { Cloud } from '../cloud.ts';

/** Scaleway (once Online) publishes no list of its ranges. Autonomous system as registered with RIPE NCC (2026-11). */
export const SCALEWAY: Cloud = { name: 'scaleway', title: 'Scaleway', short: 'Scaleway', asns: [12876] };
