import { packed } from '../model/reason.ts';
import { worded } from '../model/evidence-worded.ts';
import type { Clock, Net } from '../base/ports.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Attachment } from '../formats/format.ts';
import type { EvidenceFile } from '../evidence/evidence-file.ts';
import { emptyInventory, mergeInventories } from '../clouds/inventory.ts';
import type { Inventory } from '../clouds/inventory.ts';
import type { Claim } from '../model/claim.ts';
import type { Message } from '../model/message.ts';
import { attachedFiles } from '../notices/attached-files.ts';
import { isMail } from '../notices/mail.ts';
import { readNotice } from '../notices/read.ts';
import { Facts } from '../hosts/facts.ts';
import { readLogins } from '../hosts/logins/read.ts';
import { isScript } from '../hosts/scripts/places.ts';
import { scriptFact } from '../hosts/scripts/file.ts';
import { readPaste } from '../hosts/pastes/read.ts';
import type { Paste } from '../hosts/pastes/paste.ts';
import { contentOf } from './inventories.ts';
import type { ReadInventory } from './inventories.ts';
import type { UacReading } from './uac.ts';

/** Evidence that is not rows: what it says, and what could not be read of it. */
export interface Attachments {
  claims: Claim[];
  inventory: Inventory | undefined;
  ranges: Attachment[];
  /** Outputs of commands on a host. */
  pastes: { path: string; paste: Paste }[];
  /** What files of hosts tell that lie among the evidence. */
  files: Facts;
  gaps: Message[];
}

function note(evidence: Evidence, ...problems: string[]): void {
  evidence.notes.push(...problems.filter((problem) => !evidence.notes.includes(problem)));
}

/** Outputs of commands: each line is a record. */
function takePaste(paste: Paste, evidence: Evidence, attachments: Attachments): void {
  attachments.pastes.push({ path: evidence.path, paste });
  const { read, parsed, rejected, skipped, rejects, skips } = paste;
  Object.assign(evidence, { read, parsed, rejected, skipped, rejects, skips });
}

/** A file of a host is one record, whatever it tells. */
function takeHostFile(text: string, evidence: Evidence, { files }: Attachments): void {
  // What was copied with its path was read by it already.
  if (isScript(evidence.path)) files.files.push(scriptFact(text, evidence.path));
  Object.assign(evidence, { read: 1, parsed: 1 });
}

/** One notice counts as one record: parsed if it claims something, else rejected with the reason. */
async function takeNotice(
  bytes: Buffer,
  evidence: Evidence,
  attachments: Attachments,
  sealers: readonly string[],
  effects: Clock & Net,
): Promise<void> {
  const { claims, unread, notes } = await readNotice(bytes, { path: evidence.path, sealers }, effects);
  attachments.claims.push(...claims);
  const files = isMail(bytes) ? attachedFiles(bytes) : [];
  if (files.length > 0) evidence.attachments = files;
  const paste = claims.length > 0 ? undefined : readPaste(bytes.toString('utf8'), evidence.path);
  if (paste !== undefined && (paste.parsed > 0 || !paste.facts.isEmpty())) {
    note(evidence, worded('evPastes'));
    takePaste(paste, evidence, attachments);
    return;
  }
  evidence.read = 1;
  if (claims.length > 0) evidence.parsed = 1;
  else {
    evidence.rejected = 1;
    evidence.rejects = [{ line: 1, offset: 0, reason: packed({ key: 'noticeNothing', params: {} }) }];
  }
  evidence.notes.push(
    ...unread.map((line) => packed({ key: 'noticeNotUnderstood', params: { line } })),
    ...notes.map(packed),
  );
}

/** The inventory was parsed before the logs were read; here it is counted, unless the file is there twice. */
function takeInventory(read: ReadInventory | undefined, evidence: Evidence): Inventory[] {
  note(evidence, ...(read?.problems ?? []));
  if (read?.parsed === undefined) return [];
  Object.assign(evidence, read.parsed.count);
  return [read.parsed.inventory];
}

/**
 * Reads the notices and range files among the evidence, takes the inventories, and completes their counts.
 * @param found as surveyed; @param evidence as ingested, by number; @param inventories as read, by number
 * @param uac what outputs of UAC among them tell
 * @param sealers domains whose ARC seals the user trusts
 */
export async function readAttachments(
  found: readonly EvidenceFile[],
  evidence: ReadonlyMap<number, Evidence>,
  inventories: ReadonlyMap<number, ReadInventory>,
  uac: UacReading,
  sealers: readonly string[],
  effects: Clock & Net,
): Promise<Attachments> {
  const attachments: Attachments = {
    claims: [],
    inventory: undefined,
    ranges: [],
    pastes: [],
    files: new Facts(),
    gaps: [],
  };
  attachments.files.add(uac.facts);
  attachments.gaps.push(...uac.gaps);
  const taken: Inventory[] = [];
  for (const file of found) {
    const entry = evidence.get(file.id);
    if (file.format?.kind !== 'attachment' || entry === undefined || entry.duplicateOf !== undefined)
      continue;
    switch (file.format.role) {
      case 'inventory':
        taken.push(...takeInventory(inventories.get(file.id), entry));
        break;
      case 'notice':
      case 'host output':
      case 'host file':
      case 'host logins':
      case 'ranges': {
        const { bytes, problems } = await contentOf(file);
        note(entry, ...problems);
        if (bytes === undefined) break;
        if (file.format.role === 'ranges') {
          const modified = file.read?.modified;
          attachments.ranges.push({ evidence: entry, bytes, ...(modified !== undefined && { modified }) });
        } else if (file.format.role === 'host output')
          takePaste(
            readPaste(bytes.toString('utf8'), entry.path, uac.asked.get(file.id)),
            entry,
            attachments,
          );
        else if (file.format.role === 'host logins') {
          const logins = readLogins(bytes, entry.path);
          if (logins !== undefined) takePaste(logins, entry, attachments);
        } else if (file.format.role === 'host file') takeHostFile(bytes.toString('utf8'), entry, attachments);
        else await takeNotice(bytes, entry, attachments, sealers, effects);
        break;
      }
      case 'server config':
        // What it tells was heard when the files were recognised.
        break;
    }
  }
  if (taken.length > 0) attachments.inventory = mergeInventories([emptyInventory(), ...taken]);
  return attachments;
}
