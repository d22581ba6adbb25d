import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { nodeEffects } from '../../../src/base/effects.ts';
import { concluded } from '../../../src/cases/conclusion.ts';
import { openCase } from '../../../src/cases/store.ts';
import { caseIndexOver } from '../../../src/desk/case-index/index.ts';
import type { CaseIndex } from '../../../src/desk/case-index/index.ts';
import type { IndexStore } from '../../../src/desk/case-index/database.ts';
import { migrate, MIGRATIONS } from '../../../src/desk/case-index/schema.ts';
import type { CaseDocument } from '../../../src/model/case.ts';
import type { Claim } from '../../../src/model/claim.ts';
import { claim, portScan } from '../../letters/samples.ts';
import { temporary } from '../../support.ts';

/** Writes a case with one notice. @returns its folder */
export async function putCase(
  dir: string,
  changes: Partial<Claim>,
  sent: CaseDocument['sent'] = [],
): Promise<string> {
  const document = concluded({
    ...portScan(),
    claims: [claim(changes)],
    ...(sent.length > 0 && { sent }),
  });
  const folder = await openCase(dir, nodeEffects(1));
  await folder.publish(document);
  await folder.close();
  return dir;
}

/** What a mail may bring: a formula, an escape, lines of a calendar, a statement, no character at all. */
export const HOSTILE =
  "=cmd|'/c calc'!A1 \u001b[2J\u202e; $(x)\r\nEND:VCALENDAR\r\nBEGIN:VEVENT\t\"; DROP TABLE abusedesk_cases; --";

const EFFECTS = nodeEffects(1);

const over = (store: IndexStore): CaseIndex => caseIndexOver(store, 'test', EFFECTS);

const references = async (index: CaseIndex): Promise<string[]> =>
  (await index.cases()).flatMap(({ matters }) => matters.map(({ reference = '' }) => reference)).toSorted();

/**
 * What every index has to do, wherever it lies.
 * @param fresh an index without anything in it
 */
