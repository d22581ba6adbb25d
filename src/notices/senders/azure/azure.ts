import { flatText, formOf, partsOf, reading, statement } from '../../form.ts';
import type { AbuseType } from '../../../model/abuse-types.ts';
import type { ActionTaken } from '../../../model/claim.ts';
import type { Message } from '../../messages.ts';
import { beginsReport } from '../../third-party/begins.ts';
import { address } from '../../values.ts';
import type { Reading } from '../sender.ts';

/*
 * The mail about a disabled subscription as a customer shows it (serverfault.com/questions/962693, 2019), and what Microsoft says
 * such mails are about (its Acceptable Use Policy: spam, DDoS, mining, malware; Partner Center, "online transaction risk", 2026).
 */

/** `We've disabled your Azure subscription`. */
const DISABLED = /\bWe(?:'ve| have) (disabled|suspended) your (?:Microsoft )?Azure subscription\b/i;
/** `we identified suspicious activity in your subscription that violates the Microsoft Acceptable Use Policy`. */
const IDENTIFIED =
  /\bwe(?:'ve| have)? (?:identified|detected|observed) ([^.]{3,120}?) (?:in|on|from|originating from|within) your (?:Microsoft )?(?:Azure )?(?:subscription|deployment|virtual machine|resource)s?\b/i;
/** What makes such a sentence Azure's abuse desk's and not a note on a bill or on maintenance. */
const POLICY =
  /\bMicrosoft (?:Azure )?(?:Acceptable Use Policy|Online Services Terms|Services Agreement)\b|\bAzure Safeguards\b/i;
const SUBSCRIPTION =
  /\bsubscription(?: ID)?s?[: (]{1,3}([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\b/i;
const REFERENCE = /\b(?:case|incident|tracking|ticket) (?:#|number:? ?|ID:? ?)([A-Z0-9][A-Z0-9-]{3,24})\b/i;
const ADDRESS = /\b(?:VIP|IP(?: address)?(?:es)?|public IP)[: ]{1,3}\(?([0-9a-fA-FxX*.:]{2,45})\)?/gi;
const HOURS = /\bwithin (?:the next )?(\d{1,3}) hours?\b/i;

const KINDS: readonly (readonly [RegExp, AbuseType])[] = [
  [/brute ?-?force|login attempt|intrusion|unauthori[sz]ed access/i, 'login_attack'],
  [/port ?-?scan/i, 'port_scan'],
  [/denial[ -]of[ -]service|\bd?dos\b|flood/i, 'ddos'],
  [/mining/i, 'cryptomining'],
  [/phish/i, 'phishing'],
  [/malware/i, 'malware'],
  [/spam/i, 'spam'],
];

function accusedIn(flat: string): string[] {
  const found = new Set<string>();
  for (const [, text = ''] of flat.matchAll(ADDRESS)) {
    const accused = address(text.replace(/[.:]$/, ''));
    if (accused !== undefined && found.size < 100) found.add(accused);
  }
  return [...found];
}

function read(message: Message): Reading | undefined {
  const { own, forwarded } = partsOf(message, beginsReport);
  const flat = flatText(own);
  const disabled = DISABLED.exec(flat);
  const activity = IDENTIFIED.exec(flat)?.[1]?.trim();
  if (activity === undefined || !POLICY.test(flat)) return undefined;
  const reference = REFERENCE.exec(flat)?.[1];
  const subscription = SUBSCRIPTION.exec(flat)?.[1]?.toLowerCase();
  const hours = HOURS.exec(flat)?.[1];
  const taken: ActionTaken[] = disabled === null ? [] : [{ what: 'disable', text: disabled[0] }];
  return reading(
    statement(KINDS.find(([pattern]) => pattern.test(activity))?.[1] ?? 'other', {
      ...(reference === undefined ? {} : { reference }),
      reported_activity: activity,
      accounts: subscription === undefined ? [] : [subscription],
      addresses: accusedIn(flat),
      actions_taken: taken,
      ...(hours === undefined ? {} : { answerWithinHours: Number(hours) }),
      ...(forwarded === undefined ? {} : { forwarded }),
      ...(message.subject === undefined ? {} : { subject: message.subject }),
    }),
    message.lines.find(({ text }) => text.trim() !== '')?.number ?? 1,
  );
}

/** Microsoft's mails about what an Azure subscription did. No public page says from which address they come. */
export const azure = formOf({
  name: 'azure',
  title: 'Microsoft Azure',
  phrases: [
    'disabled your azure subscription',
    'suspended your azure subscription',
    'violates the microsoft acceptable use policy',
  ],
  labels: ['Subscription ID'],
  letterWords: () => ({ provider: 'Microsoft Azure', desk: 'Microsoft Azure Support' }),
  domains: ['microsoft.com', 'azure.com'],
  dns: ['microsoft.com', 'azure.com'],
  callsItself: /\b(?:microsoft|azure)\b/i,
  read,
});
