import * as fc from 'fast-check';
import { parsePrefix } from '../../../src/net/prefix.ts';
import { denialsOf } from '../../../src/actions/contain/denials.ts';
import type { Denial } from '../../../src/actions/contain/denials.ts';
import type { Effect, Lever } from '../../../src/actions/contain/judge.ts';
import type {
  AclEntry,
  GroupRule,
  ObservedFlow,
  Surroundings,
} from '../../../src/actions/contain/surroundings.ts';

/*
 * A small model of a VPC that passes packets one by one: tracked connections, network ACLs, NAT, routes. It knows nothing
 * of verdicts: these are seen by what arrives.
 */

/** Addresses of the model: the instance's subnet is 10.0.1.0/24, the other one 10.0.2.0/24, the VPC 10.0.0.0/16. */
export const INSTANCE = '10.0.1.10';

type Exit = 'igw' | 'nat' | 'nat_same_subnet' | 'nat_regional' | 'tgw' | 'endpoint';
type Opening = 'none' | 'narrow' | 'port' | 'wide';

/** What a random case is made of. */
export interface Setting {
  protocol: 1 | 6 | 17;
  remote: '10.0.1.77' | '10.0.2.5' | '198.51.100.7' | '169.254.169.254' | '10.0.0.2';
  port: 22 | 53 | 443;
  began: 'local' | 'remote';
  exit: Exit;
  inbound: Opening[];
  outbound: Opening[];
  excluded: 'no' | 'subnet' | 'vpc';
  blocked: boolean;
}

/** A connection to a web server on the internet, by a gateway, that nothing else allows or forbids. */
export const OUTGOING: Setting = {
  protocol: 6,
  remote: '198.51.100.7',
  port: 443,
  began: 'local',
  exit: 'igw',
  inbound: [],
  outbound: ['wide'],
  excluded: 'no',
  blocked: false,
};

export const settings: fc.Arbitrary<Setting> = fc.record({
  protocol: fc.constantFrom(1, 6, 17),
  remote: fc.constantFrom('10.0.1.77', '10.0.2.5', '198.51.100.7', '169.254.169.254', '10.0.0.2'),
  port: fc.constantFrom(22, 53, 443),
  began: fc.constantFrom('local', 'remote'),
  exit: fc.constantFrom('igw', 'nat', 'nat_same_subnet', 'nat_regional', 'tgw', 'endpoint'),
  inbound: fc.array(fc.constantFrom<Opening>('none', 'narrow', 'port', 'wide'), { maxLength: 2 }),
  outbound: fc.array(fc.constantFrom<Opening>('none', 'narrow', 'port', 'wide'), { maxLength: 2 }),
  excluded: fc.constantFrom('no', 'subnet', 'vpc'),
  blocked: fc.boolean(),
});

/** Rules as the code under test gets them. */
function rulesOf(openings: readonly Opening[], { protocol, port, remote }: Setting): GroupRule[] {
  const all = parsePrefix('0.0.0.0/0')!;
  return openings.flatMap((opening): GroupRule[] => {
    const ports = protocol === 1 ? {} : { ports: { from: port, to: port } };
    if (opening === 'none') return [];
    if (opening === 'narrow')
      return [{ protocol, ...ports, prefixes: [parsePrefix(remote)!], others: false }];
    if (opening === 'port') return [{ protocol, ...ports, prefixes: [all], others: false }];
    return [{ protocol: 'all', prefixes: [all], others: false }];
  });
}

const ALLOW_ALL: AclEntry[] = [true, false].map((egress) => ({
  number: 100,
  egress,
  action: 'allow',
  protocol: '-1',
  cidr: '0.0.0.0/0',
}));

const TARGETS: Readonly<Record<Exit, string>> = {
  igw: 'igw-1',
  nat: 'nat-1',
  nat_same_subnet: 'nat-1',
  nat_regional: 'nat-1',
  tgw: 'tgw-1',
  endpoint: 'vpce-1',
};

