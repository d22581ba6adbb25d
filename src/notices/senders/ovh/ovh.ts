import { flatText, formOf, linesFrom, reading, statement } from '../../form.ts';
import type { Message } from '../../messages.ts';
import { address, distinct } from '../../values.ts';
import type { Reading } from '../sender.ts';

/*
 * The two mails as OVHcloud's own help shows them ("OVHcloud AntiSpam: best practices and unblocking an IP", "Enabling IPs after
 * anti-hack flags", support.us.ovhcloud.com, 2026).
 */

/** `Our anti-spam protection layer has detected that your IP 203.0.113.10 is sending spam.` */
const SPAM =
  /\banti-spam protection layer has detected that your IP ([0-9a-fA-FxX*.:]{2,45}) is sending spam\b/i;
/** `The IP address 203.0.113.10 had to be blocked by our services due to the various alerts received.` */
const BLOCKED =
  /\bThe IP address ([0-9a-fA-FxX*.:]{2,45}) had to be blocked by our services due to the various alerts received\b/i;
/** `we have blocked the port 25 of your server, at the network level` */
const PORT = /\bwe have blocked (the port (\d{1,5}) of your server)/i;
const DESTINATION = /\bDestination IP: ([0-9a-fA-FxX*.:]{2,45}) - Message-ID:/gi;
const MAX_DESTINATIONS = 200;

function read(message: Message): Reading | undefined {
  const flat = flatText(message);
  const spam = SPAM.exec(flat);
  const accused = address((spam ?? BLOCKED.exec(flat))?.[1] ?? '');
  if (accused === undefined) return undefined;
  const [, words, port] = PORT.exec(flat) ?? [];
  const targets = [...flat.matchAll(DESTINATION)].flatMap((match) => address(match[1] ?? '') ?? []);
  const forwarded = linesFrom(message.lines, (text) => /\bDestination IP: /i.test(text));
  return reading(
    statement(spam === null ? 'other' : 'spam', {
      ...(spam === null ? {} : { reported_activity: 'sending spam' }),
      addresses: [accused],
      flows: distinct(targets)
        .slice(0, MAX_DESTINATIONS)
        .map((remote) => (port === undefined ? { remote } : { remote, remote_ports: [Number(port)] })),
      actions_taken:
        words === undefined
          ? []
          : [{ what: 'block', direction: 'outbound', ports: [Number(port)], text: `blocked ${words}` }],
      stage: 'action',
      ...(forwarded === undefined ? {} : { forwarded }),
      ...(message.subject === undefined ? {} : { subject: message.subject }),
    }),
    message.lines.find(({ text }) => text.trim() !== '')?.number ?? 1,
  );
}

/** OVHcloud's mails about an address that its anti-spam or anti-hack has blocked. */
export const ovh = formOf({
  name: 'ovh',
  title: 'OVHcloud',
  phrases: [
    'our anti-spam protection layer has detected',
    'had to be blocked by our services due to the various alerts',
  ],
  letterWords: () => ({ provider: 'OVHcloud', desk: 'OVHcloud Support' }),
  domains: ['ovh.com', 'ovh.net', 'ovhcloud.com'],
  dns: ['ovh.com', 'ovh.net', 'ovhcloud.com'],
  callsItself: /\bovh/i,
  read,
});
