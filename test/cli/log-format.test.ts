import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from './run.ts';

const FORMAT = '$remote_addr [$time_local] "$request" $status $request_time';
const LOG = '203.0.113.9 [10/Oct/2025:13:55:36 +0000] "GET / HTTP/1.1" 404 0.012\n';

test('a log in a format of its own is read with --log-format, or with log_formats in the settings', async (t) => {
  const argv = ['investigate', 'a.log', '--json'];
  for (const { code, stdout } of [
    await run(t, { 'a.log': LOG }, [...argv, '--log-format', FORMAT]),
    await run(t, { 'a.log': LOG, 'home/abusedesk.yaml': `log_formats: ['${FORMAT}']\n` }, argv),
  ]) {
    assert.equal(code, 0);
    const [entry] = JSON.parse(stdout).evidence;
    assert.deepEqual([entry.format, entry.parsed], ['log-format', 1]);
  }
});

test('a log format that cannot be read is refused, with what is wrong and how to write it', async (t) => {
  const { code, stderr } = await run(t, { 'a.log': LOG }, [
    'investigate',
    'a.log',
    '--log-format',
    '$status',
  ]);
  assert.equal(code, 2);
  assert.match(stderr, /--log-format \$status: it names no time/);
  const settings = await run(t, { 'a.log': LOG, 'home/abusedesk.yaml': 'log_formats: [hello]\n' }, [
    'investigate',
    'a.log',
  ]);
  assert.equal(settings.code, 2);
  assert.match(settings.stderr, /"hello" is no log format: there is no variable/);
});

test('a log format that no file has is not passed over in silence', async (t) => {
  const argv = ['investigate', 'a.log', '--json', '--log-format', FORMAT, '--log-format', '%h %t %>s %D'];
  const { stdout } = await run(t, { 'a.log': LOG }, argv);
  const { gaps } = JSON.parse(stdout);
  assert.deepEqual(
    gaps
      .map(({ message }: { message: unknown }) => message)
      .filter(({ key }: { key: string }) => key === 'gapUnusedFormat'),
    [{ key: 'gapUnusedFormat', params: { format: '%h %t %>s %D' } }],
  );
});
