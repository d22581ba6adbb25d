import { flatText, formOf, partsOf, reading, statement } from '../../form.ts';
import type { AbuseType } from '../../../model/abuse-types.ts';
import type { Message } from '../../messages.ts';
import { beginsReport } from '../../third-party/begins.ts';
import { address } from '../../values.ts';
import type { Reading } from '../sender.ts';

/*
 * Tickets as customers show them (pastebin.com/8hZWLeXt; linode.com/community/questions/18712 and 19661, read 2026-11): a sentence
 * with the activity, restrictions of the network that are in place or to come, and the report below.
 */

/** `We have received a report of brute force attempts originating from your Linode.` */
const SENTENCE =
  /\b(?:received (?:a|an|several|multiple) reports? of|detected|notified of|observed) (?:an? |some )?([^.]{3,80}?) (?:originating|coming|being sent|sent) from your Linode\b/i;
const ADDRESS = /\b(?:your Linode(?: at)?|IP(?: address)?)[: ]{1,3}\(?([0-9a-fA-FxX*.:]{2,45})\)?/gi;
const LINODE = /\blinode(\d{4,12})\b/i;
const TICKET = /\bticket (?:#|number:? ?|ID:? ?)?(\d{6,12})\b/i;
const HOURS = /\bwithin (?:the next )?(\d{1,3}) hours?\b/i;
const RESTRICTED =
  /\bwe have (?:applied|placed|enabled|implemented) (?:network )?restrictions (?:to|on|for) your Linode\b|\b(?:applied|placed|enabled) network restrictions\b/i;

const KINDS: readonly (readonly [RegExp, AbuseType])[] = [
  [/brute ?-?force|login attempt|unauthori[sz]ed access/i, 'login_attack'],
  [/port ?-?scan/i, 'port_scan'],
  [/denial[ -]of[ -]service|\bd?dos\b/i, 'ddos'],
  [/phish/i, 'phishing'],
  [/malware/i, 'malware'],
  [/spam/i, 'spam'],
  [/botnet/i, 'infected_host'],
  [/mining/i, 'cryptomining'],
  [/copyright|dmca/i, 'copyright'],
];

/** The first address that is named as the Linode's; its id is no address. */
function accusedIn(flat: string): string | undefined {
  for (const [, text = ''] of flat.matchAll(ADDRESS)) {
    const found = address(text.replace(/[.:]$/, ''));
    if (found !== undefined) return found;
  }
  return undefined;
}

function read(message: Message): Reading | undefined {
  // What the report below says of addresses is the third party's.
  const { own, forwarded } = partsOf(message, beginsReport);
  const flat = flatText(own);
  const activity = SENTENCE.exec(flat)?.[1]?.trim();
  if (activity === undefined) return undefined;
  const [reference, linode] = [TICKET.exec(flat)?.[1], LINODE.exec(flat)?.[1]];
  const restricted = RESTRICTED.exec(flat)?.[0];
  const hours = HOURS.exec(flat)?.[1];
  const accused = accusedIn(flat);
  return reading(
    statement(KINDS.find(([pattern]) => pattern.test(activity))?.[1] ?? 'other', {
      ...(reference === undefined ? {} : { reference }),
      reported_activity: activity,
      instances: linode === undefined ? [] : [linode],
      addresses: accused === undefined ? [] : [accused],
      actions_taken: restricted === undefined ? [] : [{ what: 'isolate', text: restricted }],
      ...(hours === undefined ? {} : { answerWithinHours: Number(hours) }),
      ...(forwarded === undefined ? {} : { forwarded }),
      ...(message.subject === undefined ? {} : { subject: message.subject }),
    }),
    message.lines.find(({ text }) => text.trim() !== '')?.number ?? 1,
  );
}

/** Tickets of Linode (Akamai) about what a Linode did. No public page says from which address the mails about them come. */
export const linode = formOf({
  name: 'linode',
  title: 'Linode',
  phrases: ['originating from your linode', 'coming from your linode', 'sent from your linode'],
  labels: ['Linode'],
  letterWords: () => ({ provider: 'Linode', desk: 'Linode Trust & Safety' }),
  domains: ['linode.com', 'akamai.com'],
  dns: ['linode.com', 'akamai.com'],
  callsItself: /\blinode/i,
  read,
});
