import { Readable } from 'node:stream';
import type { Answer } from '../channel.ts';
import { saidBy } from '../fields.ts';
import type { Server } from './settings.ts';

/** An answer that takes longer is none: milliseconds. After the end of a mail RFC 5321 (4.5.3.2.6) grants ten minutes. */
const TIMEOUT_MS = 60_000;

interface Failure {
  message: string;
  /** Of SMTP: 550. */
  status?: number;
  /** It is the name or the password that is not taken. */
  login: boolean;
}

function failureOf(thrown: unknown): Failure {
  const error = thrown instanceof Error ? thrown : new Error('no answer');
  const status =
    'responseCode' in error && typeof error.responseCode === 'number' ? error.responseCode : undefined;
  const login = 'code' in error && error.code === 'EAUTH';
  return { message: saidBy(error.message), ...(status !== undefined && { status }), login };
}

/** @param begun whether a byte of the mail has gone out */
function answerOf({ message, status, login }: Failure, begun: boolean): Answer {
  if (login) {
    return {
      outcome: 'stopped',
      reason: { key: 'answerNoRights', params: { status: status ?? 535, said: message } },
    };
  }
  if (status !== undefined && status >= 500) {
    return { outcome: 'refused', reasons: [{ key: 'answerRefused', params: { status, said: message } }] };
  }
  // A server that wants to see the mail a second time answers so too (greylisting).
  if (status !== undefined && status >= 400) {
    return { outcome: 'later', reason: { key: 'answerBusy', params: { status } } };
  }
  return begun
    ? { outcome: 'unknown', reason: { key: 'answerLost', params: { problem: message } } }
    : { outcome: 'stopped', reason: { key: 'answerUnreachable', params: { problem: message } } };
}

/** The mail, which knows whether somebody has begun to read it. */
class Mail extends Readable {
  begun = false;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    super();
    this.#bytes = bytes;
  }

  override _read(): void {
    this.begun = true;
    this.push(this.#bytes);
    this.push(null);
  }
}

/** Hands one mail to the server, once. Never throws for what the server does. */
export async function deliver(
  server: Server,
  password: string | undefined,
  envelope: { from: string; to: string },
  body: string,
): Promise<Answer> {
  const { default: SMTPConnection } = await import('nodemailer/lib/smtp-connection');
  const { host, port, secure, remote, user } = server;
  const connection = new SMTPConnection({
    host,
    port,
    secure,
    requireTLS: !secure && remote,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    logger: false,
  });
  const bytes = Buffer.from(body, 'latin1');
  const mail = new Mail(bytes);
  try {
    await new Promise<void>((resolve, reject) => {
      const fail = (error: unknown): void => reject(error instanceof Error ? error : new Error('no answer'));
      connection.on('error', fail);
      connection.once('end', () => fail(new Error('the server closed the connection')));
      const next = (step: () => void) => (error?: Error | null) => (error ? fail(error) : step());
      const send = (): void => connection.send({ ...envelope, size: bytes.length }, mail, next(resolve));
      const login = (): void =>
        user === undefined
          ? send()
          : connection.login({ user, credentials: { user, pass: password ?? '' } }, next(send));
      connection.connect(next(login));
    });
    return { outcome: 'sent' };
  } catch (thrown) {
    return answerOf(failureOf(thrown), mail.begun);
  } finally {
    connection.quit();
    connection.close();
  }
}
