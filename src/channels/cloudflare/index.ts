import * as z from 'zod';
import type { Complaint } from '../../model/complaint.ts';
import { endpointSchema, failureOf, oneByOne, plugIn, secretNameSchema } from '../channel.ts';
import type { Answer, Channel, Context, Progress, World } from '../channel.ts';
import { saidBy } from '../fields.ts';
import { exchange, jsonOf } from '../http.ts';
import type { HttpAnswer } from '../http.ts';
import type { ChannelMessage } from '../sentences.ts';
import { notTaken } from '../without-token.ts';

/*
 * Cloudflare's reports of abuse: of an account that is entitled to them, with a token that may edit Abuse Reports. "Submit an abuse
 * report" and "Abuse Report Details" (Cloudflare API documentation, 2026-11).
 */

const NAME = 'cloudflare';
const PROVIDER = 'cloudflare';
const ENDPOINT = 'https://api.cloudflare.com/client/v4';
const TOKEN = 'CLOUDFLARE_API_TOKEN';
/** 1,200 requests in five minutes for a user ("Rate limits"). */
const PER_SECOND = 4;

/** Longest texts: characters. */
const MOST = { name: 255, company: 100, justification: 5000, tele: 20, title: 255, ports: 30 };

const settingsSchema = z.strictObject({
  account: z
    .string()
    .regex(/^[0-9a-f]{32}$/, {
      error: (issue) => `${JSON.stringify(issue.input)} is no account of Cloudflare: 32 hex digits`,
    })
    .optional(),
  /** The environment variable that holds the token. */
  token_env: secretNameSchema.default(TOKEN),
  endpoint: endpointSchema.default(ENDPOINT),
});
type Settings = z.infer<typeof settingsSchema>;

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** The general report; who complains is named to Cloudflare alone. Its field `urls` must not be empty: the address stands there too. */
function reportOf(complaint: Complaint, { documents }: Context): string {
  const { actor, destination, protocol, type } = complaint;
  const { reporter } = documents;
  const host = actor.includes(':') ? `[${actor}]` : actor;
  const ports = (destination?.ports ?? []).slice(0, MOST.ports);
  return JSON.stringify({
    act: 'abuse_general',
    email: reporter.contact,
    email2: reporter.contact,
    name: cut(reporter.name ?? reporter.org, MOST.name),
    company: cut(reporter.org, MOST.company),
    ...(reporter.phone !== undefined && { tele: cut(reporter.phone, MOST.tele) }),
    title: cut(`${type} from ${actor}`, MOST.title),
    urls: `http://${host}/`,
    source_ips: actor,
    ...(destination?.address !== undefined && { destination_ips: destination.address }),
    ...(ports.length > 0 && {
      ports_protocols: ports.map((port) => `${port}/${(protocol ?? 'tcp').toUpperCase()}`).join(', '),
    }),
    justification: cut(documents.plainText(complaint), MOST.justification),
    host_notification: 'send-anon',
    owner_notification: 'send-anon',
  });
}

const accepted = z.object({
  result: z.literal('success'),
  abuse_rand: z.string().min(1).max(200).optional(),
});
const envelope = z.object({ errors: z.array(z.object({ message: z.string() })).min(1) });
const refusal = z.object({ msg: z.string() });

function saidIn(text: string): string {
  const value = jsonOf(text);
  const listed = envelope.safeParse(value);
  if (listed.success) return saidBy(listed.data.errors.map(({ message }) => message).join('; '));
  const one = refusal.safeParse(value);
  return saidBy(one.success ? one.data.msg : text);
}

function answerOf(answered: HttpAnswer, now: Date): Answer {
  const { status, text } = answered;
  // 401 is what an account without the entitlement hears.
  if (status !== 200 && status !== 201) return notTaken(answered, saidIn(text), now);
  const parsed = accepted.safeParse(jsonOf(text));
  if (!parsed.success) return { outcome: 'unknown', reason: { key: 'answerOdd', params: { status } } };
  const { abuse_rand } = parsed.data;
  return { outcome: 'sent', ...(abuse_rand !== undefined && { receipt: abuse_rand }) };
}

const details = z.object({ result: z.object({ status: z.string().min(1).max(100) }) });

function progressOf({ status, text }: HttpAnswer): Progress | ChannelMessage {
  if (status !== 200) return { key: 'answerRefused', params: { status, said: saidIn(text) } };
  const parsed = details.safeParse(jsonOf(text));
  if (!parsed.success) return { key: 'answerOdd', params: { status } };
  const { status: word } = parsed.data.result;
  return { status: word, final: word !== 'in_review' };
}

function open({ account, token_env, endpoint }: Settings): Channel {
  const headersOf = ({ env }: World): Record<string, string> => ({
    'content-type': 'application/json',
    authorization: `Bearer ${env[token_env] ?? ''}`,
  });
  const base = `${endpoint.replace(/\/$/, '')}/accounts/${account ?? ''}/abuse-reports`;
  return {
    name: NAME,
    title: 'Cloudflare',
    perSecond: PER_SECOND,
    by: 'network',
    objection({ provider }, { hasSecret, test }) {
      if (provider !== PROVIDER) return { key: 'channelNotTheirs', params: { title: 'Cloudflare' } };
      if (account === undefined)
        return { key: 'channelNeedsSetting', params: { setting: 'channels.cloudflare.account' } };
      if (!hasSecret(token_env)) return { key: 'channelNeedsSecret', params: { name: token_env } };
      return test ? { key: 'channelNoTests', params: {} } : undefined;
    },
    parcels: oneByOne,
    draft: ({ complaints: [complaint] }, _token, context) =>
      Promise.resolve({
        target: `POST ${base}/abuse_general`,
        body: reportOf(complaint, context),
        ending: 'json',
        notes: [{ key: 'noteAnonymous', params: {} }],
      }),
    async send({ body }, world) {
      const request = { method: 'POST', headers: headersOf(world), body } as const;
      const answered = await exchange(`${base}/abuse_general`, request, world);
      if (answered.kind === 'answered') return answerOf(answered, world.now());
      return failureOf(answered);
    },
    async progress(receipt, world) {
      const url = `${base}/${encodeURIComponent(receipt)}`;
      const answered = await exchange(url, { method: 'GET', headers: headersOf(world) }, world);
      if (answered.kind === 'answered') return progressOf(answered);
      return { key: 'answerUnreachable', params: { problem: answered.problem } };
    },
  };
}

/** Reports to Cloudflare about its addresses. */
export const CLOUDFLARE = plugIn(NAME, settingsSchema, open);
