import { instantText, period } from '../../language/figures.ts';
import { isMasked } from '../../net/masked.ts';
import type { LineRef } from '../../model/finding.ts';
import type { Facts, SocketFact } from '../facts.ts';
import type { ListedKinds } from '../parser.ts';
import { FORGING_PROTOCOLS, PACKET_PROGRAMS } from '../indicators/usual.ts';
import { whoIs } from '../signs/host.ts';
import type { HostProcess } from '../signs/host.ts';
import { processWords } from '../words/figures.ts';
import { leads, NEAR_MS, rankOf, RANKS, wasRunning, within } from './meeting.ts';
import type { Meeting, Rank } from './meeting.ts';
import type { TrafficMessage } from './messages.ts';
import type { Traffic, TrafficAnswer } from './traffic.ts';
import { command, ms, remoteText, said, takenText, whenText } from './wording.ts';

/** An answer names so many processes and lines. */
const MOST_NAMED = 20;
/** Signs of `signs/` that say that lists of this host cannot be trusted. */
const FALSE_LISTS: ReadonlySet<string> = new Set([
  'hidden-process',
  'covered-process',
  'preload',
  'tool-changed',
]);

/** What the sockets of a host are held against. */
export interface Host {
  facts: Facts;
  processes: ReadonlyMap<number, HostProcess>;
  /** Detectors of what was found in it. */
  found: ReadonlySet<string>;
  /** Which kinds of sockets were listed; a list that is empty counts. */
  listed: ListedKinds;
}

function linesOf(sockets: readonly SocketFact[]): LineRef[] {
  const all = sockets.map(({ origin: { evidence, line } }) => ({ evidence, line }));
  return [...new Map(all.map((one) => [`${one.evidence}\n${one.line}`, one])).values()].slice(0, MOST_NAMED);
}

/** Raw and packet sockets that could have sent it: of the protocol, or of any; not those whose work they are. */
function senders(host: Host, traffic: Traffic): { process: HostProcess; sockets: SocketFact[] }[] {
  const { protocol } = traffic;
  return [...host.processes.values()].flatMap((process) => {
    const usual = process.names.some((name) => PACKET_PROGRAMS.has(name.split('/').at(-1) ?? name));
    const sockets = process.sockets.filter((socket) => {
      if (socket.kind === 'packet') return !usual;
      if (socket.kind !== 'raw' || socket.protocol === undefined) return false;
      return protocol === undefined
        ? FORGING_PROTOCOLS.has(socket.protocol)
        : socket.protocol === protocol || socket.protocol === 255;
    });
    return sockets.length === 0 ? [] : [{ process, sockets }];
  });
}

/** The addresses of the host as far as its outputs tell them, without those of the host alone. */
function addressesOf({ sockets, interfaces }: Facts): Set<string> {
  const all = [
    ...interfaces.flatMap(({ addresses }) => addresses),
    ...sockets.flatMap(({ local }) => local?.address ?? []),
  ];
  return new Set(
    all.filter((address) => !/^(?:127\.|::1$|169\.254\.|fe80:|22[4-9]\.|23\d\.|ff)/.test(address)),
  );
}

/** How sure each meeting makes: where times do not meet nobody is accused. */
const CERTAINTIES: Readonly<Record<Rank, TrafficAnswer['certainty']>> = {
  trafficConnection: 'confirmed',
  trafficHeld: 'confirmed',
  trafficNow: 'confirmed',
  trafficAlive: 'likely',
  trafficOtherTime: 'cannot_tell',
  trafficUndated: 'cannot_tell',
};

const AT_WORK = 'date -u; ss -tunap; ss -wanp; ss -0anp';

/** A process that has a socket to the address. */
export interface Talker {
  process: HostProcess;
  certainty: TrafficAnswer['certainty'];
  message: TrafficMessage;
  sockets: SocketFact[];
}

type Conclusion = Pick<TrafficAnswer, 'answer' | 'certainty' | 'message' | 'because' | 'pids' | 'lines'>;

