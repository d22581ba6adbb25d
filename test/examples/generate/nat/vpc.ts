/** Documentation's account number, as AWS's own examples have it. */
export const ACCOUNT = '123456789012';
export const REGION = 'ap-northeast-2';
export const VPC = 'vpc-0a51c3e7d9b2f4068';
export const FLOW_LOG = 'fl-0c7e2b91d4a86f35e';

/** A network interface: what a flow log record is written by. */
export interface Card {
  eni: string;
  address: string;
  subnet: Subnet;
  /** Absent on what AWS runs: NAT gateways, load balancers. */
  instance?: string;
  name?: string;
  public?: string;
  /** Owner's words in describe-network-interfaces. */
  description: string;
}

export interface Subnet {
  id: string;
  name: string;
  cidr: string;
  zone: string;
}

const subnet = (id: string, name: string, cidr: string, zone: string): Subnet => ({ id, name, cidr, zone });

export const SUBNETS = {
  publicA: subnet('subnet-04d1a7b3c8e2f5960', 'public-a', '10.10.2.0/24', 'ap-northeast-2a'),
  publicC: subnet('subnet-0b92e6f1a3d7c8450', 'public-c', '10.10.12.0/24', 'ap-northeast-2c'),
  webA: subnet('subnet-0e83f2c6b1d9a7054', 'web-a', '10.10.3.0/24', 'ap-northeast-2a'),
  toolsA: subnet('subnet-07a5d9e4c2b8f1306', 'tools-a', '10.10.4.0/24', 'ap-northeast-2a'),
  dataA: subnet('subnet-0f16b8d3e7c5a2049', 'data-a', '10.10.5.0/24', 'ap-northeast-2a'),
} as const;

function instance(name: string, address: string, subnet: Subnet, tail: string): Card {
  return {
    eni: `eni-0${tail}`,
    address,
    subnet,
    instance: `i-0${tail.split('').toReversed().join('')}`,
    name,
    description: '',
  };
}

const TAILS = [
  '3b7d19f2a6c84e05',
  '91c4e8a2d7f35b60',
  'a25f7c3e9d1b6840',
  '5e0b8d64f2a93c17',
  'c7a19e3f5d8b2064',
  '28f6b4d0e9c7a135',
  'd4928c7be1f6035a',
  '6fa03e5c8b17d924',
];

/** Eight web servers: web-1 is 10.10.3.11, web-7 is 10.10.3.17. */
export const WEB: readonly Card[] = TAILS.map((tail, i) =>
  instance(`web-${i + 1}`, `10.10.3.${11 + i}`, SUBNETS.webA, tail),
);
export const DB = instance('db-1', '10.10.5.10', SUBNETS.dataA, 'b81e5d7c3f9a2046');
export const CACHE = instance('cache-1', '10.10.5.20', SUBNETS.dataA, '7c2da95e41b8f630');
/** Checks its customers' web sites all day: busy, and innocent. */
export const MONITOR = instance('uptime-1', '10.10.4.30', SUBNETS.toolsA, 'e35b90d7f8a1c264');
export const BASTION: Card = {
  ...instance('bastion-1', '10.10.2.9', SUBNETS.publicA, '19d8c6f4ab7e2350'),
  public: '203.0.113.30',
};
export const NAT: Card = {
  eni: 'eni-0d68f3a17b5c92e4f',
  address: '10.10.2.68',
  subnet: SUBNETS.publicA,
  public: '203.0.113.10',
  description: 'Interface for NAT Gateway nat-0cd47e1b98a3f5d62',
};
export const NAT_GATEWAY = 'nat-0cd47e1b98a3f5d62';
export const BALANCERS: readonly Card[] = [
  {
    eni: 'eni-0871e5bc3d9f4a260',
    address: '10.10.2.20',
    subnet: SUBNETS.publicA,
    public: '203.0.113.20',
    description: 'ELB app/shop/5c3e9d1b68402fa7',
  },
  {
    eni: 'eni-02f9a6c4e8d1b7350',
    address: '10.10.12.20',
    subnet: SUBNETS.publicC,
    public: '203.0.113.21',
    description: 'ELB app/shop/5c3e9d1b68402fa7',
  },
];
/** Attached to nothing: its records say NODATA. */
export const IDLE: Card = {
  eni: 'eni-0a4c8f1d6e3b7925f',
  address: '10.10.4.99',
  subnet: SUBNETS.toolsA,
  description: 'spare',
};

/** web-7. */
export const CULPRIT: Card = WEB[6] ?? DB;
export const INSTANCES: readonly Card[] = [...WEB, DB, CACHE, MONITOR, BASTION];
export const CARDS: readonly Card[] = [...INSTANCES, NAT, ...BALANCERS, IDLE];
