import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { PrefixFinder } from '../../src/net/prefix-set.ts';
import { parsePrefix } from '../../src/net/prefix.ts';
import { ipRanges } from '../attribution/world.ts';
import { temporary } from '../support.ts';
import { run } from './run.ts';

/** All files of a folder with what they hold; none where it is not there. */
async function contents(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) found[path] = await readFile(path, 'utf8');
  }
  return found;
}

interface Refusal {
  name: string;
  words: string[];
  /** Of the list `list.txt`. */
  list?: string;
  code: 2 | 3;
  /** What it says, and what it says to do. */
  says: RegExp;
}

const FILE = ['--file', 'list.txt'];
const NFT = ['--sink', 'nftables'];
const ONE = '192.0.2.50\n';

const REFUSALS: readonly Refusal[] = [
  {
    name: 'everybody (0.0.0.0/0)',
    words: [...FILE, ...NFT],
    list: '0.0.0.0/0\n',
    code: 3,
    says: /0\.0\.0\.0\/0 .*nearly everybody\n.*--force 0\.0\.0\.0\/0/,
  },
  {
    name: 'everybody of IPv6 (::/0)',
    words: [...FILE, ...NFT],
    list: '::/0\n',
    code: 3,
    says: /::\/0 .*nearly everybody\n.*--force ::\/0/,
  },
  {
    name: 'everybody in two halves',
    words: [...FILE, ...NFT],
    list: '0.0.0.0/1\n128.0.0.0/1\n',
    code: 3,
    says: /nearly everybody/,
  },
  {
    name: 'a list that is cut in the middle of a line',
    words: [...FILE, ...NFT],
    list: '192.0.2.0/24\n192.0.2',
    code: 2,
    says: /line 2.*\n.*four octets and a length/,
  },
  {
    name: 'a list with nobody in it',
    words: [...FILE, ...NFT],
    list: '\n# nobody\n',
    code: 2,
    says: /nothing to block\n.*never handed on/,
  },
  {
    name: 'a list that is not there',
    words: ['--file', 'gone.txt', ...NFT],
    code: 2,
    says: /cannot be read: ENOENT .*gone\.txt/,
  },
  {
    name: 'a keep-list that empties the plan',
    words: [...FILE, '--keep', '192.0.0.0/8', ...NFT],
    code: 2,
    says: /nothing is left to block\n.*keep-list/,
  },
  {
    name: 'the address alone from which this computer is administered',
    words: [...FILE, ...NFT],
    list: ONE,
    code: 3,
    says: /would lock out .*administered now\n.*--force/,
  },
  {
    name: 'a sink that there is not',
    words: [...FILE, '--sink', 'nftable'],
    code: 2,
    says: /no sink "nftable"\n.*There are: .*nftables/,
  },
  {
    name: 'a time, where a web server has no timer',
    words: [...FILE, '--sink', 'nginx', '--for', '10m'],
    code: 2,
    says: /no timer.*\n.*block undo/,
  },
  {
    name: 'a time, where AWS has no timer',
    words: [...FILE, '--sink', 'aws-waf', '--for', '10m'],
    code: 2,
    says: /no timer.*\n.*undo/,
  },
  {
    name: 'a time, where a device has a way of its own',
    words: [...FILE, '--sink', 'cisco', '--for', '10m'],
    code: 2,
    says: /no timer.*\n.*reload in 10/,
  },
  {
    name: 'a sink that is not reached from here',
    words: [...FILE, '--sink', 'windows-firewall'],
    code: 2,
    says: /not changed from here\n.*--out FOLDER/,
  },
  {
    name: 'a direction that the sink does not have',
    words: [...FILE, '--sink', 'caddy', '--direction', 'out'],
    code: 2,
    says: /direction "out"\n.*It can: in/,
  },
  {
    name: 'one port, which the sink cannot have',
    words: [...FILE, '--sink', 'nginx', '--port', '443'],
    code: 2,
    says: /one port.*\n.*--port/,
  },
  {
    name: 'two things at once',
    words: [...FILE, '--provider', 'aws', ...NFT],
    code: 2,
    says: /several things/,
  },
  { name: 'nothing at all', words: [...NFT], code: 2, says: /nothing to block was named\n.*--provider/ },
  {
    name: 'a provider whose list is not kept',
    words: ['--provider', 'aws', ...NFT],
    code: 2,
    says: /"aws"[^]*ranges update/,
  },
];

for (const { name, words, list = '192.0.2.0/24\n', code, says } of REFUSALS) {
  test(`asked to block: ${name}; it says what is wrong and what to do, and nothing is changed`, async (t) => {
    const folder = await temporary(t);
    const home = join(folder, 'home');
    const path = join(folder, 'list.txt');
    await writeFile(path, list);
    const argv = ['block', 'apply', ...words.map((word) => (word === 'list.txt' ? path : word))];
    const env = { ABUSEDESK_HOME: home, SSH_CONNECTION: '192.0.2.50 50000 198.51.100.1 22' };
    const { code: ended, stdout, stderr } = await run(t, {}, argv, { env });
    assert.equal(ended, code, stderr);
    assert.equal(stdout, '');
    assert.match(stderr, says);
    assert.deepEqual(await contents(home), {});
  });
}

