import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import * as fc from 'fast-check';
import { readAnswer } from '../../src/attribution/rdap/answer.ts';
import { RdapClient } from '../../src/attribution/rdap/client.ts';
import { UserError } from '../../src/base/errors.ts';
import { parseAddress } from '../../src/net/address.ts';
import type { Registration } from '../../src/model/source.ts';
import type { Address } from '../../src/net/address.ts';
import { sources } from '../plug-ins.ts';
import { temporary } from '../support.ts';
import { world } from './world.ts';

const ASKED = '2026-11-20T12:00:00Z';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A registry on this computer: its base address, and which paths were asked. */
async function registry(t: TestContext, handler: Handler): Promise<{ base: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    handler(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const bound = server.address();
  assert.ok(typeof bound === 'object' && bound !== null);
  return { base: `http://127.0.0.1:${bound.port}`, asked };
}

function send(
  response: ServerResponse,
  value: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/rdap+json', ...headers });
  response.end(JSON.stringify(value));
}

function card(name: string, ...mails: string[]): unknown {
  return [
    'vcard',
    [
      ['version', {}, 'text', '4.0'],
      ['fn', {}, 'text', name],
      ...mails.map((mail) => ['email', {}, 'text', mail]),
    ],
  ];
}

function network(more: object): object {
  return {
    objectClassName: 'ip network',
    handle: 'NET-52-44-0-0-1',
    startAddress: '52.44.0.0',
    endAddress: '52.45.255.255',
    ...more,
  };
}

/** The contact is below the holder, as ARIN has it. */
const AMAZON = network({
  name: 'AMAZON-IAD',
  country: 'US',
  entities: [
    {
      handle: 'AMAZO-4',
      roles: ['registrant'],
      vcardArray: card('Example Hosting Inc.'),
      entities: [
        { handle: 'NOC', roles: ['technical'], vcardArray: card('NOC', 'noc@example.com') },
        {
          handle: 'ABUSE',
          roles: ['abuse'],
          vcardArray: card('Abuse', 'Abuse@Example.com', 'not a mail', 'search-apnic-not-arin@apnic.net'),
        },
      ],
    },
  ],
});

function address(text: string): Address {
  return parseAddress(text) ?? assert.fail(text);
}

/** What a registry says of the first address of the network that it answers with. */
function answerOf(value: unknown): Registration {
  const first =
    typeof value === 'object' && value !== null && 'startAddress' in value ? String(value.startAddress) : '';
  return readAnswer(value, parseAddress(first) ?? address('52.44.0.0'), 'x', ASKED);
}

async function client(
  t: TestContext,
  base: string,
  more: { home?: string; now?: string; interval?: number } = {},
): Promise<RdapClient> {
  const { effects } = world(more.home ?? (await temporary(t)), {
    fetch: (url, init) => fetch(url, init),
    now: () => new Date(more.now ?? ASKED),
  });
  return new RdapClient(effects, {
    bootstrap: { 4: `${base}/ipv4.json`, 6: `${base}/ipv6.json` },
    interval: more.interval ?? 0,
  });
}

/** Bootstrap with one server for everything and a longer prefix for another path, then the handler. */
function bootstrapped(handler: Handler): Handler {
  return (request, response) => {
    const base = `http://${request.headers.host}`;
    if (request.url === '/ipv4.json' || request.url === '/ipv6.json') {
      send(response, {
        version: '1.0',
        services: [
          [
            ['0.0.0.0/1', '2000::/3'],
            ['http://203.0.113.9/not-here/', `${base}/all/`],
          ],
          [['52.0.0.0/8'], [`${base}/arin`]],
        ],
      });
    } else handler(request, response);
  };
}

test('the registry with the longest prefix is asked, and the contact for abuse is found below the holder', async (t) => {
  const { base, asked } = await registry(
    t,
    bootstrapped(({ url }, response) =>
      send(
        response,
        url?.includes('::') === true
          ? { ...AMAZON, startAddress: '2600:1F00::', endAddress: '2600:1FFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF' }
          : AMAZON,
      ),
    ),
  );
  const rdap = await client(t, base);
  assert.deepEqual(await rdap.registrationOf(address('52.44.1.9')), {
    server: base.slice('http://'.length),
    asked: '2026-11-20T12:00:00.000Z',
    from: '52.44.0.0',
    to: '52.45.255.255',
    handle: 'NET-52-44-0-0-1',
    name: 'AMAZON-IAD',
    country: 'US',
    holder: 'Example Hosting Inc.',
    abuse: ['abuse@example.com'],
  });
  assert.deepEqual(asked, ['/ipv4.json', '/arin/ip/52.44.1.9']);
  await rdap.registrationOf(address('2600:1f18::1'));
  assert.equal(asked.at(-1), '/all/ip/2600:1f18::1');
});

test('an address is asked about once a day, also by another run', async (t) => {
  const home = await temporary(t);
  const { base, asked } = await registry(
    t,
    bootstrapped((_, response) => send(response, AMAZON)),
  );
  const first = await client(t, base, { home });
  await first.registrationOf(address('52.44.1.9'));
  await first.registrationOf(address('52.44.1.9'));
  await first.save();
  await (await client(t, base, { home, now: '2026-11-21T11:00:00Z' })).registrationOf(address('52.44.1.9'));
  assert.equal(asked.filter((path) => path.includes('/ip/')).length, 1);
  await (await client(t, base, { home, now: '2026-11-21T13:00:00Z' })).registrationOf(address('52.44.1.9'));
  assert.equal(asked.filter((path) => path.includes('/ip/')).length, 2);
  // A damaged cache is no cache.
  await writeFile(join(home, 'rdap.json'), '{"schema":');
  const again = await client(t, base, { home });
  await again.registrationOf(address('52.44.1.9'));
  await again.save();
  assert.match(await readFile(join(home, 'rdap.json'), 'utf8'), /AMAZON-IAD/);
});

test('private and documentation addresses are not asked about', async (t) => {
  const { base, asked } = await registry(
    t,
    bootstrapped((_, response) => send(response, AMAZON)),
  );
  const rdap = await client(t, base);
  for (const text of ['10.0.0.1', '127.0.0.1', '203.0.113.9', 'fe80::1', '2001:db8::1', '169.254.169.254']) {
    assert.equal(await rdap.registrationOf(address(text)), undefined);
  }
  assert.deepEqual(asked, []);
});

test('a registry is asked no faster than it allows, waits where it says so, and sends on to the one that knows', async (t) => {
  let refused = false;
  const times: number[] = [];
  const { base, asked } = await registry(
    t,
    bootstrapped((request, response) => {
      times.push(Date.now());
      if (request.url === '/arin/ip/52.44.1.9')
        return send(response, {}, 301, { location: '/all/ip/52.44.1.9' });
      if (refused) return send(response, AMAZON);
      refused = true;
      send(response, {}, 429, { 'retry-after': '0' });
    }),
  );
  const rdap = await client(t, base, { interval: 60 });
  assert.equal((await rdap.registrationOf(address('52.44.1.9')))?.name, 'AMAZON-IAD');
  assert.deepEqual(asked.slice(1), ['/arin/ip/52.44.1.9', '/all/ip/52.44.1.9', '/all/ip/52.44.1.9']);
  for (const [at, time] of times.entries()) if (at > 0) assert.ok(time - (times[at - 1] ?? 0) >= 55);
});

test('what a registry cannot answer is said: errors, other documents, endless redirects, other schemes, no registration', async (t) => {
  const answers: Handler[] = [
    (_, response) => send(response, {}, 500),
    (_, response) => response.end('<html>'),
    (_, response) => send(response, { objectClassName: 'domain' }),
    (_, response) =>
      send(response, { ...AMAZON, startAddress: '198.51.100.0', endAddress: '198.51.100.255' }),
    (_, response) => send(response, { ...AMAZON, startAddress: '::', endAddress: 'ffff::' }),
    (_, response) => send(response, { ...AMAZON, endAddress: '52.45.255.255 <b>' }),
    (request, response) => send(response, {}, 302, { location: request.url ?? '' }),
    (_, response) => send(response, {}, 302, { location: 'http://203.0.113.9/' }),
    (_, response) => send(response, {}, 302, { location: 'file:///etc/passwd' }),
    (_, response) => send(response, {}, 429, { 'retry-after': '86400' }),
    (request) => request.socket.destroy(),
  ];
  for (const answer of answers) {
    const { base } = await registry(t, bootstrapped(answer));
    await assert.rejects((await client(t, base)).registrationOf(address('52.44.1.9')), UserError);
  }
  const { base } = await registry(
    t,
    bootstrapped((_, response) => send(response, {}, 404)),
  );
  assert.equal(await (await client(t, base)).registrationOf(address('52.44.1.9')), undefined);
  const outside = await registry(
    t,
    bootstrapped((_, response) => send(response, AMAZON)),
  );
  assert.equal(await (await client(t, outside.base)).registrationOf(address('203.1.1.1')), undefined);
});

test('a registry sends on by HTTPS to hosts by their names alone, and what is asked is what was checked', async (t) => {
  const forbidden = [
    'http://rdap.example.net/ip/52.44.1.9',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::1]/ip/52.44.1.9',
    'https://0x7f.1/ip/52.44.1.9',
    'https://localhost/ip/52.44.1.9',
    'https://user@rdap.example.net/ip/52.44.1.9',
    'https://rdap.example.net:8443/ip/52.44.1.9',
    '//127.0.0.1/ip/52.44.1.9',
    'ftp://rdap.example.net/',
  ];
  const run = async (location: string): Promise<{ asked: string[]; outcome: string }> => {
    const asked: string[] = [];
    const { effects } = world(await temporary(t), {
      now: () => new Date(ASKED),
      fetch: (url) => {
        asked.push(url);
        if (url.startsWith('https://data.iana.org/'))
          return Promise.resolve(
            Response.json({ services: [[['52.0.0.0/8'], ['https://rdap.example.org/']]] }),
          );
        if (url.startsWith('https://rdap.example.org/'))
          return Promise.resolve(new Response(null, { status: 302, headers: { location } }));
        return Promise.resolve(Response.json(AMAZON));
      },
    });
    const rdap = new RdapClient(effects, { interval: 0 });
    const outcome = await rdap.registrationOf(address('52.44.1.9')).then(
      (found) => found?.server ?? 'nobody',
      (error: unknown) => String(error),
    );
    return { asked, outcome };
  };
  for (const location of forbidden) {
    const { asked, outcome } = await run(location);
    assert.match(outcome, /no host by HTTPS/, location);
    assert.deepEqual(asked, [
      'https://data.iana.org/rdap/ipv4.json',
      'https://rdap.example.org/ip/52.44.1.9',
    ]);
  }
  const { asked, outcome } = await run('https://RDAP.exa\tmple.net/ip/52.44.1.9');
  assert.equal(outcome, 'rdap.example.net');
  assert.equal(asked.at(-1), 'https://rdap.example.net/ip/52.44.1.9');
});

