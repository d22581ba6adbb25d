import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { FIREWALLS } from '../../src/actions/firewalls/index.ts';
import { ROOT } from '../support.ts';

interface SinkRow {
  applied: string;
  survives: string;
  entries: string;
  tried: string;
}

/** The page's table of sinks; a row of two sinks is one of each. */
async function rowsOfPage(): Promise<Map<string, SinkRow>> {
  const page = await readFile(join(ROOT, 'docs', 'reference', 'block.md'), 'utf8');
  const rows = new Map<string, SinkRow>();
  for (const line of page.split('\n').filter((one) => /^\| `[\w-]+`.*\|.*\|.*\|.*\|.*\|/.test(one))) {
    const [names = '', applied = '', , survives = '', entries = '', tried = ''] = line
      .split('|')
      .slice(1)
      .map((cell) => cell.trim());
    for (const [, name = ''] of names.matchAll(/`([\w-]+)`/g))
      rows.set(name, { applied, survives, entries, tried });
  }
  return rows;
}

test('the page of sinks says of each what the program says: whether it is applied, survives, and with what it was tried', async () => {
  const rows = await rowsOfPage();
  assert.deepEqual([...rows.keys()].sort(), FIREWALLS.map(({ name }) => name).sort());
  for (const { name, can, live } of FIREWALLS) {
    const row = rows.get(name) ?? assert.fail(name);
    assert.equal(row.applied === 'yes', live !== undefined, `${name}: applied: ${row.applied}`);
    if (row.survives !== '–') {
      assert.equal(row.survives.startsWith('yes'), can.survivesRestart, `${name}: ${row.survives}`);
    }
    if (can.capacity !== undefined) {
      const limit = can.capacity.entries.toLocaleString('en-US');
      assert.ok(row.entries.includes(limit), `${name}: ${row.entries} does not say ${limit}`);
    }
    // `nftables 1.0.6`, `Node.js JSON.parse`: the program with its version, where it has one.
    const [program] = /^\w+(?: [\d.]+)?/.exec(can.triedWith ?? '') ?? [];
    if (program === undefined) assert.match(row.tried, /^not tried on the device/, name);
    else assert.ok(row.tried.includes(program), `${name}: ${row.tried} does not say ${program}`);
  }
});
