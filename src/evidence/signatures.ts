import { worded } from '../model/evidence-worded.ts';
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
  { is: 'bzip2 data', bytes: 'BZh', hint: 'unpack it first: bunzip2 FILE' },
  { is: 'xz data', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0], hint: 'unpack it first: unxz FILE' },
  { is: 'Zstandard data', bytes: [0x28, 0xb5, 0x2f, 0xfd], hint: 'unpack it first: unzstd FILE' },
  { is: 'LZ4 data', bytes: [0x04, 0x22, 0x4d, 0x18], hint: 'unpack it first: unlz4 FILE' },
  { is: 'data of Unix compress', bytes: [0x1f, 0x9d], hint: 'unpack it first: uncompress FILE' },
  { is: 'a 7-Zip archive', bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], hint: 'unpack it first: 7z x FILE' },
  { is: 'a RAR archive', bytes: 'Rar!', hint: 'unpack it first: unrar x FILE' },
  { is: 'a Windows cabinet', bytes: 'MSCF', hint: 'unpack it first: expand FILE' },
  { is: 'an ELF binary', bytes: [0x7f, 0x45, 0x4c, 0x46] },
  { is: 'a Windows program', bytes: 'MZ' },
  { is: 'a Mach-O binary', bytes: [0xcf, 0xfa, 0xed, 0xfe] },
  { is: 'a Java class or a Mach-O binary', bytes: [0xca, 0xfe, 0xba, 0xbe] },
  { is: 'a JPEG picture', bytes: [0xff, 0xd8, 0xff] },
  {
    is: 'a PNG picture',
    bytes: [0x89, 0x50, 0x4e, 0x47],
    hint: 'paste the text that it shows into a .txt file',
  },
  { is: 'a GIF picture', bytes: 'GIF8' },
  { is: 'a PDF', bytes: '%PDF', hint: 'copy its text into a .txt file' },
  { is: 'a Windows event log (EVTX)', bytes: 'ElfFile' },
  { is: 'a packet capture (pcap)', bytes: [0xd4, 0xc3, 0xb2, 0xa1] },
  { is: 'a packet capture (pcap)', bytes: [0xa1, 0xb2, 0xc3, 0xd4] },
  { is: 'a packet capture (pcap)', bytes: [0x4d, 0x3c, 0xb2, 0xa1] },
  { is: 'a packet capture (pcapng)', bytes: [0x0a, 0x0d, 0x0d, 0x0a] },
  { is: 'an SQLite database', bytes: 'SQLite format 3\0' },
  { is: 'a systemd journal', bytes: 'LPKSHHRH', hint: 'export it: journalctl --file FILE -o json' },
  {
    is: 'an old Office document',
    bytes: [0xd0, 0xcf, 0x11, 0xe0],
    hint: 'save its text or tables as .txt or .csv',
  },
  { is: 'Avro data', bytes: 'Obj\x01' },
  { is: 'ORC data', bytes: 'ORC' },
  { is: 'UTF-32 text', bytes: [0xff, 0xfe, 0, 0], hint: 'convert it: iconv -f UTF-32 -t UTF-8 FILE' },
  { is: 'an HTML page', bytes: '<!DOCTYPE html' },
  { is: 'an HTML page', bytes: '<html' },
  { is: 'XML', bytes: '<?xml' },
];

/**
 * Logs that are known and not read, by what they alone have in their first lines: the reason then says which it is.
 * Sources: the programs' own documentation, and files that they wrote (2026-11).
 */
const UNREAD: readonly (readonly [RegExp, string])[] = [
  [
    /^\{(?=[^\n]{0,4096}"query_name"\s{0,4}:)(?=[^\n]{0,4096}"rcode"\s{0,4}:)/,
    'a query log of Route 53 Resolver',
  ],
  [/^StartTime,(?:[A-Za-z]{1,20},){2,40}[^\n]{0,200}(?:SrcAddr|Dir)/, 'flows of Argus (ra, Bi-Netflow)'],
  [/^\{[^\n]{0,4096}"eventid"\s{0,4}:\s{0,4}"elasticpot\./, 'a log of Elasticpot'],
  [
    /^\d{4}-\d\d-\d\dT[\d:.]{8,20}(?:Z|[+-]\d{4}) [0-9a-f]{12} (?:New connection: |Remote SSH version: |SSH client hassh |login attempt |Connection lost)/m,
    'a text log of Cowrie (its JSON log is read: output_jsonlog)',
  ],
  [/^\{[^\n]{0,200}"logger"\s{0,4}:\s{0,4}"http\.log\.access/, 'an access log of Caddy'],
  [
    /^\{[^\n]{0,4096}"service"\s{0,4}:\s{0,4}\{\s{0,8}"serviceName"\s{0,4}:\s{0,4}"guardduty"|"Service"\s{0,4}:\s{0,4}\{[^\n]{0,4096}"DetectorId"/,
    'a finding of GuardDuty',
  ],
  [/^timestamp,auth_id,session_id,source_ip,/, 'logins of Heralding'],
  [
    /^\d{4}-\d\d-\d\dT[\d:.]{8,20}Z (?:ACCEPT host=|CLOSE host=|Port \d|MaxLineLength )/m,
    'a log of endlessh',
  ],
  [
    /^\d{4}-\d\d-\d\d {1,2}\d{1,2}:\d\d:\d\d \d{1,12} \[(?:Warning|Note|ERROR)\] /m,
    'an error log of MariaDB or MySQL',
  ],
  [
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{3})? [A-Z]{2,5} \[\d{1,10}\] (?:[\w@.[\]-]{1,100} )?(?:LOG|FATAL|ERROR|WARNING|HINT): /m,
    'a log of PostgreSQL',
  ],
  [/^\d{1,10}:[MCSX] \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d\.\d{3} [*#.-] /m, 'a log of Redis'],
  [
    /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d: \((?:server|mod_\w{1,30}|http_auth|connections|gw_backend)[\w.-]{0,30}\.c\.\d{1,6}\) /m,
    'an error log of lighttpd',
  ],
  [
    /^#Software: Microsoft Internet Information Services[^\n]{0,100}\n(?:#[^\n]{0,4096}\n){0,8}(?:[^\n#]{0,2048} (?:HELO|EHLO|MAIL|RCPT) )/,
    'a log of the SMTP service of IIS',
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
  if (isOfficeDocument(head)) return 'looks like an Office document; save its text or tables as .txt or .csv';
  const signature = SIGNATURES.find((entry) => matches(head, entry));
  if (signature !== undefined) {
    return `looks like ${signature.is}${signature.hint === undefined ? '' : `; ${signature.hint}`}`;
  }
  if (head.every((byte) => byte === 0)) return worded('evNothing');
  if (controlShare(head) > 0.1) return worded('evBinary');
  const text = Buffer.from(head.subarray(0, 8192))
    .toString('latin1')
    .replace(/^(?:\u00ef\u00bb\u00bf)?\s{0,64}/, '');
  const unread = unreadLog(text.replaceAll('\r\n', '\n'));
  if (unread !== undefined) return worded('evLog', { what: unread });
  return /^\s*[[{]/.test(Buffer.from(head.subarray(0, 64)).toString('latin1'))
    ? worded('evOtherJson')
    : worded('evOtherText');
}
