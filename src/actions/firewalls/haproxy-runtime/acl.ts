import { UserError } from '../../../base/errors.ts';
import { collapse, parsePrefix } from '../../../net/prefix.ts';
import type { Prefix } from '../../../net/prefix.ts';
import type { Host } from '../../host.ts';

/** Where HAProxy takes commands, with `stats socket … level admin` (HAProxy 2.4 or later). */
const SOCKET = '/run/haproxy/admin.sock';

/** Characters of an answer that an error shows. */
const MAX_ANSWER = 300;

function refused(answer: string, path: string): UserError {
  return new UserError(`HAProxy answers: ${answer.trim().slice(0, MAX_ANSWER)}`, {
    file: SOCKET,
    hint: `It must have started with the list: http-request deny if { src -f ${path} }, and with a socket of level admin.`,
  });
}

/** A line of a listed entry: where it lies in memory, then the entry as it was added. */
const ENTRY = /^0x[\da-f]+ (\S+)$/;

/** What the running HAProxy blocks by the list. @throws UserError where it has no such list */
export async function listedIn(path: string, host: Host): Promise<readonly Prefix[]> {
  const answer = await host.send(SOCKET, `show acl ${path}\n`);
  const lines = answer.split('\n').filter((line) => line.trim() !== '');
  const entries = lines.map((line) => parsePrefix(ENTRY.exec(line)?.[1] ?? ''));
  if (entries.includes(undefined)) throw refused(answer, path);
  return collapse(entries.filter((entry) => entry !== undefined));
}

/**
 * Replaces the running list at once: a new version is filled beside the old one, and takes its place. One that is not
 * finished counts for nothing, and goes with the next. The socket's client never fails: its answers are read.
 */
export async function replaceIn(path: string, entries: readonly string[], host: Host): Promise<void> {
  const prepared = await host.send(SOCKET, `prepare acl ${path}\n`);
  const version = /New version created: (\d+)/.exec(prepared)?.[1];
  if (version === undefined) throw refused(prepared, path);
  // With a prompt it takes as many commands as one likes, one after another.
  const added = entries.map((entry) => `add acl @${version} ${path} ${entry}\n`).join('');
  const answer = await host.send(SOCKET, `prompt\n${added}commit acl @${version} ${path}\nquit\n`);
  const said = answer.replaceAll(/^(?:> ?)+/gm, '').trim();
  if (said !== '') throw refused(said, path);
}
