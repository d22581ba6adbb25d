import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../support.ts';

/** Lints these files, laid into a folder, by one rule of ours. @param plugin its file in `lint/` */
export function lintIn(
  folder: string,
  plugin: string,
  rule: string,
  files: Record<string, string>,
): { status: number | null; output: string } {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  mkdirSync(join(folder, 'lint'), { recursive: true });
  cpSync(join(ROOT, 'lint', plugin), join(folder, 'lint', plugin));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const config = { jsPlugins: [`./lint/${plugin}`], rules: { [rule]: 'error' } };
  writeFileSync(join(folder, '.oxlintrc.json'), JSON.stringify(config));
  const oxlint = join(ROOT, 'node_modules', 'oxlint', 'bin', 'oxlint');
  const lint = spawnSync(process.execPath, [oxlint, 'src'], { cwd: folder, encoding: 'utf8' });
  return { status: lint.status, output: lint.stdout + lint.stderr };
}
