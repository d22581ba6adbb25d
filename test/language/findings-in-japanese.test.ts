import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Row } from '../../src/events/engines/engine.ts';
import { DETECTORS } from '../../src/findings/detectors/index.ts';
import { eventContext } from '../findings/support/lake.ts';
import { fixture } from '../support.ts';
import { englishLeft, inWordsAlone, messagesIn } from './in-japanese.ts';

for (const detector of DETECTORS) {
  const { name, table, source } = detector;
  test(`what ${name} says, and by which rule, is said in Japanese too`, async (t) => {
    const text = await readFile(fixture('findings', name, 'positive.jsonl'), 'utf8');
    const rows = text
      .trim()
      .split('\n')
      .map((line): Row => JSON.parse(line));
    const findings = await detector.detect(await eventContext(t, table, rows));
    assert.ok(findings.length > 0, name);
    const messages = [...messagesIn([findings, source]).values()];
    assert.deepEqual(englishLeft(messages), []);
    assert.deepEqual(inWordsAlone(messages), []);
  });
}
