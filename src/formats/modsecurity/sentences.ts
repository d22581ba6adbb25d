import type { Rows } from '../../model/reason.ts';

/** What is said of lines and files, and why a file is taken for what it is. */
export const MODSECURITY_ROWS = {
  modsecBegins: {
    en: 'it begins with the boundary of part {part} of a ModSecurity audit log',
    ja: 'ModSecurity 監査ログのパート {part} の境界で始まります',
    ko: 'ModSecurity 감사 로그의 파트 {part} 경계로 시작합니다',
    zh: '以 ModSecurity 审计日志 {part} 部分的分界行开头',
    ru: 'начинается с границы части {part} журнала аудита ModSecurity',
  },
  modsecWithin: {
    en: 'lines of a transaction, which is counted by its last',
    ja: 'トランザクションの途中の行 (最後の行で 1 件と数えます)',
    ko: '트랜잭션 중간의 줄(마지막 줄에서 한 건으로 셈)',
    zh: '事务中间的行，事务按最后一行计数',
    ru: 'строки транзакции, которая считается по последней',
  },
  modsecTransaction: {
    en: 'transaction: {why}',
    ja: 'トランザクション: {why}',
    ko: '트랜잭션: {why}',
    zh: '事务：{why}',
    ru: 'транзакция: {why}',
  },
  modsecIndex: {
    en: 'index of a concurrent audit log: each transaction stands in a file of its own',
    ja: '並行監査ログの索引 (各トランザクションは別のファイルにあります)',
    ko: '동시 감사 로그의 색인(각 트랜잭션은 별도 파일에 있음)',
    zh: '并发审计日志的索引：每个事务在单独的文件中',
    ru: 'указатель параллельного журнала аудита: каждая транзакция в своём файле',
  },
  modsecOutside: {
    en: 'outside of a transaction: {line}',
    ja: 'トランザクションの外の行: {line}',
    ko: '트랜잭션 밖의 줄: {line}',
    zh: '不属于任何事务：{line}',
    ru: 'вне транзакции: {line}',
  },
  modsecIndexLines: {
    en: 'its lines name the files of a concurrent ModSecurity audit log',
    ja: '行に ModSecurity の並行監査ログのファイル名があります',
    ko: '줄에 ModSecurity 동시 감사 로그의 파일 이름이 있습니다',
    zh: '各行列出 ModSecurity 并发审计日志的文件',
    ru: 'строки называют файлы параллельного журнала аудита ModSecurity',
  },
  modsecMiddle: {
    en: 'a transaction of a ModSecurity audit log ends in it, and another one begins',
    ja: '途中で ModSecurity 監査ログのトランザクションが終わり、次が始まります',
    ko: '중간에 ModSecurity 감사 로그의 트랜잭션이 끝나고 다음 것이 시작합니다',
    zh: '其中有一个 ModSecurity 审计日志事务结束，另一个开始',
    ru: 'в нём заканчивается транзакция журнала аудита ModSecurity и начинается другая',
  },
  modsecCut: {
    en: 'the transaction that begins on line {line} has no end: another one begins here',
    ja: '{line} 行目から始まるトランザクションに終わりがなく、ここで次が始まっています',
    ko: '{line}번째 줄에서 시작한 트랜잭션에 끝이 없고 여기서 다음 것이 시작합니다',
    zh: '第 {line} 行开始的事务没有结尾：此处另一个已开始',
    ru: 'у транзакции, начатой в строке {line}, нет конца: здесь начинается другая',
  },
  modsecFileEnds: {
    en: 'the file ends within the transaction that begins on line {line}: it gives no row',
    ja: '{line} 行目から始まるトランザクションの途中でファイルが終わっています。行にはなりません',
    ko: '{line}번째 줄에서 시작한 트랜잭션 중간에 파일이 끝납니다. 행이 되지 않습니다',
    zh: '文件在第 {line} 行开始的事务中结束：不产生行',
    ru: 'файл обрывается внутри транзакции, начатой в строке {line}: строки из неё нет',
  },
} as const satisfies Rows;