test('who is logged in from there is taken out of the plan, and named', async (t) => {
  const folder = await temporary(t);
  const list = join(folder, 'list.txt');
  await writeFile(list, '192.0.2.0/24\n');
  const env = { ABUSEDESK_HOME: join(folder, 'home'), SSH_CONNECTION: '192.0.2.50 50000 198.51.100.1 22' };
  const argv = ['block', 'plan', '--file', list, '--sink', 'cidr', '--json'];
  const plan = await run(t, {}, argv, { env });
  const { prefixes, kept }: { prefixes: string[]; kept: { prefix: string }[] } = JSON.parse(plan.stdout);
  // The computer's own addresses may be among them, too.
  assert.ok(
    kept.some(({ prefix }) => prefix === '192.0.2.50/32'),
    plan.stdout,
  );
  const blocked = new PrefixFinder(prefixes.map((text) => parsePrefix(text)!));
  assert.equal(blocked.touches(parsePrefix('192.0.2.50')!), false);
});

const ROWS = Array.from({ length: 90 }, (_, i): [string, string, string] => [
  `52.0.${i}.0/24`,
  'EC2',
  'us-east-1',
]);
const GOOD = String(ipRanges('2018-03-05T00:00:00Z', ROWS));
const NEWER = '2018-03-06T00:00:00Z';

/** What comes in place of the list, and what is said of it when it is fetched and when it is imported. */
const LISTS: Readonly<Record<string, { text: string; fetched: RegExp; imported?: RegExp }>> = {
  'an empty list of ranges': {
    text: '',
    fetched: /the list is empty/,
    imported: /the list is empty .*\n.*download/,
  },
  'a list of ranges without any range': {
    text: String(ipRanges(NEWER, [])),
    fetched: /no readable prefix/,
    imported: /no readable prefix .*\n.*download/,
  },
  'half of a list of ranges': {
    text: GOOD.slice(0, GOOD.length / 2),
    fetched: /not readable as JSON; is the file complete/,
    imported: /is the file complete/,
  },
  'a list of ranges with half of its lines': {
    text: String(ipRanges(NEWER, ROWS.slice(45))),
    fetched: /45 lines, more than a third less than the 90 .*the old one is kept/,
  },
  'a list of ranges with nothing but everybody': {
    text: String(ipRanges(NEWER, [['0.0.0.0/0', 'EC2', 'us-east-1']])),
    fetched: /no readable prefix/,
    imported: /no readable prefix/,
  },
};

for (const [name, { text, fetched, imported }] of Object.entries(LISTS)) {
  test(`given ${name}, the one before is kept, a block is planned of that, and it is said`, async (t) => {
    const folder = await temporary(t);
    const home = join(folder, 'home');
    await mkdir(home);
    const env = { ABUSEDESK_HOME: home };
    const good = join(folder, 'good.json');
    await writeFile(good, GOOD);
    assert.equal((await run(t, {}, ['ranges', 'import', good], { env })).code, 0);
    const plan = ['block', 'plan', '--provider', 'aws', '--sink', 'cidr', '--json'];
    const [before, planned] = [await contents(home), await run(t, {}, plan, { env })];
    const fetch = (): Promise<Response> => Promise.resolve(new Response(text));
    const update = await run(t, {}, ['ranges', 'update', 'aws'], { env, fetch });
    assert.deepEqual([update.code, update.stdout], [2, ''], update.stderr);
    assert.match(update.stderr, fetched);
    assert.deepEqual(await contents(home), before);
    if (imported !== undefined) {
      const path = join(folder, 'new.json');
      await writeFile(path, text);
      const read = await run(t, {}, ['ranges', 'import', path], { env });
      assert.deepEqual([read.code, read.stdout], [2, ''], read.stderr);
      assert.match(read.stderr, imported);
      assert.deepEqual(await contents(home), before);
    }
    assert.equal((await run(t, {}, plan, { env })).stdout, planned.stdout);
  });
}

test('a line for everybody in a list of ranges is rejected with its reason, and no block has it', async (t) => {
  const folder = await temporary(t);
  const env = { ABUSEDESK_HOME: join(folder, 'home') };
  const path = join(folder, 'ip-ranges.json');
  await writeFile(path, ipRanges(NEWER, [...ROWS, ['0.0.0.0/0', 'EC2', 'us-east-1']]));
  const read = await run(t, {}, ['ranges', 'import', path], { env });
  assert.equal(read.code, 0, read.stderr);
  assert.match(read.stdout, /90 taken, 0 repeated, 1 rejected\)\n.*a \/0 is more than any provider holds/);
  const plan = await run(t, {}, ['block', 'plan', '--provider', 'aws', '--sink', 'cidr', '--json'], { env });
  const { prefixes }: { prefixes: string[] } = JSON.parse(plan.stdout);
  assert.ok(prefixes.length > 0 && prefixes.every((prefix) => prefix.startsWith('52.0.')), plan.stdout);
});
