import type { CheckContext, CheckFamily, CheckResult } from '../../check.ts';
import { quoted } from '../../../model/message.ts';
import type { SecurityGroup, SecurityRule } from '../../../clouds/inventory.ts';
import { SECURITY_GROUP_ROWS } from './sentences.ts';

/** Ports by which a host is managed or its data is read: AWS Security Hub EC2.19, state 2026-11, without the web's. */
const MANAGED: ReadonlySet<number> = new Set([
  20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601, 5900,
  5985, 5986, 6379, 8080, 8088, 8888, 9200, 9300, 11_211, 27_017,
]);
const ANYWHERE: ReadonlySet<string> = new Set(['0.0.0.0/0', '::/0']);

/** `22`, `all`, `8000-9000` */
function portsOf({ protocol, fromPort, toPort }: SecurityRule): string {
  if (protocol === 'all' || fromPort === undefined) return 'all';
  return toPort === undefined || toPort === fromPort ? String(fromPort) : `${fromPort}-${toPort}`;
}

function opens({ protocol, fromPort, toPort = fromPort, peers }: SecurityRule): boolean {
  if (!peers.some((peer) => ANYWHERE.has(peer))) return false;
  if (protocol === 'all') return true;
  if (protocol !== 'tcp' && protocol !== 'udp') return false;
  if (fromPort === undefined || toPort === undefined) return true;
  return [...MANAGED].some((port) => port >= fromPort && port <= toPort);
}

function check({ id: group, inbound }: SecurityGroup): CheckResult {
  const open = inbound.filter(opens);
  const failed = open.length > 0;
  return {
    id: 'security-groups.open',
    outcome: failed ? 'failed' : 'passed',
    severity: 'high',
    message: failed
      ? { key: 'groupOpen', params: { group, ports: [...new Set(open.map(portsOf))] } }
      : quoted(group),
    ...(failed && { fix: { key: 'groupOpenFix', params: { group } } }),
    reference: 'AWS Security Hub EC2.19',
    lines: [],
  };
}

export const SECURITY_GROUPS: CheckFamily = {
  name: 'security-groups',
  title: 'Security groups of the inventory: ports of administration open to everybody (SSH, RDP, databases)',
  rows: SECURITY_GROUP_ROWS,
  files: [],
  run: ({ inventory }: CheckContext) => (inventory?.securityGroups ?? []).map(check),
};
