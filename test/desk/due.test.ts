import assert from 'node:assert/strict';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import ICAL from 'ical.js';
import { nodeEffects } from '../../src/base/effects.ts';
import { concluded } from '../../src/cases/conclusion.ts';
import { openCase } from '../../src/cases/store.ts';
import { main } from '../../src/cli/main.ts';
import { LANGS } from '../../src/language/lang.ts';
import type { CaseDocument } from '../../src/model/case.ts';
import type { Claim } from '../../src/model/claim.ts';
import { world } from '../attribution/world.ts';
import { claim, portScan } from '../letters/samples.ts';
import { temporary } from '../support.ts';

const NOW = new Date('2026-11-21T20:00:00Z');

function caseWith(changes: Partial<Claim>, sent: CaseDocument['sent'] = []): CaseDocument {
  return concluded({ ...portScan(), claims: [claim(changes)], ...(sent.length > 0 && { sent }) });
}

async function put(dir: string, document: CaseDocument): Promise<void> {
  const folder = await openCase(dir, nodeEffects(1));
  await folder.publish(document);
  await folder.close();
}

interface Ran {
  code: number;
  out: string;
  err: string;
}

async function cases(cwd: string, ...argv: string[]): Promise<Ran> {
  const { effects, written } = world(join(cwd, 'home'), { cwd: () => cwd, now: () => NOW });
  const code = await main(['cases', ...argv], new AbortController().signal, effects);
  return { code, out: written.stdout, err: written.stderr };
}

/** Cases in every state. */
async function desk(t: TestContext): Promise<string> {
  const root = await temporary(t);
  const answer = { path: 'letters/reply-interim.en.txt', source: 'aws' };
  await put(join(root, 'tomorrow.case'), caseWith({ reference: '1', deadline: '2026-11-22T20:30:00Z' }));
  await put(
    join(root, 'soon.case'),
    caseWith({ reference: '2', deadline: '2026-11-21T21:30:00Z', stage: 'reminder' }),
  );
  await put(
    join(root, 'over.case'),
    caseWith({ reference: '3', deadline: '2026-11-21T19:00:00Z', stage: 'final' }),
  );
  await put(
    join(root, 'answered.case'),
    caseWith({ reference: '4', deadline: '2026-11-21T21:00:00Z' }, [
      { ...answer, kind: 'reply-interim', at: '2026-11-21T03:00:00Z', reference: '4' },
    ]),
  );
  // The reminder came after the answer.
  await put(
    join(root, 'reminded.case'),
    caseWith(
      {
        reference: '5',
        received: '2026-11-21T12:00:00Z',
        deadline: '2026-11-22T12:00:00Z',
        stage: 'reminder',
      },
      [{ ...answer, kind: 'reply-interim', at: '2026-11-21T03:00:00Z', reference: '5' }],
    ),
  );
  await put(
    join(root, 'longer.case'),
    caseWith({ reference: '6', deadline: '2026-11-22T01:00:00Z' }, [
      { ...answer, kind: 'extension', at: '2026-11-21T04:00:00Z', reference: '6' },
    ]),
  );
  await mkdir(join(root, 'taken-in'));
  await put(join(root, 'taken-in', 'case'), caseWith({ reference: '7', deadline: '2026-11-10T00:00:00Z' }));
  return root;
}

test('what is due is listed by urgency: overdue, soon, long past, answered; with stage, what follows and the next command', async (t) => {
  const root = await desk(t);
  const { code, out, err } = await cases(root, '.', '--json');
  assert.equal(code, 0, err);
  const list = JSON.parse(out);
  assert.equal(list.schema, 'abusedesk.cases/1');
  assert.deepEqual(
    list.cases.map((one: Record<string, unknown>) => [
      one['reference'],
      one['state'],
      one['hours_left'],
      one['stage'],
    ]),
    [
      ['3', 'overdue', -1, 'final'],
      ['2', 'left', 1.5, 'reminder'],
      ['6', 'left', 5, 'first'],
      ['5', 'left', 16, 'reminder'],
      ['1', 'left', 24.5, 'first'],
      ['7', 'past', -284, 'first'],
      ['4', 'left', 1, 'first'],
    ],
  );
  const by = (reference: string) =>
    list.cases.find((one: { reference: string }) => one.reference === reference);
  assert.deepEqual(by('3').next, { stage: 'action', at: '2026-11-21T19:00:00.000Z' });
  assert.deepEqual(by('2').next.stage, 'final');
  assert.deepEqual(by('4').answered, { kind: 'reply-interim', at: '2026-11-21T03:00:00Z' });
  assert.equal(by('4').next, undefined);
  assert.equal(by('5').answered, null);
  assert.equal(by('6').answered, null);
  assert.equal(by('6').more_time_asked, '2026-11-21T04:00:00Z');
  assert.deepEqual(by('2').command, ['abusedesk', 'letter', 'reply', 'soon.case', '--kind', 'interim']);
  assert.deepEqual(by('4').command.slice(-2), ['--kind', 'final']);
  assert.equal(by('7').folder, join(root, 'taken-in', 'case'));
  assert.deepEqual([list.read, list.broken, list.more], [7, [], false]);
});

test('the list is for reading in every language, and empty it says so', async (t) => {
  const root = await desk(t);
  const seen = new Set<string>();
  for (const lang of LANGS) {
    const { code, out, err } = await cases(root, '--lang', lang);
    assert.equal(code, 0, err);
    const lines = out.trimEnd().split('\n');
    assert.equal(lines.length, 4 * 7, out);
    assert.match(lines[0] ?? '', /3 · .*2026-11-21 19:00 UTC/);
    assert.equal(lines[3], '  abusedesk letter reply over.case --kind interim');
    seen.add(lines[1] ?? '');
    const nothing = await cases(await temporary(t), '--lang', lang);
    assert.equal(nothing.code, 0);
    seen.add(nothing.out);
  }
  assert.equal(seen.size, 10, [...seen].join('\n'));
});

