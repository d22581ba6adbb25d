import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { join } from 'node:path';
import { LANGS } from '../../src/language/lang.ts';
import { PrefixFinder } from '../../src/net/prefix-set.ts';
import { parsePrefix } from '../../src/net/prefix.ts';
import { ipRanges } from '../attribution/world.ts';
import { ROOT, temporary } from '../support.ts';
import { run } from './run.ts';

test('the sinks say what they can do in the language that was asked for', async (t) => {
  const english = (await run(t, {}, ['block', 'sinks'])).stdout.split('\n');
  assert.ok(english.length > 20);
  for (const lang of LANGS.filter((one) => one !== 'en')) {
    const { stdout, code } = await run(t, {}, ['block', 'sinks', '--lang', lang]);
    assert.equal(code, 0);
    const lines = stdout.split('\n');
    assert.equal(lines.length, english.length);
    assert.deepEqual(
      lines.filter((line) => line !== '' && english.includes(line)),
      [],
      lang,
    );
  }
});

test('a block of a provider takes any cloud whose list is kept, and says where a part of it is not loaded', async (t) => {
  const google = join(ROOT, 'test', 'clouds', 'fixtures', 'google', 'ranges', 'customers', 'input.json');
  const routes = join(ROOT, 'test', 'clouds', 'fixtures', 'hetzner', 'asns', 'routes.txt');
  const changes = { env: { ABUSEDESK_HOME: await temporary(t) } };
  const plan = async (...words: string[]): ReturnType<typeof run> =>
    run(t, {}, ['block', 'plan', '--sink', 'cidr', '--json', ...words], changes);
  const before = await plan('--provider', 'hetzner');
  assert.equal(before.code, 2);
  assert.match(before.stderr, /table of routes/);
  await run(t, {}, ['ranges', 'import', google, routes], changes);
  const customers = await plan('--provider', 'google', '--service', 'Google Cloud', '--region', 'asia-east1');
  assert.equal(customers.code, 0, customers.stderr);
  const { prefixes }: { prefixes: string[] } = JSON.parse(customers.stdout);
  assert.deepEqual(prefixes, ['34.80.0.0/15']);
  assert.match(
    customers.stderr,
    /Only a part of google: these lists are not loaded: google \(`abusedesk ranges update`\)/,
  );
  const hetzner = await plan('--provider', 'hetzner');
  assert.equal(hetzner.code, 0, hetzner.stderr);
  assert.match(hetzner.stdout, /5\.9\.0\.0\/16/);
  assert.match((await plan('--provider', 'nobody')).stderr, /Kept: google, hetzner\./);
});

test("what is named with --keep is taken out exactly, also by the name of a service or of a list of one's own", async (t) => {
  const ranges = ipRanges('2018-03-05T00:00:00Z', [
    ['52.44.0.0/15', 'EC2', 'us-east-1'],
    ['52.45.8.0/24', 'ROUTE53_HEALTHCHECKS', 'us-east-1'],
  ]);
  const changes = { env: { ABUSEDESK_HOME: await temporary(t) } };
  const folder = await temporary(t);
  await writeFile(join(folder, 'ip-ranges.json'), ranges);
  await writeFile(join(folder, 'webhooks.txt'), '52.44.1.9/32 webhooks\n');
  const imported = ['ip-ranges.json', 'webhooks.txt'].map((name) => join(folder, name));
  assert.equal((await run(t, {}, ['ranges', 'import', ...imported], changes)).code, 0);
  const plan = (...words: string[]): ReturnType<typeof run> =>
    run(t, {}, ['block', 'plan', '--sink', 'cidr', '--provider', 'aws', '--json', ...words], changes);
  const kept = await plan(
    '--keep',
    'aws/ROUTE53_HEALTHCHECKS',
    '--keep',
    'webhooks',
    '--keep',
    '52.44.2.0/24',
  );
  assert.equal(kept.code, 0, kept.stderr);
  const { prefixes }: { prefixes: string[] } = JSON.parse(kept.stdout);
  const found = new PrefixFinder(prefixes.map((text) => parsePrefix(text)!));
  const blocks = (text: string): boolean => found.touches(parsePrefix(text)!);
  for (const text of ['52.45.8.0/24', '52.44.1.9', '52.44.2.0/24']) assert.equal(blocks(text), false, text);
  for (const text of ['52.45.7.255', '52.45.9.0', '52.44.1.8', '52.44.1.10', '52.44.3.0']) {
    assert.equal(blocks(text), true, text);
  }
  const unknown = await plan('--keep', 'aws/ROUTE54');
  assert.equal(unknown.code, 2);
  assert.match(unknown.stderr, /ROUTE53_HEALTHCHECKS/);
  assert.equal((await plan('--keep', '1.2.3/24')).code, 2);
});

