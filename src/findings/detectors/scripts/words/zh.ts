import { period } from '../../../../language/figures.ts';
import { count } from '../../../../language/grammar/zh.ts';
import type { WordsOf } from '../../../../language/words.ts';
import type { ScriptMessages } from '../messages.ts';

export const zh: WordsOf<ScriptMessages> = {
  scriptUsed: ({ script, sure, requests, posts, clients, when, signs }) =>
    `${script} ${sure ? '很可能是他人用来从该服务器实施操作的脚本' : '可能是造成问题的脚本，但不看其内容无法判断'}：` +
    `${period(when)} 期间，来自 ${count(clients)} 个客户端的 ${count(requests)} 次请求（其中 ${count(posts)} 次提交数据）得到响应；${signs.join('；')}。`,
  scriptsMore: ({ scripts, named, requests, clients, when, sample }) =>
    `除列出的前 ${count(named)} 个外，还有 ${count(scripts)} 个脚本同样可疑（${sample.join('、')}${sample.length < scripts ? ' 等' : ''}）：` +
    `${period(when)} 期间，来自 ${count(clients)} 个客户端的 ${count(requests)} 次请求得到响应。`,
  gapScripts: ({ scripts, most }) =>
    `有 ${count(scripts)} 个脚本的请求方式类似 Web Shell（仅一两个客户端请求、位于上传目录或通过 PUT 放入），只仔细检查了最可疑的 ${count(most)} 个，其余未检查`,
  scriptText: ({ path, signs }) => `从内容看，${path} ${signs.join('、')}`,
  scriptFolder: ({ path }) => `位于不应存放脚本的位置（${path}）`,
  scriptPut: ({ client }) => `由 ${client} 通过 PUT 放入`,
  scriptOneClient: ({ client, others }) => `只有 ${client} 请求过它，其他 ${count(others)} 个客户端均未请求`,
  scriptUnlinked: () => '没有任何页面链接到它',
  scriptAfterUpload: ({ client, seconds, to }) =>
    `首次请求发生在 ${client} 向 ${to} 提交数据之后 ${count(seconds)} 秒`,
  scriptTurned: ({ host, targets, all }) =>
    `${host} 首次联系的 ${count(all)} 台主机中，有 ${count(targets)} 台集中在该脚本被请求的前后`,
  scriptClaimed: ({ moments, all }) =>
    all === 1
      ? '请求时间与通知所述时间一致'
      : `通知所述的 ${count(all)} 个时刻（精确到分钟）中，有 ${count(moments)} 个与其请求一致`,
  scriptMailed: ({ exact, caller }) =>
    `被投诉邮件的邮件头中写有${exact ? '该脚本' : '同名脚本'}` +
    (caller === undefined ? '' : `，其中所写的调用者 ${caller} 在日志中也有`),
  scriptRule: ({ source, points, seconds, targets, lift }) =>
    `${source}。生效值：${points} 分；上传后 ${seconds} 秒；${targets} 台主机，为随机情况的 ${lift} 倍`,
  sourceScript: () =>
    '依据 NSA 与 ASD 的 Web Shell 检测指南（Detect and Prevent Web Shell Malware，2020：罕见客户端、无 Referer、异常文件夹、已知内容），并与外发连接对照',
  name_script_requests: () => '脚本请求数',
  name_script_posts: () => '提交数据的请求数',
  name_points: () => '分值',
};