/** The same case in the words of the code under test. */
export function surroundingsIn(setting: Setting): Surroundings {
  const { exit, excluded, blocked } = setting;
  const natSubnet = exit === 'nat' ? 'subnet-b' : exit === 'nat_same_subnet' ? 'subnet-a' : undefined;
  return {
    instance: 'i-0123456789abcdef0',
    state: 'running',
    vpc: 'vpc-1',
    disks: [],
    interfaces: [{ id: 'eni-1', primary: true, addresses: [INSTANCE], subnet: 'subnet-a', groups: ['sg-1'] }],
    groups: [
      {
        id: 'sg-1',
        name: 'web',
        inbound: rulesOf(setting.inbound, setting),
        outbound: rulesOf(setting.outbound, setting),
      },
    ],
    acls: [
      { id: 'acl-a', subnets: ['subnet-a'], entries: [...ALLOW_ALL] },
      { id: 'acl-b', subnets: ['subnet-b'], entries: [...ALLOW_ALL] },
    ],
    tables: [
      {
        id: 'rtb-1',
        main: true,
        subnets: ['subnet-a', 'subnet-b'],
        routes: [
          { destination: parsePrefix('10.0.0.0/16')!, target: 'local', blackhole: false },
          { destination: parsePrefix('0.0.0.0/0')!, target: TARGETS[exit], blackhole: false },
        ],
      },
    ],
    subnets: [
      { id: 'subnet-a', prefixes: [parsePrefix('10.0.1.0/24')!] },
      { id: 'subnet-b', prefixes: [parsePrefix('10.0.2.0/24')!] },
    ],
    nats: [{ id: 'nat-1', ...(natSubnet !== undefined && { subnet: natSubnet }) }],
    publicAccess: {
      mode: blocked ? 'block-ingress' : 'off',
      exclusions:
        excluded === 'no'
          ? []
          : [{ resource: excluded === 'vpc' ? 'vpc-1' : 'subnet-a', mode: 'allow-bidirectional' }],
    },
    neighbours: new Map(),
    balancers: new Set(),
  };
}

export const flowIn = ({ protocol, remote, port, began }: Setting): ObservedFlow => ({
  protocol,
  local: INSTANCE,
  remote,
  began,
  ...(protocol !== 1 && { port }),
});

/** A packet between the instance and the other side. */
interface Packet {
  out: boolean;
  instancePort: number;
  remotePort: number;
}

/** A rule set of the model: whether it lets a connection begin, and whether it is for all addresses (and ports). */
interface Openings {
  in: Opening[];
  out: Opening[];
}

class World {
  readonly #setting: Setting;
  #openings: Openings;
  readonly #tracked = new Set<string>();
  /** Connections that were let through untracked: each packet of theirs is looked at, and none makes them tracked. */
  readonly #untracked = new Set<string>();
  readonly acls: { a: AclEntry[]; b: AclEntry[] } = { a: [...ALLOW_ALL], b: [...ALLOW_ALL] };
  blackhole = false;
  noInternet = false;
  running = true;

  constructor(setting: Setting) {
    this.#setting = setting;
    this.#openings = { in: setting.inbound, out: setting.outbound };
  }

