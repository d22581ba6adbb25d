import { loginFileOf, readLogins } from '../logins/read.ts';
import type { Inspection } from './inspect.ts';
import { Tree } from './read.ts';
import type { Files } from './read.ts';

/** Where glibc's programs keep them; older ones of logrotate lie beside them. */
const FOLDERS = ['/var/log', '/run', '/var/run'];
/** A multiple of the size of a record in each layout. */
const STEP = 9600;
/** Of each file so much is read, from its end: some ten thousand records. */
const MOST_BYTES = STEP * 440;

/** Reads the logins that the host's own files have: wtmp, btmp, utmp and those of earlier months that are not packed. */
export async function takeLogins(fs: Files, root: string, { facts, gaps }: Inspection): Promise<void> {
  const tree = new Tree(fs, root);
  const seen = new Set<string>();
  const unread: string[] = [];
  for (const folder of FOLDERS) {
    for (const name of await tree.names(folder)) {
      const path = `${folder}/${name}`;
      const stat = loginFileOf(path) === undefined ? undefined : await tree.stat(path);
      // `/var/run` is a link to `/run` nearly everywhere.
      if (stat?.isFile() !== true || stat.size === 0 || seen.has(`${stat.dev} ${stat.ino}`)) continue;
      seen.add(`${stat.dev} ${stat.ino}`);
      const from = stat.size > MOST_BYTES ? Math.ceil((stat.size - MOST_BYTES) / STEP) * STEP : 0;
      const bytes = await tree.part(path, from, stat.size - from);
      const logins = bytes === undefined ? undefined : readLogins(bytes, path, from);
      if (logins === undefined) {
        unread.push(path);
        continue;
      }
      const { read, rejected } = logins;
      facts.add(logins.facts);
      if (from > 0) gaps.push({ key: 'loginsLeft', params: { path, records: read } });
      if (rejected > 0) gaps.push({ key: 'loginsBroken', params: { path, records: rejected, of: read } });
    }
  }
  if (unread.length > 0) gaps.push({ key: 'notLookedAt', params: { paths: unread } });
}
