import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import type { Node } from '@vscode/tree-sitter-wasm';

const require = createRequire(import.meta.url);

/*
 * The grammar's lexer is one function of half a megabyte: V8 spends 20 s of CPU to optimise it, and a process waits for that
 * before it ends. Its quick compiler takes 0.1 s, and the scripts are short.
 */
setFlagsFromString('--liftoff-only');

/** Reads a script with the grammar of PowerShell that editors use. @throws Error where the grammar finds a fault */
export async function parsePowerShell(script: string): Promise<Node> {
  const { Parser, Language } = await import('@vscode/tree-sitter-wasm').then(
    (module) => module.default ?? module,
  );
  await Parser.init();
  const grammar = require.resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-powershell.wasm');
  const parser = new Parser();
  parser.setLanguage(await Language.load(await readFile(grammar)));
  const root = parser.parse(script)?.rootNode;
  if (root === undefined || root.hasError)
    throw new Error(`PowerShell's grammar refuses the script: ${root?.toString()}`);
  return root;
}
