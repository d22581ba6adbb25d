import { UserError } from '../../../base/errors.ts';
import { parsePrefix } from '../../../net/prefix.ts';
import type { Prefix } from '../../../net/prefix.ts';
import type { Host } from '../../host.ts';
import { joined } from '../../rule.ts';
import type { Counter, InstalledBlock } from '../firewall.ts';
import { CHAINS, PROGRAMS } from './chains.ts';
import { setOfName } from './sets.ts';
import type { BlockSet } from './sets.ts';

async function output(host: Host, argv: readonly string[], input?: string): Promise<string> {
  const { code, stdout, stderr } = await host.run(argv, input);
  if (code === 0) return stdout;
  const hint = /permitted|permission|must be root/i.test(stderr) ? { hint: 'Run it as root.' } : {};
  throw new UserError(`${argv.join(' ')} failed: ${stderr.trim().slice(0, 200)}`, hint);
}

const HOOKED = '# hooked';

/** The sets of ours that `ipset save` (or a dump of ours) shows, with what they hold. */
export function parseSave(text: string): BlockSet[] {
  const sets = new Map<string, BlockSet & { prefixes: Prefix[] }>();
  for (const line of text.split('\n')) {
    const [verb, name = '', element = ''] = line.split(' ');
    if (verb === 'create') {
      const set = setOfName(name);
      if (set !== undefined) sets.set(name, { ...set, prefixes: [] });
    } else if (verb === 'add') {
      const prefix = parsePrefix(element);
      if (prefix !== undefined) sets.get(name)?.prefixes.push(prefix);
    }
  }
  return [...sets.values()];
}

/** The families whose tables call our chains, as the dump says. */
export function hookedIn(dump: string): (4 | 6)[] {
  return ([4, 6] as const).filter((family) => dump.includes(`${HOOKED} ${family}\n`));
}

async function isHooked(host: Host, program: string): Promise<boolean> {
  const rules = (await output(host, [`${program}-save`, '-t', 'mangle'])).split('\n');
  return CHAINS.every(({ chain, hook }) => rules.includes(`-A ${hook} -j ${chain}`));
}

/** What our sets block, where the rules call them; the dump is their part of `ipset save`. */
export async function read(host: Host): Promise<InstalledBlock> {
  const saved = await output(host, ['ipset', 'save']);
  const own = saved.split('\n').filter((line) => setOfName(line.split(' ')[1] ?? '') !== undefined);
  let dump = own.map((line) => `${line}\n`).join('');
  for (const family of [4, 6] as const) {
    if (await isHooked(host, PROGRAMS[family])) dump += `${HOOKED} ${family}\n`;
  }
  const hooked = hookedIn(dump);
  return { rules: joined(parseSave(dump).filter(({ family }) => hooked.includes(family))), dump };
}

/** What the rules of our chains have dropped. */
export async function counters(host: Host): Promise<Counter[]> {
  const found: Counter[] = [];
  for (const program of Object.values(PROGRAMS)) {
    const saved = await output(host, [`${program}-save`, '-c', '-t', 'mangle']);
    for (const { chain } of CHAINS) {
      let [packets, bytes] = [0, 0];
      for (const line of saved.split('\n')) {
        const [, some, size] = /^\[(\d+):(\d+)\] -A (\S+) /.exec(line) ?? [];
        if (some === undefined || !line.includes(`-A ${chain} `)) continue;
        packets += Number(some);
        bytes += Number(size);
      }
      found.push({ what: `${program} ${chain}`, packets, bytes });
    }
  }
  return found;
}
