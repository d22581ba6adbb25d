import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ChannelPlugIn, Context } from '../../src/channels/channel.ts';
import { CHANNELS } from '../../src/channels/index.ts';
import { world } from '../attribution/world.ts';
import { ROOT, temporary } from '../support.ts';
import { complaint, DOCUMENTS } from './desk.ts';

const FOLDER = join(ROOT, 'test', 'channels', 'fixtures');
const TOKEN = '0123456789abcdef0123456789abcdef';

/** What a fixture says: changes to the sample complaint, the channel's settings, whether it is a trial. */
interface Fixture {
  complaints: Record<string, unknown>[];
  settings?: Record<string, unknown>;
  secrets?: string[];
  test?: boolean;
}

function fixturesOf(channel: string): string[] {
  return readdirSync(join(FOLDER, channel)).sort();
}

function contextOf({ secrets = [], test: trial = false }: Fixture): Context {
  return {
    documents: DOCUMENTS,
    hasSecret: (name) => secrets.includes(name),
    contactOf: () => ({ kind: 'not asked' }),
    test: trial,
  };
}

test('every channel has fixtures, and no fixture is of a channel that is not there', () => {
  assert.deepEqual(readdirSync(FOLDER).sort(), CHANNELS.map(({ name }) => name).sort());
  for (const { name } of CHANNELS) assert.ok(fixturesOf(name).length > 0, name);
});

/** Line ends of mails and tables as this system's files have them. */
function lines(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

async function drafted(plugIn: ChannelPlugIn, fixture: Fixture, home: string): Promise<string> {
  const channel = plugIn.open(fixture.settings);
  const context = contextOf(fixture);
  const complaints = fixture.complaints.map((changes) => complaint(changes));
  for (const one of complaints) assert.equal(channel.objection(one, context), undefined);
  const [parcel = assert.fail(), ...more] = channel.parcels(complaints, context);
  assert.deepEqual(more, []);
  const { effects } = world(home);
  const draft = await channel.draft(parcel, TOKEN, context, effects);
  assert.ok('body' in draft, JSON.stringify(draft));
  const body = draft.ending === 'json' ? `${JSON.stringify(JSON.parse(draft.body), null, 2)}\n` : draft.body;
  const notes = draft.notes.map(({ key }) => `${key}\n`).join('');
  // What marks where the parts of a mail end is made anew each time.
  const [boundary = ''] = /--_[^\s"]+(?=")/.exec(body) ?? [];
  const whole = lines(boundary === '' ? body : body.replaceAll(boundary, '--_PART'));
  return `${draft.target}\n${notes}\n${whole}`;
}

for (const plugIn of CHANNELS) {
  for (const name of fixturesOf(plugIn.name)) {
    test(`${plugIn.name}: what would go out is as it is kept: ${name}`, async (t) => {
      const folder = join(FOLDER, plugIn.name, name);
      const fixture: Fixture = JSON.parse(readFileSync(join(folder, 'complaint.json'), 'utf8'));
      const home = await temporary(t);
      const text = await drafted(plugIn, fixture, home);
      assert.equal(text, lines(readFileSync(join(folder, 'draft.txt'), 'utf8')));
      assert.equal(await drafted(plugIn, fixture, home), text);
    });
  }
}
