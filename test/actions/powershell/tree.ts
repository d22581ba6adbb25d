import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Node } from '@vscode/tree-sitter-wasm';

const require = createRequire(import.meta.url);

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
