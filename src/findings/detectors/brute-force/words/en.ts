import { portName } from '../../../../net/ports.ts';
import { count, counted, percent, span } from '../../../../language/grammar/en.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { BruteForceMessages } from '../messages.ts';

const service = (port: number): string =>
  `TCP port ${port}${portName(port) === undefined ? '' : ` (${portName(port)})`}`;

export const en: WordsOf<BruteForceMessages> = {
  guesses: ({ who, port, connections, hosts, when }) =>
    `${who} made ${counted(connections, 'connection')} to ${service(port)} of ${counted(hosts, 'host')}, ${span(when)}, all of them as long as ` +
    "failed logins and alike: it tries passwords, as far as flows show it; the host's own logs tell.",
  guessesAtUs: ({ who, port, connections, hosts, when }) =>
    `${who} made ${counted(connections, 'connection')} to ${service(port)} of ${counted(hosts, 'host')} of ours, ${span(when)}, all of them as long ` +
    "as failed logins and alike: it tries passwords, as far as flows show it; the service's log tells which.",
  guessesAtUsMore: ({ sources, named, connections, when }) =>
    `Beside the ${count(named)} with most connections, ${counted(sources, 'more address', 'more addresses')} made ` +
    `${counted(connections, 'connection')} to login services of ours that are as long as failed logins, ${span(when)}.`,
  guessRule: ({ source, connections, other, minutes, share, one }) =>
    `${source}. In force: ${count(connections)} connections in ${count(minutes)} minutes (${count(other)} where no size is published), ` +
    `${count(one)} at one server, ${percent(share)} of that size, not by the clock`,
  sourceGuess: () =>
    'NEMEA brute force detector (30 flows; sizes of SSH, Telnet, RDP); SSHCure (10 in a row, flat traffic); other services: definition',
  sourceGuessAtUs: () =>
    'NEMEA brute force detector (30 flows from outside; sizes of SSH, Telnet, RDP); SSHCure (10 in a row, flat traffic); other services: definition',
  name_login_connections: () => 'connections like failed logins',
  name_connections_in_busiest_window: () => 'connections in the busiest window',
};
