import type { EvidenceFile } from '../evidence/evidence-file.ts';
import { inventoryReader } from '../clouds/index.ts';
import type { InventoryCapability } from '../clouds/cloud.ts';
import { readWhole } from '../evidence/open.ts';

/** What is read of one notice, inventory or range file: they are parsed whole. */
const MAX_ATTACHMENT_BYTES = 64 * 2 ** 20;

/** The whole content, and what is wrong with the file: too large, or it fails in the middle. */
export function contentOf(found: EvidenceFile): ReturnType<typeof readWhole> {
  return readWhole(found, MAX_ATTACHMENT_BYTES);
}

/** What an inventory file says and how much of it was understood; only the problems if it cannot be read. */
export interface ReadInventory {
  parsed?: ReturnType<InventoryCapability['read']>;
  problems: readonly string[];
}

/** Every inventory among the files, by the file's number. Logs are read by what it says of load balancers. */
export async function readInventories(found: readonly EvidenceFile[]): Promise<Map<number, ReadInventory>> {
  const read = new Map<number, ReadInventory>();
  for (const file of found) {
    const reader = inventoryReader(file.format);
    if (reader === undefined) continue;
    const { bytes, problems } = await contentOf(file);
    read.set(file.id, {
      ...(bytes !== undefined && { parsed: reader.read(bytes) }),
      problems,
    });
  }
  return read;
}
