import { UserError } from '../../../base/errors.ts';
import { guardedClient } from '../../../base/guarded-client.ts';
import { PATIENCE } from '../../../base/patience.ts';
import { isAllowed } from './calls.ts';

/** A client that sends nothing but what is in the list of calls. */
const guarded = <Client extends object>(service: string, client: Client): Client =>
  guardedClient(service, client, isAllowed, 'collect (calls.ts)');

/** How each client is loaded and made, by its prefix in policies. The SDK takes longer to load than the whole command line. */
const SERVICES = {
  sts: async (settings: Settings) => {
    const sdk = await import('@aws-sdk/client-sts');
    return { sdk, client: guarded('sts', new sdk.STSClient(settings)) };
  },
  ec2: async (settings: Settings) => {
    const sdk = await import('@aws-sdk/client-ec2');
    return { sdk, client: guarded('ec2', new sdk.EC2Client(settings)) };
  },
  autoscaling: async (settings: Settings) => {
    const sdk = await import('@aws-sdk/client-auto-scaling');
    return { sdk, client: guarded('autoscaling', new sdk.AutoScalingClient(settings)) };
  },
  elasticloadbalancing: async (settings: Settings) => {
    const sdk = await import('@aws-sdk/client-elastic-load-balancing-v2');
    return { sdk, client: guarded('elasticloadbalancing', new sdk.ElasticLoadBalancingV2Client(settings)) };
  },
  classic: async (settings: Settings) => {
    const sdk = await import('@aws-sdk/client-elastic-load-balancing');
    // Policies have one name for both services.
    return { sdk, client: guarded('elasticloadbalancing', new sdk.ElasticLoadBalancingClient(settings)) };
  },
  iam: async (settings: Settings) => {
    const sdk = await import('@aws-sdk/client-iam');
    return { sdk, client: guarded('iam', new sdk.IAMClient(settings)) };
  },
  logs: async (settings: Settings) => {
    const sdk = await import('@aws-sdk/client-cloudwatch-logs');
    return { sdk, client: guarded('logs', new sdk.CloudWatchLogsClient(settings)) };
  },
  athena: async (settings: Settings) => {
    const sdk = await import('@aws-sdk/client-athena');
    return { sdk, client: guarded('athena', new sdk.AthenaClient(settings)) };
  },
  s3: async (settings: Settings) => {
    const sdk = await import('@aws-sdk/client-s3');
    // A bucket may be in another region than what it records.
    return { sdk, client: guarded('s3', new sdk.S3Client({ ...settings, followRegionRedirects: true })) };
  },
  cloudtrail: async (settings: Settings) => {
    const sdk = await import('@aws-sdk/client-cloudtrail');
    return { sdk, client: guarded('cloudtrail', new sdk.CloudTrailClient(settings)) };
  },
};

type Settings = typeof PATIENCE & { region?: string };
export type ServiceName = keyof typeof SERVICES;
export type Service<Name extends ServiceName> = Awaited<ReturnType<(typeof SERVICES)[Name]>>;

/** Clients of one region; credentials come from the SDK's own chain, and are never looked at. */
export class Session {
  readonly region: string;
  readonly #clients = new Map<ServiceName, Promise<Service<ServiceName>>>();

  /** @param region empty: as AWS's own settings say; only who asks for it is asked then */
  constructor(region: string) {
    this.region = region;
  }

  async service<Name extends ServiceName>(name: Name): Promise<Service<Name>> {
    const settings = { ...PATIENCE, ...(this.region !== '' && { region: this.region }) };
    const loading = this.#clients.get(name) ?? SERVICES[name](settings);
    this.#clients.set(name, loading);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- kept under its own name
    return (await loading) as Service<Name>;
  }

  async close(): Promise<void> {
    for (const loading of this.#clients.values()) (await loading).client.destroy();
  }
}

/** The region of AWS's own settings. @throws UserError where they have none */
export async function settingsRegion(): Promise<string> {
  const session = new Session('');
  try {
    const { client } = await session.service('sts');
    return await client.config.region();
  } catch (cause) {
    if (cause instanceof Error && /Region is missing/i.test(cause.message)) {
      throw new UserError('no AWS region is set', { hint: 'Give --region, or set AWS_REGION.', cause });
    }
    throw cause;
  } finally {
    await session.close();
  }
}
