import { worded } from '../worded.ts';
import type { Envelope, Unwrapping } from './envelope.ts';
import { writeString } from './json-string.ts';
import type { ByteWriter } from './unwrapped.ts';

const DOCKER = '{"log":"';

function isDocker(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < DOCKER.length) return false;
  for (let at = 0; at < DOCKER.length; at++) {
    if (bytes[start + at] !== DOCKER.charCodeAt(at)) return false;
  }
  return true;
}

/** A line of Docker's json-file driver: `{"log":"…\n","stream":"stdout","time":"…"}`. Docker cuts at 16 KiB. */
function unwrapDocker(bytes: Uint8Array, start: number, end: number, out: ByteWriter): Unwrapping {
  if (!isDocker(bytes, start, end)) return undefined;
  const before = out.length;
  if (writeString(bytes, start + DOCKER.length, end, out) < 0) {
    out.length = before;
    return undefined;
  }
  return out.endsLine(before) ? 'whole' : 'part';
}

export const DOCKER_JSON: Envelope = { is: worded('envDocker'), unwrap: unwrapDocker };
