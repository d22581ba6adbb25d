import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UNSEEN } from '../../src/hosts/hidden.ts';
import type { HostMessage, HostMessages } from '../../src/hosts/words/messages.ts';
import { hostWords, renderHost } from '../../src/hosts/words/render.ts';
import { LANGS } from '../../src/language/lang.ts';

const who = { process: 'Lixsyn', pid: 19719 };
/** One of each, told something in every place. */
const SAMPLES: { [K in keyof HostMessages]: HostMessages[K] } = {
  rawSocket: { ...who, sockets: 2, protocol: 6, others: false, queued: 654336 },
  packetSocket: { ...who, sockets: 1 },
  deletedProgram: { ...who, path: '/tmp/Lixsyn' },
  memoryProgram: { ...who, path: '/memfd:x' },
  temporaryProgram: { ...who, path: '/tmp/Lixsyn' },
  temporaryFile: { path: 'Lixsyn', kind: 'ELF 32-bit', folder: 'tmp' },
  maskedName: { ...who, title: '[kworker/0:2]', path: '/tmp/x' },
  hiddenProcess: { pid: 19719 },
  coveredProcess: { pid: 19719 },
  orphanSocket: { kind: 'raw', sockets: 3 },
  oneSided: {
    interface: 'eth0',
    sent: 2130697820190,
    received: 860855089,
    sent_packets: 2081358186,
    received_packets: 1136962,
  },
  oddStart: { kind: 'cron', name: '/etc/crontab', command: '/tmp/x' },
  preload: { name: '/etc/ld.so.preload', library: '/lib/x.so' },
  family: { family: 'BillGates', signs: ['/tmp/gates.lod', '/usr/bin/.sshd'] },
  scanner: { scanner: 'ClamAV', path: '/tmp/Lixsyn', signature: 'Unix.Trojan.Agent' },
  toolChanged: { path: '/usr/bin/ss' },
  attemptsFailed: { attempts: 2, port: 80, outcomes: ['failed', 'timed out'] },
  talks: { ...who, remote: '203.0.113.5', port: 80 },
  hides: { command: 'ss -tunap', unseen: [...UNSEEN], next: ['ss -wanp'] },
  severalHosts: { hosts: ['web-1', 'web-2'] },
  notRoot: { processes: 41 },
  deeperLeft: { folders: ['/tmp'] },
  toolsUnchecked: { next: 'rpm -Va' },
  diskOnly: {},
  nothingRead: { path: 'notes.txt' },
  adviceKeep: { pid: 19719, next: 'cp /proc/19719/exe x' },
  adviceRebuild: {},
  adviceRotate: {},
  adviceFilter: {},
  run: { next: 'ss -wanp' },
};

function messages(): HostMessage[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `SAMPLES` ties each key to its parameters
  return Object.entries(SAMPLES).map(([key, params]) => ({ key, params }) as HostMessage);
}

test('each sentence is whole in every language, and says every name and number it was told', () => {
  for (const lang of LANGS) {
    for (const message of messages()) {
      const text = renderHost(message, lang);
      assert.doesNotMatch(text, /undefined|NaN|\[object/, `${lang} ${message.key}`);
      const digits = text.replaceAll(/[\s\u00a0\u202f,.]/g, '');
      for (const value of Object.values(message.params)) {
        if (typeof value === 'number' && value > 0)
          assert.ok(digits.includes(String(value)), `${lang} ${message.key}: ${text}`);
        const names = message.key === 'oddStart' || message.key === 'orphanSocket' ? [] : [value];
        for (const name of names)
          if (typeof name === 'string') assert.ok(text.includes(name), `${lang}: ${text}`);
      }
    }
  }
});

test('no language repeats another one, and every thing unseen has a word', () => {
  for (const message of messages()) {
    const texts = LANGS.map((lang) => renderHost(message, lang));
    assert.equal(new Set(texts).size, LANGS.length, message.key);
  }
  for (const lang of LANGS)
    for (const one of UNSEEN) assert.ok(hostWords(lang).unseen[one].length > 1, `${lang} ${one}`);
});

test('one socket and five sockets are counted as Russian counts them', () => {
  const say = (sockets: number): string =>
    renderHost({ key: 'rawSocket', params: { ...who, sockets, protocol: 6, others: true, queued: 0 } }, 'ru');
  assert.match(say(1), /1 сырой сокет /);
  assert.match(say(2), /2 сырых сокета /);
  assert.match(say(5), /5 сырых сокетов /);
  assert.match(say(21), /21 сырой сокет /);
});
