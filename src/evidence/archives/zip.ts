import { crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { fromFdPromise, getFileNameLowLevel } from 'yauzl';
import type { Files } from '../../base/ports.ts';
import { fsReason } from '../../base/fs-reason.ts';
import { refusedName } from '../../base/file-names.ts';
import type { Stored } from '../blocks.ts';
import type { Outcome } from './gunzip.ts';
import type { InflateEnd } from './inflate.ts';
import { ByteSource, inflateRaw, secondLook } from './inflate.ts';
import { bombIn } from './spool.ts';
import type { Member, Meter, Spool } from './spool.ts';

const STORED = 0;
const DEFLATED = 8;
const UNIX = 3;
const TYPE_MASK = 0o170000;
const LINK = 0o120000;
const REGULAR = 0o100000;

/** Why an entry is not unpacked. Undefined: it is. */
function refusedEntry(entry: Entry, name: string): string | undefined {
  const place = refusedName(name);
  if (place !== undefined) return place;
  const type = entry.versionMadeBy >> 8 === UNIX ? (entry.externalFileAttributes >>> 16) & TYPE_MASK : 0;
  if (type === LINK) return 'a symbolic link; links in archives are not followed';
  if (type !== 0 && type !== REGULAR) return 'a device or pipe, not a file';
  if (entry.isEncrypted()) return 'it is encrypted; unpack the archive with its password and give the folder';
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    return `packed by method ${entry.compressionMethod}, which is not read; unpack the archive with another program`;
  }
  return undefined;
}

/** The entry's packed data, inflated if need be. */
async function* unpacked(
  zip: ZipFile,
  entry: Entry,
  used: { stored: number },
  end: InflateEnd,
  careful: number,
): AsyncGenerator<Uint8Array> {
  const stream = await zip.openReadStreamPromise(entry, { decodeFileData: false });
  try {
    if (entry.compressionMethod === STORED) yield* stream;
    else {
      const source = new ByteSource(stream[Symbol.asyncIterator]());
      for await (const block of inflateRaw(source, end, careful)) {
        used.stored = Math.max(source.consumed, 1);
        yield block;
      }
    }
  } finally {
    stream.destroy();
  }
}

/** The entry's content; what is wrong with it goes to `outcome`. */
async function* contentOf(
  zip: ZipFile,
  entry: Entry,
  used: { stored: number },
  outcome: Outcome,
): AsyncGenerator<Uint8Array> {
  let crc = 0;
  const end: InflateEnd = { complete: entry.compressionMethod === STORED };
  try {
    for await (const block of secondLook((careful) => unpacked(zip, entry, used, end, careful), end)) {
      crc = crc32(block, crc);
      yield block;
    }
    if (!end.complete) {
      outcome.problem = `its packed data is damaged${end.damage === undefined ? ' or ends early' : ` (${end.damage})`}`;
    }
  } catch (error) {
    outcome.problem = `its packed data cannot be read: ${fsReason(error)}`;
  }
  if (outcome.problem === undefined && crc !== entry.crc32) {
    outcome.problem = 'its checksum does not match: the content may be damaged';
  }
}

/** One entry, copied to disk or refused. */
async function memberOf(
  zip: ZipFile,
  entry: Entry,
  name: string,
  spool: Spool,
  meter: Meter,
): Promise<Member> {
  const refused = refusedEntry(entry, name) ?? bombIn(meter);
  if (refused !== undefined) return { name, bytes: entry.uncompressedSize, refused };
  const used = { stored: 0 };
  const damage: Outcome = {};
  const stored = (): number => (entry.compressionMethod === STORED ? Infinity : used.stored);
  const member = await spool.write(name, contentOf(zip, entry, used, damage), stored, meter);
  const modified = Math.floor(entry.getLastModDate({ timezone: 'UTC' }).getTime() / 1000);
  if (modified > 0) member.modified = modified;
  if (damage.problem !== undefined) {
    member.cut ??= `${damage.problem}; ${member.bytes} bytes of it were read`;
  }
  return member;
}

/** Unpacks a zip's members. What is wrong with the archive as a whole goes to `outcome`. */
export async function* unzip(
  archive: Stored,
  meter: Meter,
  spool: Spool,
  outcome: Outcome,
  effects: Files,
): AsyncGenerator<Member> {
  let listed = 0;
  try {
    const handle = await effects.fs.open(archive.at, 'r');
    try {
      const options = { decodeStrings: false, autoClose: false, validateEntrySizes: false };
      const zip = await fromFdPromise(handle.fd, options);
      for await (const entry of zip.eachEntry()) {
        const { generalPurposeBitFlag: flags, fileNameRaw, extraFields } = entry;
        const name = getFileNameLowLevel(flags, fileNameRaw, extraFields, false);
        if (!spool.admit()) {
          outcome.problem = `the limit of ${spool.limits.maxFiles} files is reached: members from ${listed + 1} of ${zip.entryCount} on were not read`;
          return;
        }
        listed += 1;
        const folder = name.endsWith('/') && refusedName(name) === undefined;
        if (!folder) yield await memberOf(zip, entry, name, spool, meter);
      }
    } finally {
      await handle.close();
    }
  } catch (error) {
    outcome.problem = `the zip is damaged after ${listed} members: ${fsReason(error)}`;
  }
}
