import type { Cloud } from '../cloud.ts';

/** Hetzner publishes no list of its ranges. Autonomous systems as registered with RIPE NCC (2026-11). */
export const HETZNER: Cloud = { name: 'hetzner', title: 'Hetzner', short: 'Hetzner', asns: [24940, 213230] };
