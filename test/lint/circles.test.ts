import assert from 'node:assert/strict';
import { test } from 'node:test';
import { temporary } from '../support.ts';
import { lintIn } from './lint-in.ts';

test('two files that import no more than types of each other fail the lint', async (t) => {
  const lint = lintIn(await temporary(t), undefined, 'import/no-cycle', {
    'src/net/one.ts': "import type { Two } from './two.ts';\nexport type One = { two?: Two };\n",
    'src/net/two.ts': "import type { One } from './one.ts';\nexport type Two = { one?: One };\n",
  });
  assert.notEqual(lint.status, 0, lint.output);
  assert.match(lint.output, /Dependency cycle detected/);
});

test('a file that imports the types of another passes the lint', async (t) => {
  const lint = lintIn(await temporary(t), undefined, 'import/no-cycle', {
    'src/net/one.ts': "import type { Two } from './two.ts';\nexport type One = { two?: Two };\n",
    'src/net/two.ts': 'export type Two = { two?: number };\n',
  });
  assert.equal(lint.status, 0, lint.output);
});
