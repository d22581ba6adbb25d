import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostDocument } from '../../src/hosts/document.ts';
import { readPaste } from '../../src/hosts/pastes/read.ts';
import type { Traffic } from '../../src/hosts/traffic/traffic.ts';
import { renderHost } from '../../src/hosts/words/render.ts';
import { LANGS } from '../../src/language/lang.ts';
import { pastedHost } from '../../src/desk/pasted-host.ts';

const REMOTE = '203.0.113.80';
/** What a notice has: one minute of TCP to port 80. */
const CLAIMED: Traffic = {
  remote: REMOTE,
  ports: [80],
  protocol: 6,
  from: '2017-12-14T02:02:28Z',
  to: '2017-12-14T02:03:28Z',
};
const LOGGED: Traffic = {
  ...CLAIMED,
  logged: {
    from: '2017-12-14T02:02:00Z',
    to: '2017-12-14T02:04:00Z',
    records: 3,
    packets: 291_255,
    sources: ['192.0.2.10'],
    connections: [],
  },
};
const PROMPT = '[root@web-1 ~]#';

function clock(time: string): string {
  return `${PROMPT} date\nThu Dec 14 ${time} UTC 2017\n`;
}

function talking(pid: number, name: string, port = 40_112): string {
  return `${PROMPT} netstat -anp\ntcp        0      0 192.0.2.10:${port}        ${REMOTE}:80         ESTABLISHED ${pid}/${name}\n`;
}

const RAW = `${PROMPT} netstat -anp\nraw   104832 426240 0.0.0.0:6   0.0.0.0:*   7   19719/Lixsyn\n`;
const LISTENING = `${PROMPT} netstat -anp\ntcp        0      0 192.0.2.10:22        0.0.0.0:*         LISTEN 640/sshd\n`;

