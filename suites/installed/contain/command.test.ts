import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { EC2Client, TerminateInstancesCommand, ModifyInstanceAttributeCommand } from '@aws-sdk/client-ec2';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { ROOT, temporary } from '../../../test/support.ts';
import { refusal } from '../../../test/desk/collect/aws-server.ts';
import { emptyAws } from '../firewalls/moto.ts';
import { accountOf, fingerprint } from './account.ts';
import type { Account } from './account.ts';
import { startRecorder } from './recorder.ts';
import type { Recorder } from './recorder.ts';

interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Commands in a folder, with a journal of their own. */
type Run = (...argv: string[]) => Promise<Ran>;

const runIn =
  (folder: string, home: string): Run =>
  (...argv) =>
    new Promise((resolve) => {
      const child = execFile(
        process.execPath,
        [join(ROOT, 'bin', 'abusedesk.js'), ...argv],
        { env: { ...process.env, ABUSEDESK_HOME: join(folder, home) }, cwd: folder, maxBuffer: 2 ** 26 },
        (_error, stdout, stderr) => resolve({ code: child.exitCode, stdout, stderr }),
      );
    });

/** An instance with the address of the example `nat-port-scan`. */
const machine = (): Promise<Account> =>
  accountOf({
    nat: false,
    scaling: false,
    interfaces: 1,
    groups: 2,
    denials: 1,
    diskKept: false,
    isProtected: false,
    stopped: false,
  });

/** A minute of records: the scan, or its silence, and somebody else whose records show that the log goes on. */
function minute(at: number, scanning: boolean): string[] {
  const record = (source: string, target: string, port: number): string =>
    `2 123456789012 eni-0123456789abcdef0 ${source} ${target} 40001 ${port} 6 3 180 ${at} ${at + 59} ACCEPT OK`;
  const others = record('10.10.3.99', '192.0.2.9', 443);
  return scanning ? [record('10.10.3.17', '198.51.100.7', 22), others] : [others];
}

/** A flow log of two hours before and half an hour after; the example's instance is quiet from the moment on. */
async function logAround(folder: string, name: string, moment: number): Promise<string> {
  const first = Math.floor(moment / 60) * 60 - 7200;
  const lines = Array.from({ length: 150 }, (_, i) => minute(first + i * 60, first + i * 60 + 60 < moment));
  await mkdir(join(folder, name));
  await writeFile(join(folder, name, 'flows.log'), `${lines.flat().join('\n')}\n`);
  return name;
}

/** What the parts of the test share. */
interface Scene {
  folder: string;
  recorder: Recorder;
}

async function thereAndBack({ folder, recorder }: Scene): Promise<void> {
  const account = await machine();
  const run = runIn(folder, 'thereAndBack');
  const { instance, vpc } = account;
  const before = await fingerprint(account);
  const since = recorder.calls.length;
  const remote = ['--remote', '198.51.100.7:22', '--instance', instance];
  const flowLogs = ['--lever', 'network-acl', '--flow-logs', 'arn:aws:s3:::flow-logs'];
  const planned = await run('contain', 'plan', 'scan.case', ...remote, ...flowLogs, '--out', 'plan.json');
  assert.equal(planned.code, 0, planned.stderr);
  assert.match(planned.stdout, new RegExp(`a flow log of ${vpc} is made, to arn:aws:s3:::flow-logs`));
  assert.match(planned.stdout, /the first are there about 11 minutes later, and nothing of before/);
  assert.match(planned.stdout, /denies what goes out to 198\.51\.100\.7\/32, TCP port 22/);
  assert.equal(await fingerprint(account), before, 'a plan changes nothing');
  assert.deepEqual(
    recorder.calls.slice(since).filter((call) => !/:(?:Describe|Get|List)/.test(call)),
    [],
  );
  const applied = await run('contain', 'apply', 'plan.json', '--json');
  assert.equal(applied.code, 0, applied.stderr);
  const { made, changes } = JSON.parse(applied.stdout);
  assert.equal(made, changes);
  assert.notEqual(await fingerprint(account), before);
  // Once more: nothing is left to be done.
  assert.equal(JSON.parse((await run('contain', 'apply', 'plan.json', '--json')).stdout).made, 0);
  const journal = (await readFile(join(folder, 'thereAndBack', 'contain', 'journal.jsonl'), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line): { what: string; at: string } => JSON.parse(line));
  const cut = Date.parse(journal.findLast(({ what }) => what === 'done')?.at ?? '') / 1000;
  const newer = await logAround(folder, 'newer', cut);
  assert.equal((await run('investigate', newer, '--case', 'newer.case', '--quiet')).code, 0);
  const verified = await run('contain', 'verify', 'newer.case', '--json');
  assert.equal(verified.code, 0, verified.stderr);
  assert.equal(JSON.parse(verified.stdout).verdict, 'stopped', verified.stdout);
  const undone = await run('contain', 'undo', '--json');
  assert.equal(undone.code, 0, undone.stderr);
  const ways: { kind: string; how: string }[] = JSON.parse(undone.stdout).undone;
  assert.deepEqual(
    ways.filter(({ how }) => how !== 'back').map(({ kind, how }) => [kind, how]),
    [['snapshots', 'kept']],
  );
  assert.equal(await fingerprint(account), before);
  const again = await run('contain', 'undo');
  assert.equal(again.code, 2);
  assert.match(again.stderr, /knows of no plan that stands/);
}

