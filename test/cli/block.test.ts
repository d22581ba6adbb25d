import assert from 'node:assert/strict';
import { test } from 'node:test';
import { join } from 'node:path';
import { LANGS } from '../../src/language/lang.ts';
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
  assert.match(customers.stderr, /Only a part of google: the lists google are not loaded/);
  const hetzner = await plan('--provider', 'hetzner');
  assert.equal(hetzner.code, 0, hetzner.stderr);
  assert.match(hetzner.stdout, /5\.9\.0\.0\/16/);
  assert.match((await plan('--provider', 'nobody')).stderr, /Kept: google, hetzner\./);
});
