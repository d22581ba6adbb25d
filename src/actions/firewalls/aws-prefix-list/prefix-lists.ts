// Without a port: waiting for AWS, between two questions.
import { setTimeout as sleep } from 'node:timers/promises';
import type { EC2Client, ManagedPrefixList } from '@aws-sdk/client-ec2';
import type * as Sdk from '@aws-sdk/client-ec2';
import { UserError } from '../../../base/errors.ts';
import { collapse, formatPrefix, parsePrefix } from '../../../net/prefix.ts';
import { byFamily, DIRECTIONS } from '../../rule.ts';
import type { Direction } from '../../rule.ts';
import { askingEc2 } from '../aws-ec2.ts';
import type { ListService } from '../kept-lists.ts';

export const TITLE = 'AWS managed prefix list';
/** What is sent, as policies name it. */
export const CALLS = [
  'ec2:CreateManagedPrefixList',
  'ec2:DescribeManagedPrefixLists',
  'ec2:GetManagedPrefixListEntries',
  'ec2:ModifyManagedPrefixList',
];
/** Room that is asked for when a list is made: its quota (Amazon VPC quotas, 2026). */
export const MAX_ENTRIES = 1000;
/** Entries in one call (EC2, ModifyManagedPrefixList, 2026). */
const PER_CALL = 100;
/** How long a change of a list is waited for, and how often it is asked about. */
const WAITS = 60;
const WAIT_MS = 1000;

/** The list does not say which way it blocks, whoever refers to it does: so each way has its own. */
export const listName = (direction: Direction, family: 4 | 6): string =>
  `abusedesk-${direction}-ipv${family}`;
const NAMES = DIRECTIONS.flatMap((direction) => [listName(direction, 4), listName(direction, 6)]);

async function connected<T>(work: (lists: PrefixLists) => Promise<T>): Promise<T> {
  return askingEc2(TITLE, CALLS, (client, sdk) => work(new PrefixLists(client, sdk)));
}

class PrefixLists {
  readonly #client: EC2Client;
  readonly #sdk: typeof Sdk;

  constructor(client: EC2Client, sdk: typeof Sdk) {
    this.#client = client;
    this.#sdk = sdk;
  }

  /** The prefix lists of abusedesk that exist in the account, by name. */
  async known(): Promise<Map<string, ManagedPrefixList>> {
    const Filters = [{ Name: 'prefix-list-name', Values: NAMES }];
    const found = new Map<string, ManagedPrefixList>();
    let NextToken: string | undefined;
    do {
      const page = await this.#client.send(
        new this.#sdk.DescribeManagedPrefixListsCommand({ Filters, ...(NextToken && { NextToken }) }),
      );
      for (const list of page.PrefixLists ?? []) found.set(list.PrefixListName ?? '', list);
      ({ NextToken } = page);
    } while (NextToken);
    return found;
  }

  async entries(PrefixListId: string): Promise<string[]> {
    const cidrs: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await this.#client.send(
        new this.#sdk.GetManagedPrefixListEntriesCommand({ PrefixListId, ...(NextToken && { NextToken }) }),
      );
      cidrs.push(...(page.Entries ?? []).flatMap(({ Cidr }) => Cidr ?? []));
      ({ NextToken } = page);
    } while (NextToken);
    return cidrs;
  }

  /** AWS changes a list after it has answered; until then it takes no other change. */
  async settled(name: string): Promise<ManagedPrefixList> {
    for (let i = 0; i < WAITS; i++) {
      const list = (await this.known()).get(name);
      if (list?.State?.endsWith('-failed') === true) {
        throw new UserError(`${TITLE} ${name}: ${list.StateMessage ?? list.State}`);
      }
      if (list?.State?.endsWith('-complete') === true) return list;
      await sleep(WAIT_MS);
    }
    throw new UserError(`${TITLE} ${name} is still being changed after ${(WAITS * WAIT_MS) / 1000} seconds`, {
      hint: 'Look at it in the console, then run the command again.',
    });
  }

  async make(PrefixListName: string): Promise<void> {
    const AddressFamily = PrefixListName.endsWith('6') ? 'IPv6' : 'IPv4';
    await this.#client.send(
      new this.#sdk.CreateManagedPrefixListCommand({
        PrefixListName,
        AddressFamily,
        MaxEntries: MAX_ENTRIES,
      }),
    );
  }

  /** Adds and removes some. @param list as it was last seen: a change of somebody else's is not overwritten */
  async modify(
    { PrefixListId, PrefixListName, Version }: ManagedPrefixList,
    add: readonly string[],
    remove: readonly string[],
  ): Promise<void> {
    await this.#client.send(
      new this.#sdk.ModifyManagedPrefixListCommand({
        PrefixListId,
        PrefixListName,
        CurrentVersion: Version,
        ...(add.length > 0 && { AddEntries: add.map((Cidr) => ({ Cidr, Description: 'abusedesk' })) }),
        ...(remove.length > 0 && { RemoveEntries: remove.map((Cidr) => ({ Cidr })) }),
      }),
    );
  }
}

/** Managed prefix lists. AWS takes a hundred entries at once: what goes makes room first, so that the quota holds. */
export const prefixLists: ListService = {
  read: () =>
    connected(async (lists) => {
      const found = new Map<string, string[]>();
      for (const [name, { PrefixListId = '' }] of await lists.known()) {
        found.set(name, await lists.entries(PrefixListId));
      }
      return found;
    }),
  rulesOf: (lists) =>
    DIRECTIONS.flatMap((direction) => {
      const entries = ([4, 6] as const).flatMap((family) => lists.get(listName(direction, family)) ?? []);
      const prefixes = collapse(entries.flatMap((entry) => parsePrefix(entry) ?? []));
      return prefixes.length === 0 ? [] : [{ prefixes, direction }];
    }),
  listsOf: (rules) =>
    new Map(
      rules.flatMap((rule) =>
        byFamily(rule).map(
          ({ family, prefixes }) => [listName(rule.direction, family), prefixes.map(formatPrefix)] as const,
        ),
      ),
    ),
  put: (name, entries) =>
    connected(async (lists) => {
      if (!(await lists.known()).has(name)) {
        if (entries.length === 0) return;
        await lists.make(name);
      }
      const { PrefixListId = '' } = await lists.settled(name);
      const present = new Set(await lists.entries(PrefixListId));
      const wanted = new Set(entries);
      const remove = [...present].filter((entry) => !wanted.has(entry));
      const add = entries.filter((entry) => !present.has(entry));
      for (let at = 0; at < remove.length; at += PER_CALL) {
        await lists.modify(await lists.settled(name), [], remove.slice(at, at + PER_CALL));
      }
      for (let at = 0; at < add.length; at += PER_CALL) {
        await lists.modify(await lists.settled(name), add.slice(at, at + PER_CALL), []);
      }
      await lists.settled(name);
    }),
};
