import { PASTED } from '../../src/notices/authenticity.ts';
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { letterCommand } from '../../src/cli/letter.ts';
import { concluded } from '../../src/cases/conclusion.ts';
import { openCase } from '../../src/cases/store.ts';
import type { CaseDocument } from '../../src/model/case.ts';
import type { Effects } from '../../src/base/ports.ts';
import { nodeEffects } from '../../src/base/effects.ts';
import { UserError } from '../../src/base/errors.ts';
import { temporary } from '../support.ts';
import { claim, contradictedDos, portScan } from './samples.ts';

interface Ran {
  out: string;
  err: string;
}

async function run(...args: string[]): Promise<Ran> {
  const ran: Ran = { out: '', err: '' };
  const output = (name: keyof Ran) => ({
    write: (text: string) => {
      ran[name] += text;
    },
    isTTY: false,
    columns: undefined,
  });
  const effects: Effects = {
    ...nodeEffects(1),
    now: () => new Date('2026-11-21T20:00:00Z'),
    stdout: output('out'),
    stderr: output('err'),
  };
  await letterCommand(effects).parseAsync(args, { from: 'user' });
  return ran;
}

async function newCase(t: TestContext, document: CaseDocument = portScan()): Promise<string> {
  const dir = join(await temporary(t), 'scan.case');
  const folder = await openCase(dir, nodeEffects(1));
  await folder.publish(document);
  await folder.close();
  return dir;
}

function refused(exitCode: number, message: RegExp) {
  return (error: unknown) => {
    assert.ok(error instanceof UserError, String(error));
    assert.equal(error.exitCode, exitCode);
    assert.match(error.message, message);
    return true;
  };
}

test('both answers are written in the language that was asked for, and what is blank is listed', async (t) => {
  const dir = await newCase(t);
  const { out, err } = await run('reply', dir, '--lang', 'ja');
  const letter = await readFile(join(dir, 'letters', 'reply-final.ja.txt'), 'utf8');
  assert.match(letter, /^Subject: Re: Your AWS Abuse Report \[27579687149\]/);
  assert.match(letter, /ケース番号：27579687149/);
  assert.match(out, /reply-interim\.ja\.txt\n {2}still to be written:\n {2}- /);
  assert.match(out, /reply-final\.ja\.txt/);
  assert.match(out, /- 氏名と役職/);
  assert.equal(err, '');
});

test('with --json there is one document on stdout, and case.json lists the letters', async (t) => {
  const dir = await newCase(t);
  const { out } = await run('reply', dir, '--kind', 'final', '--json');
  const { schema, letters, kept } = JSON.parse(out);
  assert.equal(schema, 'abusedesk.letters/1');
  assert.deepEqual(kept, []);
  assert.equal(letters.length, 1);
  assert.equal(letters[0].path, 'letters/reply-final.en.txt');
  const document = JSON.parse(await readFile(join(dir, 'case.json'), 'utf8'));
  const { subject: _, mail, ...entry } = letters[0];
  assert.equal(mail.path, 'letters/reply-final.en.eml');
  assert.deepEqual(document.letters, [{ ...entry, mail: mail.path, claim: 0 }]);
});

test('what was told once is remembered for the next letter, and a letter is listed once', async (t) => {
  const dir = await newCase(t);
  await run(
    'reply',
    dir,
    '--kind',
    'interim',
    '--set',
    'name=Kim Min-jun',
    '--set',
    'contact=desk@example.com',
  );
  await run('reply', dir, '--kind', 'final', '--set', 'root-cause=A stolen SSH key.');
  const { out } = await run('reply', dir, '--kind', 'final', '--json');
  const letter = await readFile(join(dir, 'letters', 'reply-final.en.txt'), 'utf8');
  assert.match(letter, /Kim Min-jun\ndesk@example\.com/);
  assert.match(letter, /A\s+stolen SSH key\./);
  assert.ok(!JSON.parse(out).letters[0].blanks.includes('your name and role'));
  const document = JSON.parse(await readFile(join(dir, 'case.json'), 'utf8'));
  assert.equal(document.letters.length, 2);
});

test('a letter that was finished by hand is not overwritten', async (t) => {
  const dir = await newCase(t);
  await run('reply', dir, '--kind', 'final');
  await writeFile(join(dir, 'letters', 'reply-final.en.txt'), 'finished by hand');
  const { err } = await run('reply', dir, '--kind', 'final');
  assert.match(err, /reply-final\.en\.edited-1\.txt/);
  assert.equal(
    await readFile(join(dir, 'letters', 'reply-final.en.edited-1.txt'), 'utf8'),
    'finished by hand',
  );
});

