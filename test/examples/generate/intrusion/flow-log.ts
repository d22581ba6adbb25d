import type { Chance } from '../chance.ts';
import { SERVER, VICTIM } from './host.ts';

/** Fields of version 2, in their order. */
const HEADER =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';

interface Talk {
  remote: string;
  /** The remote side's, or ours where we are the server. */
  port: number;
  outbound: boolean;
  sent: number;
  received: number;
  at: number;
}

function lines({ remote, port, outbound, sent, received, at }: Talk, chance: Chance): string[] {
  const [own, other] = outbound ? [chance.port(), port] : [port, chance.port()];
  const { account, interface: id, address } = SERVER;
  const row = (from: string, to: string, ports: string, packets: number, size: number): string =>
    `2 ${account} ${id} ${from} ${to} ${ports} 6 ${packets} ${packets * size} ${at} ${at + 59} ACCEPT OK`;
  return [
    row(address, remote, `${own} ${other}`, sent, 120),
    row(remote, address, `${other} ${own}`, received, 900),
  ];
}

/** Customers of the shop, and its own errands: updates of the system, the payment service. */
function everyday(at: number, chance: Chance): Talk[] {
  const customers = Array.from({ length: chance.between(3, 8) }, () => ({
    remote: `192.0.2.${chance.between(100, 250)}`,
    port: 443,
    outbound: false,
    sent: chance.between(10, 60),
    received: chance.between(8, 30),
    at,
  }));
  const errand = { remote: '192.0.2.20', port: 443, outbound: true, sent: 14, received: 18, at };
  return chance.happens(0.3) ? [...customers, errand] : customers;
}

/** How many hosts a minute the server looks for web servers at, after its first attack. */
const SEARCHED = 300;

/** One packet to each of a minute's hosts, which nobody answers. */
function search(at: number, from: number, chance: Chance): string[] {
  const { account, interface: id, address } = SERVER;
  return Array.from({ length: SEARCHED }, (_, i) => {
    const host = from + i;
    const target = `198.18.${Math.floor(host / 250)}.${1 + (host % 250)}`;
    return `2 ${account} ${id} ${address} ${target} ${chance.port()} 80 6 1 60 ${at} ${at + 59} ACCEPT OK`;
  });
}

/** The interface's flow log of whole minutes, with requests to the victim in those that are given, and a search for others after them. */
export function flowLog(
  from: number,
  to: number,
  attacks: readonly number[],
  searches: readonly number[],
  chance: Chance,
): { text: string; records: number; packets: number; searched: number } {
  const rows = [HEADER];
  let packets = 0;
  for (let at = from; at < to; at += 60) {
    for (const talk of everyday(at, chance)) rows.push(...lines(talk, chance));
    if (searches.includes(at)) rows.push(...search(at, searches.indexOf(at) * SEARCHED, chance));
    if (!attacks.includes(at)) continue;
    for (let request = 0; request < 12; request++) {
      const talk = { remote: VICTIM.address, port: 80, outbound: true, sent: 9, received: 150, at };
      rows.push(...lines(talk, chance));
      packets += talk.sent;
    }
  }
  return {
    text: `${rows.join('\n')}\n`,
    records: rows.length - 1,
    packets,
    searched: searches.length * SEARCHED,
  };
}
