import assert from 'node:assert/strict';
import { copyFile, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { lasting, scene } from './scene.ts';

const ALL = { files: 2, answers: true };

async function flip(path: string): Promise<void> {
  const bytes = await readFile(path);
  const at = bytes.length >> 1;
  bytes[at] = bytes[at]! ^ 1;
  await writeFile(path, bytes);
}

async function partOf(lake: string, table: string): Promise<string> {
  const [name = ''] = await readdir(join(lake, table));
  return join(lake, table, name);
}

/** What somebody does to the lake of a case, and what is still taken over. */
const DEEDS: Record<string, { does: (lake: string) => Promise<void>; rows: boolean }> = {
  'a bit of a part of the rows': { does: async (lake) => flip(await partOf(lake, 'flows')), rows: false },
  'a part that is gone': { does: async (lake) => rm(await partOf(lake, 'flows')), rows: false },
  'a table that is gone': { does: (lake) => rm(join(lake, 'logins'), { recursive: true }), rows: false },
  'a link in the place of a part': {
    does: async (lake) => {
      const part = await partOf(lake, 'flows');
      await rename(part, join(lake, 'elsewhere'));
      await symlink(join(lake, 'elsewhere'), part);
    },
    rows: false,
  },
  'a link in the place of a table': {
    does: async (lake) => {
      await rename(join(lake, 'flows'), join(lake, 'elsewhere'));
      await symlink(join(lake, 'elsewhere'), join(lake, 'flows'));
    },
    rows: false,
  },
  'a part of another size': {
    does: async (lake) => writeFile(await partOf(lake, 'flows'), 'PAR1'),
    rows: false,
  },
  'what was noted of the reading': { does: (lake) => flip(join(lake, 'reading.jsonl')), rows: false },
  'notes of the reading that are gone': { does: (lake) => rm(join(lake, 'reading.jsonl')), rows: false },
  'the mark of the lake': { does: (lake) => flip(join(lake, 'run.json')), rows: false },
  'the lake itself': { does: (lake) => rm(lake, { recursive: true }), rows: false },
  'what was noted of the answers': { does: (lake) => flip(join(lake, 'answers.json')), rows: true },
  'answers of which notes of readings were made': {
    does: (lake) => copyFile(join(lake, 'reading.jsonl'), join(lake, 'answers.json')),
    rows: true,
  },
  'a part that was derived': { does: async (lake) => flip(await partOf(lake, 'addresses')), rows: true },
};

for (const [what, { does, rows }] of Object.entries(DEEDS)) {
  test(`noticed, said and made again: ${what}`, async (t) => {
    const { first, run, folder } = await scene(t);
    await does(join(folder, 'lake'));
    const again = await run();
    assert.equal(again.lakeChanged, true);
    assert.deepEqual(again.unchanged, rows ? { files: 2, answers: false } : undefined);
    assert.deepEqual(lasting(again.document), lasting(first.document));
    const healed = await run();
    assert.equal(healed.lakeChanged, undefined);
    assert.deepEqual(healed.unchanged, ALL);
  });
}

test('a file that was put beside the parts is not taken over', async (t) => {
  const { run, folder } = await scene(t);
  const lake = join(folder, 'lake');
  await copyFile(await partOf(lake, 'flows'), join(lake, 'flows', 'more.parquet'));
  const again = await run();
  assert.deepEqual(again.unchanged, ALL);
  assert.ok(!(await readdir(join(lake, 'flows'))).includes('more.parquet'));
});

test('the lake of another case does not pass for that of this one', async (t) => {
  const [one, other] = [await scene(t), await scene(t)];
  await writeFile(join(other.evidence, 'flows.log'), '');
  await other.run();
  await rm(join(one.folder, 'lake'), { recursive: true });
  await rename(join(other.folder, 'lake'), join(one.folder, 'lake'));
  const again = await one.run();
  assert.equal(again.lakeChanged, true);
  assert.deepEqual(lasting(again.document), lasting(await one.fresh()));
});
