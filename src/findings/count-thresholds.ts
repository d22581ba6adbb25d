import type { ThresholdGroup } from './threshold.ts';

/** From when on a host stands out where flow records are only counted: by a query, or by a NAT gateway's interface alone. */
export const COUNTS = {
  name: 'counts',
  thresholds: {
    records: {
      default: 100,
      unit: 'flow records',
      what: 'least records of a host in the claimed time',
      source: 'definition: fewer are what any host has',
    },
    ports: {
      default: 3,
      unit: 'ports',
      what: 'least destination ports, where the claim names none of them',
      source: "definition: a service's client asks for one or two",
    },
    targets: {
      default: 25,
      unit: 'hosts',
      what: 'least destination hosts on one port, where the claim names no port',
      source: 'Zeek policy/misc/scan: addr_scan_threshold 25',
    },
  },
} as const satisfies ThresholdGroup;
