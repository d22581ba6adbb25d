import type { Rows } from '../../model/reason.ts';

/** Why a line of OpenCanary's log is no row. */
export const OPENCANARY_ROWS = {
  canaryEvents: {
    en: 'events of OpenCanary',
    ja: 'OpenCanary のイベント',
    ko: 'OpenCanary의 이벤트',
    zh: 'OpenCanary 的事件',
    ru: 'события OpenCanary',
  },
  canaryOwn: {
    en: 'OpenCanary’s words about itself: no client did this',
    ja: 'OpenCanary 自身に関する記録で、クライアントの動作ではありません',
    ko: 'OpenCanary 자체에 관한 기록으로, 클라이언트의 행위가 아님',
    zh: 'OpenCanary 关于自身的记录，并非客户端所为',
    ru: 'запись OpenCanary о себе самом: клиент ни при чём',
  },
  canarySilent: {
    en: 'an event that tells of the client’s program, not of a deed',
    ja: 'クライアントのプログラムに関する記録で、動作の記録ではありません',
    ko: '클라이언트 프로그램에 관한 기록으로, 행위의 기록이 아님',
    zh: '关于客户端程序的记录，并非其行为',
    ru: 'событие о программе клиента, а не о его действии',
  },
  canaryNoType: {
    en: 'no logtype of OpenCanary',
    ja: 'OpenCanary の logtype がありません',
    ko: 'OpenCanary의 logtype이 없음',
    zh: '没有 OpenCanary 的 logtype',
    ru: 'нет logtype OpenCanary',
  },
  canaryNoTime: {
    en: 'no time in utc_time or local_time',
    ja: 'utc_time にも local_time にも時刻がありません',
    ko: 'utc_time과 local_time에 시각이 없음',
    zh: 'utc_time 和 local_time 中都没有时间',
    ru: 'нет времени ни в utc_time, ни в local_time',
  },
  canaryNoAddress: {
    en: 'src_host is no address',
    ja: 'src_host がアドレスではありません',
    ko: 'src_host가 주소가 아님',
    zh: 'src_host 不是地址',
    ru: 'в src_host не адрес',
  },
} as const satisfies Rows;
