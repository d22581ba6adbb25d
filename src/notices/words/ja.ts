import type { MailTrace } from '../../model/claim.ts';
import { count, listed } from '../../language/grammar/ja.ts';
import type { WordsOf } from '../../language/words.ts';
import type { NoticeMessages } from './messages.ts';

const TRACES: Readonly<Record<MailTrace['kind'], string>> = {
  script: 'スクリプト',
  command: 'プログラム',
  folder: 'フォルダー',
  caller: '呼び出し元',
  account: 'メールアカウント',
  user: 'システムユーザー',
  uid: 'ユーザー ID',
};

export const ja: WordsOf<NoticeMessages> = {
  authPasted: () => '貼り付けられたテキストには送信者の情報がありません',
  authForwarded: ({ who }) =>
    `${who === undefined ? '誰か' : ` ${who} `}による転送または引用です。証明できるのは、せいぜい転送した人までです`.trim(),
  authAnybody: ({ who }) =>
    `${who === undefined ? '差出人不明' : `${who} から`}の報告です。このような報告は誰でも送れるため、内容の確認が必要です`,
  authNoFrom: () => 'From アドレスがありません',
  authProven: ({ signer }) => `${signer} の署名があり、有効です`,
  authOtherAddress: ({ signer, address, sender }) =>
    `${signer} の署名はありますが、${address} は ${sender} が不正利用の通知を送るアドレスではありません`,
  authUnconfirmed: ({ signer, address, sender }) =>
    `${signer} の有効な署名がありますが、${sender} の窓口が ${address} から通知を送ることを示す公開情報がないため、管理画面などでご確認ください`,
  authTwice: ({ header }) => `${header} ヘッダーが 2 つあり、署名が保護するのは 1 つだけです`,
  authPartly: ({ signer }) => `${signer} の署名が保護しているのは本文の前半だけです`,
  authMismatch: ({ signer }) => `${signer} を名乗る署名が、${signer} の公開鍵と一致しません`,
  authNoDns: ({ signer }) =>
    `${signer} の鍵を取得できなかったため (DNS を利用できません)、署名を確認していません`,
  authChanged: ({ signer, sender }) =>
    `本文が ${signer} の署名した内容と異なります。途中で変更されたか、${sender} が送ったものではありません`,
  authNoKey: ({ signer }) =>
    `${signer} はこの署名の鍵を公開していません (その後に取り下げられた可能性があります)`,
  authExpired: ({ signer }) => `${signer} の署名は有効期限が切れています`,
  authInvalid: ({ signer, comment }) =>
    `${signer} の署名は有効ではありません${comment === undefined ? '' : ` (${comment})`}`,
  authSignedByOthers: ({ address, others }) =>
    `差出人は ${address} となっていますが、署名しているのは ${listed(others)} だけです`,
  authUnsigned: ({ sender, rejects }) =>
    `${sender} の署名がありません${rejects === undefined ? '' : `（${rejects} は署名のないメールの拒否を求めています: DMARC）`}`,
  authPretends: ({ sender, domain }) =>
    `${sender} を名乗っていますが、送信元の ${domain} は ${sender} のものではありません`,
  authSealed: ({ signer, sealers }) =>
    `${listed(sealers)} の ARC シールは有効で、受信時に ${signer} の署名が有効だったことを示していますが、封印の前に本文が変更されたかどうかは確認できません`,
  authSealTrusted: ({ signer, sealers }) =>
    `${signer} の署名は ${listed(sealers)} の受信時に有効でした。ARC シールも有効で、設定で信頼済みです`,
  authSealUnknown: ({ sealers }) =>
    `署名しているのは第三者だけで、${listed(sealers)} の ARC シールは確認していません。自組織のドメインであれば trusted_sealers に指定してください`,
  authTooMany: () => '署名の数が、確認する上限を超えています',
  authUnchecked: ({ error }) => `署名を確認できません (${error})`,

  mailTrace: ({ header, kind, value }) => `${TRACES[kind]} ${value}（${header}）`,
  noticeCut: ({ read, bytes }) =>
    `${count(bytes)} バイトのうち先頭の ${count(read)} バイトだけを読み取りました`,
  noticeTextCut: ({ read, characters }) =>
    `${count(characters)} 文字のうち先頭の ${count(read)} 文字だけを読み取りました`,
  noticeClaims: ({ read, claims }) =>
    `通知 ${count(claims)} 件のうち先頭の ${count(read)} 件だけを読み取りました`,
  noticeMails: ({ read, mails }) =>
    `メール ${count(mails)} 通のうち先頭の ${count(read)} 通だけを読み取りました`,
  noticeAnswer: ({ sender, reference }) =>
    `${sender} からの返信です${reference === undefined ? '' : `（ケース ${reference}）`}。お送りした文書への回答であり、新たな指摘はありません。内容をご確認ください`,
  noticeTooLarge: ({ bytes, most }) =>
    `通知は ${count(bytes)} バイトで、読み取れる上限の ${count(most)} バイトを超えています`,
  noticeFiles: ({ read }) => `フォルダー内のファイルは先頭の ${count(read)} 件のみ読み取りました`,
  noticeUndecodable: ({ error }) => `メールをデコードできません: ${error}`,
  noticeLeftOut: ({ notices }) =>
    `引用された通知 ${count(notices)} 件を除外しました。差出人自身の本文には、その内容への言及がありません`,
  noticeNotUnderstood: ({ line }) => `解釈できなかった行: ${line}`,
  noticeNothing: () => '通知のように見えますが、指摘の内容がありません',
};
