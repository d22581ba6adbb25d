import { worded } from './worded.ts';
import { messageOf, once } from '../model/reason.ts';
import { isUtf8 } from 'node:buffer';
import { basename } from 'node:path';
import type { Files } from '../base/ports.ts';
import { expand, nestedIn } from './archives/expand.ts';
import type { Outcome } from './archives/gunzip.ts';
import type { ArchiveKind } from './archives/kind.ts';
import { archiveKind } from './archives/kind.ts';
import { packingOf } from './archives/packings/index.ts';
import type { Packing } from './archives/packings/index.ts';
import { Spool } from './archives/spool.ts';
import { Inflated, Meter } from './archives/meter.ts';
import type { Evidence } from '../model/evidence.ts';
import type { EvidenceFile } from './evidence-file.ts';
import type { AttachmentFormat, Format, Head, ReadOptions } from '../formats/format.ts';
import { FORMATS } from '../formats/index.ts';
import { junkIn } from './junk.ts';
import type { Limits } from './limits.ts';
import { LIMITS } from './limits.ts';
import { bounded } from '../base/file-names.ts';
import { collectSooner } from '../base/heap.ts';
import { markLength, withoutMark } from './byte-order-mark.ts';
import { readHead, unpackHead } from './head.ts';
import { keptHead, MANY_FILES } from './kept-head.ts';
import { lookAgain } from './look-again.ts';
import type { StoredFile } from './blocks.ts';
import { isAsRead, openStored } from './open.ts';
import type { MemberFault } from './open.ts';
import { HEAD_BYTES, headBytes, recognise } from './recognise.ts';
import type { SkippedFile, WalkedFile } from './walk.ts';
import { asUtf8, headToUtf8, utf16Of } from './utf16.ts';
import { recogniseWithin, withoutEnvelope } from './envelopes/within.ts';
import { walk } from './walk.ts';

/** Heads are read ahead for this many files at a time. */
const READ_AHEAD = 16;

export type { Limits } from './limits.ts';

export interface SurveyOptions extends Partial<Limits> {
  /** What the user gives for reading the file at this path. */
  read?: (path: string) => ReadOptions;
  /** What else than rows is recognised: notices, inventories, ranges. */
  attachments?: readonly AttachmentFormat[];
}

/** What the survey is filling. */
interface Survey {
  found: EvidenceFile[];
  unread: Evidence[];
  spool: Spool;
  limits: Limits;
  read: (path: string) => ReadOptions;
  formats: readonly Format[];
  effects: Files;
}

/** A file that was looked at: its first bytes after decompression. */
interface SurveyedFile extends WalkedFile {
  /** How it is compressed. */
  packing?: Packing;
  head: Uint8Array;
  whole: boolean;
  failed?: string;
  /** Why nothing came out of it. */
  empty?: string;
  /** It is not all of its archive's member, or damaged: why. */
  cut?: MemberFault;
  /** Of the archive that it is a member of. */
  meter?: Meter;
}

/**
 * Finds the evidence: walks folders, unpacks archives into numbered files in `scratch`, and recognises each
 * file by its content. `found` is what can be opened, recognised or not; `unread` lists everything else with
 * the reason: archives (their members are in `found`), links, what is no evidence, what cannot be opened.
 * Numbers in the manifest are consecutive: first all of `found`, then all of `unread`.
 * @param scratch an own folder for what is unpacked; it must outlive the reading
 * @throws UserError if a given path does not exist, or is one of our own case folders
 */
export async function survey(
  paths: readonly string[],
  scratch: string,
  options: SurveyOptions,
  effects: Files,
): Promise<{ found: EvidenceFile[]; unread: Evidence[] }> {
  const { read = () => ({}), attachments = [], ...limits } = options;
  const all: Limits = { ...LIMITS, ...limits };
  const { files, skipped } = await walk(paths, scratch, all.maxFiles, effects);
  if (files.length > MANY_FILES) collectSooner();
  const state: Survey = {
    found: [],
    unread: [],
    limits: all,
    read,
    formats: [...FORMATS, ...attachments],
    effects,
    spool: new Spool(scratch, all, effects),
  };
  for (const entry of skipped) state.unread.push(evidenceOf(entry));
  for (let start = 0; start < files.length; start += READ_AHEAD) {
    const looked = await Promise.all(files.slice(start, start + READ_AHEAD).map((file) => look(state, file)));
    for (const file of looked) await sort(state, file, 0);
  }
  await lookAgain(state.found);
  state.unread.sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
  for (const [index, entry] of state.unread.entries()) entry.id = state.found.length + index;
  return { found: state.found, unread: state.unread };
}

