import type { PromptCommand } from '../parser.ts';

/** `[root@web-1 tmp]# ss -wanp`, `ubuntu@web-1:~$ ps aux`; the bracket may be cut off. */
const SHELL =
  /^(?:\([\w.-]{1,40}\) )?\[?[\w.-]{1,64}@([\w.-]{1,253})(?::| )([^\]$#%>]{0,200})\]?\s?[$#%>](?:\s(.*)|\s*)$/;
/** `bash-4.2# ps`, `sh-5.1$ ps` */
const BARE_SHELL = /^(?:ba|z|k|da)?sh-\d[\w.]{0,10}[$#]\s?(.*)$/;
/** `C:\Users\x>netstat -abno`, `PS C:\> Get-Process` */
const WINDOWS = /^(?:PS )?[A-Z]:\\[^>\n]{0,260}>\s?(.*)$/;
/** `$ ss -wanp`: as manuals and mails write it; taken only before a program that is known. */
const SIGN = /^[$#%>]\s{1,2}(\S.*)$/;
/** Words before a program that change nothing of its output. */
const BEFORE = /^(?:sudo(?: -[A-Za-z]+)*|doas|time|nice|command|LC_ALL=\S+|LANG=\S+|\w+=\S+)\s+/;

/** A prompt and the command behind it; `asked` is absent where nothing was typed. */
export interface Prompt {
  asked?: PromptCommand;
  host?: string;
}

function commandOf(typed: string, host?: string, folder?: string): PromptCommand | undefined {
  let text = typed.trim();
  for (let i = 0; i < 4 && BEFORE.test(text); i++) text = text.replace(BEFORE, '');
  const [first = ''] = text.split(/\s*(?:\||;|&&)\s*/, 1);
  const [path = '', ...words] = first.split(/\s+/).filter((word) => word !== '');
  const program = path.split(/[/\\]/).at(-1) ?? '';
  if (program === '') return undefined;
  return { program, words, ...(host !== undefined && { host }), ...(folder && { folder }) };
}

/**
 * The prompt that the line is.
 * @param known programs whose name behind a bare `$` or `#` makes the line a prompt
 */
export function readPrompt(line: string, known: ReadonlySet<string>): Prompt | undefined {
  const shell = SHELL.exec(line);
  const typed = shell?.[3] ?? BARE_SHELL.exec(line)?.[1] ?? WINDOWS.exec(line)?.[1];
  const host = shell?.[1];
  if (shell !== null || typed !== undefined) {
    const asked = commandOf(typed ?? '', host, shell?.[2]?.trim());
    return { ...(asked !== undefined && { asked }), ...(host !== undefined && { host }) };
  }
  const sign = SIGN.exec(line)?.[1];
  const asked = sign === undefined ? undefined : commandOf(sign);
  return asked !== undefined && (known.has(asked.program) || asked.program === 'cat') ? { asked } : undefined;
}
