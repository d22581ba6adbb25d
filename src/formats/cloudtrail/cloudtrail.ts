import { worded } from './worded.ts';
import { ZONE } from '../../tables/zones.ts';
import type { RowSink } from '../../tables/rows.ts';
import { eventOf, unwrap } from './cloudtrail-event.ts';
import type { CloudTrailEvent } from './cloudtrail-event.ts';
import { EventRows } from '../rows/event-rows.ts';
import type { AlertRow, LoginRow } from '../rows/event-rows.ts';
import type { DocumentFormat, Head, ReadOptions, Recognition } from '../format.ts';
import type { Tally } from '../../tables/tally.ts';
import { eachRecord, parseValue } from '../text/json-values.ts';

/** Names of the list of events: in log files, in the answer of `aws cloudtrail lookup-events`, of `aws logs`. */
const LISTS = ['Records', 'Events', 'events'];

/** Puts events into rows. */
export class EventWriter {
  readonly #rows: EventRows;
  readonly #tally: Tally;

  constructor(sink: RowSink, tally: Tally) {
    this.#rows = new EventRows(sink, tally);
    this.#tally = tally;
  }

  /** @param event or why the record is rejected */
  add(event: CloudTrailEvent | { reason: string }, line: number, offset: number): void {
    if ('reason' in event) {
      this.#tally.rejected(line, offset, event.reason);
      return;
    }
    if (event.login === undefined) this.#writeAlert(event, line);
    else this.#writeLogin(event, event.login, line);
    this.#tally.parsed();
  }

  /** AWS's own services are given as names (`ec2.amazonaws.com`) where an address would: those have no source. */
  #writeAlert(event: CloudTrailEvent, line: number): void {
    const row: AlertRow = {
      time: { seconds: event.seconds, micros: 0 },
      src: event.source,
      sensor: 'cloudtrail',
      rule: event.name,
      severity: event.failed ? 'failed' : undefined,
      message: event.message,
      kind: 'event',
      outcome: event.failed ? 'blocked' : 'passed',
      ...(event.resources !== undefined && { resources: event.resources }),
    };
    if (this.#rows.alert(row, line)) return;
    row.src = undefined;
    this.#rows.alert(row, line);
  }

  #writeLogin(event: CloudTrailEvent, login: NonNullable<CloudTrailEvent['login']>, line: number): void {
    const row: LoginRow = {
      time: { seconds: event.seconds, micros: 0 },
      client: event.source,
      service: login.service,
      username: login.user,
      ok: login.ok,
      detail: event.message,
    };
    if (this.#rows.login(row, line)) return;
    row.client = undefined;
    this.#rows.login(row, line);
  }
}

function parse(bytes: Uint8Array, _options: ReadOptions, sink: RowSink, tally: Tally): void {
  const writer = new EventWriter(sink, tally);
  let line = 0;
  eachRecord(bytes, LISTS, (value) => {
    line += 1;
    const json = parseValue(bytes, value);
    writer.add('reason' in json ? json : eventOf(unwrap(json.value)), line, value.start);
  });
}

/** Where an event is within a JSON string: answers of `lookup-events`, messages of CloudWatch Logs. */
const WITHIN = /"(?:CloudTrailEvent|@?message|value)"\s{0,16}:\s{0,16}"\s{0,16}\{\s{0,16}\\"/;

/** @param within look for `\"eventVersion\"`, too */
function hasKey(text: string, key: string, within: boolean): boolean {
  return text.includes(`"${key}"`) || (within && text.includes(`\\"${key}\\"`));
}

const KEYS = ['eventVersion', 'eventSource', 'eventName', 'eventTime'];

function recognise(head: Head): Recognition | undefined {
  const text = head.text.replace(/^(?:\u00ef\u00bb\u00bf)?\s{0,64}/, '');
  if (!text.startsWith('{') && !text.startsWith('[')) return undefined;
  const within = WITHIN.test(text);
  const found = KEYS.filter((key) => hasKey(text, key, within));
  if (found.length === KEYS.length && hasKey(text, 'userIdentity', within)) {
    // Another log's message may hold an event that somebody has sent.
    const confidence = KEYS.every((key) => hasKey(text, key, false)) ? 0.96 : 0.8;
    return { confidence, because: worded('trailJson', { keys: found }) };
  }
  // A single event with a large request may fill what is looked at.
  return /^\{\s{0,16}"Records"\s{0,16}:\s{0,16}\[\s{0,16}\{\s{0,16}"eventVersion"/.test(text)
    ? { confidence: 0.9, because: worded('trailRecords') }
    : undefined;
}

/**
 * CloudTrail events: log files as delivered to S3 (`Records`), JSON lines, answers of
 * `aws cloudtrail lookup-events`. Console logins, and credentials that were refused, are logins; every other API
 * call is an alert of the sensor `cloudtrail`, its event name the rule, `failed` the severity where it was refused.
 * Source: AWS documentation, "CloudTrail record contents".
 */
export const CLOUDTRAIL: DocumentFormat = {
  name: 'cloudtrail',
  title: 'AWS CloudTrail events (JSON)',
  sample:
    '{"Records":[{"eventVersion":"1.11","userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::123456789012:user/alice","accountId":"123456789012","userName":"alice"},"eventTime":"2026-03-02T10:00:01Z","eventSource":"ec2.amazonaws.com","eventName":"RunInstances","awsRegion":"eu-central-1","sourceIPAddress":"203.0.113.9","userAgent":"aws-cli/2.15.0"}]}',
  kind: 'document',
  table: 'alerts',
  also: ['logins'],
  zone: ZONE.format,
  recognise,
  parse,
};
