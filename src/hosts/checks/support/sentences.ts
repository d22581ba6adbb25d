import type { Rows } from '../../../model/reason.ts';

/** What checks of versions say. */
export const SUPPORT_ROWS = {
  supportEnded: {
    en: '{product} {version} is in use; its security faults have not been mended since {until}.',
    ja: '{product} {version} が使われています。{until} 以降、セキュリティ修正は提供されていません。',
    ko: '{product} {version}이(가) 사용 중입니다. {until} 이후로 보안 수정이 제공되지 않습니다.',
    zh: '正在使用 {product} {version}；自 {until} 起不再提供安全修复。',
    ru: 'Используется {product} {version}; уязвимости в ней не исправляются с {until}.',
  },
  supportPackaged: {
    en: '{product} {version} is in use. Its makers stopped mending it on {until}; whether the distribution still does, it has to be asked.',
    ja: '{product} {version} が使われています。開発元の修正は {until} に終了しました。ディストリビューションがまだ修正を提供しているか確認してください。',
    ko: '{product} {version}이(가) 사용 중입니다. 개발사의 수정은 {until}에 끝났으며, 배포판이 아직 수정을 제공하는지 확인해야 합니다.',
    zh: '正在使用 {product} {version}。其开发方已于 {until} 停止修复；发行版是否仍在修复，需要另行确认。',
    ru: 'Используется {product} {version}. Разработчики перестали исправлять её {until}; исправляет ли её ещё дистрибутив, нужно узнать отдельно.',
  },
  supportFix: {
    en: 'Move to a version of {product} that is still mended; when the host is set up anew, begin with that one.',
    ja: '修正が提供されている {product} のバージョンに移行してください。ホストを再構築する際は、最初からそのバージョンを使用してください。',
    ko: '아직 수정이 제공되는 {product} 버전으로 옮기십시오. 호스트를 새로 구성할 때는 처음부터 그 버전으로 시작하십시오.',
    zh: '请迁移到仍在提供修复的 {product} 版本；重建主机时，请直接使用该版本。',
    ru: 'Перейдите на версию {product}, которая ещё исправляется; при развёртывании хоста заново начните сразу с неё.',
  },
} as const satisfies Rows;
