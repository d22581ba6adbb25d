import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { caseIndexSchema, indexPlace } from '../../src/settings/case-index.ts';

test('a case index lies in a file, or in a PostgreSQL by name, by address or by socket', () => {
  assert.deepEqual(indexPlace('sqlite:/srv/desk/cases.sqlite'), {
    kind: 'sqlite',
    path: '/srv/desk/cases.sqlite',
  });
  assert.deepEqual(indexPlace('postgres://desk@db.example.com/abusedesk'), {
    kind: 'postgres',
    host: 'db.example.com',
    port: 5432,
    database: 'abusedesk',
    user: 'desk',
  });
  assert.deepEqual(indexPlace('postgresql://[::1]:5433/abusedesk'), {
    kind: 'postgres',
    host: '::1',
    port: 5433,
    database: 'abusedesk',
  });
  assert.deepEqual(indexPlace('postgres:///desk%20one?host=/run/postgresql&user=desk'), {
    kind: 'postgres',
    host: '/run/postgresql',
    port: 5432,
    database: 'desk one',
    user: 'desk',
  });
});

test('a password, half a place or another database is refused, and what was written is not repeated', () => {
  for (const index of [
    'postgres://desk:hunter2@db.example.com/abusedesk',
    'postgres://desk@db.example.com/abusedesk?password=hunter2',
    'postgres://desk@db.example.com/abusedesk?sslmode=disable',
    'postgres://desk@db.example.com/abusedesk?host=/run/hunter2',
    'postgres:///abusedesk?host=run/hunter2',
    'postgres:///abusedesk?host=/a&host=/hunter2',
    'postgres:///hunter2',
    'postgres://db.example.com/',
    'postgres://db.example.com/a/hunter2',
    'sqlite:hunter2.sqlite',
    'sqlite:',
    'sqlite:/srv/a\nhunter2',
    'mysql://hunter2@db.example.com/x',
    '',
  ]) {
    const checked = caseIndexSchema.safeParse({ index });
    assert.equal(checked.success, false, index);
    assert.doesNotMatch(checked.error?.message ?? '', /hunter2/);
  }
  const secret = caseIndexSchema.safeParse({ index: 'sqlite:/a', password_env: 'hunter2!' });
  assert.equal(secret.success, false);
  assert.doesNotMatch(secret.error?.message ?? '', /hunter2/);
});

test('no text makes the reader of places fail, and none but these two kinds comes out', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme-ascii' }),
    fc.string({ unit: 'grapheme-ascii' }).map((rest) => `postgres://${rest}`),
    fc.string({ unit: 'grapheme-ascii' }).map((rest) => `sqlite:${rest}`),
  );
  fc.assert(
    fc.property(text, (one) => {
      const place = indexPlace(one);
      return place === undefined || place.kind === 'sqlite' || place.host.length > 0;
    }),
    { seed: 18, numRuns: 300 },
  );
});
