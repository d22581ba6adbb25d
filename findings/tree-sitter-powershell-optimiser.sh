#!/usr/bin/env bash
# A PowerShell script of one line is parsed in a moment, and then the process works on for many seconds.
#
# @vscode/tree-sitter-wasm brings grammars of many languages as WebAssembly, as Visual Studio Code uses them. A good
# engineer expects to pay for the parsing: some milliseconds for a line, and the load of the grammar.
#
# What happens: the parse is ready at once, but V8 then compiles the grammar a second time, optimised. PowerShell's lexer is
# one huge function, and that compilation takes fifty times what all else takes. It runs on a thread of its own, and a
# process that has nothing left to do waits for it at its end. Bash's grammar, of the same package, takes a tenth of it for
# as short an input. `--liftoff-only` (no optimising compiler) ends it; `--no-wasm-tier-up` does not.
#
# Why it matters: a linter, a hook before a commit or a test that looks at one PowerShell script each time costs a quarter
# of a minute of a processor each time, and nothing in its own profile shows it.
#
# Instead: parse many files in one process; or start that process with `--liftoff-only`.
set -euo pipefail

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-fund --no-audit --save-exact @vscode/tree-sitter-wasm@0.3.1 >/dev/null

cat > parse.cjs <<'JS'
const { Parser, Language } = require('@vscode/tree-sitter-wasm');
const path = require('node:path');
const folder = path.join(path.dirname(require.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
const TEXTS = { powershell: "Get-Process -Name 'pwsh'\n", bash: "ps -C 'bash'\n" };
(async () => {
  const language = process.argv[2];
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(path.join(folder, `tree-sitter-${language}.wasm`)));
  const before = process.cpuUsage();
  const tree = parser.parse(TEXTS[language]);
  const { user, system } = process.cpuUsage(before);
  if (tree.rootNode.hasError) throw new Error('not parsed');
  process.stdout.write(`${((user + system) / 1e6).toFixed(2)}\n`);
})();
JS

cat > measure.cjs <<'JS'
const { spawnSync } = require('node:child_process');
const { readFileSync } = require('node:fs');
/** Processor seconds: of the parse alone, and of the whole process with all its threads. */
function run(language, flags = []) {
  const { stdout, status, stderr } = spawnSync('bash', ['-c', 'TIMEFORMAT="%U %S"; time "$@"', 'x', process.execPath, ...flags, 'parse.cjs', language], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const [user, system] = stderr.trim().split('\n').at(-1).replaceAll(',', '.').split(' ').map(Number);
  return { parse: Number(stdout), all: user + system };
}
const version = JSON.parse(readFileSync('node_modules/@vscode/tree-sitter-wasm/package.json', 'utf8')).version;
console.log('program   @vscode/tree-sitter-wasm', version, 'on Node', process.versions.node);
const powershell = run('powershell');
const bash = run('bash');
const baseline = run('powershell', ['--liftoff-only']);
const row = (what, { parse, all }) => console.log(what.padEnd(34), `parse ${parse.toFixed(2)} s, whole process ${all.toFixed(2)} s`);
row('powershell, one line', powershell);
row('bash, one line', bash);
row('powershell, --liftoff-only', baseline);
console.log('hurt      who checks one script per process: a hook, a linter, a test');
const ok = powershell.all > 4 * bash.all && powershell.all > 4 * baseline.all && powershell.all > 4 * powershell.parse;
if (!ok) throw new Error('it behaves otherwise now');
JS
node measure.cjs
