import type { Rows } from '../model/reason.ts';

/** What to do with a host in which something was found: what is kept first, and whether a process is killed. */
export const ADVICE_ROWS = {
  adviceVolatile: {
    en: 'Keep first what is lost first, before anything is killed or restarted: memory (where a tool for it is at hand), processes, sockets, then a snapshot of the disk. As root: {next}',
    ja: '停止や再起動の前に、失われやすいものから順に保存してください: メモリ（取得ツールがあれば）、プロセス、ソケット、最後にディスクのスナップショットです。root で実行してください: {next}',
    ko: '무엇이든 종료하거나 다시 시작하기 전에, 먼저 사라지는 것부터 보존하십시오: 메모리(도구가 있으면), 프로세스, 소켓, 그다음 디스크 스냅샷입니다. root로 실행하십시오: {next}',
    zh: '在终止或重启任何内容之前，请按易失顺序保存：内存（如有取证工具）、进程、套接字，最后是磁盘快照。请以 root 身份运行：{next}',
    ru: 'Прежде чем что-либо завершать или перезапускать, сохраните то, что теряется первым: память (если есть чем её снять), процессы, сокеты, затем снимок диска. От имени root: {next}',
  },
  adviceRootLost: {
    en: 'Root is to be taken as lost: {why}',
    ja: 'root 権限は奪われたものと見なしてください: {why}',
    ko: 'root 권한을 빼앗긴 것으로 보아야 합니다: {why}',
    zh: '应视为 root 权限已失守：{why}',
    ru: 'Права root следует считать утраченными: {why}',
  },
  adviceRunsAsRoot: {
    en: 'process {process} runs as root.',
    ja: 'プロセス {process} は root で動いています。',
    ko: '프로세스 {process}이(가) root로 실행 중입니다.',
    zh: '进程 {process} 以 root 身份运行。',
    ru: 'процесс {process} работает от имени root.',
  },
  adviceNeedsRoot: {
    en: 'process {process} holds raw or packet sockets, which root alone can open.',
    ja: 'プロセス {process} は、root でなければ開けない raw ソケットまたはパケットソケットを持っています。',
    ko: '프로세스 {process}에 root만 열 수 있는 raw 소켓 또는 패킷 소켓이 있습니다.',
    zh: '进程 {process} 持有只有 root 才能打开的原始套接字或数据包套接字。',
    ru: 'процесс {process} держит сырые или пакетные сокеты, открыть которые может только root.',
  },
  adviceSystemChanged: {
    en: 'files or processes of the system itself were changed or hidden.',
    ja: 'システム自体のファイルまたはプロセスが改変されたか、隠されています。',
    ko: '시스템 자체의 파일이나 프로세스가 변경되었거나 숨겨져 있습니다.',
    zh: '系统自身的文件或进程被改动或隐藏。',
    ru: 'изменены или скрыты файлы либо процессы самой системы.',
  },
  adviceLeaveStarted: {
    en: 'Leave process {process} running until it is kept, and cut it off outside meanwhile: {starts} starts it again, and what it has in memory is lost when it is killed. Remove the start before the process.',
    ja: 'プロセス {process} は、保存が終わるまで停止せず、その間はホストの外側で遮断してください。停止しても {starts} によって再び起動され、メモリ上の情報は失われます。プロセスより先に、起動元を取り除いてください。',
    ko: '프로세스 {process}은(는) 보존이 끝날 때까지 종료하지 말고, 그동안 호스트 밖에서 차단하십시오. 종료해도 {starts}이(가) 다시 시작하며, 메모리에 있던 것은 사라집니다. 프로세스보다 먼저 시작 항목을 제거하십시오.',
    zh: '在保存完成之前请勿终止进程 {process}，期间在主机之外切断其流量：{starts} 会再次启动它，而终止会丢失其内存内容。请先移除启动项，再处理进程。',
    ru: 'Не завершайте процесс {process}, пока он не сохранён, и перекройте его трафик снаружи: {starts} запустит его снова, а содержимое памяти при завершении пропадёт. Сначала уберите то, что его запускает, затем сам процесс.',
  },
  adviceLeaveRoot: {
    en: 'Leave process {process} running until it is kept, and cut it off outside meanwhile: whoever has root can start it again, and what it has in memory is lost when it is killed.',
    ja: 'プロセス {process} は、保存が終わるまで停止せず、その間はホストの外側で遮断してください。root を持つ者は再び起動でき、停止するとメモリ上の情報は失われます。',
    ko: '프로세스 {process}은(는) 보존이 끝날 때까지 종료하지 말고, 그동안 호스트 밖에서 차단하십시오. root를 가진 사람은 다시 시작할 수 있으며, 종료하면 메모리에 있던 것은 사라집니다.',
    zh: '在保存完成之前请勿终止进程 {process}，期间在主机之外切断其流量：拥有 root 权限的人可以再次启动它，而终止会丢失其内存内容。',
    ru: 'Не завершайте процесс {process}, пока он не сохранён, и перекройте его трафик снаружи: тот, у кого есть root, запустит его снова, а содержимое памяти при завершении пропадёт.',
  },
  adviceKill: {
    en: 'Process {process} can be killed once it is kept: in what was given it does not run as root, and nothing was found that starts it again.',
    ja: 'プロセス {process} は、保存した後であれば停止して構いません。提供された情報では root で動いておらず、再び起動するものも見つかっていません。',
    ko: '프로세스 {process}은(는) 보존한 뒤에는 종료해도 됩니다. 제공된 내용에서는 root로 실행되지 않으며, 다시 시작하는 것도 발견되지 않았습니다.',
    zh: '进程 {process} 保存后可以终止：在所提供的内容中它并非以 root 身份运行，也未发现会再次启动它的内容。',
    ru: 'Процесс {process} можно завершить, как только он сохранён: судя по предоставленным данным, он работает не от имени root, и ничего, что запускало бы его снова, не найдено.',
  },
  advicePause: {
    en: 'If it goes on sending and cannot be cut off outside at once, pause it: its traffic ends, and its memory stays. {next}',
    ja: '送信が続いていて、すぐに外側で遮断できない場合は、一時停止してください。通信は止まり、メモリは残ります。{next}',
    ko: '전송이 계속되고 밖에서 바로 차단할 수 없다면 일시 정지하십시오. 트래픽은 멈추고 메모리는 남습니다. {next}',
    zh: '如果它仍在发送且无法立即从外部切断，请将其暂停：流量停止，内存保留。{next}',
    ru: 'Если трафик идёт и сразу перекрыть его снаружи нельзя, приостановите процесс: трафик прекратится, а память останется. {next}',
  },
  adviceCredentials: {
    en: 'Passwords and keys lie in these files among others, and are to be changed: {paths}.',
    ja: 'パスワードや鍵は次のファイルなどにあります。変更してください: {paths}。',
    ko: '비밀번호와 키는 다음 파일 등에 있습니다. 변경하십시오: {paths}.',
    zh: '密码和密钥存放在以下文件等处，需要更换：{paths}。',
    ru: 'Пароли и ключи лежат в том числе в этих файлах, их нужно сменить: {paths}.',
  },
} as const satisfies Rows;
