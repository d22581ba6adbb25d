import { join } from 'node:path';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import type { Effects } from '../base/effects.ts';
import { errorCode, UserError } from '../base/errors.ts';

const CONFIG_NAME = 'abusedesk.yaml';
const MAX_CONFIG_BYTES = 1024 * 1024;

/** Line of the deepest part of `path` that stands in the file. */
function lineOf(document: Document, path: readonly PropertyKey[], lines: LineCounter): number | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
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

/**
 * Checks the text of a configuration file.
 * @throws UserError that names every wrong key and the line of the first
 */
function parseConfig<T>(text: string, file: string, schema: z.ZodType<T>): T {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const broken = document.errors[0];
  if (broken) {
    throw new UserError(`not YAML: ${broken.message.split('\n')[0] ?? ''}`, {
      file,
      line: lines.linePos(broken.pos[0]).line,
      hint: 'Mend the line, or move the file away to use the defaults.',
    });
  }
  const checked = schema.safeParse(document.toJS({ maxAliasCount: 20 }) ?? {});
  if (checked.success) return checked.data;
  const wrong = sentences(checked.error.issues);
  const line = wrong[0] && lineOf(document, wrong[0].path, lines);
  throw new UserError(`the configuration is not understood: ${wrong.map((w) => w.text).join('; ')}`, {
    file,
    ...(line === undefined ? {} : { line }),
    hint: 'docs/reference/configuration.md lists every key.',
  });
}

/**
 * Reads the configuration: the given file, else `abusedesk.yaml` in the current folder, else in the
 * state folder, else the defaults.
 * @param home the state folder
 */
export async function readConfig<T>(
  given: string | undefined,
  home: string,
  schema: z.ZodType<T>,
  effects: Effects,
): Promise<T> {
  const candidates =
    given === undefined ? [join(effects.cwd(), CONFIG_NAME), join(home, CONFIG_NAME)] : [given];
  for (const file of candidates) {
    let text: string;
    try {
      const { size } = await effects.fs.stat(file);
      if (size > MAX_CONFIG_BYTES) {
        throw new UserError(`the configuration is ${size} bytes long; more than 1 MiB is not read`, { file });
      }
      text = await effects.fs.readFile(file, 'utf8');
    } catch (error) {
      const missing = errorCode(error) === 'ENOENT';
      if (missing && given === undefined) continue;
      if (missing) throw new UserError('there is no such configuration file', { file, cause: error });
      throw error;
    }
    return parseConfig(text, file, schema);
  }
  return schema.parse({});
}
