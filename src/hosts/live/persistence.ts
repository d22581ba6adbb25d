import type { FileFact, PersistenceFact } from '../facts.ts';
import { concurrently } from './concurrently.ts';
import { ODD_LINE } from '../indicators/usual.ts';
import { readCronLine } from '../text/cron.ts';
import { given } from '../text/words.ts';
import { secondOf } from './read.ts';
import type { Stats, Tree } from './read.ts';

type Kind = PersistenceFact['kind'];

/** Longer commands are cut. */
const MAX_COMMAND = 2000;

const iso = (stat: Stats): string => secondOf(stat.mtime);

/** Crontabs with a user column, and those of one user each. */
const SYSTEM_CRONTABS = ['/etc/cron.d'];
const USER_CRONTABS = ['/var/spool/cron/crontabs', '/var/spool/cron', '/var/spool/cron/tabs'];
/** Folders whose scripts run by the clock. */
const CRON_FOLDERS = ['/etc/cron.hourly', '/etc/cron.daily', '/etc/cron.weekly', '/etc/cron.monthly'];
const UNIT_FOLDERS = [
  '/etc/systemd/system',
  '/run/systemd/system',
  '/run/systemd/transient',
  '/usr/local/lib/systemd/system',
];
/** Files that stand for themselves: what is in them runs at boot, at login, or in every process. */
const SINGLE: readonly (readonly [string, Kind])[] = [
  ['/etc/rc.local', 'init script'],
  ['/etc/rc.d/rc.local', 'init script'],
  ['/etc/ld.so.preload', 'preload'],
];
const LISTED: readonly (readonly [string, Kind])[] = [
  ['/etc/init.d', 'init script'],
  ['/etc/profile.d', 'profile'],
  ['/etc/modules-load.d', 'kernel module'],
  ['/var/spool/at', 'at job'],
  ['/var/spool/cron/atjobs', 'at job'],
];
/** Files of many lines of which only those speak that start something from an unusual place. */
const LONG: readonly (readonly [string, Kind])[] = [
  ['/etc/profile', 'profile'],
  ['/etc/bash.bashrc', 'profile'],
  ['/etc/bashrc', 'profile'],
  ['/etc/zsh/zshrc', 'profile'],
];
const LONG_FOLDERS: readonly (readonly [string, Kind])[] = [
  ['/etc/profile.d', 'profile'],
  ['/etc/init.d', 'init script'],
  ['/var/spool/at', 'at job'],
  ['/var/spool/cron/atjobs', 'at job'],
  ...CRON_FOLDERS.map((folder): [string, Kind] => [folder, 'cron']),
];
/** Of each account: what its shells run, and the units that its own systemd starts. */
const OF_HOME = ['.bashrc', '.bash_profile', '.bash_login', '.profile', '.zshrc', '.zprofile'];
/** A module of PAM is named without folder, or lies where packages put it; pam_exec runs any program at each login. */
const ODD_PAM = /\bpam_exec\.so\b|\s\/(?!(?:usr\/)?lib(?:32|64)?\/(?:[\w-]+\/)?security\/)\S+\.so\b/;

/** What starts something again on the host, from its files. */
export async function readPersistence(tree: Tree, homes: readonly string[]): Promise<PersistenceFact[]> {
  const facts: PersistenceFact[] = [];
  await takeCrontab(tree, '/etc/crontab', true, facts);
  for (const folder of SYSTEM_CRONTABS) {
    for (const name of await tree.names(folder)) await takeCrontab(tree, `${folder}/${name}`, true, facts);
  }
  for (const folder of USER_CRONTABS) {
    for (const name of await tree.names(folder))
      await takeCrontab(tree, `${folder}/${name}`, false, facts, name);
  }
  for (const folder of CRON_FOLDERS) await takeFolder(tree, folder, 'cron', facts);
  for (const folder of UNIT_FOLDERS) await takeUnits(tree, folder, facts);
  for (const [path, kind] of SINGLE) await takeSingle(tree, path, kind, facts);
  for (const [folder, kind] of LISTED) await takeFolder(tree, folder, kind, facts);
  for (const [path, kind] of LONG) await takeLines(tree, path, kind, ODD_LINE, facts);
  for (const [folder, kind] of LONG_FOLDERS) {
    for (const name of await tree.names(folder))
      await takeLines(tree, `${folder}/${name}`, kind, ODD_LINE, facts);
  }
  for (const name of await tree.names('/etc/pam.d')) {
    await takeLines(tree, `/etc/pam.d/${name}`, 'PAM', ODD_PAM, facts);
  }
  for (const home of homes) {
    await takeUnits(tree, `${home}/.config/systemd/user`, facts);
    for (const name of OF_HOME) await takeLines(tree, `${home}/${name}`, 'profile', ODD_LINE, facts);
    await takeKeys(tree, `${home}/.ssh/authorized_keys`, facts);
    await takeKeys(tree, `${home}/.ssh/authorized_keys2`, facts);
  }
  return facts;
}

async function takeCrontab(
  tree: Tree,
  path: string,
  system: boolean,
  facts: PersistenceFact[],
  user?: string,
): Promise<void> {
  const file = await tree.file(path);
  for (const [at, line] of (file?.text ?? '').split('\n').entries()) {
    const entry = readCronLine(line, system);
    if (entry === undefined || file === undefined) continue;
    const origin = { evidence: path, line: at + 1, by: 'file' };
    facts.push({
      kind: 'cron',
      name: path,
      ...given('user', user),
      ...entry,
      modified: iso(file.stat),
      origin,
    });
  }
}