test('a broken case is said and does not hide the others; links are not followed, and no other file is opened', async (t) => {
  const root = await desk(t);
  const outside = await temporary(t);
  await put(join(outside, 'secret.case'), caseWith({ reference: '99', deadline: '2026-11-21T20:10:00Z' }));
  await symlink(join(outside, 'secret.case'), join(root, 'linked.case'));
  await mkdir(join(root, 'case-is-link'));
  await symlink(join(outside, 'secret.case', 'case.json'), join(root, 'case-is-link', 'case.json'));
  await mkdir(join(root, 'half'));
  await writeFile(join(root, 'half', 'case.json'), '{"schema":');
  await mkdir(join(root, 'folder-for-file', 'case.json'), { recursive: true });
  // Nothing of a case but its case.json is read: what would fail is not noticed.
  for (const name of ['journal.jsonl', 'report.html'])
    await writeFile(join(root, 'soon.case', name), 'damaged');
  await writeFile(join(root, 'notes.txt'), 'no folder');
  const { code, out, err } = await cases(root, '.', '--json');
  assert.equal(code, 0, err);
  const list = JSON.parse(out);
  assert.deepEqual(
    list.cases.map(({ reference }: { reference: string }) => reference),
    ['3', '2', '6', '5', '1', '7', '4'],
  );
  assert.deepEqual(
    list.broken.map(({ folder }: { folder: string }) => folder.slice(root.length + 1)),
    ['case-is-link', 'folder-for-file', 'half'],
  );
  for (const name of ['case-is-link', 'folder-for-file', 'half'])
    assert.match(err, new RegExp(`/${name}: .{8}`));
  const link = await cases(root, 'linked.case');
  assert.deepEqual([link.code, link.out], [2, '']);
  assert.match(link.err, /this is no folder/);
});

const HOSTILE = '\u001b[2J\u202e; $(touch x)\r\nEND:VCALENDAR\r\nBEGIN:VEVENT';

test('hostile names are written out, on the screen, in JSON and in the calendar', async (t) => {
  const root = await temporary(t);
  const name = "ev'il \u001b[2J\u202e$(x)";
  await put(join(root, name), caseWith({ reference: HOSTILE, source: HOSTILE }));
  const { code, out, err } = await cases(root, '--ics', 'due.ics');
  assert.equal(code, 0, err);
  assert.doesNotMatch(out.replaceAll('\n', ''), /[\u0000-\u001f\u202e]/);
  assert.ok(out.includes('ev'), out);
  const json = await cases(root, '--json');
  assert.doesNotMatch(json.out.replaceAll('\n', ''), /[\u0000-\u001f\u202e]/);
  assert.equal(JSON.parse(json.out).cases[0].reference, HOSTILE);
  const events = await eventsIn(join(root, 'due.ics'));
  assert.equal(events.length, 1);
});

/** The entries of a calendar, read by another library than the one that wrote it. */
async function eventsIn(path: string): Promise<ICAL.Event[]> {
  const text = await readFile(path, 'utf8');
  for (const line of text.split('\r\n')) {
    assert.ok(Buffer.byteLength(line) <= 75, `RFC 5545, section 3.1: ${line}`);
    assert.doesNotMatch(line, /[\u0000-\u0008\u000a-\u001f\u202e]/);
  }
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
}

test('the calendar has an entry for each deadline that is not answered, with a reminder, as another reader sees it', async (t) => {
  const root = await desk(t);
  for (const lang of LANGS) {
    const { code, out, err } = await cases(root, '--ics', 'due.ics', '--quiet', '--lang', lang);
    assert.deepEqual([code, out, err], [0, '', '']);
    const events = await eventsIn(join(root, 'due.ics'));
    const byEnd = Object.fromEntries(
      events.map((event) => [event.endDate.toJSDate().toISOString(), event.summary]),
    );
    assert.deepEqual(
      Object.keys(byEnd).toSorted((a, b) => (a < b ? -1 : 1)),
      [
        '2026-11-10T00:00:00.000Z',
        '2026-11-21T19:00:00.000Z',
        '2026-11-21T21:30:00.000Z',
        '2026-11-22T01:00:00.000Z',
        '2026-11-22T12:00:00.000Z',
        '2026-11-22T20:30:00.000Z',
      ],
    );
    assert.match(byEnd['2026-11-21T21:30:00.000Z'] ?? '', /2/);
    assert.equal(new Set(events.map(({ uid }) => uid)).size, events.length);
    for (const event of events) {
      const [alarm] = event.component.getAllSubcomponents('valarm');
      assert.equal(String(alarm?.getFirstPropertyValue('trigger')), '-PT4H');
      assert.match(event.description, /abusedesk letter reply/);
    }
  }
  const first = (await eventsIn(join(root, 'due.ics'))).map(({ uid }) => uid);
  await cases(root, '--ics', 'due.ics', '--quiet');
  assert.deepEqual(
    (await eventsIn(join(root, 'due.ics'))).map(({ uid }) => uid),
    first,
    'it replaces itself',
  );
  const nowhere = await cases(root, '--ics', 'no/such/folder/due.ics');
  assert.equal(nowhere.code, 2);
  assert.match(nowhere.err, /the calendar cannot be written/);
});
