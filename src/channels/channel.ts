import * as z from 'zod';
import type { Clock, Environment, Files, Ids, Net } from '../base/ports.ts';
import type { Complaint, Reporter } from '../model/complaint.ts';
import type { ChannelMessage } from './sentences.ts';

/** What a channel may need of the world. */
export type World = Clock & Environment & Files & Ids & Net;

/** The writers of complaints, which are handed in with who complains. */
export interface Documents {
  reporter: Reporter;
  /** A report in XARF v4, valid by its schema; of the same complaint the same, to the last byte. */
  xarf4: (complaint: Complaint) => object;
  /** The same for a person to read, in English. */
  plainText: (complaint: Complaint) => string;
}

/** What is known of the mail address for complaints of an address that nobody's published range holds. */
export type Contact =
  | { kind: 'known'; mail: string; server: string }
  | { kind: 'none'; server: string }
  | { kind: 'failed'; problem: string }
  | { kind: 'not asked' };

/** What a channel knows when it decides and writes. */
export interface Context {
  documents: Documents;
  /** Whether the environment holds a secret of that name; which one it is, nobody learns who writes. */
  hasSecret: (name: string) => boolean;
  /** What the registry says of the address (RDAP). */
  contactOf: (address: string) => Contact;
  /** A trial: the provider is told that it is none of its customers', and nothing of the evidence goes out. */
  test: boolean;
}

/** What goes out at once: one complaint, or for a desk that wants it so several. */
export interface Parcel {
  complaints: readonly [Complaint, ...Complaint[]];
  /** The address of a mail, where the channel is mail. */
  to?: string;
}

/** What would be sent, byte by byte, without any secret. */
interface Draft {
  /** For a person: `POST https://…`, `mail to abuse@…`. */
  target: string;
  body: string;
  /** The ending of the file that keeps it. */
  ending: 'json' | 'eml' | 'txt';
  /** The sender's address of a mail. */
  from?: string;
  /** What to know before it is sent. */
  notes: readonly ChannelMessage[];
}

/** What is handed to the channel when it sends: the bytes as they were kept, by whoever is at work now. */
interface Consignment {
  body: string;
  /** Of a mail. */
  to?: string;
  from?: string;
  /** The same for every attempt of one sending: 32 hex digits. */
  token: string;
}

/**
 * What became of an attempt. `sent`: it was taken. `refused`: it was not taken, and will not be as it is. `later`: it was
 * not taken now. `stopped`: nothing will be taken through this channel now. `unknown`: it may have been taken. `seconds`: how long
 * the other side asks to wait.
 */
export type Answer =
  | { outcome: 'sent'; receipt?: string }
  | { outcome: 'refused'; reasons: readonly ChannelMessage[] }
  | { outcome: 'later'; seconds?: number; reason: ChannelMessage }
  | { outcome: 'stopped'; reason: ChannelMessage }
  | { outcome: 'unknown'; seconds?: number; reason: ChannelMessage };

/** What the provider says has become of a complaint. */
export interface Progress {
  /** The provider's own word: `PROCESSING`. */
  status: string;
  /** The provider's own word for the outcome: `ACTIONED`. */
  reason?: string;
  /** The provider's own sentence, bounded. */
  description?: string;
  /** Nothing more will come of it. */
  final: boolean;
}

/** A way to a provider's desk, with its settings. */
export interface Channel {
  readonly name: string;
  /** As a person calls it. */
  readonly title: string;
  /** How many may be sent within a second. */
  readonly perSecond: number;
  /** For how long the same token makes a second attempt safe, milliseconds; absent: the other side may take it twice. */
  readonly repeatable?: number;
  /** `file`: a person brings what was written to a form. */
  readonly by: 'network' | 'file';
  /** Why the channel does not take the complaint; undefined: it does. */
  objection(complaint: Complaint, context: Context): ChannelMessage | undefined;
  /** Puts complaints together that go out at once. */
  parcels(complaints: readonly Complaint[], context: Context): Parcel[];
  /** What would be sent; an objection where it cannot be. */
  draft(parcel: Parcel, token: string, context: Context, world: World): Promise<Draft | ChannelMessage>;
  /** Never throws for what the other side does. */
  send(consignment: Consignment, world: World): Promise<Answer>;
  /** Asks what became of it; a message: it could not be asked. */
  progress?(receipt: string, world: World): Promise<Progress | ChannelMessage>;
}

/** A channel as it stands in the list: its settings are read before it is made. */
export interface ChannelPlugIn {
  readonly name: string;
  /** Under `channels:` in the settings, by the name with `_`. */
  readonly settings: z.ZodType;
  open(settings: unknown): Channel;
}

/** @param make the channel of settings that fit the schema */
export function plugIn<Settings>(
  name: string,
  settings: z.ZodType<Settings>,
  make: (settings: Settings) => Channel,
): ChannelPlugIn {
  return { name, settings, open: (given) => make(settings.parse(given ?? {})) };
}

/** What it means that no answer came. */
export function failureOf({ kind, problem }: { kind: 'unsent' | 'lost'; problem: string }): Answer {
  return kind === 'unsent'
    ? { outcome: 'stopped', reason: { key: 'answerUnreachable', params: { problem } } }
    : { outcome: 'unknown', reason: { key: 'answerLost', params: { problem } } };
}

/** Each complaint by itself. */
export function oneByOne(complaints: readonly Complaint[]): Parcel[] {
  return complaints.map((complaint) => ({ complaints: [complaint] }));
}

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

function isEndpoint(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  if (username !== '' || password !== '' || search !== '' || hash !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));
}

/** The address of an interface: HTTPS, or HTTP on this computer; without a name, a password or a question. */
export const endpointSchema = z.string().refine(isEndpoint, {
  error: (issue) =>
    `${JSON.stringify(issue.input)} is no address of an interface; write it like https://abuse.example.com`,
});

/** A secret is named, never written. */
export const secretNameSchema = z.string().regex(/^[A-Z_][A-Z0-9_]{0,99}$/, {
  // What was written may be the secret.
  error: () =>
    'this is no name of an environment variable; write the name (CLOUDFLARE_API_TOKEN), not the secret',
});