/** What a meeting says, and how sure it makes. */
function told(
  { rank, process, socket, connection }: Meeting,
  traffic: Traffic,
): Pick<Conclusion, 'certainty' | 'message'> {
  const when = connection === undefined ? whenText(traffic) : period(connection);
  const remote = remoteText({ ...traffic, remote: socket.remote?.address ?? traffic.remote });
  const message = said(rank, {
    process: processWords(whoIs(process)),
    remote,
    ...(rank !== 'trafficNow' && { when }),
    ...(rank !== 'trafficNow' && rank !== 'trafficUndated' && { taken: takenText(socket.taken) }),
  });
  const certainty = CERTAINTIES[rank];
  // Of a notice without a time nobody knows whether it speaks of this socket.
  if (rank === 'trafficNow' && traffic.now !== true) return { certainty: 'cannot_tell', message };
  return { certainty: isMasked(traffic.remote) && certainty === 'confirmed' ? 'likely' : certainty, message };
}

function met(meetings: readonly Meeting[], traffic: Traffic): Conclusion | undefined {
  const [best] = meetings;
  if (best === undefined) return undefined;
  const { rank } = best;
  const { certainty, message } = told(best, traffic);
  const alike = meetings.filter((one) => one.rank === rank);
  return {
    answer: certainty === 'cannot_tell' ? 'cannot_tell' : 'process',
    certainty,
    message,
    because: [
      ...(rank === 'trafficUndated' ? [said('whyWhenTaken', { next: command(AT_WORK) })] : []),
      ...(rank === 'trafficNow' && traffic.now !== true ? [said('whyNoClaimedTime')] : []),
    ],
    pids: [...new Set(alike.map((one) => one.process.pid))].slice(0, MOST_NAMED),
    lines: linesOf(alike.map((one) => one.socket)),
  };
}

/** Each process that has a socket to the address, by the socket that comes nearest to the traffic. */
function talkersOf(meetings: readonly Meeting[], traffic: Traffic): Talker[] {
  const byPid = new Map<number, Meeting[]>();
  for (const one of meetings) byPid.set(one.process.pid, [...(byPid.get(one.process.pid) ?? []), one]);
  const talkers: Talker[] = [];
  for (const own of byPid.values()) {
    const [best] = own;
    if (best === undefined) continue;
    const sockets = own.filter(({ rank }) => rank === best.rank).map(({ socket }) => socket);
    talkers.push({ process: best.process, ...told(best, traffic), sockets });
  }
  return talkers;
}

/** Why no socket was seen, and what would show it. */
function reasons(host: Host, traffic: Traffic, candidates: ReturnType<typeof senders>): TrafficMessage[] {
  const { raw, packet } = host.listed;
  const named: TrafficMessage[] = [];
  for (const { process, sockets } of candidates.slice(0, 3)) {
    const taken = sockets[0]?.taken;
    const running = taken === undefined ? undefined : wasRunning(process, taken, traffic);
    if (running === false) continue;
    named.push(said('whyCandidate', { process: processWords(whoIs(process)), sockets: sockets.length }));
    if (running === undefined && traffic.from !== undefined) named.push(said('whyStartUnknown'));
  }
  const whole = raw && packet;
  const unowned = host.facts.sockets.some(
    ({ kind, owners }) => (kind === 'raw' || kind === 'packet') && owners.length === 0,
  );
  return [
    ...named,
    ...([...host.found].some((detector) => FALSE_LISTS.has(detector)) ? [said('whyFalseLists')] : []),
    ...(whole ? [] : [said('whyNotListed', { next: command(AT_WORK) })]),
    ...(whole && unowned ? [said('whyNoOwner', { next: command(AT_WORK) })] : []),
    ...(whole && !unowned && named.length === 0 && traffic.logged !== undefined
      ? [said('whyHiddenSender')]
      : []),
    said('whyOneMoment'),
  ];
}

