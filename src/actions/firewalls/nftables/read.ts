import * as z from 'zod';
import { UserError } from '../../../base/errors.ts';
import { collapseTexts, formatPrefix, parsePrefix, prefixesOfRange } from '../../../net/prefix.ts';
import type { Host } from '../../host.ts';
import { joined } from '../../rule.ts';
import type { Rule } from '../../rule.ts';
import type { Counter, InstalledBlock } from '../firewall.ts';
import { ruleOfName, TABLE } from './names.ts';

const [FAMILY = '', NAME = ''] = TABLE.split(' ');

/** What of `nft -j list table` is looked at; the JSON is for reading only, as it cannot restore what it shows. */
const listing = z.object({
  nftables: z.array(
    z.object({
      set: z.object({ name: z.string(), elem: z.array(z.unknown()).optional() }).optional(),
      counter: z.object({ name: z.string(), packets: z.number(), bytes: z.number() }).optional(),
    }),
  ),
});
type Listing = z.infer<typeof listing>['nftables'];

/** What an element holds under a name; by hand, as there are thousands of them. */
function within(element: unknown, name: string): unknown {
  if (typeof element !== 'object' || element === null) return undefined;
  const held: unknown = Reflect.get(element, name);
  return held;
}

/** An element is an address, a prefix or a range; with a timeout or a counter it is wrapped. As texts of prefixes. */
function textsOf(element: unknown): string[] {
  const value = within(within(element, 'elem'), 'val') ?? element;
  if (typeof value === 'string') return [value];
  const prefix = within(value, 'prefix');
  const [address, length] = [within(prefix, 'addr'), within(prefix, 'len')];
  if (typeof address === 'string' && typeof length === 'number') return [`${address}/${length}`];
  const span = within(value, 'range');
  if (!Array.isArray(span) || span.length !== 2) throw strange(element);
  const [first, last] = span.map((end) => parsePrefix(String(end)));
  if (first === undefined || last === undefined) throw strange(element);
  return prefixesOfRange(first.first, last.last).map(formatPrefix);
}

function strange(element: unknown): UserError {
  return new UserError(
    `nft lists an element that is not understood: ${JSON.stringify(element).slice(0, 200)}`,
    {
      hint: `Look at it with \`nft list table ${TABLE}\`; \`nft delete table ${TABLE}\` removes all of the block.`,
    },
  );
}

async function list(host: Host, json: boolean): Promise<string | undefined> {
  const { code, stdout, stderr } = await host.run([
    'nft',
    ...(json ? ['-j'] : []),
    'list',
    'table',
    FAMILY,
    NAME,
  ]);
  if (code === 0) return stdout;
  if (/No such file or directory/.test(stderr)) return undefined;
  const refused = /permitted/i.test(stderr);
  throw new UserError(`nft cannot list the table: ${stderr.trim().split('\n')[0]!.slice(0, 200)}`, {
    ...(refused && { hint: 'Run it as root.' }),
  });
}

async function tableOf(host: Host): Promise<Listing | undefined> {
  const json = await list(host, true);
  return json === undefined ? undefined : listing.parse(JSON.parse(json)).nftables;
}

function rulesOf(table: Listing): Rule[] {
  const parts: Rule[] = [];
  for (const { set } of table) {
    if (set === undefined) continue;
    const named = ruleOfName(set.name);
    if (named === undefined) {
      throw new UserError(`the table "${TABLE}" has been changed by hand: the set ${set.name} is not ours`, {
        hint: `Move it to a table of your own; \`nft list table ${TABLE}\` shows it.`,
      });
    }
    const prefixes = collapseTexts((set.elem ?? []).flatMap(textsOf), (text) => {
      throw strange(text);
    });
    parts.push({ ...named, prefixes });
  }
  return joined(parts);
}

/** Sets of ours that are there now, with or without elements. */
export function setsOf(dump: string): string[] {
  return [...dump.matchAll(/^\s*set (v[46]_\w+) \{/gm)].map(([, name]) => name!);
}

/**
 * What our table blocks. A timed set whose elements have expired is there and empty: it is no rule any more.
 * @throws UserError without rights, or for a set that somebody else has put in
 */
export async function read(host: Host): Promise<InstalledBlock> {
  const table = await tableOf(host);
  // Mostly there is none yet, and then nothing to be restored either.
  const dump = table === undefined ? undefined : await list(host, false);
  if (dump === undefined || table === undefined) return { rules: [], dump: '' };
  return { rules: rulesOf(table), dump };
}

/** The same without the dump: listing thousands of elements as text takes nft as long as all the rest. */
export async function rules(host: Host): Promise<Rule[]> {
  return rulesOf((await tableOf(host)) ?? []);
}

/** Packets that were dropped from them, to them from this host, and to them from hosts behind it. */
export async function counters(host: Host): Promise<Counter[]> {
  return ((await tableOf(host)) ?? []).flatMap(({ counter }) =>
    counter === undefined ? [] : [{ what: counter.name, packets: counter.packets, bytes: counter.bytes }],
  );
}
