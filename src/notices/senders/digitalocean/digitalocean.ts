import { flatText, formOf, linesFrom, reading, statement } from '../../form.ts';
import type { AbuseType } from '../../../model/abuse-types.ts';
import type { Message } from '../../messages.ts';
import { beginsReport } from '../../third-party/begins.ts';
import { address } from '../../values.ts';
import type { Reading } from '../sender.ts';

/** The page on which DigitalOcean shows the reports of a case. */
const SHARED = /\bhttps:\/\/(?:[a-z0-9-]{1,40}\.)?abusehq\.net\/share\/([A-Za-z0-9_-]{4,100})/i;
const DROPLET = /\bDroplets?\b/;
const ADDRESS =
  /\b(?:IP(?: address)?(?:es)?|Droplet(?: at| IP)?)[:(]? ?\(?((?:\d{1,3}|[xX*]{1,3})(?:\.(?:\d{1,3}|[xX*]{1,3})){3})/i;
/** `We received the following abuse complaint regarding one of your Droplets.` (pastebin.com/xLGciDXp, 2016): without a link. */
const COMPLAINT = /\babuse complaint regarding (?:one of )?your Droplets?\b/i;
const ORIGINAL = /^\s{0,20}Original complaint\b/i;
const TICKET = /\bticket (?:#|number:? |ID:? )(\d{4,12})\b/i;

const KINDS: readonly (readonly [RegExp, AbuseType])[] = [
  [/brute|login attempt|intrusion|unauthori[sz]ed access/i, 'login_attack'],
  [/port ?scan/i, 'port_scan'],
  [/denial of service|\bddos\b/i, 'ddos'],
  [/phish/i, 'phishing'],
  [/malware/i, 'malware'],
  [/spam/i, 'spam'],
  [/copyright|dmca/i, 'copyright'],
  [/open resolver/i, 'open_resolver'],
];

function read(message: Message): Reading | undefined {
  const flat = flatText(message);
  const reported = /\b(?:abuse (?:report|complaint)s?|reports? of (?:abuse|malicious))\b/i.test(flat);
  const ours = /DigitalOcean/.test(`${message.from ?? ''} ${flat}`) && DROPLET.test(flat);
  const reference = SHARED.exec(flat)?.[1] ?? TICKET.exec(flat)?.[1];
  if (!ours || !reported || (reference === undefined && !COMPLAINT.test(flat))) return undefined;
  const accused = address(ADDRESS.exec(flat)?.[1] ?? '');
  const forwarded = linesFrom(message.lines, (text) => ORIGINAL.test(text) || beginsReport(text));
  const hours = /\bwithin (?:the next )?(\d{1,3}) hours?\b/i.exec(flat)?.[1];
  const kind = KINDS.find(([pattern]) => pattern.test(flat));
  return reading(
    statement(kind?.[1] ?? 'other', {
      ...(reference === undefined ? {} : { reference }),
      ...(kind === undefined ? {} : { reported_activity: kind[0].exec(flat)?.[0] ?? '' }),
      addresses: accused === undefined ? [] : [accused],
      ...(hours === undefined ? {} : { answerWithinHours: Number(hours) }),
      ...(forwarded === undefined ? {} : { forwarded }),
      ...(message.subject === undefined ? {} : { subject: message.subject }),
    }),
    message.lines.find(({ text }) => text.trim() !== '')?.number ?? 1,
  );
}

/** DigitalOcean's notes on an abuse report, with the link under which the reports can be read. */
export const digitalocean = formOf({
  name: 'digitalocean',
  title: 'DigitalOcean',
  phrases: ['abusehq.net/share/', 'abuse complaint regarding one of your droplets'],
  labels: ['Droplet'],
  letterWords: () => ({ provider: 'DigitalOcean', desk: 'DigitalOcean Trust & Safety' }),
  domains: ['digitalocean.com'],
  dns: ['digitalocean.com'],
  callsItself: /digital ?ocean/i,
  read,
});
