import { worded } from './worded.ts';
import { objectIn, objectsIn, textIn } from '../text/json-fields.ts';
import { parseIso } from '../text/field-values.ts';
import type { Instant } from '../text/instant.ts';
import { isObject } from '../text/json-values.ts';
import { excerpt } from '../text/line-bytes.ts';

type Json = Record<string, unknown>;

/** What rows are made of. */
export interface CloudTrailEvent {
  /** Since 1970, UTC. */
  seconds: number;
  /** `RunInstances` */
  name: string;
  /** As logged: an address, or the name of an AWS service. */
  source: string | undefined;
  /** The call was refused or did not work. */
  failed: boolean;
  /** Service, caller and access key, region, instances, error, origin, agent. */
  message: string;
  /** Ids and addresses of what it was about, with spaces between them; undefined where it names none. */
  resources?: string;
  /** Present if it is a login, or credentials were refused. */
  login?: {
    service: 'aws-console' | 'aws-sts';
    user: string | undefined;
    /** Undefined: the event does not say. */
    ok: boolean | undefined;
  };
}

/** Calls that turn credentials into others: refused, they are failed logins. Success is the daily bread of services. */
const CREDENTIAL_CALLS: ReadonlySet<string> = new Set([
  'AssumeRole',
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'GetFederationToken',
  'GetSessionToken',
]);

/** Keys under which exports hold the event as text: lookup-events, CloudWatch Logs. */
const WRAPPERS = ['CloudTrailEvent', 'message', '@message'];

/** The event itself, where an export holds it as text. */
export function unwrap(value: unknown): unknown {
  if (!isObject(value)) return value;
  const text = WRAPPERS.map((key) => textIn(value, key)).find((inner) => inner?.startsWith('{'));
  if (text === undefined || textIn(value, 'eventVersion') !== undefined) return value;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // It stays what it was, and is rejected as no event.
    return value;
  }
}

/** A text of an event is kept to so many characters within a message. */
const MAX_PART = 1000;

function bounded(text: string): string {
  return text.length > MAX_PART ? `${text.slice(0, MAX_PART)}…` : text;
}

/** Who called: the ARN, else the name, else what kind of caller. */
function callerOf(identity: Json): string | undefined {
  return (
    textIn(identity, 'arn') ??
    textIn(identity, 'userName') ??
    textIn(identity, 'invokedBy') ??
    textIn(identity, 'principalId') ??
    textIn(identity, 'type')
  );
}

/** Instances named in a message, at most. */
const MAX_INSTANCES = 10;

/** The EC2 instances that a call was about: those asked for, and those it made. */
function instancesOf(event: Json): string | undefined {
  const ids = new Set<string>();
  for (const part of ['requestParameters', 'responseElements']) {
    const set = objectIn(objectIn(event, part) ?? {}, 'instancesSet') ?? {};
    for (const item of objectsIn(set, 'items')) {
      const id = textIn(item, 'instanceId');
      if (id !== undefined) ids.add(id.slice(0, 32));
    }
  }
  if (ids.size === 0) return undefined;
  const more = ids.size > MAX_INSTANCES ? ` and ${ids.size - MAX_INSTANCES} more` : '';
  return `instances ${[...ids].slice(0, MAX_INSTANCES).join(' ')}${more}`;
}

/** What an event is about is kept to so many ids. */
const MAX_RESOURCES = 50;
const RESOURCE = /^[a-z0-9][a-z0-9.:-]{0,63}$/i;
/** Where a call about addresses names them, or what stands for them. */
const ADDRESS_KEYS = ['publicIp', 'allocationId'];

