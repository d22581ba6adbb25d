import { UserError } from '../../../base/errors.ts';
import { collectionReason } from '../../collection-reason.ts';
import type { CollectionFolder, Consent } from '../../collection.ts';
import { keepFlowLogs } from './flow-logs/collect.ts';
import { AROUND, FIRST, keepGroups } from './inventory.ts';
import { Collecting } from './keep.ts';
import { locate } from './locate.ts';
import { keepRoles } from './roles.ts';
import { settingsRegion } from './session.ts';
import { keepTrail } from './trail.ts';
import { keepTransit } from './transit.ts';

/** Whether an account is one that the notice names, masked or not: `xxxx370`. */
function isNamed(account: string, named: readonly string[]): boolean {
  return named.some((one) => {
    const end = /\d*$/.exec(one)?.[0] ?? '';
    return one === account || (end !== one && end.length >= 3 && account.endsWith(end));
  });
}

/** Who is asking; nothing can be asked where that is not known. */
async function identify(run: Collecting, region: string): Promise<void> {
  const { collection } = run.folder;
  const call = 'sts:GetCallerIdentity';
  const account = await run.ask({ call, region }, async () => {
    const { client, sdk } = await run.session(region).service('sts');
    const { Account } = await client.send(new sdk.GetCallerIdentityCommand({}));
    return { value: Account };
  });
  const entry = run.folder.entryOf(call, region);
  if (entry?.state === 'refused') {
    throw new UserError(`AWS refuses every question: ${entry.said ?? ''}`, {
      ...(entry.because !== undefined && { reason: entry.because }),
      hint: 'Sign in (`aws sso login`) or set AWS_PROFILE, and look at the clock of this computer.',
    });
  }
  if (account === undefined) return;
  collection.account = account;
  const { accounts } = collection.question;
  if (accounts.length > 0 && !isNamed(account, accounts)) {
    run.remark(collectionReason('collectOtherAccount', { account, others: accounts }));
  }
  await run.folder.save();
}

/** Everything of one region. */
async function collectRegion(run: Collecting, region: string): Promise<void> {
  const session = run.session(region);
  for (const keep of FIRST) await keep(run, session, []);
  const scope = await locate(run, session);
  const { networks, machines } = scope;
  for (const keep of AROUND) await keep(run, session, networks);
  await keepTransit(run, session, networks);
  await keepGroups(run, session);
  await keepRoles(run, session, machines);
  await keepTrail(run, session, machines);
  await keepFlowLogs(run, session, scope);
}

/**
 * Collects what is around the question: the inventory of its networks, and what was done with its machines.
 * @throws UserError where AWS cannot be asked at all
 */
export async function collect(
  folder: CollectionFolder,
  consent: Consent,
  signal: AbortSignal,
): Promise<void> {
  const run = new Collecting(folder, consent, signal);
  try {
    const { regions } = folder.collection.question;
    const asked = regions.length > 0 ? regions : [await settingsRegion()];
    await identify(run, asked[0] ?? '');
    for (const region of asked) await collectRegion(run, region);
  } finally {
    await run.close();
  }
}