test('a contact is a plain address of a host name, or none', () => {
  const odd = [
    'abuse?bcc=all@example.net',
    '-oQ/tmp@example.net',
    'abuse@-example.net',
    'abuse@example',
    'abuse@10.0.0.1',
    'abuse@example.net\u202e',
    '`id`@example.net',
    'a|b@example.net',
    'abuse@ex\u3002ample.net',
    '@example.net',
    'abuse',
  ];
  const contact = { roles: ['abuse'], vcardArray: card('Abuse', ...odd, 'net+abuse_1@mail.example.net') };
  assert.deepEqual(answerOf(network({ entities: [contact] })).abuse, ['net+abuse_1@mail.example.net']);
});

test("a registry's own block is never taken for the operator, nor its contact for one that could act", () => {
  const blocks = [
    { name: 'NON-RIPE-NCC-MANAGED-ADDRESS-BLOCK' },
    { name: 'IANA-BLK' },
    { name: 'STUB-133-1' },
    { name: 'ERX-NETBLOCK' },
    { name: 'APNIC-AP' },
    { name: 'RIPE-185' },
    {
      name: 'X',
      entities: [{ roles: ['registrant'], vcardArray: card('RIPE Network Coordination Centre') }],
    },
  ];
  const contact = { roles: ['abuse'], vcardArray: card('Abuse', 'abuse@ripe.net', 'abuse@example.net') };
  for (const { name, entities = [] } of blocks) {
    const answer = answerOf(network({ name, entities: [...entities, contact] }));
    assert.deepEqual([answer.catch_all, answer.abuse], [true, []], name);
  }
  const own = answerOf(network({ name: 'RIPENET-HOSTING', entities: [contact] }));
  assert.deepEqual([own.catch_all, own.abuse], [undefined, ['abuse@example.net']]);
});

