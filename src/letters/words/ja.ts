import { count } from '../../language/grammar/ja.ts';
import type { OccasionWords } from './words.ts';

export const ja: OccasionWords = {
  labels: {
    request: 'お願い',
    reason: '理由',
    statement: '当方の見解',
    shownBy: '根拠',
    status: '現在の状況',
    since: 'その後',
    account: 'アカウント',
    seen: '確認された事象',
  },
  record: (call, file, record) => `アカウントの API ログの ${call} イベント（${file}、レコード ${record}）`,
  byInventory: '当方アカウントのリソース一覧',
  byRanges: '公開されているアドレス範囲の一覧',

  extension: {
    opening:
      'ご連絡いただきありがとうございます。現在調査を進めておりますが、期限までに十分な回答を差し上げることが難しい状況です。つきましては、以下の理由により、回答期限の延長をお願いいたします。',
    more: (until, due) =>
      `回答期限を ${until} まで延長していただきたく、お願いいたします${due === undefined ? '' : `（現在の期限：${due}）`}`,
    headings: {
      why: '延長をお願いする理由',
      sofar: '現時点で判明していること',
      request: 'お願い',
    },
    reasons: {
      records: (resources, when) => {
        const details = [resources, when].filter((part) => part !== undefined).join('、');
        return `VPC フローログ${details === '' ? '' : `（${details}）`}をまだ入手できておりません。このログがなければ、ご報告の通信の有無を判断できません。`;
      },
      logsEnd: (ends, needed) =>
        `手元のログは ${ends} までのものです。通信が止まったかどうかは、${needed} までのログがそろわなければ判断できません。`,
      tied: (hosts) => `当方の記録では、次のホストをまだ区別できておりません：${hosts}`,
      uninspected: (hosts) => `ホスト自体（${hosts}）の内部調査が済んでおらず、原因を特定できておりません。`,
      cause: 'ホストの内部は調査いたしましたが、原因の特定には至っておりません。',
    },
    asked: [
      '上記の日時までご猶予をいただけますと幸いです。差し支えなければ、本メールへの返信にてご承諾の旨をお知らせください。',
      '先に回答が必要な項目がございましたら、お知らせください。',
    ],
    blank: (due) =>
      `希望する新しい期限（タイムゾーンを含む）${due === undefined ? '' : `。現在の期限は ${due}`}`,
  },

  notUs: {
    summary: (resources, when) =>
      `ご報告の時点${when === undefined ? '' : `（${when}）`}では、当方のものではございませんでした：${resources}`,
    opening:
      'ご連絡いただきありがとうございます。ご報告の内容を当方の記録と照合いたしましたところ、ご指摘のものは、ご報告の時点では当方のものではございませんでした。その根拠を以下に記載いたします。',
    headings: { shownBy: '根拠となる記録', request: 'お願い' },
    gone: {
      instance: (name, at) =>
        `インスタンス ${name} は、ご報告の時刻より前の ${at} に終了（terminate）しており、その時点で存在しておりませんでした。`,
      address: (name, at) => `アドレス ${name} は、ご報告の時刻より前の ${at} に当方が解放しております。`,
    },
    made: {
      instance: (name, at) => `インスタンス ${name} は、ご報告の時刻より後の ${at} に起動したものです。`,
      address: (name, at) =>
        `アドレス ${name} が当方のアカウントに割り当てられたのは、ご報告の時刻より後の ${at} です。`,
    },
    given: (address, instance, at) =>
      `アドレス ${address} は、ご報告の時刻より後の ${at} に当方のインスタンス ${instance} を起動した際に割り当てられたもので、当方が保有する Elastic IP アドレスではございません。`,
    elsewhere: (address, prefix, owner, asOf, provider) =>
      `アドレス ${address} は ${provider} ではなく、${owner} の範囲 ${prefix} に含まれます（${asOf} 時点の一覧による）。`,
    separately: (resources) => `次のものについては、別途回答いたします：${resources}`,
    asked: [
      'ご報告の訂正をお願いいたします。または、当方のアカウントとの関連を示す情報をお知らせください。',
      '記録そのものが必要な場合は、必要な範囲をお知らせください。',
    ],
  },

  terminated: {
    opening:
      'ご連絡いただきありがとうございます。ご報告の対象リソースは、すでに停止の措置を取っております。措置の内容と当方の記録を以下に記載いたします。',
    headings: {
      ended: '停止の措置',
      since: 'その後のログの状況',
      request: 'お願い',
    },
    gone: (instance, at) => `インスタンス ${instance} は、${at} に終了（terminate）しました。`,
    stopped: (instance, at) =>
      `インスタンス ${instance} は、${at} に停止しました。その後に起動した記録はございません。`,
    asked: ['ケースのクローズをお願いいたします。なお不足している点がございましたら、お知らせください。'],
    blanks: {
      ended: '取った措置（例：インスタンスの終了、隔離、停止）',
      shownBy: 'それを示す記録（例：CloudTrail の TerminateInstances イベントとその時刻）',
    },
  },

  user: {
    subject: 'クラウドサービスからのアカウント利用について（ご確認のお願い）',
    greeting: 'ご利用者様',
    opening: (provider) =>
      `お使いのアカウントが ${provider} のアドレスから利用されていることを確認いたしました。ご自身でお使いのサービスによるものか、パスワードを知った第三者によるものかは、ログからは判別できませんので、ご確認をお願いいたします。お問い合わせのみを目的としたものであり、責任を問うものではございません。お心当たりがある場合も、ご返信ください。`,
    headings: {
      seen: '確認された内容',
      question: 'お伺いしたいこと',
      known: 'お心当たりのあるサービスの場合',
      unknown: 'お心当たりがない場合',
    },
    summary: (provider, when) => `${provider} からのサインイン（${when}）`,
    seen: (when, total, noun, services, addresses, provider) =>
      `${when}、${provider} の ${count(addresses)} 個のアドレスから、${services === undefined ? '' : `${services} への`}${noun === 'login' ? 'ログイン' : 'リクエスト'}が ${count(total)} 件成功しています。`,
    failures: (total) =>
      `それ以前に、同じ接続元から、お使いのアカウント名でのサインインが ${count(total)} 件失敗しています。`,
    agents: (names) => `接続に使われたプログラムの名乗り：${names}`,
    questions: [
      'メールを読み取るサービス（アプリ、カレンダーや CRM との連携、アーカイブ、スクリプトなど）をご利用でしょうか。',
      'ご利用の場合は、サービスの名称、利用を始めた時期、パスワードを登録したかどうかをお知らせください。',
      '当方のサインイン画面以外でパスワードを入力したこと、または他の方に伝えたことはございますか。',
    ],
    known: ['サービスの名称をご返信ください。パスワードを渡さずに連携する方法を、ご一緒に検討いたします。'],
    unknown: [
      'すぐにパスワードを変更してください。その際は、メールのリンク（本メールを含む）からではなく、ご自身でサインイン画面を開いてください。',
      '新しいパスワードは他では使わず、可能であれば二要素認証を有効にしてください。',
      'メールボックスに、見覚えのない転送ルール、連携アプリ、端末がないかご確認ください。',
      '完了しましたら、お知らせください。',
    ],
    doubt:
      '本メールが本物かどうかご不安な場合は、メールに記載された番号ではなく、以前からご存じの番号にお電話ください。',
  },
};
