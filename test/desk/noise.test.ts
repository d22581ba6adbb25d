import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCase } from '../../src/cases/document.ts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../cli/run.ts';

/** Forty paths that are not there, in an access log. */
const probing = (client: string, agent: string): string =>
  Array.from({ length: 40 }, (_, i) => {
    const second = String(i).padStart(2, '0');
    return `${client} - - [02/Nov/2026:10:00:${second} +0000] "GET /old/${i}.html HTTP/1.1" 404 300 "-" "${agent}"\n`;
  }).join('');

test('monitoring that the settings name is listed last, on the screen with the reason, and in case.json', async (t) => {
  const log = probing('198.51.100.7', 'check/1.0') + probing('203.0.113.9', 'curl/8.5.0');
  const files = { 'logs/access.log': log, 'desk.yaml': 'monitoring: [198.51.100.0/28]\n' };
  const argv = ['investigate', 'logs', '--case', 'c', '--config', 'desk.yaml'];
  const { code, stdout: out, folder, stderr: err } = await run(t, files, argv);
  assert.equal(code, 0, err);
  const path = join(folder, 'c', 'case.json');
  const { findings, conclusion } = parseCase(await readFile(path, 'utf8'), path);
  const ranked = conclusion.gravest.map((place) => findings[place]);
  assert.deepEqual(
    ranked.map((finding) => [finding?.subject.address, finding?.noise?.by]),
    [
      ['203.0.113.9', undefined],
      ['198.51.100.7', 'settings'],
    ],
  );
  const screen = out.replaceAll(/\s+/g, ' ');
  assert.match(screen, /Listed below the others: your settings name the address as your own monitoring/);
  assert.ok(screen.indexOf('203.0.113.9') < screen.indexOf('198.51.100.7'));
});

test('a block of addresses that is none is named', async (t) => {
  const files = { 'logs/access.log': probing('198.51.100.7', 'x'), 'desk.yaml': 'monitoring: [all]\n' };
  const { code, stderr: err } = await run(t, files, ['investigate', 'logs', '--config', 'desk.yaml']);
  assert.equal(code, 2);
  assert.match(err, /monitoring/);
});