/** Ids of instances, public addresses and their allocations; in the console's export the column that names them. */
function resourcesOf(event: Json): string | undefined {
  const ids = (textIn(event, 'resourceName') ?? '').split(/[\s,;]+/, MAX_RESOURCES);
  for (const part of ['requestParameters', 'responseElements']) {
    const object = objectIn(event, part) ?? {};
    for (const item of objectsIn(objectIn(object, 'instancesSet') ?? {}, 'items'))
      ids.push(textIn(item, 'instanceId') ?? '');
    for (const key of ADDRESS_KEYS) ids.push(textIn(object, key) ?? '');
  }
  const named = [...new Set(ids)].filter((id) => RESOURCE.test(id)).slice(0, MAX_RESOURCES);
  return named.length === 0 ? undefined : named.join(' ');
}

const LOOKS_LIKE_ADDRESS = /^[0-9a-f.:]{2,45}$/i;

function messageOf(event: Json): string {
  const identity = objectIn(event, 'userIdentity') ?? {};
  const caller = callerOf(identity);
  const error = [textIn(event, 'errorCode'), textIn(event, 'errorMessage')].filter(
    (part) => part !== undefined,
  );
  const source = textIn(event, 'sourceIPAddress');
  const mfa = textIn(objectIn(event, 'additionalEventData') ?? {}, 'MFAUsed');
  const agent = textIn(event, 'userAgent');
  const key = textIn(identity, 'accessKeyId');
  return [
    textIn(event, 'eventSource'),
    caller === undefined ? undefined : `by ${bounded(caller)}`,
    key === undefined ? undefined : `key ${bounded(key)}`,
    textIn(event, 'awsRegion'),
    instancesOf(event),
    error.length === 0 ? undefined : `error ${bounded(error.join(': '))}`,
    source === undefined || LOOKS_LIKE_ADDRESS.test(source) ? undefined : `from ${bounded(source)}`,
    mfa === undefined ? undefined : `MFA used: ${bounded(mfa)}`,
    agent === undefined ? undefined : `agent ${bounded(agent)}`,
  ]
    .filter((part) => part !== undefined)
    .join('; ');
}

/** What the console answered: `Success` or `Failure`. */
function consoleAnswer(event: Json): boolean | undefined {
  const answer = textIn(objectIn(event, 'responseElements') ?? {}, 'ConsoleLogin');
  if (answer === 'Success') return true;
  if (answer === 'Failure') return false;
  return textIn(event, 'errorMessage') === undefined ? undefined : false;
}

function loginOf(event: Json, name: string, failed: boolean): CloudTrailEvent['login'] {
  const identity = objectIn(event, 'userIdentity') ?? {};
  const root = textIn(identity, 'type') === 'Root' ? 'root' : undefined;
  if (name === 'ConsoleLogin') {
    const user = textIn(identity, 'userName') ?? root ?? callerOf(identity);
    return { service: 'aws-console', user, ok: consoleAnswer(event) };
  }
  if (!failed || !CREDENTIAL_CALLS.has(name)) return undefined;
  return { service: 'aws-sts', user: textIn(identity, 'userName') ?? callerOf(identity), ok: false };
}

const instant: Instant = { seconds: 0, micros: 0 };

/** The event in a JSON value, or why it is not one. */
export function eventOf(value: unknown): CloudTrailEvent | { reason: string } {
  if (!isObject(value)) return { reason: worded('notJsonObject') };
  const name = textIn(value, 'eventName');
  if (name === undefined) return { reason: worded('trailNoName') };
  const time = Buffer.from((textIn(value, 'eventTime') ?? '').slice(0, 64));
  if (!parseIso(time, 0, time.length, instant)) {
    return { reason: worded('cannotBe', { field: 'eventTime', value: excerpt(time, 0, time.length) }) };
  }
  const failed = textIn(value, 'errorCode') !== undefined || textIn(value, 'errorMessage') !== undefined;
  const login = loginOf(value, name, failed);
  const resources = resourcesOf(value);
  return {
    seconds: instant.seconds,
    name,
    source: textIn(value, 'sourceIPAddress'),
    failed,
    message: messageOf(value),
    ...(resources !== undefined && { resources }),
    ...(login !== undefined && { login }),
  };
}
