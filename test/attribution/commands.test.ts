import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Command } from 'commander';
import { rangesCommand } from '../../src/cli/ranges.ts';
import { whoCommand } from '../../src/cli/who.ts';
import type { Effects } from '../../src/base/ports.ts';
import { UserError } from '../../src/base/errors.ts';
import { BY_ASN, PUBLISHERS } from '../../src/clouds/index.ts';
import { temporary } from '../support.ts';
import { ipRanges, world } from './world.ts';
import type { Line } from './world.ts';

const LINES: readonly Line[] = [
  ['52.44.0.0/15', 'AMAZON', 'us-east-1'],
  ['52.44.0.0/15', 'EC2', 'us-east-1'],
  ['2600:1f18::/33', 'AMAZON', 'us-east-1'],
];

/** Runs a command to its end; the UserError it ended with, if any. */
async function run(
  make: (effects: Effects) => Command,
  argv: readonly string[],
  effects: Effects,
): Promise<UserError | undefined> {
  try {
    await make(effects).exitOverride().parseAsync(argv, { from: 'user' });
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    return error;
  }
  return undefined;
}

/** A home in which the version of 2018-03-05 is known. */
async function homeWithRanges(t: Parameters<typeof temporary>[0]): Promise<string> {
  const home = await temporary(t);
  const file = join(home, 'ip-ranges.json');
  await writeFile(file, ipRanges('2018-03-05T19:48:10Z', LINES));
  assert.equal(await run(rangesCommand, ['import', file], world(home).effects), undefined);
  return home;
}

test('who answers in one aligned line', async (t) => {
  const { effects, written } = world(await homeWithRanges(t));
  assert.equal(await run(whoCommand, ['52.44.1.9', '10.0.0.1', '8.8.8.8'], effects), undefined);
  assert.equal(
    written.stdout,
    '52.44.1.9  aws  AMAZON, EC2  us-east-1  52.44.0.0/15  as of 2018-03-05\n' +
      '10.0.0.1   -    private address (RFC 1918)\n' +
      `8.8.8.8    -    in none of the lists asked (1 of ${PUBLISHERS.length + new Set(BY_ASN.values()).size})\n`,
  );
  assert.match(written.stderr, /^Note: asked: aws; not loaded, and so not asked: azure, .*google.*hetzner/);
});

test('who --json is one array, in the order asked', async (t) => {
  const { effects, written } = world(await homeWithRanges(t));
  await run(whoCommand, ['--json', '::ffff:52.44.1.9', '2600:1f18::1', '192.168.0.1'], effects);
  assert.deepEqual(JSON.parse(written.stdout), [
    {
      address: '52.44.1.9',
      provider: 'aws',
      list: 'aws',
      services: ['AMAZON', 'EC2'],
      region: 'us-east-1',
      prefix: '52.44.0.0/15',
      as_of: '2018-03-05T19:48:10Z',
    },
    {
      address: '2600:1f18::1',
      provider: 'aws',
      list: 'aws',
      services: ['AMAZON'],
      region: 'us-east-1',
      prefix: '2600:1f18::/33',
      as_of: '2018-03-05T19:48:10Z',
    },
    { address: '192.168.0.1', provider: null, note: 'private address (RFC 1918)' },
  ]);
});

test('who reads a list from the standard input and names the wrong lines', async (t) => {
  const input = '# sources\n52.44.1.9\r\n\n010.1.1.1\n\u001B[2J\n2600:1f18::1';
  const { effects, written } = world(await homeWithRanges(t), { input });
  const error = await run(whoCommand, ['-', '--json'], effects);
  assert.equal(error?.message, '2 entries are not IP addresses');
  assert.equal(written.stderr, 'line 4: not an IP address: 010.1.1.1\nline 5: not an IP address: \\x1b[2J\n');
  const answers: { provider: string | null }[] = JSON.parse(written.stdout);
  assert.deepEqual(
    answers.map(({ provider }) => provider),
    ['aws', null, null, 'aws'],
  );
});

test('who --file answers a long list, line by line', async (t) => {
  const home = await homeWithRanges(t);
  const list = join(home, 'list.txt');
  const addresses = Array.from({ length: 20_000 }, (_, i) => `52.44.${i >> 8}.${i & 255}`);
  await writeFile(list, addresses.join('\n'));
  const { effects, written } = world(home);
  assert.equal(await run(whoCommand, ['--file', list], effects), undefined);
  const lines = written.stdout.split('\n');
  assert.equal(lines.length, 20_001);
  assert.match(lines[19_999] ?? '', /^52\.44\.78\.31 +aws /);
});

