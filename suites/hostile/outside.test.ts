import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { zip } from '../../test/examples/generate/zip.ts';
import { ROOT, temporary } from '../../test/support.ts';
import { PROGRAM } from './cases.ts';

/** Calls that change something on a disk, start a program or speak to somebody, under the names of every architecture. */
const CALLS =
  'openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,rmdir,symlink,symlinkat,link,linkat,truncate,chmod,fchmodat,chown,fchownat,mknod,mknodat,utimensat,connect,bind,sendto,sendmsg,sendmmsg,execve';
const PATIENCE_MS = 120_000;
/** An open for reading; `O_TMPFILE` and the like would not match. */
const READING =
  /\bopen(?:at)?\(.*, O_RDONLY(?:\|O_(?:CLOEXEC|NONBLOCK|DIRECTORY|LARGEFILE|NOCTTY|NOFOLLOW|PATH))*(?=[ ),])/;
const NAMES = /"((?:[^"\\]|\\.)*)"/g;

/** A name server; or what a C library asks of this computer itself: users' names, and what networks it has. */
const DNS =
  /\b(?:connect|bind)\(\d+, \{sa_family=(?:AF_INET6?, sin6?_port=htons\(53\)|AF_UNIX, sun_path="\/var\/run\/nscd\/|AF_NETLINK)/;
/** A question for keys or the policy of the domain that the example's notice is from, as strace writes DNS' labels. */
const SENDERS_KEYS = /_(?:dmarc|domainkey)(?:\\[\w-]+)*\\3aws\\3com\\0|nlmsg_len/;

/** What a run did beside reading, a line for each call; and how the run ended. */
async function traced(folder: string, argv: readonly string[]): Promise<string[]> {
  const log = join(folder, 'trace');
  const ran = spawnSync(
    'strace',
    [
      '-f',
      '-qq',
      '--seccomp-bpf',
      '-s',
      '4096',
      '-o',
      log,
      '-e',
      `trace=?${CALLS.replaceAll(',', ',?')}`,
    ].concat(process.execPath, PROGRAM, argv),
    {
      encoding: 'utf8',
      timeout: PATIENCE_MS,
      killSignal: 'SIGKILL',
      cwd: folder,
      env: { ...process.env, ABUSEDESK_HOME: join(folder, 'home') },
    },
  );
  if (ran.error !== undefined) throw ran.error;
  assert.equal(ran.status, 0, ran.stderr);
  const lines = (await readFile(log, 'utf8')).split('\n').slice(1);
  return lines.filter((line) => /\w\(/.test(line) && !READING.test(line));
}

test('an investigation changes nothing outside its case folder and its state folder, starts no program, and asks for the sender’s keys at most', async (t) => {
  const folder = await temporary(t);
  const evidence = join(folder, 'evidence');
  await mkdir(join(folder, 'home'));
  await cp(join(ROOT, 'examples', 'nat-port-scan'), evidence, { recursive: true });
  const line = '198.51.100.7 - - [10/Oct/2025:13:55:36 +0000] "GET / HTTP/1.1" 200 12 "-" "curl"\n';
  const up = '../../../outside.log';
  const inner = zip(new Map([[up, Buffer.from(line.repeat(10))]]));
  const members = new Map([
    [up, Buffer.from(line.repeat(9))],
    ['/etc/outside.log', Buffer.from(line.repeat(8))],
    ['in.zip', inner],
  ]);
  await writeFile(join(evidence, 'logs.zip'), zip(members));
  const did = await traced(folder, ['investigate', 'evidence', '--case', 'case', '--quiet']);
  const own = [join(folder, 'case'), join(folder, 'home')];
  const outside = did.filter((call) => {
    // A line may be without the names of a call that another thread's came into; their first half is a line of its own.
    const paths = [...call.matchAll(NAMES)].map(([, name = '']) => name);
    if (/\b(?:connect|bind|execve)\(/.test(call)) return !DNS.test(call);
    if (/\b(?:sendto|sendmsg|sendmmsg)\(/.test(call)) return !SENDERS_KEYS.test(call);
    return paths.some((path) => !own.some((place) => path === place || path.startsWith(`${place}/`)));
  });
  assert.deepEqual(outside, []);
  assert.ok(
    did.some((call) => call.includes(join(folder, 'case'))),
    'what is written is seen',
  );
});
