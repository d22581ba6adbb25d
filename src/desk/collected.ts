import { resolve } from 'node:path';
import type { Clock, Environment, Files, Terminal } from '../base/ports.ts';
import type { EvidenceFile } from '../evidence/evidence-file.ts';
import { survey } from '../evidence/survey.ts';
import { UserError } from '../base/errors.ts';
import type { HostSource } from '../hosts/document.ts';
import { Facts } from '../hosts/facts.ts';
import { readLogins } from '../hosts/logins/read.ts';
import { readPaste } from '../hosts/pastes/read.ts';
import type { Paste } from '../hosts/pastes/paste.ts';
import { scriptFact } from '../hosts/scripts/file.ts';
import { ATTACHMENTS } from './attachment-formats.ts';
import { contentOf } from './inventories.ts';
import { dayOf, pastedHost } from './pasted-host.ts';
import { readUac } from './uac.ts';
import { inTemporaryFolder } from '../base/temporary.ts';

async function textOf(file: EvidenceFile): Promise<string | undefined> {
  return (await contentOf(file)).bytes?.toString('utf8');
}

async function readHost(found: readonly EvidenceFile[], today: string): Promise<HostSource> {
  const { asked, facts, gaps, copies } = await readUac(found);
  const pastes: { path: string; paste: Paste }[] = [];
  const files = new Facts();
  for (const file of found) {
    const { format, path } = file;
    if (format?.kind !== 'attachment') continue;
    if (format.role === 'host output') {
      const text = await textOf(file);
      if (text !== undefined) pastes.push({ path, paste: readPaste(text, path, asked.get(file.id)) });
    } else if (format.role === 'host logins') {
      const { bytes } = await contentOf(file);
      const paste = bytes === undefined ? undefined : readLogins(bytes, path);
      if (paste !== undefined) pastes.push({ path, paste });
    } else if (format.role === 'host file' && !copies.has(file.id)) {
      const text = await textOf(file);
      if (text !== undefined) files.files.push(scriptFact(text, path));
    }
  }
  const host = pastedHost(pastes, today);
  host.facts.add(facts);
  host.facts.add(files);
  if (host.facts.isEmpty()) {
    throw new UserError('nothing in it tells of a host', {
      hint: "Give UAC's output (its .tar.gz or folder), a tar of a web root, or outputs of commands.",
    });
  }
  return { ...host, gaps: [...host.gaps, ...gaps] };
}

/**
 * What a collector brought of one host. Archives are unpacked into a folder of their own, which is gone afterwards.
 * @throws UserError where a path does not exist, or nothing in it tells of a host
 */
export async function collectedHost(
  paths: readonly string[],
  effects: Files & Terminal & Environment & Clock,
): Promise<HostSource> {
  return inTemporaryFolder('inspect', effects, async (scratch) => {
    const given = paths.map((path) => resolve(effects.cwd(), path));
    const { found } = await survey(given, scratch, { attachments: ATTACHMENTS }, effects);
    return readHost(found, dayOf(effects));
  });
}
