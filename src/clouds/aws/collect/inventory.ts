import type { CallName } from './calls.ts';
import type { Collecting } from './keep.ts';
import type { Service, Session } from './session.ts';

/** Values that one filter of EC2 takes (EC2 API reference, Filter, 2026-11). */
export const FILTER_VALUES = 200;

type Ec2 = Service<'ec2'>;

/** Everything of the networks; where they are not known, of the region. */
function ofNetworks(vpcs: readonly string[], name = 'vpc-id'): { Name: string; Values: string[] }[] {
  return vpcs.length === 0 ? [] : [{ Name: name, Values: vpcs.slice(0, FILTER_VALUES) }];
}

/** A call of EC2's, and the file for its answer. `Filters: []` would be refused. */
interface Ask<Page extends object> {
  call: CallName;
  file: string;
  list: keyof Page & string;
  pages(ec2: Ec2, filters: { Filters?: { Name: string; Values: string[] }[] }): AsyncIterable<Page>;
  /** The filter's name for a network; absent: the call has none, and is asked for the whole region. */
  by?: string;
}

function ask<Page extends object>(
  one: Ask<Page>,
): (run: Collecting, session: Session, vpcs: readonly string[]) => Promise<void> {
  return async (run, session, vpcs) => {
    const { call, list } = one;
    const Filters = one.by === undefined ? [] : ofNetworks(vpcs, one.by);
    const place = { call, list, region: session.region, file: `${session.region}/${one.file}` };
    await run.keepList(place, async () =>
      one.pages(await session.service('ec2'), Filters.length === 0 ? {} : { Filters }),
    );
  };
}

async function* once<Page>(page: Promise<Page>): AsyncIterable<Page> {
  yield await page;
}

/** What is asked before the networks are known: public addresses are found in it. */
export const FIRST = [
  ask({
    call: 'ec2:DescribeAddresses',
    file: 'addresses.json',
    list: 'Addresses',
    pages: ({ client, sdk }) => once(client.send(new sdk.DescribeAddressesCommand({}))),
  }),
  ask({
    call: 'ec2:DescribeNatGateways',
    file: 'nat-gateways.json',
    list: 'NatGateways',
    pages: ({ client, sdk }) => sdk.paginateDescribeNatGateways({ client }, {}),
  }),
];

const page = { pageSize: 1000 };

/** What is asked of the networks. */
export const AROUND = [
  ask({
    call: 'ec2:DescribeVpcs',
    file: 'vpcs.json',
    list: 'Vpcs',
    by: 'vpc-id',
    pages: ({ client, sdk }, filters) => sdk.paginateDescribeVpcs({ client, ...page }, filters),
  }),
  ask({
    call: 'ec2:DescribeSubnets',
    file: 'subnets.json',
    list: 'Subnets',
    by: 'vpc-id',
    pages: ({ client, sdk }, filters) => sdk.paginateDescribeSubnets({ client, ...page }, filters),
  }),
  ask({
    call: 'ec2:DescribeInstances',
    file: 'instances.json',
    list: 'Reservations',
    by: 'vpc-id',
    pages: ({ client, sdk }, filters) => sdk.paginateDescribeInstances({ client, ...page }, filters),
  }),
  ask({
    call: 'ec2:DescribeNetworkInterfaces',
    file: 'interfaces.json',
    list: 'NetworkInterfaces',
    by: 'vpc-id',
    pages: ({ client, sdk }, filters) => sdk.paginateDescribeNetworkInterfaces({ client, ...page }, filters),
  }),
  ask({
    call: 'ec2:DescribeSecurityGroups',
    file: 'security-groups.json',
    list: 'SecurityGroups',
    by: 'vpc-id',
    pages: ({ client, sdk }, filters) => sdk.paginateDescribeSecurityGroups({ client, ...page }, filters),
  }),
  ask({
    call: 'ec2:DescribeNetworkAcls',
    file: 'network-acls.json',
    list: 'NetworkAcls',
    by: 'vpc-id',
    pages: ({ client, sdk }, filters) => sdk.paginateDescribeNetworkAcls({ client, ...page }, filters),
  }),
  ask({
    call: 'ec2:DescribeRouteTables',
    file: 'route-tables.json',
    list: 'RouteTables',
    by: 'vpc-id',
    // It takes 100 a page (EC2 API reference, DescribeRouteTables).
    pages: ({ client, sdk }, filters) => sdk.paginateDescribeRouteTables({ client, pageSize: 100 }, filters),
  }),
  ask({
    call: 'ec2:DescribeFlowLogs',
    file: 'flow-logs.json',
    list: 'FlowLogs',
    pages: ({ client, sdk }) => sdk.paginateDescribeFlowLogs({ client, ...page }, {}),
  }),
];

/** Groups of machines and balancers: their calls have no filter by network. */
export async function keepGroups(run: Collecting, session: Session): Promise<void> {
  const { region } = session;
  await run.keepList(
    {
      call: 'autoscaling:DescribeAutoScalingGroups',
      region,
      file: `${region}/auto-scaling-groups.json`,
      list: 'AutoScalingGroups',
    },
    async () => {
      const { client, sdk } = await session.service('autoscaling');
      return sdk.paginateDescribeAutoScalingGroups({ client, pageSize: 100 }, {});
    },
  );
  await run.keepList(
    {
      call: 'elasticloadbalancing:DescribeLoadBalancers',
      region,
      file: `${region}/load-balancers.json`,
      list: 'LoadBalancers',
    },
    async () => {
      const { client, sdk } = await session.service('elasticloadbalancing');
      return sdk.paginateDescribeLoadBalancers({ client, pageSize: 400 }, {});
    },
  );
  await run.keepList(
    {
      call: 'elasticloadbalancing:DescribeLoadBalancers',
      region,
      about: 'classic',
      file: `${region}/classic-load-balancers.json`,
      list: 'LoadBalancerDescriptions',
    },
    async () => {
      const { client, sdk } = await session.service('classic');
      return sdk.paginateDescribeLoadBalancers({ client, pageSize: 400 }, {});
    },
  );
}
