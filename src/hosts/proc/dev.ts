import type { InterfaceFact, Origin } from '../facts.ts';
import { wordsOf } from '../text/words.ts';

/** The two header lines of /proc/net/dev. */
export const DEV_HEADER = /^(?:Inter-\|\s+Receive\s|\s*face \|bytes\s)/;
/** Columns behind the name: eight of receiving, eight of transmitting, proc(5). */
const COLUMNS = 16;

/** One row of /proc/net/dev; undefined if it is not one. */
export function readDevRow(line: string, origin: Origin): InterfaceFact | undefined {
  const colon = line.indexOf(':');
  // A name may hold a colon (an alias); the numbers do not.
  const at = /^\s*\S+:\d+:/.test(line) ? line.lastIndexOf(':') : colon;
  const name = line.slice(0, Math.max(0, at)).trim();
  const values = wordsOf(line.slice(at + 1)).map(Number);
  if (name === '' || /\s/.test(name) || values.length !== COLUMNS || !values.every(Number.isSafeInteger))
    return undefined;
  const [
    rx_bytes = 0,
    rx_packets = 0,
    ,
    rx_dropped = 0,
    ,
    ,
    ,
    ,
    tx_bytes = 0,
    tx_packets = 0,
    ,
    tx_dropped = 0,
  ] = values;
  return {
    interface: name,
    addresses: [],
    rx_bytes,
    rx_packets,
    rx_dropped,
    tx_bytes,
    tx_packets,
    tx_dropped,
    origin,
  };
}
