import type { AlertRow } from '../rows/event-rows.ts';
import { isObject } from '../text/json-values.ts';
import { isoTime } from '../text/sensor-time.ts';
import { worded } from './worded.ts';

type Json = Record<string, unknown>;

/** A text of a finding is kept to so many characters within a message. */
const MAX_PART = 1000;

/** The API writes `Service`, exports and EventBridge `service`. */
function valueIn(object: unknown, key: string): unknown {
  if (!isObject(object)) return undefined;
  const upper = key.charAt(0).toUpperCase() + key.slice(1);
  return [key, upper]
    .map((name) => (Object.hasOwn(object, name) ? object[name] : undefined))
    .find((value) => value !== undefined);
}

/** What is under several keys, one within the other. */
const within = (object: unknown, ...keys: string[]): unknown => keys.reduce(valueIn, object);

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, MAX_PART) : undefined;
}

function port(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 65_535
    ? value
    : undefined;
}

/** Classes of severity (GuardDuty User Guide, "Severity levels of GuardDuty findings", 2026-11). */
function severityOf(value: unknown): string | undefined {
  if (typeof value !== 'number') return undefined;
  if (value >= 9) return 'critical';
  if (value >= 7) return 'high';
  return value >= 4 ? 'medium' : 'low';
}

/** Both ends of the traffic: who began it is the source. */
type Ends = Pick<AlertRow, 'src' | 'srcPort' | 'dst' | 'dstPort'>;

/** The ends of one action; the other end of a name that was looked up is not known. */
function endsOf(service: unknown, own: string | undefined): Ends {
  const probe = within(service, 'action', 'portProbeAction', 'portProbeDetails');
  const connection = within(service, 'action', 'networkConnectionAction');
  const call = within(service, 'action', 'awsApiCallAction');
  const [first]: unknown[] = Array.isArray(probe) ? probe : [];
  const action = connection ?? first ?? call;
  const remote =
    text(within(action, 'remoteIpDetails', 'ipAddressV4')) ??
    text(within(action, 'remoteIpDetails', 'ipAddressV6'));
  const local = text(within(action, 'localIpDetails', 'ipAddressV4')) ?? own;
  const localPort = port(within(action, 'localPortDetails', 'port'));
  const remotePort = port(within(action, 'remotePortDetails', 'port'));
  // Somebody calls AWS with a key: no machine of ours is an end of it.
  if (action === call && action !== undefined) return { src: remote };
  if (text(within(connection, 'connectionDirection')) === 'OUTBOUND' || action === undefined) {
    return endsFrom(local, localPort, remote, remotePort);
  }
  return endsFrom(remote, remotePort, local, localPort);
}

function endsFrom(src?: string, srcPort?: number, dst?: string, dstPort?: number): Ends {
  return {
    src,
    ...(srcPort !== undefined && { srcPort }),
    ...(dst !== undefined && { dst }),
    ...(dstPort !== undefined && { dstPort }),
  };
}

/** The finding within what EventBridge delivers. */
export function unwrap(value: unknown): unknown {
  return isObject(value) && value['source'] === 'aws.guardduty' && isObject(value['detail'])
    ? value['detail']
    : value;
}

/** Whether a network ACL or a security group stopped it (`blocked` of the action), or the call was refused. */
function outcomeOf(service: unknown): AlertRow['outcome'] {
  const action = within(service, 'action');
  const kinds = ['networkConnectionAction', 'portProbeAction', 'dnsRequestAction'];
  const blocked = kinds.map((kind) => within(action, kind, 'blocked')).find((value) => value !== undefined);
  if (typeof blocked === 'boolean') return blocked ? 'blocked' : 'passed';
  return text(within(action, 'awsApiCallAction', 'errorCode')) === undefined ? undefined : 'blocked';
}

/** What a finding says, or why it is none. Source: GuardDuty User Guide, "Finding details", 2026-11. */
export function alertOf(finding: unknown): AlertRow | { reason: string } {
  const service = valueIn(finding, 'service');
  const rule = text(valueIn(finding, 'type'));
  if (rule === undefined || !isObject(service)) return { reason: worded('guardNone') };
  const first = text(within(service, 'eventFirstSeen')) ?? text(valueIn(finding, 'createdAt'));
  const time = isoTime(first);
  if (time === undefined) return { reason: worded('guardNoTime') };
  const instance = within(finding, 'resource', 'instanceDetails');
  const interfaces = within(instance, 'networkInterfaces');
  const [card]: unknown[] = Array.isArray(interfaces) ? interfaces : [];
  const count = within(service, 'count');
  const said: Json = {
    instance: text(within(instance, 'instanceId')),
    interface: text(within(card, 'networkInterfaceId')),
    public: text(within(card, 'publicIp')),
    domain: text(within(service, 'action', 'dnsRequestAction', 'domain')),
    api: text(within(service, 'action', 'awsApiCallAction', 'api')),
    account: text(valueIn(finding, 'accountId')),
    region: text(valueIn(finding, 'region')),
    count: typeof count === 'number' ? String(count) : undefined,
    last: text(within(service, 'eventLastSeen')),
  };
  const parts = Object.entries(said).flatMap(([name, value]) =>
    typeof value === 'string' ? `${name} ${value}` : [],
  );
  const severity = severityOf(valueIn(finding, 'severity'));
  const title = text(valueIn(finding, 'title'));
  const outcome = outcomeOf(service);
  return {
    time,
    kind: 'verdict',
    ...(outcome !== undefined && { outcome }),
    ...endsOf(service, text(within(card, 'privateIpAddress'))),
    sensor: 'guardduty',
    rule,
    ...(severity !== undefined && { severity }),
    message: [...(title === undefined ? [] : [title]), ...parts].join('; '),
  };
}
