import { parseAddress } from '../net/address.ts';
import { parsePrefix } from '../net/prefix.ts';
import type { Prefix } from '../net/prefix.ts';
import type { Host } from './host.ts';

/** Why something is never blocked; the key of the sentence that says so. */
type KeptWhy = 'keptOwn' | 'keptGateway' | 'keptResolver' | 'keptSession' | 'keptAsked';

/** Something that is never blocked. */
export interface KeptPrefix {
  prefix: Prefix;
  why: KeptWhy;
}

/** Ports on which computers are administered: SSH, RDP, WinRM. */
const ADMIN_PORTS = new Set([22, 3389, 5985, 5986]);
/** `TCP_ESTABLISHED` in /proc/net/tcp (Linux, include/net/tcp_states.h). */
const ESTABLISHED = '01';

/** An address of /proc/net: groups of four bytes, each in the byte order of the machine, little-endian here. */
function addressOfHex(hex: string): string | undefined {
  const words = hex.match(/.{8}/g)?.map((word) => (word.match(/../g) ?? []).toReversed().join(''));
  if (words === undefined) return undefined;
  const text =
    words.length === 1
      ? (words[0]?.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)).join('.')
      : (words.join('').match(/.{4}/g) ?? []).join(':');
  return parseAddress(text)?.text;
}

/** The other ends of administrators' connections, by /proc/net/tcp and tcp6. */
function sessionsOf(table: string, ports: ReadonlySet<number>): string[] {
  return table
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, local = '', remote = '', state] = line.trim().split(/\s+/);
      const port = Number.parseInt(local.split(':')[1] ?? '', 16);
      return state === ESTABLISHED && ports.has(port) ? (addressOfHex(remote.split(':')[0] ?? '') ?? []) : [];
    });
}

/** Default gateways, by /proc/net/route. */
function gatewaysOf(table: string): string[] {
  return table
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, destination, gateway = ''] = line.trim().split(/\s+/);
      return destination === '00000000' && gateway !== '00000000' ? (addressOfHex(gateway) ?? []) : [];
    });
}

/** DNS servers, by resolv.conf(5). */
function resolversOf(text: string): string[] {
  return [...text.matchAll(/^[ \t]*nameserver[ \t]+(\S+)/gm)].map(([, address]) => address ?? '');
}

/** The client of the SSH session in which this runs; sshd sets it: client, its port, server, its port. */
function ownSession(env: Readonly<Record<string, string | undefined>>): { client: string[]; port?: number } {
  const [client, , , port] = (env['SSH_CONNECTION'] ?? '').split(' ');
  return client === undefined || client === ''
    ? { client: [] }
    : { client: [client], ...(port !== undefined && { port: Number(port) }) };
}

/** Where Linux says who administers it, by which gateway it is reached, and whom it asks for names. */
const SAYING = ['/proc/net/tcp', '/proc/net/tcp6', '/proc/net/route', '/etc/resolv.conf'];

/**
 * What must not be blocked on this computer: its own addresses, its gateway, its DNS servers, and from where somebody
 * administers it now. Linux says it in files; elsewhere only the addresses are known.
 */
export async function keptOf(
  host: Host,
  env: Readonly<Record<string, string | undefined>>,
): Promise<KeptPrefix[]> {
  const read = async (path: string): Promise<string> => (await host.read(path)) ?? '';
  const session = ownSession(env);
  const ports = new Set([...ADMIN_PORTS, ...(session.port === undefined ? [] : [session.port])]);
  const [tcp, tcp6, routes, resolvers] = await Promise.all(SAYING.map(read));
  const sessions = [...session.client, ...sessionsOf(tcp!, ports), ...sessionsOf(tcp6!, ports)];
  const of = (why: KeptWhy, addresses: readonly string[]): KeptPrefix[] =>
    [...new Set(addresses)].flatMap((address) => {
      const prefix = parsePrefix(address.split('%')[0] ?? '');
      return prefix === undefined ? [] : [{ prefix, why }];
    });
  return [
    ...of('keptOwn', host.addresses()),
    ...of('keptGateway', gatewaysOf(routes!)),
    ...of('keptResolver', resolversOf(resolvers!)),
    ...of('keptSession', sessions),
  ];
}
