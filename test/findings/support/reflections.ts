import type { Sent, Vpc } from './generate-flows.ts';

const UDP = 17;

/** Records between a UDP service and a client; the service is outside, or ours where `ours`. */
function served(
  vpc: Vpc,
  talk: { host: string; remote: string; port: number; at: number; ours?: boolean; clientPort?: number },
  request: Sent | undefined,
  answer: Sent | undefined,
): void {
  const { ours = false, ...rest } = talk;
  const sides = ours ? { out: answer, back: request } : { out: request, back: answer };
  vpc.talk({ ...rest, ...sides, protocol: UDP, direct: true, inbound: ours });
}

/** Amplifiers that somebody asks in the name of a host of ours: large answers without a question. */
export function reflectedFlood(
  vpc: Vpc,
  host: string,
  flood: { port: number; sources: number; size: number; packets: number; at?: number },
): void {
  const { port, sources, size, packets, at = 0 } = flood;
  for (let i = 0; i < sources; i++) {
    const remote = `91.${10 + (i >> 8)}.${i & 255}.7`;
    const answer = { packets, bytes: packets * size };
    served(vpc, { host, remote, port, at: at + (i % 60), clientPort: 4444 }, undefined, answer);
  }
}

/** A resolver of ours that asks servers everywhere, whose signed answers are long. */
export function busyResolver(vpc: Vpc, host: string, questions = 400): void {
  for (let i = 0; i < questions; i++) {
    const remote = vpc.remote();
    served(
      vpc,
      { host, remote, port: 53, at: vpc.next(120) },
      { packets: 4, bytes: 320 },
      { packets: 12, bytes: 15_000 },
    );
  }
}

/** A name or time server of ours: busy clients, answers of this many times the question. */
export function openService(
  vpc: Vpc,
  host: string,
  service: { port: number; clients: number; request: number; answer: number; packets: number },
): void {
  const { port, clients, request, answer, packets } = service;
  for (let i = 0; i < clients; i++) {
    for (let minute = 0; minute < 10; minute++) {
      served(
        vpc,
        { host, remote: `45.3.${i >> 8}.${1 + (i & 127)}`, port, at: minute * 60, ours: true },
        { packets, bytes: packets * request },
        { packets, bytes: packets * answer },
      );
    }
  }
}
