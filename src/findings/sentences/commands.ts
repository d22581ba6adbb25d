/** A command's option, with the space before it; nothing where the region is not known. */
export const inRegion = (region = ''): string => (region === '' ? '' : ` --region ${region}`);

/** What stands in a command in place of what nobody knows; a command that tells it is given beside. */
export const UNKNOWN_INSTANCE = 'INSTANCE-ID';
const UNKNOWN_VPC = 'VPC-ID';

/** Only what has the form of what it is called goes into a command that people copy. */
const INTERFACE = /^eni-[0-9a-f]{8,17}$/;
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const IPV6 = /^[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}$/i;

/** AWS CLI, describe-instances: the filter by a private address of any of the interfaces. */
function byAddress(host: string): string | undefined {
  if (IPV4.test(host)) return `--filters Name=network-interface.addresses.private-ip-address,Values=${host}`;
  return IPV6.test(host)
    ? `--filters Name=network-interface.ipv6-addresses.ipv6-address,Values=${host}`
    : undefined;
}

/** After a command with `INSTANCE-ID` in it: the one that tells it, from the host's interface or address. */
export function whichInstance(
  before: string,
  { host, region, instance }: { host: string; region?: string | undefined; instance: string },
): string {
  if (instance !== UNKNOWN_INSTANCE) return '';
  if (INTERFACE.test(host)) {
    return `${before}INSTANCE-ID: \`aws ec2 describe-network-interfaces${inRegion(region)} --network-interface-ids ${host} --query 'NetworkInterfaces[].Attachment.InstanceId'\``;
  }
  const filter = byAddress(host);
  if (filter === undefined) return '';
  return `${before}INSTANCE-ID: \`aws ec2 describe-instances${inRegion(region)} ${filter} --query 'Reservations[].Instances[].InstanceId'\``;
}

/** What flow logs are of, or would be turned on for. */
export interface FlowLogPlace {
  region?: string;
  /** `vpc-…`, or `eni-…` where only interfaces are known; empty where neither is. */
  resources: string[];
  /** Where neither is: the instance, else the public address, that is known. */
  instance?: string;
  address?: string;
}

/** Says where the account's flow logs are kept. */
export function describeFlowLogs({ region }: FlowLogPlace): string {
  return `aws ec2 describe-flow-logs${inRegion(region)}`;
}

/** Turns flow logs on; with `VPC-ID` where no resource is known, and `BUCKET` for the user's own. */
export function createFlowLogs({ region, resources }: FlowLogPlace): string {
  const type = resources[0]?.startsWith('eni-') === true ? 'NetworkInterface' : 'VPC';
  const ids = resources.length === 0 ? UNKNOWN_VPC : resources.join(' ');
  return `aws ec2 create-flow-logs${inRegion(region)} --resource-type ${type} --resource-ids ${ids} --traffic-type ALL --max-aggregation-interval 60 --log-destination-type s3 --log-destination arn:aws:s3:::BUCKET`;
}

/** After a command with `VPC-ID` in it: the one that tells it. */
export function whichVpc(before: string, { region, resources, instance, address }: FlowLogPlace): string {
  if (resources.length > 0) return '';
  const at = inRegion(region);
  if (instance !== undefined) {
    return `${before}VPC-ID: \`aws ec2 describe-instances${at} --instance-ids ${instance} --query 'Reservations[].Instances[].VpcId'\``;
  }
  if (address !== undefined && (IPV4.test(address) || IPV6.test(address))) {
    const name = IPV4.test(address) ? 'association.public-ip' : 'ipv6-addresses.ipv6-address';
    return `${before}VPC-ID: \`aws ec2 describe-network-interfaces${at} --filters Name=${name},Values=${address} --query 'NetworkInterfaces[].VpcId'\``;
  }
  return `${before}VPC-ID: \`aws ec2 describe-vpcs${at} --query 'Vpcs[].VpcId'\``;
}
