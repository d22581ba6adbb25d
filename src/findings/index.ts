import type { DetectorContext } from './detector.ts';
import { DETECTORS } from './detectors/index.ts';
import type { Finding } from '../model/finding.ts';
import { dropContained } from './overlap.ts';

/** What the rows show: every detector over the tables that hold rows. Quiet traffic gives an empty array. */
export async function findAll(context: DetectorContext): Promise<Finding[]> {
  const tables = await context.engine.tables();
  const findings: Finding[] = [];
  for (const detector of DETECTORS) {
    if (tables.has(detector.table)) findings.push(...(await detector.detect(context)));
  }
  return dropContained(findings, context.thresholds);
}
