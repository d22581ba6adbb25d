import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostDocument } from '../../src/hosts/document.ts';
import { casePart } from '../../src/hosts/case-part.ts';
import { readPaste } from '../../src/hosts/pastes/read.ts';
import { placedMoment, printedMoment } from '../../src/hosts/text/moment.ts';
import { renderHost } from '../../src/hosts/words/render.ts';
import { LANGS } from '../../src/language/lang.ts';
import type { HostPart } from '../../src/model/host.ts';
import { pastedHost } from '../../src/desk/pasted-host.ts';

const PROMPT = '[root@web-1 ~]#';

function part(text: string): HostPart {
  const paste = readPaste(text, 'paste.txt');
  const source = pastedHost([{ path: 'paste.txt', paste }], '2026-11-30');
  return casePart(hostDocument(source), source.facts, undefined);
}

const ORIGIN = { evidence: 'x', line: 1, by: 'date' };
const NEW_YEAR = { at: '2018-01-01T02:31:07Z', offset: 0, origin: ORIGIN };

test('a time without a year or a zone is placed by the clock beside it, and not at all without one', () => {
  assert.equal(placedMoment('Dec 31 23:59', NEW_YEAR), '2017-12-31T23:59:00Z');
  assert.equal(placedMoment('Mon Jan  1 02:31', NEW_YEAR), '2018-01-01T02:31:00Z');
  assert.equal(placedMoment('2017-12-14 02:01', { ...NEW_YEAR, offset: 540 }), '2017-12-13T17:01:00Z');
  assert.equal(placedMoment('Dec 31 23:59', undefined), undefined);
  assert.equal(placedMoment('2017-12-14 02:01:07.123456789 +0900', undefined), '2017-12-13T17:01:07Z');
  for (const text of ['yesterday', 'Dec 31 2016', '31.12.2017 02:01', '2017-13-41 02:01', ''])
    assert.equal(printedMoment(text), undefined, text);
});

test('processes, files and logins stand in one order, and times that cannot be placed are counted', () => {
  const text = `${PROMPT} date\nThu Dec 14 02:31:22 UTC 2017
${PROMPT} last -w
root     pts/0        203.0.113.9      Thu Dec 14 01:58   still logged in
${PROMPT} lastb -w
root     ssh:notty    203.0.113.9      Thu Dec 14 01:40 - 01:40  (00:00)
root     ssh:notty    203.0.113.9      Thu Dec 14 01:41 - 01:41  (00:00)
${PROMPT} ls -l --time-style=long-iso /tmp/Lixsyn
-rwxr-xr-x 1 root root 1223123 2017-12-14 02:00 /tmp/Lixsyn
${PROMPT} ps -ef
UID        PID  PPID  C STIME TTY          TIME CMD
root     19719     1 99 02:01 ?        00:31:04 /tmp/Lixsyn
`;
  const { timeline = [], gaps } = part(text);
  assert.deepEqual(
    timeline.map(({ at, kind, message }) => [at, kind, message.key]),
    [
      ['2017-12-14T01:40:00Z', 'login', 'hostRefused'],
      ['2017-12-14T01:58:00Z', 'login', 'hostLogin'],
      ['2017-12-14T02:00:00Z', 'file', 'hostFileModified'],
      ['2017-12-14T02:01:00Z', 'process', 'hostProcessBegan'],
    ],
  );
  assert.ok(gaps.every(({ key }) => key !== 'hostUnplaced'));
  const without = part(text.slice(text.indexOf('\n', text.indexOf('UTC 2017')) + 1));
  assert.deepEqual(without.timeline, undefined);
  assert.deepEqual(
    without.gaps.filter(({ key }) => key === 'hostUnplaced').map(({ params }) => params),
    [{ times: 5 }],
  );
  for (const lang of LANGS)
    for (const message of [...timeline.map((one) => one.message), ...without.gaps])
      assert.doesNotMatch(renderHost(message, lang), /undefined|NaN|\[object/, `${lang} ${message.key}`);
});

test('what starts by itself is listed, what a finding points at first', () => {
  const { persistence = [] } = part(
    `${PROMPT} cat /etc/crontab\n17 * * * * root cd / && run-parts --report /etc/cron.hourly\n*/3 * * * * root /tmp/.x/run\n`,
  );
  assert.deepEqual(
    persistence.map(({ command, odd }) => [command, odd]),
    [
      ['/tmp/.x/run', true],
      ['cd / && run-parts --report /etc/cron.hourly', false],
    ],
  );
});
