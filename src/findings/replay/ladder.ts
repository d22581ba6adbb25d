import type { Row } from '../../events/engines/engine.ts';
import type { Selection } from '../../attribution/select.ts';
import { BLOCK_STEPS, GOOD_KINDS } from '../../model/block.ts';
import type { BlockStep, Good, LadderStep, SentRecords } from '../../model/block.ts';

/** A rung before the published ranges are asked what it holds. */
export interface Rung extends Omit<LadderStep, 'prefixes'> {
  /** Of `prefixes`: the published ones that attackers used. */
  published: string[];
  selections: Selection[];
}

/** Whose the addresses of a row are, as published at the time. */
interface Owner {
  provider: string;
  prefix: string;
  services: string[];
  region: string;
}

function ownerOf(row: Row): Owner {
  return {
    provider: String(row['provider']),
    prefix: String(row['prefix']),
    services: String(row['services'])
      .split(',')
      .filter((service) => service !== ''),
    region: String(row['region']),
  };
}

/**
 * The services that attackers used, each address counting for one: of what is beside an address (`AMAZON`, `EC2`,
 * `ROUTE53_HEALTHCHECKS`), that which holds the most of them, but not what the provider's every prefix has.
 */
function servicesUsed(bad: readonly Row[], general: ReadonlyMap<string, string>): Map<string, string> {
  const chosen = new Map<string, string>();
  let left = bad.map((row) => ({ ...ownerOf(row), addresses: Number(row['addresses']) }));
  left = left.filter(({ provider }) => provider !== '');
  while (left.length > 0) {
    const counts = new Map<string, number>();
    for (const { provider, services, addresses } of left) {
      const special = services.filter((service) => service !== general.get(provider));
      for (const service of special.length > 0 ? special : services) {
        const key = [provider, service].join(SEPARATOR);
        counts.set(key, (counts.get(key) ?? 0) + addresses);
      }
    }
    const [most] = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    if (most === undefined) break;
    const [provider = '', service = ''] = most[0].split(SEPARATOR);
    const holds = (owner: Owner): boolean => owner.provider === provider && owner.services.includes(service);
    for (const owner of left.filter(holds)) chosen.set(ownerKey(owner), service);
    left = left.filter((owner) => !holds(owner));
  }
  return chosen;
}

const ownerKey = ({ provider, services, region }: Owner): string =>
  `${provider}|${services.join(',')}|${region}`;

/** No name of a provider, service or region holds it. */
const SEPARATOR = '\t';

/** What a step blocks, as keys of rows: an owner's rows have them or not. */
type Keys = (owner: Owner, services: readonly string[]) => string[];

const KEYS: Readonly<Record<Exclude<BlockStep, 'addresses'>, Keys>> = {
  prefixes: ({ prefix }) => (prefix === '' ? [] : [prefix]),
  service_in_region: ({ provider, region }, services) =>
    services.map((service) => [provider, service, region].join(SEPARATOR)),
  service: ({ provider }, services) => services.map((service) => [provider, service].join(SEPARATOR)),
  provider: ({ provider }) => (provider === '' ? [] : [provider]),
};

const sum = (rows: readonly Row[], column: string): number =>
  rows.reduce((total, row) => total + Number(row[column]), 0);

const sentOf = (rows: readonly Row[]): SentRecords => ({
  requests: sum(rows, 'sent_requests'),
  logins: sum(rows, 'sent_logins'),
  flows: sum(rows, 'sent_flows'),
});

function goodOf(rows: readonly Row[]): Good[] {
  const found = new Map<string, Good>();
  for (const row of rows) {
    const kind = GOOD_KINDS.find((known) => known === row['kind']) ?? 'other';
    const user = kind === 'user' ? { user: String(row['account']) } : {};
    const key = `${kind} ${row['account']}`;
    const good = found.get(key) ?? { kind, ...user, clients: 0, requests: 0 };
    good.clients += Number(row['clients']);
    good.requests += Number(row['requests']);
    found.set(key, good);
  }
  const rank = ({ kind }: Good): number => GOOD_KINDS.indexOf(kind);
  return [...found.values()].sort((a, b) => rank(a) - rank(b) || b.requests - a.requests);
}

