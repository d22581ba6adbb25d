import { createHash } from 'node:crypto';
import type { PackageFact } from '../facts.ts';
import { TOOLS } from '../indicators/usual.ts';
import { attempt } from './read.ts';
import type { Files, Tree } from './read.ts';

/** dpkg's digests of what each package brought. */
const INFO = '/var/lib/dpkg/info';
/** Packages of Debian and Ubuntu that the tools come from. */
const PACKAGES =
  /^(?:procps|iproute2|net-tools|lsof|coreutils|findutils|util-linux|login|openssh-server|cron|passwd|sudo)(?::\w+)?\.md5sums$/;

/**
 * The tools whose content is not what their packages brought, by dpkg's digests: MD5, but read from this disk alone,
 * so that who changes them as well stays unseen.
 * @returns undefined where there is no dpkg
 */
export async function changedTools(fs: Files, tree: Tree): Promise<PackageFact[] | undefined> {
  const names = (await tree.names(INFO)).filter((name) => PACKAGES.test(name));
  if (names.length === 0) return undefined;
  const facts: PackageFact[] = [];
  for (const name of names) {
    const list = `${INFO}/${name}`;
    for (const [at, line] of ((await tree.file(list))?.text ?? '').split('\n').entries()) {
      const [, digest = '', path = ''] = /^([0-9a-f]{32}) {2}(\S.*)$/.exec(line) ?? [];
      if (!/^(?:usr\/)?s?bin\/[^/]+$/.test(path) || !TOOLS.has(path.split('/').at(-1) ?? '')) continue;
      const bytes = await attempt(fs.readFile(tree.at(`/${path}`)));
      if (bytes === undefined || createHash('md5').update(bytes).digest('hex') === digest) continue;
      const origin = { evidence: list, line: at + 1, by: 'file' };
      facts.push({ path: `/${path}`, what: 'content', configuration: false, origin });
    }
  }
  return facts;
}
