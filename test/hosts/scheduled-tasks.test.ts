import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { blanksTo } from '../../src/base/width.ts';
import { readPaste } from '../../src/hosts/pastes/read.ts';
import { fixture } from '../support.ts';

/** Where the values of the list stand. */
const COLUMN = 36;

/** The line with another label, its value where it was. */
function labelled(label: string, line: string): string {
  const value = line.replace(/^[^:]+:\s*/, '');
  return `${label}:${blanksTo(COLUMN, `${label}:`)}${value}`;
}

/** The Chinese list with other labels: the task's name has the one of the language, the rest any words. */
async function relabelled(name: string, word: string): Promise<string> {
  const text = await readFile(join(fixture('hosts', 'schtasks'), 'windows-11-chinese-list.txt'), 'utf8');
  return text
    .split('\n')
    .map((line) => {
      if (line.startsWith('任务名:')) return labelled(name, line);
      if (!/^[^\s:]+:\s{2,}|^重复/.test(line) || line.startsWith('文件夹')) return line;
      return line.startsWith('重复')
        ? line.replace(/^重复: [^:]+:/, `${word}: ${word}:`)
        : labelled(word, line);
    })
    .join('\n');
}

const NAMES: Readonly<Record<string, readonly [string, string]>> = {
  German: ['Aufgabenname', 'Nächste Laufzeit'],
  French: ['Nom de la tâche', 'Prochaine exécution'],
  Japanese: ['タスク名', '次回の実行時刻'],
  Korean: ['작업 이름', '다음 실행 시간'],
  Russian: ['Имя задачи', 'Время следующего запуска'],
};

for (const [language, [name, word]] of Object.entries(NAMES)) {
  test(`a list of tasks in ${language} is read by the place of each line`, async () => {
    const { facts } = readPaste(await relabelled(name, word), 'tasks.txt');
    const [task] = facts.persistence;
    assert.deepEqual(
      [task?.name, task?.command, task?.user, task?.state],
      ['\\MicrosoftEdgeUpdateTaskMachineRelease', 'C:\\Users\\Public\\beacon.exe -s', 'anna', '已启用'],
    );
  });
}

test('a comment of several lines does not make another line the user', async () => {
  const text = await readFile(join(fixture('hosts', 'schtasks'), 'windows-11-chinese-list.txt'), 'utf8');
  const longer = text.replace(/(注释:.*)\n/, '$1\n第二行: 还有更多\n第三行: 以及更多\n');
  const [task] = readPaste(longer, 'tasks.txt').facts.persistence;
  assert.deepEqual(
    [task?.command, task?.user, task?.state],
    ['C:\\Users\\Public\\beacon.exe -s', undefined, undefined],
  );
});

test('without a number as the last result no line is taken for the command', async () => {
  const text = await readFile(join(fixture('hosts', 'schtasks'), 'windows-11-chinese-list.txt'), 'utf8');
  const [task] = readPaste(text.replace(/上次结果:.*\n/, ''), 'tasks.txt').facts.persistence;
  assert.deepEqual([task?.name, task?.command], ['\\MicrosoftEdgeUpdateTaskMachineRelease', undefined]);
});
