import { shellLine } from '../../language/shell.ts';
import type { CompletedCommand } from './tree.ts';

export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof SHELLS)[number];

/** Single quotes of POSIX shells. */
const quoted = (text: string): string => shellLine([text]);

const words = (list: readonly string[]): string => quoted(list.join(' '));

/** What may come after these, as branches of a shell's `case`. */
function cases(commands: readonly CompletedCommand[]) {
  return {
    /** Which words lead into a command: `'block plan'`. */
    paths: commands.filter(({ path }) => path !== '').map(({ path }) => quoted(path)),
    values: commands.flatMap(({ path, options }) =>
      options
        .filter(({ takesValue }) => takesValue)
        .map(({ name, values }) => `    ${quoted(`${path} ${name}`)}) values=${words(values)}; takes=1 ;;`),
    ),
    options: commands.map(
      ({ path, options }) => `      ${quoted(path)}) list=${words(options.map(({ name }) => name))} ;;`,
    ),
    arguments: commands.map(
      ({ path, commands: below, values }) =>
        `      ${quoted(path)}) list=${words([...below.map(({ name }) => name), ...values])} ;;`,
    ),
  };
}

/** The part that bash and zsh have in common: which command, and what may come next. */
function choose(commands: readonly CompletedCommand[]): string {
  const { values, options, arguments: next } = cases(commands);
  return `  case "$place $prev" in
${values.join('\n')}
  esac
  if [ -n "$takes" ]; then
    list=$values
  else
    case "$cur" in
    -*) case "$place" in
${options.join('\n')}
      esac ;;
    *) case "$place" in
${next.join('\n')}
      esac ;;
    esac
  fi`;
}

function step(commands: readonly CompletedCommand[]): string {
  const { paths } = cases(commands);
  return `    case "\${place:+$place }$word" in
    ${paths.join('|')}) place="\${place:+$place }$word" ;;
    esac`;
}

function bash(commands: readonly CompletedCommand[]): string {
  return `# abusedesk: completion for bash. Load it with:  source <(abusedesk completion bash)
_abusedesk() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev='' place='' list='' values='' takes='' word i
  [ "$COMP_CWORD" -gt 0 ] && prev=\${COMP_WORDS[COMP_CWORD-1]}
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
${step(commands)}
  done
${choose(commands)}
  COMPREPLY=()
  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$list" -- "$cur")
}
complete -o default -o bashdefault -F _abusedesk abusedesk
`;
}

function zsh(commands: readonly CompletedCommand[]): string {
  return `#compdef abusedesk
# abusedesk: completion for zsh. Load it with:  source <(abusedesk completion zsh)
_abusedesk() {
  emulate -L zsh
  local cur=\${words[CURRENT]} prev=\${words[CURRENT-1]} place='' list='' values='' takes='' word
  for word in "\${(@)words[2,CURRENT-1]}"; do
${step(commands)}
  done
${choose(commands)}
  if [ -n "$list" ]; then compadd -- \${=list}; else _files; fi
}
(( $+functions[compdef] )) && compdef _abusedesk abusedesk
`;
}

/** Single quotes of fish: backslash and quote are escaped. */
const fishQuoted = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;

function fish(commands: readonly CompletedCommand[]): string {
  const lines = commands.flatMap(({ path, commands: below, options, values }) => {
    const at = `complete -c abusedesk -n ${fishQuoted(`__abusedesk_at ${fishQuoted(path)}`)}`;
    return [
      ...below.map(
        ({ name, description }) => `${at} -f -a ${fishQuoted(name)} -d ${fishQuoted(description)}`,
      ),
      ...(values.length > 0 ? [`${at} -f -a ${fishQuoted(values.join(' '))}`] : []),
      ...options.map(({ name, description, takesValue, values: own }) => {
        const value = takesValue ? (own.length > 0 ? ` -x -a ${fishQuoted(own.join(' '))}` : ' -r') : '';
        return `${at} -l ${name.replace(/^--/, '')}${value} -d ${fishQuoted(description)}`;
      }),
    ];
  });
  const paths = commands.filter(({ path }) => path !== '').map(({ path }) => fishQuoted(path));
  return `# abusedesk: completion for fish. Load it with:  abusedesk completion fish | source
function __abusedesk_at
    set -l at ''
    for word in (commandline -opc)[2..-1]
        set -l next (string trim -- "$at $word")
        if contains -- $next ${paths.join(' ')}
            set at $next
        end
    end
    test "$at" = "$argv[1]"
end
${lines.join('\n')}
`;
}

/** What may come where, one line each: what of (`next`, `options`, `values`), behind which words, and the list. */
function table(commands: readonly CompletedCommand[]): string[] {
  return commands.flatMap(({ path, commands: below, options, values }) => [
    ['next', path, ...below.map(({ name }) => name), ...values].join('|'),
    ['options', path, ...options.map(({ name }) => name)].join('|'),
    ...options
      .filter(({ takesValue }) => takesValue)
      .map(({ name, values: of }) => ['values', `${path} ${name}`.trim(), ...of].join('|')),
  ]);
}

/** The names are in one here-string, in which PowerShell interprets nothing but a line that begins with its end mark. */
function powershell(commands: readonly CompletedCommand[]): string {
  return `# abusedesk: completion for PowerShell. Load it with:
#   abusedesk completion powershell | Out-String | Invoke-Expression
$abusedeskWords = @'
${table(commands).join('\n')}
'@
Register-ArgumentCompleter -Native -CommandName abusedesk -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $known = @{}
  foreach ($line in $abusedeskWords -split '\\r?\\n') {
    $kind, $place, $list = $line.Split('|')
    $known["$kind $place"] = @($list)
  }
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
  if ($wordToComplete -ne '' -and $words.Count -gt 0) { $words = @($words | Select-Object -SkipLast 1) }
  $path = ''
  foreach ($word in $words) {
    $next = "$path $word".Trim()
    if ($known.ContainsKey("next $next")) { $path = $next }
  }
  $last = if ($words.Count -gt 0) { $words[-1] } else { '' }
  $value = 'values ' + "$path $last".Trim()
  $list = if ($known.ContainsKey($value)) { $known[$value] }
    elseif ($wordToComplete.StartsWith('-')) { $known["options $path"] } else { $known["next $path"] }
  $list | Where-Object { $_ -ne $null -and $_.StartsWith($wordToComplete) } |
    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
`;
}

const SCRIPTS: Readonly<Record<Shell, (commands: readonly CompletedCommand[]) => string>> = {
  bash,
  zsh,
  fish,
  powershell,
};

/** The completion of a program with these commands, as a script of the shell. */
export function completionScript(shell: Shell, commands: readonly CompletedCommand[]): string {
  return SCRIPTS[shell](commands);
}