test('an empty list is an empty array', async (t) => {
  const { effects, written } = world(await homeWithRanges(t), { input: '\n\n' });
  await run(whoCommand, ['--json', '-'], effects);
  assert.deepEqual(JSON.parse(written.stdout), []);
});

test('a list that cannot be read, a wrong time, or no address at all is said', async (t) => {
  const home = await homeWithRanges(t);
  const { effects } = world(home);
  assert.match((await run(whoCommand, ['--file', home], effects))?.message ?? '', /EISDIR/);
  assert.match((await run(whoCommand, ['--file', join(home, 'none')], effects))?.message ?? '', /ENOENT/);
  assert.match((await run(whoCommand, ['--at', 'yesterday', '8.8.8.8'], effects))?.message ?? '', /^--at: /);
  assert.equal((await run(whoCommand, [], effects))?.exitCode, 2);
});

test('who --at takes the ranges of that day, and a note says when they are far from it', async (t) => {
  const home = await homeWithRanges(t);
  const later = join(home, 'later.json');
  await writeFile(later, ipRanges('2018-03-06T10:00:00Z', [['52.44.0.0/15', 'LATER', 'us-east-1']]));
  await run(rangesCommand, ['import', later], world(home).effects);
  const asked = async (at: string): Promise<{ services: string[]; note?: string }> => {
    const { effects, written } = world(home);
    await run(whoCommand, ['--json', '--at', at, '52.44.1.9'], effects);
    const [answer]: [{ services: string[]; note?: string }] = JSON.parse(written.stdout);
    return answer;
  };
  assert.deepEqual((await asked('2018-03-05')).services, ['AMAZON', 'EC2']);
  assert.deepEqual((await asked('2018-03-06')).services, ['LATER']);
  assert.deepEqual((await asked('2018-03-06T18:59:59+09:00')).services, ['AMAZON', 'EC2']);
  assert.deepEqual((await asked('2018-03-06 10:00')).services, ['LATER']);
  assert.match((await asked('2017-03-05')).note ?? '', /365 days after the time asked for/);
});

test('who without ranges still answers and says how to get them', async (t) => {
  const { effects, written } = world(await temporary(t));
  const error = await run(whoCommand, ['--json', '52.44.1.9'], effects);
  assert.equal(error?.exitCode, 2);
  assert.match(error?.hint ?? '', /abusedesk ranges update/);
  assert.deepEqual(JSON.parse(written.stdout), [
    { address: '52.44.1.9', provider: null, note: 'no provider ranges are known' },
  ]);
});

test('ranges status tells which versions are known and how old the newest is', async (t) => {
  const home = await homeWithRanges(t);
  const text = world(home);
  await run(rangesCommand, ['status'], text.effects);
  assert.match(text.written.stdout, /aws: 1 version, the newest of 2018-03-05T19:48:10Z \(0 days old\)/);
  const json = world(home);
  await run(rangesCommand, ['status', '--json'], json.effects);
  const { providers }: { providers: { provider: string; rows: number }[] } = JSON.parse(json.written.stdout);
  assert.deepEqual(
    providers.map(({ provider, rows }) => [provider, rows]),
    [['aws', 3]],
  );
  const empty = world(await temporary(t));
  await run(rangesCommand, ['status'], empty.effects);
  assert.match(empty.written.stdout, /no ranges are known yet/);
});

test('importing a file again changes nothing, and one wrong file stores none', async (t) => {
  const home = await homeWithRanges(t);
  const again = world(home);
  await run(rangesCommand, ['import', join(home, 'ip-ranges.json')], again.effects);
  assert.match(again.written.stdout, /was known/);
  const good = join(home, 'good.json');
  const bad = join(home, 'bad.json');
  await writeFile(good, ipRanges('2018-03-06T10:00:00Z', LINES));
  await writeFile(bad, 'not ranges');
  const error = await run(rangesCommand, ['import', good, bad], world(home).effects);
  assert.equal(error?.file, bad);
  const after = world(home);
  await run(rangesCommand, ['status'], after.effects);
  assert.match(after.written.stdout, /1 version/);
});

