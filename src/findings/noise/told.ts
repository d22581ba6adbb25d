import type { DetectorContext } from '../detector.ts';
import { CALLERS } from './callers.ts';
import type { KnownCaller } from './callers.ts';

/** So many addresses stand in one question. */
const AT_ONCE = 1000;

/** Whose an address is by published ranges. */
export interface Owner {
  provider: string;
  services: readonly string[];
}

/** What an address says of itself with each of its requests. */
export interface Identity {
  caller: KnownCaller;
  requests: number;
  /** How many of them look like an attack, by more than the name. */
  attacks: number;
}

/** Asks about the addresses, some at a time. */
async function each<T>(
  { engine }: DetectorContext,
  addresses: readonly string[],
  ask: (listed: string) => Promise<readonly T[]>,
): Promise<T[]> {
  const all: T[] = [];
  for (let at = 0; at < addresses.length; at += AT_ONCE) {
    const some = addresses.slice(at, at + AT_ONCE).map((address) => engine.dialect.text(address));
    all.push(...(await ask(some.join(', '))));
  }
  return all;
}

/** Whose these addresses are; of whom nobody says it is not there. */
export async function ownersOf(
  context: DetectorContext,
  addresses: readonly string[],
): Promise<Map<string, Owner>> {
  const rows = await each(context, addresses, (listed) =>
    context.engine.query(
      `SELECT address, provider, services FROM attribution WHERE provider IS NOT NULL AND address IN (${listed})`,
    ),
  );
  return new Map(
    rows.map((row): [string, Owner] => {
      const services = String(row['services'] ?? '').split(',');
      return [
        String(row['address']),
        { provider: String(row['provider']), services: services.filter((service) => service !== '') },
      ];
    }),
  );
}

/** SQL of a caller's place in the list by the user agent; -1: it is none of them. */
function sqlCaller(agent: string): string {
  const cases = CALLERS.flatMap(({ agents = [] }, place) =>
    agents.length === 0
      ? []
      : `WHEN ${agents.map((part) => `${agent} LIKE '%${part}%'`).join(' OR ')} THEN ${place}`,
  );
  return `CASE ${cases.join('\n      ')} ELSE -1 END`;
}

/** Who these addresses say that they are. Only who says the same with every request is here. */
export async function toldBy(
  context: DetectorContext,
  addresses: readonly string[],
): Promise<Map<string, Identity>> {
  if (!(await context.engine.tables()).has('requests')) return new Map();
  const rows = await each(context, addresses, (listed) =>
    context.engine.query(`SELECT address, caller, count(*) AS requests, sum(attack) AS attacks FROM (
  SELECT c_ip AS address, ${sqlCaller('agent')} AS caller, attack FROM (
    SELECT c_ip, lower(coalesce(user_agent, '')) AS agent, CASE WHEN at_line IS NULL THEN 0 ELSE 1 END AS attack
    FROM requests LEFT JOIN (SELECT DISTINCT evidence AS at_evidence, line AS at_line FROM request_classes) AS classes
      ON at_evidence = requests.evidence AND at_line = requests.line
    WHERE c_ip IN (${listed})
  ) AS asked
) AS told GROUP BY address, caller`),
  );
  const told = new Map<string, Identity | undefined>();
  for (const row of rows) {
    const address = String(row['address']);
    const caller = CALLERS[Number(row['caller'])];
    const one = caller && { caller, requests: Number(row['requests']), attacks: Number(row['attacks']) };
    // Who says this and that is believed neither.
    told.set(address, told.has(address) ? undefined : one);
  }
  return new Map([...told].flatMap(([address, one]) => (one === undefined ? [] : [[address, one] as const])));
}
