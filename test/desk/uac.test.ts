import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { CaseDocument } from '../../src/model/case.ts';
import { run } from '../cli/run.ts';
import { tar } from '../evidence/evidence-support.ts';
import { temporary } from '../support.ts';

/** A program's first bytes (elf(5)): 64 bits, executable. */
const PROGRAM = Buffer.concat([
  Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]),
  Buffer.alloc(9),
  Buffer.from([2, 0, 62, 0]),
]);

/** Files as UAC 3.3 lays them out, by its artifacts: outputs named by their commands, a body file, copies. */
const FILES: Record<string, string | Buffer> = {
  'uac.log': '2026-11-20 14:00:01 +0000 INF UAC (Unix-like Artifacts Collector) 3.3.0\n',
  'live_response/process/ps_-ef.txt': `UID        PID  PPID  C STIME TTY          TIME CMD
root         1     0  0 Nov19 ?        00:00:03 /sbin/init
tomcat   19719     1 98 02:01 ?        11:20:11 /tmp/Lixsyn
`,
  'live_response/process/running_processes_full_paths.txt':
    'lrwxrwxrwx 1 tomcat tomcat 0 Nov 20 14:00 /proc/19719/exe -> /tmp/Lixsyn (deleted)\n',
  'live_response/network/ss_-anp.txt': `Netid State  Recv-Q Send-Q Local Address:Port Peer Address:Port Process
raw   UNCONN 0      0            0.0.0.0:6         0.0.0.0:*     users:(("Lixsyn",pid=19719,fd=4))
`,
  'live_response/process/hash_running_processes.sha256':
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  /proc/19719/exe\n',
  'bodyfile/bodyfile.txt':
    '0|/var/www/html/uploads/a.php|777|-rw-r--r--|33|33|61|1513216000|1513215001|1513215001|0\n',
  '[root]/etc/crontab': '*/5 * * * * root /tmp/.x/run\n',
  '[root]/etc/ssh/sshd_config': 'PermitRootLogin yes\nPasswordAuthentication yes\n',
  '[root]/tmp/.x/run': PROGRAM,
};

function archive(files: Record<string, string | Buffer> = FILES): Buffer {
  return gzipSync(tar(Object.entries(files).map(([name, content]) => ({ name, content }))));
}

interface Inspected {
  findings: { detector: string; subject: { pid?: number; path?: string }; lines: { evidence: string }[] }[];
  checks: { id: string; outcome: string; lines: { evidence: string; line: number }[] }[];
  processes: { pid: number; executable?: { path: string; sha256?: string } }[];
}

interface Counted {
  path: string;
  format: string;
  parsed: number;
  rejected: number;
  skips: { message: { key: string } }[];
}

const NAME = 'uac-web-1-linux-20261120140001.tar.gz';

test('an output of UAC is inspected as it is: processes, sockets, what starts, settings, files', async (t) => {
  const scratch = await temporary(t);
  const { code, stdout, stderr } = await run(t, { [NAME]: archive() }, ['host', 'inspect', NAME, '--json'], {
    env: { TMPDIR: scratch },
  });
  assert.equal(code, 0, stderr);
  const { findings, checks }: Inspected = JSON.parse(stdout);
  const found = findings.map(({ detector, subject }) => `${detector} ${subject.pid ?? subject.path}`);
  for (const one of [
    'raw-socket 19719',
    'temporary-program 19719',
    'deleted-program 19719',
    'odd-start /etc/crontab',
    'temporary-file /tmp/.x/run',
    'misplaced-script /var/www/html/uploads/a.php',
  ])
    assert.ok(found.includes(one), `${one}: ${JSON.stringify(found)}`);
  const cron = findings.find(({ detector }) => detector === 'odd-start');
  assert.ok(cron?.lines[0]?.evidence.endsWith(`${NAME}!/[root]/etc/crontab`), JSON.stringify(cron?.lines));
  const root = checks.find(({ id, outcome }) => id.startsWith('sshd.') && outcome === 'failed');
  assert.ok(root?.lines[0]?.evidence.endsWith('[root]/etc/ssh/sshd_config'), JSON.stringify(checks));
  assert.deepEqual(await readdir(scratch), [], 'nothing is left of what was unpacked');
});

