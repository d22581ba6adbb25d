import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * Runs the npm that runs this script, in the project's folder and without a shell.
 * @param {readonly string[]} args
 * @param {'inherit' | 'pipe'} stdout where its output goes
 * @throws Error if this was not started by npm
 */
export function runNpm(args, stdout) {
  const npm = process.env.npm_execpath;
  if (npm === undefined) throw new Error('start this with npm: npm run build');
  return spawnSync(process.execPath, [npm, ...args], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: ['ignore', stdout, 'inherit'],
    encoding: 'utf8',
    maxBuffer: 64 * 2 ** 20,
  });
}
