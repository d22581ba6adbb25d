import * as z from 'zod';
import { parseAddress } from '../../../net/address.ts';
import type { Address } from '../../../net/address.ts';
import { specialOf } from '../../../net/special.ts';
import { collectionReason } from '../../collection-reason.ts';
import type { CollectionQuestion, RegionScope } from '../../collection.ts';
import { IDS } from '../ids.ts';
import { FILTER_VALUES } from './inventory.ts';
import type { Collecting } from './keep.ts';
import type { Session } from './session.ts';

const text = z.string().nullish();
const elasticAddresses = z.object({
  Addresses: z.array(z.object({ PublicIp: text, PrivateIpAddress: text, NetworkInterfaceId: text })),
});
const natGateways = z.object({
  NatGateways: z.array(
    z.object({
      VpcId: text,
      NatGatewayAddresses: z.array(z.object({ PublicIp: text, PrivateIp: text })).nullish(),
    }),
  ),
});

/** Networks of the NAT gateways that have one of the addresses: a regional one has no interface. */
async function behindGateways(
  run: Collecting,
  region: string,
  addresses: readonly string[],
): Promise<string[]> {
  const written = await run.folder.read(`${region}/nat-gateways.json`);
  const read = natGateways.safeParse(written === undefined ? undefined : JSON.parse(written));
  return (read.data?.NatGateways ?? []).flatMap(({ VpcId, NatGatewayAddresses }) =>
    VpcId && NatGatewayAddresses?.some((one) => addresses.includes(one.PublicIp ?? one.PrivateIp ?? ''))
      ? [VpcId]
      : [],
  );
}

/** Interfaces that have one of the addresses as an Elastic IP address. */
async function withAddress(run: Collecting, region: string, addresses: readonly string[]): Promise<string[]> {
  const written = await run.folder.read(`${region}/addresses.json`);
  const read = elasticAddresses.safeParse(written === undefined ? undefined : JSON.parse(written));
  return (read.data?.Addresses ?? []).flatMap(({ PublicIp, PrivateIpAddress, NetworkInterfaceId }) =>
    NetworkInterfaceId && [PublicIp, PrivateIpAddress].some((one) => one && addresses.includes(one))
      ? [NetworkInterfaceId]
      : [],
  );
}

/** How an interface of the machines in question can be asked for. */
function filtersOf(
  { instances, interfaces, addresses }: CollectionQuestion,
  elastic: readonly string[],
): [name: string, values: string[]][] {
  const that = (fits: (address: Address) => boolean): string[] =>
    addresses.filter((text) => {
      const address = parseAddress(text);
      return address !== undefined && fits(address);
    });
  const v4 = that(({ family }) => family === 4);
  const v6 = that(({ family }) => family === 6);
  const all: [string, readonly string[]][] = [
    ['network-interface-id', [...interfaces, ...elastic]],
    ['attachment.instance-id', instances],
    // Of an address that is no Elastic IP address.
    [
      'association.public-ip',
      that((address) => address.family === 4 && specialOf(address)?.kind !== 'private'),
    ],
    ['addresses.private-ip-address', v4],
    ['ipv6-addresses.ipv6-address', v6],
  ];
  return all.flatMap(([name, values]) =>
    values.length === 0 ? [] : [[name, values.slice(0, FILTER_VALUES)] as [string, string[]]],
  );
}

/** Without what is no id of a network or an instance. */
function ownIds({ region, networks, machines }: RegionScope): RegionScope {
  return {
    region,
    networks: networks.filter((id) => IDS.network.test(id)),
    machines: machines.filter((id) => IDS.instance.test(id)),
  };
}

/** The networks of the machines in question; they are in the manifest afterwards. */
export async function locate(run: Collecting, session: Session): Promise<RegionScope> {
  const { collection } = run.folder;
  const { region } = session;
  const known = collection.scopes.find((scope) => scope.region === region);
  // A manifest may have been handed over: what it names is asked about, and goes into names of files.
  if (known !== undefined && known.networks.length > 0) return ownIds(known);
  const { question } = collection;
  const networks = new Set(await behindGateways(run, region, question.addresses));
  const machines = new Set(question.instances);
  const elastic = await withAddress(run, region, question.addresses);
  for (const [Name, Values] of filtersOf(question, elastic)) {
    const about = `${Name}: ${Values.join(' ')}`.slice(0, 200);
    const place = { call: 'ec2:DescribeNetworkInterfaces', region, about } as const;
    const own = await run.ask(place, async () => {
      const { client, sdk } = await session.service('ec2');
      const found: { vpc?: string; instance?: string }[] = [];
      for await (const one of sdk.paginateDescribeNetworkInterfaces(
        { client },
        { Filters: [{ Name, Values }] },
      )) {
        for (const { VpcId, Attachment } of one.NetworkInterfaces ?? []) {
          found.push({
            ...(VpcId !== undefined && { vpc: VpcId }),
            ...(Attachment?.InstanceId !== undefined && { instance: Attachment.InstanceId }),
          });
        }
      }
      return { value: found, things: found.length };
    });
    for (const { vpc, instance } of own ?? []) {
      if (vpc !== undefined) networks.add(vpc);
      if (instance !== undefined) machines.add(instance);
    }
  }
  const scope = ownIds({ region, networks: [...networks].sort(), machines: [...machines].sort() });
  collection.scopes = [...collection.scopes.filter((one) => one.region !== region), scope];
  if (scope.networks.length === 0) run.remark(collectionReason('collectWholeRegion', { region }));
  await run.folder.save();
  return scope;
}
