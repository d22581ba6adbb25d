import { basename, join } from 'node:path';
import { readDocument } from '../../cases/store.ts';
import type { Files } from '../../base/ports.ts';
import { fitsAccount } from '../../findings/claims/masked-account.ts';
import type { Claim } from '../../model/claim.ts';
import { fitsMask } from '../../net/masked.ts';

/** Days between a notice and its follow-up: reminders come within days, AWS's final notices within weeks. */
const MAX_DAYS = 60;
/** Cases that are looked at for one follow-up. */
const MAX_CASES = 1000;

function shared(
  a: readonly string[],
  b: readonly string[],
  fits: (one: string, other: string) => boolean,
): boolean {
  return a.some((one) => b.some((other) => fits(one, other) || fits(other, one)));
}

/** `other`: the notice names no kind, as a reminder often does not. */
function sameKind(a: Claim, b: Claim): boolean {
  return a.type === b.type || a.type === 'other' || b.type === 'other';
}

function machinesOf({ instances, interfaces }: Claim): string[] {
  return [...instances, ...interfaces];
}

function inTime(a: Claim, b: Claim): boolean {
  if (a.received === undefined || b.received === undefined) return true;
  return Math.abs(Date.parse(a.received) - Date.parse(b.received)) <= MAX_DAYS * 86_400_000;
}

/**
 * Is the follow-up about what the earlier notice is about: the same machine; else the same address or account, masked or not, and the
 * same kind of abuse? What one names and the other contradicts is another matter.
 */
function continues(claim: Claim, earlier: Claim): boolean {
  if (claim.source !== earlier.source || !inTime(claim, earlier)) return false;
  const same = (one: string, other: string): boolean => one === other;
  const [own, known] = [machinesOf(claim), machinesOf(earlier)];
  if (shared(own, known, same)) return true;
  if (own.length > 0 && known.length > 0) return false;
  if (!sameKind(claim, earlier)) return false;
  if (claim.addresses.length > 0 && earlier.addresses.length > 0)
    return shared(claim.addresses, earlier.addresses, fitsMask);
  return shared(
    claim.accounts,
    earlier.accounts,
    (mask, account) => mask === account || fitsAccount(mask, account),
  );
}

/** Folders of cases of this sender, newest names last; none where there is no such folder yet. */
async function caseFolders(source: string, root: string, effects: Files): Promise<string[]> {
  const entries = await effects.fs.readdir(root, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && entry.name.startsWith(`${source}-`))
    .map(({ name }) => join(root, name))
    .sort()
    .slice(-MAX_CASES);
}

/**
 * The one case that a follow-up without a number belongs to, by the name of its folder. Undefined: it is no follow-up, has a number, or may belong
 * to several.
 */
export async function caseOfFollowUp(
  claim: Claim,
  root: string,
  effects: Files,
): Promise<string | undefined> {
  if (claim.reference !== undefined || claim.stage === 'first') return undefined;
  const found: string[] = [];
  for (const folder of await caseFolders(claim.source, root, effects)) {
    const document = await readDocument(join(folder, 'case'), effects).catch(() => undefined);
    if (document?.claims.some((earlier) => continues(claim, earlier)) === true) found.push(basename(folder));
  }
  const [only, ...others] = found;
  return others.length === 0 ? only : undefined;
}
