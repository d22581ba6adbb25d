import { operatedCloud } from '../../clouds/index.ts';
import type { Inventory } from '../../clouds/inventory.ts';
import type { Engine } from '../../events/engines/engine.ts';
import type { ResourceEvent } from '../../model/case.ts';
import type { Claim } from '../../model/claim.ts';
import type { Culprit } from '../../model/finding.ts';

/** More events of one case are not listed; the first are. */
const MAX_EVENTS = 200;
const MAX_NAMES = 60;
/** What may be asked for by name: nothing that a pattern of SQL reads otherwise. */
const NAME = /^[a-z0-9][a-z0-9.:-]{0,63}$/i;

/** A call with what it was about. */
interface Call {
  at: string;
  call: string;
  resources: string[];
  evidence: number;
  line: number;
}

/** Calls of these names that did not fail and name one of these ids. */
async function callsAbout(
  names: readonly string[],
  calls: readonly string[],
  engine: Engine,
): Promise<Call[]> {
  const { text } = engine.dialect;
  const asked = names.filter((name) => NAME.test(name)).slice(0, MAX_NAMES);
  if (asked.length === 0 || !(await engine.tables()).has('alerts')) return [];
  const named = asked.map((name) => `resources LIKE ${text(`%${name}%`)}`).join(' OR ');
  const rows = await engine.query(
    `SELECT ts, rule, resources, evidence, line FROM alerts WHERE resources IS NOT NULL AND severity IS NULL
      AND rule IN (${calls.map(text).join(', ')}) AND (${named}) ORDER BY ts, evidence, line LIMIT ${MAX_EVENTS}`,
  );
  return rows.flatMap(({ ts, rule, resources, evidence, line }) => {
    if (typeof ts !== 'string' || typeof rule !== 'string' || typeof resources !== 'string') return [];
    const about = resources.split(' ');
    // A pattern finds the beginning of a longer id, too.
    if (!asked.some((name) => about.includes(name))) return [];
    return [{ at: ts, call: rule, resources: about, evidence: Number(evidence), line: Number(line) }];
  });
}

/** Since when a machine has a public address that it was given when it started, and gives back when it stops. */
function givenAtStart(names: ReadonlySet<string>, inventory: Inventory | undefined): ResourceEvent[] {
  const { addresses = [], instances = [] } = inventory ?? {};
  // Without the list of kept addresses nothing tells that it is none of them.
  if (addresses.length === 0) return [];
  const kept = new Set(addresses.map((one) => one.public));
  return instances.flatMap(({ id, publicAddress: address, launched }): ResourceEvent[] => {
    const at = Date.parse(launched ?? '');
    if (address === undefined || Number.isNaN(at) || kept.has(address) || !names.has(address)) return [];
    return [{ resource: address, what: 'made', at: new Date(at).toISOString(), instance: id }];
  });
}

/**
 * When what the case is about came and went: the things that the notices name, and those of the culprits, by the cloud's log of calls and
 * its inventory. An address is followed by its allocation, too, as a release may name that alone.
 * @param references the path of a file by its number
 */
export async function resourceEvents(
  claims: readonly Claim[],
  culprits: readonly Culprit[],
  inventory: Inventory | undefined,
  engine: Engine,
  references: (evidence: number) => string,
): Promise<ResourceEvent[]> {
  const instances = [
    ...claims.flatMap((claim) => claim.instances),
    ...culprits.flatMap(({ instance }) => instance ?? []),
  ];
  const addresses = claims.flatMap((claim) => claim.addresses);
  const names = new Set([...instances, ...addresses]);
  const sources = claims.map(({ source }) => source);
  const life = operatedCloud(instances, sources)?.life;
  if (life === undefined || names.size === 0) return [];
  const whats = (['made', 'gone', 'stopped', 'started'] as const).flatMap((what) =>
    life[what].map((call): [string, ResourceEvent['what']] => [call, what]),
  );
  const kinds = new Map(whats);
  const calls = [...kinds.keys()];
  const direct = await callsAbout([...names], calls, engine);
  const standing = new Map<string, string>();
  for (const { resources } of direct) {
    const address = resources.find((one) => addresses.includes(one));
    if (address === undefined) continue;
    for (const other of resources) if (!names.has(other)) standing.set(other, address);
  }
  const followed = await callsAbout([...standing.keys()], calls, engine);
  const found = new Map<string, ResourceEvent>();
  for (const { at, call, resources, evidence, line } of [...direct, ...followed]) {
    const what = kinds.get(call);
    if (what === undefined) continue;
    for (const resource of new Set(
      resources.flatMap((one) => (names.has(one) ? one : (standing.get(one) ?? []))),
    )) {
      found.set(`${resource} ${evidence} ${line}`, {
        resource,
        what,
        at,
        call,
        evidence: references(evidence),
        line,
      });
    }
  }
  return [...found.values(), ...givenAtStart(names, inventory)]
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .slice(0, MAX_EVENTS);
}
