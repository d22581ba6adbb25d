// Without a port: one attempt to connect, which is what is asked for.
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Selection } from '../../attribution/select.ts';
import { apply, noTimer, preview, status } from '../../actions/apply.ts';
import type { Desk, Outcome, Status } from '../../actions/apply.ts';
import { FIREWALLS } from '../../actions/firewalls/index.ts';
import type { Firewall, Sheet } from '../../actions/firewalls/firewall.ts';
import { thisHost } from '../../actions/host.ts';
import { Journal } from '../../actions/journal.ts';
import { keptOf } from '../../actions/keep.ts';
import type { KeptPrefix } from '../../actions/keep.ts';
import { guardSessions, makePlan } from '../../actions/plan.ts';
import type { Plan } from '../../actions/plan.ts';
import { difference, wantedRules } from '../../actions/rule.ts';
import type { Instant, Rule, Scope } from '../../actions/rule.ts';
import { UserError } from '../../base/errors.ts';
import { homeFolder } from '../../base/home.ts';
import type { Effects } from '../../base/ports.ts';
import type { CasePlan } from '../../model/block.ts';
import type { Message } from '../../model/message.ts';
import { messageOf } from '../../model/reason.ts';
import { formatPrefix, parsePrefix } from '../../net/prefix.ts';
import type { Prefix } from '../../net/prefix.ts';
import { PrefixFinder } from '../../net/prefix-set.ts';
import { ofProvider, requestedPrefixes } from './request.ts';
import type { BlockSource } from './request.ts';

export interface BlockOptions extends BlockSource {
  sink: string;
  scope: Scope;
  /** Prefixes that are never blocked, and such as are although they must not be. */
  keep: readonly Prefix[];
  /** What is published under a name, and never blocked either. */
  keepNamed: readonly Selection[];
  force: readonly Prefix[];
  until?: Instant;
}

/** What is to be blocked, and in what. */
export interface DecidedBlock extends Plan {
  firewall: Firewall;
  casePlan?: CasePlan;
  /** Lists of the provider that is blocked which are not loaded, so that only a part of it is. */
  missing?: { provider: string; lists: string[] };
}

/** The same with what it would change, and the files that are handed over. */
export interface PlannedBlock extends DecidedBlock {
  /** Absent: what is installed could not be read; `unread` says why. */
  changes?: { add: number; remove: number };
  unread?: Message;
  sheets: Sheet[];
}

/** @throws UserError that lists the sinks */
export function firewallOf(name: string): Firewall {
  const firewall = FIREWALLS.find((known) => known.name === name);
  if (firewall !== undefined) return firewall;
  throw new UserError(`there is no sink "${name}"`, {
    hint: `There are: ${FIREWALLS.map((known) => known.name).join(', ')}.`,
  });
}

export function deskOf(firewall: Firewall, effects: Effects): Desk<Effects> {
  const path = join(homeFolder(effects), 'block', `${firewall.name}.jsonl`);
  return { firewall, host: thisHost(effects), journal: new Journal(path, effects), effects };
}

async function keepList({ keep, keepNamed }: BlockOptions, desk: Desk<Effects>): Promise<KeptPrefix[]> {
  const named: Prefix[] = [];
  for (const selection of keepNamed) named.push(...(await ofProvider(selection, desk.effects)).prefixes);
  const asked = [...keep, ...named].map((prefix): KeptPrefix => ({ prefix, why: 'keptAsked' }));
  return [...asked, ...(await keptOf(desk.host, desk.effects.env))];
}

/** What the journal says is there, for a firewall that cannot be read. */
async function remembered({ journal }: Desk): Promise<Rule[]> {
  const last = (await journal.standing()).at(-1)?.begin;
  if (last === undefined) return [];
  const { direction, port, until } = last;
  const prefixes = last.prefixes.flatMap((text) => parsePrefix(text) ?? []);
  return [
    { prefixes, direction, ...(port !== undefined && { port }), ...(until !== undefined && { until }) },
  ];
}

