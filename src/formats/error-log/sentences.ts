import type { Rows } from '../../model/reason.ts';

/** What is said of lines and files, and why a file is taken for what it is. */
export const ERROR_ROWS = {
  errorBegun: {
    en: 'first line of a message of a program behind nginx: it names no client',
    ja: 'nginx の背後のプログラムのメッセージの最初の行 (クライアントの記載なし)',
    ko: 'nginx 뒤의 프로그램 메시지의 첫 줄(클라이언트 없음)',
    zh: 'nginx 后端程序消息的首行，未指明客户端',
    ru: 'первая строка сообщения программы за nginx: клиент не назван',
  },
  errorContinued: {
    en: 'further line of a message of a program behind nginx',
    ja: 'nginx の背後のプログラムのメッセージの続きの行',
    ko: 'nginx 뒤의 프로그램 메시지의 이어지는 줄',
    zh: 'nginx 后端程序消息的后续行',
    ru: 'продолжение сообщения программы за nginx',
  },
} as const satisfies Rows;
