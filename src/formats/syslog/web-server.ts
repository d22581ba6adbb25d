import { messageOf } from '../../model/reason.ts';
import { worded } from './worded.ts';
import { parseAddress } from '../../net/address.ts';
import type { ErrorRecord } from '../text/error-lines/error-record.ts';
import { reject, skip } from '../rows/reading.ts';
import type { Reading } from '../rows/reading.ts';
import { apacheErrorRecord, NO_TIME } from '../text/error-lines/apache-error-line.ts';
import { hasHeader, nginxErrorRecord } from '../text/error-lines/nginx-error-line.ts';

/** Apache leaves its time out of what it sends to syslog; the line's own is read as that of syslog. */
const ANY_TIME = '[Thu Jan 01 00:00:00 1970] ';
const BLOCK = /^\[[^\]]{0,200}\] /;
const MAX_MESSAGE = 16_384;

/** What an error log's record says, at the time of its line. */
function readingOf(record: ErrorRecord): Reading {
  const { sensor, rule, client, port, user, severity, message } = record;
  if (client === undefined) return reject(worded('sysWebClients', { sensor }));
  if (parseAddress(client) === undefined) return reject(worded('sysWebClient', { sensor }));
  return {
    kind: 'alert',
    sensor,
    rule: rule ?? sensor,
    src: client,
    ...(port !== undefined && { srcPort: port }),
    ...(severity !== undefined && { severity }),
    message,
    about: record.kind ?? 'event',
    outcome: record.outcome,
    url: record.url,
    requestId: record.requestId,
    ...(user !== undefined && {
      login: { kind: 'login', service: 'http', user, client, port: port ?? 0, ok: false, detail: sensor },
    }),
  };
}

function settled(record: ErrorRecord | { skip: string } | string): Reading {
  if (typeof record === 'string') return reject(record);
  return 'skip' in record ? skip(worded('sysWeb', { what: messageOf(record.skip) })) : readingOf(record);
}

/** The error log of Apache or nginx that is sent to syslog; other messages of theirs are of access logs. */
export function readWebServer(text: string): Reading {
  if (text.length > MAX_MESSAGE) return reject(worded('sysWebLonger'));
  if (hasHeader(text)) return settled(nginxErrorRecord(text, () => undefined));
  if (BLOCK.test(text)) {
    const own = apacheErrorRecord(text);
    return settled(own === NO_TIME ? apacheErrorRecord(ANY_TIME + text) : own);
  }
  return skip(worded('sysWebNoLine'));
}
