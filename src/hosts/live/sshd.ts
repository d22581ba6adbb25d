import type { Programs } from '../../base/ports.ts';
import type { Facts } from '../facts.ts';
import { IN_FORCE, MAIN } from '../text/sshd-paths.ts';
import type { HostMessage } from '../words/messages.ts';
import { textOf } from './read.ts';
import type { Files, Tree } from './read.ts';

/** sshd starts itself anew by its path, so that it must be whole. */
const SSHD = '/usr/sbin/sshd';
/** It answers at once, with some hundred lines. */
const MOST = { seconds: 30, bytes: 256 * 1024 };
const MAX_SAID = 300;

/** This process may do what root may. */
async function isRoot(fs: Files, proc: string): Promise<boolean> {
  return /^Uid:\s+\d+\s+0\s/m.test((await textOf(fs, `${proc}/self/status`)) ?? '');
}

/**
 * Asks sshd itself which settings are in force: `sshd -T`. Only root may, as it reads the host's keys; one that is not
 * the file that its package brought is not started.
 * @returns what it says where it cannot tell
 */
export async function askSshd(
  fs: Files,
  tree: Tree,
  proc: string,
  facts: Facts,
  effects: Programs,
): Promise<HostMessage[]> {
  const isSet = facts.configurations.some(({ path }) => path === MAIN);
  const isChanged = facts.packages.some(({ path, what }) => path === SSHD && what === 'content');
  if (!isSet || isChanged || (await tree.stat(SSHD))?.isFile() !== true || !(await isRoot(fs, proc)))
    return [];
  const { outcome, code, stdout, stderr } = await effects.ask([SSHD, '-T'], MOST);
  if (outcome !== 'ended' || code !== 0 || !/^port \d+$/m.test(stdout)) {
    const said = stderr.trim().split('\n').at(-1)?.trim().slice(0, MAX_SAID);
    return [{ key: 'sshdUnasked', params: { said: said === undefined || said === '' ? outcome : said } }];
  }
  facts.configurations.push({
    path: IN_FORCE,
    lines: stdout.split('\n').map((text, i) => ({ text, at: i + 1 })),
    origin: { evidence: IN_FORCE, line: 1, by: 'program' },
  });
  return [];
}