/** Placeholders as the registries' servers give them out, with the contacts that they carry. */
const PLACEHOLDERS: Readonly<Record<string, object>> = {
  'RIPE NCC: the root of IPv4': { startAddress: '0.0.0.0', endAddress: '255.255.255.255', name: 'IANA-BLK' },
  'RIPE NCC: the root of IPv6': {
    startAddress: '::',
    endAddress: 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    name: 'IANA-BLK',
  },
  'a root under a name that nobody knows': {
    startAddress: '0.0.0.0',
    endAddress: '255.255.255.255',
    name: 'ROOT',
  },
  'half of IPv4, of nobody': { startAddress: '128.0.0.0', endAddress: '255.255.255.255' },
  'an IPv6 block as IANA gives them to registries': {
    startAddress: '2400::',
    endAddress: '240f:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
    name: 'X',
  },
  'RIPE NCC: managed elsewhere': {
    startAddress: '52.0.0.0',
    endAddress: '52.255.255.255',
    name: 'NON-RIPE-NCC-MANAGED-ADDRESS-BLOCK',
  },
  'RIPE NCC: managed elsewhere, under another name': {
    name: 'X',
    remarks: [{ description: ['', 'IPv4 address block not managed by the RIPE NCC'] }],
  },
  'ARIN: allocated to another registry': {
    startAddress: '1.0.0.0',
    endAddress: '1.255.255.255',
    name: 'APNIC-1',
    entities: [{ roles: ['registrant'], vcardArray: card('Asia Pacific Network Information Centre') }],
  },
  'ARIN: allocated to another registry, by its type': { name: 'NET189', type: 'Allocated to LACNIC' },
  'ARIN: early registrations, kept by another registry': {
    name: 'X',
    type: 'Early Registrations, Maintained by RIPE NCC',
  },
  'ARIN: not registered there, by its remarks': {
    name: 'NET41',
    remarks: [
      {
        title: 'Registration Comments',
        description: ['This IP address range is not registered in the ARIN database.'],
      },
    ],
  },
  'ARIN: the first octet and the registry': { name: '77-RIPE' },
  'ARIN: blocks of class C': { name: 'RIPE-C3' },
  'ARIN: a block of RIPE NCC': { name: 'RIPE-CBLK2' },
  'APNIC: moved to another region': {
    startAddress: '43.225.112.0',
    endAddress: '43.225.115.255',
    name: 'STUB-43-225-112SLASH22',
    country: 'ZZ',
  },
  'APNIC: moved, by its remarks alone': {
    name: 'X',
    remarks: [{ description: ['Transferred to the RIPE region on 2018-12-04T08:38:56Z.'] }],
  },
  'IANA: its own block': { name: 'IANA-NETBLOCK-43' },
};

