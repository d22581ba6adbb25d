import { BY_ASN, PUBLISHERS } from '../clouds/index.ts';
import type { Drift } from '../clouds/cloud.ts';
import type { History } from './history.ts';

/** Name of the list that tables of routes fold into. */
export const ROUTES = 'routes';

const OWN = 'own-';

/** A list of the user's own, `own-NAME`, where nobody published it. */
export function isOwn(list: string): boolean {
  return list.startsWith(OWN);
}

/** What a list of the user's own is called: by its file's name, in letters that a file may have. */
export function ownList(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 40);
  return `${OWN}${plain === '' ? 'list' : plain}`;
}

/** Which lists an answer rests on, and which could have known more. */
export interface Coverage {
  /** Names of the lists that are loaded; of clouds that are recognised by their routes, the clouds. */
  asked: string[];
  /** Known ones that are not. */
  not_loaded: string[];
}

/** An address in none of the lists asked may still be in one that is not loaded. */
export function coverageOf(histories: readonly History[]): Coverage {
  const loaded = new Set(histories.flatMap(({ list, versions }) => (versions.length > 0 ? [list] : [])));
  const routed = [...new Set(BY_ASN.values())];
  const known = PUBLISHERS.map(({ ranges }) => ranges.list);
  return {
    asked: [
      ...known.filter((list) => loaded.has(list)),
      ...(loaded.has(ROUTES) ? routed : []),
      ...[...loaded].filter(isOwn).sort(),
    ],
    not_loaded: [...known.filter((list) => !loaded.has(list)), ...(loaded.has(ROUTES) ? [] : routed)],
  };
}

/** A list as people call it: by its cloud, and by its own name where the cloud publishes several. */
export function listTitle(list: string): string {
  const publisher = PUBLISHERS.find(({ ranges }) => ranges.list === list);
  if (publisher === undefined) return list;
  const { name, title } = publisher;
  return name === list ? title : `${title} (${list})`;
}

/**
 * What was measured of a list over a stretch nearest below this one; undefined: nothing, or the stretch is shorter than any
 * that was measured.
 * @param days of either sign
 */
export function driftOf(list: string, days: number): Drift | undefined {
  const { drift = [] } = PUBLISHERS.find(({ ranges }) => ranges.list === list)?.ranges ?? {};
  return drift.findLast((one) => one.days <= Math.abs(days));
}
