import type { Sheet } from './firewall.ts';

/**
 * A literal string of PowerShell; nothing in it is expanded. A typographic quotation mark ends one as well as the straight one
 * does, and each of them stands for itself where it is written twice (PowerShell, about_Quoting_Rules).
 */
export function literal(text: string): string {
  return `'${text.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`;
}

/**
 * Windows PowerShell reads a script without a byte order mark as ANSI: one that is not ASCII, for the path of a folder, has
 * the mark. Lines end as Windows' do.
 */
export function script(what: string, lines: readonly string[]): string {
  const head = [`# abusedesk: ${what}`, '#Requires -RunAsAdministrator', "$ErrorActionPreference = 'Stop'"];
  const text = [...head, ...lines].map((line) => `${line}\r\n`).join('');
  // oxlint-disable-next-line no-control-regex -- ASCII begins there
  return /[^\u0000-\u007f]/.test(text) ? `\ufeff${text}` : text;
}

/** What every task of ours is set to. */
export const SETTINGS =
  '$settings = New-ScheduledTaskSettingsSet -StartWhenAvailable -AllowStartIfOnBatteries';

/** A script, and how an administrator runs it. */
export function sheetOfScript(name: string, text: string): Sheet {
  return { name, text, use: `powershell -NoProfile -ExecutionPolicy Bypass -File ${name}` };
}