/** @throws UserError when there can be no such block */
async function decide(options: BlockOptions, desk: Desk<Effects>): Promise<DecidedBlock> {
  const { firewall, effects } = desk;
  const provider = options.selection?.provider;
  const { prefixes, plan: casePlan, missing = [] } = await requestedPrefixes(options, effects);
  const plan = makePlan({
    firewall,
    wanted: prefixes,
    kept: await keepList(options, desk),
    forced: options.force,
    scope: options.scope,
    ...(options.until !== undefined && { until: options.until }),
  });
  return {
    ...plan,
    firewall,
    ...(casePlan !== undefined && { casePlan }),
    ...(provider !== undefined && missing.length > 0 && { missing: { provider, lists: missing } }),
  };
}

/** What a block would do; changes nothing. @throws UserError when there can be no such block */
export async function planBlock(options: BlockOptions, effects: Effects): Promise<PlannedBlock> {
  const firewall = firewallOf(options.sink);
  const desk = deskOf(firewall, effects);
  const plan = await decide(options, desk);
  let present = await remembered(desk);
  let unread: Message | undefined;
  if (firewall.live !== undefined) {
    await firewall.live.refuse?.(desk.host);
    try {
      ({ present } = await preview(desk, plan.rule));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      unread = messageOf(error.reason ?? error.message);
    }
  }
  const wanted = wantedRules(present, plan.rule);
  const known = firewall.live !== undefined && unread === undefined;
  return {
    ...plan,
    ...(known && { changes: difference(present, wanted) }),
    ...(unread !== undefined && { unread }),
    sheets: firewall.render(wanted, { now: effects.now(), present }),
  };
}

/** Blocks. @throws UserError; exit code 3 when it would lock out who administers this computer */
export async function applyBlock(
  options: BlockOptions,
  effects: Effects,
): Promise<{ planned: DecidedBlock; outcome: Outcome }> {
  const firewall = firewallOf(options.sink);
  if (options.until !== undefined && !firewall.can.timer) throw noTimer(firewall);
  const desk = deskOf(firewall, effects);
  const planned = await decide(options, desk);
  guardSessions(planned.rule, await keptOf(desk.host, effects.env), options.force);
  return { planned, outcome: await apply(desk, planned.rule) };
}

/** How long a blocked connection is waited for: longer than a first retransmission (RFC 6298: one second). */
const PROBE_MS = 3000;

/** What one attempt to connect has shown. */
export interface Probe {
  address: string;
  port: number;
  connected: boolean;
  /** How many more packets the firewall had stopped afterwards. */
  stopped: number;
}

function connected(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: PROBE_MS });
    const end = (answer: boolean) => (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.on('connect', end(true)).on('error', end(false)).on('timeout', end(false));
  });
}

const packets = ({ counters }: Status): number => counters.reduce((sum, one) => sum + one.packets, 0);

/**
 * Makes exactly one attempt to connect to a blocked address, between two readings of the counters.
 * @throws UserError when the address is not blocked in the direction out
 */
export async function probe(desk: Desk<Effects>, address: string, port: number): Promise<Probe> {
  const before = await status(desk);
  const prefix = parsePrefix(address);
  const out = before.rules.filter(({ direction }) => direction !== 'in');
  const blocked = new PrefixFinder(out.flatMap(({ prefixes }) => prefixes));
  if (prefix === undefined || blocked.holding(prefix) === undefined) {
    throw new UserError(`${address} is not blocked for connections that this computer begins`, {
      hint: 'A probe tries a block of --direction out or both; name an address within it.',
    });
  }
  const answer = await connected(address, port);
  const after = await status(desk);
  return { address, port, connected: answer, stopped: packets(after) - packets(before) };
}

/** The prefixes of rules, as text. */
export function textsOf(rules: readonly Rule[]): string[] {
  return rules.flatMap(({ prefixes }) => prefixes.map(formatPrefix));
}
