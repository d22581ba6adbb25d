import { messageOf } from '../model/reason.ts';
import { worded } from './worded.ts';
import { isOfficeDocument } from './archives/kind.ts';

/**
 * What a file that no format knows looks like, by the bytes it begins with, and what to do about it.
 * Source: the formats' own specifications and the `magic(5)` database of file(1).
 */
interface Signature {
  /** Completes "looks like …". */
  is: string;
  hint?: string;
  at?: number;
  bytes: readonly number[] | string;
}

const SIGNATURES: readonly Signature[] = [
  // As `lz4 -l` and old kernels write it, without frames that end.
  {
    is: worded('sigLz4'),
    bytes: [0x02, 0x21, 0x4c, 0x18],
    hint: worded('sigUnpack', { command: 'unlz4 FILE' }),
  },
  // As xz wrote it before it was xz.
  {
    is: worded('sigLzma'),
    bytes: [0x5d, 0, 0],
    hint: worded('sigUnpack', { command: 'unlzma FILE' }),
  },
  {
    is: worded('sigCompress'),
    bytes: [0x1f, 0x9d],
    hint: worded('sigUnpack', { command: 'uncompress FILE' }),
  },
  {
    is: worded('sig7z'),
    bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c],
    hint: worded('sigUnpack', { command: '7z x FILE' }),
  },
  { is: worded('sigRar'), bytes: 'Rar!', hint: worded('sigUnpack', { command: 'unrar x FILE' }) },
  { is: worded('sigCab'), bytes: 'MSCF', hint: worded('sigUnpack', { command: 'expand FILE' }) },
  { is: worded('sigElf'), bytes: [0x7f, 0x45, 0x4c, 0x46] },
  { is: worded('sigMz'), bytes: 'MZ' },
  { is: worded('sigMacho'), bytes: [0xcf, 0xfa, 0xed, 0xfe] },
  { is: worded('sigJava'), bytes: [0xca, 0xfe, 0xba, 0xbe] },
  { is: worded('sigJpeg'), bytes: [0xff, 0xd8, 0xff] },
  {
    is: worded('sigPng'),
    bytes: [0x89, 0x50, 0x4e, 0x47],
    hint: worded('sigPicture'),
  },
  { is: worded('sigGif'), bytes: 'GIF8' },
  { is: worded('sigPdf'), bytes: '%PDF', hint: worded('sigCopy') },
  { is: worded('sigEvtx'), bytes: 'ElfFile' },
  { is: worded('sigPcap'), bytes: [0xd4, 0xc3, 0xb2, 0xa1] },
  { is: worded('sigPcap'), bytes: [0xa1, 0xb2, 0xc3, 0xd4] },
  { is: worded('sigPcap'), bytes: [0x4d, 0x3c, 0xb2, 0xa1] },
  { is: worded('sigPcapng'), bytes: [0x0a, 0x0d, 0x0d, 0x0a] },
  { is: worded('sigSqlite'), bytes: 'SQLite format 3\0' },
  { is: worded('sigJournal'), bytes: 'LPKSHHRH', hint: worded('sigExport') },
  {
    is: worded('sigOldOffice'),
    bytes: [0xd0, 0xcf, 0x11, 0xe0],
    hint: worded('sigSave'),
  },
  { is: worded('sigAvro'), bytes: 'Obj\x01' },
  { is: worded('sigOrc'), bytes: 'ORC' },
  { is: worded('sigUtf32'), bytes: [0xff, 0xfe, 0, 0], hint: worded('sigConvert') },
  { is: worded('sigHtml'), bytes: '<!DOCTYPE html' },
  { is: worded('sigHtml'), bytes: '<html' },
  { is: 'XML', bytes: '<?xml' },
];

/**
 * Logs that are known and not read, by what they alone have in their first lines: the reason then says which it is.
 * Sources: the programs' own documentation, and files that they wrote (2026-11).
 */
