import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { pastedHost } from '../../../src/desk/pasted-host.ts';
import { COLLECTOR } from '../../../src/hosts/collectors/script.ts';
import { hostDocument } from '../../../src/hosts/document.ts';
import type { HostDocument } from '../../../src/hosts/document.ts';
import { readPaste } from '../../../src/hosts/pastes/read.ts';
import { ROOT, temporary } from '../../../test/support.ts';

// A line of cron, a library in every program and a unit, put into a copy of /etc that only these programs see (a mount
// namespace of their own), so that the machine stays as it is. Needs root and unshare.

const JOB = '*/3 * * * * root /tmp/.abusedesk-x/run';
const UNIT = '[Service]\\nExecStart=/dev/shm/.abusedesk-x/net-helper\\n';
/** Copies /etc, adds to it, puts it over the real one, and becomes the program. */
const SHELL = `set -e
cp -a /etc "$1/etc" 2>/dev/null || true
mkdir -p "$1/etc/cron.d" "$1/etc/systemd/system"
if [ "$2" = odd ]; then
  printf '# a job\\n${JOB}\\n' > "$1/etc/cron.d/abusedesk-job"
  printf '${UNIT}' > "$1/etc/systemd/system/abusedesk-net.service"
fi
mount --bind "$1/etc" /etc
shift 2
exec "$@"`;

/** @param input for the program's standard input */
async function within(
  t: TestContext,
  what: 'odd' | 'plain',
  argv: readonly string[],
  input = '',
): Promise<string> {
  const folder = await temporary(t);
  const args = ['-m', '--propagation', 'private', 'sh', '-c', SHELL, 'x', folder, what, ...argv];
  return execFileSync('unshare', args, { input, maxBuffer: 2 ** 28, encoding: 'utf8' });
}

/** What starts by itself and is found odd, of ours. */
function odd({ findings }: Pick<HostDocument, 'findings'>): string[] {
  return findings
    .filter(({ detector, sentence }) => detector === 'odd-start' && sentence.includes('abusedesk'))
    .map(({ subject }) => subject.path ?? '')
    .sort();
}

const PLACES = ['/etc/cron.d/abusedesk-job', '/etc/systemd/system/abusedesk-net.service'];
const INSPECT = [process.execPath, join(ROOT, 'bin', 'abusedesk.js'), 'host', 'inspect', '--json'];

test('a line of cron and a unit that start something from a temporary folder are found by inspecting', async (t) => {
  const document: HostDocument = JSON.parse(await within(t, 'odd', INSPECT));
  assert.deepEqual(odd(document), PLACES);
  const line = document.persistence.find(({ name }) => name === PLACES[0]);
  assert.deepEqual(
    [line?.when, line?.command, line?.origin.line],
    ['*/3 * * * *', '/tmp/.abusedesk-x/run', 2],
  );
  const plain: HostDocument = JSON.parse(await within(t, 'plain', INSPECT));
  assert.deepEqual(odd(plain), []);
});

test('they are found by the collector too', async (t) => {
  const of = (text: string): string[] =>
    odd(hostDocument(pastedHost([{ path: 'host.txt', paste: readPaste(text, 'host.txt') }], '2026-11-30')));
  assert.deepEqual(
    of(await within(t, 'odd', ['sh', '-s'], COLLECTOR)).map((path) => path.split('/').at(-1)),
    ['abusedesk-job', 'abusedesk-net.service'],
  );
  assert.deepEqual(of(await within(t, 'plain', ['sh', '-s'], COLLECTOR)), []);
});
