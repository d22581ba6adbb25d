import type { Rows } from '../../model/reason.ts';

/** What is said of lines and files, and why a file is taken for what it is. */
export const WAF_ROWS = {
  wafStatus: {
    en: 'AWS WAF does not log what the server answered: a status is set only where WAF sent an answer of its own; the same requests are in the log of the load balancer or of CloudFront',
    ja: 'AWS WAF はサーバーの応答を記録しません。ステータスは WAF 自身が応答した場合だけです。同じ要求はロードバランサーまたは CloudFront のログにあります',
    ko: 'AWS WAF는 서버의 응답을 기록하지 않습니다. 상태 코드는 WAF가 직접 응답한 경우에만 있습니다. 같은 요청은 로드 밸런서나 CloudFront 로그에 있습니다',
    zh: 'AWS WAF 不记录服务器的应答：仅在 WAF 自行应答时才有状态码；同样的请求见负载均衡器或 CloudFront 的日志',
    ru: 'AWS WAF не записывает ответ сервера: код есть только там, где ответил сам WAF; те же запросы — в журнале балансировщика или CloudFront',
  },
  wafNoTime: {
    en: 'no timestamp in milliseconds',
    ja: 'ミリ秒の timestamp がありません',
    ko: '밀리초 단위의 timestamp가 없습니다',
    zh: '没有以毫秒计的 timestamp',
    ru: 'нет timestamp в миллисекундах',
  },
  wafTime: {
    en: 'timestamp {value} is not between 2000 and 2100',
    ja: 'timestamp {value} が 2000 年から 2100 年の間ではありません',
    ko: 'timestamp {value}이(가) 2000년에서 2100년 사이가 아닙니다',
    zh: 'timestamp {value} 不在 2000 年至 2100 年之间',
    ru: 'timestamp {value} не между 2000 и 2100 годами',
  },
  wafNoClient: {
    en: 'no httpRequest with a clientIp',
    ja: 'clientIp を持つ httpRequest がありません',
    ko: 'clientIp가 있는 httpRequest가 없습니다',
    zh: '没有带 clientIp 的 httpRequest',
    ru: 'нет httpRequest с clientIp',
  },
  wafJson: {
    en: 'its lines are JSON with the web ACL, rule and request of an AWS WAF log',
    ja: '各行が AWS WAF ログの Web ACL、ルール、要求を持つ JSON です',
    ko: '각 줄이 AWS WAF 로그의 웹 ACL, 규칙, 요청이 있는 JSON입니다',
    zh: '各行是含有 AWS WAF 日志的 Web ACL、规则和请求的 JSON',
    ru: 'строки — JSON с веб-ACL, правилом и запросом журнала AWS WAF',
  },
} as const satisfies Rows;
