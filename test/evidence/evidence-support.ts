import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { crc32, deflateRawSync } from 'node:zlib';
import type { Effects } from '../../src/base/ports.ts';
import { nodeEffects } from '../../src/base/effects.ts';
import type { DocumentFormat, ReadOptions } from '../../src/formats/format.ts';
import type { EvidenceFile, ReadEnd } from '../../src/evidence/evidence-file.ts';
import type { Limits } from '../../src/evidence/survey.ts';
import { survey } from '../../src/evidence/survey.ts';
import { inEnglish } from '../in-english.ts';
import { temporary } from '../support.ts';
import type { Parsed } from '../formats/memory-sink.ts';
import { MemorySink, tallyInto } from '../formats/memory-sink.ts';

export const effects: Effects = nodeEffects(1);

/** A folder with these files, and another one to unpack into. */
export async function evidence(
  t: TestContext,
  files: Record<string, string | Uint8Array>,
): Promise<{ folder: string; scratch: string }> {
  const folder = await temporary(t);
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return { folder, scratch: join(await temporary(t), 'unpacked') };
}

export type Surveyed = Awaited<ReturnType<typeof survey>>;

export async function surveyed(
  t: TestContext,
  files: Record<string, string | Uint8Array>,
  limits: Partial<Limits> = {},
): Promise<Surveyed> {
  const { folder, scratch } = await evidence(t, files);
  return survey([folder], scratch, limits, effects);
}

/** How reading ended, with what went wrong in English. */
export type TestedEnd = ReadEnd & { problem?: string };

/** With the problems and the change in English. */
export function readEnd({ problems, changed, ...end }: ReadEnd): TestedEnd {
  return {
    ...end,
    problems,
    ...(problems.length > 0 && { problem: problems.map((one) => inEnglish(one)).join('; ') }),
    ...(changed !== undefined && { changed: inEnglish(changed) }),
  };
}

/** All of a file's content, and how it ended. */
export async function contentOf(found: EvidenceFile | undefined): Promise<{ text: string; end: TestedEnd }> {
  if (found === undefined) throw new Error('not found');
  const opened = found.open();
  const blocks: Buffer[] = [];
  for await (const block of opened.content) blocks.push(Buffer.from(block));
  return { text: Buffer.concat(blocks).toString('latin1'), end: readEnd(await opened.finished()) };
}

/** What is listed under the path, whether it can be read or not: its reason in English. */
export function reasonOf({ unread }: Surveyed, path: string): string | undefined {
  const because = unread.find((entry) => entry.path === path)?.because;
  return because === undefined ? undefined : inEnglish(because);
}

export interface ZipEntry {
  name: string;
  content: string | Uint8Array;
  method?: number;
  flags?: number;
  /** Unix mode, type bits included. */
  mode?: number;
  crc?: number;
}

/** A zip as the application note of PKWARE (APPNOTE 6.3) has it; names are written as they are. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, method = 8, flags = 0, mode = 0o100644, crc } of entries) {
    const raw = Buffer.from(content);
    const packed = method === 8 ? deflateRawSync(raw) : raw;
    const nameBytes = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(flags, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(crc ?? crc32(raw), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(raw.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, nameBytes, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((mode << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    const madeBy = Buffer.from([20, 3]);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), madeBy, common, tail, nameBytes]));
    locals.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(list.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, list, Buffer.from('PK\x05\x06'), end]);
}

export interface TarEntry {
  name: string;
  content?: string | Uint8Array;
  /** The type flag of POSIX: `0` a file, `1` a hard link, `2` a symbolic link, `3` a device, `5` a folder. */
  type?: string;
  linkname?: string;
}

/** A tar as POSIX.1-2001 has it. */
export function tar(entries: readonly TarEntry[]): Buffer {
  const blocks = entries.flatMap(({ name, content = '', type = '0', linkname = '' }) => {
    const body = Buffer.from(content);
    const header = Buffer.alloc(512);
    header.write(name, 0, 100);
    header.write('0000644\0', 100);
    header.write(`${body.length.toString(8).padStart(11, '0')}\0`, 124);
    header.write(' '.repeat(8), 148);
    header.write(type, 156);
    header.write(linkname, 157, 100);
    header.write('ustar\u000000', 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
    return [header, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

/** Reads a document as a worker does, into plain rows. */
export function parseDocument(
  format: DocumentFormat,
  bytes: Uint8Array,
  options: ReadOptions = {},
): ParsedDocument {
  const sink = new MemorySink(format.table, format.also);
  const result: ParsedDocument = { rows: sink.rows, parsed: 0, skipped: {}, rejects: [], notes: [] };
  format.parse(bytes, options, sink, tallyInto(result));
  return result;
}

export type ParsedDocument = Omit<Parsed, 'read'>;
