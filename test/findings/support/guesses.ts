import type { Vpc } from './generate-flows.ts';

interface Talk {
  host: string;
  remote: string;
  port: number;
  at: number;
  /** The remote side is the client. */
  inbound?: boolean;
}

/** A conversation of these sizes from client to server, and back. */
function talked(vpc: Vpc, talk: Talk, asked: [packets: number, bytes: number], back: [number, number]): void {
  const client = { packets: asked[0], bytes: asked[1], flags: 3 };
  const server = { packets: back[0], bytes: back[1], flags: 19 };
  const inbound = talk.inbound === true;
  vpc.talk({
    ...talk,
    direct: inbound,
    seconds: 3,
    clientPort: 33_000 + vpc.next(27_000),
    out: inbound ? server : client,
    back: inbound ? client : server,
  });
}

/** Passwords one after the other: each connection as long as a failed login, and the refusals alike. */
export function guess(vpc: Vpc, talk: Talk, tries: number, pace: number): void {
  const sizes: Record<number, [number, number, number]> = {
    22: [14, 1700, 2900],
    23: [18, 900, 1100],
    3389: [28, 3200, 4100],
    3306: [8, 640, 760],
  };
  const [packets, bytes, answer] = sizes[talk.port] ?? [14, 1700, 2900];
  for (let i = 0; i < tries; i++) {
    const [n, drift] = [packets + vpc.next(4), vpc.next(120)];
    const at = talk.at + Math.floor(i * pace) + vpc.next(Math.max(1, Math.floor(pace)));
    talked(vpc, { ...talk, at }, [n, bytes + drift], [n, answer + vpc.next(100)]);
  }
}

/** A builder that runs commands on its machines: some are short, most say or copy something. */
function builder(vpc: Vpc, host: string, inbound = false): void {
  const remote = vpc.remote();
  for (let i = 0; i < 120; i++) {
    const packets = vpc.next(3) === 0 ? 16 + vpc.next(10) : 40 + vpc.next(400);
    const talk = { host, remote, port: 22, at: i * 12 + vpc.next(10), inbound };
    talked(vpc, talk, [packets, packets * (110 + vpc.next(500))], [packets, packets * (180 + vpc.next(900))]);
  }
}

/** A check that logs in once a minute, whose sessions are all alike. */
function everyMinute(vpc: Vpc, host: string, inbound = false): void {
  const remote = vpc.remote();
  for (let i = 0; i < 180; i++)
    talked(vpc, { host, remote, port: 22, at: i * 60 + vpc.next(2), inbound }, [17, 2400], [16, 3300]);
}

/** A mirror that fetches what is new: now nothing, now much. */
function mirror(vpc: Vpc, host: string): void {
  const remote = vpc.remote();
  for (let i = 0; i < 90; i++) {
    const much = vpc.next(4) === 0;
    const back: [number, number] = much ? [900, 1_200_000] : [26, 6000 + vpc.next(5000)];
    talked(
      vpc,
      { host, remote, port: 22, at: i * 19 + vpc.next(9) },
      [much ? 300 : 22, much ? 20_000 : 4200],
      back,
    );
  }
}

/** A site that connects to its database for each page: short, many, and of whatever size the answer is. */
function pages(vpc: Vpc, host: string): void {
  const remote = vpc.remote();
  for (let i = 0; i < 900; i++) {
    const packets = 8 + vpc.next(12);
    const talk = { host, remote, port: 3306, at: vpc.next(1700) };
    talked(vpc, talk, [packets, 700 + vpc.next(900)], [packets, 900 + vpc.next(30_000)]);
  }
}

/** A tool that manages very many machines over SSH, each a few times. */
function fleet(vpc: Vpc, host: string, inbound = false): void {
  for (let machine = 0; machine < 60; machine++) {
    const remote = vpc.remote();
    for (let i = 0; i < 3; i++)
      talked(vpc, { host, remote, port: 22, at: machine * 5 + i, inbound }, [18 + i, 2600], [18, 3200]);
  }
}

/** All that logs in often and guesses nothing. */
export function honestLogins(vpc: Vpc, hosts: readonly string[]): void {
  const [a = '', b = '', c = '', d = '', e = '', f = '', g = ''] = hosts;
  builder(vpc, a);
  builder(vpc, b, true);
  everyMinute(vpc, c);
  everyMinute(vpc, d, true);
  mirror(vpc, e);
  pages(vpc, f);
  fleet(vpc, g);
}
