import type { Talker } from '../traffic/answer.ts';
import type { Traffic } from '../traffic/traffic.ts';
import { whoIs } from './host.ts';
import type { Sign } from './host.ts';

/** A process that has a socket to an address that a notice names; grave only where the times meet. */
export function talkSign({ process, certainty, message, sockets }: Talker, { remote }: Traffic): Sign {
  const port = sockets[0]?.remote?.port;
  const { process: name } = whoIs(process);
  return {
    detector: 'talks-to-claimed',
    type: 'infected_host',
    certainty,
    severity: certainty === 'cannot_tell' ? 'low' : 'high',
    subject: {
      pid: process.pid,
      ...(name !== undefined && { process: name }),
      path: `${remote}:${port ?? ''}`,
    },
    message,
    origins: sockets.map(({ origin }) => origin),
  };
}
