import { operatedCloud } from '../clouds/index.ts';
import type { OperatedCloud } from '../clouds/index.ts';
import type { CaseDocument } from '../model/case.ts';

/** The ids of ours that the case is about: what the notices name, and the culprits. */
function ownIds({ claims, culprits }: Pick<CaseDocument, 'claims' | 'culprits'>): string[] {
  const claimed = claims.flatMap(({ instances, interfaces }) => [...instances, ...interfaces]);
  const found = culprits.flatMap(({ instance, interface: networkInterface, via }) => [
    instance,
    networkInterface,
    via?.interface,
  ]);
  return [...claimed, ...found].filter((id) => id !== undefined);
}

/** The cloud that the case's machines run in; undefined: one whose tools are not known. */
export function cloudOf(document: Pick<CaseDocument, 'claims' | 'culprits'>): OperatedCloud | undefined {
  const sources = document.claims.map(({ source }) => source);
  return operatedCloud(ownIds(document), sources);
}

/** The region of the bill, else of the first notice that names one, for a command's option. */
export function regionOf(document: CaseDocument): { region?: string } {
  const region = document.cost?.region ?? document.claims.flatMap((claim) => claim.regions)[0] ?? '';
  return cloudOf(document)?.ids.region.test(region) === true ? { region } : {};
}

/** The instances that the notices name; a forged one may name anybody's. */
export function claimedInstances(document: CaseDocument): string[] {
  const ids = cloudOf(document)?.ids;
  const genuine = document.claims.filter(({ authenticity }) => authenticity.verdict !== 'forged');
  const named = new Set(genuine.flatMap(({ instances }) => instances));
  return [...named].filter((id) => ids?.instance.test(id) === true);
}
