import { Chance } from '../chance.ts';
import { gzip, json } from '../example.ts';
import type { Example } from '../example.ts';
import { notice, RECEIVED, REFERENCE } from '../nat/notice.ts';
import { COMPLAINANT } from '../nat/scan.ts';
import type { Probe } from '../nat/scan.ts';
import { ACCOUNT, CULPRIT, MONITOR, NAT, REGION, SUBNETS, VPC, WEB } from '../nat/vpc.ts';
import type { Card } from '../nat/vpc.ts';

const FROM = Date.parse('2026-11-20T14:40:00Z') / 1000;
const MINUTES = 15;
const SCAN_FROM = FROM + 180;
const TARGETS = 400;
const GATEWAY = 'nat-0f6b3d9a82c5e1740';
const FLOW_LOG = 'fl-0b83f6d1c7a92e540';

/** A custom format of version 11, with the tag `Name` as TagFieldSpecifications. */
const FIELDS =
  'version account-id vpc-id subnet-id instance-id interface-id resource-id srcaddr dstaddr srcport dstport protocol packets bytes start end action tcp-flags flow-direction interface-type next-hop-interface-type next-hop-vpc-id instance-tag log-status';

interface Seen {
  start: number;
  line: string;
}

/** One flow out of the VPC: what the host's interface recorded, and what the gateway did, which has no interface. */
function throughGateway(
  card: Card,
  target: string,
  ports: [number, number],
  sent: string,
  start: number,
): Seen[] {
  const flow = (src: string): string =>
    `${src} ${target} ${ports.join(' ')} 6 ${sent} ${start} ${start + 2} ACCEPT 2`;
  const { subnet, instance = '-', eni, name = '-' } = card;
  const host = `11 ${ACCOUNT} ${VPC} ${subnet.id} ${instance} ${eni} - ${flow(card.address)} egress interface regional_nat_gateway ${VPC} ${encodeURIComponent(name)} OK`;
  const gateway = (src: string, direction: string): string =>
    `11 ${ACCOUNT} ${VPC} - - - ${GATEWAY} ${flow(src)} ${direction} regional_nat_gateway - - - OK`;
  return [
    { start, line: host },
    { start, line: gateway(card.address, 'ingress') },
    { start, line: gateway(NAT.public ?? '', 'egress') },
  ];
}

/** web-7 asks ports that nobody opened; uptime-1 and the web servers fetch what they always do. */
function traffic(): { seen: Seen[]; probes: Probe[] } {
  const chance = new Chance(11);
  const seen: Seen[] = [];
  const probes: Probe[] = [];
  for (let i = 0; i < TARGETS; i++) {
    const target = i % 8 === 0 ? `${COMPLAINANT}${1 + i / 8}` : `198.18.${i % 40}.${1 + (i % 250)}`;
    const at = SCAN_FROM + i;
    const port = chance.port();
    seen.push(...throughGateway(CULPRIT, target, [port, 22], '1 60', at));
    if (target.startsWith(COMPLAINANT)) probes.push({ at, target, port });
  }
  for (let at = FROM; at < FROM + MINUTES * 60; at += 60) {
    for (const card of [MONITOR, ...WEB]) {
      const bytes = chance.between(900, 40_000);
      seen.push(
        ...throughGateway(card, `198.19.7.${chance.between(1, 20)}`, [chance.port(), 443], `12 ${bytes}`, at),
      );
    }
  }
  return { seen, probes };
}

function files(seen: readonly Seen[]): [string, Buffer][] {
  return [0, 1, 2].map((part): [string, Buffer] => {
    const [from, to] = [FROM + part * 300, FROM + (part + 1) * 300];
    const lines = seen.filter(({ start }) => start >= from && start < to).map(({ line }) => line);
    const stamp = new Date(from * 1000).toISOString().replaceAll(/[-:]/g, '').slice(0, 13);
    const name = `${ACCOUNT}_vpcflowlogs_${REGION}_${FLOW_LOG}_${stamp}Z_0a4e8b${part}d.log.gz`;
    return [`flows/${name}`, gzip(`${FIELDS}\n${lines.join('\n')}\n`)];
  });
}

/** A regional gateway has public addresses by zone and neither subnet, interface nor private address. */
function inventory(): [string, Buffer][] {
  const addresses = [NAT.public, '203.0.113.14'].map((PublicIp, i) => ({
    AllocationId: `eipalloc-0d68f3a17b5c92e4${i}`,
    PublicIp,
    AvailabilityZone: `${REGION}${i === 0 ? 'a' : 'c'}`,
    Status: 'succeeded',
  }));
  const gateway = {
    NatGatewayId: GATEWAY,
    ConnectivityType: 'public',
    AvailabilityMode: 'regional',
    AutoProvisionZones: 'enabled',
    State: 'available',
    VpcId: VPC,
    NatGatewayAddresses: addresses,
  };
  const instances = [MONITOR, ...WEB].map((card) => ({
    InstanceId: card.instance,
    InstanceType: 't3.medium',
    PrivateIpAddress: card.address,
    VpcId: VPC,
    SubnetId: card.subnet.id,
    State: { Name: 'running' },
    NetworkInterfaces: [{ NetworkInterfaceId: card.eni, PrivateIpAddress: card.address }],
    Tags: [{ Key: 'Name', Value: card.name }],
  }));
  const vpc = { VpcId: VPC, CidrBlock: '10.10.0.0/16', DhcpOptionsId: 'dopt-0c1', State: 'available' };
  return [
    ['inventory/describe-nat-gateways.json', json({ NatGateways: [gateway] })],
    [
      'inventory/describe-instances.json',
      json({ Reservations: [{ OwnerId: ACCOUNT, Instances: instances }] }),
    ],
    ['inventory/describe-vpcs.json', json({ Vpcs: [vpc] })],
  ];
}

/** A notice about an address of a regional NAT gateway, and a flow log of version 11 that names the next hop. */
export function natRegional() {
  const { seen, probes } = traffic();
  const reported = probes.slice(0, 8);
  return {
    name: 'nat-regional',
    files: new Map([['notice.eml', notice(reported)], ...inventory(), ...files(seen)]),
    truth: {
      notice: { reference: REFERENCE, received: RECEIVED, address: NAT.public, reported: reported.length },
      records: seen.length,
      gateway: GATEWAY,
      culprit: {
        address: CULPRIT.address,
        interface: CULPRIT.eni,
        instance: CULPRIT.instance,
        name: CULPRIT.name,
        subnet: SUBNETS.webA.id,
      },
      targets: TARGETS,
    },
  } satisfies Example;
}
