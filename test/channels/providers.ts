import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import type { Socket } from 'node:net';
import type { TestContext } from 'node:test';
import { faultOf } from './signatures.ts';

/*
 * Desks of providers on this computer, which speak as their documents say: the AWS Abuse Signal API Reference (2026-11-18), Microsoft's
 * developer page of reports and Cloudflare's API documentation (2026-11).
 */

export const KEYS = { id: 'AKIAIOSFODNN7EXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };

/** What a desk does with the next request, instead of taking it. */
type Mood =
  | { kind: 'answer'; status: number; headers?: Record<string, string>; body: string }
  /** The connection ends before anything was taken. */
  | { kind: 'hang up' }
  /** It is taken, and the connection ends before the answer. */
  | { kind: 'take and hang up' };

export interface Desk {
  base: string;
  /** What the next requests meet, in order; then all goes well. */
  moods: Mood[];
  /** Every request that arrived: method, path and body. */
  asked: { method: string; path: string; headers: IncomingMessage['headers']; body: string }[];
  /** What was taken, in order. */
  taken: unknown[];
  /** Told of each request as it is heard, before it is taken: which one it is. */
  heard?: (count: number) => void;
}

async function listen(
  t: TestContext,
  handler: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const bound = server.address();
  assert.ok(typeof bound === 'object' && bound !== null);
  return `http://127.0.0.1:${bound.port}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}

function answer(response: ServerResponse, status: number, body: unknown, headers: object = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** A desk that takes with `take` what no mood forbids. */
async function desk(
  t: TestContext,
  take: (asked: Desk['asked'][number], desk: Desk) => { status: number; body: unknown },
): Promise<Desk> {
  const made: Desk = { base: '', moods: [], asked: [], taken: [] };
  made.base = await listen(t, (request, response) => {
    void bodyOf(request).then((body) => {
      const asked = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
      made.asked.push(asked);
      made.heard?.(made.asked.length);
      const mood = made.moods.shift();
      if (mood?.kind === 'hang up') return response.destroy();
      if (mood?.kind === 'answer') return answer(response, mood.status, mood.body, mood.headers);
      const taken = take(asked, made);
      if (mood?.kind === 'take and hang up') return response.destroy();
      return answer(response, taken.status, taken.body);
    });
  });
  return made;
}

interface AwsRequest {
  clientToken?: string;
  correlationId?: string;
  report?: { xarf?: Record<string, unknown> };
}

/** Statuses by report, as the desk would tell them. */
export interface AwsDesk extends Desk {
  progress: Map<string, Record<string, unknown>>;
}

/** AWS: every request must be signed; a token that is known gives the report that it made. */
export async function awsDesk(t: TestContext, region = 'us-east-1'): Promise<AwsDesk> {
  const progress = new Map<string, Record<string, unknown>>();
  const byToken = new Map<string, { reportId: string; body: string }>();
  const made = await desk(t, ({ method, path, headers, body }, { base, taken }) => {
    const signed: Record<string, string> = {};
    for (const [name, value] of Object.entries(headers)) signed[name] = String(value);
    const fault = faultOf({ method, path, headers: signed, body }, KEYS, { region, service: 'abuse' });
    if (fault !== undefined) return { status: 403, body: { message: `${base}: ${fault}` } };
    if (method === 'GET') {
      const found = progress.get(path.replace('/v1/abuse/', ''));
      return found === undefined
        ? { status: 404, body: { message: 'There is no such report.' } }
        : { status: 200, body: found };
    }
    if (method !== 'POST' || path !== '/v1/abuse') return { status: 404, body: { message: path } };
    const { clientToken = '', report }: AwsRequest = JSON.parse(body);
    if (!/^[\x21-\x7E]{1,128}$/.test(clientToken) || report?.xarf === undefined) {
      return {
        status: 400,
        body: { message: 'invalid', fieldList: [{ path: '/clientToken', message: 'form' }] },
      };
    }
    const known = byToken.get(clientToken);
    if (known !== undefined) {
      return known.body === body
        ? { status: 202, body: { reportId: known.reportId } }
        : { status: 409, body: { message: 'The token was used for another report.' } };
    }
    const reportId = `report${String(byToken.size + 1).padStart(20, '0')}`;
    byToken.set(clientToken, { reportId, body });
    progress.set(reportId, { reportId, status: 'QUEUED', description: 'Received.', submittedAt: 0 });
    taken.push(report.xarf);
    return { status: 202, body: { reportId } };
  });
  return Object.assign(made, { progress });
}

/** Microsoft: no key and no token; a report that lacks something is refused with a sentence. */
export function msrcDesk(t: TestContext): Promise<Desk> {
  const required = ['date', 'time', 'timeZone', 'reporterName', 'reporterEmail', 'reportNotes', 'threatType'];
  return desk(t, ({ body }, { taken }) => {
    const report: Record<string, unknown> = JSON.parse(body);
    const lacking = required.find((name) => typeof report[name] !== 'string' || report[name] === '');
    if (lacking !== undefined) return { status: 400, body: `The ${lacking} field is required.` };
    if (!/^\d{4}-\d\d-\d\d$/.test(String(report['date']))) return { status: 400, body: 'date: YYYY-MM-DD' };
    if (!/^\d\d:\d\d:\d\d$/.test(String(report['time']))) return { status: 400, body: 'time: HH:mm:ss' };
    taken.push(report);
    return { status: 200, body: 'Report was submitted successfully.' };
  });
}

export const CLOUDFLARE_TOKEN = 'token-that-nobody-may-see';
export const CLOUDFLARE_ACCOUNT = '0123456789abcdef0123456789abcdef';

/** Cloudflare: an account and its token; mail addresses must agree. */
export function cloudflareDesk(t: TestContext): Promise<Desk> {
  return desk(t, ({ method, path, headers, body }, { taken }) => {
    const error = (status: number, message: string) => ({
      status,
      body: { success: false, errors: [{ code: 1000, message }], messages: [], result: null },
    });
    if (headers.authorization !== `Bearer ${CLOUDFLARE_TOKEN}`) return error(401, 'Authentication error');
    const place = `/accounts/${CLOUDFLARE_ACCOUNT}/abuse-reports`;
    if (method === 'GET') {
      return { status: 200, body: { success: true, result: { id: path, status: 'in_review', type: 'GEN' } } };
    }
    if (path !== `${place}/abuse_general`) return error(404, path);
    const report: Record<string, unknown> = JSON.parse(body);
    if (report['email'] !== report['email2']) return error(400, 'email2 must match email');
    taken.push(report);
    return {
      status: 200,
      body: { abuse_rand: `rand-${taken.length}`, request: { act: report['act'] }, result: 'success' },
    };
  });
}

/** What a mail server does at a step, instead of going on. */
type SmtpMood = { at: 'RCPT' | 'DATA' | 'END'; say: string } | { at: 'DATA' | 'END'; hangUp: true };

export interface MailServer {
  port: number;
  moods: SmtpMood[];
  /** Mails that were taken, with their envelopes. */
  taken: { from: string; to: string; data: string }[];
  /** Commands that came, without the mails. */
  said: string[];
}

function session(socket: Socket, server: MailServer): void {
  let buffer = '';
  let inData = false;
  let [from, to] = ['', ''];
  const say = (line: string): boolean => socket.write(`${line}\r\n`);
  const step = (at: SmtpMood['at'], go: () => void): void => {
    const [mood] = server.moods;
    if (mood?.at !== at) return go();
    server.moods.shift();
    if ('hangUp' in mood) socket.destroy();
    else say(mood.say);
    inData = false;
  };
  const command = (line: string): void => {
    server.said.push(line);
    const [verb = ''] = line.toUpperCase().split(/[ :]/);
    const address = /<([^>]*)>/.exec(line)?.[1] ?? '';
    if (verb === 'EHLO') say('250-here\r\n250-SIZE 30000000\r\n250 AUTH PLAIN');
    else if (verb === 'AUTH')
      say(line.endsWith(Buffer.from('\0desk\0mail-secret').toString('base64')) ? '235 ok' : '535 no');
    else if (verb === 'MAIL') {
      from = address;
      say('250 ok');
    } else if (verb === 'RCPT') {
      step('RCPT', () => {
        to = address;
        say('250 ok');
      });
    } else if (verb === 'DATA') {
      step('DATA', () => {
        inData = true;
        say('354 go on');
      });
    } else if (verb === 'QUIT') socket.end('221 bye\r\n');
    else say('502 what');
  };
  const look = (): void => {
    for (;;) {
      const end = inData ? buffer.indexOf('\r\n.\r\n') : buffer.indexOf('\r\n');
      if (end < 0) return;
      const text = buffer.slice(0, end);
      buffer = buffer.slice(end + (inData ? 5 : 2));
      if (!inData) command(text);
      else {
        inData = false;
        step('END', () => {
          server.taken.push({ from, to, data: text });
          say('250 taken');
        });
      }
    }
  };
  socket.setEncoding('latin1');
  socket.on('error', () => undefined);
  socket.on('data', (chunk) => {
    buffer += String(chunk);
    look();
  });
  say('220 here');
}

export async function mailServer(t: TestContext): Promise<MailServer> {
  const made: MailServer = { port: 0, moods: [], taken: [], said: [] };
  const sockets = new Set<Socket>();
  const server = createSocketServer((socket) => {
    sockets.add(socket);
    session(socket, made);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const bound = server.address();
  assert.ok(typeof bound === 'object' && bound !== null);
  made.port = bound.port;
  return made;
}
