import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { UserError } from '../../src/base/errors.ts';
import { gatherRanges } from '../../src/attribution/gather.ts';
import { homeFolder } from '../../src/base/home.ts';
import { importFile } from '../../src/attribution/import.ts';
import { sourceOfText } from '../../src/attribution/ranges.ts';
import { loadHistories, saveHistory } from '../../src/attribution/store.ts';
import { fetchRanges } from '../../src/attribution/update.ts';
import { PUBLISHERS } from '../../src/clouds/index.ts';
import { temporary } from '../support.ts';
import { ipRanges, world } from './world.ts';
import type { Line } from './world.ts';
import { messageOf } from '../../src/model/reason.ts';

const AWS = PUBLISHERS.find(({ name }) => name === 'aws') ?? assert.fail('AWS publishes its ranges');

const LINES: readonly Line[] = [
  ['52.44.0.0/15', 'EC2', 'us-east-1', 'us-east-1'],
  ['2600:1f18::/33', 'AMAZON', 'us-east-1'],
];
const FILE = ipRanges('2018-03-05T19:48:10Z', LINES);
const ORIGIN = { source: 'ip-ranges.json', imported: '2018-03-06T12:00:00Z' };

function attachment(path: string, bytes: Uint8Array): Parameters<typeof gatherRanges>[0][number] {
  const counts = { read: 0, parsed: 0, rejected: 0, skipped: 0, rejects: [], skips: [], notes: [] };
  return {
    evidence: { id: 0, path, bytes: bytes.length, format: 'aws-ranges', because: '', ...counts },
    bytes,
  };
}

test('what is kept comes back as it was, and nothing is left half-written', async (t) => {
  const home = await temporary(t);
  const { effects } = world(home);
  const { histories } = importFile([], FILE, ORIGIN);
  for (const history of histories) await saveHistory(history, effects);
  assert.deepEqual(await loadHistories(effects), histories);
  assert.deepEqual(await loadHistories(effects, { list: (name) => name !== 'aws' }), []);
  const [some] = await loadHistories(effects, { prefix: (prefix) => prefix.startsWith('52.') });
  assert.deepEqual(
    some?.rows,
    histories[0]!.rows.filter(({ prefix }) => prefix.startsWith('52.')),
  );
  assert.deepEqual(await readdir(join(home, 'ranges')), ['aws.json']);
});

test('a person can read the kept file: one row a line, with where it came from', async (t) => {
  const home = await temporary(t);
  const { effects } = world(home);
  for (const history of importFile([], FILE, ORIGIN).histories) await saveHistory(history, effects);
  const text = await readFile(join(home, 'ranges', 'aws.json'), 'utf8');
  const lines = text.split('\n');
  assert.ok(lines.includes('["52.44.0.0/15","EC2","us-east-1","us-east-1","2018-03-05T19:48:10Z",null]'));
  const version = lines.find((line) => line.includes('"sha256"')) ?? '';
  assert.match(version, /"source":"ip-ranges\.json"/);
  assert.match(version, /"token":"1520279290"/);
});

test('a damaged store says which file and what to do', async (t) => {
  const home = await temporary(t);
  const { effects } = world(home);
  for (const history of importFile([], FILE, ORIGIN).histories) await saveHistory(history, effects);
  const path = join(home, 'ranges', 'aws.json');
  const whole = await readFile(path);
  for (const damaged of [whole.subarray(0, 300), '{}', whole.toString().replace('/1"', '/9"')]) {
    await writeFile(path, damaged);
    await assert.rejects(loadHistories(effects), (error: unknown) => {
      assert.ok(error instanceof UserError && error.file === path && error.hint !== undefined);
      return true;
    });
  }
});

test('a folder that cannot be written is said, not hidden', async (t) => {
  const home = join(await temporary(t), 'file');
  await writeFile(home, 'not a folder');
  const { effects } = world(home);
  const [history] = importFile([], FILE, ORIGIN).histories;
  assert.ok(history);
  await assert.rejects(saveHistory(history, effects), UserError);
});

test('the data folder follows the platform', () => {
  const at = (platform: NodeJS.Platform, env: Record<string, string>): string =>
    homeFolder(world('', { platform, env, cwd: () => '/somewhere' }).effects);
  assert.equal(at('linux', { ABUSEDESK_HOME: 'here', HOME: '/home/a' }), '/somewhere/here');
  assert.equal(at('linux', { HOME: '/home/a' }), '/home/a/.local/share/abusedesk');
  assert.equal(at('linux', { HOME: '/home/a', XDG_DATA_HOME: '/data' }), '/data/abusedesk');
  assert.equal(at('linux', { HOME: '/home/a', XDG_DATA_HOME: 'relative' }), '/home/a/.local/share/abusedesk');
  assert.equal(at('darwin', { HOME: '/Users/a' }), '/Users/a/Library/Application Support/abusedesk');
  assert.equal(at('win32', { LOCALAPPDATA: 'C:\\Users\\a\\L' }), 'C:\\Users\\a\\L\\abusedesk');
  assert.equal(at('win32', { USERPROFILE: 'C:\\Users\\a' }), 'C:\\Users\\a\\AppData\\Local\\abusedesk');
  assert.throws(() => at('linux', {}), UserError);
});

