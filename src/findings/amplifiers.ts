/**
 * UDP services that answer with more than they are asked, and by how much: payload of the answer over payload of the request. Source:
 * CISA alert TA14-017A, "UDP-Based Amplification Attacks" (the lower number where it gives a range); memcached: its revision of 2018.
 */
const FACTORS: ReadonlyMap<number, number> = new Map([
  [17, 140.3],
  [19, 358.8],
  [53, 28],
  [69, 60],
  [111, 7],
  [123, 556.9],
  [137, 3.8],
  [161, 6.3],
  [389, 56],
  [520, 131.24],
  [1900, 30.8],
  [3702, 10],
  [5353, 2],
  [11_211, 10_000],
]);

/** SQL condition that a port column is that of such a service. */
export function isAmplifier(column: string): string {
  return `${column} IN (${[...FACTORS.keys()].join(', ')})`;
}

/**
 * The factor that a service has to reach to be called a reflector, as SQL over its port: a share of the published one, and no more than `most`.
 * @param least what any service has to reach
 */
export function leastFactor(column: string, share: number, least: number, most: number): string {
  const cases = [...FACTORS].map(
    ([port, factor]) => `WHEN ${port} THEN ${Math.max(least, Math.min(most, share * factor))}e0`,
  );
  return `CASE ${column} ${cases.join(' ')} END`;
}