function unmet(host: Host, traffic: Traffic): Conclusion {
  const { facts, listed } = host;
  const [remote, when] = [remoteText(traffic), whenText(traffic)];
  const cannot = (
    message: TrafficMessage,
    because: TrafficMessage[] = [],
    lines: LineRef[] = [],
  ): Conclusion => ({
    answer: 'cannot_tell',
    certainty: 'cannot_tell',
    message,
    because,
    pids: [],
    lines,
  });
  if (!listed.connections && !listed.raw && !listed.packet && facts.sockets.length === 0)
    return cannot(said('trafficNoList', { remote, when }), [
      said('whyWhenTaken', { next: command(AT_WORK) }),
    ]);
  const candidates = senders(host, traffic);
  if (traffic.from === undefined) {
    const because = reasons(host, traffic, candidates);
    return { ...cannot(said('trafficNone', { remote }), because), answer: 'no_socket' };
  }
  const without = facts.sockets.find((socket) => leads(socket, traffic) && socket.owners.length === 0);
  if (without !== undefined) {
    const taken = takenText(without.taken);
    return cannot(
      said('trafficNobodysSocket', { remote, taken }),
      [said('whyNoOwner', { next: command(AT_WORK) })],
      linesOf([without]),
    );
  }
  const running = candidates.filter(({ process, sockets: [first] }) =>
    first?.taken === undefined ? false : wasRunning(process, first.taken, traffic) === true,
  );
  const [sender] = running;
  if (sender !== undefined) {
    const { process, sockets } = sender;
    const params = {
      process: processWords(whoIs(process)),
      sockets: sockets.length,
      remote,
      when,
      taken: takenText(sockets[0]?.taken),
    };
    const others = running
      .slice(1, 3)
      .map((one) =>
        said('whyCandidate', { process: processWords(whoIs(one.process)), sockets: one.sockets.length }),
      );
    return {
      answer: 'no_socket',
      certainty: 'likely',
      message: said('trafficRaw', params),
      because: others,
      pids: running.map((one) => one.process.pid).slice(0, MOST_NAMED),
      lines: linesOf(running.flatMap((one) => one.sockets)),
    };
  }
  const times = [
    ...new Set([...facts.sockets.flatMap(({ taken }) => taken ?? []), ...facts.clocks.map(({ at }) => at)]),
  ];
  const near = times.filter((taken) => within(taken, traffic, NEAR_MS));
  const distance = (taken: string): number =>
    Math.max(ms(traffic.from ?? taken) - ms(taken), ms(taken) - ms(traffic.to ?? traffic.from ?? taken));
  const [nearest] = (near.length > 0 ? near : times).toSorted((a, b) => distance(a) - distance(b));
  if (nearest === undefined)
    return cannot(said('trafficNoTime', { remote, when }), [
      ...reasons(host, traffic, candidates).filter(({ key }) => key !== 'whyOneMoment'),
      said('whyWhenTaken', { next: command(AT_WORK) }),
    ]);
  const taken = instantText(nearest);
  if (near.length === 0) return cannot(said('trafficFar', { remote, when, taken }));
  const key = traffic.logged === undefined ? 'trafficUnseen' : 'trafficUnowned';
  return {
    ...cannot(said(key, { remote, when, taken }), reasons(host, traffic, candidates)),
    answer: 'no_socket',
  };
}

/** Are the outputs of another host than the one that the flow log has as the sender? */
function ofAnotherHost(host: Host, traffic: Traffic): Conclusion | undefined {
  const sources = traffic.logged?.sources ?? [];
  const own = addressesOf(host.facts);
  if (sources.length === 0 || own.size === 0 || sources.some((source) => own.has(source))) return undefined;
  return {
    answer: 'cannot_tell',
    certainty: 'cannot_tell',
    message: said('trafficOtherHost', {
      remote: remoteText(traffic),
      when: whenText(traffic),
      sources: sources.slice(0, 3).join(', '),
      addresses: [...own].slice(0, 3).join(', '),
    }),
    because: [],
    pids: [],
    lines: [],
  };
}

/** Which process sent the traffic, by the sockets that were listed and when; and each that has a socket to the address. */
export function answerOf(host: Host, traffic: Traffic): { answer: TrafficAnswer; talkers: Talker[] } {
  const meetings = [...host.processes.values()]
    .flatMap((process) =>
      process.sockets
        .filter((socket) => leads(socket, traffic))
        .map((socket): Meeting => Object.assign(rankOf(process, socket, traffic), { process, socket })),
    )
    .sort((a, b) => RANKS.indexOf(a.rank) - RANKS.indexOf(b.rank));
  const { remote, ports, protocol, from, to, logged } = traffic;
  const other = meetings[0]?.rank === 'trafficConnection' ? undefined : ofAnotherHost(host, traffic);
  const answer = {
    remote,
    ports: [...ports],
    ...(protocol !== undefined && { protocol }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(logged !== undefined && { records: logged.records }),
    ...(logged?.packets !== undefined && { packets: logged.packets }),
    ...(other ?? met(meetings, traffic) ?? unmet(host, traffic)),
  };
  return { answer, talkers: other === undefined ? talkersOf(meetings, traffic) : [] };
}