test('a folder without a case, an unfinished case and a forged notice are refused in plain words', async (t) => {
  await assert.rejects(run('reply', await temporary(t)), refused(2, /no case here/));
  const dir = join(await temporary(t), 'unfinished.case');
  await (await openCase(dir, nodeEffects(1))).close();
  await assert.rejects(run('reply', dir), refused(2, /not finished/));
  const authenticity = { verdict: 'forged', message: PASTED.message } as const;
  const forged = await newCase(t, concluded({ ...portScan(), claims: [claim({ authenticity })] }));
  await assert.rejects(run('reply', forged), refused(3, /forged/));
  const without = await newCase(t, concluded({ ...portScan(), claims: [] }));
  await assert.rejects(run('reply', without), refused(2, /no notice/));
});

test('--quiet writes the letters and says nothing, not even of a file that was kept', async (t) => {
  const dir = await newCase(t);
  const first = await run('reply', dir, '--kind', 'final', '--quiet', '--no-color');
  assert.deepEqual(first, { out: '', err: '' });
  const path = join(dir, 'letters', 'reply-final.en.txt');
  assert.match(await readFile(path, 'utf8'), /^Subject: /);
  await writeFile(path, 'finished by hand');
  assert.deepEqual(await run('reply', dir, '--kind', 'final', '--quiet'), { out: '', err: '' });
  const { out, err } = await run('reply', dir, '--kind', 'final', '--quiet', '--json');
  assert.equal(JSON.parse(out).letters.length, 1);
  assert.equal(err, '');
});

test('the case may be given with --case, as to investigate, but not two of them or none', async (t) => {
  const dir = await newCase(t);
  const { out } = await run('reply', '--case', dir, '--kind', 'final');
  assert.match(out, /reply-final\.en\.txt/);
  await assert.rejects(run('reply', dir, '--case', `${dir}2`), refused(2, /two cases/));
  await assert.rejects(run('reply'), refused(2, /no case was given/));
});

test('a wrong --set leaves the case as it was', async (t) => {
  const dir = await newCase(t);
  const before = await readFile(join(dir, 'case.json'), 'utf8');
  await assert.rejects(run('reply', dir, '--set', 'cause=x'), refused(2, /cause/));
  assert.equal(await readFile(join(dir, 'case.json'), 'utf8'), before);
});

test('The report names the letters that were written after it, in its own language and zone', async (t) => {
  const dir = join(await temporary(t), 'scan.case');
  const folder = await openCase(dir, nodeEffects(1));
  await folder.journal.append('investigating', { report: { lang: 'ko', zone: 'Asia/Seoul' } });
  folder.put('report.html', 'as it was');
  await folder.publish(portScan());
  await folder.close();
  const { err } = await run('reply', dir, '--lang', 'ko', '--kind', 'final');
  const report = await readFile(join(dir, 'report.html'), 'utf8');
  assert.match(report, /<html[^>]* lang="ko/);
  assert.match(report, /letters\/reply-final\.ko\.txt/);
  assert.match(report, /Asia\/Seoul|KST|GMT\+9/);
  assert.equal(err, '');
  const journal = await readFile(join(dir, 'journal.jsonl'), 'utf8');
  assert.match(journal.trim().split('\n').at(-1) ?? '', /"amended".*report\.html/);
});

test('A report that somebody edited is kept beside the new one', async (t) => {
  const dir = await newCase(t);
  await run('reply', dir);
  await writeFile(join(dir, 'report.html'), 'with my notes');
  const { err } = await run('reply', dir, '--lang', 'ja');
  assert.match(err, /^編集済みのファイルを report\.edited-1\.html として残しました$/m);
});

test('a dispute is written where the logs rule a notice out, and refused where they do not', async (t) => {
  const dir = await newCase(t, concluded(contradictedDos()));
  const { out } = await run('dispute', dir, '--lang', 'ko', '--json');
  const { letters } = JSON.parse(out);
  assert.deepEqual(
    letters.map(({ kind, path }: { kind: string; path: string }) => [kind, path]),
    [['dispute', 'letters/dispute.ko.txt']],
  );
  assert.match(await readFile(join(dir, 'letters', 'dispute.ko.txt'), 'utf8'), /a\.log\.gz:7/);
  await assert.rejects(run('dispute', await newCase(t)), refused(2, /nothing to dispute/));
});
