import type { AbuseType } from '../../../model/abuse-types.ts';
import { flatText, formOf, keptText, reading, statement } from '../../form.ts';
import type { Message } from '../../messages.ts';
import { readTime } from '../../time.ts';
import { address } from '../../values.ts';
import type { Reading } from '../sender.ts';

/** `your Server/Customer with the IP: *203.0.113.10* (host) has attacked one of our servers/partners.` */
const ATTACKED =
  /\bwith the IP:? ?\*{0,2}([0-9a-fA-FxX*.:]{2,45}?)\*{0,2} (?:\([^)]{0,255}\) )?has attacked one of our (?:servers|partners)/i;
/** `The attackers used the method/service: *ssh* on: *Mon, 02 Feb 2026 01:02:03 +0100*.` */
const METHOD = /\bmethod\/service:? ?\*{0,2}([\w -]{2,40}?)\*{0,2} on: ?\*{0,2}([^*]{10,60})/i;

/** blocklist.de's services (its list of lists, 2026), where they are of one kind. */
const SERVICES: readonly (readonly [RegExp, AbuseType])[] = [
  [/^(?:ssh|imap|pop3|sasl|ftp|mail|postfix|bruteforcelogin|webmin|asterisk|sip|mysql|rdp)/i, 'login_attack'],
  [/^(?:apacheddos|portflood|ddos)/i, 'ddos'],
  [/^sql-?injection/i, 'sql_injection'],
  [/^(?:rfi-attack|apache|w00tw00t|badbot)/i, 'web_attack'],
  [/^(?:trigger-spam|regbot|spam)/i, 'spam'],
  [/^ircbot/i, 'infected_host'],
];

function read(message: Message): Reading | undefined {
  const flat = flatText(message);
  const accused = address(ATTACKED.exec(flat)?.[1] ?? '');
  if (accused === undefined) return undefined;
  const [, service, when] = METHOD.exec(flat) ?? [];
  const time = readTime(when ?? '');
  const unread = when !== undefined && time === undefined ? [`on: ${when.trim()}`] : [];
  const type = SERVICES.find(([pattern]) => pattern.test(service ?? ''))?.[1] ?? 'other';
  return reading(
    statement(type, {
      ...(service === undefined ? {} : { reported_activity: service.trim() }),
      addresses: [accused],
      ...(time === undefined ? {} : { window: { from: time.instant } }),
      ...(time === undefined || time.zoned ? {} : { zone: 'assumed UTC' }),
      forwarded: keptText([...message.lines.map(({ raw }) => raw.trimEnd()), ...(message.attached ?? [])]),
      ...(message.subject === undefined ? {} : { subject: message.subject }),
    }),
    message.lines.find(({ text }) => text.trim() !== '')?.number ?? 1,
    unread,
  );
}

/** Mails of blocklist.de and of those who use its words. */
export const blocklistDe = formOf({
  name: 'blocklist-de',
  title: 'blocklist.de',
  phrases: ['has attacked one of our servers/partners', 'the attackers used the method/service'],
  domains: ['blocklist.de'],
  dns: ['blocklist.de'],
  callsItself: /blocklist\.de/i,
  read,
});