for (const [what, more] of Object.entries(PLACEHOLDERS)) {
  test(`a registry's placeholder is nobody's network (${what})`, () => {
    const contact = { roles: ['abuse'], vcardArray: card('Abuse', 'abuse@example.net') };
    const { entities = [] }: { entities?: unknown[] } = more;
    const answer = answerOf(network({ ...more, entities: [...entities, contact] }));
    assert.deepEqual([answer.catch_all, answer.abuse], [true, []]);
  });
}

test("a holder of a whole /8, and one whose remarks speak of a registry, are not taken for a registry's block", () => {
  const contact = { roles: ['abuse'], vcardArray: card('Abuse', 'abuse@example.net') };
  for (const more of [
    { startAddress: '17.0.0.0', endAddress: '17.255.255.255', name: 'EXAMPLE-WWNET' },
    {
      name: 'RIPE-FRUIT',
      remarks: [{ description: ['Our abuse desk is not the RIPE NCC.', 'Allocated to customers.'] }],
    },
    { name: 'EXAMPLE', type: 'DIRECT ALLOCATION', remarks: ['no remark', { description: 'no list' }, null] },
    {
      startAddress: '2600:1f00::',
      endAddress: '2600:1fff:ffff:ffff:ffff:ffff:ffff:ffff',
      name: 'EXAMPLE-V6',
    },
  ]) {
    const answer = answerOf(network({ ...more, entities: [contact] }));
    assert.deepEqual([answer.catch_all, answer.abuse], [undefined, ['abuse@example.net']], more.name);
  }
});

test('whatever a registry answers, it is read or refused calmly', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (entities, vcardArray) => {
      for (const value of [
        entities,
        network({ entities }),
        network({ entities: [{ roles: ['abuse'], vcardArray, entities }] }),
      ]) {
        try {
          for (const mail of answerOf(value).abuse) assert.match(mail, /^[^\s@]+@[^\s@]+$/);
        } catch (error) {
          assert.ok(error instanceof UserError, String(error));
        }
      }
    }),
  );
  let deep: object = { roles: ['abuse'], vcardArray: card('x', 'deep@example.net') };
  for (let depth = 0; depth < 5000; depth++) deep = { roles: [], entities: [deep, deep] };
  assert.deepEqual(answerOf(network({ entities: [deep] })).abuse, []);
});

test('nothing of an investigation asks a registry: only `who` and the sending of complaints know the client', () => {
  const users = [...sources()].filter(
    ([file, text]) => !file.startsWith('src/attribution/rdap/') && text.includes('/rdap/'),
  );
  assert.deepEqual(
    users.map(([file]) => file).filter((file) => !file.startsWith('src/desk/send-complaints/')),
    ['src/cli/who.ts'],
  );
});
