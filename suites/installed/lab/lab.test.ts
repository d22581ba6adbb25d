// oxlint-disable typescript/no-unsafe-type-assertion -- what the program itself wrote, as JSON
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporary } from '../../../test/support.ts';
import { command } from '../../hostile/cases.ts';
import { FORMS, writePage } from './detection.ts';
import type { Form } from './detection.ts';
import { flowLogs } from './flow-logs.ts';
import { lab, LIT, OURS, STRANGERS } from './network.ts';
import { RULES } from './others.ts';
import { cast } from './scenarios.ts';
import { scoreOf } from './score.ts';
import type { Accusation, Score } from './score.ts';

/** Numbers below a bound: the same ones for the same seed (Marsaglia's xorshift). */
function numbers(seed: number): (below: number) => number {
  let state = seed | 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

interface Shown {
  findings: { detector: string; subject: { address?: string } }[];
}

test('in traffic of real programs every labelled actor is found, in a capture and in flow logs, and nobody else is accused', async (t) => {
  const seed = Number(process.env['LAB_SEED'] ?? Date.now() % 1_000_000);
  t.diagnostic(`seed ${seed}: LAB_SEED=${seed} gives the same addresses`);
  const next = numbers(seed);
  const actors = cast(next);
  const folder = await temporary(t);
  const inside = [...actors.keys()].filter((address) => !address.startsWith(STRANGERS));
  // Hosts that do nothing, for those that call.
  const idle = Array.from({ length: 6 }, (_, i) => `${OURS}.${70 + i}`);
  const outside = [...actors.keys()].filter((address) => address.startsWith(STRANGERS));
  const place = await lab(t, [...inside, ...idle], outside);
  await place.answer('responders.py');
  const backup = join(folder, 'backup');
  await mkdir(backup);
  writeFileSync(join(backup, 'data'), Buffer.alloc(20 * 2 ** 20, 7));
  const config = join(folder, 'rsyncd.conf');
  writeFileSync(
    config,
    `use chroot = no\nport = 873\npid file = ${folder}/rsyncd.pid\n[backup]\npath = ${backup}\nread only = yes\n`,
  );
  place.start(LIT, ['rsync', '--daemon', '--no-detach', '--config', config]);
  let listed = '';
  for (let tries = 0; tries < 20 && !listed.includes('backup'); tries += 1) {
    listed = await place.run(LIT, ['sh', '-c', 'sleep 0.5; rsync rsync://203.0.113.250/'], 5);
  }
  assert.match(listed, /backup/, 'the server of the backup answers');
  const capture = join(folder, 'capture', 'wire.pcap');
  await mkdir(join(folder, 'capture'));
  const stop = await place.record(capture);
  await Promise.all([...actors].map(([address, scenario]) => scenario.run(place, address, next)));
  await stop();
  const logs = flowLogs(capture, new Set([...inside, ...idle]));
  const home = join(folder, 'home');
  const paths: Record<Form, string> = {
    capture: capture,
    'flow log, version 2': join(folder, 'v2.log'),
    'flow log, version 5': join(folder, 'v5.log'),
  };
  writeFileSync(paths['flow log, version 2'], logs.v2);
  writeFileSync(paths['flow log, version 5'], logs.v5);
  const scores = new Map<Form, Score>();
  for (const [i, form] of FORMS.entries()) {
    const ran = await command(
      ['investigate', paths[form], '--case', join(folder, `${i}.case`), '--ours', `${OURS}.0/24`, '--json'],
      home,
    );
    assert.equal(ran.code, 0, ran.stderr);
    const { findings } = JSON.parse(ran.stdout) as Shown;
    const accusations = findings.flatMap(({ detector, subject }): Accusation[] =>
      subject.address === undefined ? [] : [{ detector, address: subject.address }],
    );
    scores.set(form, scoreOf(actors, accusations));
  }
  const others = new Map<string, ReadonlySet<string>>();
  for (const { name, sql } of RULES) {
    const asked = await command(['query', join(folder, '2.case'), sql, '--json'], home);
    assert.equal(asked.code, 0, `${name}: ${asked.stderr}`);
    others.set(
      name,
      new Set((JSON.parse(asked.stdout) as { rows: string[][] }).rows.map(([address]) => address ?? '')),
    );
  }
  const ours = Object.fromEntries(scores) as Record<Form, Score>;
  const date = process.env['LAB_PAGE'];
  if (date !== undefined) writePage({ seed, date, cast: actors, ours, others });
  const missed = FORMS.flatMap((form) =>
    ours[form].missed.map((address) => `${form}: ${actors.get(address)?.what} (${address}) was not found`),
  );
  const wrong = FORMS.flatMap((form) =>
    ours[form].wrong.map(
      ({ detector, address }) =>
        `${form}: ${detector} accuses ${actors.get(address)?.what ?? 'nobody of the lab'} (${address})`,
    ),
  );
  assert.deepEqual([...missed, ...wrong], [], `seed ${seed}`);
});