/** What the attackers and everybody else sent, as the queries of `sql.ts` give it. */
export interface ReplayRows {
  bad: readonly Row[];
  good: readonly Row[];
  /** Accounts with which an attacker's login worked. */
  users: number;
  /** Whole days after which the attackers' prefixes are taken as known; 0: they were not active for longer. */
  days: number;
  /** By provider: the service that all of its prefixes have; `AMAZON`. */
  general: ReadonlyMap<string, string>;
}

/** The steps of the ladder; one that blocks the same as a narrower one is left out. */
export function ladderOf({ bad, good, users, days, general }: ReplayRows): Rung[] {
  const used = servicesUsed(bad, general);
  const all = sum(bad, 'requests');
  const clients = sum(bad, 'addresses');
  const sent = sentOf(bad);
  const signedIn = sum(bad, 'signed_in');
  const later = all - sum(bad, 'early');
  const owners = bad.map((row) => ({ row, owner: ownerOf(row) }));
  const serviceOf = (owner: Owner): string[] => {
    const service = used.get(ownerKey(owner));
    return service === undefined ? [] : [service];
  };
  const attacked = good.filter((row) => Number(row['attacked']) === 1);
  const rung = (step: BlockStep, held: number, stopped: readonly Row[]): Rung => ({
    step,
    of: [],
    bad_stopped: all,
    bad_left: 0,
    bad_clients: clients,
    bad_sent: sent,
    bad_signed_in: { times: signedIn, users },
    good_stopped: sum(stopped, 'requests'),
    good_sent: sentOf(stopped),
    good: goodOf(stopped),
    ...(days > 0 && later > 0 && { held: { days, stopped: held, all: later } }),
    published: [],
    selections: [],
  });
  const rungs = [rung('addresses', sum(bad, 'later_same_address'), attacked)];
  for (const step of BLOCK_STEPS) {
    if (step === 'addresses') continue;
    const keysOf = KEYS[step];
    const keys = new Set(owners.flatMap(({ owner }) => keysOf(owner, serviceOf(owner))));
    if (keys.size === 0) continue;
    const early = new Set(
      owners
        .filter(({ row }) => Number(row['early']) > 0)
        .flatMap(({ owner }) => keysOf(owner, serviceOf(owner))),
    );
    let held = 0;
    for (const { row, owner } of owners) {
      const known = keysOf(owner, serviceOf(owner)).some((key) => early.has(key));
      held += known ? Number(row['requests']) - Number(row['early']) : Number(row['later_same_address']);
    }
    const stopped = good.filter((row) => {
      const owner = ownerOf(row);
      return Number(row['attacked']) === 1 || keysOf(owner, owner.services).some((key) => keys.has(key));
    });
    const named = [...keys].sort();
    rungs.push({
      ...rung(step, held, stopped),
      of: step === 'prefixes' ? [] : named.map((key) => key.replaceAll(SEPARATOR, ' ').trim()),
      published: step === 'prefixes' ? named : [],
      selections: step === 'prefixes' ? [] : named.map((key) => selectionOf(key, step)),
    });
  }
  return rungs;
}

function selectionOf(key: string, step: BlockStep): Selection {
  const [provider = '', service, region] = key.split(SEPARATOR);
  return {
    provider,
    ...(step !== 'provider' && service !== undefined && { service }),
    ...(step === 'service_in_region' && region !== undefined && region !== '' && { region }),
  };
}

/** A block that would have stopped less than this of what came later does not hold. A judgement of ours. */
const HOLDS = 0.95;

/** The narrowest step that holds; the widest where none does. */
export function narrowest<T extends Pick<LadderStep, 'held' | 'step'>>(ladder: readonly T[]): T | undefined {
  return ladder.find(({ held }) => held === undefined || held.stopped >= HOLDS * held.all) ?? ladder.at(-1);
}
