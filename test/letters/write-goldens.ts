import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fixture } from '../support.ts';
import { goldens } from './golden.ts';

/** Writes the letters that a test compares, after words were changed: `node dist/test/letters/write-goldens.js`. Read the difference. */
const folder = fixture('letters', 'golden');
rmSync(folder, { recursive: true, force: true });
for (const [name, text] of goldens()) {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}
