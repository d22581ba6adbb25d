import type { ColumnName } from '../../tables/tables.ts';

interface VpcField {
  /** Where it goes in the lake. Absent: the lake does not hold it. */
  column?: ColumnName<'flows'>;
  /** The flow log version that introduced it. */
  version: number;
}

const FIELDS = {
  version: { version: 2 },
  'account-id': { version: 2, column: 'account' },
  'interface-id': { version: 2, column: 'interface' },
  srcaddr: { version: 2, column: 'src' },
  dstaddr: { version: 2, column: 'dst' },
  srcport: { version: 2, column: 'src_port' },
  dstport: { version: 2, column: 'dst_port' },
  protocol: { version: 2, column: 'protocol' },
  packets: { version: 2, column: 'packets' },
  bytes: { version: 2, column: 'bytes' },
  start: { version: 2, column: 'ts_start' },
  end: { version: 2, column: 'ts_end' },
  action: { version: 2, column: 'action' },
  'log-status': { version: 2 },
  'vpc-id': { version: 3, column: 'vpc' },
  'subnet-id': { version: 3, column: 'subnet' },
  'instance-id': { version: 3, column: 'instance' },
  'tcp-flags': { version: 3, column: 'tcp_flags' },
  type: { version: 3 },
  'pkt-srcaddr': { version: 3, column: 'pkt_src' },
  'pkt-dstaddr': { version: 3, column: 'pkt_dst' },
  region: { version: 4, column: 'region' },
  'az-id': { version: 4, column: 'zone' },
  'sublocation-type': { version: 4 },
  'sublocation-id': { version: 4 },
  'pkt-src-aws-service': { version: 5, column: 'pkt_src_service' },
  'pkt-dst-aws-service': { version: 5, column: 'pkt_dst_service' },
  'flow-direction': { version: 5, column: 'direction' },
  'traffic-path': { version: 5, column: 'traffic_path' },
  'ecs-cluster-arn': { version: 7 },
  'ecs-cluster-name': { version: 7 },
  'ecs-container-instance-arn': { version: 7 },
  'ecs-container-instance-id': { version: 7 },
  'ecs-container-id': { version: 7 },
  'ecs-second-container-id': { version: 7 },
  'ecs-service-name': { version: 7 },
  'ecs-task-definition-arn': { version: 7 },
  'ecs-task-arn': { version: 7 },
  'ecs-task-id': { version: 7 },
  'reject-reason': { version: 8, column: 'reject_reason' },
  'resource-id': { version: 9, column: 'resource' },
  'encryption-status': { version: 10, column: 'encryption' },
  'instance-tag': { version: 11, column: 'instance_tag' },
  'instance-tag-2': { version: 11, column: 'instance_tag_2' },
  'interface-tag': { version: 11, column: 'interface_tag' },
  'interface-tag-2': { version: 11, column: 'interface_tag_2' },
  'asg-tag': { version: 11, column: 'asg_tag' },
  'asg-tag-2': { version: 11, column: 'asg_tag_2' },
  'interface-type': { version: 11, column: 'interface_type' },
  'next-hop-interface-id': { version: 11, column: 'next_hop_interface' },
  'next-hop-subnet-id': { version: 11, column: 'next_hop_subnet' },
  'next-hop-az-id': { version: 11, column: 'next_hop_zone' },
  'next-hop-vpc-id': { version: 11, column: 'next_hop_vpc' },
  'next-hop-interface-type': { version: 11, column: 'next_hop_type' },
} as const satisfies Record<string, VpcField>;

export type VpcFieldName = keyof typeof FIELDS;

/**
 * Every field of VPC Flow Logs, v2 to v11, by its name in the header of a log; docs/reference/vpc-flow-fields.md lists them.
 * Source: AWS documentation, "Flow log records" (2026-08; v11 of 2026-06-10).
 */
export const VPC_FIELDS: Readonly<Record<VpcFieldName, VpcField>> = FIELDS;

/** Fields whose value is that of a tag, percent-encoded; the flow log's TagFieldSpecifications name the tag's key. */
const TAG_FIELDS = [
  'instance-tag',
  'instance-tag-2',
  'interface-tag',
  'interface-tag-2',
  'asg-tag',
  'asg-tag-2',
] as const satisfies readonly VpcFieldName[];

const TAGS: ReadonlySet<string> = new Set(TAG_FIELDS);

export function isTagField(field: VpcFieldName): boolean {
  return TAGS.has(field);
}

/** The fields of the default format (v2), in order: what a log without a header holds. */
export const VPC_DEFAULT_FIELDS = [
  'version',
  'account-id',
  'interface-id',
  'srcaddr',
  'dstaddr',
  'srcport',
  'dstport',
  'protocol',
  'packets',
  'bytes',
  'start',
  'end',
  'action',
  'log-status',
] as const satisfies readonly VpcFieldName[];

/**
 * Other names of the same fields, squashed (see below): CloudWatch Logs Insights says `srcAddr`, `startTime`;
 * the Athena tables of AWS's documentation said `sourceaddress`, `numbytes`.
 */
const ALIASES: Readonly<Record<string, VpcFieldName>> = {
  account: 'account-id',
  sourceaddress: 'srcaddr',
  destinationaddress: 'dstaddr',
  sourceport: 'srcport',
  destinationport: 'dstport',
  numpackets: 'packets',
  numbytes: 'bytes',
  starttime: 'start',
  endtime: 'end',
};

/** `account-id`, `account_id`, `accountId` are one name. */
function squash(name: string): string {
  return name.replaceAll(/[-_ ]/g, '').toLowerCase();
}

const BY_NAME = new Map<string, VpcFieldName>(Object.entries(ALIASES));
for (const name of Object.keys(VPC_FIELDS)) if (isVpcField(name)) BY_NAME.set(squash(name), name);

function isVpcField(name: string): name is VpcFieldName {
  return Object.hasOwn(VPC_FIELDS, name);
}

/** The field that a column name of any export means: `srcAddr`, `account_id`, `pkt-srcaddr`. */
export function vpcField(name: string): VpcFieldName | undefined {
  return BY_NAME.get(squash(name));
}
