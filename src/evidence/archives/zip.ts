import { crc32 } from 'node:zlib';
import type { Entry, ZipFile } from 'yauzl';
import { fromRandomAccessReaderPromise, getFileNameLowLevel } from 'yauzl';
import type { Files } from '../../base/ports.ts';
import { messageOf } from '../../model/reason.ts';
import { refusedName } from './refused-name.ts';
import { systemMessage } from '../system-reason.ts';
import { worded } from '../worded.ts';
import type { StoredFile } from '../blocks.ts';
import type { Outcome } from './gunzip.ts';
import type { InflateEnd } from './inflate.ts';
import { ByteSource, inflateAtOnce, inflateRaw, secondLook } from './inflate.ts';
import { openPages } from './pages.ts';
import type { Pages } from './pages.ts';
import type { Meter } from './meter.ts';
import type { Member, Spool } from './spool.ts';

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
  if (type === LINK) return worded('arcLink');
  if (type !== 0 && type !== REGULAR) return worded('arcDeviceOrPipe');
  if (entry.isEncrypted()) return worded('zipEncrypted');
  if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
    return worded('zipMethod', { method: entry.compressionMethod });
  }
  return undefined;
}

/** An archive that is open. */
interface OpenZip {
  zip: ZipFile;
  pages: Pages;
}

/** The entry's packed data, inflated if need be. */
async function* unpacked(
  { zip, pages }: OpenZip,
  entry: Entry,
  end: InflateEnd,
  careful: number,
): AsyncGenerator<Uint8Array> {
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  const packed = pages.range(fileDataStart, fileDataStart + entry.compressedSize);
  if (entry.compressionMethod === STORED) {
    yield* packed;
    return;
  }
  if (careful === Infinity) {
    const small = await inflateAtOnce(entry, packed);
    if (small !== undefined) {
      end.complete = true;
      yield small;
      return;
    }
  }
  const again = pages.range(fileDataStart, fileDataStart + entry.compressedSize);
  yield* inflateRaw(new ByteSource(again), end, careful, entry.uncompressedSize);
}

/** The entry's content; what is wrong with it goes to `outcome`. */
async function* contentOf(zip: OpenZip, entry: Entry, outcome: Outcome): AsyncGenerator<Uint8Array> {
  let crc = 0;
  const end: InflateEnd = { complete: entry.compressionMethod === STORED };
  try {
    for await (const block of secondLook((careful) => unpacked(zip, entry, end, careful), end)) {
      crc = crc32(block, crc);
      yield block;
    }
    if (!end.complete) {
      outcome.problem =
        end.damage === undefined ? worded('zipShort') : worded('zipData', { damage: end.damage });
      outcome.partial = true;
    }
  } catch (error) {
    outcome.problem = worded('zipUnread', { why: systemMessage(error) });
    outcome.partial = true;
  }
  if (outcome.problem === undefined && crc !== entry.crc32) {
    outcome.problem = worded('zipChecksum');
  }
}

/** One entry, copied to disk or refused. */
async function memberOf(
  zip: OpenZip,
  entry: Entry,
  name: string,
  spool: Spool,
  meter: Meter,
): Promise<Member> {
  const { uncompressedSize: size } = entry;
  const refused = refusedEntry(entry, name);
  if (refused !== undefined) return { name, bytes: size, refused };
  if (meter.bomb !== undefined) return { name, bytes: size, refused: meter.bomb, unknown: true };
  const damage: Outcome = {};
  const stored = (): number => (entry.compressionMethod === STORED ? Infinity : entry.compressedSize);
  const member = await spool.write(name, contentOf(zip, entry, damage), stored, meter, size);
  const modified = Math.floor(entry.getLastModDate({ timezone: 'UTC' }).getTime() / 1000);
  if (modified > 0) member.modified = modified;
  if (damage.problem !== undefined) {
    member.cut ??= worded('arcPart', { why: messageOf(damage.problem), bytes: member.bytes });
    member.partial ??= damage.partial === true;
  }
  return member;
}

/** Unpacks a zip's members. What is wrong with the archive as a whole goes to `outcome`. */
export async function* unzip(
  archive: StoredFile,
  meter: Meter,
  spool: Spool,
  outcome: Outcome,
  effects: Files,
): AsyncGenerator<Member> {
  let listed = 0;
  try {
    const { pages, size, close } = await openPages(archive, effects);
    try {
      const options = { decodeStrings: false, autoClose: false, validateEntrySizes: false };
      const zip = await fromRandomAccessReaderPromise(pages, size, options);
      for await (const entry of zip.eachEntry()) {
        const { generalPurposeBitFlag: flags, fileNameRaw, extraFields } = entry;
        const name = getFileNameLowLevel(flags, fileNameRaw, extraFields, false);
        if (!spool.admit()) {
          outcome.problem = worded('arcFilesOf', {
            most: spool.limits.maxFiles,
            first: listed + 1,
            members: zip.entryCount,
          });
          outcome.partial = true;
          return;
        }
        listed += 1;
        const folder = name.endsWith('/') && refusedName(name) === undefined;
        if (!folder) yield await memberOf({ zip, pages }, entry, name, spool, meter);
      }
    } finally {
      await close();
    }
  } catch (error) {
    outcome.problem = worded('zipDamaged', { members: listed, why: systemMessage(error) });
    outcome.partial = true;
  }
}
