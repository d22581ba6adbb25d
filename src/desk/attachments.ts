import type { Effects } from '../effects.ts';
import { UserError } from '../errors.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Attachment } from '../evidence/formats/format.ts';
import type { Found } from '../evidence/found.ts';
import { emptyInventory, mergeInventories, parseInventory, type Inventory } from '../evidence/inventory.ts';
import { readWhole } from '../evidence/open.ts';
import type { Claim } from '../notices/claim.ts';
import { readNotice } from '../notices/read.ts';

/** What is read of one notice, inventory or range file: they are parsed whole. */
const MAX_ATTACHMENT_BYTES = 64 * 2 ** 20;

/** Evidence that is not rows: what it says, and what could not be read of it. */
export interface Papers {
  claims: Claim[];
  inventory: Inventory | undefined;
  ranges: Attachment[];
  gaps: string[];
}

/** The whole content; a file that is too large or fails in the middle is a note in the manifest. */
async function contentOf(found: Found, evidence: Evidence): Promise<Buffer | undefined> {
  try {
    const { bytes, problem } = await readWhole(found, MAX_ATTACHMENT_BYTES);
    if (problem !== undefined && !evidence.notes.includes(problem)) evidence.notes.push(problem);
    return bytes;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (!evidence.notes.includes(error.message)) evidence.notes.push(error.message);
    return undefined;
  }
}

/** One notice counts as one record: parsed if it claims something, else rejected with the reason. */
async function takeNotice(
  bytes: Buffer,
  evidence: Evidence,
  papers: Papers,
  effects: Effects,
): Promise<void> {
  const { claims, unread } = await readNotice(bytes, { path: evidence.path }, effects);
  papers.claims.push(...claims);
  evidence.read = 1;
  if (claims.length > 0) evidence.parsed = 1;
  else {
    evidence.rejected = 1;
    evidence.rejects = [{ line: 1, offset: 0, reason: 'it looked like a notice, and claims nothing' }];
  }
  evidence.notes.push(...unread.map((line) => `not understood: ${line}`));
}

function takeInventory(bytes: Buffer, evidence: Evidence): Inventory {
  const { inventory, count } = parseInventory(bytes);
  Object.assign(evidence, count);
  return inventory;
}

/**
 * Reads the notices, inventories and range files among the evidence and completes their counts.
 * @param found as surveyed; @param evidence as ingested, by number
 */
export async function readPapers(
  found: readonly Found[],
  evidence: ReadonlyMap<number, Evidence>,
  effects: Effects,
): Promise<Papers> {
  const papers: Papers = { claims: [], inventory: undefined, ranges: [], gaps: [] };
  const inventories: Inventory[] = [];
  for (const file of found) {
    const entry = evidence.get(file.id);
    if (file.format?.kind !== 'attachment' || entry === undefined || entry.duplicateOf !== undefined)
      continue;
    // What a configuration tells was heard when the files were recognised.
    if (file.format.tells !== undefined) continue;
    const bytes = await contentOf(file, entry);
    if (bytes === undefined) continue;
    if (file.format.name === 'notice') await takeNotice(bytes, entry, papers, effects);
    else if (file.format.name === 'aws-inventory') inventories.push(takeInventory(bytes, entry));
    else if (file.format.name === 'aws-ranges') papers.ranges.push({ evidence: entry, bytes });
  }
  if (inventories.length > 0) papers.inventory = mergeInventories([emptyInventory(), ...inventories]);
  return papers;
}
