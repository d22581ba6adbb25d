// oxlint-disable typescript/no-unsafe-type-assertion -- messages of the DevTools protocol come without types
import { spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { TestContext } from 'node:test';
import { remove } from '../../../test/support.ts';

type Fields = Record<string, unknown>;

/** A page in a headless Chromium, driven over the DevTools protocol by a pipe; no port is opened. */
export interface Page {
  /** Sends one command of the DevTools protocol to the page. */
  send(method: string, params?: Fields): Promise<Fields>;
  /** The value of an expression in the page. */
  evaluate<T>(expression: string): Promise<T>;
  /** Opens a file of this computer and waits until it is loaded. */
  open(file: string): Promise<void>;
  /** What the page logged or failed to load since it was opened: errors, breaches of its policy. */
  readonly complaints: string[];
  /** What the page asked for since it was opened, beside itself, and the dialogs it showed. */
  readonly asked: string[];
}

interface Message {
  id?: number;
  method?: string;
  params?: Fields;
  result?: Fields;
  error?: { message: string };
}

/** The program as Debian and others name it. */
const BROWSER = 'chromium';
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--remote-debugging-pipe',
];

/** Starts Chromium with an empty profile; it ends with the test. */
export async function chromium(t: TestContext): Promise<Page> {
  const profile = await mkdtemp(join(tmpdir(), 'abusedesk-test-'));
  const child = spawn(BROWSER, [...FLAGS, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  t.after(async () => {
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    await ended;
    // Only now: hooks run in the order in which they are registered, and a browser writes to its profile.
    await remove(profile);
  });
  const browser = connect(child.stdio[3] as Writable, child.stdio[4] as Readable);
  const { targetInfos } = (await browser.send('Target.getTargets')) as {
    targetInfos: { type: string; targetId: string }[];
  };
  const target = targetInfos.find((one) => one.type === 'page');
  const { sessionId } = await browser.send('Target.attachToTarget', {
    targetId: target?.targetId,
    flatten: true,
  });
  return pageOf(browser, String(sessionId));
}

interface Connection {
  send(method: string, params?: Fields, sessionId?: string): Promise<Fields>;
  onEvent(listener: (method: string, params: Fields) => void): void;
}

/** Messages of the protocol are JSON texts that end in a NUL byte. */
function connect(out: Writable, input: Readable): Connection {
  const waiting = new Map<number, { resolve: (value: Fields) => void; reject: (error: Error) => void }>();
  const listeners: ((method: string, params: Fields) => void)[] = [];
  let last = 0;
  let rest = '';
  input.setEncoding('utf8');
  input.on('data', (text: string) => {
    const parts = (rest + text).split('\0');
    rest = parts.pop() ?? '';
    for (const part of parts) receive(JSON.parse(part) as Message);
  });
  function receive(message: Message): void {
    if (message.method !== undefined) {
      for (const listener of listeners) listener(message.method, message.params ?? {});
    }
    const one = message.id === undefined ? undefined : waiting.get(message.id);
    if (one === undefined) return;
    if (message.error) one.reject(new Error(message.error.message));
    else one.resolve(message.result ?? {});
  }
  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        waiting.set(id, { resolve, reject });
        out.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
      }),
    onEvent: (listener) => void listeners.push(listener),
  };
}

async function pageOf(browser: Connection, session: string): Promise<Page> {
  const complaints: string[] = [];
  const asked: string[] = [];
  let opened = '';
  let loaded: () => void = () => undefined;
  browser.onEvent((method, params) => {
    if (method === 'Page.loadEventFired') loaded();
    if (method === 'Log.entryAdded') complaints.push(JSON.stringify(params['entry']));
    if (method === 'Network.requestWillBeSent') asked.push((params['request'] as { url: string }).url);
    if (method === 'Page.javascriptDialogOpening') asked.push(`dialog: ${String(params['message'])}`);
    if (method === 'Runtime.exceptionThrown') complaints.push(JSON.stringify(params['exceptionDetails']));
  });
  const send = (method: string, params?: Fields) => browser.send(method, params, session);
  await Promise.all(
    ['Page.enable', 'Log.enable', 'Runtime.enable', 'Network.enable'].map((method) => send(method)),
  );
  return {
    complaints,
    get asked() {
      return asked.filter((url) => url !== opened);
    },
    send,
    evaluate: async <T>(expression: string) => {
      const { result, exceptionDetails } = await send('Runtime.evaluate', {
        expression,
        returnByValue: true,
        awaitPromise: true,
      });
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
      return (result as { value: T }).value;
    },
    open: async (file) => {
      complaints.length = 0;
      asked.length = 0;
      opened = `file://${file}`;
      const done = new Promise<void>((resolve) => {
        loaded = resolve;
      });
      await send('Page.navigate', { url: opened });
      await done;
    },
  };
}
