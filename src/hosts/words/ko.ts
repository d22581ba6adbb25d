import { particles } from '../../language/grammar/ko-particles.ts';
import type { AttemptFact } from '../facts.ts';
import { figuresOf, processWords, protocolWords } from './figures.ts';
import type { HostWords } from './messages.ts';

const { count } = figuresOf('ko');

/** How attempts failed, where more is known of them than that they did. */
function how(p: { outcomes: readonly AttemptFact['outcome'][] }, open: string, close: string): string {
  const known = p.outcomes.filter((one) => one !== 'failed').map((one) => ko.outcomes[one]);
  return known.length === 0 ? '' : `${open}${known.join(', ')}${close}`;
}

export const ko: HostWords = {
  labels: {
    timeline: '호스트 내부의 시간순 기록',
    time: '시각',
    happened: '일어난 일',
    traffic: '어느 프로세스가 트래픽을 보냈는가',
    title: '호스트 내부 조사',
    found: '발견된 것',
    nothing: '확인할 수 있었던 범위에서는 침입을 나타내는 것이 발견되지 않았습니다.',
    processes: '프로세스',
    sockets: '소켓',
    counters: '인터페이스 카운터',
    persistence: '자동으로 시작되는 것',
    unseen: '확인할 수 없었던 것',
    next: '다음에 할 일',
    sent: '송신',
    received: '수신',
    interface: '인터페이스',
    process: '프로세스',
    number: 'PID',
    program: '프로그램',
    started: '시작 시각',
    kind: '종류',
    local: '로컬',
    remote: '원격',
    cost: '송신 바이트의 요금(정가)',
    checks: '침입 경로로 의심되는 곳',
    fix: '바꿔야 할 것',
    passed: '문제가 없는 점검 항목',
    reference: '참고',
  },
  unseen: {
    'raw sockets': 'raw 소켓',
    'packet sockets': '패킷 소켓',
    'ping sockets': 'ping 소켓',
    'other network namespaces': '다른 네트워크 네임스페이스',
    owners: '소켓을 가진 프로세스',
    'whole addresses': '잘리지 않은 IPv6 주소',
    executables: '실행 중인 파일',
    'hidden processes': '숨겨진 프로세스',
    parents: '부모 프로세스',
    'other users': '다른 사용자의 항목',
    'system crontabs': '시스템 crontab',
    timers: 'systemd 타이머',
    'changed modes': '변경된 권한',
    'unpackaged files': '패키지에 속하지 않은 파일',
    'whole hosts': '잘리지 않은 호스트 이름과 주소',
    'failed logins': '실패한 로그인',
    'successful logins': '성공한 로그인',
    processes: '송신하는 프로세스',
    history: '이전 상태',
    'other tables': '다른 테이블과 다른 IP 버전의 규칙',
    'stopped containers': '중지된 컨테이너',
    'start commands': '시작되는 명령',
    'sources of units': '유닛의 출처',
    content: '파일의 내용',
    'new malware': '아직 시그니처가 없는 악성코드',
    signers: '프로그램의 서명자',
    'hidden modules': '숨은 커널 모듈',
    'other destinations': '다른 포트와 주소에 닿는지 여부',
    'clock errors': '호스트의 시계가 정확한지 여부',
    'mended faults': '배포판에서 이미 수정한 결함',
    'running versions': '이전 버전이 아직 실행 중인지 여부',
    'settings in force': '실행 중인 프로그램이 이 설정을 쓰는지 여부',
    'settings of single users': '특정 사용자나 주소에만 적용되는 설정',
  },
  outcomes: {
    connected: '연결됨',
    refused: '연결 거부',
    'timed out': '시간 초과',
    unreachable: '도달 불가',
    failed: '실패',
  },
  starts: {
    cron: 'cron',
    'systemd unit': 'systemd 유닛',
    'systemd timer': 'systemd 타이머',
    'init script': 'init 스크립트',
    preload: '사전 로드 라이브러리',
    profile: '로그인 스크립트',
    'authorized key': '승인된 키',
    PAM: 'PAM',
    'at job': 'at 작업',
    'kernel module': '커널 모듈',
    'scheduled task': '예약된 작업',
  },
  sentences: {
    rawSocket: (p) =>
      `프로세스 ${processWords(p)}에 프로토콜 ${protocolWords(p.protocol)}용 raw 소켓이 ${count(p.sockets)}개 있습니다${p.others ? '' : '(제공된 출력에는 이 프로세스의 TCP·UDP 소켓이 없습니다)'}. 패킷을 직접 만들고 있으며, 위조한 헤더로 플러드나 스캔을 보내는 방식입니다${p.queued > 0 ? `. 송신 대기 중이던 데이터는 ${count(p.queued)}바이트입니다` : ''}.`,
    packetSocket: (p) =>
      `프로세스 ${processWords(p)}에 패킷 소켓이 ${count(p.sockets)}개 있습니다. 호스트의 방화벽을 거치지 않고 프레임 전체를 읽고 쓸 수 있습니다.`,
    deletedProgram: (p) =>
      `프로세스 ${processWords(p)}에서 실행 중인 프로그램의 파일이 삭제되었습니다: ${p.path}`,
    memoryProgram: (p) =>
      `프로세스 ${processWords(p)}에서 파일로 존재한 적이 없는 프로그램이 실행 중입니다: ${p.path}`,
    temporaryProgram: (p) =>
      `프로세스 ${processWords(p)}의 프로그램이 임시 폴더에서 실행 중입니다: ${p.path}`,
    temporaryFile: (p) =>
      p.folder === undefined
        ? `임시 폴더에 프로그램이 있습니다: ${p.path} (${p.kind})`
        : `이름이 ${p.folder}인 폴더에 프로그램이 있습니다: ${p.path} (${p.kind})`,
    maskedName: (p) =>
      particles`프로세스 ${processWords(p)}의 이름은 커널 스레드처럼 ${p.title}(으)로 표시되지만 커널 스레드가 아닙니다${p.path === undefined ? '' : `. 실제로 실행 중인 것은 ${p.path}입니다`}.`,
    hiddenProcess: (p) =>
      `프로세스 ${p.pid}번은 존재하지만 /proc 목록에 나타나지 않습니다. 무언가가 숨기고 있습니다.`,
    coveredProcess: (p) =>
      `/proc/${p.pid} 위에 다른 것이 마운트되어 있습니다. 프로세스 목록에 다른 프로세스가 표시되거나 아무것도 표시되지 않습니다.`,
    orphanSocket: (p) =>
      `확인 가능한 어떤 프로세스에도 속하지 않는 ${p.kind === 'raw' ? 'raw' : '패킷'} 소켓이 ${count(p.sockets)}개 있습니다. 루트킷이거나 방금 종료된 프로세스입니다.`,
    oneSided: (p) =>
      `${p.interface}에서 ${count(p.sent_packets)}개 패킷(${count(p.sent)}바이트)을 보냈고, 받은 것은 ${count(p.received_packets)}개 패킷(${count(p.received)}바이트)입니다. 응답이 거의 없어 플러드의 특징을 보입니다.`,
    oddStart: (p) =>
      `평소와 다른 위치에서 자동으로 시작되는 것이 있습니다(${ko.starts[p.kind]}, ${p.name}): ${p.command}`,
    preload: (p) =>
      particles`${p.name}에 의해 모든 프로그램에 ${p.library}이(가) 로드됩니다. 루트킷이 숨을 때 쓰는 방법입니다.`,
    hiddenModule: (p) =>
      particles`커널에 모듈 ${p.name}이(가) 로드되어 있지만 /proc/modules 목록에 나타나지 않습니다. 루트킷처럼 숨어 있습니다.`,
    foreignModule: (p) =>
      particles`커널에 로드된 모듈 ${p.name}은(는) 커널 외부에서 빌드되었거나 서명이 없으며(${p.flags}), 이 커널용으로 설치된 모듈도 아닙니다. 누군가 수동으로 로드한 것입니다.`,
    taintedKernel: (p) =>
      `시작된 이후 커널에 외부에서 빌드되었거나 서명이 없거나 강제로 로드된 모듈이 있었습니다(${p.flags}). 현재 목록에는 그런 모듈이 없으므로, 제거되었거나 숨어 있습니다.`,
    family: (p) => `${p.family}의 여러 특징이 일치합니다: ${p.signs.join(', ')}`,
    scanner: (p) => particles`${p.scanner}에서 ${p.path}의 ${p.signature}을(를) 탐지했습니다.`,
    toolChanged: (p) =>
      particles`${p.path}은(는) 패키지에 들어 있던 파일이 아닙니다. 그 출력은 신뢰할 수 없습니다.`,
    guessedLogin: (p) =>
      particles`${p.from}에서 로그인이 ${count(p.refused)}회 거부되었고, 같은 주소에서 ${p.user}(으)로 로그인에 성공했습니다. 비밀번호가 추측된 것으로 보입니다.`,
    attemptsFailed: (p) =>
      `직접 시도한 연결${p.port === undefined ? '' : `(포트 ${p.port})`} ${count(p.attempts)}건이 모두 실패했습니다${how(p, '(', ')')}. 그쪽으로 나가는 트래픽은 차단되어 있습니다.`,
    hides: (p) =>
      `\`${p.command}\`에는 다음이 표시되지 않습니다: ${p.unseen.map((one) => ko.unseen[one]).join(', ')}. root로 실행하십시오: ${p.next.join('; ')}`,
    severalHosts: (p) =>
      `출력이 여러 호스트의 것입니다: ${p.hosts.join(', ')}. 어느 것이 어느 호스트의 것인지는 프롬프트로만 알 수 있습니다.`,
    notRoot: (p) =>
      `root로 실행하지 않아 프로세스 ${count(p.processes)}개의 프로그램과 소켓을 확인할 수 없었습니다. sudo로 다시 실행하십시오.`,
    deeperLeft: (p) => `파일이 너무 많아 ${p.folders.join(', ')} 전체를 확인하지는 않았습니다.`,
    notLookedAt: (p) =>
      `파일이 너무 많거나 너무 크거나 읽을 권한이 없어 다음은 읽지 않았습니다: ${p.paths.join(', ')}.`,
    loginsLeft: (p) => `${p.path}에서는 마지막 레코드 ${p.records}개만 읽었습니다.`,
    loginsBroken: (p) =>
      `${p.path}의 레코드 ${p.of}개 중 ${p.records}개는 로그인 기록이 아니거나 잘려 있습니다.`,
    toolsUnchecked: (p) =>
      `ps, ss 등이 패키지의 원래 파일인지 여기서는 확인할 수 없었습니다. 실행하십시오: ${p.next}`,
    modulesUnchecked: (p) =>
      `외부에서 빌드되었거나 서명이 없는 다음 커널 모듈이 설치된 것인지 확인할 수 없었습니다: ${p.modules.join(', ')}.`,
    sshdUnasked: (p) =>
      `sshd -T로 실제 적용 중인 설정을 확인할 수 없어(${p.said}) 설정 파일을 기준으로 판단했습니다.`,
    diskOnly: () => '디스크에는 파일만 있습니다. 프로세스, 소켓, 카운터는 들어 있지 않습니다.',
    nothingRead: (p) => `${p.path}: 알려진 명령의 출력이 없습니다.`,
    adviceKeep: (p) => `중지하기 전에 프로세스 ${p.pid}에서 실행 중인 것을 보존하십시오: ${p.next}`,
    adviceRebuild: () =>
      'root 권한을 빼앗겼다면 무엇이든 변경되었을 수 있습니다. 스냅샷을 만들어 두고, 깨끗한 이미지로 호스트를 다시 구축하십시오.',
    adviceRotate: () =>
      '이 호스트에서 읽을 수 있었던 모든 비밀번호, 키, 토큰을 인스턴스 역할까지 포함해 교체하십시오.',
    adviceFilter: () =>
      '그때까지는 호스트 밖(보안 그룹, 네트워크 ACL)에서 나가는 트래픽을 차단하십시오. 호스트 안의 규칙은 root를 가진 상대에게 소용이 없습니다.',
    run: (p) => `root로 실행하십시오: ${p.next.join('; ')}`,
  },
};
