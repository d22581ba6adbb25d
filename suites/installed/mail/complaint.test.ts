import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT, temporary } from '../../../test/support.ts';
import { startDovecot } from './dovecot.ts';
import { startPostfix } from './postfix.ts';

interface Ran {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Not waited for in one piece: what goes to the mail server passes through this process. */
async function abusedesk(home: string, ...args: string[]): Promise<Ran> {
  const child = spawn(process.execPath, [join(ROOT, 'bin', 'abusedesk.js'), ...args], {
    env: { ...process.env, ABUSEDESK_HOME: home },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  const status = await new Promise<number | null>((resolve) => {
    child.once('close', (code) => resolve(code));
  });
  return { status, stdout, stderr };
}

/** What a complaint says, and a claim that is read out of the mail. */
interface Complaint {
  actor: string;
  first: string;
  last: string;
  id: string;
}
interface Claim {
  source: string;
  type: string;
  reported_activity?: string;
  addresses: string[];
  window: { from: string; to: string };
  forwarded?: string;
}

test('a complaint goes out by postfix, arrives in the mailbox, and our reader finds the same facts in it', async (t) => {
  const dovecot = await startDovecot(t);
  const postfix = await startPostfix(t, dovecot);
  const folder = await temporary(t);
  const home = join(folder, 'home');
  const dir = join(folder, 'owa.case');
  await mkdir(home);
  const settings = {
    reporter: { org: 'Example Hosting', contact: 'abuse@reporter.example', domain: 'reporter.example' },
    channels: {
      smtp: { url: `smtp://127.0.0.1:${postfix.port}`, contacts: { aws: postfix.recipient } },
    },
  };
  await writeFile(join(home, 'abusedesk.yaml'), JSON.stringify(settings));
  const made = await abusedesk(
    home,
    'investigate',
    join(ROOT, 'examples', 'owa-from-aws'),
    '--case',
    dir,
    '--quiet',
  );
  assert.equal(made.status, 0, made.stderr);
  const shown = await abusedesk(home, 'complaint', dir, '--channel', 'smtp', '--json');
  assert.equal(shown.status, 0, shown.stderr);
  const { complaints }: { complaints: Complaint[] } = JSON.parse(shown.stdout);
  const [complaint = assert.fail('no complaint'), ...more] = complaints;
  assert.deepEqual(more, []);

  const sent = await abusedesk(home, 'complaint', dir, '--channel', 'smtp', '--send');
  assert.equal(sent.status, 0, sent.stderr);
  assert.match(sent.stdout, /· sent /, sent.stdout);
  const [mail = assert.fail()] = await postfix.arrived(1);
  const again = await abusedesk(home, 'complaint', dir, '--channel', 'smtp', '--send');
  assert.equal(again.status, 0, again.stderr);

  const read = await abusedesk(home, 'notice', mail, '--json');
  assert.equal(read.status, 0, read.stderr);
  const { claims }: { claims: Claim[] } = JSON.parse(read.stdout);
  const [claim = assert.fail(read.stdout), ...others] = claims;
  assert.deepEqual(others, []);
  assert.equal(claim.source, 'xarf');
  assert.equal(claim.type, 'reconnaissance');
  assert.deepEqual(claim.addresses, [complaint.actor]);
  const instants = (texts: readonly string[]): number[] => texts.map((text) => Date.parse(text));
  const seconds = (texts: readonly string[]): number[] => instants(texts).map((at) => Math.floor(at / 1000));
  assert.deepEqual(seconds([claim.window.from, claim.window.to]), seconds([complaint.first, complaint.last]));
  // The report that arrived is the one that lies in the case, and the evidence is in it.
  const xarf: { evidence: { payload: string }[] } = JSON.parse(
    await readFile(join(dir, 'complaints', `${complaint.id}.xarf.json`), 'utf8'),
  );
  const [piece = assert.fail()] = xarf.evidence;
  const [line = ''] = Buffer.from(piece.payload, 'base64').toString('utf8').split('\n');
  assert.ok(claim.forwarded?.includes(line), `${line}\n${claim.forwarded}`);

  // The second run sent nothing: what arrives after it is what is sent by hand.
  await postfix.deliver(Buffer.from('Subject: the last\r\n\r\nno complaint\r\n'));
  assert.equal((await postfix.arrived(2)).length, 2);
  assert.equal((await readdir(join(dir, 'complaints', 'outbox'))).length, 1);
});
