import { emptyInventory } from '../../../src/clouds/inventory.ts';
import type { Inventory } from '../../../src/clouds/inventory.ts';
import { NAT, Vpc } from './generate-flows.ts';

/** What `describe-…` would show of the made VPC: its NAT gateway, and an instance for each host. */
export function inventoryOf(vpc: Vpc, publicAddresses: Readonly<Record<string, string>> = {}): Inventory {
  return {
    ...emptyInventory(),
    vpcs: [{ id: 'vpc-1', cidrs: ['10.10.0.0/16'] }],
    natGateways: [
      {
        id: 'nat-1',
        state: 'available',
        interfaces: [NAT.interface],
        addresses: [{ private: NAT.address, public: NAT.public }],
      },
    ],
    interfaces: [
      {
        id: NAT.interface,
        middlebox: 'nat' as const,
        addresses: [{ private: NAT.address, public: NAT.public }],
        securityGroups: [],
      },
      ...vpc.hosts.map((host) => ({
        id: Vpc.interfaceOf(host),
        type: 'interface',
        addresses: [
          {
            private: host,
            ...(publicAddresses[host] === undefined ? {} : { public: publicAddresses[host] }),
          },
        ],
        instance: Vpc.instanceOf(host),
        securityGroups: [],
      })),
    ],
    instances: vpc.hosts.map((host, i) => ({
      id: Vpc.instanceOf(host),
      name: `web-${i}`,
      addresses: [host],
      interfaces: [Vpc.interfaceOf(host)],
      securityGroups: [],
    })),
  };
}
