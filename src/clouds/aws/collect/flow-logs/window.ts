import { collectionReason } from '../../../collection-reason.ts';
import type { FlowLog } from '../../../inventory.ts';
import type { Collecting } from '../keep.ts';
import { keyPlan } from './keys.ts';
import type { KeyPlan } from './keys.ts';

/** The window that is asked for, in seconds since 1970, and where a flow log keeps its files of it. */
export interface WindowKeys {
  span: { from: number; to: number };
  account: string;
  plan: KeyPlan;
}

/** Undefined, with a remark, where the flow log's place is not understood. */
export function windowKeys(run: Collecting, region: string, log: FlowLog): WindowKeys | undefined {
  const { question, account = '' } = run.folder.collection;
  const span = { from: Date.parse(question.from) / 1000, to: Date.parse(question.to) / 1000 };
  const plan = keyPlan(log, { account, region, ...span });
  if (plan !== undefined) return { span, account, plan };
  run.remark(collectionReason('collectPlaceUnread', { id: log.id, place: log.destination ?? '' }));
  return undefined;
}
