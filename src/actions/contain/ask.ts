import type { Aws } from './aws.ts';
import { answerShape } from './answers.ts';
import type { Answer } from './answers.ts';
import { mergeAnswers } from './read.ts';
import { UserError } from '../../base/errors.ts';

/** A call that could not be made, and what AWS said: what depends on it cannot be told. */
export interface FailedCall {
  call: string;
  why: string;
}

/** More pages than this are of no network that one instance stands in. */
const MAX_PAGES = 200;

interface Page {
  NextToken?: string;
}

/** All pages of one call. @param ask one page */
async function pages(ask: (token: { NextToken?: string }) => Promise<Page>): Promise<Answer> {
  const answers: Answer[] = [];
  let token: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const got = await ask(token === undefined ? {} : { NextToken: token });
    answers.push(answerShape.parse(got));
    token = got.NextToken;
    if (!token) return mergeAnswers(answers);
  }
  throw new UserError(`AWS gives more than ${MAX_PAGES} pages in answer to one call`);
}

const said = (error: unknown): string =>
  error instanceof Error
    ? `${error.name}: ${(error.message.split('\n')[0] ?? '').slice(0, 300)}`
    : String(error);

/**
 * Asks AWS what stands around an instance; changes nothing. A call that fails is told and leaves its part out; without the
 * instance and its interfaces there is nothing to tell.
 */
export async function askAround(id: string, aws: Aws): Promise<{ answer: Answer; unread: FailedCall[] }> {
  const { ec2, ec2Sdk: sdk, scaling, scalingSdk } = aws;
  const machine = answerShape.parse(await ec2.send(new sdk.DescribeInstancesCommand({ InstanceIds: [id] })));
  const [instance] = machine.Reservations?.flatMap(({ Instances }) => Instances) ?? [];
  const vpc = instance?.VpcId;
  if (instance === undefined || vpc === undefined) return { answer: machine, unread: [] };
  const Filters = [{ Name: 'vpc-id', Values: [vpc] }];
  const group = instance.Tags.find(({ Key }) => Key === 'aws:autoscaling:groupName')?.Value;
  const interfaces = await pages((token) =>
    ec2.send(new sdk.DescribeNetworkInterfacesCommand({ Filters, ...token })),
  );
  const calls: readonly (readonly [call: string, ask: () => Promise<Answer>])[] = [
    [
      'DescribeSecurityGroups',
      () => pages((t) => ec2.send(new sdk.DescribeSecurityGroupsCommand({ Filters, ...t }))),
    ],
    [
      'DescribeNetworkAcls',
      () => pages((t) => ec2.send(new sdk.DescribeNetworkAclsCommand({ Filters, ...t }))),
    ],
    [
      'DescribeRouteTables',
      () => pages((t) => ec2.send(new sdk.DescribeRouteTablesCommand({ Filters, ...t }))),
    ],
    ['DescribeSubnets', () => pages((t) => ec2.send(new sdk.DescribeSubnetsCommand({ Filters, ...t })))],
    [
      'DescribeNatGateways',
      () => pages((t) => ec2.send(new sdk.DescribeNatGatewaysCommand({ Filter: Filters, ...t }))),
    ],
    ['DescribeFlowLogs', () => pages((t) => ec2.send(new sdk.DescribeFlowLogsCommand({ ...t })))],
    [
      'DescribeVpcBlockPublicAccessOptions',
      async () => answerShape.parse(await ec2.send(new sdk.DescribeVpcBlockPublicAccessOptionsCommand({}))),
    ],
    [
      'DescribeVpcBlockPublicAccessExclusions',
      () => pages((t) => ec2.send(new sdk.DescribeVpcBlockPublicAccessExclusionsCommand({ ...t }))),
    ],
    ...(group === undefined
      ? []
      : [
          [
            'autoscaling:DescribeAutoScalingGroups',
            () =>
              pages((t) =>
                scaling.send(
                  new scalingSdk.DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [group], ...t }),
                ),
              ),
          ] as const,
        ]),
  ];
  const answers = [machine, interfaces];
  const unread: FailedCall[] = [];
  for (const [call, ask] of calls) {
    try {
      answers.push(await ask());
    } catch (error) {
      unread.push({ call: call.includes(':') ? call : `ec2:${call}`, why: said(error) });
    }
  }
  return { answer: mergeAnswers(answers), unread };
}
