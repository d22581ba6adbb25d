import { ACK, FIN, pcap, RST, SYN, tcpPacket, udpPacket } from '../formats/pcap/capture-builder.ts';
import type { Captured } from '../formats/pcap/capture-builder.ts';

/** One conversation as any sensor would see it. Times are in seconds after the beginning. */
export interface Talk {
  at: number;
  /** Length in seconds. */
  seconds: number;
  from: string;
  to: string;
  fromPort: number;
  port: number;
  protocol: 6 | 17;
  /** Packets and bytes each way. `back: [0, 0]`: nobody answered. */
  out: readonly [packets: number, bytes: number];
  back: readonly [packets: number, bytes: number];
  /** TCP: the answer was a RST. */
  refused?: true;
}

/** When everything begins: 2024-07-02 00:00 UTC, as captures have it. */
const BEGAN = Date.UTC(2024, 6, 2) / 1000;

/** Numbers that look like chance and are the same each time (Park and Miller, "Random number generators", 1988). */
export function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** An address in the Internet: none that is special. */
function stranger(random: (below: number) => number): string {
  return `${[5, 23, 51, 62, 81, 93, 104, 142, 185, 203][random(10)]}.${random(256)}.${random(256)}.${1 + random(254)}`;
}

type Kind = (random: (below: number) => number) => Talk[];

const web = (at: number, from: string, to: string, fromPort: number, size = 40): Talk => ({
  at,
  seconds: 20,
  from,
  to,
  fromPort,
  port: 443,
  protocol: 6,
  out: [size, size * 90],
  back: [size * 2, size * 2400],
});

function many(count: number, make: (i: number) => Talk): Talk[] {
  return Array.from({ length: count }, (_, i) => make(i));
}

/** People, and what a page brings along: hundreds of servers in an hour, some of which are gone. */
const browsing: Kind = (random) =>
  many(900, (i) => {
    const talk = web(i * 4, `10.0.0.${10 + (i % 9)}`, stranger(random), 40_000 + i);
    return i % 25 === 0 ? { ...talk, out: [3, 180], back: [0, 0], seconds: 7 } : talk;
  });

/** All of a night's data to one place. */
const backup: Kind = () =>
  many(30, (i) => ({
    at: i * 120,
    seconds: 119,
    from: '10.0.0.5',
    to: '51.20.30.40',
    fromPort: 41_000,
    port: 443,
    protocol: 6,
    out: [240_000, 340_000_000],
    back: [90_000, 5_400_000],
  }));

/** Sixty services that are asked every minute; a few are down. */
const monitoring: Kind = () =>
  Array.from({ length: 60 }, (_, minute) => minute).flatMap((minute) =>
    many(60, (i) => {
      const down = i % 20 === 0;
      return {
        at: minute * 60 + i / 4,
        seconds: 1,
        from: '10.0.0.6',
        to: `81.2.${i % 5}.${10 + i}`,
        fromPort: 30_000 + ((minute * 60 + i) % 20_000),
        port: [443, 22, 25, 9100, 5432][i % 5] ?? 443,
        protocol: 6,
        out: down ? [1, 60] : [6, 400],
        back: down ? [1, 40] : [5, 3000],
        ...(down && { refused: true }),
      };
    }),
  );

/** One port of UDP, hundreds of peers, of whom most are gone; TCP beside it. */
const peerToPeer: Kind = (random) => [
  ...many(700, (i) => ({
    at: i * 3,
    seconds: 2,
    from: '10.0.0.7',
    to: stranger(random),
    fromPort: 51_413,
    port: 1024 + random(60_000),
    protocol: 17,
    out: [1, 130],
    back: i % 3 === 0 ? [1, 300] : [0, 0],
  })),
  ...many(250, (i) => ({
    at: i * 8,
    seconds: 30,
    from: '10.0.0.7',
    to: stranger(random),
    fromPort: 42_000 + i,
    port: 1024 + random(60_000),
    protocol: 6,
    out: i % 2 === 0 ? [800, 900_000] : [3, 180],
    back: i % 2 === 0 ? [600, 500_000] : [0, 0],
  })),
];

/** Fifty hosts that fetch the same updates from the same mirrors at the same minute. */
const updates: Kind = () =>
  many(200, (i) => web(i / 10, `10.0.1.${1 + (i % 50)}`, `104.18.0.${1 + (i % 4)}`, 43_000 + i, 3000));

/** A resolver that asks the servers of a thousand zones, and sometimes in vain. */
const resolver: Kind = (random) =>
  many(1500, (i) => ({
    at: i * 2,
    seconds: 1,
    from: '10.0.0.53',
    to: stranger(random),
    fromPort: 20_000 + random(40_000),
    port: 53,
    protocol: 17,
    out: [1, 70],
    back: i % 12 === 0 ? [0, 0] : [1, 240],
  }));

