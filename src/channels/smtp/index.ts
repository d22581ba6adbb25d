import type { Complaint } from '../../model/complaint.ts';
import { plugIn } from '../channel.ts';
import type { Channel, Context, Parcel } from '../channel.ts';
import { bundles } from '../incidents.ts';
import type { ChannelMessage } from '../sentences.ts';
import { DESKS } from './contacts.ts';
import { serverOf, settingsSchema } from './settings.ts';
import type { Settings } from './settings.ts';

const NAME = 'smtp';
/** No limit is published: a careful pace for a mail server of one's own. */
const PER_SECOND = 2;
/** In one mail: incidents, and bytes of evidence, which base64 makes a third longer; many servers take 25 MB. */
const MOST = { complaints: 50, bytes: 6 * 2 ** 20 };

/** The desk's address, or why there is none. */
function addressee(
  { provider, actor }: Complaint,
  contacts: Settings['contacts'],
  { contactOf }: Context,
): string | ChannelMessage {
  const desk = provider === null ? undefined : DESKS[provider];
  const mail = (provider === null ? undefined : contacts[provider]) ?? desk?.mail;
  if (mail !== undefined) return mail;
  if (desk !== undefined) return { key: 'channelWantsForm', params: { title: desk.title } };
  const contact = contactOf(actor);
  switch (contact.kind) {
    case 'known':
      return contact.mail;
    case 'none':
      return { key: 'channelRegistryNone', params: { server: contact.server } };
    case 'failed':
      return { key: 'channelRegistryFailed', params: { problem: contact.problem } };
    default:
      return { key: 'channelNotAsked', params: {} };
  }
}

/** The mails to one desk. */
function mailsTo(to: string, complaints: readonly Complaint[]): Parcel[] {
  const [first] = complaints;
  const per = (first?.provider !== null && first !== undefined && DESKS[first.provider]?.per) || 'incident';
  const groups = per === 'provider' ? bundles(complaints, MOST) : complaints.map((one): [Complaint] => [one]);
  return groups.map((group) => ({ complaints: group, to }));
}

function open(settings: Settings): Channel {
  const { url, password_env, contacts } = settings;
  const server = url === undefined ? undefined : serverOf(url);
  const from = ({ reporter }: Context['documents']): string => settings.from ?? reporter.contact;
  return {
    name: NAME,
    title: 'SMTP',
    perSecond: PER_SECOND,
    by: 'network',
    objection(complaint, context) {
      if (server === undefined)
        return { key: 'channelNeedsSetting', params: { setting: 'channels.smtp.url' } };
      const { hasSecret, test } = context;
      if (server.user !== undefined && !hasSecret(password_env)) {
        return { key: 'channelNeedsSecret', params: { name: password_env } };
      }
      if (test) return { key: 'channelNoTests', params: {} };
      const to = addressee(complaint, contacts, context);
      return typeof to === 'string' ? undefined : to;
    },
    parcels(complaints, context) {
      const byDesk = new Map<string, Complaint[]>();
      for (const complaint of complaints) {
        const to = addressee(complaint, contacts, context);
        if (typeof to !== 'string') continue;
        const key = JSON.stringify([to, complaint.provider]);
        byDesk.set(key, [...(byDesk.get(key) ?? []), complaint]);
      }
      return [...byDesk.values()].flatMap((group) => {
        const [first] = group;
        const to = first === undefined ? undefined : addressee(first, contacts, context);
        return typeof to === 'string' ? mailsTo(to, group) : [];
      });
    },
    async draft(parcel, token, { documents }, world) {
      const { mailOf } = await import('./mail.ts');
      const sender = from(documents);
      return {
        target: `mail to ${parcel.to ?? ''}`,
        body: await mailOf(parcel, token, sender, documents, world),
        ending: 'eml',
        from: sender,
        notes: [],
      };
    },
    async send({ body, to, from: sender }, world) {
      if (server === undefined || to === undefined || sender === undefined) {
        return {
          outcome: 'stopped',
          reason: { key: 'channelNeedsSetting', params: { setting: 'channels.smtp.url' } },
        };
      }
      const { deliver } = await import('./deliver.ts');
      return deliver(server, world.env[password_env], { from: sender, to }, body);
    },
  };
}

/** Mails to the provider's desk, or to whom the registry names. */
export const SMTP = plugIn(NAME, settingsSchema, open);