async function refused({ folder, recorder }: Scene): Promise<void> {
  const account = await machine();
  const run = runIn(folder, 'refused');
  const { instance } = account;
  const before = await fingerprint(account);
  const plan = ['contain', 'plan', 'scan.case', '--remote', '198.51.100.7:22', '--instance', instance];
  // A read that is refused leaves its part out of the plan.
  recorder.instead = (asked) =>
    asked.call === 'ec2:DescribeRouteTables'
      ? refusal('UnauthorizedOperation', 'You are not authorized', 403)(asked)
      : undefined;
  const partly = await run(...plan);
  assert.equal(partly.code, 0, partly.stderr);
  assert.match(partly.stdout, /ec2:DescribeRouteTables.*UnauthorizedOperation/);
  delete recorder.instead;
  assert.equal((await run(...plan, '--out', 'plan.json')).code, 0);
  for (const [code, message, hint] of [
    [
      'UnauthorizedOperation',
      'You are not authorized to perform: ec2:CreateSnapshots',
      /ec2:CreateSnapshots is missing.*contain policy/,
    ],
    [
      'RequestLimitExceeded',
      'Request limit exceeded.',
      /also after it was tried several times: wait a minute/,
    ],
    ['RequestExpired', 'Request has expired.', /aws sso login/],
    ['AuthFailure', 'AWS was not able to validate the provided access credentials', /aws sso login/],
    [
      'SignatureDoesNotMatch',
      'Signature not yet current: 20261130T130000Z is still later than',
      /clock of this computer/,
    ],
  ] as const) {
    const since = recorder.calls.length;
    recorder.instead = (asked) =>
      asked.call === 'ec2:CreateSnapshots' ? refusal(code, message)(asked) : undefined;
    const failed = await run('contain', 'apply', 'plan.json');
    assert.equal(failed.code, 2, failed.stderr);
    assert.match(failed.stderr, hint, failed.stderr);
    assert.ok(failed.stderr.includes(code), failed.stderr);
    const tries = recorder.calls.slice(since).filter((call) => call === 'ec2:CreateSnapshots').length;
    assert.equal(tries, code === 'RequestLimitExceeded' ? 3 : 1, `${code}: ${tries}`);
  }
  delete recorder.instead;
  const colleague = runIn(folder, 'colleague');
  // Somebody else, with a journal of his own, is told that a plan is at work, and changes nothing.
  const half = await fingerprint(account);
  const other = await colleague(...plan, '--out', 'other.json');
  assert.equal(other.code, 3, other.stderr);
  assert.match(
    other.stderr,
    /which is not in this journal: somebody else contains it, or has stopped halfway/,
  );
  const his = await colleague('contain', 'apply', 'plan.json');
  assert.equal(his.code, 3, his.stderr);
  const undo = await colleague('contain', 'undo', '--instance', instance);
  assert.equal(undo.code, 2, undo.stderr);
  assert.equal(await fingerprint(account), half);
  const on = await run('contain', 'apply', 'plan.json', '--json');
  assert.equal(on.code, 0, on.stderr);
  assert.equal(JSON.parse(on.stdout).resumed, true);
  assert.equal((await run('contain', 'undo')).code, 0);
  assert.equal(await fingerprint(account), before);
}

async function goneInstance({ folder }: Scene): Promise<void> {
  const account = await machine();
  const run = runIn(folder, 'goneInstance');
  const { instance } = account;
  const plan = ['contain', 'plan', 'scan.case', '--remote', '198.51.100.7:22'];
  const none = await run(...plan, '--instance', 'i-0fffffffffffffff0');
  assert.equal(none.code, 2);
  assert.match(none.stderr, /InvalidInstanceID\.NotFound/);
  assert.match(none.stderr, /another region or account/);
  assert.equal((await run(...plan, '--instance', instance, '--out', 'plan.json')).code, 0);
  assert.equal((await run('contain', 'apply', 'plan.json')).code, 0);
  const ec2 = new EC2Client({});
  await ec2.send(
    new ModifyInstanceAttributeCommand({ InstanceId: instance, DisableApiTermination: { Value: false } }),
  );
  await ec2.send(new TerminateInstancesCommand({ InstanceIds: [instance] }));
  ec2.destroy();
  const gone = await run(...plan, '--instance', instance);
  assert.notEqual(gone.code, 0);
  assert.match(gone.stderr, /terminated|no longer|is not there|stands for/, gone.stderr);
  const undone = await run('contain', 'undo', '--json');
  const ways: { kind: string; how: string }[] = JSON.parse(undone.stdout).undone;
  assert.equal(ways.find(({ kind }) => kind === 'acl_entry')?.how, 'back', undone.stdout);
  assert.equal(undone.code, 0, undone.stderr);
}

test('contain by the command line', async (t) => {
  await emptyAws(t);
  const s3 = new S3Client({ forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'flow-logs' }));
  s3.destroy();
  const folder = await temporary(t);
  const recorder = await startRecorder(t);
  await logAround(folder, 'logs', Math.floor(Date.now() / 1000) + 3600);
  const { code, stderr } = await runIn(folder, 'home')(
    'investigate',
    'logs',
    '--case',
    'scan.case',
    '--quiet',
  );
  assert.equal(code, 0, stderr);
  const scene = { folder, recorder };
  await t.test('plan, apply, verify and undo lead back, with flow logs', () => thereAndBack(scene));
  await t.test(
    'what AWS refuses is said with what to do, what was made is kept, and the same command goes on',
    () => refused(scene),
  );
  await t.test('an instance that is gone is said, and the rest is taken back', () => goneInstance(scene));
});
