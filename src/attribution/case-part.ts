import type { Engine } from '../events/engines/engine.ts';
import type { CaseAttribution } from '../model/source.ts';
import type { CaseRanges } from './gather.ts';
import { specificService } from './select.ts';

type List = CaseAttribution['lists'][number];
type Group = NonNullable<CaseAttribution['attackers']>['groups'][number];

/** Addresses asked for in one statement. */
const BATCH = 1000;

/** Of more attackers than this the groups do not list the addresses. */
const MOST_LISTED = 20_000;

/** Every list and version that the lake's attribution rests on, by how many addresses it answers for. */
async function listsOf(engine: Engine, { histories }: CaseRanges): Promise<List[]> {
  const rows = await engine.query(
    'SELECT list, as_of, count(*) AS n FROM attribution GROUP BY list, as_of ORDER BY n DESC, list, as_of',
  );
  return rows.flatMap((row): List[] => {
    const history = histories.find(({ list }) => list === row['list']);
    const version = history?.versions.find(({ published }) => published === row['as_of']);
    if (history === undefined || version === undefined) return [];
    const { published, dated, token, sha256, source } = version;
    return [
      {
        list: history.list,
        provider: history.provider,
        published,
        ...(dated !== undefined && { dated }),
        ...(token !== undefined && { token }),
        sha256,
        source,
        addresses: Number(row['n']),
      },
    ];
  });
}

/** All of the addresses by provider, region and most specific service; the largest group first. */
async function groupsOf(
  engine: Engine,
  addresses: readonly string[],
  gathered: CaseRanges,
): Promise<Group[]> {
  const specific = specificService(gathered.histories);
  const groups = new Map<string, Omit<Group, 'addresses'> & { list: string[] }>();
  const unknown = new Set(addresses);
  const add = (group: Omit<Group, 'addresses'> & { list: string[] }): void => {
    const key = JSON.stringify([group.provider, group.service, group.region]);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, group);
    else known.list.push(...group.list);
  };
  for (let at = 0; at < addresses.length; at += BATCH) {
    const list = addresses.slice(at, at + BATCH).map((address) => engine.dialect.text(address));
    const rows = await engine.query(
      `SELECT address, provider, services, region FROM attribution WHERE address IN (${list.join(', ')})
       ORDER BY address`,
    );
    for (const row of rows) {
      const provider = String(row['provider']);
      const services = typeof row['services'] === 'string' ? row['services'].split(',') : [];
      const service = specific(provider, services);
      const { region } = row;
      const address = String(row['address']);
      unknown.delete(address);
      add({
        provider,
        ...(service !== undefined && service !== '' && { service }),
        ...(typeof region === 'string' && region !== '' && { region }),
        list: [address],
      });
    }
  }
  if (unknown.size > 0) add({ provider: null, list: [...unknown] });
  const byName = [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
  const few = addresses.length <= MOST_LISTED;
  const bySize = byName.toSorted((a, b) => b.list.length - a.list.length);
  return bySize.map(({ list, provider, service, region }) => {
    const group: Group = { provider, addresses: list.length };
    if (service !== undefined) group.service = service;
    if (region !== undefined) group.region = region;
    if (few) group.list = list;
    return group;
  });
}

/**
 * On which lists the case's answers about addresses rest, and whose all the attackers are.
 * @param attackers every address that attacked from outside; undefined: nobody is accused
 * @returns undefined where no list is known
 */
export async function caseAttribution(
  engine: Engine,
  gathered: CaseRanges,
  attackers: readonly string[] | undefined,
): Promise<CaseAttribution | undefined> {
  if (!gathered.ranges.known) return undefined;
  const { asked, not_loaded } = gathered.ranges.coverage;
  const lists = await listsOf(engine, gathered);
  if (attackers === undefined || attackers.length === 0) return { lists, asked, not_loaded };
  const groups = await groupsOf(engine, attackers, gathered);
  return { lists, asked, not_loaded, attackers: { addresses: attackers.length, groups } };
}
