import { configurationsOf, lineOf, placeOf } from '../../check.ts';
import type { CheckContext, CheckFamily, CheckResult } from '../../check.ts';
import { quoted } from '../../../model/message.ts';
import type { ConfigurationFact, Facts } from '../../facts.ts';
import { PHP_ROWS } from './sentences.ts';

/** Main files of Debian (one a version and server interface), Fedora, Amazon Linux, and PHP's own images. */
const MAIN = [
  '/etc/php/*/*/php.ini',
  '/etc/php.ini',
  '/etc/php-fpm.ini',
  '/usr/local/etc/php/php.ini',
  '/usr/local/lib/php.ini',
];
const FURTHER = ['/etc/php/*/*/conf.d/*.ini', '/etc/php.d/*.ini', '/usr/local/etc/php/conf.d/*.ini'];

/** Functions by which a script of a stranger runs programs: PHP manual, Program execution functions. 2026-11. */
const RUNNING = ['exec', 'passthru', 'shell_exec', 'system', 'proc_open', 'popen'];

interface Value {
  text: string;
  file: ConfigurationFact;
  at: number;
}

const LINE = /^\s*([A-Za-z_][\w.]{0,60})\s*=\s*(.*?)\s*$/;

function valueOf(raw: string): string {
  const quotedText = /^"([^"]*)"/.exec(raw)?.[1] ?? /^'([^']*)'/.exec(raw)?.[1];
  return quotedText ?? raw.replace(/\s*;.*$/, '').trim();
}

/** Settings by name, the last one in force; sections for hosts and folders are not the server's own. */
function settingsOf(files: readonly ConfigurationFact[]): Map<string, Value> {
  const settings = new Map<string, Value>();
  for (const file of files) {
    let own = true;
    for (const { text, at } of file.lines) {
      const section = /^\s*\[([^\]]{1,200})\]/.exec(text)?.[1];
      if (section !== undefined) own = !/^(?:PATH|HOST)=/.test(section);
      const [, name, raw = ''] = LINE.exec(text) ?? [];
      if (name !== undefined && own) settings.set(name, { text: valueOf(raw), file, at });
    }
  }
  return settings;
}

/** The folder whose `conf.d` belongs to the main file. */
function folderOf(path: string): string {
  return path === '/etc/php.ini' ? '/etc/php.d/' : `${path.slice(0, path.lastIndexOf('/'))}/conf.d/`;
}

const isOn = (text: string): boolean => /^(?:1|on|yes|true)$/i.test(text);

interface Rule {
  id: string;
  name: string;
  /** As PHP has it where nothing sets it. */
  default: string;
  severity: CheckResult['severity'];
  open: (text: string) => boolean;
  key: keyof typeof PHP_ROWS;
  fix: keyof typeof PHP_ROWS;
}

const RULES: readonly Rule[] = [
  {
    id: 'php.allow-url-include',
    name: 'allow_url_include',
    default: '0',
    severity: 'high',
    open: isOn,
    key: 'phpInclude',
    fix: 'phpIncludeFix',
  },
  {
    id: 'php.disable-functions',
    name: 'disable_functions',
    default: '',
    severity: 'medium',
    open: (text) => {
      const disabled = new Set(text.split(/[\s,]+/));
      return RUNNING.some((one) => !disabled.has(one));
    },
    key: 'phpFunctions',
    fix: 'phpFunctionsFix',
  },
  {
    id: 'php.mail-header',
    name: 'mail.add_x_header',
    default: '0',
    severity: 'low',
    open: (text) => !isOn(text),
    key: 'phpMail',
    fix: 'phpMailFix',
  },
  {
    id: 'php.expose',
    name: 'expose_php',
    default: '1',
    severity: 'low',
    open: isOn,
    key: 'phpExpose',
    fix: 'phpExposeFix',
  },
  {
    id: 'php.display-errors',
    name: 'display_errors',
    default: '1',
    severity: 'low',
    open: (text) => isOn(text) || /^stdout$/i.test(text),
    key: 'phpErrors',
    fix: 'phpErrorsFix',
  },
];

function check(rule: Rule, main: ConfigurationFact, settings: ReadonlyMap<string, Value>): CheckResult {
  const { id, name, severity, key, fix } = rule;
  const value = settings.get(name);
  const text = value?.text ?? rule.default;
  const failed = rule.open(text);
  const place = value === undefined ? main.path : placeOf(value.file, value.at);
  const shown = text === '' ? '""' : text;
  return {
    id,
    outcome: failed ? 'failed' : 'passed',
    severity,
    message: failed ? { key, params: { value: shown, place } } : quoted(`${name} = ${shown} (${place})`),
    ...(failed && {
      fix: { key: fix, params: fix === 'phpFunctionsFix' ? { functions: RUNNING.join(',') } : {} },
    }),
    reference: 'PHP manual: List of php.ini directives',
    lines: value === undefined ? [lineOf(main.origin)] : [lineOf({ ...value.file.origin, line: value.at })],
  };
}

/** The command line's own file serves nobody from outside. */
function mainsOf(facts: Facts): ConfigurationFact[] {
  return configurationsOf(facts, MAIN).filter(({ path }) => !path.endsWith('/cli/php.ini'));
}

export const PHP: CheckFamily = {
  name: 'php',
  title: 'PHP: what php.ini and the files beside it set for a server',
  rows: PHP_ROWS,
  files: [...MAIN, ...FURTHER],
  run({ facts }: CheckContext) {
    const further = configurationsOf(facts, FURTHER);
    return mainsOf(facts).flatMap((main) => {
      const folder = folderOf(main.path);
      const settings = settingsOf([main, ...further.filter(({ path }) => path.startsWith(folder))]);
      return RULES.map((rule) => check(rule, main, settings));
    });
  },
};