async function look({ effects }: Survey, file: WalkedFile): Promise<SurveyedFile> {
  let raw = await readHead(file, HEAD_BYTES, effects);
  if (!raw.whole && headBytes(raw.bytes) > HEAD_BYTES)
    raw = await readHead(file, headBytes(raw.bytes), effects);
  const { bytes: head, whole } = raw;
  if (raw.problem !== undefined && head.length === 0) {
    return { ...file, head, whole, failed: raw.problem };
  }
  const packing = packingOf(head);
  if (packing === undefined) return { ...file, head, whole };
  let inner = await unpackHead(file, packing, raw, HEAD_BYTES, effects);
  const most = headBytes(inner.bytes);
  if (!inner.whole && most > HEAD_BYTES) inner = await unpackHead(file, packing, raw, most, effects);
  const empty = inner.bytes.length === 0 ? inner.problem : undefined;
  return {
    ...file,
    packing,
    head: inner.bytes,
    whole: inner.whole,
    ...(empty !== undefined && { empty }),
  };
}

/** Puts a file where it belongs: among what can be read, or its members do. */
async function sort(state: Survey, file: SurveyedFile, depth: number): Promise<void> {
  if (file.failed !== undefined) {
    skipFile(state, { path: file.path, bytes: file.bytes, format: 'unreadable', because: file.failed });
    return;
  }
  const kind = archiveKind(file.head, file.packing);
  if (kind === undefined) await named(state, addFound(state, file, await openableName(state, file)), file);
  else if (depth >= state.limits.maxDepth) {
    const because = worded('walkDepth', { depth, most: state.limits.maxDepth });
    skipFile(state, { path: file.path, bytes: file.bytes, format: 'unreadable', because });
  } else await unpack(state, file, kind, depth);
}

/** A name that other programs can open too: a link stands for a name that is not UTF-8. */
async function openableName({ spool, effects }: Survey, file: SurveyedFile): Promise<string> {
  // What is small lies in memory, and gets a name where it needs one.
  if (file.content !== undefined || typeof file.at === 'string') return String(file.at);
  const link = await spool.reserve();
  await effects.fs.symlink(file.at, link);
  return link;
}

/** DuckDB reads Parquet itself, and opens it by name. */
async function named({ spool }: Survey, found: EvidenceFile, { content }: SurveyedFile): Promise<void> {
  if (content !== undefined && found.format?.kind === 'parquet') found.file = await spool.named(content);
}

