import { test } from 'node:test';
import type { Variant } from '../support/generate-flows.ts';
import { findsNothing } from '../support/planted.ts';

const VARIANTS: readonly Variant[] = ['v2 whole VPC', 'v5 NAT only', 'v5 whole VPC', 'v2 NAT only'];

test('quiet traffic gives no finding at all', async (t) => {
  for (let seed = 101; seed <= 150; seed++) {
    const variant = VARIANTS[seed % VARIANTS.length] ?? 'v2 whole VPC';
    await t.test(`seed ${seed}, ${variant}`, (t) => findsNothing(t, seed, variant));
  }
});
