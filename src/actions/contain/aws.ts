import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import type * as ScalingSdk from '@aws-sdk/client-auto-scaling';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type * as Ec2Sdk from '@aws-sdk/client-ec2';

/** The two services that containment talks to: a test puts its own `send` in between. */
export interface Aws {
  ec2: Pick<EC2Client, 'send'>;
  ec2Sdk: typeof Ec2Sdk;
  scaling: Pick<AutoScalingClient, 'send'>;
  scalingSdk: typeof ScalingSdk;
  /** Where the calls go. */
  region: string;
}
