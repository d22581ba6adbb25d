import assert from 'node:assert/strict';
import { test } from 'node:test';
import { domainToASCII } from 'node:url';
import * as fc from 'fast-check';
import { isHostName, isWithin } from '../../src/net/host-name.ts';

test('ordinary names are host names', () => {
  for (const name of [
    'amazon.com',
    's1._domainkey.support.aws.com',
    'xn--bcher-kva.example',
    'a-b.c_d.example',
  ]) {
    assert.equal(isHostName(name), true, name);
  }
});

test('a name in a form that a resolver would change first is none', () => {
  const forms = [
    'Amazon.com',
    'amazon.com.',
    'amazon\u3002com',
    '\uff41mazon.com',
    'amazon\\.com',
    'amazon.com\0',
    ' amazon.com',
  ];
  for (const name of [
    ...forms,
    'a..b',
    '.amazon.com',
    '-a.example',
    'a-.example',
    '192.0.2.1',
    'localhost',
    '',
  ]) {
    assert.equal(isHostName(name), false, JSON.stringify(name));
  }
  assert.equal(isHostName(`${'a'.repeat(64)}.example`), false);
  assert.equal(isHostName(`${'a.'.repeat(126)}example`), false);
});

test('a name lies within its parents, by whole labels', () => {
  assert.equal(isWithin('amazon.com', ['amazon.com']), true);
  assert.equal(isWithin('mail.amazon.com', ['amazon.com']), true);
  assert.equal(isWithin('notamazon.com', ['amazon.com']), false);
  assert.equal(isWithin('amazon.com.example', ['amazon.com']), false);
  assert.equal(isWithin('mail.amazon.com.', ['amazon.com']), false);
});

test('what is a host name stays byte for byte the same on its way to the resolver', () => {
  const characters = fc.constantFrom(...Array.from('ab1-_.AB\u3002\uff0e\uff41\\ \0%@'));
  fc.assert(
    fc.property(fc.string({ unit: characters, maxLength: 24 }), (text) => {
      // A label that claims to be punycode is refused there if it is not one; that changes no name.
      if (isHostName(text) && domainToASCII(text) !== '') assert.equal(domainToASCII(text), text);
    }),
  );
});