/** A server of the NTP pool: asks eight, answers two thousand. */
const time: Kind = (random) => [
  ...many(480, (i) => ({
    at: i * 7,
    seconds: 1,
    from: '10.0.0.123',
    to: `81.94.1.${1 + (i % 8)}`,
    fromPort: 123,
    port: 123,
    protocol: 17,
    out: [1, 76],
    back: [1, 76],
  })),
  ...many(2000, (i) => ({
    at: i * 1.5,
    seconds: 1,
    from: stranger(random),
    to: '10.0.0.123',
    fromPort: 1024 + random(60_000),
    port: 123,
    protocol: 17,
    out: [1, 76],
    back: [1, 76],
  })),
];

/** A newsletter: hundreds of mail servers, some of which refuse or do not answer. */
const mail: Kind = (random) =>
  many(400, (i) => {
    const bad = i % 10;
    return {
      at: i * 8,
      seconds: 5,
      from: '10.0.0.25',
      to: stranger(random),
      fromPort: 44_000 + i,
      port: 25,
      protocol: 6,
      out: bad === 0 ? [3, 180] : bad === 1 ? [1, 60] : [20, 12_000],
      back: bad === 0 ? [0, 0] : bad === 1 ? [1, 40] : [18, 2000],
      ...(bad === 1 && { refused: true }),
    };
  });

/** A site with three thousand visitors, some of whom give up. */
const site: Kind = (random) =>
  many(3000, (i) => {
    const talk = web(i * 1.1, stranger(random), '10.0.0.80', 1024 + random(60_000), 12);
    return i % 40 === 0 ? { ...talk, out: [1, 60], back: [2, 120], seconds: 3 } : talk;
  });

/** Calls: fifty packets a second each way, for half an hour. */
const calls: Kind = () =>
  many(30, (i) => ({
    at: i * 60,
    seconds: 59,
    from: '10.0.0.11',
    to: '62.10.0.9',
    fromPort: 16_384,
    port: 10_000,
    protocol: 17,
    out: [3000, 640_000],
    back: [3000, 640_000],
  }));

export const QUIET: Readonly<Record<string, Kind>> = {
  browsing,
  backup,
  monitoring,
  'peer-to-peer': peerToPeer,
  updates,
  'a resolver': resolver,
  'a time server': time,
  'a mail server': mail,
  'a site': site,
  calls,
};

// How sensors write a conversation.

function vpcFlow(talks: readonly Talk[]): string {
  return talks
    .flatMap(({ at, seconds, from, to, fromPort, port, protocol, out, back }) => {
      const [start, end] = [BEGAN + Math.floor(at), BEGAN + Math.floor(at + seconds)];
      const line = (
        a: string,
        b: string,
        ap: number,
        bp: number,
        [packets, bytes]: readonly [number, number],
      ) =>
        `2 123456789012 eni-0aaaaaaaaaaaaaaa1 ${a} ${b} ${ap} ${bp} ${protocol} ${packets} ${bytes} ${start} ${end} ACCEPT OK`;
      return [
        line(from, to, fromPort, port, out),
        ...(back[0] > 0 ? [line(to, from, port, fromPort, back)] : []),
      ];
    })
    .join('\n');
}

function stateOf({ protocol, back, refused }: Talk): string {
  if (refused) return 'REJ';
  return back[0] === 0 ? 'S0' : protocol === 6 ? 'SF' : 'SF';
}

function zeek(talks: readonly Talk[]): string {
  const fields =
    'ts uid id.orig_h id.orig_p id.resp_h id.resp_p proto duration orig_bytes resp_bytes conn_state history orig_pkts orig_ip_bytes resp_pkts resp_ip_bytes';
  const lines = talks.map((talk, i) => {
    const { at, seconds, from, to, fromPort, port, protocol, out, back } = talk;
    const proto = protocol === 6 ? 'tcp' : 'udp';
    const history = protocol === 17 ? 'Dd' : talk.refused ? 'Sr' : back[0] === 0 ? 'S' : 'ShADadFf';
    return [
      BEGAN + at,
      `C${i}`,
      from,
      fromPort,
      to,
      port,
      proto,
      seconds,
      out[1],
      back[1],
      stateOf(talk),
      history,
      out[0],
      out[1],
      back[0],
      back[1],
    ].join('\t');
  });
  return `#separator \\x09\n#path\tconn\n#fields\t${fields.replaceAll(' ', '\t')}\n${lines.join('\n')}\n`;
}

const iso = (at: number): string => new Date((BEGAN + at) * 1000).toISOString();

