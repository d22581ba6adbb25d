import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:tls';
import { join } from 'node:path';
import { test } from 'node:test';
import PostalMime from 'postal-mime';
import { ROOT, fixture, temporary } from '../../../test/support.ts';
import { PASSWORD, startDovecot, USER } from './dovecot.ts';
import type { Dovecot } from './dovecot.ts';
import { startPostfix } from './postfix.ts';

/** Longer than any answer takes; whoever waits so long has no server. */
const PATIENCE_MS = 120_000;

function abusedesk(home: string, dovecot: Dovecot, ...argv: string[]): string {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'bin', 'abusedesk.js'), ...argv],
    {
      encoding: 'utf8',
      timeout: 600_000,
      env: {
        ...process.env,
        ABUSEDESK_HOME: home,
        ABUSEDESK_IMAP_PASSWORD: PASSWORD,
        NODE_EXTRA_CA_CERTS: dovecot.certificate,
      },
    },
  );
  assert.equal(status, 0, `${argv.join(' ')}: ${stderr}`);
  return stdout;
}

/** Talks IMAP with the server, a command after the other, and gives what it answered (RFC 9051). */
async function imap({ port }: Dovecot, commands: readonly string[]): Promise<string[]> {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
  socket.setEncoding('latin1').setTimeout(PATIENCE_MS, () => socket.destroy(new Error('no answer')));
  const answers: string[] = [];
  const left = [`LOGIN ${USER} ${PASSWORD}`, ...commands, 'LOGOUT'];
  let heard = '';
  let number = 0;
  try {
    for await (const chunk of socket) {
      heard += String(chunk);
      const greeted = number === 0 && heard.endsWith('\r\n');
      const ended = new RegExp(`^a${number} (OK|NO|BAD)[^\\n]*\\n$`, 'm').exec(heard);
      if (!greeted && ended === null) continue;
      if (ended !== null && ended[1] !== 'OK') throw new Error(heard);
      if (number > 0) answers.push(heard);
      heard = '';
      const next = left.shift();
      if (next === undefined) break;
      number += 1;
      socket.write(`a${number} ${next}\r\n`);
    }
  } finally {
    socket.destroy();
  }
  return answers.slice(1, 1 + commands.length);
}

interface WrittenLetter {
  path: string;
  subject: string;
  mail: { path: string; in_reply_to?: string };
}

test('an answer that goes out by a real mail server arrives whole, in the thread of the notice', async (t) => {
  const dovecot = await startDovecot(t);
  const postfix = await startPostfix(t, dovecot);
  const home = await temporary(t);
  const notice = await readFile(fixture('notices', 'aws', 'first-notice-intrusion', 'input.eml'));
  await postfix.deliver(notice);
  const url = `imaps://${USER}@localhost:${dovecot.port}/INBOX`;
  const { taken } = JSON.parse(abusedesk(home, dovecot, 'intake', '--imap', url, '--json'));
  const dir: string = taken.find(({ what }: { what: string }) => what === 'opened').folder;
  const written: { text: string; letter: WrittenLetter }[] = [];
  for (const [command, lang] of [
    [['letter', 'reply', dir, '--kind', 'interim'], 'ja'],
    [['letter', 'extension', dir, '--set', 'until=2099-01-01T00:00Z'], 'ru'],
  ] as const) {
    const addresses = ['--from', 'abuse@customer.example', '--to', 'abuse@customer.example'];
    const out = abusedesk(home, dovecot, ...command, '--lang', lang, ...addresses, '--json');
    const letter: WrittenLetter = JSON.parse(out).letters[0];
    const text = await readFile(join(dir, letter.path), 'utf8');
    written.push({ text: text.slice(text.indexOf('\n\n') + 2), letter });
    await postfix.deliver(await readFile(join(dir, letter.mail.path)));
  }
  const id = (await PostalMime.parse(notice)).messageId;
  assert.ok(id !== undefined && id !== '', 'the notice has a Message-ID');
  const [, threads = '', ...bodies] = await imap(dovecot, [
    'SELECT INBOX',
    'THREAD REFERENCES UTF-8 ALL',
    ...written.map((_, i) => `FETCH ${i + 2} BODY.PEEK[]`),
  ]);
  // The notice, and its two answers below it: one thread (RFC 5256).
  assert.match(threads, /^\* THREAD \(1 \(2\)\(3\)\)\r$/m, threads);
  for (const [i, { text, letter }] of written.entries()) {
    const source = bodies[i]?.replace(/^[^\n]*\n/, '') ?? '';
    const arrived = await PostalMime.parse(Buffer.from(source, 'latin1'));
    assert.equal(arrived.inReplyTo, id);
    assert.equal(letter.mail.in_reply_to, id);
    assert.equal(arrived.references, id);
    assert.equal(arrived.subject, letter.subject);
    assert.match(letter.subject, /^Re: Your (?:Amazon EC2|AWS) Abuse Report \[/);
    assert.ok(arrived.text?.replaceAll('\r\n', '\n').includes(text.trimEnd()), arrived.text);
  }
});
