import type { WAFV2Client } from '@aws-sdk/client-wafv2';
import type * as Sdk from '@aws-sdk/client-wafv2';
import { collapse, formatPrefix, parsePrefix } from '../../../net/prefix.ts';
import { UserError } from '../../../base/errors.ts';
import { byFamily } from '../../rule.ts';
import { guardedClient } from '../../../base/guarded-client.ts';
import { PATIENCE } from '../../../base/patience.ts';
import { askingAws } from '../aws-errors.ts';
import type { ListService } from '../kept-lists.ts';

export const TITLE = 'AWS WAF IP set';
/** What is sent, as policies name it. */
export const CALLS = ['wafv2:CreateIPSet', 'wafv2:GetIPSet', 'wafv2:ListIPSets', 'wafv2:UpdateIPSet'];
/** For load balancers and API gateways; a set for CloudFront is of another scope, in us-east-1. */
const Scope = 'REGIONAL';

export const setName = (family: 4 | 6): string => `abusedesk-ipv${family}`;
const NAMES: readonly string[] = [setName(4), setName(6)];

/** The SDK takes longer to load than the whole command line, so it is loaded where it is used. */
async function connected<T>(work: (client: WAFV2Client, sdk: typeof Sdk) => Promise<T>): Promise<T> {
  return askingAws(TITLE, async () => {
    const sdk = await import('@aws-sdk/client-wafv2');
    const client = new sdk.WAFV2Client(PATIENCE);
    try {
      return await work(
        guardedClient('wafv2', client, (call) => CALLS.includes(call), TITLE),
        sdk,
      );
    } finally {
      client.destroy();
    }
  });
}

/** Names and numbers of our sets that there are. */
async function idsOf(client: WAFV2Client, { ListIPSetsCommand }: typeof Sdk): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  let NextMarker: string | undefined;
  do {
    const page = await client.send(
      new ListIPSetsCommand({ Scope, Limit: 100, ...(NextMarker !== undefined && { NextMarker }) }),
    );
    for (const { Name, Id } of page.IPSets ?? []) {
      if (Name !== undefined && Id !== undefined && NAMES.includes(Name)) ids.set(Name, Id);
    }
    NextMarker = page.IPSets?.length === 0 ? undefined : (page.NextMarker ?? undefined);
  } while (NextMarker !== undefined && ids.size < NAMES.length);
  return ids;
}

/** IP sets of AWS WAF. Each is replaced whole, under the token of what was read: two who change it do not mix. */
export const ipSets: ListService = {
  read: () =>
    connected(async (client, sdk) => {
      const lists = new Map<string, string[]>();
      for (const [Name, Id] of await idsOf(client, sdk)) {
        const { IPSet } = await client.send(new sdk.GetIPSetCommand({ Scope, Name, Id }));
        lists.set(Name, IPSet?.Addresses ?? []);
      }
      return lists;
    }),
  rulesOf: (lists) => {
    const prefixes = collapse(
      [...lists].flatMap(([name, entries]) =>
        entries.map((entry) => {
          const prefix = parsePrefix(entry);
          if (prefix === undefined) throw new UserError(`${TITLE} ${name} holds what is no prefix: ${entry}`);
          return prefix;
        }),
      ),
    );
    return prefixes.length === 0 ? [] : [{ prefixes, direction: 'in' }];
  },
  listsOf: (rules) =>
    new Map(
      rules
        .flatMap(byFamily)
        .map(({ family, prefixes }) => [setName(family), prefixes.map(formatPrefix)] as const),
    ),
  put: (Name, entries) =>
    connected(async (client, sdk) => {
      const Id = (await idsOf(client, sdk)).get(Name);
      const Addresses = [...entries];
      if (Id === undefined) {
        if (entries.length === 0) return;
        const IPAddressVersion = Name === setName(6) ? 'IPV6' : 'IPV4';
        const Description = 'written by abusedesk';
        await client.send(
          new sdk.CreateIPSetCommand({ Scope, Name, Description, IPAddressVersion, Addresses }),
        );
        return;
      }
      const { LockToken } = await client.send(new sdk.GetIPSetCommand({ Scope, Name, Id }));
      await client.send(new sdk.UpdateIPSetCommand({ Scope, Name, Id, Addresses, LockToken }));
    }),
};
