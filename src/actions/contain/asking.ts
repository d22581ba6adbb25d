import { guardedClient } from '../../base/guarded-client.ts';
import { PATIENCE } from '../../base/patience.ts';
import { askingEc2 } from '../firewalls/aws-ec2.ts';
import type { Aws } from './aws.ts';
import { CALLS, isCall } from './calls.ts';

/** What a message of AWS begins with where it comes through here. */
const TITLE = 'AWS';

/** Runs `work` with clients that are closed behind it. @throws UserError that says what AWS said */
export async function askingAround<T>(work: (aws: Aws) => Promise<T>, region?: string): Promise<T> {
  return askingEc2(
    TITLE,
    CALLS,
    async (ec2, ec2Sdk) => {
      const scalingSdk = await import('@aws-sdk/client-auto-scaling');
      const at = await ec2.config.region();
      const scaling = new scalingSdk.AutoScalingClient({ ...PATIENCE, region: at });
      try {
        const guarded = guardedClient('autoscaling', scaling, isCall, TITLE);
        return await work({ ec2, ec2Sdk, scaling: guarded, scalingSdk, region: at });
      } finally {
        scaling.destroy();
      }
    },
    region,
  );
}
