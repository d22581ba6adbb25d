import type { Dialect } from '../events/engines/engine.ts';
import type { Source } from '../model/source.ts';

/** Every column that holds addresses, by its table: the columns, and the time of the event. */
const PLACES: Readonly<Record<string, { at: string; columns: readonly string[] }>> = {
  flows: { at: 'ts_start', columns: ['src', 'dst', 'pkt_src', 'pkt_dst'] },
  requests: { at: 'ts', columns: ['c_ip', 'peer', 's_ip'] },
  logins: { at: 'ts', columns: ['c_ip'] },
  alerts: { at: 'ts', columns: ['src', 'dst'] },
};

/** `VALUES` of addresses, each with the number of its group, from 1. */
function numbered(groups: readonly (readonly string[])[], { text }: Dialect): string {
  const rows = groups.flatMap((group, i) => group.map((address) => `(${i + 1}, ${text(address)})`));
  return `(VALUES ${rows.join(', ')}) AS listed (n, address)`;
}

/**
 * The SELECT of every line in which one of the addresses stands, once for each of them: `evidence`, `line`, then where, when and
 * which.
 * @param among a condition on the column `address`, or the end of one
 */
function sqlAppearances(among: string): string {
  const parts = Object.entries(PLACES).flatMap(([table, { at, columns }]) =>
    columns.map(
      (column) =>
        `SELECT evidence, line, '${table}' AS "table", ${at} AS ts, ${column} AS address FROM ${table} WHERE ${column} ${among}`,
    ),
  );
  // A line may have the same address in several columns.
  return `${parts.join('\nUNION\n')}
ORDER BY evidence, line, address`;
}

/** Every line in which one of these addresses stands. */
export function sqlLinesOf(addresses: readonly string[], { text }: Dialect): string {
  return sqlAppearances(`IN (${addresses.map((address) => text(address)).join(', ')})`);
}

/** Every line in which an address stands that this version of a list answers for. */
export function sqlLinesOfList(list: string, published: string, { text, timestamp }: Dialect): string {
  return sqlAppearances(
    `IN (SELECT address FROM attribution WHERE list = ${text(list)} AND as_of = ${timestamp(published)})`,
  );
}

/** Whose the addresses are, group by group. */
export function sqlOfGroups(groups: readonly (readonly string[])[], dialect: Dialect): string {
  return `SELECT n, provider, region, count(*) AS addresses
FROM ${numbered(groups, dialect)} LEFT JOIN attribution ON attribution.address = listed.address
GROUP BY n, provider, region ORDER BY n`;
}

/** The owners of the addresses, in the order given. */
export function sqlOfAddresses(addresses: readonly string[], dialect: Dialect): string {
  const each = addresses.map((address) => [address]);
  return `SELECT listed.address AS address, provider, services, region, prefix, as_of
FROM ${numbered(each, dialect)} LEFT JOIN attribution ON attribution.address = listed.address
ORDER BY n`;
}

/** How many addresses each version of a list answers for. */
export const SQL_LISTS = `SELECT list, as_of, count(*) AS addresses FROM attribution
GROUP BY list, as_of ORDER BY addresses DESC, list, as_of`;

/** Sources of one provider, with the same services and region; without a provider, of one network. The largest first. */
export function groupedSources(sources: readonly Source[]): Source[][] {
  const groups = new Map<string, Source[]>();
  for (const source of sources) {
    const { provider, asn, not_loaded, services, region } = source;
    const unknown = provider === null && [asn, asn === undefined && (not_loaded ?? []).length > 0];
    const key = JSON.stringify([provider, unknown, services ?? [], region ?? '']);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [source]);
    else group.push(source);
  }
  return [...groups.values()].toSorted((a, b) => b.length - a.length);
}
