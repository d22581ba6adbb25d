import type { Command } from '../../model/message.ts';
import { UNKNOWN_INSTANCE } from '../cloud.ts';
import type { CommandsCapability, ExposedKey, FlowLogPlace, KeyCommands, Target } from '../cloud.ts';
import { IDS } from './ids.ts';

const UNKNOWN_VPC = 'VPC-ID';

const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const IPV6 = /^[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}$/i;

/** A command of the AWS command line interface. @param region absent where it is not known */
function aws(service: string, call: string, region: string | undefined, ...options: string[]): Command {
  const at = region === undefined ? [] : ['--region', region];
  return { argv: ['aws', service, call, ...at, ...options] };
}

function snapshotOf({ region, instance }: Target): Command {
  return aws('ec2', 'create-snapshots', region, '--instance-specification', `InstanceId=${instance}`);
}

function stopOf({ region, instance }: Target): Command {
  return aws('ec2', 'stop-instances', region, '--instance-ids', instance);
}

/** The region is the one that the user's surroundings set; the plan says which. */
function planContainment({ instance }: Target): Command | undefined {
  return instance === UNKNOWN_INSTANCE
    ? undefined
    : { argv: ['abusedesk', 'contain', 'plan', 'CASE', '--instance', instance, '--out', 'plan.json'] };
}

/** The filter of describe-instances by a private address of any of the interfaces. AWS CLI reference. */
function byAddress(host: string): string | undefined {
  if (IPV4.test(host)) return `Name=network-interface.addresses.private-ip-address,Values=${host}`;
  return IPV6.test(host) ? `Name=network-interface.ipv6-addresses.ipv6-address,Values=${host}` : undefined;
}

/** For a command with `INSTANCE-ID` in it: the one that tells it, from the host's interface or address. */
function findInstance({ host, region, instance }: Target): Command | undefined {
  if (instance !== UNKNOWN_INSTANCE) return undefined;
  if (IDS.interface.test(host)) {
    const query = 'NetworkInterfaces[].Attachment.InstanceId';
    return aws(
      'ec2',
      'describe-network-interfaces',
      region,
      '--network-interface-ids',
      host,
      '--query',
      query,
    );
  }
  const filter = byAddress(host);
  const query = 'Reservations[].Instances[].InstanceId';
  return filter === undefined
    ? undefined
    : aws('ec2', 'describe-instances', region, '--filters', filter, '--query', query);
}

function describeFlowLogs({ region }: FlowLogPlace): Command {
  return aws('ec2', 'describe-flow-logs', region);
}

/** Turns flow logs on; with `VPC-ID` where no resource is known, and `BUCKET` for the user's own. */
function createFlowLogs({ region, resources }: FlowLogPlace): Command {
  const type = resources[0]?.startsWith('eni-') === true ? 'NetworkInterface' : 'VPC';
  const ids = resources.length === 0 ? [UNKNOWN_VPC] : resources;
  const options = ['--resource-type', type, '--resource-ids', ...ids, '--traffic-type', 'ALL'];
  options.push('--max-aggregation-interval', '60', '--log-destination-type', 's3');
  options.push('--log-destination', 'arn:aws:s3:::BUCKET');
  return aws('ec2', 'create-flow-logs', region, ...options);
}

/** An access key of a user or of a session, as IAM's reference of identifiers has it. */
const KEY = /^A[KS]IA[A-Z0-9]{12,124}$/;
/** What IAM allows in a user's name, but nothing that a command line takes for an option. */
const USER = /^[\w+=,.@][\w+=,.@-]{0,63}$/;

function revokeKey({ id, user }: ExposedKey): KeyCommands | undefined {
  if (!KEY.test(id)) return undefined;
  const owner = user !== undefined && USER.test(user) ? ['--user-name', user] : [];
  const lookedUp = `AttributeKey=AccessKeyId,AttributeValue=${id}`;
  return {
    deactivate: aws(
      'iam',
      'update-access-key',
      undefined,
      '--access-key-id',
      id,
      '--status',
      'Inactive',
      ...owner,
    ),
    used: aws('iam', 'get-access-key-last-used', undefined, '--access-key-id', id),
    history: aws('cloudtrail', 'lookup-events', undefined, '--lookup-attributes', lookedUp),
  };
}

/** For a command with `VPC-ID` in it: the one that tells it. */
function findNetwork({ region, resources, instance, address }: FlowLogPlace): Command | undefined {
  if (resources.length > 0) return undefined;
  if (instance !== undefined) {
    const query = 'Reservations[].Instances[].VpcId';
    return aws('ec2', 'describe-instances', region, '--instance-ids', instance, '--query', query);
  }
  if (address !== undefined && (IPV4.test(address) || IPV6.test(address))) {
    const name = IPV4.test(address) ? 'association.public-ip' : 'ipv6-addresses.ipv6-address';
    const filter = `Name=${name},Values=${address}`;
    const query = 'NetworkInterfaces[].VpcId';
    return aws('ec2', 'describe-network-interfaces', region, '--filters', filter, '--query', query);
  }
  return aws('ec2', 'describe-vpcs', region, '--query', 'Vpcs[].VpcId');
}

/** The commands of AWS's own command line interface. */
export const COMMANDS: CommandsCapability = {
  snapshotOf,
  stopOf,
  planContainment,
  findInstance,
  describeFlowLogs,
  createFlowLogs,
  findNetwork,
  listStores: { argv: ['aws', 's3', 'ls'] },
  revokeKey,
  // Of the three alternate contacts of an account the one that abuse notices go to. AWS CLI reference, account (2026-11).
  securityContact: {
    read: { argv: ['aws', 'account', 'get-alternate-contact', '--alternate-contact-type', 'SECURITY'] },
    set: {
      argv: 'aws account put-alternate-contact --alternate-contact-type SECURITY --email-address EMAIL --name NAME --phone-number PHONE --title TITLE'.split(
        ' ',
      ),
    },
  },
};
