import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { CaseDocument } from '../../src/model/case.ts';
import type { HostDocument } from '../../src/hosts/document.ts';
import { run } from '../cli/run.ts';
import { tar } from '../evidence/evidence-support.ts';
import { ROOT } from '../support.ts';

const FOLDER = join(ROOT, 'test', 'hosts', 'logins');

const byText = (one: unknown, other: unknown): number => (String(one) < String(other) ? -1 : 1);

async function logs(): Promise<{ wtmp: Buffer; btmp: Buffer }> {
  const [wtmp, btmp] = await Promise.all([
    readFile(join(FOLDER, 'debian-12.wtmp')),
    readFile(join(FOLDER, 'debian-12.btmp')),
  ]);
  return { wtmp, btmp };
}

/** A login that succeeded after twelve refused ones of the same address, by records of both files. */
function assertGuessed({ findings }: Pick<HostDocument, 'findings'>, ending: readonly string[]): void {
  const guessed = findings.find(({ detector }) => detector === 'guessed-login');
  assert.equal(guessed?.subject.path, '203.0.113.9', JSON.stringify(findings));
  const places = [...new Set(guessed.lines.map(({ evidence }) => evidence))];
  for (const end of ending)
    assert.ok(
      places.some((place) => place.endsWith(end)),
      `${end}: ${places.join(' ')}`,
    );
}

test('a mounted disk tells who logged in, by its wtmp and btmp, and whose password was guessed', async (t) => {
  const { wtmp, btmp } = await logs();
  const files = {
    'disk/var/log/wtmp': wtmp,
    'disk/var/log/btmp': btmp,
    'disk/var/log/btmp.1': btmp.subarray(0, 1000),
  };
  const { code, stdout, stderr } = await run(t, files, ['host', 'inspect', '--root', 'disk', '--json']);
  assert.equal(code, 0, stderr);
  const document: HostDocument = JSON.parse(stdout);
  assert.equal(document.logins.length, 5 + 13 + 2);
  assertGuessed(document, ['/var/log/wtmp', '/var/log/btmp']);
  const broken = document.gaps.find(({ message }) => message.key === 'loginsBroken');
  assert.deepEqual(broken?.message.params, { path: '/var/log/btmp.1', records: 1, of: 3 });
});

test('the copies of UAC are read so too, and each record is counted', async (t) => {
  const { wtmp, btmp } = await logs();
  const packed = gzipSync(
    tar(
      Object.entries({
        'uac.log': 'INF UAC (Unix-like Artifacts Collector) 3.3.0\n',
        'live_response/process/ps_-ef.txt':
          'UID        PID  PPID  C STIME TTY          TIME CMD\nroot         1     0  0 Nov19 ?        00:00:03 /sbin/init\n',
        '[root]/var/log/wtmp': wtmp,
        '[root]/var/log/btmp': btmp,
      }).map(([name, content]) => ({ name, content })),
    ),
  );
  const inspected = await run(t, { 'uac.tar.gz': packed }, ['host', 'inspect', 'uac.tar.gz', '--json']);
  assert.equal(inspected.code, 0, inspected.stderr);
  const document: HostDocument = JSON.parse(inspected.stdout);
  assert.equal(document.logins.length, 5 + 13);
  assertGuessed(document, ['[root]/var/log/wtmp', '[root]/var/log/btmp']);
  const counted = document.evidence.map(({ path, read, parsed, skipped }) => [
    path.slice(path.lastIndexOf('/')),
    read,
    parsed,
    skipped,
  ]);
  assert.deepEqual(counted.filter(([name]) => name !== '/ps_-ef.txt').toSorted(byText), [
    ['/btmp', 13, 13, 0],
    ['/wtmp', 9, 5, 4],
  ]);

  const { code, stdout, stderr } = await run(t, { 'evidence/uac.tar.gz': packed }, [
    'investigate',
    'evidence',
    '--json',
  ]);
  assert.equal(code, 0, stderr);
  const made: CaseDocument = JSON.parse(stdout);
  assert.deepEqual(
    made.evidence
      .filter(({ format }) => format === 'login-records')
      .map(({ read, parsed, rejected, skipped }) => [read, parsed, rejected, skipped])
      .toSorted(byText),
    [
      [13, 13, 0, 0],
      [9, 5, 0, 4],
    ],
  );
  assert.ok(
    made.host?.timeline?.some(({ kind }) => kind === 'login'),
    JSON.stringify(made.host?.timeline),
  );
});

test('handed over as a paste, such a file is read as what it is', async (t) => {
  const { wtmp, btmp } = await logs();
  const files = { wtmp, 'failed.bin': btmp };
  const { code, stdout, stderr } = await run(t, files, [
    'host',
    'inspect',
    '--paste',
    'wtmp',
    'failed.bin',
    '--json',
  ]);
  assert.equal(code, 0, stderr);
  assertGuessed(JSON.parse(stdout), ['wtmp', 'failed.bin']);
});
