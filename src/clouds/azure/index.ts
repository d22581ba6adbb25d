import type { Caller } from '../caller.ts';
import type { Cloud, IdsCapability } from '../cloud.ts';
import { serviceTags } from './service-tags.ts';

/** Resource ids (Azure documentation, "Resource naming rules"); in flow logs an interface is known by its hardware address. */
const IDS: IdsCapability = {
  instance:
    /^\/subscriptions\/[\w-]{36}\/resourceGroups\/[^/]{1,90}\/providers\/Microsoft\.Compute\/virtualMachines\/[\w.-]{1,64}$/i,
  interface: /^[0-9A-F]{12}$/,
  network: /^[\w.-]{2,64}$/,
  region: /^[a-z]{4,30}\d?$/,
  store: /^[a-z\d]{3,24}$/,
};

const CALLERS: readonly Caller[] = [
  {
    name: 'Azure Load Balancer',
    kind: 'health_check',
    agents: ['load balancer agent'],
    networks: ['168.63.129.16/32'],
    source: 'Azure documentation, "What is IP address 168.63.129.16?"',
  },
  {
    name: 'Bingbot',
    kind: 'crawler',
    agents: ['bingbot'],
    source: 'Bing Webmaster Tools, overview of Bing crawlers',
  },
];

/**
 * Microsoft Azure. Each of its clouds has a list of its own, behind a page of the Microsoft Download Center, as "Virtual
 * network service tags" (Azure documentation) names them.
 */
export const AZURE: Cloud = {
  name: 'azure',
  title: 'Microsoft Azure',
  short: 'Azure',
  ids: IDS,
  ranges: [
    serviceTags({ list: 'azure', cloud: 'Public', page: 56_519 }),
    serviceTags({ list: 'azure-government', cloud: 'AzureGovernment', page: 57_063 }),
    serviceTags({ list: 'azure-china', cloud: 'China', page: 57_062 }),
  ],
  callers: CALLERS,
};
