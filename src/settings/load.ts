import { join, resolve } from 'node:path';
import type * as Yaml from 'yaml';
import type * as z from 'zod';
import type { Files, Terminal } from '../base/ports.ts';
import { errorCode, UserError } from '../base/errors.ts';

/** Name of the file of settings. One of this name in evidence is not read. */
const CONFIG_NAME = 'abusedesk.yaml';
const MAX_CONFIG_BYTES = 1024 * 1024;

/** Line of the deepest part of `path` that is in the file. */
function lineOf(
  document: Yaml.Document,
  path: readonly PropertyKey[],
  lines: Yaml.LineCounter,
  yaml: typeof Yaml,
): number | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (yaml.isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return undefined;
}

/** `thresholds.port_scan.targets: Too small …`, one for each wrong key. */
function sentences(issues: readonly z.core.$ZodIssue[]): { text: string; path: PropertyKey[] }[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        text: `${[...issue.path, key].join('.')}: no such key`,
        path: [...issue.path, key],
      }));
    }
    return [{ text: `${issue.path.join('.')}: ${issue.message}`, path: [...issue.path] }];
  });
}

/** @throws UserError where aliases unfold to very much, or name nothing */
function valueOf(document: Yaml.Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    // The library's own way to refuse them.
    if (!(error instanceof ReferenceError)) throw error;
    throw new UserError(`its aliases cannot be followed: ${error.message}`, {
      file,
      hint: 'Write the values out instead of naming them with `*`.',
      cause: error,
    });
  }
}

/** Settings are nested four deep; the parser calls itself for each level. */
const MAX_DEPTH = 100;
const MAX_INDENT = 200;
/** Where lines begin: blanks, and what opens a level on the same line. */
const INDENT = /^[\s?:&*!|>-]*/;

/**
 * A text that is nested so deep that its parser would use up the stack. The error of that can be caught mostly, but not where a
 * regular expression is compiled at the stack's end: then V8 (Node 20 to 26) ends the process.
 */
function deepLine(text: string): number | undefined {
  let depth = 0;
  for (const [index, line] of text.split('\n').entries()) {
    if ((INDENT.exec(line)?.[0].length ?? 0) > MAX_INDENT) return index + 1;
    for (const sign of line) {
      if (sign === '[' || sign === '{') depth += 1;
      else if (sign === ']' || sign === '}') depth = Math.max(0, depth - 1);
      if (depth > MAX_DEPTH) return index + 1;
    }
  }
  return undefined;
}

/**
 * Checks the text of a configuration file.
 * @throws UserError that names every wrong key and the line of the first
 */
async function parseConfig<T>(text: string, file: string, schema: z.ZodType<T>): Promise<T> {
  const deep = deepLine(text);
  if (deep !== undefined) {
    throw new UserError('not settings: it is nested too deep', {
      file,
      line: deep,
      hint: 'Mend the line, or move the file away to use the defaults.',
    });
  }
  // Loaded here: most runs have no such file, and the library is seventy files.
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(text, { lineCounter: lines });
  const broken = document.errors[0];
  if (broken) {
    throw new UserError(`not YAML: ${broken.message.split('\n')[0] ?? ''}`, {
      file,
      line: lines.linePos(broken.pos[0]).line,
      hint: 'Mend the line, or move the file away to use the defaults.',
    });
  }
  const checked = schema.safeParse(valueOf(document, file) ?? {});
  if (checked.success) return checked.data;
  const wrong = sentences(checked.error.issues);
  const line = wrong[0] && lineOf(document, wrong[0].path, lines, yaml);
  throw new UserError(`the configuration is not understood: ${wrong.map((w) => w.text).join('; ')}`, {
    file,
    ...(line === undefined ? {} : { line }),
    hint: 'docs/reference/configuration.md lists every key.',
  });
}

/** The text of the file; undefined if there is none. @throws UserError on anything but a file of at most 1 MiB */
async function textOf(file: string, effects: Files): Promise<string | undefined> {
  try {
    const stat = await effects.fs.stat(file);
    // A pipe or a device would be waited for.
    if (!stat.isFile()) throw new UserError('the configuration is no file', { file });
    if (stat.size > MAX_CONFIG_BYTES) {
      throw new UserError(`the configuration is ${stat.size} bytes long; more than 1 MiB is not read`, {
        file,
      });
    }
    return await effects.fs.readFile(file, 'utf8');
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (code === undefined) throw error;
    throw new UserError(`the configuration cannot be read (${code})`, { file, cause: error });
  }
}

/** Says that a file of settings lies here and is not read, to somebody who may have put it here. */
async function sayUnread(effects: Files & Terminal): Promise<void> {
  const here = join(effects.cwd(), CONFIG_NAME);
  const stat = await effects.fs.lstat(here).catch((error: unknown) => {
    if (errorCode(error) === undefined) throw error;
    return undefined;
  });
  if (stat === undefined) return;
  effects.stderr.write(
    `abusedesk: ${CONFIG_NAME} in the current folder is not read. If it is yours: --config ${CONFIG_NAME}\n`,
  );
}

/**
 * Reads the configuration: the given file, else `abusedesk.yaml` in the folder of settings, else the defaults. It is
 * never taken from the current folder, which may be somebody's evidence.
 * @param folder of settings, see `configFolder`
 * @throws UserError
 */
export async function readConfig<T>(
  given: string | undefined,
  folder: string,
  schema: z.ZodType<T>,
  effects: Files & Terminal,
): Promise<T> {
  const file = given === undefined ? join(folder, CONFIG_NAME) : resolve(effects.cwd(), given);
  const text = await textOf(file, effects);
  if (text !== undefined) return parseConfig(text, file, schema);
  if (given !== undefined) throw new UserError('there is no such configuration file', { file });
  await sayUnread(effects);
  return schema.parse({});
}
