/** One number that decides: what it means, its unit and who says so. */
interface Threshold {
  default: number;
  unit: string;
  what: string;
  /** Paper, manual or vendor page; `definition` where no citable rule exists and this one is ours. */
  source: string;
}

/**
 * Thresholds that belong together. `abusedesk.yaml` tunes them by the same names:
 * `thresholds: { port_scan: { targets_per_window: 40 } }`.
 */
export interface ThresholdGroup<Name extends string = string> {
  name: string;
  thresholds: Readonly<Record<Name, Threshold>>;
}

/** What is in force, by group and name; what is left out has its default. */
export type Thresholds = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** The numbers of a group that are in force. */
export function limitsOf<Name extends string>(
  { thresholds: inForce }: { thresholds: Thresholds },
  { name, thresholds }: ThresholdGroup<Name>,
): Readonly<Record<Name, number>> {
  const limits = Object.entries<Threshold>(thresholds).map(([key, threshold]) => [
    key,
    inForce[name]?.[key] ?? threshold.default,
  ]);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one entry for each name of the group
  return Object.fromEntries(limits) as Record<Name, number>;
}
