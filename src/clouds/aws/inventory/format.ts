import { worded } from '../../../model/evidence-worded.ts';
import { ZONE } from '../../../tables/zones.ts';
import type { AttachmentFormat, Head, Recognition } from '../../../formats/format.ts';

/** Keys of lists in the answers of describe calls, with what each is called in the reason given. */
const ANSWERS: readonly (readonly [key: string, own: string])[] = [
  ['Reservations', 'InstanceId'],
  ['Instances', 'InstanceId'],
  ['NetworkInterfaces', 'NetworkInterfaceId'],
  ['NatGateways', 'NatGatewayId'],
  ['NatGatewayRules', 'NatCidr'],
  ['Addresses', 'PublicIp'],
  ['SecurityGroups', 'GroupId'],
  ['Subnets', 'SubnetId'],
  ['Vpcs', 'VpcId'],
  ['FlowLogs', 'FlowLogId'],
  ['LoadBalancers', 'LoadBalancerName'],
  ['LoadBalancerDescriptions', 'LoadBalancerName'],
  ['NetworkAcls', 'NetworkAclId'],
  ['RouteTables', 'RouteTableId'],
  ['AutoScalingGroups', 'AutoScalingGroupName'],
  ['InstanceProfiles', 'InstanceProfileName'],
  ['RoleDetailList', 'RoleName'],
];

/** Whether `"key"` is in the text as the name of a field. */
function hasField(text: string, key: string): boolean {
  const quoted = `"${key}"`;
  for (let at = text.indexOf(quoted); at !== -1; at = text.indexOf(quoted, at + 1)) {
    if (/^\s{0,16}:/.test(text.slice(at + quoted.length, at + quoted.length + 18))) return true;
  }
  return false;
}

function recognise(head: Head): Recognition | undefined {
  const text = head.text.replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
  if (!text.startsWith('{') && !text.startsWith('[')) return undefined;
  if (isCollection(text)) return { confidence: 0.98, because: worded('evCollection') };
  const lists = ANSWERS.filter(([key, own]) => hasField(text, key) && hasField(text, own));
  if (lists.length > 0) {
    const names = lists.map(([key]) => key).join(', ');
    return { confidence: 0.95, because: worded('evAwsLists', { names }) };
  }
  // An answer without a single thing in it: `{"NatGateways": []}`.
  const empty = ANSWERS.find(([key]) => hasField(text, key));
  if (empty !== undefined && head.whole && text.length < 200) {
    return { confidence: 0.8, because: worded('evAwsEmpty', { name: empty[0] }) };
  }
  const bare = ANSWERS.filter(([, own]) => hasField(text, own));
  return bare.length > 0 && (hasField(text, 'VpcId') || hasField(text, 'OwnerId'))
    ? { confidence: 0.7, because: worded('evAwsBare', { names: bare.map(([, own]) => own).join(', ') }) }
    : undefined;
}

/** The manifest of what `abusedesk collect` has asked: it begins with its schema. */
function isCollection(text: string): boolean {
  return /^\{\s{0,16}"schema"\s{0,4}:\s{0,4}"abusedesk\.collection\/1"/.test(text);
}

/** Answers of `aws ec2 describe-…` and `aws elb` and `elbv2 describe-load-balancers`; `read.ts` reads them. */
export const INVENTORY_FORMAT: AttachmentFormat = {
  name: 'aws-inventory',
  title: 'AWS inventory: JSON of aws ec2 describe-instances, -network-interfaces, -nat-gateways, …',
  sample: '{"Reservations":[{"OwnerId":"123456789012","Instances":[{"InstanceId":"i-0a1b2c3d4e5f60718"}]}]}',
  kind: 'attachment',
  role: 'inventory',
  zone: ZONE.format,
  recognise,
};
