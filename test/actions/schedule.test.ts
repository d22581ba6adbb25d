import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemdUnits } from '../../src/actions/schedule.ts';

test('whatever a folder is called, it adds no line to a unit and is one word of its command', () => {
  const odd = 'a\nExecStartPre=/bin/reboot\r\n\t"b" \\ $HOME %h \u0001';
  const [service] = systemdUnits('x', [{ argv: ['/usr/bin/node', odd], env: { ABUSEDESK_HOME: odd } }]);
  const lines = service!.text.split(/[\n\r]/);
  const written = String.raw`a\x0aExecStartPre=/bin/reboot\x0d\x0a\x09\"b\" \\ $HOME %%h \x01`;
  assert.deepEqual(
    lines.filter((line) => line.includes('reboot')),
    [
      `Environment="ABUSEDESK_HOME=${written}"`,
      // Only in a command `$` is special (systemd.exec(5), systemd.service(5)).
      `ExecStart=/usr/bin/node "${written.replace('$', '$$$$')}"`,
    ],
  );
});
