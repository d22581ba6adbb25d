import type { ReadCount } from '../model/evidence.ts';
import type { MiddleboxKind } from '../model/middlebox.ts';

/** A private address and the public one that the cloud translates it to. An IPv6 address stands alone as `private`. */
export interface AddressPair {
  private: string;
  public?: string;
}

export interface Instance {
  /** `i-…` */
  id: string;
  /** Its Name tag. */
  name?: string;
  /** All addresses of its own, IPv4 and IPv6, without the public IPv4 one. */
  addresses: string[];
  publicAddress?: string;
  vpc?: string;
  subnet?: string;
  zone?: string;
  /** `running`, `stopped`, `terminated`, … */
  state?: string;
  /** `t3.micro`, … */
  type?: string;
  image?: string;
  /** ISO 8601. */
  launched?: string;
  /** `eni-…` */
  interfaces: string[];
  /** `sg-…` */
  securityGroups: string[];
  account?: string;
}

export interface NetworkInterface {
  /** `eni-…` */
  id: string;
  /** As the cloud names it: `interface`, `nat_gateway`, `network_load_balancer`, `transit_gateway`, … */
  type?: string;
  /** Who made it, where that is a service: `amazon-elb`, an account number. */
  requester?: string;
  description?: string;
  /** It belongs to no host, and only passes traffic on. */
  middlebox?: MiddleboxKind;
  /** It writes the client's address last into X-Forwarded-For, and so may be believed. */
  appendsClient?: boolean;
  addresses: AddressPair[];
  instance?: string;
  vpc?: string;
  subnet?: string;
  securityGroups: string[];
  account?: string;
}

export interface NatGateway {
  /** `nat-…` */
  id: string;
  name?: string;
  state?: string;
  vpc?: string;
  subnet?: string;
  /** `eni-…` */
  interfaces: string[];
  /** A private NAT gateway has no public address. */
  addresses: AddressPair[];
  /** It serves all zones of its VPC: it has no interface and no private address, and records flows under its own id. */
  regional?: true;
  /** Public addresses without a private one beside them. */
  publicAddresses?: string[];
}

/** A transit gateway translates the sources in one block to the addresses at the same places of another. */
export interface NatRule {
  source: string;
  translated: string;
}

/** An Elastic IP address. */
export interface ElasticAddress {
  public: string;
  private?: string;
  /** `eipalloc-…` */
  allocation?: string;
  interface?: string;
  instance?: string;
}

export interface SecurityRule {
  /** `tcp`, `udp`, `icmp`, a number, or `all`. */
  protocol: string;
  /** Absent: all ports. */
  fromPort?: number;
  toPort?: number;
  /** CIDR blocks, group ids and prefix lists: who may come in, or where it may go. */
  peers: string[];
}

export interface SecurityGroup {
  /** `sg-…` */
  id: string;
  name?: string;
  vpc?: string;
  inbound: SecurityRule[];
  outbound: SecurityRule[];
}

export interface Subnet {
  id: string;
  name?: string;
  vpc?: string;
  zone?: string;
  cidrs: string[];
}

export interface Vpc {
  id: string;
  name?: string;
  cidrs: string[];
}

export interface FlowLog {
  /** `fl-…` */
  id: string;
  /** What it watches: a VPC, subnet, interface or transit gateway. */
  resource?: string;
  status?: string;
  /** `ACCEPT`, `REJECT`, `ALL`. */
  traffic?: string;
  /** `cloud-watch-logs`, `s3`, `kinesis-data-firehose`. */
  destinationType?: string;
  /** Bucket ARN or log group. */
  destination?: string;
  /** The fields, as `${version} ${account-id} …`. */
  format?: string;
  aggregationSeconds?: number;
  /** `plain-text` or `parquet`; of a bucket. */
  fileFormat?: string;
  /** Folders of a bucket are called `year=2026`. */
  hive?: boolean;
  /** Each hour has its own folder. */
  perHour?: boolean;
  /** Why the cloud could not deliver. */
  deliveryError?: string;
}

