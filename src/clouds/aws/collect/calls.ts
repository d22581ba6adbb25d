/**
 * Every call that collecting makes, with the actions of IAM that it needs (AWS, Service Authorization Reference, 2026-11).
 * The client lets no other call pass (`session.ts`), and the policy that is shipped is made of this list: it is enough, and
 * no more. None of them changes anything.
 */
export const CALLS = {
  // Anybody may ask who he is.
  'sts:GetCallerIdentity': [],
  'ec2:DescribeAddresses': ['ec2:DescribeAddresses'],
  'ec2:DescribeFlowLogs': ['ec2:DescribeFlowLogs'],
  'ec2:DescribeInstances': ['ec2:DescribeInstances'],
  'ec2:DescribeNatGateways': ['ec2:DescribeNatGateways'],
  'ec2:DescribeNetworkAcls': ['ec2:DescribeNetworkAcls'],
  'ec2:DescribeNetworkInterfaces': ['ec2:DescribeNetworkInterfaces'],
  'ec2:DescribeRouteTables': ['ec2:DescribeRouteTables'],
  'ec2:DescribeSecurityGroups': ['ec2:DescribeSecurityGroups'],
  'ec2:DescribeSubnets': ['ec2:DescribeSubnets'],
  'ec2:DescribeTransitGatewayAttachments': ['ec2:DescribeTransitGatewayAttachments'],
  'ec2:DescribeVpcs': ['ec2:DescribeVpcs'],
  'ec2:GetTransitGatewayAttachmentNatConfiguration': ['ec2:GetTransitGatewayAttachmentNatConfiguration'],
  'autoscaling:DescribeAutoScalingGroups': ['autoscaling:DescribeAutoScalingGroups'],
  'elasticloadbalancing:DescribeLoadBalancers': ['elasticloadbalancing:DescribeLoadBalancers'],
  'iam:GetInstanceProfile': ['iam:GetInstanceProfile'],
  'iam:GetRolePolicy': ['iam:GetRolePolicy'],
  'iam:ListAttachedRolePolicies': ['iam:ListAttachedRolePolicies'],
  'iam:ListRolePolicies': ['iam:ListRolePolicies'],
  'cloudtrail:LookupEvents': ['cloudtrail:LookupEvents'],
  'logs:DescribeLogGroups': ['logs:DescribeLogGroups'],
  'logs:GetQueryResults': ['logs:GetQueryResults'],
  'logs:StartQuery': ['logs:StartQuery'],
  // Only of a query of our own, when the user ends the run.
  'logs:StopQuery': ['logs:StopQuery'],
  // What Athena reads of the catalogue it reads with the asker's rights.
  'athena:GetQueryExecution': ['athena:GetQueryExecution'],
  'athena:GetQueryResults': ['athena:GetQueryResults'],
  'athena:GetTableMetadata': ['athena:GetTableMetadata', 'glue:GetTable'],
  'athena:ListDatabases': ['athena:ListDatabases', 'glue:GetDatabases'],
  'athena:ListTableMetadata': ['athena:ListTableMetadata', 'glue:GetTables'],
  'athena:StartQueryExecution': [
    'athena:StartQueryExecution',
    'glue:GetDatabase',
    'glue:GetPartitions',
    'glue:GetTable',
    's3:GetBucketLocation',
  ],
  // Only of a query of our own, as above.
  'athena:StopQueryExecution': ['athena:StopQueryExecution'],
  's3:GetObject': ['s3:GetObject'],
  's3:ListObjectsV2': ['s3:ListBucket'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type CallName = keyof typeof CALLS;

/** Whether a call is among them. @param call as policies name it */
export const isAllowed = (call: string): boolean => Object.hasOwn(CALLS, call);
