import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { CLOUDS } from '../src/clouds/index.ts';
import type { Format } from '../src/formats/format.ts';
import { FORMATS } from '../src/formats/index.ts';
import { LANGS } from '../src/language/lang.ts';
import { SENDERS } from '../src/notices/senders/index.ts';
import { compiled, foldersIn, namings, sources } from './plug-ins.ts';
import { ROOT } from './support.ts';

const FILES = sources();
/** What all families of formats share; `lint/room-order.js` has the same list. */
const SHARED = ['text', 'packets', 'rows'];

/** Families of formats, each with what its own `index.ts` lists. */
async function families(): Promise<[family: string, formats: readonly Format[]][]> {
  const names = foldersIn('src/formats', SHARED);
  return Promise.all(
    names.map(async (name): Promise<[string, readonly Format[]]> => {
      const { FORMATS: own } = await compiled(`src/formats/${name}/index.ts`);
      assert.ok(Array.isArray(own), `src/formats/${name}/index.ts lists no FORMATS`);
      return [name, own];
    }),
  );
}

test('every family of formats that has a folder stands in the list, and in no other file of src/', async () => {
  const listed = new Set(FORMATS);
  for (const [family, formats] of await families()) {
    for (const format of formats) assert.ok(listed.delete(format), `${family}/${format.name} is not listed`);
    const names = formats.map(({ name }) => name);
    assert.deepEqual(namings(FILES, `src/formats/${family}`, names), []);
  }
  assert.deepEqual([...listed], [], 'listed, and in no folder');
});

test('every cloud that has a folder stands in the list, and in no other file of src/', () => {
  assert.deepEqual(CLOUDS.map(({ name }) => name).sort(), foldersIn('src/clouds'));
  for (const { name, ranges, inventory } of CLOUDS) {
    const names = [name, ranges?.format.name ?? name, inventory?.format.name ?? name];
    assert.deepEqual(namings(FILES, `src/clouds/${name}`, [...new Set(names)]), []);
  }
});

test('every notice sender that has a folder stands in the list, and in no other file of src/', () => {
  const folders = foldersIn('src/notices/senders');
  assert.deepEqual(SENDERS.map(({ name }) => name).sort(), folders);
  for (const { name } of SENDERS) assert.deepEqual(namings(FILES, `src/notices/senders/${name}`, [name]), []);
});

test('every folder of words has a file for each language, and nobody else imports one', () => {
  const folders = new Set(
    [...FILES.keys()]
      .filter((file) => file.endsWith('/ja.ts'))
      .map((file) => file.slice(0, -'/ja.ts'.length)),
  );
  assert.ok(folders.size >= 3);
  for (const folder of folders) {
    const files = readdirSync(join(ROOT, folder)).filter((name) => /^[a-z]{2}\.ts$/.test(name));
    assert.deepEqual(files.sort(), LANGS.map((lang) => `${lang}.ts`).sort(), folder);
  }
  // English is what case.json and the terminal are written in: it is known elsewhere too.
  for (const lang of LANGS.filter((one) => one !== 'en')) {
    const wrong = [...FILES].filter(
      ([file, text]) =>
        !file.endsWith('/index.ts') &&
        !file.endsWith(`/${lang}.ts`) &&
        (new RegExp(`from '[^']+[^'.]/${lang}\\.ts'`).test(text) ||
          new RegExp(`[!=]==? '${lang}'|case '${lang}'`).test(text)),
    );
    assert.deepEqual(
      wrong.map(([file]) => file),
      [],
      lang,
    );
  }
});

test('a file that imports from a plug-in, or decides by its name, is found', () => {
  const planted = {
    'src/desk/imports.ts': "import { AWS } from '../clouds/aws/index.ts';\n",
    'src/desk/asks.ts': "const is = file.format.name === 'aws-inventory';\n",
    'src/desk/has.ts': "const is = formats.has('aws-inventory');\n",
    'src/desk/case.ts': "switch (name) { case 'aws': }\n",
  };
  for (const [file, text] of Object.entries(planted)) {
    assert.equal(
      namings(new Map([[file, text]]), 'src/clouds/aws', ['aws', 'aws-inventory']).length,
      1,
      file,
    );
  }
  const innocent = {
    'src/clouds/index.ts': "import { AWS } from './aws/index.ts';\n",
    'src/clouds/aws/index.ts': "import { RANGES } from './ranges.ts';\nconst is = name === 'aws';\n",
    'src/desk/own.ts': "import { CLOUDS } from '../clouds/index.ts';\nconst names = ['aws-waf'];\n",
  };
  assert.deepEqual(
    namings(new Map(Object.entries(innocent)), 'src/clouds/aws', ['aws', 'aws-inventory']),
    [],
  );
});
