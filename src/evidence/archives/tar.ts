import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Entry } from 'tar-stream';
import { extract } from 'tar-stream';
import { fsReason } from '../fs-reason.ts';
import type { Opened } from '../found.ts';
import { refusedName } from '../names.ts';
import type { Outcome } from './gunzip.ts';
import type { Member, Meter, Spool } from './spool.ts';

const REFUSED_TYPES: Readonly<Record<string, string>> = {
  symlink: 'a symbolic link; links in archives are not followed',
  link: 'a hard link; links in archives are not followed',
  'character-device': 'a device, not a file',
  'block-device': 'a device, not a file',
  fifo: 'a pipe, not a file',
};

export function isTar(head: Uint8Array): boolean {
  return Buffer.from(head.subarray(257, 262)).toString('latin1') === 'ustar';
}

function refusedEntry(entry: Entry): string | undefined {
  const { name, type } = entry.header;
  if (type === 'file' || type === 'contiguous-file') return refusedName(name);
  const link = type === null || !Object.hasOwn(REFUSED_TYPES, type) ? undefined : REFUSED_TYPES[type];
  return link ?? 'an entry of a kind that is not read';
}

/** The blocks of an opened file are only lent; the tar reader keeps them for a while. */
async function* copies(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const block of blocks) yield Buffer.from(block);
}

/**
 * The entry's content. What the caller leaves is passed over, as the next entry stands behind it. An archive
 * that ends within the entry is no error here: the caller sees that by its length.
 */
async function* contentOf(entry: Entry): AsyncGenerator<Uint8Array> {
  const blocks = entry[Symbol.asyncIterator]();
  const next = async (): Promise<Uint8Array | undefined> => {
    const block = await blocks.next().catch(() => ({ done: true as const, value: undefined }));
    return block.done === true ? undefined : block.value;
  };
  let block = await next();
  try {
    for (; block !== undefined; block = await next()) yield block;
  } finally {
    while (block !== undefined) block = await next();
  }
}

/** Unpacks a tar's members while it is read. What is wrong with the archive as a whole goes to `outcome`. */
export async function* untar(
  opened: Opened,
  bytes: number,
  spool: Spool,
  outcome: Outcome,
): AsyncGenerator<Member> {
  const meter: Meter = { content: 0, stored: bytes };
  const entries = extract();
  const feeding = pipeline(Readable.from(copies(opened.content)), entries).catch((error: unknown) => error);
  let listed = 0;
  try {
    for await (const entry of entries) {
      const { name, type, size } = entry.header;
      if (type === 'directory' && refusedName(name) === undefined) {
        entry.resume();
        continue;
      }
      if (!spool.admit()) {
        outcome.problem = `the limit of ${spool.limits.maxFiles} files is reached: members from ${listed + 1} on were not read`;
        break;
      }
      listed += 1;
      const refused = refusedEntry(entry);
      if (refused !== undefined) {
        entry.resume();
        yield { name, bytes: size, refused };
        continue;
      }
      const member = await spool.write(name, contentOf(entry), () => Infinity, meter);
      if (member.bytes < size) {
        member.cut ??= `the archive ends within it; ${member.bytes} of ${size} bytes were read`;
      }
      yield member;
    }
  } catch (error) {
    outcome.problem = `the tar is damaged or ends early after ${listed} members: ${fsReason(error)}`;
  } finally {
    entries.destroy();
    await feeding;
  }
}
