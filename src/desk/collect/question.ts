import { UserError } from '../../base/errors.ts';
import type { IdsCapability } from '../../clouds/cloud.ts';
import type { CollectionQuestion } from '../../clouds/collection.ts';
import { AFTER, BEFORE } from '../../findings/claims/claim-window.ts';
import type { Claim } from '../../model/claim.ts';
import type { Culprit } from '../../model/finding.ts';
import { parseAddress } from '../../net/address.ts';

/** What is asked about: the claims of a case or a notice, the case's culprits, and what the user names. */
export interface QuestionParts {
  claims: readonly Claim[];
  culprits: readonly Culprit[];
  addresses: readonly string[];
  instances: readonly string[];
  regions: readonly string[];
  /** Seconds since 1970 UTC. */
  from?: number;
  to?: number;
}

/** A longer window is nobody's: AWS's notices name hours. In seconds. */
const LONGEST = 31 * 86_400;

const distinct = (texts: readonly (string | undefined)[]): string[] =>
  [...new Set(texts.filter((text) => text !== undefined))].sort();

const instantOf = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

/** First and last moment that the claims name, widened by how late flow records may be. */
function windowOf(claims: readonly Claim[]): { from?: number; to?: number } {
  const spans = claims.flatMap(({ window = {}, flows }) => [window, ...flows]);
  const moments = spans.flatMap(({ from, to }) =>
    [from, to].flatMap((one) => (one === undefined ? [] : Date.parse(one) / 1000)),
  );
  if (moments.length === 0) return {};
  const first = moments.reduce((a, b) => Math.min(a, b));
  const last = moments.reduce((a, b) => Math.max(a, b));
  return { from: Math.floor(first) - BEFORE, to: Math.ceil(last) + AFTER };
}

/**
 * What is collected for these claims. What they name goes into questions and into names of files: what is no id of the cloud's
 * own form, or no address, is not asked about.
 * @throws UserError where nothing says whom, or when
 */
export function questionOf(parts: QuestionParts, ids: IdsCapability): CollectionQuestion {
  const { claims, culprits } = parts;
  const own = windowOf(claims);
  const from = parts.from ?? own.from;
  const to = parts.to ?? own.to;
  if (from === undefined || to === undefined) {
    throw new UserError('nothing says when it happened', {
      hint: 'Give --from and --to, such as --from 2026-11-20T14:00Z --to 2026-11-20T16:00Z.',
    });
  }
  if (from >= to)
    throw new UserError('--from lies behind --to', { hint: 'Give the earlier moment with --from.' });
  if (to - from > LONGEST) {
    throw new UserError('the time between --from and --to is more than 31 days', {
      hint: 'Collect around the time of the notice; a second folder takes another span.',
    });
  }
  const addresses = distinct([
    ...claims.flatMap((claim) => claim.addresses),
    ...culprits.map(({ address }) => address),
    ...parts.addresses,
  ]).flatMap((text) => parseAddress(text)?.text ?? []);
  const instances = distinct([
    ...claims.flatMap((claim) => claim.instances),
    ...culprits.map((one) => one.instance),
    ...parts.instances,
  ]).filter((id) => ids.instance.test(id));
  const interfaces = distinct([
    ...claims.flatMap((claim) => claim.interfaces),
    ...culprits.map((one) => one.interface),
  ]).filter((id) => ids.interface.test(id));
  if (addresses.length + instances.length + interfaces.length === 0) {
    throw new UserError('nothing says whom it is about: no whole address, instance or interface', {
      hint: 'Give --address with a public or private address of yours, or --instance.',
    });
  }
  const regions = parts.regions.length > 0 ? parts.regions : claims.flatMap((claim) => claim.regions);
  return {
    instances,
    interfaces,
    addresses: distinct(addresses),
    accounts: distinct(claims.flatMap((claim) => claim.accounts)),
    regions: distinct(regions).filter((region) => ids.region.test(region)),
    from: instantOf(from),
    to: instantOf(to),
  };
}
