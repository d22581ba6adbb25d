import { worded } from '../worded.ts';
import type { Envelope, Unwrapping } from './envelope.ts';
import type { ByteWriter } from './unwrapped.ts';

const MESSAGES = ['message', 'log', '@message', 'MESSAGE', 'msg'];

/** The text of a collector's object: Filebeat's `message`, Fluent Bit's `log`. */
function unwrapMessage(bytes: Uint8Array, start: number, end: number, out: ByteWriter): Unwrapping {
  if (bytes[start] !== 123) return undefined;
  let record: unknown;
  try {
    record = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString());
  } catch {
    return undefined;
  }
  if (typeof record !== 'object' || record === null) return undefined;
  const fields = new Map<string, unknown>(Object.entries(record));
  const message = MESSAGES.map((name) => fields.get(name)).find((value) => typeof value === 'string');
  if (message === undefined) return undefined;
  // What was one line stays one.
  out.text(message.trimEnd().replaceAll(/[\r\n]/g, ' '));
  return 'whole';
}

export const COLLECTOR_JSON: Envelope = {
  is: worded('envCollector'),
  unwrap: unwrapMessage,
};
