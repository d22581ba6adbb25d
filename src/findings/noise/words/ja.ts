import { count } from '../../../language/grammar/ja.ts';
import type { WordsOf } from '../../../language/words.ts';
import type { NoiseMessages } from '../messages.ts';

const KINDS = {
  health_check: 'ヘルスチェック',
  monitor: '監視サービス',
  crawler: '検索エンジンのクローラー',
  research: '調査目的のスキャナー',
};

export const ja: WordsOf<NoiseMessages> = {
  noiseOwn: () =>
    'ほかの検出より下に並べています。このアドレスは、設定 (`monitoring`) で自組織の監視元として指定されています。',
  noisePublished: ({ name, kind }) =>
    `ほかの検出より下に並べています。公開されているアドレス範囲によれば、このアドレスは ${name} (${KINDS[kind]}) のものです。`,
  noiseClaimed: ({ name, kind, requests, owner }) =>
    `ほかの検出より下に並べています。${requests === 1 ? '唯一のリクエストが' : `${count(requests)} 件のリクエストすべてが`} ${name} (${KINDS[kind]}) を名乗り、` +
    `攻撃とみられるものはありません。` +
    (owner === undefined
      ? 'ただし名乗るだけなら誰にでもでき、裏付けはありません。'
      : `公開されているアドレス範囲によれば、このアドレスは ${owner} 自身のものです。`),
};