test('a folder that holds the output of UAC is investigated, and each of its files is counted', async (t) => {
  const { code, stdout, stderr } = await run(t, { [join('evidence', NAME)]: archive() }, [
    'investigate',
    'evidence',
    '--json',
  ]);
  assert.equal(code, 0, stderr);
  const document: CaseDocument = JSON.parse(stdout);
  const formats = new Map(
    document.evidence.map(({ path, format, read, parsed, rejected, skipped }) => {
      assert.equal(read, parsed + rejected + skipped, path);
      return [path.slice(path.lastIndexOf('!/') + 2), { format, parsed }];
    }),
  );
  assert.deepEqual(formats.get('live_response/network/ss_-anp.txt'), { format: 'host-output', parsed: 1 });
  assert.deepEqual(formats.get('bodyfile/bodyfile.txt'), { format: 'host-output', parsed: 1 });
  assert.deepEqual(formats.get('[root]/etc/ssh/sshd_config'), { format: 'host-copy', parsed: 1 });
  const detectors = document.host?.findings.map(({ detector }) => detector) ?? [];
  assert.ok(detectors.includes('raw-socket') && detectors.includes('odd-start'), detectors.join(' '));
});

test('names that lead out of the archive are refused, and the rest is read', async (t) => {
  const { code, stdout } = await run(
    t,
    { [NAME]: archive({ ...FILES, '[root]/../../../etc/crontab': '* * * * * root /tmp/evil\n' }) },
    ['host', 'inspect', NAME, '--json'],
  );
  assert.equal(code, 0);
  assert.ok(!stdout.includes('/tmp/evil'));
  assert.ok(stdout.includes('/tmp/.x/run'));
});

test('an archive that tells nothing of a host is said to be none, and two places at once are refused', async (t) => {
  const nothing = await run(t, { 'a.tar.gz': archive({ 'a.txt': 'Hello\n' }) }, [
    'host',
    'inspect',
    'a.tar.gz',
  ]);
  assert.equal(nothing.code, 2);
  assert.match(nothing.stderr, /UAC/);
  const both = await run(t, { [NAME]: archive() }, ['host', 'inspect', NAME, '--root', '.']);
  assert.equal(both.code, 2);
});

test("what other commands printed in UAC's output is read by the names of its files, and digests are counted", async (t) => {
  const more = {
    'uac.log': FILES['uac.log'] ?? '',
    'live_response/network/netstat_-anp.txt': `Active Internet connections (servers and established)
Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name
tcp        0      0 0.0.0.0:8080            0.0.0.0:*               LISTEN      901/java
raw   104832 426240 0.0.0.0:6               0.0.0.0:*               7           19719/Lixsyn
`,
    'live_response/network/lsof_-nPli.txt': `COMMAND   PID USER   FD   TYPE DEVICE SIZE/OFF NODE NAME
java      901   53   44u  IPv6  51211      0t0  TCP *:8080 (LISTEN)
`,
    'live_response/system/last_-a_-i.txt': `root     pts/0        Wed Nov 18 11:08 - 11:10  (00:01)     203.0.113.5

wtmp begins Wed Nov 18 11:06:40 2026
`,
    'hash_executables/hash_executables.md5': 'd41d8cd98f00b204e9800998ecf8427e  /usr/bin/true\n',
    'hash_executables/hash_executables.sha1': 'da39a3ee5e6b4b0d3255bfef95601890afd80709  /usr/bin/true\n',
    'bodyfile/bodyfile.txt':
      '0|/tmp/Lixsyn|131|-rwxr-xr-x|0|0|598416|1513216860|1513216860|1513216870|1513216850\n',
  };
  const { code, stdout, stderr } = await run(t, { [join('evidence', NAME)]: archive(more) }, [
    'investigate',
    'evidence',
    '--json',
  ]);
  assert.equal(code, 0, stderr);
  const document: Pick<CaseDocument, 'host'> & { evidence: Counted[] } = JSON.parse(stdout);
  const counts = Object.fromEntries(
    document.evidence.map(({ path, format, parsed, rejected, skips }) => [
      path.slice(path.lastIndexOf('!/') + 2),
      [format, parsed, rejected, skips.map(({ message }) => message.key)],
    ]),
  );
  for (const [name, expected] of [
    ['live_response/network/netstat_-anp.txt', ['host-output', 2, 0, ['pasteHeader']]],
    ['live_response/network/lsof_-nPli.txt', ['host-output', 1, 0, ['pasteHeader']]],
    ['live_response/system/last_-a_-i.txt', ['host-output', 1, 0, ['pasteBlank', 'pasteSummary']]],
    ['hash_executables/hash_executables.md5', ['host-output', 0, 0, ['sumsOther']]],
    ['hash_executables/hash_executables.sha1', ['host-output', 0, 0, ['sumsOther']]],
  ] as const)
    assert.deepEqual(counts[name], expected, name);
  const moments = document.host?.timeline?.map(({ at, message }) => `${at} ${message.key}`);
  assert.deepEqual(moments?.slice(0, 2), [
    '2017-12-14T02:00:50Z hostFileBorn',
    '2017-12-14T02:01:00Z hostFileModified',
  ]);
});
