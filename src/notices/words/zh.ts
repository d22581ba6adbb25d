import type { MailTrace } from '../../model/claim.ts';
import { count, listed } from '../../language/grammar/zh.ts';
import type { WordsOf } from '../../language/words.ts';
import type { NoticeMessages } from './messages.ts';

const TRACES: Readonly<Record<MailTrace['kind'], string>> = {
  script: '脚本',
  command: '程序',
  folder: '目录',
  caller: '调用者地址',
  account: '邮件账户',
  user: '系统用户',
  uid: '用户 ID',
};

export const zh: WordsOf<NoticeMessages> = {
  authPasted: () => '粘贴的文本没有发件人信息',
  authForwarded: ({ who }) =>
    `由${who === undefined ? '他人' : ` ${who} `}转发或引用：最多只能证明是谁转发的`,
  authAnybody: ({ who = '不明发件人' }) => `由 ${who} 报告。任何人都可以发送此类报告，内容需要核实`,
  authNoFrom: () => '没有 From 地址',
  authProven: ({ signer }) => `由 ${signer} 签名，且签名有效`,
  authOtherAddress: ({ signer, address, sender }) =>
    `带有 ${signer} 的签名，但 ${address} 不是 ${sender} 发送滥用通知的地址`,
  authUnconfirmed: ({ signer, address, sender }) =>
    `由 ${signer} 签名且签名有效，但没有公开资料表明 ${sender} 的滥用处理部门使用 ${address} 发信，请通过其控制台核实`,
  authTwice: ({ header }) => `有两个 ${header} 标头，而签名只覆盖其中一个`,
  authPartly: ({ signer }) => `${signer} 只对正文的前一部分签了名`,
  authMismatch: ({ signer }) => `以 ${signer} 名义的签名与 ${signer} 公布的密钥不符`,
  authNoDns: ({ signer }) => `无法取得 ${signer} 的密钥（DNS 不可用），因此未检查签名`,
  authChanged: ({ signer, sender }) =>
    `正文与 ${signer} 签名的内容不同：途中被改动过，或者并非 ${sender} 所发`,
  authNoKey: ({ signer }) => `${signer} 没有公布该签名的密钥（可能已在此后撤回）`,
  authExpired: ({ signer }) => `${signer} 的签名已过期`,
  authInvalid: ({ signer, comment }) =>
    `${signer} 的签名无效${comment === undefined ? '' : `（${comment}）`}`,
  authSignedByOthers: ({ address, others }) => `自称来自 ${address}，但签名的只有 ${listed(others)}`,
  authUnsigned: ({ sender, rejects }) =>
    `没有 ${sender} 的签名${rejects === undefined ? '' : `（${rejects} 要求拒收无签名的邮件：DMARC）`}`,
  authPretends: ({ sender, domain }) => `自称是 ${sender}，但来自不属于 ${sender} 的 ${domain}`,
  authSealed: ({ signer, sealers }) =>
    `${listed(sealers)} 的 ARC 封印有效，表明到达该处时 ${signer} 的签名有效；但无法得知封印之前正文是否被改动`,
  authSealTrusted: ({ signer, sealers }) =>
    `到达 ${listed(sealers)} 时 ${signer} 的签名有效；其 ARC 封印有效，并且在设置中受信任`,
  authSealUnknown: ({ sealers }) =>
    `只有他人签名，且未检查 ${listed(sealers)} 的 ARC 封印；如果是贵方的域名，请写入 trusted_sealers`,
  authTooMany: () => '签名数量超过检查的上限',
  authUnchecked: ({ error }) => `无法检查其签名（${error}）`,

  mailTrace: ({ header, kind, value }) => `${TRACES[kind]} ${value}（${header}）`,
  noticeCut: ({ read, bytes }) => `共 ${count(bytes)} 字节，只读取了前 ${count(read)} 字节`,
  noticeTextCut: ({ read, characters }) => `共 ${count(characters)} 个字符，只读取了前 ${count(read)} 个`,
  noticeClaims: ({ read, claims }) => `共 ${count(claims)} 份通知，只读取了前 ${count(read)} 份`,
  noticeMails: ({ read, mails }) => `共 ${count(mails)} 封邮件，只读取了前 ${count(read)} 封`,
  noticeAnswer: ({ sender, reference }) =>
    `这是 ${sender} 对您所发文件的答复${reference === undefined ? '' : `（案件 ${reference}）`}，没有新的指称，请阅读其内容`,
  noticeTooLarge: ({ bytes, most }) => `通知有 ${count(bytes)} 字节，超过读取上限 ${count(most)} 字节`,
  noticeFiles: ({ read }) => `仅读取了文件夹中的前 ${count(read)} 个文件`,
  noticeUndecodable: ({ error }) => `无法解码邮件：${error}`,
  noticeLeftOut: ({ notices }) => `略去 ${count(notices)} 份被引用的通知：发件人自己的正文没有提到其内容`,
  noticeNotUnderstood: ({ line }) => `未能理解的行：${line}`,
  noticeNothing: () => '看似通知，但没有提出任何指控',
};
