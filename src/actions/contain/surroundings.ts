import type { Prefix } from '../../net/prefix.ts';

/** A rule of a security group: it allows; there is none that denies. */
export interface GroupRule {
  /** IANA number; `all`. */
  protocol: number | 'all';
  /** Absent: all ports. */
  ports?: { from: number; to: number };
  /** Whole blocks; `others`: besides them it names groups or prefix lists, whose addresses are not read. */
  prefixes: Prefix[];
  others: boolean;
}

export interface Group {
  id: string;
  name: string;
  inbound: GroupRule[];
  outbound: GroupRule[];
}

/** A network interface of the instance. */
export interface AttachedInterface {
  /** `eni-…` */
  id: string;
  /** The first one cannot be detached. */
  primary: boolean;
  addresses: string[];
  subnet: string;
  /** In the order in which the cloud lists them. */
  groups: string[];
}

/** An entry of a network ACL, as far as a denial is put beside it. */
export interface AclEntry {
  number: number;
  egress: boolean;
  action: 'allow' | 'deny';
  /** IANA number as text, or `-1` for all. */
  protocol: string;
  cidr: string;
  ports?: { from: number; to: number };
}

export interface Acl {
  id: string;
  subnets: string[];
  /** Without the last denial, which is always there. */
  entries: AclEntry[];
}

export interface Route {
  destination: Prefix;
  /** `local`, `igw-…`, `nat-…`, `eigw-…`, `vpce-…`, `tgw-…`, `pcx-…`, … */
  target: string;
  blackhole: boolean;
}

export interface RouteTable {
  id: string;
  /** Those that name it; of the main one, `main` is set: it holds for all that name none. */
  subnets: string[];
  main: boolean;
  routes: Route[];
}

export interface Subnet {
  id: string;
  prefixes: Prefix[];
}

export interface Nat {
  /** `nat-…` */
  id: string;
  /** Absent: a regional one, which stands in no subnet. */
  subnet?: string;
}

interface FlowLog {
  id: string;
  /** VPC, subnet, interface, regional NAT gateway. */
  resource: string;
  /** Seconds. */
  aggregation: number;
  format: string;
  destination: string;
}

/** What an Auto Scaling group does with the instance. */
export interface Scaling {
  group: string;
  /** `InService`, `Standby`, … */
  state: string;
  minimum: number;
  desired: number;
}

/** The switch that keeps the internet out of a whole region, and what is taken out of it. */
export interface PublicAccessBlock {
  mode: 'off' | 'block-bidirectional' | 'block-ingress';
  exclusions: { resource: string; mode: 'allow-bidirectional' | 'allow-egress' }[];
}

/** A disk of the instance. */
interface Disk {
  device: string;
  volume: string;
  /** It goes with the instance when that is terminated. */
  deletedWithInstance: boolean;
}

/**
 * What stands around an instance, as the describe calls of EC2 and of Auto Scaling show it. A part that could not be
 * read is absent, and what depends on it cannot be told.
 */
export interface Surroundings {
  instance: string;
  /** `running`, `stopped`, … */
  state: string;
  name?: string;
  account?: string;
  vpc: string;
  /** Value of the tag by which a plan marks the instance. */
  mark?: string;
  disks: Disk[];
  interfaces: AttachedInterface[];
  /** Which group it is in; `scaling` has its numbers where they could be read. */
  scalingGroup?: string;
  scaling?: Scaling;
  groups?: Group[];
  acls?: Acl[];
  tables?: RouteTable[];
  subnets?: Subnet[];
  nats?: Nat[];
  flowLogs?: FlowLog[];
  publicAccess?: PublicAccessBlock;
  /** Interfaces of others, by subnet. */
  neighbours?: ReadonlyMap<string, number>;
  /** Private addresses of load balancers and of interface endpoints, connections from and to which are always tracked. */
  balancers?: ReadonlySet<string>;
}

/** What was seen to go on between the instance and one other side. */
export interface ObservedFlow {
  /** IANA number. */
  protocol: number;
  /** The instance's own address. */
  local: string;
  remote: string;
  /** Port of the side that is called; absent: the protocol has none. */
  port?: number;
  /** Who began; absent: not known. */
  began?: 'local' | 'remote';
}
