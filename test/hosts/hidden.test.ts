import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UNSEEN } from '../../src/hosts/hidden.ts';
import type { PromptCommand } from '../../src/hosts/parser.ts';
import { PARSERS } from '../../src/hosts/parsers/index.ts';
import { pasteGaps } from '../../src/hosts/pastes/gaps.ts';
import { readPaste } from '../../src/hosts/pastes/read.ts';
import { renderHost } from '../../src/hosts/words/render.ts';
import { LANGS } from '../../src/language/lang.ts';

/** Prompts by which some commands show more than by others. */
function prompts(program: string): (PromptCommand | undefined)[] {
  const words = [
    [],
    ['-a'],
    ['-tunap'],
    ['-wanp'],
    ['-0anp'],
    ['-w'],
    ['-W'],
    ['-abno'],
    ['-i'],
    ['-T'],
    ['--all'],
  ];
  return [undefined, ...words.map((one) => ({ program, words: one }))];
}

for (const parser of PARSERS) {
  test(`${parser.name} says what it cannot show, and which command does`, () => {
    const [program = 'cat'] = parser.programs;
    for (const asked of prompts(program)) {
      const { unseen, next } = parser.hides(asked);
      const line = [program, ...(asked?.words ?? [])].join(' ');
      assert.ok(unseen.length > 0, line);
      assert.ok(next.length > 0, line);
      assert.equal(new Set(unseen).size, unseen.length, line);
      assert.equal(new Set(next).size, next.length, line);
      for (const command of next) assert.notEqual(command, line);
    }
  });

  test(`${parser.name}: what its output hides is said of the least that is recognised, in every language`, () => {
    const paste = readPaste(`${parser.sample}\n`, 'paste.txt');
    const own = paste.outputs.map((output) => ({ ...output, rows: Math.max(output.rows, 1) }));
    const gaps = pasteGaps([{ ...paste, outputs: own }]);
    assert.ok(
      gaps.some(({ key }) => key === 'hides'),
      JSON.stringify(gaps),
    );
    for (const lang of LANGS) for (const gap of gaps) assert.ok(renderHost(gap, lang).length > 0);
  });
}

test('every word for what is not shown is used by a command', () => {
  const said = new Set(
    PARSERS.flatMap((parser) =>
      ['cat', ...parser.programs].flatMap((program) =>
        prompts(program).flatMap((asked) => parser.hides(asked).unseen),
      ),
    ),
  );
  assert.deepEqual(
    UNSEEN.filter((one) => !said.has(one)),
    [],
  );
});
