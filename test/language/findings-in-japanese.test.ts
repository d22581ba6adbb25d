import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Row } from '../../src/events/engines/engine.ts';
import { DETECTORS } from '../../src/findings/detectors/index.ts';
import { eventContext } from '../findings/support/lake.ts';
import { fixture } from '../support.ts';
import { englishLeft, inWordsAlone, messagesIn } from './in-japanese.ts';

async function rowsOf(name: string, kind: 'positive' | 'attribution'): Promise<Row[]> {
  const text = await readFile(fixture('findings', name, `${kind}.jsonl`), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line): Row => JSON.parse(line));
}

for (const detector of DETECTORS) {
  const { name, table, source } = detector;
  test(`what ${name} says, and by which rule, is said in Japanese too`, async (t) => {
    const known = existsSync(fixture('findings', name, 'attribution.jsonl'));
    const attribution = known ? await rowsOf(name, 'attribution') : [];
    const findings = await detector.detect(
      await eventContext(t, table, await rowsOf(name, 'positive'), { attribution }),
    );
    assert.ok(findings.length > 0, name);
    const messages = [...messagesIn([findings, source]).values()];
    assert.deepEqual(englishLeft(messages), []);
    assert.deepEqual(inWordsAlone(messages), []);
  });
}
