import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostDocument } from '../../src/hosts/document.ts';
import { readPaste } from '../../src/hosts/pastes/read.ts';
import { renderHost } from '../../src/hosts/words/render.ts';
import { LANGS } from '../../src/language/lang.ts';
import { pastedHost } from '../../src/desk/pasted-host.ts';

const HEADER = 'UID        PID  PPID  C STIME TTY          TIME CMD\n';

/** Keys of the advice, in order; each is a whole sentence in every language. */
function advice(text: string): string[] {
  const paste = readPaste(text, 'paste.txt');
  const { next } = hostDocument(pastedHost([{ path: 'paste.txt', paste }], '2026-11-30'));
  for (const lang of LANGS)
    for (const { message } of next)
      assert.doesNotMatch(renderHost(message, lang), /undefined|NaN|\[object/, `${lang} ${message.key}`);
  return next.map(({ message }) => message.key);
}

const process = (user: string): string =>
  `$ ps -ef\n${HEADER}${user}     19719     1 99 02:01 ?        00:31:04 /tmp/Lixsyn\n`;

test('a process of root is kept in the order in which things are lost, left running until then, and root is lost', () => {
  assert.deepEqual(advice(process('root')).slice(0, 8), [
    'adviceVolatile',
    'adviceKeep',
    'adviceLeaveRoot',
    'advicePause',
    'adviceFilter',
    'adviceRootLost',
    'adviceRebuild',
    'adviceRotate',
  ]);
});

test('a process of a plain user that nothing starts again may be killed when it is kept', () => {
  const keys = advice(process('www-data'));
  assert.ok(keys.includes('adviceKill'), keys.join(' '));
  assert.ok(!keys.includes('adviceRootLost'), keys.join(' '));
});

test('what cron starts again is named, so that it is removed before the process', () => {
  const text = `${process('www-data')}$ crontab -l\n*/3 * * * * /tmp/Lixsyn\n`;
  const paste = readPaste(text, 'paste.txt');
  const { next } = hostDocument(pastedHost([{ path: 'paste.txt', paste }], '2026-11-30'));
  const leave = next.find(({ message }) => message.key === 'adviceLeaveStarted');
  assert.ok(leave !== undefined, next.map(({ message }) => message.key).join(' '));
  assert.match(leave.text, /19719.*crontab/);
});

test('raw sockets say that root is lost, whoever the list names as the user', () => {
  const keys = advice('raw   104832 426240 0.0.0.0:6   0.0.0.0:*   7   19719/Lixsyn\n');
  assert.ok(keys.includes('adviceRootLost'), keys.join(' '));
});

test('files with passwords that were seen are named among what is to be changed, and a quiet host gets no advice', () => {
  const text = `${process('tomcat')}$ ls -l /etc/tomcat9/tomcat-users.xml\n-rw-r----- 1 root tomcat 2262 2017-12-14 02:01 /etc/tomcat9/tomcat-users.xml\n`;
  assert.ok(advice(text).includes('adviceCredentials'), advice(text).join(' '));
  const quiet = advice(`$ ps -ef\n${HEADER}root         1     0  0 Dec13 ?        00:00:01 /sbin/init\n`);
  assert.deepEqual(
    quiet.filter((key) => key.startsWith('advice')),
    [],
  );
});
