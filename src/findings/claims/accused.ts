import type { Claim } from '../../model/claim.ts';
import { fitsMask, isMasked } from '../../net/masked.ts';
import type { DetectorContext } from '../detector.ts';
import { fitsAccount, isAccountText } from './masked-account.ts';
import type { Middlebox } from '../network/middlebox.ts';
import type { ClaimMessage } from './messages.ts';

/** Whom a claim accuses, as far as the inventory and the flows can say. */
export interface Accused {
  /** Private addresses that the claim names, directly or by instance, interface or Elastic IP; empty: it names none. */
  hosts: string[];
  /** The middlebox whose public address the claim names. */
  via?: Middlebox;
  /** The public address that led to `via` or to the hosts. */
  public?: string;
  /** The claim names nobody but an account, masked or not: the hosts are all of those that fit it. */
  account?: string;
  /** 1: known from the inventory or the notice; less: assumed. */
  certainty: number;
  /** How it was found out, or why not. */
  because: ClaimMessage;
}

/** What was asked for and not found: the sentence names no more. */
const MAX_NAMED = 5;

/** The only NAT gateway of the flows, whose public address is not known: the accused address can only be that one. */
function onlyNat(context: DetectorContext): Middlebox | undefined {
  const nats = context.roles.middleboxes.filter((role) => role.kind === 'nat');
  const [nat] = nats;
  return nats.length === 1 && nat !== undefined && nat.publicAddresses.length === 0 ? nat : undefined;
}

function byId(claim: Claim, context: DetectorContext): Accused | undefined {
  const ids = [...claim.instances, ...claim.interfaces];
  const hosts = ids.flatMap((id) => context.hosts.addressesOf(id));
  if (hosts.length === 0) return undefined;
  const via = hosts.map((host) => context.roles.ofAddress(host)).find((role) => role !== undefined);
  const because: ClaimMessage = { key: 'accusedNamed', params: { ids } };
  return via === undefined ? { hosts, certainty: 1, because } : { hosts: [], via, certainty: 1, because };
}

function byAddress(address: string, context: DetectorContext): Accused | undefined {
  const via = context.roles.ofAddress(address);
  if (via !== undefined) {
    const gateway = via.gateway ?? via.interfaces[0] ?? via.addresses[0] ?? '';
    const because: ClaimMessage = { key: 'accusedGateway', params: { address, kind: via.kind, gateway } };
    return { hosts: [], via, public: address, certainty: via.confidence, because };
  }
  const inside = context.hosts.behind(address);
  if (inside !== undefined) {
    // Beyond a transit gateway the flows have the translated address.
    const seen = context.observationPoints.of(address) === undefined ? [] : [address];
    return {
      hosts: [inside, ...seen],
      public: address,
      certainty: 1,
      because: { key: 'accusedMapped', params: { address, host: inside } },
    };
  }
  if (context.observationPoints.of(address) === undefined) return undefined;
  return { hosts: [address], certainty: 1, because: { key: 'accusedNamed', params: { ids: [address] } } };
}

/** One of ours fits the mask: somebody else's address may fit it too. */
const MASKED_ONE = 0.85;
/** Several do. */
const MASKED_SOME = 0.8;

/** A masked address is a pattern: those of ours that fit it may be meant, and nothing else is concluded. */
function byMask(mask: string, context: DetectorContext): Accused | undefined {
  const ours = [
    ...context.roles.middleboxes.flatMap((role) => role.publicAddresses),
    ...context.hosts.publicAddresses,
    ...context.observationPoints.addresses,
  ];
  const fitting = [...new Set(ours)].filter((address) => fitsMask(mask, address));
  const accused = fitting.flatMap((address) => byAddress(address, context) ?? []);
  const [only, ...others] = accused;
  if (only === undefined) return undefined;
  if (others.length === 0) return { ...only, certainty: only.certainty * MASKED_ONE };
  if (accused.some(({ via }) => via !== undefined)) return undefined;
  const hosts = [...new Set(accused.flatMap((each) => each.hosts))];
  const because: ClaimMessage = { key: 'accusedNamed', params: { ids: [mask] } };
  return { hosts, certainty: MASKED_SOME, because };
}

/** Where nothing but an account is named: the hosts of the inventory's accounts that fit it. */
function byAccount(claim: Claim, context: DetectorContext): Accused | undefined {
  if (claim.instances.length + claim.interfaces.length + claim.addresses.length > 0) return undefined;
  for (const account of claim.accounts) {
    const fits = [...context.hosts.accounts].filter(([known]) => fitsAccount(account, known));
    const hosts = [...new Set(fits.flatMap(([, addresses]) => addresses))];
    if (hosts.length === 0) continue;
    const names = fits.map(([name]) => name);
    const certainty = names[0] === account ? 1 : names.length === 1 ? MASKED_ONE : MASKED_SOME;
    return {
      hosts,
      account,
      certainty,
      because: { key: 'accusedAccount', params: { account, fits: names } },
    };
  }
  return undefined;
}

/** Accounts that a claim names and none of the inventory fits: then the inventory is not of what is meant. */
export function otherAccounts(claim: Claim, context: DetectorContext): ClaimMessage[] {
  const known = [...context.hosts.accounts.keys()];
  const strange = claim.accounts.filter((account) => !known.some((one) => fitsAccount(account, one)));
  // Of another cloud they are named otherwise.
  if (known.length === 0 || strange.length === 0 || !strange.every(isAccountText)) return [];
  return [
    {
      key: 'gapAccount',
      params: { accounts: strange.slice(0, MAX_NAMED), known: known.slice(0, MAX_NAMED) },
    },
  ];
}

/** Resolves whom the claim accuses: instance or interface first, then address, then account, then the only NAT gateway there is. */
export function findAccused(claim: Claim, context: DetectorContext): Accused {
  const named = byId(claim, context);
  if (named !== undefined) return named;
  for (const address of claim.addresses) {
    const accused = isMasked(address) ? byMask(address, context) : byAddress(address, context);
    if (accused !== undefined) return accused;
  }
  const account = byAccount(claim, context);
  if (account !== undefined) return account;
  const asked = [...claim.instances, ...claim.interfaces, ...claim.addresses];
  const nat = claim.instances.length === 0 ? onlyNat(context) : undefined;
  if (nat !== undefined) {
    const [address] = claim.addresses;
    return {
      hosts: [],
      via: nat,
      ...(address === undefined ? {} : { public: address }),
      certainty: 0.9,
      because: { key: 'accusedOnlyNat', params: { asked: asked.slice(0, MAX_NAMED) } },
    };
  }
  return {
    hosts: [],
    certainty: 0.8,
    because: { key: 'accusedUnknown', params: { asked: asked.slice(0, MAX_NAMED) } },
  };
}
