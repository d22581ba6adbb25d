/** Why AWS refuses, as far as something can be done about it. */
export type AwsRefusalKind =
  | 'clock'
  | 'expired'
  | 'answers'
  | 'region'
  | 'rights'
  | 'credentials'
  | 'throttled'
  | 'quota'
  | 'changed'
  | 'gone'
  | 'unreachable';

interface Kind {
  kind: AwsRefusalKind;
  /** Names of the error, as AWS's services and their SDK give them (AWS, Common Error Types, 2026-11). */
  names?: RegExp;
  /** What it says, where the name does not tell. */
  words?: RegExp;
}

/** The first that fits. A clock that is wrong shows as a signature that is too old or too new. */
const KINDS: readonly Kind[] = [
  {
    kind: 'clock',
    names: /TimeTooSkewed|RequestInTheFuture|ClockSkew/,
    words: /Signature (?:expired|not yet current)/,
  },
  {
    kind: 'expired',
    names: /Expired|TokenRefreshRequired/,
    words: /(?:token|session).{0,80}expired/i,
  },
  { kind: 'answers', words: /No output location provided/i },
  { kind: 'region', names: /OptInRequired|AuthFailureRegion|InvalidRegion|UnknownEndpoint/ },
  {
    kind: 'rights',
    names: /AccessDenied|Unauthorized|NotAuthorized|AuthorizationError|Forbidden/,
    words: /AccessDenied|not authorized to perform/,
  },
  {
    kind: 'credentials',
    names:
      /Credentials|InvalidClientTokenId|UnrecognizedClient|AuthFailure|InvalidAccessKeyId|Signature|MissingAuth/,
  },
  {
    kind: 'throttled',
    names:
      /Throttl|RequestLimitExceeded|TooManyRequests|SlowDown|ServiceUnavailable|PriorRequestNotComplete|^LimitExceededException/,
  },
  { kind: 'quota', names: /LimitExceeded|LimitsExceeded|QuotaExceeded/ },
  {
    kind: 'changed',
    names: /OptimisticLock|Concurrent|IncorrectState|ScalingActivityInProgress|ResourceInUse/,
  },
  { kind: 'gone', names: /NotFound|NoSuch/, words: /EntityNotFound/ },
  {
    kind: 'unreachable',
    names: /Timeout|Networking|ECONN|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EPIPE/,
  },
];

/** Kinds that would meet every further call, too. */
const EVERYWHERE: ReadonlySet<AwsRefusalKind> = new Set(['clock', 'expired', 'credentials', 'unreachable']);

export interface AwsRefusal {
  /** Absent: it is known by its name alone. */
  kind?: AwsRefusalKind;
  /** Of the error. */
  name: string;
  /** AWS's own words, one bounded line; nothing of the request's signature is in it. */
  said: string;
  /** The permission that AWS names: `… is not authorized to perform: glue:GetTable on …`. */
  lacking?: string;
  /** It would meet every further call, too. */
  everywhere: boolean;
}

const MAX_SAID = 500;

/** Why AWS refused. Undefined: the error is none of AWS's, nor of the way there. */
export function awsRefusal(thrown: unknown): AwsRefusal | undefined {
  if (!(thrown instanceof Error) || thrown.name === 'AbortError') return undefined;
  const { name, message } = thrown;
  const code = 'code' in thrown && typeof thrown.code === 'string' ? ` ${thrown.code}` : '';
  const kind = KINDS.find(
    ({ names, words }) => names?.test(`${name}${code}`) === true || words?.test(message) === true,
  )?.kind;
  // Errors that are none of the SDK's are ours.
  if (kind === undefined && !('$metadata' in thrown)) return undefined;
  const line = message.split('\n')[0] ?? '';
  const [, lacking] = /not authorized to perform: ([a-z][a-z0-9-]{1,40}:\w{1,80})/.exec(message) ?? [];
  return {
    ...(kind !== undefined && { kind }),
    name,
    said: `${name}: ${line.length > MAX_SAID ? `${line.slice(0, MAX_SAID)}…` : line}`,
    ...(lacking !== undefined && { lacking }),
    everywhere: kind !== undefined && EVERYWHERE.has(kind),
  };
}
