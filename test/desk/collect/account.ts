import type { Answer, Answers, Asked } from './aws-server.ts';

export const VPC = 'vpc-0a1b2c3d4e5f60718';
export const INSTANCE = 'i-0a1b2c3d4e5f60718';
const INTERFACE = 'eni-0a1b2c3d4e5f60718';
const ATTACHMENT = 'tgw-attach-0a1b2c3d4e5f60718';

/** An answer of EC2's with a set of things in XML. */
export const ec2 = ({ call }: Asked, inside: string): Answer => {
  const name = `${call.split(':')[1]}Response`;
  return { body: `<${name}><requestId>1</requestId>${inside}</${name}>` };
};

/** An answer of the services that speak as IAM does. */
export const query = ({ call }: Asked, inside: string): Answer => {
  const name = call.split(':')[1];
  return { body: `<${name}Response><${name}Result>${inside}</${name}Result></${name}Response>` };
};

/** An account with one machine behind a transit gateway that translates, with a role. */
export const ACCOUNT: Answers = {
  'ec2:DescribeNetworkInterfaces': (asked) =>
    ec2(
      asked,
      `<networkInterfaceSet><item><networkInterfaceId>${INTERFACE}</networkInterfaceId><vpcId>${VPC}</vpcId>` +
        `<interfaceType>interface</interfaceType><privateIpAddress>10.10.3.17</privateIpAddress>` +
        `<attachment><instanceId>${INSTANCE}</instanceId></attachment></item></networkInterfaceSet>`,
    ),
  'ec2:DescribeInstances': (asked) =>
    ec2(
      asked,
      `<reservationSet><item><ownerId>123456789012</ownerId><instancesSet><item><instanceId>${INSTANCE}</instanceId>` +
        `<instanceType>t3.micro</instanceType><privateIpAddress>10.10.3.17</privateIpAddress><vpcId>${VPC}</vpcId>` +
        `<launchTime>2026-11-01T08:00:00.000Z</launchTime>` +
        `<iamInstanceProfile><arn>arn:aws:iam::123456789012:instance-profile/web/web-profile</arn></iamInstanceProfile>` +
        `</item></instancesSet></item></reservationSet>`,
    ),
  'ec2:DescribeTransitGatewayAttachments': (asked) =>
    ec2(
      asked,
      `<transitGatewayAttachments><item><transitGatewayAttachmentId>${ATTACHMENT}</transitGatewayAttachmentId></item></transitGatewayAttachments>`,
    ),
  'iam:GetInstanceProfile': (asked) =>
    query(
      asked,
      '<InstanceProfile><InstanceProfileName>web-profile</InstanceProfileName><Arn>arn:aws:iam::123456789012:instance-profile/web/web-profile</Arn>' +
        '<Roles><member><RoleName>web-role</RoleName></member></Roles></InstanceProfile>',
    ),
  'iam:ListRolePolicies': (asked) => query(asked, '<PolicyNames><member>inline</member></PolicyNames>'),
  'iam:GetRolePolicy': (asked) =>
    query(
      asked,
      '<RoleName>web-role</RoleName><PolicyName>inline</PolicyName><PolicyDocument>%7B%22Version%22%3A%222012-10-17%22%7D</PolicyDocument>',
    ),
  'iam:ListAttachedRolePolicies': (asked) =>
    query(
      asked,
      '<AttachedPolicies><member><PolicyName>ReadOnlyAccess</PolicyName></member></AttachedPolicies><IsTruncated>false</IsTruncated>',
    ),
  'cloudtrail:LookupEvents': () => ({
    body: JSON.stringify({
      Events: [
        {
          EventId: '1',
          EventName: 'RunInstances',
          EventTime: 1_795_186_800,
          CloudTrailEvent: JSON.stringify({
            eventVersion: '1.11',
            userIdentity: { type: 'IAMUser', userName: 'alice' },
            eventTime: '2026-11-20T15:00:00Z',
            eventSource: 'ec2.amazonaws.com',
            eventName: 'RunInstances',
            sourceIPAddress: '203.0.113.9',
          }),
        },
      ],
    }),
  }),
};