  get #toHost(): boolean {
    const { remote, port, protocol } = this.#setting;
    return remote === '169.254.169.254' || (remote === '10.0.0.2' && port === 53 && protocol !== 1);
  }

  get #place(): 'subnet' | 'vpc' | 'outside' {
    const { remote } = this.#setting;
    if (remote === '10.0.1.77') return 'subnet';
    return remote.startsWith('10.0.') ? 'vpc' : 'outside';
  }

  /** Gateways that remember a connection make the group remember it too. */
  get #alwaysTracked(): boolean {
    const { protocol, exit } = this.#setting;
    return protocol === 1 || (this.#place === 'outside' && exit !== 'igw' && exit !== 'tgw');
  }

  /** Other groups: what they let through counts for what is not tracked. */
  swap(): void {
    this.#openings = { in: [], out: [] };
  }

  /** While everything is let through, nothing that can be untracked is tracked. */
  open(): void {
    this.#openings = { in: ['wide'], out: ['wide'] };
    if (!this.#alwaysTracked) this.#tracked.clear();
  }

  #group(packet: Packet): boolean {
    if (this.#toHost) return true;
    const key = `${packet.instancePort}-${packet.remotePort}`;
    if (this.#tracked.has(key)) return true;
    const way = packet.out ? this.#openings.out : this.#openings.in;
    const back = packet.out ? this.#openings.in : this.#openings.out;
    const called = packet.out ? packet.remotePort : packet.instancePort;
    const allows = way.filter(
      (one) =>
        one === 'wide' || (one !== 'none' && (this.#setting.protocol === 1 || called === this.#setting.port)),
    );
    if (allows.length === 0) return false;
    if (this.#untracked.has(key)) return true;
    const untracked = !this.#alwaysTracked && allows.some((one) => one !== 'narrow') && back.includes('wide');
    (untracked ? this.#untracked : this.#tracked).add(key);
    return true;
  }

  /** The entry with the lowest number that fits decides. @param address the other end, as the direction has it */
  #acl(entries: readonly AclEntry[], egress: boolean, address: string, port: number): boolean {
    const fits = entries
      .filter((entry) => entry.egress === egress)
      .filter(({ protocol }) => protocol === '-1' || Number(protocol) === this.#setting.protocol)
      .filter(({ cidr }) => cidr === '0.0.0.0/0' || cidr === `${address}/32`)
      .filter(({ ports }) => ports === undefined || (ports.from <= port && port <= ports.to))
      .toSorted((a, b) => a.number - b.number);
    return fits[0]?.action === 'allow';
  }

  #network({ out, instancePort, remotePort }: Packet): boolean {
    const { remote, exit, excluded } = this.#setting;
    if (this.#toHost || this.#place === 'subnet') return true;
    const called = out ? remotePort : instancePort;
    // An ACL sees, of what comes in, who sent it; of what goes out, whom it is for; and the port that it is for.
    if (!this.#acl(this.acls.a, out, remote, called)) return false;
    if (this.#place === 'vpc') return this.#acl(this.acls.b, !out, INSTANCE, called);
    if (out && this.blackhole) return false;
    if (exit === 'nat') {
      const before = this.#acl(this.acls.b, !out, INSTANCE, called);
      const behind = this.#acl(this.acls.b, out, remote, called);
      if (!before || !behind) return false;
    }
    const gateway = exit !== 'tgw' && exit !== 'endpoint';
    return !(gateway && this.noInternet && excluded === 'no');
  }

  passes(packet: Packet): boolean {
    if (!this.running) return false;
    return packet.out
      ? this.#group(packet) && this.#network(packet)
      : this.#network(packet) && this.#group(packet);
  }

  /** A packet of who began, and its answer. @param client the port of who began */
  exchange(client: number): boolean {
    const { began, port, protocol } = this.#setting;
    // Nobody outside can begin through a NAT gateway.
    if (began === 'remote' && this.#place === 'outside' && this.#setting.exit.startsWith('nat')) return false;
    const called = protocol === 1 ? 0 : port;
    const asker = protocol === 1 ? 0 : client;
    const first: Packet = {
      out: began === 'local',
      instancePort: began === 'local' ? asker : called,
      remotePort: began === 'local' ? called : asker,
    };
    return this.passes(first) && this.passes({ ...first, out: !first.out });
  }
}

/** The entry of a network ACL by which a plan denies. */
export function entryOf({ egress, number, protocol, cidr, ports }: Denial): AclEntry {
  const range = ports === null ? {} : { ports: { from: ports[0], to: ports[1] } };
  return { number, egress, action: 'deny', protocol, cidr, ...range };
}

/** @param open something is open meanwhile */
function pull(world: World, lever: Lever, setting: Setting, open: boolean): void {
  const around = surroundingsIn(setting);
  switch (lever) {
    case 'group_swap':
      world.swap();
      return;
    case 'group_two_step':
      world.open();
      // It goes on meanwhile.
      if (open) world.exchange(40_000);
      world.swap();
      return;
    case 'network_acl':
    case 'nat_acl':
      for (const denial of denialsOf([flowIn(setting)], lever, around).denials)
        world.acls[denial.acl === 'acl-a' ? 'a' : 'b'].push(entryOf(denial));
      return;
    case 'route_blackhole':
      world.blackhole = true;
      return;
    case 'block_public_access':
      world.noInternet = true;
      return;
    case 'stop':
      world.running = false;
      return;
    case 'group_deny':
    case 'standby':
  }
}

/** What a lever does, as seen by packets; undefined: the flow could not have begun. */
export function seen(setting: Setting, lever: Lever): Effect | undefined {
  const world = new World(setting);
  if (!world.exchange(40_000)) return undefined;
  pull(world, lever, setting, true);
  // A new one is tried after the open one, of other ports; pings have none, so a new one is tried in a world of its own.
  if (!world.exchange(40_000)) return 'cuts';
  const fresh = new World(setting);
  pull(fresh, lever, setting, false);
  return fresh.exchange(50_000) ? 'does_not_cut' : 'cuts_new';
}
