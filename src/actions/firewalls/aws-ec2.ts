import type { EC2Client } from '@aws-sdk/client-ec2';
import type * as Sdk from '@aws-sdk/client-ec2';
import { guardedClient } from '../../base/guarded-client.ts';
import { PATIENCE } from '../../base/patience.ts';
import { askingAws } from './aws-errors.ts';

/**
 * Runs calls of EC2 with a client that is closed behind them. The SDK takes longer to load than the whole command line, so it
 * is loaded where it is used.
 * @param calls what may be sent, as policies name it
 * @param region absent: the one that the surroundings name
 * @throws UserError that says what AWS said
 */
export async function askingEc2<T>(
  title: string,
  calls: readonly string[],
  work: (client: EC2Client, sdk: typeof Sdk) => Promise<T>,
  region?: string,
): Promise<T> {
  return askingAws(title, async () => {
    const sdk = await import('@aws-sdk/client-ec2');
    const client = new sdk.EC2Client({ ...PATIENCE, ...(region !== undefined && { region }) });
    try {
      return await work(
        guardedClient('ec2', client, (call) => calls.includes(call), title),
        sdk,
      );
    } finally {
      client.destroy();
    }
  });
}
