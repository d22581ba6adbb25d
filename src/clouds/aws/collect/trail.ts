import type { Collecting } from './keep.ts';
import type { Session } from './session.ts';

/** Machines that CloudTrail is asked about: it answers two questions a second (CloudTrail quotas, 2026-11). */
const MOST_RESOURCES = 20;

/**
 * What was done with the machines in question around the time: who started them, who let somebody in. CloudTrail remembers
 * ninety days, a region at a time.
 */
export async function keepTrail(
  run: Collecting,
  session: Session,
  machines: readonly string[],
): Promise<void> {
  const { interfaces, from, to } = run.folder.collection.question;
  const { region } = session;
  const span = { StartTime: new Date(from), EndTime: new Date(to) };
  for (const AttributeValue of [...machines, ...interfaces].slice(0, MOST_RESOURCES)) {
    await run.keepList(
      {
        call: 'cloudtrail:LookupEvents',
        region,
        about: AttributeValue,
        file: `${region}/cloudtrail-${AttributeValue}.json`,
        list: 'Events',
      },
      async () => {
        const { client, sdk } = await session.service('cloudtrail');
        const LookupAttributes = [{ AttributeKey: 'ResourceName' as const, AttributeValue }];
        return sdk.paginateLookupEvents({ client, pageSize: 50 }, { LookupAttributes, ...span });
      },
    );
  }
}
