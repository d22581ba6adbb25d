import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { UserError } from '../../src/base/errors.ts';
import { FORMATS } from '../../src/formats/index.ts';
import { parsePrefix } from '../../src/net/prefix.ts';
import { PROVIDERS } from '../../src/clouds/index.ts';
import { fixture } from '../support.ts';

// What every provider keeps: a folder `fixtures/PROVIDER/CASE/` with `input.*` and `expected.json` is a test.

function headOf(bytes: Buffer): { bytes: Uint8Array; text: string; name: string; whole: boolean } {
  return { bytes, text: bytes.toString('latin1'), name: 'a file', whole: true };
}

function casesOf(provider: string): { name: string; input: Buffer; expected: unknown }[] {
  const folder = fixture('clouds', provider);
  return readdirSync(folder).map((name) => {
    const input = readdirSync(join(folder, name)).find((file) => file.startsWith('input.')) ?? '';
    const expected: unknown = JSON.parse(readFileSync(join(folder, name, 'expected.json'), 'utf8'));
    return { name, input: readFileSync(join(folder, name, input)), expected };
  });
}

test('every provider has fixtures, and every fixture a provider', () => {
  const names = PROVIDERS.map(({ name }) => name).sort();
  assert.deepEqual(readdirSync(fixture('clouds')).sort(), names);
});

for (const provider of PROVIDERS) {
  for (const { name, input, expected } of casesOf(provider.name)) {
    test(`${provider.name}: ${name} is read as it is written`, () => {
      assert.deepEqual(provider.parse(input), expected);
    });

    test(`${provider.name}: ${name} is recognised, by nobody else, and as evidence too`, () => {
      const knowing = PROVIDERS.filter((other) => other.recognise(headOf(input)) !== undefined);
      assert.deepEqual(knowing, [provider]);
      const formats = FORMATS.filter((format) => (format.recognise(headOf(input))?.confidence ?? 0) >= 0.5);
      assert.deepEqual(
        formats.map((format) => format.kind),
        ['attachment'],
      );
    });

    test(`${provider.name}: the lines of ${name} add up and their prefixes are canonical`, () => {
      const { rows, read, repeated, rejected } = provider.parse(input);
      assert.equal(rows.length + repeated + rejected, read);
      for (const { prefix } of rows) assert.ok(parsePrefix(prefix) !== undefined, prefix);
    });
  }

  test(`${provider.name}: a file cut anywhere is refused, or read as far as it says`, () => {
    const input = casesOf(provider.name)[0]?.input ?? Buffer.alloc(0);
    for (let length = 0; length < input.length; length += 7) {
      try {
        const { rows, read, repeated, rejected } = provider.parse(input.subarray(0, length));
        assert.equal(rows.length + repeated + rejected, read);
      } catch (error) {
        assert.ok(error instanceof UserError, String(error));
      }
    }
  });

  test(`${provider.name}: its list comes over HTTPS`, () => {
    assert.equal(new URL(provider.url).protocol, 'https:');
  });
}
