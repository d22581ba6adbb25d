import type { FileReading } from '../evidence-file.ts';
import { refusedName } from './refused-name.ts';
import { messageOf } from '../../model/reason.ts';
import { worded } from '../worded.ts';
import type { Outcome } from './gunzip.ts';
import { ByteSource } from './inflate.ts';
import type { Meter } from './meter.ts';
import type { Member, Spool } from './spool.ts';
import type { TarHeader } from './tar-header.ts';
import { BLOCK, paxFields, readTarHeader, zeroEnded } from './tar-header.ts';

/** Names and pax records of a member; more is an attack on memory. */
const MAX_EXTENSION = 2 ** 20;

const REFUSED_TYPES: Readonly<Record<string, string>> = {
  '1': worded('arcHardLink'),
  '2': worded('arcLink'),
  '3': worded('arcDevice'),
  '4': worded('arcDevice'),
  '6': worded('arcPipe'),
  S: worded('arcSparse'),
};
/** What is taken from pax headers. */
const PAX_KEYS: ReadonlySet<string> = new Set(['path', 'size']);
const DIRECTORY = '5';
const FILES = '07';
/** Headers that say something of the next one: pax and GNU. */
const EXTENSIONS = 'xgLK';

function refusedEntry({ name, type }: TarHeader): string | undefined {
  if (FILES.includes(type)) return refusedName(name);
  return Object.hasOwn(REFUSED_TYPES, type) ? REFUSED_TYPES[type] : worded('arcKind');
}

/** The content of the member in hand, as far as the archive has it. */
async function* contentOf(source: ByteSource, left: { bytes: number }): AsyncGenerator<Uint8Array> {
  while (left.bytes > 0) {
    const piece = await source.peek(left.bytes);
    if (piece === undefined) return;
    left.bytes -= piece.length;
    source.advance(piece.length);
    yield piece;
  }
}

/** Content is filled up to whole blocks. */
function padding(size: number): number {
  return (BLOCK - (size % BLOCK)) % BLOCK;
}

async function pass(source: ByteSource, bytes: number): Promise<void> {
  const left = { bytes };
  for await (const piece of contentOf(source, left)) if (piece.length === 0) return;
}

/** What extension headers said of the next member, and of all. */
interface Extensions {
  next: Map<string, string>;
  all: Map<string, string>;
}

/** Takes what an extension header says. Returns the size of one that is too large for it. */
async function extend(
  source: ByteSource,
  header: TarHeader,
  extensions: Extensions,
): Promise<number | undefined> {
  if (header.size > MAX_EXTENSION) return header.size;
  const body = await source.take(header.size);
  await pass(source, padding(header.size));
  if (header.type === 'L') extensions.next.set('path', zeroEnded(body));
  else if (header.type !== 'K') {
    const target = header.type === 'g' ? extensions.all : extensions.next;
    for (const [key, value] of paxFields(body)) if (PAX_KEYS.has(key)) target.set(key, value);
  }
  return undefined;
}

/** The header as the extension headers before it correct it. */
function extended(header: TarHeader, extensions: Extensions): TarHeader {
  const name = extensions.next.get('path') ?? extensions.all.get('path') ?? header.name;
  const size = Number(extensions.next.get('size') ?? extensions.all.get('size') ?? header.size);
  extensions.next.clear();
  // A folder has no content, whatever its size says.
  if (header.type === DIRECTORY || (name.endsWith('/') && FILES.includes(header.type))) {
    return { ...header, name, size: 0, type: DIRECTORY };
  }
  return { ...header, name, size: Number.isSafeInteger(size) && size >= 0 ? size : header.size };
}

/**
 * Unpacks a tar's members while it is read. What is wrong with the archive as a whole goes to `outcome`.
 * @param inflated the tar was compressed, and what may come out of it is counted there
 */
export async function* untar(
  opened: FileReading,
  meter: Meter,
  inflated: boolean,
  spool: Spool,
  outcome: Outcome,
): AsyncGenerator<Member> {
  const content = opened.content[Symbol.asyncIterator]();
  const source = new ByteSource(content);
  const extensions: Extensions = { next: new Map(), all: new Map() };
  let listed = 0;
  for (;;) {
    const block = await source.take(BLOCK);
    if (block.length === 0) {
      outcome.problem = worded('tarNoEnd', { members: listed });
      outcome.partial = true;
    }
    if (block.every((byte) => byte === 0)) break;
    const raw = readTarHeader(block);
    if (raw === undefined) {
      outcome.problem = worded('tarDamaged', { members: listed });
      outcome.partial = true;
      break;
    }
    if (EXTENSIONS.includes(raw.type)) {
      const broken = await extend(source, raw, extensions);
      if (broken !== undefined) {
        outcome.problem = worded('tarHeader', { members: listed, bytes: broken });
        outcome.partial = true;
        break;
      }
      continue;
    }
    const header = extended(raw, extensions);
    const left = { bytes: header.size };
    if (!spool.admit()) {
      outcome.problem = worded('arcFiles', { most: spool.limits.maxFiles, first: listed + 1 });
      outcome.partial = true;
      break;
    }
    listed += 1;
    if (header.type !== DIRECTORY || refusedName(header.name) !== undefined) {
      const member = await memberOf(source, header, left, spool, meter, inflated);
      if (left.bytes > 0 && member.file !== undefined && member.cut === undefined) {
        member.cut = await endsWithin(member.bytes, header.size, opened);
        member.partial = true;
      }
      yield member;
    }
    await pass(source, left.bytes + padding(header.size));
  }
  // The rest (padding, or what the limit left) is read for the hash of the whole.
  for (let rest = await content.next(); rest.done !== true;) rest = await content.next();
}

/** Why the archive has no more of a member: it is cut off, or no more of it was inflated. */
async function endsWithin(bytes: number, size: number, opened: FileReading): Promise<string> {
  const { partial } = await opened.finished();
  return partial === undefined
    ? worded('arcEnds', { bytes, size })
    : worded('arcPartOf', { why: messageOf(partial), bytes, size });
}

async function memberOf(
  source: ByteSource,
  header: TarHeader,
  left: { bytes: number },
  spool: Spool,
  meter: Meter,
  inflated: boolean,
): Promise<Member> {
  const { name, size, modified } = header;
  const refused = refusedEntry(header);
  if (refused !== undefined) return { name, bytes: size, refused };
  if (meter.bomb !== undefined) return { name, bytes: size, refused: meter.bomb, unknown: true };
  const stored = inflated ? undefined : (): number => Infinity;
  const member = await spool.write(name, contentOf(source, left), stored, meter, size);
  if (modified > 0) member.modified = modified;
  return member;
}
