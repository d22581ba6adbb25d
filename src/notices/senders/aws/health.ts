import type { AbuseType } from '../../../model/abuse-types.ts';
import { statement } from '../../form.ts';
import { isObject } from '../../json.ts';
import type { Json } from '../../json.ts';
import { readTime } from '../../time.ts';
import { ACCESS_KEY, account, addressAt, all, INSTANCE, INTERFACE } from '../../values.ts';
import type { Statement } from '../sender.ts';

/** Words in the code of an abuse event and the type they stand for; AWS Health's documentation, 2026. */
const CODES: readonly (readonly [RegExp, AbuseType])[] = [
  [/BOTNET|IOC_DETECTED/, 'infected_host'],
  [/COPYRIGHT/, 'copyright'],
  [/_DOS_/, 'ddos'],
  [/SPAM/, 'spam'],
  [/INTRUSION/, 'login_attack'],
  [/MALWARE/, 'malware'],
  [/OPEN_PROXY/, 'open_proxy'],
  [/PHISHING/, 'phishing'],
  [/PORT_SCANNING/, 'port_scan'],
  [/RISK_CREDENTIALS/, 'credential_exposure'],
];

function textAt(object: Json, name: string): string {
  const value = object[name];
  return typeof value === 'string' ? value.slice(0, 20_000) : '';
}

function listAt(object: Json, name: string): Json[] {
  const value: unknown = object[name];
  return Array.isArray(value) ? value.slice(0, 1000).filter(isObject) : [];
}

/** An abuse event's code, whatever it is: a new one keeps its name. */
const ABUSE = /^AWS_(?:ABUSE|RISK)_[A-Z0-9_]{2,80}$/;

function readEvent(event: Json): Statement | undefined {
  const detail = event['detail'];
  if (textAt(event, 'source') !== 'aws.health' || !isObject(detail)) return undefined;
  const code = textAt(detail, 'eventTypeCode');
  if (!ABUSE.test(code) || /^closed$/i.test(textAt(detail, 'statusCode'))) return undefined;
  const values = listAt(detail, 'affectedEntities').map((entity) => textAt(entity, 'entityValue'));
  const text = values.join(' ');
  const owner = account(textAt(detail, 'affectedAccount')) ?? account(textAt(event, 'account'));
  const region = textAt(detail, 'eventRegion') || textAt(event, 'region');
  const from = readTime(textAt(detail, 'startTime')) ?? readTime(textAt(event, 'time'));
  const keys = all(text, ACCESS_KEY).map((id) => ({ id }));
  const words = listAt(detail, 'eventDescription').map((entry) => textAt(entry, 'latestDescription'));
  const reference = textAt(detail, 'communicationId').replace(/-\d+$/, '');
  return statement(CODES.find(([word]) => word.test(code))?.[1] ?? 'other', {
    reported_activity: code,
    ...(reference === '' ? {} : { reference }),
    accounts: owner === undefined ? [] : [owner],
    instances: all(text, INSTANCE),
    interfaces: all(text, INTERFACE),
    ...(keys.length === 0 ? {} : { keys }),
    addresses: values.flatMap((value) => {
      const found = addressAt(value);
      return found !== undefined && found.length === value.length ? [found.address] : [];
    }),
    regions: region === '' || region === 'global' ? [] : [region],
    ...(from === undefined ? {} : { window: { from: from.instant } }),
    ...(words.join('') === '' ? {} : { forwarded: words.join('\n\n').slice(0, 64 * 1024) }),
  });
}

/** What the command `aws health describe-event-details` prints of one event, in the shape that EventBridge delivers. */
function asDelivered(described: Json): Json | undefined {
  const { event, eventDescription } = described;
  if (!isObject(event)) return undefined;
  const region = textAt(event, 'region');
  return {
    source: 'aws.health',
    region,
    detail: { ...event, eventRegion: region, eventDescription: [eventDescription] },
  };
}

/** The events of a document: one, a list, what a command printed, or one that SNS wrapped in its own. */
function eventsIn(value: unknown, depth = 0): Json[] {
  if (Array.isArray(value)) return listAt({ events: value }, 'events');
  if (!isObject(value)) return [];
  const { Message: message } = value;
  if (typeof message === 'string' && depth === 0) return eventsIn(jsonIn(message), 1);
  const described = listAt(value, 'successfulSet').flatMap((one): Json[] => {
    const event = asDelivered(one);
    return event === undefined ? [] : [event];
  });
  return described.length > 0 ? described : [value];
}

/** JSON that the text is, or that its first line is: SNS writes below an event how to unsubscribe. */
function jsonIn(text: string): unknown {
  const bare = text.replace(/^\ufeff/, '').trimStart();
  if (!/^[[{]/.test(bare)) return undefined;
  for (const candidate of [bare, bare.split(/\r?\n/, 1)[0] ?? '']) {
    try {
      return JSON.parse(candidate);
    } catch {
      // The next one, or none.
    }
  }
  return undefined;
}

/**
 * What abuse events of AWS Health state (EventBridge, `detail-type: AWS Health Abuse Event`; as it is, by SNS, in a mail of SNS, or as
 * the command line prints it). Undefined: the text is not one. Closed events state nothing any more.
 */
export function readHealth(text: string): Statement[] | undefined {
  if (!/AWS_(?:ABUSE|RISK)_/.test(text)) return undefined;
  const stated = eventsIn(jsonIn(text)).flatMap((event) => readEvent(event) ?? []);
  return stated.length === 0 ? undefined : stated;
}
