import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { walk } from '../../src/evidence/walk.ts';
import { secondOf } from '../../src/hosts/live/read.ts';
import { readPaste } from '../../src/hosts/pastes/read.ts';
import { instantText } from '../../src/language/figures.ts';
import { pastedHost } from '../../src/desk/pasted-host.ts';
import { evidence } from './evidence-support.ts';

/** Seconds since 1970 that a file can be given (`touch -d @…`), and that no calendar has, or no log. */
const ODD = [9_000_000_000_000, -9_000_000_000_000, 8_640_000_000_001, 0, -1, 4_102_444_800];

test('a file that was last written at a time that no calendar has is read, and dates nothing', async (t) => {
  const { folder } = await evidence(t, { 'a.log': 'a line\n' });
  for (const seconds of [...ODD, 1_700_000_000]) {
    const lstat = async (...given: Parameters<typeof fs.lstat>): Promise<object> => {
      const stats = await fs.lstat(...given);
      const dated: object = Object.create(stats, { mtimeMs: { value: BigInt(seconds) * 1000n } });
      return dated;
    };
    const port = new Proxy(fs, {
      get: (target, name): unknown => (name === 'lstat' ? lstat : Reflect.get(target, name)),
    });
    const { files } = await walk([folder], join(folder, 'none'), 10, { fs: port, cwd: () => '/' });
    const wanted = seconds === 1_700_000_000 ? seconds : undefined;
    assert.deepEqual(
      files.map(({ path, modified }) => [path, modified]),
      [['a.log', wanted]],
    );
  }
});

test('on a host, a time that no calendar has is the calendar’s end', () => {
  for (const seconds of ODD) {
    const text = secondOf(new Date(seconds * 1000));
    assert.match(text, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, `${seconds}: ${text}`);
  }
  assert.equal(secondOf(new Date(Number.NaN)), '9999-12-31T23:59:59Z');
  for (const elapsed of ['99999999999-00:00:00', '999999999999999', '0-00:00:00']) {
    const paste = `# date\nMon Nov 30 10:00:00 UTC 2026\n# ps -eo pid,ppid,user,etime,args\n  PID  PPID USER ELAPSED COMMAND\n 4242     1 root ${elapsed} /tmp/x\n`;
    const pasted = { path: 'a.txt', paste: readPaste(paste, 'a.txt') };
    const { facts } = pastedHost([pasted], '2026-11-30');
    assert.equal(facts.processes.length, 1, elapsed);
    assert.match(facts.processes[0]?.began ?? '0000-', /^\d{4}-/, elapsed);
  }
});

test('what a case has in the place of a time is shown as it is', () => {
  assert.equal(instantText('2026-11-20T14:31:07Z'), '2026-11-20 14:31:07 UTC');
  assert.equal(instantText('yesterday'), 'yesterday');
});
