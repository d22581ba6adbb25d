import type { Rows } from '../../model/reason.ts';

/** What is said of lines and files, and why a file is taken for what it is. */
export const CLOUDFRONT_ROWS = {
  cfHeadless: {
    en: 'no #Fields line: read by the standard order of the fields',
    ja: '#Fields 行がないため、標準の項目順で読み取りました',
    ko: '#Fields 줄이 없어 표준 항목 순서로 읽었습니다',
    zh: '没有 #Fields 行：按标准字段顺序读取',
    ru: 'нет строки #Fields: прочитано в стандартном порядке полей',
  },
  cfStandard: {
    en: 'its first line has the standard fields of a CloudFront log, without #Fields',
    ja: '最初の行が、#Fields のない CloudFront ログの標準の項目を持っています',
    ko: '첫 줄이 #Fields 없는 CloudFront 로그의 표준 항목을 갖추고 있습니다',
    zh: '第一行具有 CloudFront 日志的标准字段，没有 #Fields',
    ru: 'в первой строке стандартные поля журнала CloudFront, без #Fields',
  },
  cfFields: {
    en: 'its #Fields line names {count} fields of a CloudFront log',
    ja: '#Fields 行に CloudFront ログの項目名が {count} 個あります',
    ko: '#Fields 줄에 CloudFront 로그의 항목 이름이 {count}개 있습니다',
    zh: '#Fields 行列出 CloudFront 日志的 {count} 个字段',
    ru: 'в строке #Fields названо полей журнала CloudFront: {count}',
  },
  cfJson: {
    en: 'its lines are JSON with {count} fields of a CloudFront log',
    ja: '各行が CloudFront ログの項目を {count} 個持つ JSON です',
    ko: '각 줄이 CloudFront 로그의 항목 {count}개가 있는 JSON입니다',
    zh: '各行是含有 CloudFront 日志 {count} 个字段的 JSON',
    ru: 'строки — JSON с полями журнала CloudFront: {count}',
  },
} as const satisfies Rows;
