import type { AttemptFact } from '../facts.ts';
import { figuresOf, processWords, protocolWords } from './figures.ts';
import type { HostWords } from './messages.ts';

const { count } = figuresOf('zh-CN');

/** How attempts failed, where more is known of them than that they did. */
function how(p: { outcomes: readonly AttemptFact['outcome'][] }, open: string, close: string): string {
  const known = p.outcomes.filter((one) => one !== 'failed').map((one) => zh.outcomes[one]);
  return known.length === 0 ? '' : `${open}${known.join('、')}${close}`;
}

export const zh: HostWords = {
  labels: {
    timeline: '主机内部时间线',
    time: '时间',
    happened: '发生的情况',
    traffic: '流量由哪个进程发送',
    title: '主机内部检查',
    found: '发现的情况',
    nothing: '在能够查看的范围内，未发现入侵迹象。',
    processes: '进程',
    sockets: '套接字',
    counters: '接口计数器',
    persistence: '自动启动的内容',
    unseen: '未能查看的内容',
    next: '下一步',
    sent: '发送',
    received: '接收',
    interface: '接口',
    process: '进程',
    number: 'PID',
    program: '程序',
    started: '启动时间',
    kind: '类型',
    local: '本地',
    remote: '远端',
    cost: '发送字节的费用（按标价）',
    checks: '可能的入侵途径',
    fix: '需要更改的内容',
    passed: '通过的检查',
    reference: '参考',
  },
  unseen: {
    'raw sockets': '原始套接字',
    'packet sockets': '数据包套接字',
    'ping sockets': 'ping 套接字',
    'other network namespaces': '其他网络命名空间',
    owners: '套接字所属的进程',
    'whole addresses': '完整的 IPv6 地址',
    executables: '正在运行的文件',
    'hidden processes': '被隐藏的进程',
    parents: '父进程',
    'other users': '其他用户的条目',
    'system crontabs': '系统的 crontab',
    timers: 'systemd 定时器',
    'changed modes': '被更改的权限',
    'unpackaged files': '不属于任何软件包的文件',
    'whole hosts': '完整的主机名和地址',
    'failed logins': '失败的登录',
    'successful logins': '成功的登录',
    processes: '正在发送的进程',
    history: '此前的情况',
    'other tables': '其他表以及另一 IP 版本的规则',
    'stopped containers': '已停止的容器',
    'start commands': '启动的命令',
    'sources of units': '单元的来源',
    content: '文件的内容',
    'new malware': '尚无特征码的恶意软件',
    signers: '程序的签名者',
    'hidden modules': '隐藏的内核模块',
    'other destinations': '其他端口和地址是否可达',
    'clock errors': '主机时钟是否准确',
    'mended faults': '发行版已修复了哪些缺陷',
    'running versions': '是否仍有旧版本在运行',
    'settings in force': '正在运行的程序是否使用这些设置',
    'settings of single users': '针对个别用户和地址的设置',
  },
  outcomes: {
    connected: '已连接',
    refused: '被拒绝',
    'timed out': '超时',
    unreachable: '不可达',
    failed: '失败',
  },
  starts: {
    cron: 'cron',
    'systemd unit': 'systemd 单元',
    'systemd timer': 'systemd 定时器',
    'init script': 'init 脚本',
    preload: '预加载库',
    profile: '登录脚本',
    'authorized key': '授权密钥',
    PAM: 'PAM',
    'at job': 'at 作业',
    'kernel module': '内核模块',
    'scheduled task': '计划任务',
  },
  sentences: {
    rawSocket: (p) =>
      `进程 ${processWords(p)} 持有 ${count(p.sockets)} 个协议 ${protocolWords(p.protocol)} 的原始套接字${p.others ? '' : '，而在所提供的输出中没有它的 TCP 或 UDP 套接字'}：它自行构造数据包，伪造报头的泛洪和扫描就是这样发送的${p.queued > 0 ? `；当时有 ${count(p.queued)} 字节等待发送` : ''}。`,
    packetSocket: (p) =>
      `进程 ${processWords(p)} 持有 ${count(p.sockets)} 个数据包套接字：它可以绕过主机上的所有防火墙读写完整的帧。`,
    deletedProgram: (p) => `进程 ${processWords(p)} 运行的程序文件已被删除：${p.path}`,
    memoryProgram: (p) => `进程 ${processWords(p)} 运行的程序从未以文件形式存在：${p.path}`,
    temporaryProgram: (p) => `进程 ${processWords(p)} 从临时目录运行：${p.path}`,
    temporaryFile: (p) =>
      p.folder === undefined
        ? `临时目录中有一个程序：${p.path}（${p.kind}）`
        : `名为 ${p.folder} 的目录中有一个程序：${p.path}（${p.kind}）`,
    maskedName: (p) =>
      `进程 ${processWords(p)} 自称 ${p.title}，如同内核线程，但它并不是${p.path === undefined ? '' : `，实际运行的是 ${p.path}`}。`,
    hiddenProcess: (p) => `进程 ${p.pid} 存在，但 /proc 没有列出它：有东西在隐藏它。`,
    coveredProcess: (p) => `/proc/${p.pid} 上挂载了其他内容：进程列表会显示另一个进程，或什么都不显示。`,
    orphanSocket: (p) =>
      `有 ${count(p.sockets)} 个${p.kind === 'raw' ? '原始' : '数据包'}套接字不属于任何可见的进程：可能是 rootkit，也可能是恰好刚结束的进程。`,
    oneSided: (p) =>
      `${p.interface} 发送了 ${count(p.sent_packets)} 个数据包共 ${count(p.sent)} 字节，只接收了 ${count(p.received_packets)} 个数据包共 ${count(p.received)} 字节：几乎没有应答，符合泛洪的特征。`,
    oddStart: (p) => `有内容从异常位置自动启动（${zh.starts[p.kind]}，${p.name}）：${p.command}`,
    preload: (p) => `${p.name} 会把 ${p.library} 加载到每个程序中：rootkit 以这种方式隐藏自己。`,
    hiddenModule: (p) =>
      `内核已加载模块 ${p.name}，但 /proc/modules 没有列出它：它像 rootkit 一样在隐藏自己。`,
    foreignModule: (p) =>
      `内核加载的模块 ${p.name} 在内核源码树之外构建或没有签名（${p.flags}），也不属于为该内核安装的模块：有人手动加载了它。`,
    taintedKernel: (p) =>
      `自启动以来，内核加载过在源码树之外构建、没有签名或被强制加载的模块（${p.flags}），而现有列表中没有这样的模块：它已被卸载，或在隐藏自己。`,
    family: (p) => `有多个 ${p.family} 的特征相互印证：${p.signs.join('、')}`,
    scanner: (p) => `${p.scanner} 在 ${p.path} 中识别出 ${p.signature}。`,
    toolChanged: (p) => `${p.path} 不是软件包自带的文件：它的输出不可信。`,
    guessedLogin: (p) =>
      `${p.from} 被拒绝 ${count(p.refused)} 次，且有人从该地址以 ${p.user} 登录：密码很可能已被猜中。`,
    attemptsFailed: (p) =>
      `手动尝试的 ${count(p.attempts)} 次连接${p.port === undefined ? '' : `（端口 ${p.port}）`}全部失败${how(p, '（', '）')}：通往那里的出站流量已被切断。`,
    hides: (p) =>
      `\`${p.command}\` 不显示：${p.unseen.map((one) => zh.unseen[one]).join('、')}。请以 root 身份运行：${p.next.join('; ')}`,
    severalHosts: (p) => `这些输出来自多台主机：${p.hosts.join('、')}。只有提示符能说明哪些属于哪台主机。`,
    notRoot: (p) =>
      `未以 root 身份运行：有 ${count(p.processes)} 个进程的程序和套接字无法查看。请使用 sudo 重新运行。`,
    deeperLeft: (p) => `文件过多，未能查看 ${p.folders.join('、')} 的全部内容。`,
    notLookedAt: (p) => `因文件过多、过大或无权读取，以下内容未读取：${p.paths.join('、')}。`,
    loginsLeft: (p) => `${p.path} 只读取了最后 ${p.records} 条记录。`,
    loginsBroken: (p) => `${p.path} 的 ${p.of} 条记录中有 ${p.records} 条不是登录记录，或已被截断。`,
    toolsUnchecked: (p) => `这里无法核对 ps、ss 等是否为软件包自带的文件。请运行：${p.next}`,
    modulesUnchecked: (p) =>
      `无法核对以下在源码树之外构建或没有签名的内核模块是否为已安装的模块：${p.modules.join('、')}。`,
    sshdUnasked: (p) => `sshd -T 未能给出实际生效的设置（${p.said}）：改由配置文件判断。`,
    diskOnly: () => '磁盘上只有文件：不包含进程、套接字和计数器。',
    nothingRead: (p) => `${p.path}：其中没有已知命令的输出。`,
    adviceKeep: (p) => `在停止之前，请保存进程 ${p.pid} 正在运行的内容：${p.next}`,
    adviceRebuild: () => '取得 root 权限的人可能改动过任何内容：请先制作快照备查，再用干净的镜像重建主机。',
    adviceRotate: () => '请更换该主机能够读取的所有密码、密钥和令牌，包括其实例角色。',
    adviceFilter: () =>
      '在此之前，请在主机之外（安全组、网络 ACL）切断出站流量：主机上的规则对拥有 root 权限的人不起作用。',
    run: (p) => `请以 root 身份运行：${p.next.join('; ')}`,
  },
};