export async function checkIndex(t: TestContext, fresh: () => Promise<IndexStore>): Promise<void> {
  await t.test('a case is noted, noted again as it is by then, and forgotten', async (sub) => {
    const root = await temporary(sub);
    const index = over(await fresh());
    assert.deepEqual(await index.cases(), []);
    const folder = await putCase(join(root, 'a.case'), {
      reference: '1',
      received: '2026-11-20T15:00:00Z',
      deadline: '2026-11-21T15:00:00Z',
    });
    await index.note([folder]);
    const [noted] = await index.cases();
    assert.equal(noted?.folder, folder);
    assert.equal(noted.host, EFFECTS.process.host);
    const { reference, received, deadline, answered, resource } = noted.matters[0] ?? {};
    assert.deepEqual(
      { reference, received, deadline, answered, by: resource?.by },
      {
        reference: '1',
        received: '2026-11-20T15:00:00Z',
        deadline: '2026-11-21T15:00:00.000Z',
        answered: undefined,
        by: 'logs',
      },
    );
    const sent = { kind: 'reply-interim', path: 'letters/a.txt', source: 'aws', reference: '1' };
    await putCase(folder, { reference: '1' }, [{ ...sent, at: '2026-11-21T03:00:00Z' }]);
    await index.note([folder]);
    const [again, ...others] = await index.cases();
    assert.deepEqual(others, []);
    assert.deepEqual(again?.matters[0]?.answered, { kind: 'reply-interim', at: '2026-11-21T03:00:00Z' });
    assert.equal(await index.forget(noted.id), 1);
    assert.equal(await index.forget(noted.id), 0);
    assert.deepEqual(await index.cases(), []);
  });

  await t.test('an index of an older schema keeps its cases and takes new ones', async (sub) => {
    const root = await temporary(sub);
    const store = await fresh();
    await store.change(async (database) => {
      await migrate(database, 1);
      assert.equal(await database.hasTable('abusedesk_matters'), true);
      await database.all('INSERT INTO abusedesk_cases VALUES (?, ?, ?, ?, ?)', [
        '2026-11-01-abcdef',
        '2026-11-01T00:00:00.000Z',
        'old-desk',
        '/cases/old.case',
        '2026-11-01T01:00:00.000Z',
      ]);
      await database.all(
        'INSERT INTO abusedesk_matters (id, opened, number, source, reference, type, stage) VALUES (?, ?, ?, ?, ?, ?, ?)',
        ['2026-11-01-abcdef', '2026-11-01T00:00:00.000Z', 0, 'aws', 'old', 'port_scan', 'first'],
      );
    });
    const index = over(store);
    assert.deepEqual(await references(index), ['old']);
    await index.note([await putCase(join(root, 'new.case'), { reference: 'new' })]);
    assert.deepEqual(await references(index), ['new', 'old']);
    const [old] = await index.cases();
    assert.deepEqual(old?.matters, [{ source: 'aws', reference: 'old', type: 'port_scan', stage: 'first' }]);
    const versions = await store.read((database) =>
      database.all('SELECT version FROM abusedesk_schema ORDER BY version'),
    );
    assert.deepEqual(
      versions.map(({ version }) => version),
      MIGRATIONS.map((_, step) => step + 1),
    );
  });

  await t.test('an index of a newer schema is refused and stays as it is', async (sub) => {
    const root = await temporary(sub);
    const store = await fresh();
    await store.change(async (database) => {
      await migrate(database);
      await database.all('INSERT INTO abusedesk_schema (version) VALUES (?)', [MIGRATIONS.length + 1]);
    });
    const index = over(store);
    const folder = await putCase(join(root, 'a.case'), { reference: '1' });
    const newer = /^the case index has schema \d+; this abusedesk knows \d+$/;
    await assert.rejects(index.note([folder]), { name: 'UserError', message: newer });
    await assert.rejects(index.cases(), { name: 'UserError', message: newer });
    const rows = await store.read((database) => database.all('SELECT id FROM abusedesk_cases'));
    assert.deepEqual(rows, []);
  });

  await t.test('runs that note at once are all noted, the first ones of an empty index too', async (sub) => {
    const root = await temporary(sub);
    const index = over(await fresh());
    const names = Array.from({ length: 8 }, (_, at) => `r${at}`);
    const folders = await Promise.all(
      names.map((reference) => putCase(join(root, `${reference}.case`), { reference })),
    );
    await Promise.all(folders.map((folder) => index.note([folder])));
    assert.deepEqual(await references(index), names);
    // All of them at once, in different orders: none waits for ever.
    await Promise.all([index.note(folders), index.note(folders.toReversed()), index.note(folders)]);
    assert.deepEqual(await references(index), names);
  });

  await t.test('work that fails leaves nothing of itself', async (sub) => {
    const root = await temporary(sub);
    const store = await fresh();
    const index = over(store);
    await index.note([await putCase(join(root, 'a.case'), { reference: 'kept' })]);
    await assert.rejects(
      store.change(async (database) => {
        await database.all('DELETE FROM abusedesk_matters');
        throw new Error('the run ends here');
      }),
    );
    await assert.rejects(
      store.change(async (database) => {
        await database.all('DELETE FROM abusedesk_matters');
        await database.all('SELECT no_such_column FROM abusedesk_cases');
      }),
      { name: 'UserError', message: /no_such_column/ },
    );
    assert.deepEqual(await references(index), ['kept']);
  });

  await t.test('text of a notice is text there, whatever it holds', async (sub) => {
    const root = await temporary(sub);
    const index = over(await fresh());
    const folders = [
      await putCase(join(root, 'a.case'), { reference: HOSTILE, source: '表\u{1f600}' }),
      await putCase(join(root, 'b.case'), { reference: 'a\0b\ud800c' }),
    ];
    await index.note(folders);
    assert.deepEqual(await references(index), [HOSTILE, 'a\ufffdb\ufffdc'].toSorted());
  });

  await t.test('a matter that this program does not know is said, not left out', async () => {
    const store = await fresh();
    await store.change(async (database) => {
      await migrate(database);
      await database.all('INSERT INTO abusedesk_cases VALUES (?, ?, ?, ?, ?)', ['c', 'o', 'h', '/f', 'n']);
      await database.all(
        'INSERT INTO abusedesk_matters (id, opened, number, source, type, stage) VALUES (?, ?, ?, ?, ?, ?)',
        ['c', 'o', 0, 'aws', 'a_kind_of_tomorrow', 'first'],
      );
    });
    await assert.rejects(over(store).cases(), { name: 'UserError', message: /does not know, of case c$/ });
  });
}
