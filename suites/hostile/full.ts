import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../../test/support.ts';
import { pieceOf } from './size.ts';

/**
 * The hostile suite with its large numbers, which takes hours; what it counted goes into docs/reference/reliability.md.
 *   node dist/suites/hostile/full.js 2026-11-29
 * One of its files alone, or a piece of that; the row is written when all pieces have been run, on however many days:
 *   node dist/suites/hostile/full.js 2026-11-29 kills
 *   node dist/suites/hostile/full.js 2026-11-29 mutants 2/8
 */
const [date = '', file, piece] = process.argv.slice(2);
if (!/^\d{4}-\d\d-\d\d$/.test(date)) throw new Error('say the day of this run: 2026-11-29');
pieceOf(piece);
const dist = (...path: string[]): string => join(ROOT, 'dist', ...path);
const node = (...argv: string[]): number =>
  spawnSync(process.execPath, argv, {
    stdio: 'inherit',
    cwd: ROOT,
    env: { ...process.env, HOSTILE_SIZE: 'full', ...(piece !== undefined && { HOSTILE_PIECE: piece }) },
  }).status ?? 1;
process.exitCode =
  file === undefined
    ? node(dist('test', 'run.js'), 'suites/hostile')
    : node('--test', `--import=${dist('test', 'leave.js')}`, dist('suites', 'hostile', `${file}.test.js`));
// What passed is kept, even where another part did not.
node(dist('suites', 'hostile', 'reliability.js'), 'keep', 'full', date);
