import { openRegular } from '../../base/regular-file.ts';
import type { Files } from '../../base/ports.ts';
import type { EvidenceFile } from '../../evidence/evidence-file.ts';
import { countLines } from './lines.ts';

/** Fewer lines than this that two logs have in common may be chance: a balancer's check in the same second. */
const MIN_LINES = 16;
/** A log's end of this many bytes is compared first; shorter logs are not looked at from their end. */
const TAIL_BYTES = 1024;
export function isLines({ format }: EvidenceFile): boolean {
  return format?.kind === 'lines';
}

/** Does `other` begin with all of `one`'s content that is known, and is that enough to be no chance? */
function mayExtend(one: EvidenceFile, other: EvidenceFile): boolean {
  const [shorter, longer] = [one.head.bytes, other.head.bytes];
  if (shorter.length > longer.length) return false;
  if (Buffer.compare(shorter, longer.subarray(0, shorter.length)) !== 0) return false;
  if (shorter.length === longer.length) return true;
  return one.head.whole && isLines(one) && countLines(shorter, 0, shorter.length) >= MIN_LINES;
}

/** Files whose contents begin alike, as far as their heads tell. A file that is alone is in no group. */
export function groupsByHead(found: readonly EvidenceFile[]): EvidenceFile[][] {
  const sorted = [...found].sort((a, b) => Buffer.compare(a.head.bytes, b.head.bytes) || a.id - b.id);
  const groups: EvidenceFile[][] = [];
  for (const one of sorted) {
    const group = groups.at(-1);
    if (group?.[0] !== undefined && mayExtend(group[0], one)) group.push(one);
    else groups.push([one]);
  }
  return groups.flatMap(splitBySize).filter((group) => group.length > 1);
}

/** What is neither lines nor compressed can only be the same if it is as long. */
function splitBySize(group: EvidenceFile[]): EvidenceFile[][] {
  if (group.some((one) => isLines(one) || one.compressed)) return [group];
  const sizes = new Map<number, EvidenceFile[]>();
  for (const one of group) sizes.set(one.bytes, [...(sizes.get(one.bytes) ?? []), one]);
  return [...sizes.values()];
}

async function tailOf({ file, bytes, content }: EvidenceFile, effects: Files): Promise<string | undefined> {
  if (content !== undefined) return Buffer.from(content.subarray(-TAIL_BYTES)).toString('latin1');
  try {
    const handle = await openRegular(file, effects);
    try {
      const tail = Buffer.alloc(TAIL_BYTES);
      const { bytesRead } = await handle.read(tail, 0, TAIL_BYTES, bytes - TAIL_BYTES);
      return bytesRead === TAIL_BYTES ? tail.toString('latin1') : undefined;
    } finally {
      await handle.close();
    }
  } catch {
    // It is read again as evidence, and what is wrong with it is said there.
    return undefined;
  }
}

/** Logs whose contents end alike: `tail` of a log and the log. Compressed ones are not looked at from their end. */
export async function groupsByTail(
  found: readonly EvidenceFile[],
  effects: Files,
): Promise<EvidenceFile[][]> {
  const logs = found.filter((one) => isLines(one) && !one.compressed && one.bytes > TAIL_BYTES);
  const groups = new Map<string, EvidenceFile[]>();
  if (logs.length < 2) return [];
  for (const one of logs) {
    const tail = await tailOf(one, effects);
    if (tail === undefined) continue;
    const key = `${one.format?.name} ${tail}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}
