import type { Collecting } from './keep.ts';
import type { Session } from './session.ts';

/** Attachments whose rules are asked for. */
const MOST_ATTACHMENTS = 50;

/** How transit gateways translate addresses: an instance is found behind them by it. */
export async function keepTransit(run: Collecting, session: Session, vpcs: readonly string[]): Promise<void> {
  const { region } = session;
  const ids = await run.ask({ call: 'ec2:DescribeTransitGatewayAttachments', region }, async () => {
    const { client, sdk } = await session.service('ec2');
    const Filters = vpcs.length === 0 ? undefined : [{ Name: 'resource-id', Values: [...vpcs] }];
    const value: string[] = [];
    for await (const one of sdk.paginateDescribeTransitGatewayAttachments({ client }, { Filters })) {
      value.push(
        ...(one.TransitGatewayAttachments ?? []).flatMap((each) => each.TransitGatewayAttachmentId ?? []),
      );
    }
    return { value, things: value.length };
  });
  for (const TransitGatewayAttachmentId of (ids ?? []).slice(0, MOST_ATTACHMENTS)) {
    const about = TransitGatewayAttachmentId;
    const call = 'ec2:GetTransitGatewayAttachmentNatConfiguration';
    await run.ask({ call, region, about }, async () => {
      const { client, sdk } = await session.service('ec2');
      const answer = await client.send(
        new sdk.GetTransitGatewayAttachmentNatConfigurationCommand({ TransitGatewayAttachmentId }),
      );
      const { NatGatewayRules = [] } = answer;
      if (NatGatewayRules.length === 0) return { value: undefined, things: 0 };
      const file = `${region}/transit-gateway-nat-${about}.json`;
      const { $metadata: _, ...rest } = answer;
      await run.folder.write(file, `${JSON.stringify(rest)}\n`);
      return { value: undefined, things: NatGatewayRules.length, file };
    });
  }
}
