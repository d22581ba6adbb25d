import { awsRefusal } from '../../base/aws-refusals.ts';
import type { AwsRefusalKind } from '../../base/aws-refusals.ts';
import { UserError } from '../../base/errors.ts';

/** What to do about a refusal. */
const HINTS: Readonly<Partial<Record<AwsRefusalKind, string>>> = {
  clock: 'Set the clock of this computer right; then run it again.',
  expired:
    'Sign in anew: `aws sso login`; then run it again. If you just have, set the clock of this computer right.',
  region: 'AWS_REGION and AWS_PROFILE say which region is asked; it may not be enabled in this account.',
  rights: 'Use a role that may do this: `abusedesk contain policy` prints the permissions.',
  credentials: 'Sign in: `aws sso login`, or set AWS_PROFILE.',
  throttled:
    'AWS is asked too often just now, also after it was tried several times: wait a minute, then run it again.',
  quota: 'Ask AWS for a higher quota, or block less.',
  changed: 'Somebody else changes it at the same time: run it again.',
  gone: 'It may be gone, or of another region or account: AWS_REGION and AWS_PROFILE say which.',
  unreachable: 'No answer came from AWS: check the network, then run it again.',
};

/** Runs calls of the AWS SDK. @throws UserError that says what AWS said; what is no answer of AWS's as it is */
export async function askingAws<T>(title: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof UserError || !(cause instanceof Error)) throw cause;
    if (/Region is missing/i.test(cause.message)) {
      throw new UserError(`${title}: no AWS region is set`, {
        hint: 'Set AWS_REGION, or AWS_PROFILE.',
        cause,
      });
    }
    const refusal = awsRefusal(cause);
    if (refusal === undefined) throw cause;
    const { kind, said, lacking } = refusal;
    const hint = kind === undefined ? undefined : HINTS[kind];
    const named = lacking === undefined ? hint : `The permission ${lacking} is missing. ${hint ?? ''}`;
    throw new UserError(`${title}: ${said}`, { ...(named !== undefined && { hint: named }), cause });
  }
}
