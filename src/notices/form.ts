import type { Claim } from '../model/claim.ts';
import { flatten } from './lines.ts';
import type { Line } from './lines.ts';
import type { Message } from './messages.ts';
import type { Reading, Sender, Statement } from './senders/sender.ts';

/** The least that a statement says; what the notice gives is put over it. */
export function statement(type: Claim['type'], fields: Partial<Statement> = {}): Statement {
  return {
    type,
    accounts: [],
    instances: [],
    interfaces: [],
    addresses: [],
    regions: [],
    flows: [],
    actions_taken: [],
    stage: 'first',
    ...fields,
  };
}

/** What one notice of a message states. @param line at which it begins */
export function reading(stated: Statement, line: number, unread: readonly string[] = []): Reading {
  return { stated: [{ statement: stated, line }], unread: [...unread] };
}

/** A third party's text is kept up to here; the cut is said. */
const MAX_FORWARDED = 64 * 1024;

/** The third party's text as a claim keeps it. */
export function keptText(forwarded: readonly string[]): string {
  const text = forwarded.join('\n').trimEnd();
  if (text.length <= MAX_FORWARDED) return text;
  return `${text.slice(0, MAX_FORWARDED)}\n[… cut here: ${text.length - MAX_FORWARDED} more characters are in the evidence]`;
}

/** The lines from the first that the test holds for, as a third party's text; undefined where there is none. */
export function linesFrom(lines: readonly Line[], begins: (text: string) => boolean): string | undefined {
  const at = lines.findIndex(({ text }) => begins(text));
  return at < 0 ? undefined : keptText(lines.slice(at).map(({ raw }) => raw.trimEnd()));
}

/** A message's own words, and the third party's text that begins in the line that the test holds for. */
export function partsOf(
  message: Message,
  begins: (text: string) => boolean,
): { own: Message; forwarded?: string } {
  const at = message.lines.findIndex(({ text }) => begins(text));
  if (at < 0) return { own: message };
  const forwarded = keptText(message.lines.slice(at).map(({ raw }) => raw.trimEnd()));
  return { own: { ...message, lines: message.lines.slice(0, at) }, forwarded };
}

/** The message on one line, its subject first. */
export function flatText(message: Message): string {
  return `${message.subject ?? ''} ${flatten(message.lines)}`;
}

type Form = Pick<Sender, 'name' | 'title' | 'phrases' | 'read'> & Partial<Sender>;

/** A sender whose notices pass nothing on behind their end, and whose subjects alone state nothing. */
export function formOf(form: Form): Sender {
  return {
    letterWords: () => ({ provider: form.title, desk: form.title }),
    labels: [],
    addresses: [],
    domains: [],
    dns: [],
    callsItself: /(?!)/,
    passesOn: () => undefined,
    endsPassedOn: () => false,
    readSubject: () => undefined,
    ...form,
  };
}
