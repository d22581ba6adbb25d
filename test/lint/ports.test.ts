import assert from 'node:assert/strict';
import { test } from 'node:test';
import { temporary } from '../support.ts';
import { lintIn } from './lint-in.ts';

/** What is planted, and how the rule names it. */
const PLANTED: Record<string, [line: string, says: RegExp]> = {
  'reads a file by itself': [
    "import { readFileSync } from 'node:fs';\nexport { readFileSync };\n",
    /node:fs touches/,
  ],
  'starts a program by itself': [
    "import { spawn } from 'node:child_process';\nexport { spawn };\n",
    /node:child_process touches/,
  ],
  'asks the name server by itself': [
    "import { resolve } from 'node:dns/promises';\nexport { resolve };\n",
    /node:dns\/promises touches/,
  ],
  'fetches by itself': ["export const got = () => fetch('http://192.0.2.1/');\n", /fetch\(\) touches/],
  'reads the clock by itself': ['export const now = () => new Date();\n', /new Date\(\) touches/],
  'counts the milliseconds by itself': ['export const now = () => Date.now();\n', /Date\.now touches/],
  'reads the environment by itself': ["export const home = process.env['HOME'];\n", /process\.env touches/],
};
const ALLOWED = {
  'src/cases/typed.ts': "import type fs from 'node:fs/promises';\nexport type Files = typeof fs;\n",
  'src/cases/dated.ts': 'export const then = new Date(0);\n',
  'src/cases/reasoned.ts':
    "// Without a port: the page's own style, read as it is loaded.\nimport { readFileSync } from 'node:fs';\nexport { readFileSync };\n",
  'src/base/effects.ts': 'export const now = () => new Date();\n',
};

for (const [what, [line, says]] of Object.entries(PLANTED)) {
  test(`a module that ${what} fails the lint`, async (t) => {
    const lint = lintIn(await temporary(t), 'ports.js', 'ports/named', { 'src/cases/planted.ts': line });
    assert.notEqual(lint.status, 0, lint.output);
    assert.match(lint.output, says);
  });
}

test('types, given times, the real ports and whoever says why pass the lint', async (t) => {
  const lint = lintIn(await temporary(t), 'ports.js', 'ports/named', ALLOWED);
  assert.equal(lint.status, 0, lint.output);
});