async function takeFolder(tree: Tree, folder: string, kind: Kind, facts: PersistenceFact[]): Promise<void> {
  for (const name of await tree.names(folder)) {
    const path = `${folder}/${name}`;
    const stat = await tree.stat(path);
    if (stat === undefined || !stat.isFile() || name.startsWith('.placeholder') || name === 'README')
      continue;
    facts.push({ kind, name: path, modified: iso(stat), origin: { evidence: path, line: 0, by: 'file' } });
  }
}

/** Units that somebody wrote here; links to those of packages are left out. */
async function takeUnits(tree: Tree, folder: string, facts: PersistenceFact[]): Promise<void> {
  for (const name of await tree.names(folder)) {
    if (!/\.(?:service|timer)$/.test(name)) continue;
    const path = `${folder}/${name}`;
    const file = await tree.file(path);
    if (file === undefined) continue;
    const lines = file.text.split('\n');
    const at = lines.findIndex((line) => /^(?:ExecStart|OnCalendar|OnBootSec|OnUnitActiveSec)=/.test(line));
    const value = /^[^=]*=[-@:+!]{0,4}(.*)$/.exec(lines[at] ?? '')?.[1];
    facts.push({
      kind: name.endsWith('.timer') ? 'systemd timer' : 'systemd unit',
      name: path,
      ...given(name.endsWith('.timer') ? 'when' : 'command', value),
      ...given('user', /^User=(\S+)$/m.exec(file.text)?.[1]),
      modified: iso(file.stat),
      origin: { evidence: path, line: Math.max(at + 1, 0), by: 'file' },
    });
  }
}

async function takeSingle(tree: Tree, path: string, kind: Kind, facts: PersistenceFact[]): Promise<void> {
  const file = await tree.file(path);
  for (const [at, line] of (file?.text ?? '').split('\n').entries()) {
    const command = line.trim();
    if (file === undefined || command === '' || command.startsWith('#') || command === 'exit 0') continue;
    facts.push({
      kind,
      name: path,
      command,
      modified: iso(file.stat),
      origin: { evidence: path, line: at + 1, by: 'file' },
    });
  }
}

/** Lines that fit, of a file of many. */
async function takeLines(
  tree: Tree,
  path: string,
  kind: Kind,
  pattern: RegExp,
  facts: PersistenceFact[],
): Promise<void> {
  const file = await tree.file(path);
  for (const [at, line] of (file?.text ?? '').split('\n').entries()) {
    const command = line.trim().slice(0, MAX_COMMAND);
    if (file === undefined || command.startsWith('#') || !pattern.test(command)) continue;
    const origin = { evidence: path, line: at + 1, by: 'file' };
    facts.push({ kind, name: path, command, modified: iso(file.stat), origin });
  }
}

/** Keys by their comment; the key itself is nobody's business. */
async function takeKeys(tree: Tree, path: string, facts: PersistenceFact[]): Promise<void> {
  const file = await tree.file(path);
  for (const [at, line] of (file?.text ?? '').split('\n').entries()) {
    const key = /(?:^|\s)((?:ssh|ecdsa|sk)-[\w@.-]{2,40})\s+\S+(?:\s+(.*))?$/.exec(line.trim());
    if (key === null || file === undefined || line.trim().startsWith('#')) continue;
    const [, type = '', comment = ''] = key;
    const command = `${type} ${comment}`.trim();
    facts.push({
      kind: 'authorized key',
      name: path,
      command,
      modified: iso(file.stat),
      origin: { evidence: path, line: at + 1, by: 'file' },
    });
  }
}

/** Where programs are put that nobody installed. */
export const TEMPORARY = ['/tmp', '/var/tmp', '/dev/shm'];
const MAX_DEPTH = 5;
const MAX_ENTRIES = 20_000;
/** The first bytes of a Linux program. */
const HEAD_BYTES = 20;
const ELF = Buffer.from([0x7f, 0x45, 0x4c, 0x46]);

/** Programs in temporary folders, and whether all of them were looked at. */
export async function temporaryPrograms(tree: Tree): Promise<{ files: FileFact[]; whole: boolean }> {
  const files: FileFact[] = [];
  let left = MAX_ENTRIES;
  const walk = async (folder: string, depth: number): Promise<void> => {
    const names = (await tree.names(folder)).slice(0, Math.max(0, left));
    left -= names.length;
    const paths = names.map((name) => `${folder}/${name}`);
    const stats = await concurrently(paths, (path) => tree.stat(path));
    for (const [i, path] of paths.entries()) {
      const stat = stats[i];
      if (stat?.isDirectory() === true && depth < MAX_DEPTH) await walk(path, depth + 1);
      // Without the right to be executed it is no program yet.
      if (stat?.isFile() !== true || (stat.mode & 0o111) === 0 || stat.size < HEAD_BYTES) continue;
      const head = await tree.head(path, HEAD_BYTES);
      if (head?.subarray(0, ELF.length).equals(ELF) === true) files.push(program(path, stat, head));
    }
  };
  for (const folder of TEMPORARY) await walk(folder, 0);
  return { files, whole: left > 0 };
}

/** An ELF file in file(1)'s first words: its class and type, by the fields EI_CLASS and e_type of elf(5). */
function program(path: string, stat: Stats, head: Uint8Array): FileFact {
  const bits = head[4] === 1 ? 32 : 64;
  const what = head[16] === 2 ? 'executable' : /\.so[.\d]*$/.test(path) ? 'shared object' : 'pie executable';
  return {
    path,
    kind: `ELF ${bits}-bit LSB ${what}`,
    size: stat.size,
    mode: (stat.mode & 0o7777).toString(8),
    modified: iso(stat),
    origin: { evidence: path, line: 0, by: 'file' },
  };
}