function latin1({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('latin1');
}

/** What the manifest says of lines in a code page; exports of events are read in theirs, see `textReading`. */
/** Is it UTF-8, as far as it goes? */
function isText(bytes: Uint8Array): boolean {
  if (isUtf8(bytes)) return true;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function addFound(state: Survey, file: SurveyedFile, openable: string): EvidenceFile {
  const { limits, spool, formats, effects } = state;
  const name = basename(file.path);
  const encoding = utf16Of(file.head);
  const mark = markLength(file.head);
  const bytes = encoding === undefined ? file.head.subarray(mark) : headToUtf8(file.head, encoding);
  const head: Head = { bytes, name, whole: file.whole, text: latin1(bytes) };
  const read = readOptions(state, file);
  const outside = recognise(head, formats, file.empty, read);
  const within = recogniseWithin(head, outside, formats, read);
  const { format, recognition } = within?.recognised ?? outside;
  if (encoding !== undefined)
    recognition.because = worded('evUtf16', { why: messageOf(recognition.because) });
  if (format?.kind === 'lines' && !isText(bytes))
    recognition.because = worded('evOtherPage', { why: messageOf(recognition.because) });
  recognition.because = once(recognition.because);
  const seen = within?.head ?? head;
  const id = state.found.length;
  // What `open` holds on to must not be a head.
  const envelopes = within?.envelopes ?? [];
  const { at, packing, cut } = file;
  const stored: StoredFile = {
    at,
    bytes: file.bytes,
    ...(file.found !== undefined && { found: file.found }),
    ...(file.content !== undefined && { content: file.content }),
  };
  const meter = file.meter?.within(file.bytes) ?? new Meter(file.bytes, limits, spool.spare);
  const packed = packing && { packing, inflated: new Inflated(file.bytes, limits, meter) };
  const found: EvidenceFile = {
    id,
    path: bounded(file.path),
    bytes: file.bytes,
    format,
    recognition,
    ...keptHead({ ...seen, name, whole: file.whole }, id),
    read,
    compressed: packing !== undefined,
    mark,
    file: openable,
    open: () => {
      const opened = openStored(stored, packed, effects, cut);
      const text = encoding === undefined ? withoutMark(opened, mark) : asUtf8(opened, encoding);
      return envelopes.reduce(withoutEnvelope, text);
    },
    isAsRead: () => isAsRead(stored, effects),
  };
  if (file.content !== undefined) found.content = file.content;
  state.found.push(found);
  return found;
}

function readOptions(state: Survey, { path, modified }: SurveyedFile): ReadOptions {
  const given = state.read(path);
  return modified === undefined ? given : { ...given, modified };
}

async function unpack(state: Survey, file: SurveyedFile, kind: ArchiveKind, depth: number): Promise<void> {
  const { effects, spool } = state;
  const listed: Evidence = evidenceOf({ ...file, format: 'skipped', because: '' });
  state.unread.push(listed);
  const ending: Outcome & { within?: readonly string[] } = {};
  const names = new Map<string, number>();
  let read = 0;
  let refused = 0;
  for await (const member of expand(file, kind, file.meter, spool, ending, effects)) {
    const times = (names.get(member.name) ?? 0) + 1;
    names.set(member.name, times);
    // An archive may hold two members of one name.
    const path = nestedIn(file.path, times === 1 ? member.name : `${member.name} (${times})`);
    const junk = junkIn(member.name);
    if (member.file === undefined || junk !== undefined) {
      refused += 1;
      const because = member.refused ?? worded('evMissing', { what: messageOf(junk ?? '') });
      const format = junk === undefined ? 'unreadable' : 'skipped';
      skipFile(state, { path, bytes: member.bytes, format, because });
      if (member.unknown === true) state.unread.at(-1)!.partial = because;
      continue;
    }
    read += 1;
    // A member whose archive does not say is as old as the archive, at the most.
    const modified = member.modified ?? file.modified;
    const looked = await look(state, {
      ...member.file,
      path,
      ...(modified !== undefined && { modified }),
    });
    const { cut: why, partial = false, meter } = member;
    await sort(state, { ...looked, ...(why !== undefined && { cut: { why, partial } }), meter }, depth + 1);
  }
  listed.format = kind.name;
  listed.because = worded('evArchive', { members: read });
  if (refused > 0) listed.notes.push(worded('evRefused', { members: refused }));
  if (ending.problem !== undefined) listed.notes.push(ending.problem);
  listed.notes.push(...(ending.within ?? []));
  const part = [...(ending.within ?? []), ending.problem ?? ''].find((why) => why !== '');
  if (ending.partial === true && part !== undefined) listed.partial = part;
  const { sha256, problems } = await openStored(file, undefined, effects).finished();
  if (sha256 !== undefined) listed.sha256 = sha256;
  listed.notes.push(...problems);
}

function skipFile(state: Survey, skipped: SkippedFile): void {
  state.unread.push(evidenceOf(skipped));
}

function evidenceOf({ path, bytes, format, because }: SkippedFile): Evidence {
  return {
    id: -1,
    path: bounded(path),
    bytes,
    format,
    because,
    read: 0,
    parsed: 0,
    rejected: 0,
    skipped: 0,
    rejects: [],
    skips: [],
    notes: [],
  };
}