const UNREAD: readonly (readonly [RegExp, string])[] = [
  [/^\{(?=[^\n]{0,4096}"query_name"\s{0,4}:)(?=[^\n]{0,4096}"rcode"\s{0,4}:)/, worded('logRoute53')],
  [/^StartTime,(?:[A-Za-z]{1,20},){2,40}[^\n]{0,200}(?:SrcAddr|Dir)/, worded('logArgus')],
  [/^\{[^\n]{0,4096}"eventid"\s{0,4}:\s{0,4}"elasticpot\./, worded('logElasticpot')],
  [
    /^\d{4}-\d\d-\d\dT[\d:.]{8,20}(?:Z|[+-]\d{4}) [0-9a-f]{12} (?:New connection: |Remote SSH version: |SSH client hassh |login attempt |Connection lost)/m,
    worded('logCowrieText'),
  ],
  [/^\{[^\n]{0,200}"logger"\s{0,4}:\s{0,4}"http\.log\.access/, worded('logCaddy')],
  [/^timestamp,auth_id,session_id,source_ip,/, worded('logHeralding')],
  [
    /^\d{4}-\d\d-\d\dT[\d:.]{8,20}Z (?:ACCEPT host=|CLOSE host=|Port \d|MaxLineLength )/m,
    worded('logEndlessh'),
  ],
  [/^\d{4}-\d\d-\d\d {1,2}\d{1,2}:\d\d:\d\d \d{1,12} \[(?:Warning|Note|ERROR)\] /m, worded('logMaria')],
  [
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{3})? [A-Z]{2,5} \[\d{1,10}\] (?:[\w@.[\]-]{1,100} )?(?:LOG|FATAL|ERROR|WARNING|HINT): /m,
    worded('logPostgres'),
  ],
  [/^\d{1,10}:[MCSX] \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d\.\d{3} [*#.-] /m, worded('logRedis')],
  [
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d: \((?:server|mod_\w{1,30}|http_auth|connections|gw_backend)[\w.-]{0,30}\.c\.\d{1,6}\) /m,
    worded('logLighttpd'),
  ],
  [
    /^#Software: Microsoft Internet Information Services[^\n]{0,100}\n(?:#[^\n]{0,4096}\n){0,8}(?:[^\n#]{0,2048} (?:HELO|EHLO|MAIL|RCPT) )/,
    worded('logIisSmtp'),
  ],
];

function unreadLog(text: string): string | undefined {
  return UNREAD.find(([pattern]) => pattern.test(text))?.[1];
}

function matches(head: Uint8Array, { bytes, at = 0 }: Signature): boolean {
  for (let index = 0; index < bytes.length; index += 1) {
    const expected = typeof bytes === 'string' ? bytes.charCodeAt(index) : bytes[index];
    if (head[at + index] !== expected) return false;
  }
  return true;
}

/** Share of bytes that no text holds, in the first 4 KiB. */
function controlShare(head: Uint8Array): number {
  const sample = head.subarray(0, 4096);
  const control = sample.filter(
    (byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127,
  );
  return control.length / Math.max(1, sample.length);
}

/** A guess at what the bytes are, for a person: `looks like an ELF binary`, and what to do about it. */
export function looksLike(head: Uint8Array): string {
  if (isOfficeDocument(head)) return worded('sigOffice');
  const signature = SIGNATURES.find((entry) => matches(head, entry));
  if (signature !== undefined) {
    return signature.hint === undefined
      ? worded('sigLooks', { what: messageOf(signature.is) })
      : worded('sigHint', { what: messageOf(signature.is), hint: messageOf(signature.hint) });
  }
  if (head.every((byte) => byte === 0)) return worded('evNothing');
  if (controlShare(head) > 0.1) return worded('evBinary');
  const text = Buffer.from(head.subarray(0, 8192))
    .toString('latin1')
    .replace(/^(?:\u00ef\u00bb\u00bf)?\s{0,64}/, '');
  const unread = unreadLog(text.replaceAll('\r\n', '\n'));
  if (unread !== undefined) return worded('evLog', { what: messageOf(unread) });
  return /^\s*[[{]/.test(Buffer.from(head.subarray(0, 64)).toString('latin1'))
    ? worded('evOtherJson')
    : worded('evOtherText');
}