export interface LoadBalancer {
  name: string;
  arn?: string;
  dns?: string;
  /** `application`, `network`, `gateway`; absent for classic ones. */
  type?: string;
  /** `internet-facing` or `internal`. */
  scheme?: string;
  vpc?: string;
}

/** A list of stateless rules around subnets. */
export interface NetworkAcl {
  /** `acl-…` */
  id: string;
  vpc?: string;
  subnets: string[];
}

export interface RouteTable {
  /** `rtb-…` */
  id: string;
  vpc?: string;
  /** Empty: it is its network's main one, which holds wherever no other does. */
  subnets: string[];
}

/** Replaces its members when they fail. */
export interface AutoScalingGroup {
  name: string;
  instances: string[];
}

/** What machines may do in the account. */
export interface InstanceProfile {
  name: string;
  arn?: string;
  roles: string[];
}

/** What its policies are called; what they allow stays in the evidence. */
export interface Role {
  name: string;
  policies: string[];
}

/** What a cloud shows of an account's network, in our words; so far they are AWS's. */
export interface Inventory {
  instances: Instance[];
  interfaces: NetworkInterface[];
  natGateways: NatGateway[];
  natRules: NatRule[];
  addresses: ElasticAddress[];
  securityGroups: SecurityGroup[];
  subnets: Subnet[];
  vpcs: Vpc[];
  flowLogs: FlowLog[];
  loadBalancers: LoadBalancer[];
  networkAcls: NetworkAcl[];
  routeTables: RouteTable[];
  autoScalingGroups: AutoScalingGroup[];
  instanceProfiles: InstanceProfile[];
  roles: Role[];
}

/**
 * Counted in described things, not lines: a reject's `line` is the number of the thing in the file, `offset` where its JSON
 * document begins.
 */
export type InventoryCount = ReadCount;

export function emptyInventory(): Inventory {
  return {
    instances: [],
    interfaces: [],
    natGateways: [],
    natRules: [],
    addresses: [],
    securityGroups: [],
    subnets: [],
    vpcs: [],
    flowLogs: [],
    loadBalancers: [],
    networkAcls: [],
    routeTables: [],
    autoScalingGroups: [],
    instanceProfiles: [],
    roles: [],
  };
}

function merge<T>(lists: readonly T[][], key: (thing: T) => string): T[] {
  const byKey = new Map<string, T>();
  for (const thing of lists.flat()) {
    const known = byKey.get(key(thing));
    // What one answer leaves out another may say: the later one wins field by field.
    byKey.set(key(thing), known === undefined ? thing : { ...known, ...thing });
  }
  return [...byKey.values()];
}

/**
 * One inventory of several files. The answers carry no time, so the same thing in two of them becomes one:
 * the later file's fields win, fields that only the earlier has stay.
 */
export function mergeInventories(inventories: readonly Inventory[]): Inventory {
  const all = <K extends keyof Inventory>(kind: K): Inventory[K][] => inventories.map((one) => one[kind]);
  const byId = (thing: { id: string }): string => thing.id;
  const byName = (thing: { name: string }): string => thing.name;
  return {
    instances: merge(all('instances'), byId),
    interfaces: merge(all('interfaces'), byId),
    natGateways: merge(all('natGateways'), byId),
    natRules: merge(all('natRules'), ({ source, translated }) => `${source} ${translated}`),
    addresses: merge(all('addresses'), (address) => address.public),
    securityGroups: merge(all('securityGroups'), byId),
    subnets: merge(all('subnets'), byId),
    vpcs: merge(all('vpcs'), byId),
    flowLogs: merge(all('flowLogs'), byId),
    loadBalancers: merge(all('loadBalancers'), (balancer) => balancer.arn ?? balancer.name),
    networkAcls: merge(all('networkAcls'), byId),
    routeTables: merge(all('routeTables'), byId),
    autoScalingGroups: merge(all('autoScalingGroups'), byName),
    instanceProfiles: merge(all('instanceProfiles'), byName),
    roles: merge(all('roles'), byName),
  };
}
