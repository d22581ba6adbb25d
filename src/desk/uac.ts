import type { EvidenceFile } from '../evidence/evidence-file.ts';
import type { AttachmentFormat } from '../formats/format.ts';
import { Facts } from '../hosts/facts.ts';
import { HOST_OUTPUT } from '../hosts/format.ts';
import { inspectDisk } from '../hosts/live/inspect.ts';
import type { PromptCommand } from '../hosts/parser.ts';
import { copiedFiles } from '../hosts/uac/copies.ts';
import type { CopiedFile } from '../hosts/uac/copies.ts';
import { uacMember, uacOutputs } from '../hosts/uac/layout.ts';
import type { HostMessage } from '../hosts/words/messages.ts';
import { worded } from '../model/evidence-worded.ts';
import { ZONE } from '../tables/zones.ts';
import { contentOf } from './inventories.ts';

/** What outputs of UAC among the evidence tell, beside what each of their files tells alone. */
export interface UacReading {
  /** By the file's number: the command that printed it. */
  asked: Map<number, PromptCommand>;
  /** Of the copied files of the host. */
  facts: Facts;
  /** Numbers of the copies that gave facts. */
  copies: Set<number>;
  gaps: HostMessage[];
}

/** A file that UAC copied from the host and that a rule reads by its path: a crontab, a configuration. */
const COPY: AttachmentFormat = {
  name: 'host-copy',
  title: 'File of a host, as UAC copied it',
  sample: '',
  kind: 'attachment',
  role: 'host file',
  zone: ZONE.none,
  recognise: () => undefined,
};

/** So much of one host's copies is read for rules. Logs among them are read as logs. */
const MAX_COPIED_BYTES = 256 * 2 ** 20;

function takeOutput(file: EvidenceFile, asked: PromptCommand | undefined, reading: UacReading): void {
  // What is a log by its content stays one.
  if (file.format !== undefined && file.format.kind !== 'attachment') return;
  if (asked !== undefined) reading.asked.set(file.id, asked);
  if (file.format !== undefined) return;
  file.format = HOST_OUTPUT;
  const words = asked === undefined ? [] : [asked.program, ...asked.words];
  file.recognition = { confidence: 1, because: worded('evUacOutput', { command: words.join(' ') }) };
}

async function readCopies(
  prefix: string,
  copies: ReadonlyMap<string, EvidenceFile>,
  reading: UacReading,
): Promise<void> {
  if (copies.size === 0) return;
  let left = MAX_COPIED_BYTES;
  const files = Array.from(copies, ([path, file]): [string, CopiedFile] => [
    path,
    {
      size: file.bytes,
      ...(file.read?.modified !== undefined && { modified: file.read.modified }),
      content: async () => {
        if (file.bytes > left) return undefined;
        left -= file.bytes;
        return (await contentOf(file)).bytes;
      },
    },
  ]);
  const { facts, gaps } = await inspectDisk(copiedFiles(new Map(files)), '/');
  reading.gaps.push(...gaps.filter(({ key }) => key !== 'diskOnly' && key !== 'toolsUnchecked'));
  facts.relocate((path) => `${prefix}[root]${path}`);
  for (const evidence of facts.places()) {
    const file = copies.get(evidence.slice(`${prefix}[root]`.length));
    if (file === undefined) continue;
    reading.copies.add(file.id);
    if (file.format !== undefined) continue;
    file.format = COPY;
    file.recognition = { confidence: 1, because: worded('evUacCopy') };
  }
  reading.facts.add(facts);
}

/**
 * Looks for outputs of UAC among the evidence: tells of each of their files which command printed it, and reads what was
 * copied of the host as a mounted disk is read. Files that nothing else was recognised in get their format.
 */
export async function readUac(found: readonly EvidenceFile[]): Promise<UacReading> {
  const reading: UacReading = { asked: new Map(), facts: new Facts(), copies: new Set(), gaps: [] };
  for (const { prefix, members } of uacOutputs(found)) {
    const copies = new Map<string, EvidenceFile>();
    for (const [name, file] of members) {
      const member = uacMember(name);
      if (member === undefined) continue;
      if ('copyOf' in member) copies.set(member.copyOf, file);
      else takeOutput(file, member.output, reading);
    }
    await readCopies(prefix, copies, reading);
  }
  return reading;
}
