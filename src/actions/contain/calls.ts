import { WAYS } from './ways/index.ts';

/** What is read around an instance, as policies name it. */
const READS: readonly string[] = [
  'autoscaling:DescribeAutoScalingGroups',
  'autoscaling:DescribeAutoScalingInstances',
  'ec2:DescribeFlowLogs',
  'ec2:DescribeInstanceAttribute',
  'ec2:DescribeInstances',
  'ec2:DescribeNatGateways',
  'ec2:DescribeNetworkAcls',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeRouteTables',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSnapshots',
  'ec2:DescribeSubnets',
  'ec2:DescribeVpcBlockPublicAccessExclusions',
  'ec2:DescribeVpcBlockPublicAccessOptions',
];

/** A role is handed to the flow log; nothing is sent for it. */
export const PASS_ROLE = 'iam:PassRole';

const changing = Object.values(WAYS).flatMap(({ calls: { there, back } }) => there.concat(back));

/** All that containment sends. The client lets nothing else pass, and the policy for responders is made of it. */
export const CALLS: readonly string[] = [
  ...new Set([...READS, ...changing.filter((call) => call !== PASS_ROLE)]),
].toSorted();

export const isCall = (call: string): boolean => CALLS.includes(call);