test('ranges in the folder answer for the case and are not kept', async (t) => {
  const home = await temporary(t);
  const { effects } = world(home);
  const broken = attachment('old/ip-ranges.json', FILE.subarray(0, 200));
  const good = attachment('ip-ranges.json', FILE);
  const { ranges, problems } = await gatherRanges([good, broken], effects);
  assert.deepEqual([good.evidence.read, good.evidence.parsed], [2, 2]);
  assert.equal(sourceOfText(ranges, '52.44.1.9', 0).provider, 'aws');
  assert.equal(problems.length, 1);
  assert.deepEqual(
    problems.map((problem) => messageOf(problem).key),
    ['cloudFileUnread'],
  );
  assert.deepEqual(await readdir(home), []);
});

test('without ranges the case goes on', async (t) => {
  const { effects } = world(await temporary(t));
  const { ranges, problems } = await gatherRanges([], effects);
  assert.equal(ranges.known, false);
  assert.deepEqual(problems, []);
});

test('an update asks with the known tag and takes what is new', async (t) => {
  const asked: (string | undefined)[] = [];
  const answers = [
    new Response(new Uint8Array(FILE), { headers: { etag: '"one"' } }),
    new Response(null, { status: 304 }),
  ];
  const { effects } = world(await temporary(t), {
    fetch: (url, init) => {
      assert.equal(url, 'https://ip-ranges.amazonaws.com/ip-ranges.json');
      asked.push(new Headers(init?.headers).get('if-none-match') ?? undefined);
      return Promise.resolve(answers.shift() ?? Response.error());
    },
  });
  const first = await fetchRanges(AWS, [], effects);
  assert.equal(first?.imported.version.rows, 2);
  assert.equal(await fetchRanges(AWS, first.histories, effects), undefined);
  assert.deepEqual(asked, [undefined, '"one"']);
});

test('no network, an error page or an endless answer each end in a hint', async (t) => {
  const home = await temporary(t);
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(8 << 20)),
  });
  const broken = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.error(new Error('reset')),
  });
  const answers: (() => Promise<Response>)[] = [
    () => Promise.reject(new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND') })),
    () => Promise.resolve(new Response('no', { status: 503 })),
    () => Promise.resolve(new Response('<html>sign in</html>')),
    () => Promise.resolve(new Response(endless)),
    () => Promise.resolve(new Response(broken)),
  ];
  for (const fetch of answers) {
    await assert.rejects(fetchRanges(AWS, [], world(home, { fetch }).effects), (error: unknown) => {
      assert.ok(error instanceof UserError && error.hint !== undefined, String(error));
      return true;
    });
  }
});

test('a list is followed by HTTPS alone, at every step, to hosts by their names', async (t) => {
  const home = await temporary(t);
  const official = 'https://ip-ranges.amazonaws.com/ip-ranges.json';
  const follow = async (...locations: string[]): Promise<{ asked: string[]; outcome: string }> => {
    const asked: string[] = [];
    const fetch = (url: string, init?: RequestInit): Promise<Response> => {
      assert.equal(init?.redirect, 'manual');
      asked.push(url);
      const location = locations[asked.length - 1];
      return Promise.resolve(
        location === undefined
          ? new Response(new Uint8Array(FILE))
          : new Response(null, { status: 302, headers: { location } }),
      );
    };
    const outcome = await fetchRanges(AWS, [], world(home, { fetch }).effects).then(
      (found) => `${found?.imported.version.rows} rows`,
      (error: unknown) => String(error),
    );
    return { asked, outcome };
  };
  // The last of these leads back to HTTPS: only the step in the middle shows it.
  for (const locations of [
    ['http://mirror.example.net/list.json'],
    ['https://169.254.169.254/latest'],
    ['https://[::1]/'],
    ['http://mirror.example.net/list.json', 'https://mirror.example.net/list.json'],
  ]) {
    const { asked, outcome } = await follow(...locations);
    assert.deepEqual(asked, [official]);
    assert.match(outcome, /no host by HTTPS/);
  }
  const fine = await follow('https://mirror.example.net/a', 'b.json');
  assert.deepEqual(fine, {
    asked: [official, 'https://mirror.example.net/a', 'https://mirror.example.net/b.json'],
    outcome: '2 rows',
  });
  assert.match((await follow(...Array<string>(20).fill('/again'))).outcome, /without end/);
});

test('a list among the evidence that carries no time is dated by its name, or by when it was written', async (t) => {
  const { effects } = world(await temporary(t));
  const bytes = Buffer.from('{"addresses":["23.235.32.0/20"],"ipv6_addresses":[]}');
  const modified = Date.parse('2018-02-01T10:00:00Z') / 1000;
  const { histories } = await gatherRanges(
    [
      { ...attachment('fastly-2018-01-15.json', bytes), modified },
      { ...attachment('fastly.json', bytes), modified },
    ],
    effects,
  );
  assert.deepEqual(
    histories[0]?.versions.map(({ published, dated }) => [published, dated]),
    [
      ['2018-01-15T00:00:00Z', 'name'],
      ['2018-02-01T10:00:00Z', 'file'],
    ],
  );
});
