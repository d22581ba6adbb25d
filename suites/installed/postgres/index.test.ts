import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { caseIndexOver } from '../../../src/desk/case-index/index.ts';
import type { IndexStore } from '../../../src/desk/case-index/database.ts';
import { postgresStore } from '../../../src/desk/case-index/postgres.ts';
import { nodeEffects } from '../../../src/base/effects.ts';
import { main } from '../../../src/cli/main.ts';
import { world } from '../../../test/attribution/world.ts';
import { checkIndex, putCase } from '../../../test/desk/case-index/checks.ts';
import { temporary } from '../../../test/support.ts';
import { PASSWORD, startPostgres } from './postgres.ts';
import type { Postgres } from './postgres.ts';

let server: Postgres;
let made = 0;
before(async () => {
  server = await startPostgres();
});
after(() => server.stop());

/** An empty database, and the store over it. */
function fresh(): { name: string; store: IndexStore } {
  made += 1;
  const name = `desk_${made}`;
  server.database(name);
  const { folder: host, port } = server;
  return {
    name,
    store: postgresStore({ kind: 'postgres', host, port, database: name, user: 'desk' }, undefined),
  };
}

test('an index in PostgreSQL does what an index has to do', (t) =>
  checkIndex(t, () => Promise.resolve(fresh().store)));

test('by the network it asks for the password that the settings name; what is refused is said, and the case is whole', async (t) => {
  const root = await temporary(t);
  const folder = await putCase(join(root, 'a.case'), { reference: '1' });
  const { name } = fresh();
  const home = join(root, 'home');
  await mkdir(home);
  const place = `postgres://desk@127.0.0.1:${server.port}/${name}`;
  await writeFile(
    join(home, 'abusedesk.yaml'),
    `cases:\n  index: ${JSON.stringify(place)}\n  password_env: INDEX_PASSWORD\n`,
  );
  const run = async (argv: string[], password?: string) => {
    const env = { ABUSEDESK_HOME: home, ...(password !== undefined && { INDEX_PASSWORD: password }) };
    const { effects, written } = world(home, { cwd: () => home, env });
    const code = await main(argv, new AbortController().signal, effects);
    return { code, ...written };
  };
  const letter = ['letter', 'reply', folder, '--kind', 'interim', '--quiet'];
  const missing = await run(letter);
  assert.equal(missing.code, 0);
  assert.match(missing.stderr, /^The case is whole, .*not in the environment\n$/);
  const wrong = await run(letter, 'a-wrong-one');
  assert.equal(wrong.code, 0);
  assert.match(wrong.stderr, /^The case is whole, .*password authentication failed.*\n$/);
  assert.doesNotMatch(wrong.stderr, /a-wrong-one/);
  assert.equal((await run(['cases'], 'a-wrong-one')).code, 2);
  const right = await run(letter, PASSWORD);
  assert.deepEqual([right.code, right.stderr], [0, '']);
  const listed = await run(['cases', '--json'], PASSWORD);
  assert.equal(JSON.parse(listed.stdout).cases[0].folder, folder);
});

test('to another computer nothing goes without TLS', async () => {
  const { name } = fresh();
  const { port } = server;
  const far = postgresStore(
    { kind: 'postgres', host: '127.0.0.2', port, database: name, user: 'desk' },
    PASSWORD,
  );
  await assert.rejects(
    far.read((database) => database.all('SELECT 1')),
    {
      name: 'UserError',
      message: /does not support SSL/,
    },
  );
});

test('a server that ends in the middle is said, and what it had not finished is not there', async (t) => {
  const root = await temporary(t);
  const { store } = fresh();
  const index = caseIndexOver(store, 'test', nodeEffects(1));
  const folder = await putCase(join(root, 'a.case'), { reference: 'kept' });
  await index.note([folder]);
  await assert.rejects(
    store.change(async (database) => {
      await database.all('DELETE FROM abusedesk_matters');
      server.crash();
      await database.all('DELETE FROM abusedesk_cases');
    }),
    { name: 'UserError', message: /^the case index \(PostgreSQL, desk_\d+ at / },
  );
  await assert.rejects(index.note([folder]), { name: 'UserError' });
  server.start();
  const [one] = await index.cases();
  assert.equal(one?.matters[0]?.reference, 'kept');
});

test('psql reads the tables, too', async (t) => {
  const root = await temporary(t);
  const { name, store } = fresh();
  const index = caseIndexOver(store, 'test', nodeEffects(1));
  await index.note([await putCase(join(root, 'a.case'), { reference: '27579687149' })]);
  const said = execFileSync(
    'psql',
    [
      `--host=${server.folder}`,
      `--port=${server.port}`,
      '--username=desk',
      `--dbname=${name}`,
      '--no-psqlrc',
      '--tuples-only',
      '--no-align',
      '--command=SELECT reference, stage FROM abusedesk_matters',
    ],
    { encoding: 'utf8' },
  );
  assert.equal(said, '27579687149|first\n');
});
