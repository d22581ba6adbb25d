import { UserError } from '../../../base/errors.ts';
import type { Change } from '../../action.ts';
import type { Host } from '../../host.ts';
import { difference, sameRules } from '../../rule.ts';
import type { Rule } from '../../rule.ts';
import type { Firewall, InstalledBlock } from '../firewall.ts';
import { HAPROXY_FILE } from '../haproxy-file.ts';
import { readyFor, rulesOf, sheetOfFile, textOf } from '../own-file.ts';
import { WEB_SERVER } from '../web-server.ts';
import { listedIn, replaceIn } from './acl.ts';

const FILE = HAPROXY_FILE;

/** What runs counts; the file is for the next start. @throws UserError when the file is not ours */
async function read(host: Host): Promise<InstalledBlock> {
  const dump = (await host.read(FILE.path)) ?? '';
  if (dump !== '') rulesOf(dump, FILE);
  const prefixes = await listedIn(FILE.path, host);
  return { rules: prefixes.length === 0 ? [] : [{ prefixes, direction: 'in' }], dump };
}

function changes(present: InstalledBlock, wanted: readonly Rule[]): Change[] {
  if (present.dump === '') {
    throw new UserError('HAProxy reads a list that is not there', {
      file: FILE.path,
      hint: 'Write it first, with `--sink haproxy`, and start HAProxy with it.',
    });
  }
  const written = sameRules(rulesOf(present.dump, FILE), wanted);
  if (written && sameRules(present.rules, wanted)) return [];
  const texts = (rules: readonly Rule[]): string[] =>
    rules.flatMap(({ prefixes }) => prefixes).map((prefix) => FILE.body([prefix]).trim());
  const numbers = difference(present.rules, wanted);
  const prefixes = wanted.flatMap((rule) => rule.prefixes);
  return [
    {
      say: { key: 'blockWritesFile', params: { path: FILE.path, ...numbers } },
      apply: [{ write: FILE.path, text: textOf(FILE, prefixes) }, { run: FILE.check }],
      undo: [{ write: FILE.path, text: present.dump }],
    },
    {
      say: { key: 'blockReplacesList', params: { list: FILE.path, ...numbers } },
      apply: [{ list: FILE.path, entries: texts(wanted) }],
      undo: [{ list: FILE.path, entries: texts(present.rules) }],
    },
  ];
}

/** HAProxy without a reload: the running list is replaced over its socket, and the file is written for the next start. */
export const haproxyRuntime: Firewall = {
  name: 'haproxy-runtime',
  title: 'HAProxy (runtime API)',
  can: { ...WEB_SERVER, triedWith: 'HAProxy 2.6.12' },
  render: (rules) => [sheetOfFile(FILE, rules)],
  live: { ready: (host) => readyFor(FILE, host), read, changes, put: replaceIn },
};
