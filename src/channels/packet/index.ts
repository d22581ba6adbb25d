import * as z from 'zod';
import type { Complaint } from '../../model/complaint.ts';
import { plugIn } from '../channel.ts';
import type { Channel, Context } from '../channel.ts';
import { bundles, incidentsCsv } from '../incidents.ts';
import { AS_OF, FORMS } from './forms.ts';

const NAME = 'packet';
/** What a person can paste. */
const MOST = { complaints: 50, bytes: 2 ** 20 };

const settingsSchema = z.strictObject({});

function packetOf(
  complaints: readonly Complaint[],
  form: (typeof FORMS)[string],
  { documents }: Context,
): string {
  const { reporter } = documents;
  const texts = complaints.map((complaint) => documents.plainText(complaint).trimEnd());
  return [
    `Form: ${form.url}`,
    `It asks for: ${form.asks} (as of ${AS_OF})`,
    `Name: ${reporter.name ?? reporter.org}`,
    `Organisation: ${reporter.org}`,
    `Mail: ${reporter.contact}`,
    ...(reporter.phone === undefined ? [] : [`Phone: ${reporter.phone}`]),
    `Addresses: ${[...new Set(complaints.map(({ actor }) => actor))].join(', ')}`,
    '',
    '===== Text to paste =====',
    '',
    texts.join(`\n\n${'-'.repeat(60)}\n\n`),
    '',
    '===== Table to paste or to attach (CSV, times in UTC) =====',
    '',
    incidentsCsv(complaints).replaceAll('\r\n', '\n'),
  ].join('\n');
}

function open(): Channel {
  return {
    name: NAME,
    title: 'Form',
    perSecond: 1000,
    by: 'file',
    objection({ provider }, { test }) {
      if (provider === null || FORMS[provider] === undefined) return { key: 'channelNoForm', params: {} };
      return test ? { key: 'channelNoTests', params: {} } : undefined;
    },
    parcels(complaints) {
      const byProvider = new Map<string | null, Complaint[]>();
      for (const complaint of complaints) {
        const { provider } = complaint;
        byProvider.set(provider, [...(byProvider.get(provider) ?? []), complaint]);
      }
      return [...byProvider.values()].flatMap((group) =>
        bundles(group, MOST).map((bundle) => ({ complaints: bundle })),
      );
    },
    draft({ complaints }, _token, context) {
      const { provider } = complaints[0];
      const form = provider === null ? undefined : FORMS[provider];
      if (form === undefined) return Promise.resolve({ key: 'channelNoForm', params: {} });
      const { title, url } = form;
      return Promise.resolve({
        target: `form ${url}`,
        body: packetOf(complaints, form, context),
        ending: 'txt',
        notes: [{ key: 'noteByHand', params: { title, form: url } }],
      });
    },
    // What was kept is the packet: a person takes it from there.
    send: () => Promise.resolve({ outcome: 'sent' }),
  };
}

/** Texts for the forms of providers who take no report otherwise. */
export const PACKET = plugIn(NAME, settingsSchema, open);
