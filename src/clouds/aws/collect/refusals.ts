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

const MAX_SAID = 500;

interface Kind {
  /** Names of the error, as AWS's services and their SDK give them (AWS, Common Error Types, 2026-11). */
  names: RegExp;
  words?: RegExp;
  because: (call: string, region: string) => string;
  everywhere?: true;
}

/** No error of Athena's is called so: what it says is told by its words alone. */
const NEVER = /(?!)/;

/** The first that fits. A clock that is wrong shows as a signature that is too old or too new. */
const KINDS: readonly Kind[] = [
  {
    names: /RequestTimeTooSkewed|RequestInTheFuture/,
    words: /Signature (?:expired|not yet current)/,
    because: () => collectionReason('refusedClock'),
    everywhere: true,
  },
  {
    names: /Expired|TokenRefreshRequired/,
    words: /(?:token|session).{0,80}expired/i,
    because: () => collectionReason('refusedExpired'),
    everywhere: true,
  },
  {
    names: NEVER,
    words: /No output location provided/i,
    because: () => collectionReason('refusedAnswers'),
  },
  {
    names: /OptInRequired|AuthFailureRegion|InvalidRegion|UnknownEndpoint/,
    because: (_call, region) => collectionReason('refusedRegion', { region }),
  },
  {
    names: /AccessDenied|Unauthorized|NotAuthorized|AuthorizationError|Forbidden/,
    words: /AccessDenied|not authorized to perform/,
    because: (call) => collectionReason('refusedRights', { call }),
  },
  {
    names:
      /Credentials|InvalidClientTokenId|UnrecognizedClient|AuthFailure|InvalidAccessKeyId|Signature|MissingAuth/,
    because: () => collectionReason('refusedCredentials'),
    everywhere: true,
  },
  {
    names: /Throttl|TooManyRequests|LimitExceeded|SlowDown|ServiceUnavailable|PriorRequestNotComplete/,
    because: () => collectionReason('refusedThrottled'),
  },
  { names: /NotFound|NoSuch/, words: /EntityNotFound/, because: () => collectionReason('refusedGone') },
  {
    names: /Timeout|Networking|ECONN|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPIPE/,
    because: () => collectionReason('refusedUnreachable'),
    everywhere: true,
  },
];

/** What a text of AWS's is without what stands in it of the request's signature. */
function bounded(text: string): string {
  const line = text.split('\n')[0] ?? '';
  return line.length > MAX_SAID ? `${line.slice(0, MAX_SAID)}…` : line;
}

/**
 * Why AWS refused a call.
 * @param call the action of IAM that it needs
 * @throws what was thrown, where it is no answer of AWS's and nothing between here and there
 */
export function refusalOf(thrown: unknown, call: string, region: string): Refusal {
  if (thrown instanceof UserError || !(thrown instanceof Error) || thrown.name === 'AbortError') throw thrown;
  const code = 'code' in thrown && typeof thrown.code === 'string' ? ` ${thrown.code}` : '';
  const name = `${thrown.name}${code}`;
  const kind = KINDS.find(({ names, words }) => names.test(name) || words?.test(thrown.message) === true);
  const said = bounded(`${thrown.name}: ${thrown.message}`);
  if (kind !== undefined) {
    // Of what one call needs AWS names the one that lacks: `… is not authorized to perform: glue:GetTable on …`.
    const [, lacking = call] =
      /not authorized to perform: ([a-z][a-z0-9-]{1,40}:\w{1,80})/.exec(thrown.message) ?? [];
    return { because: kind.because(lacking, region), said, everywhere: kind.everywhere === true };
  }
  // Errors that are none of the SDK's are ours.
  if (!('$metadata' in thrown)) throw thrown;
  return { because: collectionReason('refusedOther', { name: thrown.name }), said, everywhere: false };
}
