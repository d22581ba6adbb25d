import { createHash } from 'node:crypto';
import type { AttachedFile } from '../model/evidence.ts';

const MAX_DEPTH = 20;
const MAX_FILES = 500;
const MAX_HEADER = 64 * 1024;

interface Part {
  /** By lower-case name, unfolded; the first of a name. */
  headers: ReadonlyMap<string, string>;
  body: string;
}

function partOf(text: string): Part {
  const end = /\r?\n\r?\n/.exec(text.slice(0, MAX_HEADER)) ?? undefined;
  const bare = /^\r?\n/.exec(text);
  const header = bare === null ? text.slice(0, end?.index ?? 0) : '';
  const body =
    bare === null
      ? text.slice(end === undefined ? text.length : end.index + end[0].length)
      : text.slice(bare[0].length);
  const headers = new Map<string, string>();
  for (const line of header.replaceAll(/\r?\n[ \t]{1,200}/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  return { headers, body };
}

/** The value of `boundary="…"` in a Content-Type; RFC 2045, section 5.1. */
function parameter(value: string, name: string): string | undefined {
  const match = new RegExp(
    String.raw`;\s{0,64}${name}\*?(?:0\*?)?\s{0,8}=\s{0,8}(?:"([^"]{1,300})"|([^;\s"]{1,300}))`,
    'i',
  ).exec(value);
  return match?.[1] ?? match?.[2];
}

/** The parts between the lines of a boundary; the line end before a boundary is the boundary's (RFC 2046, section 5.1.1). */
function between(body: string, boundary: string): string[] {
  const parts: string[] = [];
  const mark = `--${boundary}`;
  let start = -1;
  for (let at = body.indexOf(mark); at >= 0; at = body.indexOf(mark, at + mark.length)) {
    if (at > 0 && body[at - 1] !== '\n') continue;
    const feed = body.indexOf('\n', at);
    const rest = body.slice(at + mark.length, feed < 0 ? body.length : feed).trimEnd();
    if (rest !== '' && rest !== '--') continue;
    if (start >= 0) parts.push(body.slice(start, at).replace(/\r?\n$/, ''));
    start = rest === '--' || feed < 0 ? -1 : feed + 1;
    if (parts.length > MAX_FILES) break;
  }
  if (start >= 0) parts.push(body.slice(start));
  return parts;
}

/** The bytes behind a transfer encoding; RFC 2045, section 6. */
function decoded(body: string, encoding: string): Buffer {
  if (encoding === 'base64') return Buffer.from(body.replaceAll(/[^A-Za-z0-9+/=]/g, ''), 'base64');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1');
  const text = body
    .replaceAll(/[ \t]{1,200}(?=\r?\n)/g, '')
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([0-9A-Fa-f]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, 'latin1');
}

function collect(text: string, depth: number, files: AttachedFile[]): void {
  if (depth > MAX_DEPTH || files.length >= MAX_FILES) return;
  const { headers, body } = partOf(text);
  const kind = headers.get('content-type') ?? 'text/plain';
  const type = (/^[^\s;]{1,100}/.exec(kind)?.[0] ?? 'text/plain').toLowerCase();
  const boundary = type.startsWith('multipart/') ? parameter(kind, 'boundary') : undefined;
  if (boundary !== undefined) {
    for (const part of between(body, boundary)) collect(part, depth + 1, files);
    return;
  }
  const placed = headers.get('content-disposition') ?? '';
  const name = parameter(placed, 'filename') ?? parameter(kind, 'name');
  if (depth === 0 || (name === undefined && !/^attachment/i.test(placed) && type.startsWith('text/'))) return;
  const bytes = decoded(body, (headers.get('content-transfer-encoding') ?? '').toLowerCase().trim());
  files.push({
    ...(name !== undefined && { name }),
    type,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
}

/**
 * The files that a mail carries, with the digest of each as it was attached. They are taken from the mail's own bytes: what a
 * parser of mails hands out is text in another encoding, with other line ends.
 */
export function attachedFiles(mail: Uint8Array): AttachedFile[] {
  const files: AttachedFile[] = [];
  collect(Buffer.from(mail.buffer, mail.byteOffset, mail.length).toString('latin1'), 0, files);
  return files;
}
