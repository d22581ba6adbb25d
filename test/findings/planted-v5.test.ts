import { test } from 'node:test';
import { findsThePlanted } from './support/planted.ts';

test('one scanner among 400 hosts is found in version 5 logs of the NAT gateway alone, and nobody else', async (t) => {
  for (let seed = 1; seed <= 50; seed++) {
    await t.test(`seed ${seed}`, (t) => findsThePlanted(t, seed, 'v5 NAT only'));
  }
});
