import type { Rows } from '../../../model/reason.ts';

/** What is said of lines that this command prints. */
export const ATTEMPTS_ROWS = {
  attemptsAgain: {
    en: 'the same attempt, printed again',
    ja: '同じ試行の再表示',
    ko: '같은 시도가 다시 출력됨',
    zh: '同一次尝试的重复输出',
    ru: 'та же попытка, выведенная ещё раз',
  },
  attemptsElsewhere: {
    en: 'an attempt whose result is in another line',
    ja: '結果が別の行にある試行',
    ko: '결과가 다른 줄에 있는 시도',
    zh: '结果在另一行的尝试',
    ru: 'попытка, результат которой в другой строке',
  },
  attemptsProgress: {
    en: 'progress of a program',
    ja: 'プログラムの進行状況',
    ko: '프로그램의 진행 상황',
    zh: '程序的进度',
    ru: 'ход работы программы',
  },
} as const satisfies Rows;
