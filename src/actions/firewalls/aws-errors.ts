import { UserError } from '../../base/errors.ts';

/** What to do about errors of AWS and of its SDK, by their name or a part of it. */
const HINTS: readonly (readonly [name: RegExp, hint: string])[] = [
  [
    /RequestExpired|TooSkewed|ClockSkew|InvalidSignatureException/i,
    'Set the clock of this computer right, or sign in anew; then run it again.',
  ],
  [
    /Throttl|RequestLimitExceeded|TooManyRequests/i,
    'AWS is asked too often just now: wait a minute, then run it again.',
  ],
  [/Credentials|Token|Unrecognized|AuthFailure|Signature/i, 'Sign in: `aws sso login`, or set AWS_PROFILE.'],
  [
    /AccessDenied|Unauthorized/i,
    'Use a role that may do this; docs/reference/block.md and contain.md list the calls.',
  ],
  [/OptimisticLock|Concurrent|IncorrectState/i, 'Somebody else changes it at the same time: run it again.'],
  [/NotFound$/, 'It may be gone, or of another region or account: AWS_REGION and AWS_PROFILE say which.'],
  [/LimitExceeded/i, 'Ask AWS for a higher quota, or block less.'],
];

/** Runs calls of the AWS SDK. @throws UserError that says what AWS said */
export async function askingAws<T>(title: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof UserError || !(cause instanceof Error)) throw cause;
    const { name, message } = cause;
    if (/Region is missing/i.test(message)) {
      throw new UserError(`${title}: no AWS region is set`, {
        hint: 'Set AWS_REGION, or AWS_PROFILE.',
        cause,
      });
    }
    const hint = HINTS.find(([known]) => known.test(name))?.[1];
    throw new UserError(`${title}: ${name}: ${message.split('\n')[0]?.slice(0, 300)}`, {
      ...(hint !== undefined && { hint }),
      cause,
    });
  }
}
