import type { Chance } from '../chance.ts';

/** The honeypot: an instance in Tokyo. */
export const POT = {
  account: '123456789219',
  interface: 'eni-0a19b2c3d4e5f6071',
  instance: 'i-0f19e2d3c4b5a6978',
  address: '10.50.0.10',
};

/** A custom format of version 5, with the flags. */
export const FIELDS =
  'version account-id interface-id instance-id srcaddr dstaddr srcport dstport protocol packets bytes start end action tcp-flags flow-direction log-status';

export interface Line {
  at: number;
  text: string;
}

interface Part {
  packets: number;
  bytes: number;
  /** Of the whole interval, as AWS has them: SYN-ACK is 18. */
  flags: number;
}

/** What passed between the honeypot and somebody in one interval; `begun`: the honeypot asked. */
interface Talk {
  remote: string;
  /** The port of whoever was asked. */
  port: number;
  protocol: number;
  begun: boolean;
  asked: Part;
  /** Left out: nothing came back. */
  answered?: Part;
  action?: 'ACCEPT' | 'REJECT';
}

function talk(at: number, { action = 'ACCEPT', ...talked }: Talk, chance: Chance): Line[] {
  const { remote, port, protocol, begun, asked, answered } = talked;
  const client = protocol === 1 ? 0 : chance.port();
  const row = (out: boolean, asking: boolean, { packets, bytes, flags }: Part): Line => {
    const ends = out ? `${POT.address} ${remote}` : `${remote} ${POT.address}`;
    const ports = asking ? `${client} ${port}` : `${port} ${client}`;
    const how = `${action} ${flags} ${out ? 'egress' : 'ingress'} OK`;
    return {
      at,
      text: `5 ${POT.account} ${POT.interface} ${POT.instance} ${ends} ${ports} ${protocol} ${packets} ${bytes} ${at} ${at + chance.between(1, 50)} ${how}`,
    };
  };
  return [row(begun, true, asked), ...(answered === undefined ? [] : [row(!begun, false, answered)])];
}

/** A connection to a service of the honeypot: handshake, words, end. */
export function visit(at: number, remote: string, port: number, chance: Chance): Line[] {
  const packets = chance.between(6, 30);
  return talk(
    at,
    {
      remote,
      port,
      protocol: 6,
      begun: false,
      asked: { packets, bytes: packets * chance.between(60, 140), flags: 3 },
      answered: { packets: packets - 1, bytes: packets * chance.between(80, 300), flags: 19 },
    },
    chance,
  );
}

/** A SYN to a port on which nothing listens, and the reset that it gets. */
export function knock(at: number, remote: string, port: number, chance: Chance): Line[] {
  return talk(
    at,
    {
      remote,
      port,
      protocol: 6,
      begun: false,
      asked: { packets: 1, bytes: 44, flags: 2 },
      answered: { packets: 1, bytes: 40, flags: 4 },
    },
    chance,
  );
}

/** What the security group lets nobody in with: pings, name service. */
export function refused(at: number, remote: string, port: number, protocol: number, chance: Chance): Line[] {
  const asked = { packets: chance.between(1, 2), bytes: 84, flags: 0 };
  return talk(at, { remote, port, protocol, begun: false, asked, action: 'REJECT' }, chance);
}

/** An answer to what somebody asked in the honeypot's name. */
export function backscatter(at: number, victim: string, port: number, chance: Chance): Line[] {
  const flags = chance.pick([4, 18, 18]);
  const { account, interface: id, instance, address } = POT;
  const text = `5 ${account} ${id} ${instance} ${victim} ${address} ${port} ${chance.port()} 6 1 44 ${at} ${at + 1} REJECT ${flags} ingress OK`;
  return [{ at, text }];
}

/** The honeypot asks: a name server, whoever has the malware, a mail server. */
export function ask(
  at: number,
  remote: string,
  [protocol, port]: readonly [number, number],
  answered: boolean,
  chance: Chance,
): Line[] {
  const tcp = protocol === 6;
  const packets = tcp && answered ? chance.between(8, 20) : 1;
  return talk(
    at,
    {
      remote,
      port,
      protocol,
      begun: true,
      asked: { packets, bytes: packets * 60, flags: tcp ? (answered ? 3 : 2) : 0 },
      ...(answered && {
        answered: { packets, bytes: packets * chance.between(200, 900), flags: tcp ? 19 : 0 },
      }),
    },
    chance,
  );
}
