import { worded } from '../worded.ts';
import { latin1At } from '../../formats/text/line-bytes.ts';
import { emptyStamp, findStamp, originOf } from '../../formats/text/syslog-header.ts';
import { MAX_PREFIX } from './envelope.ts';
import type { Envelope, Unwrapping } from './envelope.ts';
import type { ByteWriter } from './unwrapped.ts';

const stamp = emptyStamp();

function unwrapSyslog(bytes: Uint8Array, start: number, end: number, out: ByteWriter): Unwrapping {
  const limit = Math.min(end, start + MAX_PREFIX);
  if (!findStamp(bytes, start, limit, stamp) || stamp.structured) return undefined;
  const origin = originOf(latin1At(bytes, stamp.end, limit));
  if (origin === undefined) return undefined;
  out.copy(bytes, stamp.end + origin.message, end);
  return 'whole';
}

export const SYSLOG: Envelope = { is: worded('envSyslog'), unwrap: unwrapSyslog };
