import { test } from 'node:test';
import { findsThePlanted } from './support/planted.ts';

test('one scanner among 400 hosts is found in version 2 logs of the whole VPC, and nobody else', async (t) => {
  for (let seed = 1; seed <= 50; seed++) {
    await t.test(`seed ${seed}`, (t) => findsThePlanted(t, seed, 'v2 whole VPC'));
  }
});
