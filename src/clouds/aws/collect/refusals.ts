import { awsRefusal } from '../../../base/aws-refusals.ts';
import type { AwsRefusalKind } from '../../../base/aws-refusals.ts';
import { UserError } from '../../../base/errors.ts';
import { collectionReason } from '../../collection-reason.ts';

/** Why a call brought nothing. */
export interface Refusal {
  /** A packed message. */
  because: string;
  /** AWS's own words. */
  said: string;
  /** It would meet every further call, too. */
  everywhere: boolean;
}

const REASONS: Readonly<
  Record<AwsRefusalKind, (place: { call: string; region: string; said: string }) => string>
> = {
  clock: () => collectionReason('refusedClock'),
  expired: () => collectionReason('refusedExpired'),
  answers: () => collectionReason('refusedAnswers'),
  region: ({ region }) => collectionReason('refusedRegion', { region }),
  rights: ({ call }) => collectionReason('refusedRights', { call }),
  credentials: () => collectionReason('refusedCredentials'),
  throttled: () => collectionReason('refusedThrottled'),
  // Queries of Logs Insights at once, for one.
  quota: () => collectionReason('refusedThrottled'),
  changed: ({ said }) => collectionReason('refusedOther', { name: said }),
  gone: () => collectionReason('refusedGone'),
  unreachable: () => collectionReason('refusedUnreachable'),
};

/**
 * Why AWS refused a call.
 * @param call the action of IAM that it needs
 * @throws what was thrown, where it is no answer of AWS's and nothing between here and there
 */
export function refusalOf(thrown: unknown, call: string, region: string): Refusal {
  const refusal = thrown instanceof UserError ? undefined : awsRefusal(thrown);
  if (refusal === undefined) throw thrown;
  const { kind, said, lacking = call, everywhere } = refusal;
  const because =
    kind === undefined
      ? collectionReason('refusedOther', { name: said })
      : REASONS[kind]({ call: lacking, region, said });
  return { because, said, everywhere };
}
