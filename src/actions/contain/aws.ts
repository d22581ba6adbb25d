import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import type * as ScalingSdk from '@aws-sdk/client-auto-scaling';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type * as Ec2Sdk from '@aws-sdk/client-ec2';
import { askingEc2 } from '../firewalls/aws-ec2.ts';
import { PATIENCE } from '../../base/patience.ts';

/** The two services that containment talks to: a test puts its own `send` in between. */
export interface Aws {
  ec2: Pick<EC2Client, 'send'>;
  ec2Sdk: typeof Ec2Sdk;
  scaling: Pick<AutoScalingClient, 'send'>;
  scalingSdk: typeof ScalingSdk;
  /** Where the calls go. */
  region: string;
}

/** What a message of AWS begins with where it comes through here. */
const TITLE = 'AWS';

/** Runs `work` with clients that are closed behind it. @throws UserError that says what AWS said */
export async function askingAround<T>(work: (aws: Aws) => Promise<T>, region?: string): Promise<T> {
  return askingEc2(
    TITLE,
    async (ec2, ec2Sdk) => {
      const scalingSdk = await import('@aws-sdk/client-auto-scaling');
      const at = await ec2.config.region();
      const scaling = new scalingSdk.AutoScalingClient({ ...PATIENCE, region: at });
      try {
        return await work({ ec2, ec2Sdk, scaling, scalingSdk, region: at });
      } finally {
        scaling.destroy();
      }
    },
    region,
  );
}
