import type { Rows } from '../../../model/reason.ts';

/** What checks of sshd say. */
export const SSHD_ROWS = {
  sshdPasswords: {
    en: 'sshd accepts passwords, which can be guessed: {name} {value} ({place}).',
    ja: 'sshd が推測可能なパスワード認証を受け付けています: {name} {value}（{place}）。',
    ko: 'sshd가 추측될 수 있는 비밀번호 인증을 허용합니다: {name} {value} ({place}).',
    zh: 'sshd 接受可被猜测的密码认证：{name} {value}（{place}）。',
    ru: 'sshd принимает пароли, которые можно подобрать: {name} {value} ({place}).',
  },
  sshdInteractive: {
    en: 'sshd asks for passwords by keyboard-interactive, even where PasswordAuthentication is off: {name} {value} ({place}).',
    ja: 'PasswordAuthentication を無効にしていても、sshd が keyboard-interactive でパスワードを受け付けます: {name} {value}（{place}）。',
    ko: 'PasswordAuthentication을 꺼도 sshd가 keyboard-interactive로 비밀번호를 받습니다: {name} {value} ({place}).',
    zh: '即使关闭 PasswordAuthentication，sshd 仍通过 keyboard-interactive 接受密码：{name} {value}（{place}）。',
    ru: 'sshd принимает пароли через keyboard-interactive, даже если PasswordAuthentication отключён: {name} {value} ({place}).',
  },
  sshdRoot: {
    en: 'root may log in, with a password too where passwords are accepted: {name} {value} ({place}).',
    ja: 'root でのログインが許可されています（パスワード認証が有効であればパスワードでも可能です）: {name} {value}（{place}）。',
    ko: 'root 로그인이 허용됩니다(비밀번호 인증이 켜져 있으면 비밀번호로도 가능합니다): {name} {value} ({place}).',
    zh: '允许 root 登录（若接受密码认证，也可用密码登录）：{name} {value}（{place}）。',
    ru: 'root может входить, в том числе по паролю, если пароли разрешены: {name} {value} ({place}).',
  },
  sshdEmpty: {
    en: 'Accounts without a password may log in: {name} {value} ({place}).',
    ja: 'パスワードのないアカウントでログインできます: {name} {value}（{place}）。',
    ko: '비밀번호가 없는 계정으로 로그인할 수 있습니다: {name} {value} ({place}).',
    zh: '没有密码的账户可以登录：{name} {value}（{place}）。',
    ru: 'Учётные записи без пароля могут входить: {name} {value} ({place}).',
  },
  sshdTries: {
    en: 'One connection may try more passwords than usual: {name} {value} ({place}).',
    ja: '1 回の接続で通常より多くのパスワードを試行できます: {name} {value}（{place}）。',
    ko: '한 번의 연결로 보통보다 많은 비밀번호를 시도할 수 있습니다: {name} {value} ({place}).',
    zh: '一次连接可以尝试的密码次数多于通常值：{name} {value}（{place}）。',
    ru: 'За одно соединение можно перебрать больше паролей, чем обычно: {name} {value} ({place}).',
  },
  sshdKeys: {
    en: 'Keys that may log in are read from an unusual file: {name} {value} ({place}). Intruders keep theirs that way.',
    ja: 'ログインを許可する鍵が通常とは異なるファイルから読み込まれています: {name} {value}（{place}）。侵入者が自分の鍵を残す手口です。',
    ko: '로그인을 허용하는 키를 일반적이지 않은 파일에서 읽습니다: {name} {value} ({place}). 침입자가 자신의 키를 남기는 방법입니다.',
    zh: '允许登录的密钥从非常规文件读取：{name} {value}（{place}）。入侵者会以此保留自己的密钥。',
    ru: 'Ключи для входа читаются из необычного файла: {name} {value} ({place}). Так злоумышленники сохраняют свои ключи.',
  },
  sshdMatch: {
    en: 'For some connections alone ({match}) another value is in force: {name} {value} ({place}).',
    ja: '一部の接続（{match}）には別の値が適用されます: {name} {value}（{place}）。',
    ko: '일부 연결({match})에는 다른 값이 적용됩니다: {name} {value} ({place}).',
    zh: '对部分连接（{match}）生效的是另一个值：{name} {value}（{place}）。',
    ru: 'Для некоторых соединений ({match}) действует другое значение: {name} {value} ({place}).',
  },
  sshdSet: {
    en: 'Write {name} {wanted} before any other value of it (the first one wins), check with sshd -t, and reload sshd; keep a session open meanwhile.',
    ja: '{name} {wanted} を、同じ設定の他の値より前に記述してください（最初の値が有効になります）。sshd -t で確認してから sshd を再読み込みし、その間は別のセッションを開いたままにしてください。',
    ko: '{name} {wanted}를 같은 설정의 다른 값보다 앞에 적으십시오(첫 번째 값이 적용됩니다). sshd -t로 확인한 뒤 sshd를 다시 불러오고, 그동안 다른 세션을 열어 두십시오.',
    zh: '请将 {name} {wanted} 写在该设置的其他值之前（首个值生效），用 sshd -t 检查后重新加载 sshd，期间请保留一个已打开的会话。',
    ru: 'Запишите {name} {wanted} раньше всех других значений этого параметра (действует первое), проверьте командой sshd -t и перечитайте настройки sshd; на это время оставьте открытым ещё один сеанс.',
  },
  sshdKeysFix: {
    en: 'Look at each key in that file, remove those that nobody knows, and let keys be read from .ssh/authorized_keys again.',
    ja: 'そのファイルの鍵を 1 つずつ確認し、心当たりのないものを削除して、鍵の読み込み先を .ssh/authorized_keys に戻してください。',
    ko: '그 파일의 키를 하나씩 확인하여 모르는 키를 삭제하고, 키를 다시 .ssh/authorized_keys에서 읽도록 하십시오.',
    zh: '请逐一查看该文件中的密钥，删除无人认领的密钥，并恢复为从 .ssh/authorized_keys 读取。',
    ru: 'Просмотрите каждый ключ в этом файле, удалите неизвестные и верните чтение ключей из .ssh/authorized_keys.',
  },
} as const satisfies Rows;