function suricata(talks: readonly Talk[]): string {
  return talks
    .map(({ at, seconds, from, to, fromPort, port, protocol, out, back, refused }, i) =>
      JSON.stringify({
        timestamp: iso(at + seconds).replace('Z', '000+0000'),
        flow_id: i + 1,
        event_type: 'flow',
        src_ip: from,
        src_port: fromPort,
        dest_ip: to,
        dest_port: port,
        proto: protocol === 6 ? 'TCP' : 'UDP',
        flow: {
          pkts_toserver: out[0],
          pkts_toclient: back[0],
          bytes_toserver: out[1],
          bytes_toclient: back[1],
          start: iso(at).replace('Z', '000+0000'),
          end: iso(at + seconds).replace('Z', '000+0000'),
          state: back[0] === 0 ? 'new' : 'closed',
        },
        ...(protocol === 6 && {
          tcp: {
            syn: true,
            ...(refused ? { rst: true } : back[0] > 0 && { ack: true, fin: true }),
            tcp_flags: '1f',
          },
        }),
      }),
    )
    .join('\n');
}

function nfdump(talks: readonly Talk[]): string {
  const time = (at: number): string => iso(at).replace('T', ' ').replace('Z', '');
  const lines = talks.flatMap(({ at, seconds, from, to, fromPort, port, protocol, out, back, refused }) => {
    const proto = protocol === 6 ? 'TCP' : 'UDP';
    const line = (
      a: string,
      b: string,
      ap: number,
      bp: number,
      flags: string,
      [packets, bytes]: readonly [number, number],
    ) =>
      `${time(at)},${time(at + seconds)},${seconds.toFixed(3)},${a},${b},${ap},${bp},${proto},${flags},${packets},${bytes}`;
    const answered = back[0] > 0 && !refused;
    const own = protocol === 17 ? '........' : answered ? '...AP.SF' : '......S.';
    const theirs = protocol === 17 ? '........' : refused ? '...A.R..' : '...AP.SF';
    return [
      line(from, to, fromPort, port, own, out),
      ...(back[0] > 0 ? [line(to, from, port, fromPort, theirs, back)] : []),
    ];
  });
  return `ts,te,td,sa,da,sp,dp,pr,flg,ipkt,ibyt\n${lines.join('\n')}\n`;
}

/** Packets that a capture keeps of a conversation each way; what is more is as long as it is. */
const MOST_PACKETS = 12;

function packetsOf(talk: Talk): Captured[] {
  const { at, seconds, protocol, out, back, refused } = talk;
  const [client, server] = [`${talk.from}:${talk.fromPort}`, `${talk.to}:${talk.port}`];
  const wire = 900;
  if (protocol === 17)
    return [
      ...most(out[0], (i, n) => ({ at: at + (seconds * i) / n, bytes: udpPacket(client, server, 'q') })),
      ...most(back[0], (i, n) => ({
        at: at + (seconds * i) / n + 0.03,
        bytes: udpPacket(server, client, 'a'),
      })),
    ];
  const syn = { at, bytes: tcpPacket(client, server, SYN) };
  if (refused) return [syn, { at: at + 0.02, bytes: tcpPacket(server, client, RST | ACK) }];
  if (back[0] === 0)
    return most(out[0], (i) => ({ at: at + 2 ** i - 1, bytes: tcpPacket(client, server, SYN) }));
  return [
    syn,
    { at: at + 0.02, bytes: tcpPacket(server, client, SYN | ACK) },
    { at: at + 0.04, bytes: tcpPacket(client, server, ACK) },
    ...most(out[0], (i, n) => ({
      at: at + 0.1 + ((seconds - 0.5) * i) / n,
      bytes: tcpPacket(client, server, ACK, 'x'),
      wire,
    })),
    ...most(back[0], (i, n) => ({
      at: at + 0.12 + ((seconds - 0.5) * i) / n,
      bytes: tcpPacket(server, client, ACK, 'y'),
      wire,
    })),
    { at: at + seconds, bytes: tcpPacket(client, server, FIN | ACK) },
    { at: at + seconds + 0.02, bytes: tcpPacket(server, client, FIN | ACK) },
  ];
}

function most(count: number, make: (i: number, of: number) => Captured): Captured[] {
  const kept = Math.min(count, MOST_PACKETS);
  return Array.from({ length: kept }, (_, i) => make(i, kept));
}

function capture(talks: readonly Talk[]): Buffer {
  return pcap(talks.flatMap(packetsOf).toSorted((a, b) => a.at - b.at));
}

export const SENSORS: Readonly<Record<string, (talks: readonly Talk[]) => string | Buffer>> = {
  'flows.log': vpcFlow,
  'conn.log': zeek,
  'eve.json': suricata,
  'nfdump.csv': nfdump,
  'capture.pcap': capture,
};
