import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../support.ts';

/** The project's own configuration. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the lint itself reads it as such
const OWN = JSON.parse(readFileSync(join(ROOT, '.oxlintrc.json'), 'utf8')) as {
  plugins: string[];
  rules: Record<string, unknown>;
};

/**
 * Lints these files, laid into a folder, by one rule as the project has it.
 * @param plugin of a rule of ours, its file in `lint/`
 */
export function lintIn(
  folder: string,
  plugin: string | undefined,
  rule: string,
  files: Record<string, string>,
): { status: number | null; output: string } {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  if (plugin !== undefined) cpSync(join(ROOT, 'lint', plugin), join(folder, 'lint', plugin));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const config = {
    plugins: OWN.plugins,
    jsPlugins: plugin === undefined ? [] : [`./lint/${plugin}`],
    categories: { correctness: 'off' },
    rules: { [rule]: OWN.rules[rule] },
  };
  writeFileSync(join(folder, '.oxlintrc.json'), JSON.stringify(config));
  const oxlint = join(ROOT, 'node_modules', 'oxlint', 'bin', 'oxlint');
  const lint = spawnSync(process.execPath, [oxlint, 'src'], { cwd: folder, encoding: 'utf8' });
  return { status: lint.status, output: lint.stdout + lint.stderr };
}
