import { worded } from './worded.ts';
import { protocolNumber } from '../../net/protocols.ts';
import { passwordDetail } from '../rows/event-rows.ts';
import type { AlertRow, FlowRow, EventRows } from '../rows/event-rows.ts';
import type { Instant } from '../text/instant.ts';

/** A connection of the honeypot, as all of its logs have it: here is the honeypot, there is the other side. */
export interface PotConnection {
  time: Instant;
  /** `accept`, `connect`, `reject`, `pending`, `listen`. */
  type: string | undefined;
  /** `tcp`, `tls`, `udp`. */
  transport: string | undefined;
  /** `smbd`, `mysqld`, `httpd`, … */
  protocol: string | undefined;
  localHost: string | undefined;
  localPort: number | undefined;
  remoteHost: string | undefined;
  remotePort: number | undefined;
}

const SENSOR = 'dionaea';
export const LISTENING = worded('dioListening');

function protocolOf({ transport }: PotConnection): number | undefined {
  return transport === 'tls' ? 6 : protocolNumber(transport ?? '');
}

/** The honeypot's own connections, to fetch what it was offered, begin here; UDP sessions begin there. */
function beginsHere(connection: PotConnection): boolean {
  return connection.type === 'connect' && connection.transport !== 'udp';
}

/** The connection as a flow from who began it. */
function flowOf(connection: PotConnection): FlowRow {
  const { time, type, localHost, localPort, remoteHost, remotePort } = connection;
  const here = beginsHere(connection);
  return {
    start: time,
    src: here ? localHost : remoteHost,
    dst: here ? remoteHost : localHost,
    srcPort: here ? localPort : remotePort,
    dstPort: here ? remotePort : localPort,
    protocol: protocolOf(connection),
    state: type === 'accept' ? 'established' : type === 'reject' ? 'reset' : undefined,
    initiator: 'src',
  };
}

/** Writes the connection as a flow. @returns why it is not one */
export function writeConnection(
  rows: EventRows,
  connection: PotConnection,
  line: number,
): string | undefined {
  return rows.flow(flowOf(connection), line) ? undefined : worded('dioEnd');
}

/** Dionaea does not say whether it let the client in. @returns why it is no login */
export function writeLogin(
  rows: EventRows,
  connection: PotConnection,
  credentials: { username: string | undefined; password: string | undefined },
  line: number,
): string | undefined {
  const { time, protocol, localHost, remoteHost, remotePort } = connection;
  const { username, password } = credentials;
  const written = rows.login(
    {
      time,
      client: remoteHost,
      clientPort: remotePort,
      server: localHost,
      service: protocol === undefined ? SENSOR : `${SENSOR} ${protocol}`,
      username,
      detail: passwordDetail(password),
    },
    line,
  );
  return written ? undefined : worded('dioLogin');
}

/** A file that the honeypot fetched, or of which it was told: with its hash it has it. */
export function fileOf(url: string | undefined, hash: string | undefined): Partial<AlertRow> {
  return { kind: 'download', url, ...(hash !== undefined && { hash, outcome: 'passed' }) };
}

/** @returns why it is no alert */
export function writeDeed(
  rows: EventRows,
  connection: PotConnection,
  deed: Pick<AlertRow, 'rule' | 'message'> & Partial<Pick<AlertRow, 'kind' | 'outcome' | 'url' | 'hash'>>,
  line: number,
): string | undefined {
  const { time, localHost, localPort, remoteHost, remotePort } = connection;
  const written = rows.alert(
    {
      time,
      src: remoteHost,
      srcPort: remotePort,
      dst: localHost,
      dstPort: localPort,
      sensor: SENSOR,
      kind: 'deed',
      ...deed,
    },
    line,
  );
  return written ? undefined : worded('textClientNoAddress');
}
