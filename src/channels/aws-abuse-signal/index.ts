import { awsRefusal } from '../../base/aws-refusals.ts';
import { failureOf, oneByOne, plugIn } from '../channel.ts';
import type { Answer, Channel, World } from '../channel.ts';
import { exchange } from '../http.ts';
import type { Exchange } from '../http.ts';
import { createAnswer, progressAnswer } from './answer.ts';
import { requestOf } from './report.ts';
import { ENDPOINTS, settingsSchema } from './settings.ts';
import type { Settings } from './settings.ts';

const NAME = 'aws-abuse-signal';
const PROVIDER = 'aws';

/** Requests in a second ("Quotas", AWS Abuse Signal API User Guide, 2026-11-18). */
const PER_SECOND = 10;
/** For so long a `clientToken` makes a second attempt safe; one hour less than AWS says, for clocks that differ. */
const REPEATABLE_MS = 23 * 3_600_000;

/** Nobody could sign the request. */
type NoCredentials = { kind: 'no credentials' };

async function ask(
  { region, endpoint }: Settings,
  method: 'GET' | 'POST',
  path: string,
  body: string | undefined,
  world: World,
): Promise<Exchange | NoCredentials> {
  const { credentialsOf, signedHeaders } = await import('./sign.ts');
  let credentials;
  try {
    credentials = await credentialsOf();
  } catch (thrown) {
    if (awsRefusal(thrown) === undefined) throw thrown;
    return { kind: 'no credentials' };
  }
  const url = new URL(path, endpoint ?? ENDPOINTS[region]);
  const request = { method, url, ...(body !== undefined && { body }) };
  const headers = await signedHeaders(request, region, credentials, world.now());
  return exchange(url.href, { method, headers, ...(body !== undefined && { body }) }, world);
}

function open(settings: Settings): Channel {
  return {
    name: NAME,
    title: 'AWS Abuse Signal API',
    perSecond: PER_SECOND,
    repeatable: REPEATABLE_MS,
    by: 'network',
    objection({ provider }) {
      if (!settings.enabled) return { key: 'channelOff', params: { setting: 'channels.aws_abuse_signal' } };
      return provider === PROVIDER ? undefined : { key: 'channelNotTheirs', params: { title: 'AWS' } };
    },
    parcels: oneByOne,
    draft({ complaints: [complaint] }, token, context) {
      const body = requestOf(complaint, token, context);
      if (typeof body !== 'string') return Promise.resolve(body);
      const { endpoint, region } = settings;
      return Promise.resolve({
        target: `POST ${new URL('/v1/abuse', endpoint ?? ENDPOINTS[region]).href}`,
        body,
        ending: 'json',
        notes: [
          ...(context.test ? [{ key: 'noteTest', params: {} } as const] : []),
          { key: 'noteStored', params: {} },
        ],
      });
    },
    async send({ body }, world): Promise<Answer> {
      const answered = await ask(settings, 'POST', '/v1/abuse', body, world);
      if (answered.kind === 'answered') return createAnswer(answered, world.now());
      if (answered.kind === 'no credentials') {
        return { outcome: 'stopped', reason: { key: 'answerNoCredentials', params: {} } };
      }
      return failureOf(answered);
    },
    async progress(receipt, world) {
      const answered = await ask(
        settings,
        'GET',
        `/v1/abuse/${encodeURIComponent(receipt)}`,
        undefined,
        world,
      );
      if (answered.kind === 'no credentials') return { key: 'answerNoCredentials', params: {} };
      if (answered.kind === 'answered') return progressAnswer(answered);
      return { key: 'answerUnreachable', params: { problem: answered.problem } };
    },
  };
}

/** Reports to AWS by its Abuse Signal API, in XARF v4. */
export const AWS_ABUSE_SIGNAL = plugIn(NAME, settingsSchema, open);
