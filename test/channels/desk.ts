import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Effects } from '../../src/base/ports.ts';
import { openCase } from '../../src/cases/store.ts';
import type { CaseFolder } from '../../src/cases/store.ts';
import type { Contact, Documents } from '../../src/channels/channel.ts';
import type { Queue } from '../../src/channels/queue.ts';
import { openChannels } from '../../src/channels/settings.ts';
import type { ChannelSettings } from '../../src/channels/settings.ts';
import { identityOf } from '../../src/complaints/identity.ts';
import { outlineOf } from '../../src/desk/send-complaints/outline.ts';
import type { Outline } from '../../src/desk/send-complaints/outline.ts';
import { queueIn, sendAll } from '../../src/desk/send-complaints/send.ts';
import type { Dispatches } from '../../src/desk/send-complaints/send.ts';
import type { Complaint, Reporter } from '../../src/model/complaint.ts';
import { world } from '../attribution/world.ts';
import { COMPLAINT } from '../complaints/samples.ts';
import { temporary } from '../support.ts';
import { KEYS } from './providers.ts';

const REPORTER: Reporter = {
  org: 'Example Hosting',
  contact: 'abuse@customer.example',
  domain: 'customer.example',
};

export const DOCUMENTS: Documents = {
  reporter: REPORTER,
  xarf4: (complaint) => ({
    xarf_version: '4.2.0',
    report_id: `report of ${complaint.id}`,
    timestamp: complaint.first,
    reporter: REPORTER,
    sender: REPORTER,
    source_identifier: complaint.actor,
    category: complaint.category,
    type: complaint.type,
    evidence: complaint.evidence.map(({ text }) => ({ payload: Buffer.from(text).toString('base64') })),
  }),
  plainText: ({ actor, type, first }) => `${type} from ${actor} since ${first}\n`,
};

/** A complaint about another address, provider or moment than the sample's. */
export function complaint(changes: Partial<Complaint> = {}): Complaint {
  const made = { ...COMPLAINT, ...changes };
  return { ...made, ...identityOf(made) };
}

/** AWS's libraries read the environment of the process themselves. */
export function credentials(t: TestContext): void {
  const changed = {
    AWS_ACCESS_KEY_ID: KEYS.id,
    AWS_SECRET_ACCESS_KEY: KEYS.secret,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const before = Object.fromEntries(Object.keys(changed).map((name) => [name, process.env[name]]));
  Object.assign(process.env, changed);
  t.after(() => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });
}

export interface Trial {
  effects: Effects;
  dir: string;
  /** Sets the clock forward: milliseconds. */
  later: (milliseconds: number) => void;
  /** One run of `--send`, with the case opened for it. */
  send: (
    complaints: readonly Complaint[],
    options?: RunOptions,
  ) => Promise<Dispatches & { outline: Outline; queue: Queue }>;
  queue: () => Promise<Queue>;
}

interface RunOptions {
  settings?: ChannelSettings;
  documents?: Documents;
  chosen?: string;
  test?: boolean;
  again?: readonly string[];
  contacts?: ReadonlyMap<string, Contact>;
  signal?: AbortSignal;
  /** The case as the run gets it: a journal that breaks. */
  broken?: (folder: CaseFolder) => CaseFolder;
}

/** A case folder, a clock that a test sets, the real network of this computer. */
export async function trial(
  t: TestContext,
  settings: ChannelSettings,
  changes: Partial<Effects> = {},
): Promise<Trial> {
  const home = await temporary(t);
  const dir = join(home, 'some.case');
  let now = Date.parse('2026-11-30T12:00:00Z');
  const { effects } = world(home, {
    fetch: (url, init) => fetch(url, init),
    now: () => new Date(now),
    ...changes,
  });
  const inCase = async <Result>(work: (folder: CaseFolder) => Promise<Result>): Promise<Result> => {
    const folder = await openCase(dir, effects);
    try {
      return await work(folder);
    } finally {
      await folder.close();
    }
  };
  return {
    effects,
    dir,
    later(milliseconds) {
      now += milliseconds;
    },
    send: (complaints, options = {}) =>
      inCase(async (folder) => {
        const { documents = DOCUMENTS, chosen, test = false, again = [], contacts = new Map() } = options;
        const channels = openChannels(options.settings ?? settings);
        const held = options.broken?.(folder) ?? folder;
        const order = {
          complaints,
          documents,
          channels,
          test,
          again: new Set(again),
          contacts,
          ...(chosen !== undefined && { chosen }),
        };
        const outline = await outlineOf(order, queueIn(held), effects);
        const signal = options.signal ?? new AbortController().signal;
        const sent = await sendAll(outline, held, signal, effects);
        return { ...sent, outline, queue: queueIn(folder) };
      }),
    queue: () => inCase((folder) => Promise.resolve(queueIn(folder))),
  };
}

/** States of all sendings, in their order. */
export function states({ sendings }: Queue): string[] {
  return [...sendings.values()].map(({ state }) => state);
}
