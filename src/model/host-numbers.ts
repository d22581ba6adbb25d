import * as z from 'zod';
import type { NumberKind } from './numbers.ts';

/** Numbers that findings inside a host carry: a name that is not here does not compile. */
export const HOST_NUMBERS = {
  protocol: { unit: 'IANA protocol number', what: 'protocol whose packets the raw sockets send' },
  sockets: { unit: 'sockets', what: 'raw or packet sockets of the process, or those that no process holds' },
  bytes_queued: { unit: 'bytes', what: 'bytes that wait in those sockets to be sent' },
  bytes_sent: { unit: 'bytes', what: 'bytes that the interface has sent since its counter began' },
  bytes_received: { unit: 'bytes', what: 'bytes that it has received since then' },
  packets_sent: { unit: 'packets', what: 'packets that it has sent since then' },
  packets_received: { unit: 'packets', what: 'packets that it has received since then' },
  signs: { unit: 'files or commands', what: 'distinct traces that fit one family of malware' },
  attempts: {
    unit: 'attempts',
    what: 'connections that somebody tried from the host, or logins of an address that were refused',
  },
  starts: { unit: 'starts', what: 'how often the program was started again while it was watched' },
  seconds: { unit: 'seconds', what: 'how long it was watched' },
  port: { unit: 'port', what: 'port of the other side that they were aimed at' },
} as const satisfies Readonly<Record<string, NumberKind>>;

export type HostNumbers = { readonly [Name in keyof typeof HOST_NUMBERS]?: number };

/** As case.json has them; the description of each is its unit and what is counted. */
export const hostNumbersSchema: z.ZodType<HostNumbers> = z.strictObject(
  Object.fromEntries(
    Object.entries(HOST_NUMBERS).map(([name, { unit, what }]) => [
      name,
      z.number().optional().describe(`${unit}: ${what}`),
    ]),
  ),
);
