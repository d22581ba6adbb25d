import type { Rows } from '../../../model/reason.ts';

/** What is said of lines that this command prints. */
export const LAST_ROWS = {
  lastSystem: {
    en: 'start or stop of the system, no login',
    ja: 'システムの起動または停止で、ログインではありません',
    ko: '시스템의 시작 또는 종료이며 로그인이 아닙니다',
    zh: '系统启动或停止，不是登录',
    ru: 'запуск или остановка системы, не вход',
  },
  lastUnsure: {
    en: 'a login below a row that was cut: whether it succeeded or failed, the command above would tell',
    ja: '途切れた行の後のログイン（成功か失敗かは、実行されたコマンドが分からないと判断できません）',
    ko: '잘린 행 다음의 로그인(성공인지 실패인지는 실행한 명령을 알아야 판단할 수 있음)',
    zh: '被截断的行之后的登录（不知道执行的是哪个命令，无法判断成功还是失败）',
    ru: 'вход после обрезанной строки: удался он или нет, видно только по команде',
  },
} as const satisfies Rows;
