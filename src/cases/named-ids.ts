import type { CaseDocument } from '../model/case.ts';

/** The ids come from evidence: only what has the form of one goes into a command that people copy. */
export const INSTANCE = /^i-[0-9a-f]{8,17}$/;
const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d$/;

/** The region of the bill, else of the first notice that names one, for a command's option. */
export function regionOf(document: CaseDocument): { region?: string } {
  const region = document.cost?.region ?? document.claims.flatMap((claim) => claim.regions)[0] ?? '';
  return REGION.test(region) ? { region } : {};
}

/** The instances that the notices name; a forged one may name anybody's. */
export function claimedInstances({ claims }: CaseDocument): string[] {
  const genuine = claims.filter(({ authenticity }) => authenticity.verdict !== 'forged');
  return [...new Set(genuine.flatMap(({ instances }) => instances))].filter((id) => INSTANCE.test(id));
}
