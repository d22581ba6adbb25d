import { UNSEEN } from '../../src/hosts/hidden.ts';
import type { HostMessages } from '../../src/hosts/words/messages.ts';

const who = { process: 'Lixsyn', pid: 19719 };

/** Each message of a host, with something in every place. */
export const SAMPLES: { [Key in keyof HostMessages]: HostMessages[Key][] } = {
  rawSocket: [{ ...who, sockets: 2, protocol: 6, others: false, queued: 654336 }],
  packetSocket: [{ ...who, sockets: 1 }],
  deletedProgram: [{ ...who, path: '/tmp/Lixsyn' }],
  memoryProgram: [{ ...who, path: '/memfd:x' }],
  temporaryProgram: [{ ...who, path: '/tmp/Lixsyn' }],
  temporaryFile: [{ path: 'Lixsyn', kind: 'ELF 32-bit', folder: 'tmp' }],
  maskedName: [{ ...who, title: '[kworker/0:2]', path: '/tmp/x' }],
  hiddenProcess: [{ pid: 19719 }],
  coveredProcess: [{ pid: 19719 }],
  orphanSocket: [{ kind: 'raw', sockets: 3 }],
  oneSided: [
    {
      interface: 'eth0',
      sent: 2130697820190,
      received: 860855089,
      sent_packets: 2081358186,
      received_packets: 1136962,
    },
  ],
  oddStart: [{ kind: 'cron', name: '/etc/crontab', command: '/tmp/x' }],
  preload: [{ name: '/etc/ld.so.preload', library: '/lib/x.so' }],
  family: [{ family: 'BillGates', signs: ['/tmp/gates.lod', '/usr/bin/.sshd'] }],
  scanner: [{ scanner: 'ClamAV', path: '/tmp/Lixsyn', signature: 'Unix.Trojan.Agent' }],
  toolChanged: [{ path: '/usr/bin/ss' }],
  guessedLogin: [{ user: 'oracle', from: '203.0.113.9', refused: 1204 }],
  attemptsFailed: [
    { attempts: 2, port: 80, outcomes: ['failed', 'timed out'] },
    { attempts: 1, outcomes: ['failed'] },
  ],
  hides: [{ command: 'ss -tunap', unseen: [...UNSEEN], next: [{ shell_line: 'ss -wanp' }] }],
  severalHosts: [{ hosts: ['web-1', 'web-2'] }],
  notRoot: [{ processes: 41 }],
  deeperLeft: [{ folders: ['/tmp'] }],
  notLookedAt: [{ paths: ['/etc/tomcat10/server.xml'] }],
  loginsLeft: [{ path: '/var/log/btmp', records: 11000 }],
  loginsBroken: [{ path: '/var/log/wtmp', records: 1, of: 12 }],
  toolsUnchecked: [{ next: { shell_line: 'rpm -Va' } }],
  hiddenModule: [{ name: 'xpacket' }],
  foreignModule: [{ name: 'xpacket', flags: 'OE' }],
  taintedKernel: [{ flags: 'OE' }],
  modulesUnchecked: [{ modules: ['xpacket'] }],
  sshdUnasked: [{ said: 'sshd: no hostkeys available -- exiting.' }],
  diskOnly: [{}],
  nothingRead: [{ path: 'notes.txt' }],
  adviceKeep: [{ pid: 19719, next: { shell_line: 'cp /proc/19719/exe x' } }],
  adviceRebuild: [{}],
  adviceRotate: [{}],
  adviceFilter: [{}],
  run: [{ next: [{ shell_line: 'ss -wanp' }, { shell_line: 'ls /proc' }] }],
};
