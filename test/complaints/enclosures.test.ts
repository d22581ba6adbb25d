import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { enclose } from '../../src/complaints/enclosures.ts';
import { withIncidents } from '../../src/complaints/incidents.ts';
import { leftOut } from '../../src/complaints/left-out.ts';
import { Redactor } from '../../src/complaints/redact.ts';
import { inLakeOf } from '../../src/desk/lake-of-case.ts';
import { thresholdsFrom } from '../../src/findings/thresholds.ts';
import { world } from '../attribution/world.ts';
import { amazon, caseOf, MORNING, times, web } from './desk.ts';

test('evidence over the size is cut by whole lines, the addresses last, and what is left out is counted', async (t) => {
  const made = await caseOf(t, {
    'access.log': times(300, (n) => web(MORNING + n, `54.144.0.${n % 150}`, { user: 'admin' })),
    'ip-ranges.json': amazon('54.144.0.0/14'),
  });
  const { effects } = world(join(made.folder, 'home'), { cwd: () => made.folder });
  const folder = join(made.folder, 'a.case');
  const sizes = [0, 100, 2000, 5000, 50_000];
  await inLakeOf({ folder, memory: '600MB', name: 'cut' }, effects, (engine, document) =>
    withIncidents(
      engine,
      thresholdsFrom({}),
      leftOut(document.findings).accused,
      async ({ incidents, rows }) => {
        const [incident = assert.fail()] = incidents;
        assert.deepEqual([incident.addresses, incident.rows], [150, 300]);
        for (const most of sizes) {
          const source = { engine, rows, incident, actor: '54.144.0.0', count: 2, formats: new Map() };
          const { evidence, notes } = await enclose({ ...source, files: new Map() }, new Redactor(), most);
          const [addresses = '', entries = ''] = evidence.map(({ text }) => text);
          // The two headers stand there whatever happens.
          const headers = addresses.split('\n', 1)[0]!.length + entries.split('\n', 1)[0]!.length + 2;
          const bytes = evidence.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
          assert.ok(bytes <= Math.max(most, headers), `${bytes} of ${most}`);
          const shown = (text: string): number => text.trim().split('\n').length - 1;
          const left = (key: string): number => {
            const params = notes.find((note) => note.key === key)?.params;
            return params !== undefined && 'left' in params ? Number(params.left) : 0;
          };
          assert.equal(shown(addresses) + left('complaintCutAddresses'), 150, `${most}`);
          assert.equal(shown(entries) + left('complaintCutRows'), 2, `${most}`);
          for (const text of [addresses, entries]) assert.ok(text.endsWith('\n'), `${most}: a line is cut`);
        }
      },
    ),
  );
});
