import type { Rows } from '../../model/reason.ts';

/** What is said of the lines of a list or a table of routes that the user brings. */
export const GIVEN_ROWS = {
  givenMore: {
    en: 'more than `prefix provider service region`',
    ja: '`prefix provider service region` より多くの項目があります',
    ko: '`prefix provider service region`보다 항목이 많습니다',
    zh: '多于 `prefix provider service region` 的字段',
    ru: 'полей больше, чем `prefix provider service region`',
  },
  givenName: {
    en: 'a name of up to 64 letters and digits is expected',
    ja: '64 文字以内の英数字の名前が必要です',
    ko: '64자 이하의 영문자와 숫자로 된 이름이 필요합니다',
    zh: '需要不超过 64 个字母和数字的名称',
    ru: 'ожидается имя не длиннее 64 букв и цифр',
  },
  givenNoProvider: {
    en: 'no provider behind the prefix',
    ja: 'プレフィックスの後に事業者名がありません',
    ko: '프리픽스 뒤에 사업자가 없습니다',
    zh: '前缀之后没有服务商',
    ru: 'после префикса нет провайдера',
  },
  givenNoRoute: {
    en: 'not `prefix asn`',
    ja: '`prefix asn` の形式ではありません',
    ko: '`prefix asn` 형식이 아닙니다',
    zh: '不是 `prefix asn` 格式',
    ru: 'не в виде `prefix asn`',
  },
  givenNoCloud: {
    en: 'none of its {routes} routes is of a cloud that is recognised by its routes',
    ja: '{routes} 件の経路のうち、経路から判別できるクラウドのものはありません',
    ko: '경로 {routes}개 가운데 경로로 식별되는 클라우드의 것이 없습니다',
    zh: '{routes} 条路由中没有可凭路由识别的云',
    ru: 'среди маршрутов ({routes}) нет ни одного облака, которое узнаётся по ним',
  },
  givenNoRows: {
    en: 'it names no prefix and provider',
    ja: 'プレフィックスと事業者の組がありません',
    ko: '프리픽스와 사업자의 쌍이 없습니다',
    zh: '没有任何前缀与服务商的组合',
    ru: 'в нём нет ни одной пары из префикса и провайдера',
  },
  givenMmdbUnread: {
    en: 'the MaxMind database cannot be read; is the file complete?',
    ja: 'MaxMind データベースを読み取れません。ファイルが欠けていないか確認してください',
    ko: 'MaxMind 데이터베이스를 읽을 수 없습니다. 파일이 온전한지 확인하십시오',
    zh: '无法读取 MaxMind 数据库；请检查文件是否完整',
    ru: 'база MaxMind не читается; проверьте, целиком ли файл',
  },
  givenMmdbDamaged: {
    en: 'the MaxMind database is damaged',
    ja: 'MaxMind データベースが破損しています',
    ko: 'MaxMind 데이터베이스가 손상되었습니다',
    zh: 'MaxMind 数据库已损坏',
    ru: 'база MaxMind повреждена',
  },
  givenMmdbNoAsn: {
    en: 'none of its {networks} networks names an autonomous system (the database is {type})',
    ja: '{networks} 件のネットワークのいずれにも自律システムの記載がありません (データベースの種類: {type})',
    ko: '네트워크 {networks}개 중 자율 시스템이 적힌 것이 없습니다(데이터베이스 종류: {type})',
    zh: '{networks} 个网络中没有一个注明自治系统（数据库类型：{type}）',
    ru: 'ни у одной из сетей ({networks}) не указана автономная система (тип базы: {type})',
  },
} as const satisfies Rows;
