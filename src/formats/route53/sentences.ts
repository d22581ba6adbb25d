import type { Rows } from '../../model/reason.ts';

/** What is said of lines and files, and why a file is taken for what it is. */
export const ROUTE53_ROWS = {
  route53Queries: {
    en: 'queries of the VPC resolver, as Route 53 logs them',
    ja: 'Route 53 が記録した VPC リゾルバーのクエリ',
    ko: 'Route 53이 기록한 VPC 리졸버의 쿼리',
    zh: 'Route 53 记录的 VPC 解析器查询',
    ru: 'запросы к резолверу VPC, записанные Route 53',
  },
  route53NoSource: {
    en: 'srcaddr is no address',
    ja: 'srcaddr がアドレスではありません',
    ko: 'srcaddr가 주소가 아닙니다',
    zh: 'srcaddr 不是地址',
    ru: 'srcaddr — не адрес',
  },
  route53NoName: {
    en: 'no query_name',
    ja: 'query_name がありません',
    ko: 'query_name이 없습니다',
    zh: '没有 query_name',
    ru: 'нет query_name',
  },
  route53Resolver: {
    en: 'the queries are flows with a name and without packets; the resolver’s own address is not in the log',
    ja: 'クエリは、名前を持ちパケットのないフローとしました。リゾルバー自身のアドレスはログにありません',
    ko: '쿼리는 이름이 있고 패킷이 없는 흐름으로 했습니다. 리졸버 자체의 주소는 로그에 없습니다',
    zh: '查询记为有名称而无数据包的流；日志中没有解析器自身的地址',
    ru: 'запросы записаны как потоки с именем и без пакетов; адреса самого резолвера в журнале нет',
  },
} as const satisfies Rows;
