import type { AbuseType } from '../../../model/abuse-types.ts';
import { keptText, flatText, formOf, reading, statement } from '../../form.ts';
import type { Message } from '../../messages.ts';
import { readTime } from '../../time.ts';
import { address, distinct } from '../../values.ts';
import type { Reading } from '../sender.ts';
import { isTableHead, readTable } from './table.ts';

/** `[AbuseID:7C54AE:1C]: NetscanOutLevel: Netscan detected from 203.0.113.10`. */
const SUBJECT = /\[AbuseID:([0-9A-F]{2,12}:[0-9A-F]{1,6})\](?::\s{0,5}([A-Za-z]{3,30}))?/;
/** `#  Netscan detected from host   203.0.113.10  #`, and the same in the subject. */
const DETECTED = /\b((?:Net|Port)scan) detected from (?:host )? {0,10}([0-9a-fA-FxX*.:]{2,45})/i;
/** What an abuse report of somebody else's is passed on with. */
const ABOUT =
  /\b(?:regarding|concerning|about|for|from) (?:your |the )?(?:IP(?: address)?|server):? ([0-9a-fA-FxX*.:]{2,45})/i;
const DEADLINE = /\b(?:blocked after|locked after|by|until|before) (?=\d{4}-\d{2}-\d{2} )/gi;

const KINDS: readonly (readonly [RegExp, AbuseType])[] = [
  [/netscan|portscan|port scan/i, 'port_scan'],
  [/spam/i, 'spam'],
  [/phish/i, 'phishing'],
  [/malware|virus/i, 'malware'],
  [/copyright|dmca/i, 'copyright'],
  [/open (?:dns )?resolver/i, 'open_resolver'],
  [/attack.{0,20}(?:dos|denial)|\bd?dos\b/i, 'ddos'],
];

function deadlineIn(flat: string): string | undefined {
  for (const match of flat.matchAll(DEADLINE)) {
    const time = readTime(flat.slice(match.index + match[0].length));
    if (time?.zoned === true) return time.instant;
  }
  return undefined;
}

function read(message: Message): Reading | undefined {
  const flat = flatText(message);
  const [, reference, level] = SUBJECT.exec(flat) ?? [];
  const detected = DETECTED.exec(flat);
  const head = message.lines.findIndex(({ text }) => isTableHead(text));
  if (reference === undefined && (detected === null || head < 0)) return undefined;
  const table = head < 0 ? undefined : readTable(message.lines.slice(head + 1).map(({ text }) => text));
  const named = address(detected?.[2] ?? '') ?? address(ABOUT.exec(flat)?.[1] ?? '');
  const word = detected?.[1] ?? level;
  const deadline = deadlineIn(flat);
  const passedOn = head < 0 ? message.lines : message.lines.slice(head);
  return reading(
    statement(KINDS.find(([pattern]) => pattern.test(word ?? ''))?.[1] ?? 'other', {
      ...(reference === undefined ? {} : { reference }),
      ...(word === undefined ? {} : { reported_activity: word }),
      addresses: distinct([...(named === undefined ? [] : [named]), ...(table?.sources ?? [])]),
      ...(table?.window === undefined ? {} : { window: table.window, zone: 'assumed UTC' }),
      flows: table?.flows ?? [],
      ...(deadline === undefined ? {} : { deadline }),
      stage: /\b(?:has been|was) (?:blocked|locked)\b/i.test(flat) ? 'action' : 'first',
      forwarded: keptText([...passedOn.map(({ raw }) => raw.trimEnd()), ...(message.attached ?? [])]),
      ...(message.subject === undefined ? {} : { subject: message.subject }),
    }),
    message.lines.find(({ text }) => text.trim() !== '')?.number ?? 1,
    table?.unread ?? [],
  );
}

/** Notices of Hetzner's abuse team: a scan with its table (two layouts), and reports that it passes on. */
export const hetzner = formOf({
  name: 'hetzner',
  title: 'Hetzner',
  phrases: ['[abuseid:', 'netscan detected from'],
  labels: ['AbuseID'],
  letterWords: () => ({ provider: 'Hetzner', desk: 'Hetzner Abuse' }),
  // In the signature of its notices (pastebin.com/n0iy7jJe, 2018, and 4QGXtbQq, 2012; read 2026-11).
  addresses: ['abuse@hetzner.com', 'abuse@hetzner.de'],
  domains: ['hetzner.com', 'hetzner.de'],
  dns: ['hetzner.com', 'hetzner.de'],
  callsItself: /hetzner/i,
  read,
});
