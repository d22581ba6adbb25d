import type { Kind } from '../change.ts';
import { flowLog } from './flow-log.ts';
import { disk, mark, running, shutdownBehavior, snapshots, terminationProtection } from './instance.ts';
import { aclEntry, group, interfaceGroups } from './network.ts';
import { minimum, standby } from './scaling.ts';
import type { Way } from './way.ts';

/** How each kind of thing is read and made otherwise. */
export const WAYS: Readonly<Record<Kind, Way>> = {
  mark,
  termination_protection: terminationProtection,
  shutdown_behavior: shutdownBehavior,
  disk,
  flow_log: flowLog,
  snapshots,
  minimum,
  standby,
  group,
  interface_groups: interfaceGroups,
  acl_entry: aclEntry,
  running,
};
