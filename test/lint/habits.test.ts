import assert from 'node:assert/strict';
import { test } from 'node:test';
import { temporary } from '../support.ts';
import { lintIn } from './lint-in.ts';

/** Each habit: the rule that holds it, a line against it, what the rule says, and what passes. */
const HABITS: Record<
  string,
  { rule: string; plugin?: string; planted: string[]; says: RegExp; passes: string }
> = {
  'a type is imported by `import type`, not inside the braces of values': {
    rule: 'import/consistent-type-specifier-style',
    planted: ["import { one, type Two } from './a.ts';\nexport const x: Two = one;\n"],
    says: /top-level/,
    passes: "import { one } from './a.ts';\nimport type { Two } from './a.ts';\nexport const x: Two = one;\n",
  },
  'a type alone is imported by `import type`': {
    rule: 'typescript/consistent-type-imports',
    planted: ["import { Two } from './a.ts';\nexport const x = (two: Two): Two => two;\n"],
    says: /import type/,
    passes: "import type { Two } from './a.ts';\nexport const x = (two: Two): Two => two;\n",
  },
  'a module is imported once': {
    rule: 'import/no-duplicates',
    planted: ["import { one } from './a.ts';\nimport { two } from './a.ts';\nexport const x = [one, two];\n"],
    says: /a\.ts/,
    passes: "import { one, two } from './a.ts';\nexport const x = [one, two];\n",
  },
  'modules of Node are named with `node:`': {
    rule: 'unicorn/prefer-node-protocol',
    planted: ["import { join } from 'path';\nexport { join };\n"],
    says: /node:/,
    passes: "import { join } from 'node:path';\nexport { join };\n",
  },
  'names are imported from `node:test` and `node:path`, the namespace from zod': {
    rule: 'unicorn/import-style',
    planted: [
      "import test from 'node:test';\ntest('x', () => {});\n",
      "import path from 'node:path';\nexport { path };\n",
      "import { z } from 'zod';\nexport const x = z.string();\n",
    ],
    says: /import/,
    passes: "import { test } from 'node:test';\nimport * as z from 'zod';\ntest('x', () => z.string());\n",
  },
  'a type is named by a noun, not by what happened to it': {
    rule: 'habits/noun',
    plugin: 'habits.js',
    planted: [
      'export interface Found { path: string }\n',
      'export type Told = readonly string[];\n',
      'export class Kept { one = 1; }\n',
    ],
    says: /named by a noun/,
    passes: 'export interface FoundFile { path: string }\nexport const found = 1;\nexport class Keeper {}\n',
  },
  'what may be missing is written with a question mark, and `undefined` is not said again': {
    rule: 'habits/optional',
    plugin: 'habits.js',
    planted: [
      'export interface X { name?: string | undefined }\n',
      'export type X = { readonly names?: readonly string[] | undefined };\n',
      'export class X { name?: string | undefined }\n',
      'export const x = (name?: string | undefined) => name;\n',
      'export const x = ({ name }: { name?: undefined | string }) => name;\n',
      'export type X<T> = { [Name in keyof T]?: string | undefined };\n',
    ],
    says: /`name\?: Type`/,
    passes:
      'export interface X { name?: string; other: string | undefined; f?: () => string | undefined }\nexport const x = (name?: string): string | undefined => name;\n',
  },
};

for (const [habit, { rule, plugin, planted, says, passes }] of Object.entries(HABITS)) {
  test(`the lint holds the habit: ${habit}`, async (t) => {
    for (const text of planted) {
      const lint = lintIn(await temporary(t), plugin, rule, { 'src/cases/planted.ts': text });
      assert.notEqual(lint.status, 0, text);
      assert.match(lint.output, says, text);
    }
    const lint = lintIn(await temporary(t), plugin, rule, { 'src/cases/passes.ts': passes });
    assert.equal(lint.status, 0, lint.output);
  });
}
