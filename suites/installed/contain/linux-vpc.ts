import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { denialsOf } from '../../../src/actions/contain/denials.ts';
import type { AclEntry, GroupRule, Surroundings } from '../../../src/actions/contain/surroundings.ts';
import { formatPrefix } from '../../../src/net/prefix.ts';
import { entryOf, flowIn, INSTANCE, surroundingsIn } from '../../../test/actions/contain/world.ts';
import type { Setting } from '../../../test/actions/contain/world.ts';
import { ROOT } from '../../../test/support.ts';
import { execute, hostIn } from '../firewalls/namespace.ts';

/*
 * The model of a VPC, by which verdicts about levers are tested, against Linux: its connection tracking remembers as
 * security groups do, its rules in the chain `acl` remember nothing, as network ACLs. What Linux has no counterpart of is
 * left to the model: NAT gateways, services on the host, Block Public Access.
 */

const FRAMES = join(ROOT, 'suites', 'installed', 'contain', 'frames.py');
/** Subnet of the instance, which its ACL does not see within, and the other one. */
const OWN_SUBNET = '10.0.1.0/24';
const OTHER_SUBNET = '10.0.2.0/24';
const TCP = 6;
const SYN = 2;
const ACK = 16;

interface Packet {
  /** On which link it arrives, if it does. */
  to: 'instance' | 'others';
  protocol: number;
  src: string;
  dst: string;
  sport: number;
  dport: number;
  flags: number;
  seq: number;
  ack: number;
  /** ICMP: which ping, and whether it is the answer. */
  id: number;
  reply: boolean;
}

export interface Router {
  /** Loads rules in the place of those that are there. */
  load(rules: string): Promise<void>;
  /** Routes what is for an address nowhere, or back to where it was. */
  blackhole(address: string, there: boolean): Promise<void>;
  passes(packet: Packet): Promise<boolean>;
}

let made = 0;

