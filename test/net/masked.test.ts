import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitsMask, isMasked, likeOfMask } from '../../src/net/masked.ts';

test('an address with parts masked is a pattern, and neither a whole one nor a mask alone is', () => {
  for (const text of ['34.xx.xx.40', 'xx.43.xx.162', '203.0.113.*', '5.XXX.172.x']) assert.ok(isMasked(text));
  for (const text of ['34.1.2.40', 'xx.xx.xx.xx', '...', '34.xx.40', '34.xxxx.1.40', '300.x.1.1', ''])
    assert.ok(!isMasked(text), text);
});

test('what is masked may be any number, what is left must be the same', () => {
  assert.ok(fitsMask('34.xx.xx.40', '34.1.255.40'));
  assert.ok(!fitsMask('34.xx.xx.40', '35.1.255.40'));
  assert.ok(!fitsMask('34.xx.xx.40', '34.1.255.140'));
  assert.ok(!fitsMask('34.xx.xx.40', '2001:db8::1'));
  assert.ok(!fitsMask('34.1.2.3', '34.1.2.30'));
  assert.equal(likeOfMask('34.xx.*.40'), '34.%.%.40');
});
