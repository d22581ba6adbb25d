import { CLOUDS, providerTitle } from '../clouds/index.ts';
import { windowOf } from '../findings/claims/claim-window.ts';
import type { CaseDocument, ResourceEvent } from '../model/case.ts';
import type { Claim } from '../model/claim.ts';
import type { Matter } from '../model/conclusion.ts';
import { clean } from './clean.ts';
import { baseName } from './facts.ts';
import { moment } from './period.ts';

// What became of the things that notices name, as the case shows it: that they were not ours at the time, or have ended.

/** Why something was not ours at the time, and by what that is known. */
export type Disproof = { resource: string } & (
  | { how: 'gone' | 'made'; thing: 'instance' | 'address'; at: string; record?: ApiRecord }
  | { how: 'given'; instance: string; at: string }
  | { how: 'elsewhere'; prefix: string; owner: string; as_of: string }
);

interface ApiRecord {
  call: string;
  file: string;
  record: number;
}

function recordOf({ call, evidence, line }: ResourceEvent): { record?: ApiRecord } {
  if (call === undefined || evidence === undefined || line === undefined) return {};
  return { record: { call: clean(call, 64), file: baseName(evidence), record: line } };
}

/** The published lists name the address as another cloud's than the one that sent the notice. */
function elsewhere({ sources }: CaseDocument, address: string, claim: Claim): Disproof[] {
  const source = sources.find((one) => one.address === address);
  const { provider, prefix, as_of: asOf, also = [] } = source ?? {};
  // Only of a cloud that publishes its ranges is it known that the address is not among them.
  const publishes = CLOUDS.some(({ name, ranges = [] }) => name === claim.source && ranges.length > 0);
  if (!publishes || typeof provider !== 'string' || provider === claim.source) return [];
  if (prefix === undefined || asOf === undefined || also.some((one) => one.provider === claim.source))
    return [];
  return [
    { resource: address, how: 'elsewhere', prefix, owner: clean(providerTitle(provider), 64), as_of: asOf },
  ];
}

/** What its comings and goings say: it went before the reported time and has not come again, or came after it for the first time. */
function byEvents(
  events: readonly ResourceEvent[],
  resource: string,
  thing: 'instance' | 'address',
  claim: Claim,
): Disproof[] {
  const window = windowOf(claim)?.search;
  if (window === undefined) return [];
  const own = events.filter((event) => event.resource === resource);
  const before = own.findLast(({ at }) => Date.parse(at) < Date.parse(window.from));
  const first = own[0];
  if (before?.what === 'gone')
    return [{ resource, how: 'gone', thing, at: moment(before.at), ...recordOf(before) }];
  if (first?.what !== 'made' || Date.parse(first.at) <= Date.parse(window.to)) return [];
  if (first.call === undefined)
    return first.instance === undefined
      ? []
      : [{ resource, how: 'given', instance: clean(first.instance, 40), at: moment(first.at) }];
  return [{ resource, how: 'made', thing, at: moment(first.at), ...recordOf(first) }];
}

/** What of all that a matter's notices name was not ours at the time that they name, as far as the case shows it. */
export function disproofsOf(document: CaseDocument, matter: Matter): Disproof[] {
  const { claims, resource_events: events = [] } = document;
  const all: Disproof[] = [];
  for (const index of matter.claims) {
    const claim = claims[index];
    if (claim === undefined) continue;
    for (const id of claim.instances) all.push(...byEvents(events, id, 'instance', claim));
    for (const address of claim.addresses)
      all.push(...byEvents(events, address, 'address', claim), ...elsewhere(document, address, claim));
  }
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}

/** How an instance came to its end, by the cloud's log of calls. */
export interface Ending {
  instance: string;
  what: 'gone' | 'stopped';
  at: string;
  record?: ApiRecord;
}

/** A record of a flow may be so late, in milliseconds: what is seen so shortly behind the end does not contradict it. */
const LATE_MS = 660_000;

/**
 * The end of each instance that the notices name or that did it: its last event is that it was terminated or stopped, after the reported
 * time began, and nothing that it did is seen later.
 */
export function endingsOf(document: CaseDocument, matter: Matter): Ending[] {
  const { claims, culprits, findings, resource_events: events = [] } = document;
  const named = matter.claims.flatMap((index) => claims[index] ?? []);
  const ids = new Set([
    ...named.flatMap(({ instances }) => instances),
    ...matter.culprits.flatMap((place) => culprits[place]?.instance ?? []),
  ]);
  const begins = Math.min(...named.map((claim) => Date.parse(windowOf(claim)?.search.from ?? '')));
  const deeds = matter.findings.flatMap((place) => findings[place] ?? []);
  return [...ids].flatMap((instance): Ending[] => {
    const last = events.findLast((event) => event.resource === instance);
    if (last === undefined || (last.what !== 'gone' && last.what !== 'stopped')) return [];
    const at = Date.parse(last.at);
    if (at < begins) return [];
    const later = deeds.some(
      ({ subject, to }) => subject.instance === instance && Date.parse(to) > at + LATE_MS,
    );
    return later
      ? []
      : [{ instance: clean(instance, 40), what: last.what, at: moment(last.at), ...recordOf(last) }];
  });
}
