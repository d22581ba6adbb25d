import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { investigate } from '../../../src/desk/investigation.ts';
import { settingsSchema } from '../../../src/settings/settings.ts';
import { world } from '../../attribution/world.ts';
import { ROOT, temporary } from '../../support.ts';
import { lasting } from './scene.ts';

const EXAMPLES = join(ROOT, 'examples');
const names = (await readdir(EXAMPLES, { withFileTypes: true })).filter((entry) => entry.isDirectory());

for (const { name } of names) {
  test(`a second run over ${name} writes the same case`, async (t) => {
    const home = await temporary(t);
    const { effects } = world(home, { now: () => new Date('2026-11-20T16:30:00Z') });
    const options = {
      paths: [join(EXAMPLES, name)],
      folder: join(home, 'case'),
      settings: settingsSchema.parse({ letters: ['en'] }),
    };
    const first = await investigate(options, effects);
    const again = await investigate(options, effects);
    assert.equal(again.unchanged?.answers, true);
    assert.deepEqual(lasting(again.document), lasting(first.document));
  });
}