function answers(text: string, traffic: Traffic, taken?: string) {
  const paste = readPaste(text, 'paste.txt');
  const document = hostDocument(pastedHost([{ path: 'paste.txt', paste }], '2026-11-30', taken), [traffic]);
  const [answer] = document.traffic;
  assert.ok(answer !== undefined);
  for (const lang of LANGS)
    for (const { message } of [answer, ...answer.because])
      assert.doesNotMatch(renderHost(message, lang), /undefined|NaN|\[object/, `${lang} ${message.key}`);
  const accused = document.findings.filter(
    ({ detector, severity }) => detector === 'talks-to-claimed' && severity === 'high',
  );
  return {
    ...answer,
    because: answer.because.map(({ message }) => message.key),
    accused: accused.map(({ subject }) => subject.pid),
  };
}

test('a socket to the claimed address in a list that was taken meanwhile names the process', () => {
  const { answer, certainty, message, pids, lines, accused } = answers(
    clock('02:02:51') + talking(4711, 'update'),
    CLAIMED,
  );
  assert.deepEqual([answer, certainty, message.key], ['process', 'confirmed', 'trafficHeld']);
  assert.deepEqual([pids, accused], [[4711], [4711]]);
  assert.deepEqual(lines, [{ evidence: 'paste.txt', line: 4 }]);
});

test('the same socket an hour later accuses nobody, and the answer says that the times do not meet', () => {
  const { answer, certainty, message, accused } = answers(
    clock('03:02:51') + talking(4711, 'update'),
    CLAIMED,
  );
  assert.deepEqual([answer, certainty, message.key], ['cannot_tell', 'cannot_tell', 'trafficOtherTime']);
  assert.deepEqual(accused, []);
});

test('a list of which nobody knows when it was taken accuses nobody, and asks for the time', () => {
  const { answer, message, because, accused } = answers(talking(4711, 'update'), CLAIMED);
  assert.deepEqual([answer, message.key, because], ['cannot_tell', 'trafficUndated', ['whyWhenTaken']]);
  assert.deepEqual(accused, []);
  const given = answers(talking(4711, 'update'), CLAIMED, '2017-12-14T02:03:00Z');
  assert.deepEqual([given.answer, given.message.key], ['process', 'trafficHeld']);
});

test('a process that ran while the traffic was sent and has a socket there later is likely, and one that began later is not', () => {
  const listed = (started: string): string =>
    `${clock('03:02:51')}${PROMPT} ps -ef\nUID        PID  PPID  C STIME TTY          TIME CMD\nroot      4711     1  0 ${started} ?        00:00:00 /opt/update\n${talking(4711, 'update')}`;
  const before = answers(listed('02:01'), CLAIMED);
  assert.deepEqual(
    [before.certainty, before.message.key, before.accused],
    ['likely', 'trafficAlive', [4711]],
  );
  const after = answers(listed('02:41'), CLAIMED);
  assert.deepEqual(
    [after.certainty, after.message.key, after.accused],
    ['cannot_tell', 'trafficOtherTime', []],
  );
});

test('ports that are the same at both ends join a socket with its record in the flow log', () => {
  const connection = {
    protocol: 6,
    local_port: 40_112,
    remote: REMOTE,
    remote_port: 80,
    from: '2017-12-14T02:02:00Z',
    to: '2017-12-14T02:58:00Z',
  };
  const traffic = { ...LOGGED, logged: { ...LOGGED.logged!, connections: [connection] } };
  const same = answers(clock('03:02:51') + talking(4711, 'update'), traffic);
  assert.deepEqual([same.certainty, same.message.key], ['confirmed', 'trafficConnection']);
  assert.deepEqual([same.records, same.packets], [3, 291_255]);
  const otherPort = answers(clock('03:02:51') + talking(4711, 'update', 40_113), traffic);
  assert.equal(otherPort.message.key, 'trafficOtherTime');
  const weeksLater = answers(
    `${PROMPT} date\nThu Dec 28 03:02:51 UTC 2017\n${talking(4711, 'update')}`,
    traffic,
  );
  assert.equal(weeksLater.message.key, 'trafficOtherTime');
});

test('traffic that no socket owns is a raw socket or a rootkit, and the raw socket that was seen is named', () => {
  const raw = answers(clock('02:03:02') + RAW, LOGGED);
  assert.deepEqual([raw.answer, raw.message.key], ['no_socket', 'trafficUnowned']);
  assert.deepEqual(raw.because, ['whyCandidate', 'whyStartUnknown', 'whyNotListed', 'whyOneMoment']);
  const listed = `${PROMPT} ps -ef\nUID        PID  PPID  C STIME TTY          TIME CMD\nroot     19719     1 99 02:01 ?        00:31:04 /tmp/Lixsyn\n`;
  const running = answers(clock('02:31:22') + listed + RAW, LOGGED);
  assert.deepEqual(
    [running.answer, running.certainty, running.message.key, running.pids],
    ['no_socket', 'likely', 'trafficRaw', [19_719]],
  );
});

test('where raw and packet sockets were listed and none could have sent it, a rootkit is named as what remains', () => {
  const whole = `${clock('02:03:02')}${LISTENING}${PROMPT} ss -0anp\nNetid State Recv-Q Send-Q Local Address:Port Peer Address:PortProcess\n`;
  assert.deepEqual(answers(whole, LOGGED).because, ['whyHiddenSender', 'whyOneMoment']);
  // Without a flow log nobody knows that it was sent from here.
  const claimed = answers(whole, CLAIMED);
  assert.deepEqual([claimed.message.key, claimed.because], ['trafficUnseen', ['whyOneMoment']]);
  const preload = `${PROMPT} ls -la /etc/init.d\n${PROMPT} dpkg -V\n??5??????   /usr/bin/ss\n`;
  assert.ok(answers(whole + preload, LOGGED).because.includes('whyFalseLists'));
});

test('without a list, with one of another day, and with one of another host it cannot be told', () => {
  const none = answers('-rwxr-xr-x. 1 root root 1223123 2017-12-14 02:01 /tmp/Lixsyn\n', CLAIMED);
  assert.deepEqual([none.answer, none.message.key], ['cannot_tell', 'trafficNoList']);
  const far = answers(`${PROMPT} date\nFri Dec 15 02:03:02 UTC 2017\n${LISTENING}`, LOGGED);
  assert.deepEqual([far.answer, far.message.key], ['cannot_tell', 'trafficFar']);
  const undated = answers(LISTENING, LOGGED);
  assert.deepEqual([undated.answer, undated.message.key], ['cannot_tell', 'trafficNoTime']);
  const other = answers(
    clock('02:03:02') + talking(4711, 'update').replace('192.0.2.10', '192.0.2.77'),
    LOGGED,
  );
  assert.deepEqual([other.answer, other.message.key, other.accused], ['cannot_tell', 'trafficOtherHost', []]);
});

test('a socket without a process is said to have none, and asks for root', () => {
  const text = `${clock('02:03:02')}${PROMPT} ss -tan\nState Recv-Q Send-Q Local Address:Port Peer Address:Port\nESTAB 0 0 192.0.2.10:40112 ${REMOTE}:80\n`;
  const { answer, message, because } = answers(text, CLAIMED);
  assert.deepEqual([answer, message.key, because], ['cannot_tell', 'trafficNobodysSocket', ['whyNoOwner']]);
});

test('a masked address names a process as likely at most, and another protocol none', () => {
  const masked = answers(clock('02:02:51') + talking(4711, 'update'), { ...CLAIMED, remote: '203.xx.xx.80' });
  assert.deepEqual([masked.certainty, masked.message.key], ['likely', 'trafficHeld']);
  const udp = answers(clock('02:02:51') + talking(4711, 'update'), { ...CLAIMED, protocol: 17 });
  assert.equal(udp.answer, 'no_socket');
});

test('outputs of two hosts in one text have no time: whose clock it was is not known', () => {
  const text = clock('02:02:51') + talking(4711, 'update') + '[root@web-2 ~]# who\n';
  assert.equal(answers(text, CLAIMED).message.key, 'trafficUndated');
});
