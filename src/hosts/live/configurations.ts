import { CHECKS } from '../checks/index.ts';
import type { Facts } from '../facts.ts';
import { packagedVersion } from '../text/package-version.ts';
import type { Files, Tree } from './read.ts';
import { attempt, secondOf } from './read.ts';

/** So many files of one pattern are read. */
const MAX_FILES = 500;
/** What dpkg knows of all packages: some megabytes on a large host. */
const MAX_STATUS_BYTES = 64 * 2 ** 20;

/**
 * Paths that fit, each part with `*` looked up in its folder; sorted.
 * @param cut takes the glob, if more fit than are looked at
 */
export async function globbed(tree: Tree, glob: string, cut: Set<string>): Promise<string[]> {
  let folders = [''];
  for (const part of glob.split('/').slice(1)) {
    if (!part.includes('*')) {
      folders = folders.map((folder) => `${folder}/${part}`);
      continue;
    }
    const [before = '', ...rest] = part.split('*');
    const after = rest.at(-1) ?? '';
    const middle = rest.slice(0, -1);
    const next: string[] = [];
    for (const folder of folders) {
      for (const name of await tree.names(folder)) {
        if (name.length < before.length + after.length || !name.startsWith(before) || !name.endsWith(after))
          continue;
        if (middle.every((one) => name.slice(before.length).includes(one))) next.push(`${folder}/${name}`);
      }
    }
    if (next.length > MAX_FILES) cut.add(glob);
    folders = next.slice(0, MAX_FILES);
  }
  return folders;
}

/**
 * The configuration files that checks ask for; links as far as they stay on the disk.
 * @returns what was not looked at: patterns that more than some hundred files fit, files too large for a configuration
 */
export async function readConfigurations(fs: Files, tree: Tree, facts: Facts): Promise<string[]> {
  const cut = new Set<string>();
  const paths = new Set<string>();
  for (const glob of CHECKS.flatMap(({ files }) => files)) {
    for (const path of await globbed(tree, glob, cut)) paths.add(path);
  }
  for (const path of paths) {
    const file = await tree.file(await tree.followed(path));
    if (file === undefined) {
      if ((await tree.stat(path))?.isFile() === true) cut.add(path);
      continue;
    }
    facts.configurations.push({
      path,
      lines: file.text.split(/\r?\n/).map((text, i) => ({ text, at: i + 1 })),
      modified: secondOf(file.stat.mtime),
      origin: { evidence: path, line: 1, by: 'file' },
    });
  }
  for (const glob of CHECKS.flatMap(({ folders = [] }) => folders)) {
    for (const path of await globbed(tree, `${glob}/*`, cut)) {
      const stat = await tree.stat(path);
      if (stat === undefined || facts.files.some((one) => one.path === path)) continue;
      const modified = secondOf(stat.mtime);
      facts.files.push({ path, size: stat.size, modified, origin: { evidence: path, line: 0, by: 'file' } });
    }
  }
  await readPackages(fs, tree, facts);
  return [...cut];
}

/** Versions of the servers that dpkg has installed. */
async function readPackages(fs: Files, tree: Tree, facts: Facts): Promise<void> {
  const path = '/var/lib/dpkg/status';
  const stat = await tree.stat(path);
  if (stat === undefined || !stat.isFile() || stat.size > MAX_STATUS_BYTES) return;
  const text = (await attempt(fs.readFile(tree.at(path))))?.toString('utf8') ?? '';
  let name = '';
  let installed = false;
  for (const [i, line] of text.split('\n').entries()) {
    if (line.startsWith('Package: ')) name = line.slice('Package: '.length);
    else if (line.startsWith('Status: ')) installed = line.endsWith(' installed');
    else if (line.startsWith('Version: ') && installed) {
      const version = packagedVersion(name, line.slice('Version: '.length));
      if (version !== undefined)
        facts.versions.push({ ...version, origin: { evidence: path, line: i + 1, by: 'file' } });
    }
  }
}
