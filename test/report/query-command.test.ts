import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { queryCommand } from '../../src/report/query-command.ts';

/** What a shell hands to the command on its standard input, where the command is `cat`. */
function read(sql: string): string {
  const shell = spawnSync(
    'sh',
    ['-c', `abusedesk() { cat; }\n${queryCommand({ program: ['abusedesk'] }, sql)}`],
    { encoding: 'utf8' },
  );
  assert.equal(shell.stderr, '');
  return shell.stdout;
}

test('a shell takes the question of a report as it stands, whatever an attacker wrote into it', () => {
  for (const sql of [
    "SELECT 'it''s' AS a, \"b\" FROM flows WHERE c = '$(id)`id`\\\\' -- !! $HOME",
    "SELECT '\nSQL\nrm -rf /\nSQL_\n'",
    'SQL',
    '日本',
  ]) {
    assert.equal(read(sql), `${sql}\n`);
  }
});

test('no text ends the question before its end', () => {
  const line = fc.constantFrom('SQL', 'SQL_', 'SQL__', "'", '$(echo a)', 'EOF', '', '\\', '`', 'SELECT 1');
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 8 }), (lines) => {
      const sql = lines.join('\n');
      assert.equal(read(sql), `${sql}\n`);
    }),
    { numRuns: 40 },
  );
});
