// A program for killed.test.ts: sends complaints out of a case, until it is killed.
import { nodeEffects } from '../../src/base/effects.ts';
import { sendComplaints } from '../../src/desk/send-complaints/run.ts';
import { complaint, DOCUMENTS } from './desk.ts';

const [, , dir = '', channels = '{}', provider = 'aws'] = process.argv;
const request = {
  dir,
  complaints: [1, 2, 3].map((n) => complaint({ provider, actor: `203.0.113.${n}` })),
  documents: DOCUMENTS,
  settings: { channels: JSON.parse(channels) },
  test: false,
  again: [],
  rdap: false,
  send: true,
  signal: new AbortController().signal,
  show: () => undefined,
};
// The first run shows, the second sends.
await sendComplaints(request, nodeEffects(1));
const { queue } = await sendComplaints(request, nodeEffects(1));
process.stdout.write(JSON.stringify([...queue.sendings.values()].map(({ state }) => state)));
