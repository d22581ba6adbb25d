import { cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeEffects } from '../../src/base/effects.ts';
import { UserError } from '../../src/base/errors.ts';
import { systemFault } from '../../src/base/system-fault.ts';
import { parseCase } from '../../src/cases/document.ts';
import { openCase, openExistingCase } from '../../src/cases/store.ts';

/**
 * Publishes in one case folder what another holds, as `investigate` does (`publish`), or only its report and a letter, as
 * `report` and `letter` do (`amend`). No evidence is read: what a fault meets is publishing alone. Ends with 2 where the
 * user can mend it, with 1 else.
 * publish-once.js publish|amend CASE SOURCE [KIB of a further file]
 */
const [how = '', dir = '', source = '', padding = '0'] = process.argv.slice(2);
const path = join(source, 'case.json');
const document = parseCase(await readFile(path, 'utf8'), path);
const names = Object.keys(document.outputs ?? {}).filter((name) => !name.startsWith('lake/'));
// A letter less than the run before: it has to be removed.
const chosen = how === 'publish' ? names.filter((name) => !name.endsWith('.zh.txt')) : ['report.html'];
const contents = new Map<string, Buffer>();
for (const name of chosen) contents.set(name, await readFile(join(source, name)));
if (padding !== '0') contents.set('letters/padding.txt', Buffer.alloc(Number(padding) * 1024, 'x'));

async function run(): Promise<void> {
  let names = 0;
  // The same names every time, so that a fault can be aimed at them.
  const uuid = (): `${string}-${string}-${string}-${string}-${string}` =>
    `00000000-0000-4000-8000-${String((names += 1)).padStart(12, '0')}`;
  const effects = { ...nodeEffects(1), uuid };
  const folder = await (how === 'publish' ? openCase : openExistingCase)(dir, effects);
  try {
    if (how === 'publish') {
      const lake = await folder.newLake();
      await cp(join(source, 'lake'), lake, { recursive: true });
      await rm(join(lake, 'run.json'));
    }
    for (const [name, content] of contents) folder.put(name, content);
    if (how === 'publish') await folder.publish(document);
    else await folder.amend(folder.previous ?? document);
  } finally {
    await folder.close();
  }
}

try {
  await run();
} catch (error) {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = error instanceof UserError || systemFault(error) !== undefined ? 2 : 1;
}