/** A router in a namespace of this test's own, with the instance on one link and everybody else on the other. */
export async function router(t: TestContext): Promise<Router> {
  const name = `ad${process.pid}l${made++}`;
  const [routing, ends] = [`${name}r`, `${name}e`];
  const ip = (line: string): Promise<{ stdout: string }> => execute('ip', line.split(' '));
  for (const space of [routing, ends]) {
    await ip(`netns add ${space}`);
    t.after(() => ip(`netns del ${space}`));
    await execute('ip', ['netns', 'exec', space, 'sysctl', '-qw', 'net.ipv6.conf.all.disable_ipv6=1']);
  }
  const macs: string[] = [];
  for (const [link, addresses] of [
    ['i', [INSTANCE]],
    ['o', ['10.0.1.77', '10.0.2.5', '198.51.100.7']],
  ] as const) {
    await ip(`link add ${link}0 netns ${ends} type veth peer name ${link}1 netns ${routing}`);
    await ip(`-n ${ends} link set ${link}0 up`);
    await ip(`-n ${routing} link set ${link}1 up`);
    for (const address of addresses) {
      await ip(`-n ${routing} route add ${address} dev ${link}1`);
      await ip(`-n ${routing} neigh add ${address} lladdr 02:00:00:00:00:01 dev ${link}1 nud permanent`);
    }
    const { stdout } = await ip(`-n ${routing} -j link show ${link}1`);
    const [shown] = JSON.parse(stdout);
    macs.push(String(shown.address));
  }
  // For markers, which no lever is pulled for.
  await ip(`-n ${routing} route add 10.99.0.1 dev i1`);
  await ip(`-n ${routing} route add 10.99.0.2 dev o1`);
  await ip(`-n ${routing} neigh add 10.99.0.1 lladdr 02:00:00:00:00:01 dev i1 nud permanent`);
  await ip(`-n ${routing} neigh add 10.99.0.2 lladdr 02:00:00:00:00:01 dev o1 nud permanent`);
  const settled = ['all', 'default', 'i1', 'o1'].map((link) => `net.ipv4.conf.${link}.rp_filter=0`);
  await execute('ip', ['netns', 'exec', routing, 'sysctl', '-qw', 'net.ipv4.ip_forward=1', ...settled]);
  const child = spawn('ip', ['netns', 'exec', ends, 'python3', FRAMES, 'i0', 'o0', ...macs], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  assert.equal((await lines.next()).value, 'ready');
  const host = hostIn(routing);
  const load = async (rules: string): Promise<void> => {
    const { code, stderr } = await host.run(['nft', '-f', '-'], rules);
    assert.equal(code, 0, `${stderr}\n${rules}`);
  };
  // What is tracked is kept for long enough on a slow computer, too: the settings are there where something is tracked.
  await load('table ip vpc { chain memory { type filter hook forward priority 0; ct state new accept; }; }');
  const kept = ['udp_timeout', 'udp_timeout_stream', 'icmp_timeout', 'tcp_timeout_syn_recv'].map(
    (name) => `net.netfilter.nf_conntrack_${name}=3600`,
  );
  await execute('ip', ['netns', 'exec', routing, 'sysctl', '-qw', ...kept]);
  return {
    load,
    blackhole: async (address, there) => {
      await ip(`-n ${routing} route del ${there ? '' : 'blackhole '}${address}`.trim());
      await ip(
        there ? `-n ${routing} route add blackhole ${address}` : `-n ${routing} route add ${address} dev o1`,
      );
    },
    passes: async (packet) => {
      child.stdin.write(`${JSON.stringify(packet)}\n`);
      const { value, done } = await lines.next();
      assert.ok(done !== true && /^(?:passed|dropped)$/.test(value), `frames.py said ${value}`);
      return value === 'passed';
    },
  };
}

/** Protocols as nft calls them; a group rule for all of them counts for all that pass here. */
const NAMES: Readonly<Record<string, string>> = { 1: 'icmp', 6: 'tcp', 17: 'udp' };

/** Which packets a rule of a group is for, in nft's words. @param other the other side's address @param port the port that is called */
function fits(
  { protocol, ports, prefixes }: GroupRule,
  other: 'saddr' | 'daddr',
  port: 'sport' | 'dport',
): string[] {
  const name = NAMES[protocol];
  const proto = name === undefined ? '' : ` meta l4proto ${name}`;
  const called = ports === undefined ? '' : ` ${name} ${port} ${ports.from}-${ports.to}`;
  return prefixes.map((prefix) => `ip ${other} ${formatPrefix(prefix)}${proto}${called}`);
}

const forAll = ({ prefixes }: GroupRule): boolean => prefixes.every(({ length }) => length === 0);

/**
 * Connections that a group does not remember: TCP and UDP that a rule for all addresses lets begin, where another lets
 * everything back.
 */
function untracked(first: readonly GroupRule[], back: readonly GroupRule[], out: boolean): string[] {
  if (!back.some((rule) => forAll(rule) && rule.protocol === 'all' && rule.ports === undefined)) return [];
  const [from, to] = out ? ['i1', 'o1'] : ['o1', 'i1'];
  const [there, here] = out ? (['daddr', 'saddr'] as const) : (['saddr', 'daddr'] as const);
  return first.flatMap((rule) => {
    if (!forAll(rule) || rule.protocol === 1) return [];
    const begins = fits(rule, there, 'dport').map((match) => `iifname "${from}" ${match} notrack accept`);
    return begins.concat(fits(rule, here, 'sport').map((match) => `iifname "${to}" ${match} notrack accept`));
  });
}

/** The entries of an ACL for a direction: the lowest number that fits decides, and what none fits is denied. */
function aclRules(entries: readonly AclEntry[], egress: boolean, other: 'saddr' | 'daddr'): string[] {
  return entries
    .filter((entry) => entry.egress === egress)
    .toSorted((a, b) => a.number - b.number)
    .map(({ action, protocol, cidr, ports }) => {
      const name = NAMES[protocol];
      const proto = name === undefined ? '' : ` meta l4proto ${name}`;
      const port = ports === undefined ? '' : ` ${name} dport ${ports.from}-${ports.to}`;
      return `ip ${other} ${cidr}${proto}${port} ${action === 'deny' ? 'drop' : 'return'}`;
    });
}

interface State {
  inbound: readonly GroupRule[];
  outbound: readonly GroupRule[];
  acls: NonNullable<Surroundings['acls']>;
  /** Connections of this case; Linux keeps entries of what it no longer tracks, a group does not: those get a new zone. */
  zones: { always: number; other: number };
}

/** A state of the VPC as rules of nftables. */
function rulesOf({ inbound, outbound, acls, zones }: State, { exit, remote }: Setting): string {
  const always = exit === 'endpoint' && !remote.startsWith('10.0.');
  const own = acls.find(({ id }) => id === 'acl-a')!.entries;
  const other = acls.find(({ id }) => id === 'acl-b')!.entries;
  const chain = (lines: readonly string[]): string => lines.map((line) => `    ${line}\n`).join('');
  const marker = 'udp sport 9 udp dport 9';
  return `table ip vpc {}
delete table ip vpc
table ip vpc {
  chain memory { type filter hook prerouting priority -300;
${chain([
  `${marker} notrack accept`,
  // Through an endpoint everything is tracked, whatever the rules are; and pings are, everywhere. The first word counts:
  // Linux takes no second zone, and tracks what has one.
  `${always ? '' : 'meta l4proto icmp '}ct zone set ${zones.always} accept`,
  ...untracked(outbound, inbound, true),
  ...untracked(inbound, outbound, false),
  `ct zone set ${zones.other}`,
])}  }
  chain acl_a_out {
${chain([...aclRules(own, true, 'daddr'), 'drop'])}  }
  chain acl_a_in {
${chain([...aclRules(own, false, 'saddr'), 'drop'])}  }
  chain acl_b_out {
${chain([...aclRules(other, true, 'daddr'), 'drop'])}  }
  chain acl_b_in {
${chain([...aclRules(other, false, 'saddr'), 'drop'])}  }
  chain acl { type filter hook forward priority -10;
${chain([
  `${marker} accept`,
  `iifname "i1" ip daddr != ${OWN_SUBNET} jump acl_a_out`,
  `oifname "i1" ip saddr != ${OWN_SUBNET} jump acl_a_in`,
  `iifname "i1" ip daddr ${OTHER_SUBNET} jump acl_b_in`,
  `oifname "i1" ip saddr ${OTHER_SUBNET} jump acl_b_out`,
])}  }
  chain group { type filter hook forward priority 10; policy drop;
${chain([
  `${marker} accept`,
  'ct state established accept',
  ...outbound.flatMap((rule) => fits(rule, 'daddr', 'dport')).map((match) => `iifname "i1" ${match} accept`),
  ...inbound.flatMap((rule) => fits(rule, 'saddr', 'dport')).map((match) => `oifname "i1" ${match} accept`),
])}  }
}
`;
}

/** A connection between the instance and the other side, packet by packet. */
class Connection {
  readonly #setting: Setting;
  readonly #client: number;
  readonly #router: Router;
  #begun = false;
  #sent = 0;

  constructor(setting: Setting, client: number, routing: Router) {
    this.#setting = setting;
    this.#client = client;
    this.#router = routing;
  }

  #packet(forward: boolean, flags: number, seq: number, ack: number): Promise<boolean> {
    const { protocol, port, remote, began } = this.#setting;
    const out = forward === (began === 'local');
    return this.#router.passes({
      to: out ? 'others' : 'instance',
      protocol,
      src: out ? INSTANCE : remote,
      dst: out ? remote : INSTANCE,
      sport: forward ? this.#client : port,
      dport: forward ? port : this.#client,
      flags,
      seq,
      ack,
      id: this.#client,
      reply: !forward,
    });
  }

  /** A packet of who began, and its answer: of TCP the beginning, or what follows it. */
  async exchange(): Promise<boolean> {
    if (this.#setting.protocol !== TCP || this.#begun) {
      const sent = 1001 + this.#sent;
      return (await this.#packet(true, ACK, sent, 5001)) && (await this.#packet(false, ACK, 5001, sent));
    }
    this.#begun = true;
    return (
      (await this.#packet(true, SYN, 1000, 0)) &&
      (await this.#packet(false, SYN | ACK, 5000, 1001)) &&
      (await this.#packet(true, ACK, 1001, 5001))
    );
  }
}

let zones = 1;

/** A denial in the ACL of the instance's subnet, or of the other one. */
export interface Denied {
  acl: string;
  entry: AclEntry;
}

/** The VPC of a case, on Linux. */
export class LinuxVpc {
  readonly #router: Router;
  readonly #setting: Setting;
  #state: State;

  constructor(routing: Router, setting: Setting) {
    const { groups, acls = [] } = surroundingsIn(setting);
    const { inbound = [], outbound = [] } = groups?.[0] ?? {};
    this.#router = routing;
    this.#setting = setting;
    this.#state = { inbound, outbound, acls, zones: { always: zones++, other: zones++ } };
  }

  /** Puts its rules in force. */
  async begin(): Promise<this> {
    await this.#become({});
    return this;
  }

  connection(client: number): Connection {
    return new Connection(this.#setting, client, this.#router);
  }

  async #become(changes: Partial<State>): Promise<void> {
    this.#state = { ...this.#state, ...changes };
    await this.#router.load(rulesOf(this.#state, this.#setting));
  }

  /** A group without a rule. */
  swap(): Promise<void> {
    return this.#become({ inbound: [], outbound: [] });
  }

  /** First a group that lets everything through, while `meanwhile` goes on; then one without a rule. */
  async twoSteps(meanwhile: Connection): Promise<void> {
    const wide = surroundingsIn({ ...this.#setting, inbound: ['wide'], outbound: ['wide'] }).groups?.[0];
    await this.#become({ inbound: wide?.inbound ?? [], outbound: wide?.outbound ?? [] });
    await meanwhile.exchange();
    await this.#become({ inbound: [], outbound: [], zones: { ...this.#state.zones, other: zones++ } });
  }

  deny(denials: readonly Denied[]): Promise<void> {
    const acls = this.#state.acls.map(({ entries, ...acl }) => {
      const denied = denials.filter((denial) => denial.acl === acl.id).map(({ entry }) => entry);
      return { ...acl, entries: [...entries, ...denied] };
    });
    return this.#become({ acls });
  }

  /** The denials that a plan makes. */
  denyAsPlanned(): Promise<void> {
    const { denials } = denialsOf([flowIn(this.#setting)], 'network_acl', surroundingsIn(this.#setting));
    return this.deny(denials.map((denial) => ({ acl: denial.acl, entry: entryOf(denial) })));
  }

  blackhole(there: boolean): Promise<void> {
    return this.#router.blackhole(this.#setting.remote, there);
  }
}
