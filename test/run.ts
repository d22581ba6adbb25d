import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { compiledTests } from './test-files.ts';
import { ROOT } from './support.ts';

// Runs the compiled tests of folders: `node dist/test/run.js` those under `test/`, `node dist/test/run.js test/net test/model`
// those of two rooms, `node dist/test/run.js suites/soak` a suite. Node 20's own search takes no quoted pattern, and the shell's `**` looks one level deep.
const asked = process.argv.slice(2);
const folders = asked.length === 0 ? ['test'] : asked;
// Node leaves a core free, which on two is half of the machine.
const run = spawnSync(
  process.execPath,
  [
    '--test',
    `--test-concurrency=${availableParallelism()}`,
    `--import=${new URL('leave.js', import.meta.url).href}`,
    ...folders.flatMap((folder) => compiledTests(join(ROOT, folder))),
  ],
  { stdio: 'inherit', cwd: ROOT },
);
process.exitCode = run.status ?? 1;