test('ranges update without a network points at importing a file', async (t) => {
  const { effects } = world(await temporary(t));
  const error = await run(rangesCommand, ['update'], effects);
  assert.match(
    error?.message ?? '',
    /ip-ranges\.amazonaws\.com.*could not be fetched: getaddrinfo ENOTFOUND/,
  );
  assert.match(error?.hint ?? '', /abusedesk ranges import FILE/);
});

test('ranges update keeps what it fetched', async (t) => {
  const home = await temporary(t);
  const body = ipRanges('2018-03-06T10:00:00Z', LINES);
  const fetch = (): Promise<Response> => Promise.resolve(new Response(new Uint8Array(body)));
  const updated = world(home, { fetch });
  await run(rangesCommand, ['update', '--json'], updated.effects);
  const { imported }: { imported: { changed: boolean }[] } = JSON.parse(updated.written.stdout);
  assert.equal(imported.filter(({ changed }) => changed).length, 1);
  const asked = world(home);
  await run(whoCommand, ['52.44.1.9'], asked.effects);
  assert.match(asked.written.stdout, /EC2/);
});

test('who --rdap adds what the registry says, asks only about public addresses, and goes on where it cannot ask', async (t) => {
  const home = await homeWithRanges(t);
  const asked: string[] = [];
  const fetch = (url: string): Promise<Response> => {
    asked.push(url);
    if (url.startsWith('https://data.iana.org/')) {
      return Promise.resolve(Response.json({ services: [[['8.0.0.0/8'], ['https://rdap.example.net/']]] }));
    }
    const card = ['vcard', [['email', {}, 'text', 'abuse@example.net']]];
    const answer = {
      objectClassName: 'ip network',
      startAddress: '8.8.8.0',
      endAddress: '8.8.8.255',
      name: 'EXAMPLE',
      entities: [{ roles: ['abuse'], vcardArray: card }],
    };
    return Promise.resolve(
      url.endsWith('/8.8.8.8') ? Response.json(answer) : new Response('', { status: 500 }),
    );
  };
  const { effects, written } = world(home, { fetch });
  assert.equal(await run(whoCommand, ['--rdap', '8.8.8.8', '10.0.0.1'], effects), undefined);
  assert.match(
    written.stdout,
    /^8\.8\.8\.8: EXAMPLE \(8\.8\.8\.0 – 8\.8\.8\.255\); abuse: abuse@example\.net; says rdap\.example\.net$/m,
  );
  assert.deepEqual(asked, ['https://data.iana.org/rdap/ipv4.json', 'https://rdap.example.net/ip/8.8.8.8']);
  const failing = world(home, { fetch });
  await run(whoCommand, ['--rdap', '--json', '8.8.8.9'], failing.effects);
  assert.match(failing.written.stderr, /8\.8\.8\.9: rdap\.example\.net answers 500/);
  const [answer]: { address: string; rdap?: object }[] = JSON.parse(failing.written.stdout);
  assert.deepEqual([answer?.address, answer?.rdap], ['8.8.8.9', undefined]);
});

test("who --rdap says of a registry's placeholder that the operator is not known, and gives no contact", async (t) => {
  const home = await homeWithRanges(t);
  const card = [
    'vcard',
    [
      ['fn', {}, 'text', 'RIPE NCC'],
      ['email', {}, 'text', 'abuse@example.net'],
    ],
  ];
  const root = {
    objectClassName: 'ip network',
    startAddress: '0.0.0.0',
    endAddress: '255.255.255.255',
    name: 'IANA-BLK',
    entities: [{ roles: ['abuse'], vcardArray: card }],
  };
  const fetch = (url: string): Promise<Response> =>
    Promise.resolve(
      Response.json(
        url.startsWith('https://data.iana.org/')
          ? { services: [[['8.0.0.0/8'], ['https://rdap.example.net/']]] }
          : root,
      ),
    );
  const { effects, written } = world(home, { fetch });
  assert.equal(await run(whoCommand, ['--rdap', '8.8.8.8'], effects), undefined);
  assert.match(
    written.stdout,
    /8\.8\.8\.8: IANA-BLK .*the registry's own block, so its operator is not known/,
  );
  assert.doesNotMatch(written.stdout, /@/);
});
