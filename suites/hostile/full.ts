import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../test/support.ts';

/**
 * The hostile suite with its large numbers, which takes hours; what it counted goes into docs/reference/reliability.md.
 *   node dist/suites/hostile/full.js 2026-11-29
 */
const [date = ''] = process.argv.slice(2);
if (!/^\d{4}-\d\d-\d\d$/.test(date)) throw new Error('say the day of this run: 2026-11-29');
const dist = (...path: string[]): string => join(ROOT, 'dist', ...path);
const node = (...argv: string[]): number =>
  spawnSync(process.execPath, argv, {
    stdio: 'inherit',
    cwd: ROOT,
    env: { ...process.env, HOSTILE_SIZE: 'full' },
  }).status ?? 1;
process.exitCode = node(dist('test', 'run.js'), 'suites/hostile');
// What passed is kept, even where another part did not.
node(dist('suites', 'hostile', 'reliability.js'), 'keep', 'full', date);
