import type { Message } from '../model/message.ts';
import { affordable } from './affordable.ts';
import type { DetectorContext } from './detector.ts';
import { FAMILIES } from './detectors/index.ts';
import type { Finding } from '../model/finding.ts';

/**
 * What the rows show: every detector over the tables that hold rows. Quiet traffic gives an empty array.
 * @param left gets the names of detectors that needed more memory than there may be
 */
export async function findAll(context: DetectorContext, left?: string[]): Promise<Finding[]> {
  const tables = await context.engine.tables();
  const findings: Finding[] = [];
  for (const family of FAMILIES) {
    const own: Finding[] = [];
    for (const detector of family.detectors) {
      if (!tables.has(detector.table)) continue;
      own.push(...(await affordable(detector.name, left, () => detector.detect(context))));
    }
    findings.push(...(family.settle?.(own, context) ?? own));
  }
  return findings;
}

/** What the evidence is too little to judge by the rules of a family. */
export async function gapsOfFamilies(context: DetectorContext): Promise<Message[]> {
  const tables = await context.engine.tables();
  const gaps: Message[] = [];
  for (const family of FAMILIES) {
    if (tables.has('flows')) gaps.push(...((await family.gaps?.(context)) ?? []));
    if (tables.has('requests')) gaps.push(...((await family.requestGaps?.(context)) ?? []));
  }
  return gaps;
}
