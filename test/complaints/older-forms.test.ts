import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { caseOf } from './desk.ts';

const LOG = Array.from({ length: 60 }, (_, at) => {
  const time = new Date(Date.UTC(2026, 2, 9, 8, 0, at * 5)).toISOString().slice(11, 19);
  return `Mar  9 ${time} mx sshd[4711]: Failed password for root from 203.0.113.9 port ${40_000 + at} ssh2\n`;
}).join('');

test('a complaint is written in the older forms that are asked for, and each is read back to the same facts', async (t) => {
  const made = await caseOf(t, { 'auth.log': LOG });
  const { complaints } = await made.complain('--form', 'xarf-v3', '--form', 'x-arf');
  const [complaint] = complaints;
  assert.ok(complaint);
  for (const form of ['xarf-v3', 'x-arf'] as const) {
    const path = complaint.paths[form];
    assert.ok(typeof path === 'string', form);
    const read = await made.command('notice', join('a.case', path), '--json');
    assert.equal(read.code, 0, read.stderr);
    const [claim] = JSON.parse(read.stdout).claims;
    assert.deepEqual([claim.type, claim.addresses], ['login_attack', ['203.0.113.9']], form);
    assert.equal(Date.parse(claim.window?.from ?? claim.flows[0].from), Date.parse(complaint.first), form);
  }
  const [plain] = (await made.complain()).complaints;
  assert.deepEqual(Object.keys(plain?.paths ?? {}).sort(), ['complaint', 'text', 'xarf']);
  const wrong = await made.command('complaint', 'a.case', '--config', 'desk.yaml', '--form', 'xarf-v9');
  assert.equal(wrong.code, 2);
  assert.match(wrong.stderr, /xarf-v3, x-arf/);
});
