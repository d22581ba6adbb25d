import * as z from 'zod';
import { FAMILIES } from './detectors/index.ts';
import { COUNTS } from './count-thresholds.ts';
import { FLOWS } from './flow-thresholds.ts';
import { HONEYPOT } from './honeypot/thresholds.ts';
import type { ThresholdGroup, Thresholds } from './threshold.ts';

/** Every threshold of every family of detectors, what they share, and those of counts. */
export const THRESHOLDS: readonly ThresholdGroup[] = [
  FLOWS,
  COUNTS,
  ...FAMILIES.flatMap(({ thresholds }) => thresholds),
  HONEYPOT,
];

function groupSchema({ thresholds }: ThresholdGroup) {
  const fields = Object.entries(thresholds).map(([name, threshold]) => [
    name,
    z.number().positive().default(threshold.default).describe(`${threshold.what} (${threshold.unit})`),
  ]);
  return z.strictObject(Object.fromEntries(fields)).prefault({});
}

const schema: unknown = z.strictObject(
  Object.fromEntries(THRESHOLDS.map((group) => [group.name, groupSchema(group)])),
);

/**
 * The `thresholds` section of the settings: positive numbers, every group and name optional, a wrong name
 * refused. What is left out has its default.
 */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is made from THRESHOLDS, key by key
export const thresholdsSchema = schema as z.ZodType<Thresholds>;
/**
 * The thresholds in force.
 * @param settings the `thresholds` section as the user wrote it
 * @throws ZodError naming each wrong key
 */
export function thresholdsFrom(settings: unknown = {}): Thresholds {
  return thresholdsSchema.parse(settings);
}
