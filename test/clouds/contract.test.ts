import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { UserError } from '../../src/base/errors.ts';
import { importFile } from '../../src/attribution/import.ts';
import { CLOUDS, PUBLISHERS } from '../../src/clouds/index.ts';
import type { Publisher } from '../../src/clouds/index.ts';
import { ALL_FORMATS } from '../../src/desk/attachment-formats.ts';
import type { Head } from '../../src/formats/format.ts';
import { parsePrefix } from '../../src/net/prefix.ts';
import { fixture } from '../support.ts';
import { inEnglish } from '../in-english.ts';

// What every cloud keeps, by what it declares. A folder `fixtures/CLOUD/ranges/CASE/` with `input.*` and
// `expected.json` is a test; each file in `fixtures/CLOUD/inventory/` is one; `fixtures/CLOUD/asns/` holds a table of routes.

function headOf(bytes: Buffer): Head {
  return { bytes, text: bytes.toString('latin1'), name: 'a file', whole: true };
}

/** The formats that are sure of a file. */
function takers(bytes: Buffer): string[] {
  const sure = ALL_FORMATS.filter((format) => (format.recognise(headOf(bytes))?.confidence ?? 0) >= 0.5);
  return sure.map(({ name }) => name);
}

interface Case {
  name: string;
  input: Buffer;
  expected: unknown;
}

/** A cloud's cases that are of this list of its. */
function casesOf({ name: cloud, ranges }: Publisher): Case[] {
  const folder = fixture('clouds', cloud, 'ranges');
  return readdirSync(folder).flatMap((name) => {
    const file = readdirSync(join(folder, name)).find((one) => one.startsWith('input.')) ?? '';
    const input = readFileSync(join(folder, name, file));
    if (ranges.format.recognise(headOf(input)) === undefined) return [];
    const expected: unknown = JSON.parse(readFileSync(join(folder, name, 'expected.json'), 'utf8'));
    return [{ name, input, expected }];
  });
}

test('every cloud has fixtures of what it declares, and of nothing else', () => {
  assert.deepEqual(readdirSync(fixture('clouds')).sort(), CLOUDS.map(({ name }) => name).sort());
  for (const { name, ranges, inventory, asns } of CLOUDS) {
    assert.equal(existsSync(fixture('clouds', name, 'ranges')), ranges !== undefined, name);
    assert.equal(existsSync(fixture('clouds', name, 'asns')), asns !== undefined, name);
    assert.equal(existsSync(fixture('clouds', name, 'inventory')), inventory !== undefined, name);
  }
});

test('every fixture of ranges is of one list, every list has one, and its name stands once', () => {
  const cases = PUBLISHERS.map((publisher) => casesOf(publisher).length);
  assert.ok(!cases.includes(0), PUBLISHERS[cases.indexOf(0)]?.ranges.list);
  const folders = CLOUDS.filter(({ ranges }) => ranges !== undefined).flatMap(({ name }) =>
    readdirSync(fixture('clouds', name, 'ranges')),
  );
  assert.equal(
    cases.reduce((sum, count) => sum + count, 0),
    folders.length,
  );
  const lists = PUBLISHERS.map(({ ranges }) => ranges.list);
  assert.equal(new Set(lists).size, lists.length);
  for (const list of lists) assert.match(list, /^[a-z][a-z-]{1,40}$/);
});

for (const { name: cloud, asns } of CLOUDS) {
  if (asns === undefined) continue;
  test(`${cloud}: is told by its routes, whichever of its autonomous systems announces them`, () => {
    const source = fixture('clouds', cloud, 'asns', 'routes.txt');
    const { histories, imported } = importFile([], readFileSync(source), {
      source,
      imported: '2026-11-01T00:00:00Z',
    });
    const rows = histories.flatMap((history) => history.rows);
    assert.deepEqual([...new Set(rows.map(({ provider }) => provider))], [cloud]);
    assert.deepEqual(
      [...new Set(rows.map(({ service }) => service))].sort(),
      asns.map((asn) => `AS${asn}`).sort(),
    );
    assert.equal(imported.passed, 1);
  });
}

for (const publisher of PUBLISHERS) {
  const { name: provider, ranges } = publisher;
  const cloud = ranges.list === provider ? provider : `${provider} (${ranges.list})`;
  const cases = casesOf(publisher);
  for (const { name, input, expected } of cases) {
    test(`${cloud}: ${name} is read as it is written`, () => {
      const { rejects, ...read } = ranges.parse(input);
      const inWords = rejects.map(({ where, reason }) => ({ where, reason: inEnglish(reason) }));
      assert.deepEqual({ ...read, rejects: inWords }, expected);
    });

    test(`${cloud}: ${name} is recognised among the evidence, as nothing else`, () => {
      assert.deepEqual(takers(input), [ranges.format.name]);
    });

    test(`${cloud}: the lines of ${name} add up and their prefixes are canonical`, () => {
      const { rows, read, repeated, rejected } = ranges.parse(input);
      assert.equal(rows.length + repeated + rejected, read);
      for (const { prefix } of rows) assert.ok(parsePrefix(prefix) !== undefined, prefix);
    });
  }

  test(`${cloud}: a file cut anywhere is refused, or read as far as it says`, () => {
    const input = cases[0]?.input ?? Buffer.alloc(0);
    for (let length = 0; length < input.length; length += 7) {
      try {
        const { rows, read, repeated, rejected } = ranges.parse(input.subarray(0, length));
        assert.equal(rows.length + repeated + rejected, read);
      } catch (error) {
        assert.ok(error instanceof UserError, String(error));
      }
    }
  });

  test(`${cloud}: its list comes over HTTPS, and as a file it is ranges`, () => {
    assert.equal(new URL(ranges.url).protocol, 'https:');
    assert.equal(ranges.format.role, 'ranges');
  });
}

for (const { name: cloud, inventory } of CLOUDS) {
  if (inventory === undefined) continue;
  for (const name of readdirSync(fixture('clouds', cloud, 'inventory'))) {
    const input = readFileSync(fixture('clouds', cloud, 'inventory', name));

    test(`${cloud}: ${name} is recognised among the evidence, as nothing else, and adds up`, () => {
      assert.deepEqual(takers(input), [inventory.format.name]);
      assert.equal(inventory.format.role, 'inventory');
      const { count } = inventory.read(input);
      assert.ok(count.parsed > 0);
      assert.equal(count.parsed + count.rejected + count.skipped, count.read);
    });
  }
}
