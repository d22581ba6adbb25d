import * as z from 'zod';
import type { Complaint } from '../../model/complaint.ts';
import { endpointSchema, failureOf, oneByOne, plugIn } from '../channel.ts';
import type { Answer, Channel, Context } from '../channel.ts';
import { saidBy } from '../fields.ts';
import { exchange } from '../http.ts';
import type { HttpAnswer } from '../http.ts';
import { TRIAL_TEXT, trialOf } from '../trial.ts';
import { notTaken } from '../without-token.ts';

/*
 * Microsoft's report of abuse, version 2.0: open to all, without a key. Fields and incident types: msrc.microsoft.com/report/developer,
 * msrc.microsoft.com/report/abuse and "What's new in the MSRC Report Abuse Portal and API" (2024-07), as of 2026-11.
 */

const NAME = 'msrc';
const PROVIDER = 'azure';
const ENDPOINT = 'https://api.msrc.microsoft.com/report/v2.0/abuse';
/** No limit is published: a careful pace. */
const PER_SECOND = 1;
/** No limit is published: a careful length, characters. */
const MAX_NOTES = 20_000;

const settingsSchema = z.strictObject({
  enabled: z.boolean().default(true),
  endpoint: endpointSchema.default(ENDPOINT),
});
type Settings = z.infer<typeof settingsSchema>;

/** The incident type of an address, by XARF's type. What is of no other type is of the one for what violates the rights of others. */
const INCIDENTS: Readonly<Record<string, string>> = {
  login_attack: 'Brute Force',
  ddos: 'Denial of Service',
  infected_host: 'Malware',
  malware: 'Malware',
  botnet: 'Malware',
  spam: 'Spam',
  bulk_messaging: 'Spam',
};
const OTHER_INCIDENT = 'Illegal/Violates the rights of others';

/** The report of a complaint: `date` YYYY-MM-DD, `time` HH:mm:ss, `timeZone` as an offset. */
function reportOf(complaint: Complaint, { documents, test }: Context): string {
  const { actor, type, first, destination, source_port } = test ? trialOf(complaint) : complaint;
  const { reporter } = documents;
  const instant = new Date(first).toISOString();
  const text = documents.plainText(complaint);
  const notes = text.length > MAX_NOTES ? `${text.slice(0, MAX_NOTES)}\n[…]` : text;
  const [port] = destination?.ports ?? [];
  return JSON.stringify({
    date: instant.slice(0, 10),
    time: instant.slice(11, 19),
    timeZone: '+0000',
    reporterName: reporter.name ?? reporter.org,
    reporterEmail: reporter.contact,
    threatType: 'IP Address',
    incidentType: INCIDENTS[type] ?? OTHER_INCIDENT,
    sourceIp: actor,
    ...(source_port !== undefined && { sourcePort: String(source_port) }),
    ...(port !== undefined && { destinationPort: String(port) }),
    reportNotes: test ? TRIAL_TEXT : notes,
    anonymizeReport: false,
    testSubmission: test,
  });
}

function answerOf(answered: HttpAnswer, now: Date): Answer {
  const { status, text } = answered;
  const isTaken = status >= 200 && status < 300;
  return isTaken ? { outcome: 'sent' } : notTaken(answered, saidBy(text), now);
}

function open({ enabled, endpoint }: Settings): Channel {
  return {
    name: NAME,
    title: 'Microsoft (MSRC)',
    perSecond: PER_SECOND,
    by: 'network',
    objection({ provider }) {
      if (!enabled) return { key: 'channelOff', params: { setting: 'channels.msrc' } };
      return provider === PROVIDER ? undefined : { key: 'channelNotTheirs', params: { title: 'Microsoft' } };
    },
    parcels: oneByOne,
    draft: ({ complaints: [complaint] }, _token, context) =>
      Promise.resolve({
        target: `POST ${endpoint}`,
        body: reportOf(complaint, context),
        ending: 'json',
        notes: context.test ? [{ key: 'noteTest', params: {} }] : [],
      }),
    async send({ body }, world) {
      const headers = { 'content-type': 'application/json' };
      const answered = await exchange(endpoint, { method: 'POST', headers, body }, world);
      if (answered.kind !== 'answered') return failureOf(answered);
      return answerOf(answered, world.now());
    },
  };
}

/** Reports to Microsoft about addresses of Azure. */
export const MSRC = plugIn(NAME, settingsSchema, open);
