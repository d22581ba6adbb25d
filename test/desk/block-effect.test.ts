import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { nginx } from '../../src/actions/firewalls/nginx/firewall.ts';
import { nodeEffects } from '../../src/base/effects.ts';
import { openCase } from '../../src/cases/store.ts';
import { effectIn } from '../../src/desk/block/effect.ts';
import { writeRows } from '../../src/events/engines/duckdb/rows.ts';
import { deskOf, rule } from '../actions/contract.ts';
import { memoryHost } from '../actions/memory-host.ts';
import { apply } from '../../src/actions/apply.ts';
import { emptyDocument } from '../cases/world.ts';
import { temporary } from '../support.ts';

test('a case of newer logs says whether the block that the journal knows has stopped it', async (t) => {
  const effects = nodeEffects(1);
  const folder = await temporary(t);
  const dir = join(folder, 'newer.case');
  const writing = await openCase(dir, effects);
  const hour = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
  const request = (c_ip: string, hours: number, line: number): Record<string, string | number> => {
    return { evidence: 0, line, ts: hour(hours), c_ip };
  };
  const rows = [request('192.0.2.7', -2, 1), request('192.0.2.7', -1, 2), request('203.0.113.9', 9, 3)];
  await writeRows(await writing.newLake(), 'requests', rows);
  await writing.publish(emptyDocument());
  await writing.close();

  const desk = deskOf(nginx, memoryHost(), folder, effects);
  await assert.rejects(effectIn(dir, desk, effects), /no block/);
  await apply(desk, rule(['192.0.2.0/24']));
  const effect = await effectIn(dir, desk, effects);
  assert.deepEqual([effect.verdict, effect.before, effect.after], ['stopped', 2, 0]);
});