test('on Windows a task is written that keeps the block current, and elsewhere it is said that it cannot be', async (t) => {
  const folder = await temporary(t);
  const list = join(folder, 'list.txt');
  await writeFile(list, '203.0.113.0/24\n');
  const env = { ABUSEDESK_HOME: join(folder, 'home') };
  const out = join(folder, 'task');
  const argv = ['block', 'schedule', '--file', list, '--sink', 'windows-firewall', '--out', out];
  const { code, stdout, stderr } = await run(t, {}, argv, { platform: 'win32', env });
  assert.equal(code, 0, stderr);
  const script = await readFile(join(out, 'abusedesk-schedule.ps1'), 'utf8');
  const [planned] = /block plan .*--sink windows-firewall/.exec(script) ?? [];
  assert.ok(planned?.includes(list) && planned.includes(out), script);
  assert.ok(script.indexOf('$step1') < script.indexOf('abusedesk-block.ps1'));
  assert.match(stdout, /powershell .* -File abusedesk-schedule\.ps1/);
  const elsewhere = await run(t, {}, argv, { platform: 'linux', env });
  assert.equal(elsewhere.code, 2);
});

test('without an AWS region nothing is asked of AWS, and the plan says what it could not read', async (t) => {
  const folder = await temporary(t);
  const list = join(folder, 'list.txt');
  await writeFile(list, '203.0.113.0/24\n');
  const words = [
    'block',
    'plan',
    '--file',
    list,
    '--sink',
    'aws-waf',
    '--out',
    join(folder, 'out'),
    '--json',
  ];
  const kept = { ...process.env };
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, {
    AWS_CONFIG_FILE: join(folder, 'x'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'y'),
  });
  t.after(() => Object.assign(process.env, kept));
  const ran = await run(t, {}, words, { env: { ABUSEDESK_HOME: join(folder, 'home') } });
  assert.equal(ran.code, 0, ran.stderr);
  const { unread, changes }: { unread?: string; changes?: object } = JSON.parse(ran.stdout);
  assert.match(unread ?? '', /no AWS region/);
  assert.equal(changes, undefined);
  assert.match(await readFile(join(folder, 'out', 'abusedesk-waf-ipv4.json'), 'utf8'), /203\.0\.113\.0\/24/);
});

test('a plan for a time says when it ends, and that what is confirmed is gone after a restart where it is', async (t) => {
  const folder = await temporary(t);
  const list = join(folder, 'list.txt');
  await writeFile(list, '203.0.113.0/24\n');
  const env = { ABUSEDESK_HOME: join(folder, 'home') };
  const plan = async (sink: string): Promise<string> =>
    (await run(t, {}, ['block', 'plan', '--file', list, '--for', '10m', '--sink', sink], { env })).stdout;
  const linux = await plan('nftables');
  assert.match(linux, /ends by itself at .*block confirm --sink nftables/);
  assert.match(linux, /gone after a restart.*block schedule/);
  const windows = await plan('windows-firewall');
  assert.match(windows, /ends by itself at .*abusedesk-confirm\.ps1/);
  assert.doesNotMatch(windows, /gone after/);
});
