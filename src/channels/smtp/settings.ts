import * as z from 'zod';
import { secretNameSchema } from '../channel.ts';

function isServer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, password, pathname, search } = new URL(text);
  const place = pathname === '' || pathname === '/';
  return /^smtps?:$/.test(protocol) && hostname !== '' && password === '' && place && search === '';
}

export const settingsSchema = z.strictObject({
  /** `smtps://user@mail.example.com` or `smtp://…:587` (STARTTLS); the password stands elsewhere. */
  url: z
    .string()
    .refine(isServer, {
      // What was written may hold a password.
      error: () =>
        'this is no mail server; write it like smtps://user@mail.example.com, without a password: it is read from the environment',
    })
    .optional(),
  /** The environment variable that holds the password. */
  password_env: secretNameSchema.default('ABUSEDESK_SMTP_PASSWORD'),
  /** Who the mails are from; by default `reporter.contact`. */
  from: z.email().optional(),
  /** Addresses of desks by the provider's name, in the place of those that are known. */
  contacts: z.record(z.string(), z.email()).default({}),
});
export type Settings = z.infer<typeof settingsSchema>;

/** A mail server, and how it is spoken to. */
export interface Server {
  host: string;
  port: number;
  /** TLS from the first byte. */
  secure: boolean;
  /** Not on this computer: the way there must be encrypted. */
  remote: boolean;
  user?: string;
}

export function serverOf(text: string): Server {
  const { protocol, hostname, port, username } = new URL(text);
  const secure = protocol === 'smtps:';
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return {
    host,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    remote: !['localhost', '127.0.0.1', '::1'].includes(host),
    ...(username !== '' && { user: decodeURIComponent(username) }),
  };
}
