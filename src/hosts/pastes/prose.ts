/** What a shell says of a command that it cannot run, or a command of a file that it cannot read. */
export const SHELL_MESSAGE =
  /: (?:command not found|not found|Permission denied|No such file or directory|Operation not permitted|Befehl nicht gefunden|commande introuvable|orden no encontrada|команда не найдена|コマンドが見つかりません|未找到命令|명령어를 찾을 수 없음)|is not recognized as/;

/**
 * What stands above an output and is none: words, a heading, a line that sets it off, comments and settings of a file. Else it
 * may be half a row.
 */
export function isAside(line: string): boolean {
  const isWords = isProse(line) && /\p{L}{2}/u.test(line) && !/[^.!?\s]\s{2,}\S/.test(line);
  return (
    isWords ||
    /^\s*[#;]|^[A-Z_]{2,40}=\S*$/.test(line) ||
    /[:：!?。]\s*$/.test(line) ||
    /^[^\p{L}\d\s]*$/u.test(line)
  );
}

/** Words of people: letters mostly, several of them. */
export function isProse(line: string): boolean {
  const letters = line.match(/[\p{L}\s,.'!?;:()"-]/gu)?.length ?? 0;
  return letters >= line.length * 0.9 && line.trim().split(/\s+/).length >= 3;
}
