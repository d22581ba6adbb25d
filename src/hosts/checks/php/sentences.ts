import type { Rows } from '../../../model/reason.ts';

/** What checks of PHP say. */
export const PHP_ROWS = {
  phpInclude: {
    en: 'PHP includes scripts from other servers: allow_url_include = {value} ({place}).',
    ja: 'PHP が他のサーバーのスクリプトを読み込んで実行します: allow_url_include = {value}（{place}）。',
    ko: 'PHP가 다른 서버의 스크립트를 불러와 실행합니다: allow_url_include = {value} ({place}).',
    zh: 'PHP 会包含并执行其他服务器上的脚本：allow_url_include = {value}（{place}）。',
    ru: 'PHP подключает и выполняет сценарии с других серверов: allow_url_include = {value} ({place}).',
  },
  phpIncludeFix: {
    en: 'Set allow_url_include = Off, and reload the server.',
    ja: 'allow_url_include = Off に設定し、サーバーを再読み込みしてください。',
    ko: 'allow_url_include = Off로 설정하고 서버를 다시 불러오십시오.',
    zh: '请设置 allow_url_include = Off 并重新加载服务器。',
    ru: 'Установите allow_url_include = Off и перечитайте настройки сервера.',
  },
  phpFunctions: {
    en: 'Scripts may run programs: disable_functions = {value} ({place}). A web shell needs nothing more.',
    ja: 'スクリプトからプログラムを実行できます: disable_functions = {value}（{place}）。Web シェルにはそれだけで十分です。',
    ko: '스크립트가 프로그램을 실행할 수 있습니다: disable_functions = {value} ({place}). 웹 셸에는 그것으로 충분합니다.',
    zh: '脚本可以运行程序：disable_functions = {value}（{place}）。对 Web Shell 来说这就够了。',
    ru: 'Сценарии могут запускать программы: disable_functions = {value} ({place}). Веб-шеллу большего и не нужно.',
  },
  phpFunctionsFix: {
    en: 'Where no script of yours runs programs, set disable_functions = {functions}.',
    ja: 'プログラムを実行する自作スクリプトがなければ、disable_functions = {functions} に設定してください。',
    ko: '프로그램을 실행하는 자체 스크립트가 없다면 disable_functions = {functions}로 설정하십시오.',
    zh: '如果您的脚本都不运行程序，请设置 disable_functions = {functions}。',
    ru: 'Если ваши сценарии не запускают программ, установите disable_functions = {functions}.',
  },
  phpMail: {
    en: 'Mail does not say which script sent it: mail.add_x_header = {value} ({place}).',
    ja: 'メールに、送信したスクリプト名が記録されません: mail.add_x_header = {value}（{place}）。',
    ko: '메일에 어느 스크립트가 보냈는지 남지 않습니다: mail.add_x_header = {value} ({place}).',
    zh: '邮件中不会注明由哪个脚本发送：mail.add_x_header = {value}（{place}）。',
    ru: 'В письмах не указано, какой сценарий их отправил: mail.add_x_header = {value} ({place}).',
  },
  phpMailFix: {
    en: 'Set mail.add_x_header = On and mail.log to a file: then each mail names its script.',
    ja: 'mail.add_x_header = On とし、mail.log にファイルを指定してください。送信元のスクリプトが各メールに記録されます。',
    ko: 'mail.add_x_header = On으로 하고 mail.log에 파일을 지정하십시오. 그러면 메일마다 스크립트가 표시됩니다.',
    zh: '请设置 mail.add_x_header = On，并为 mail.log 指定文件：这样每封邮件都会注明其脚本。',
    ru: 'Установите mail.add_x_header = On и укажите файл в mail.log: тогда в каждом письме будет назван сценарий.',
  },
  phpExpose: {
    en: 'PHP tells its version to everybody: expose_php = {value} ({place}).',
    ja: 'PHP がバージョンを誰にでも知らせています: expose_php = {value}（{place}）。',
    ko: 'PHP가 버전을 누구에게나 알립니다: expose_php = {value} ({place}).',
    zh: 'PHP 向所有人透露其版本：expose_php = {value}（{place}）。',
    ru: 'PHP сообщает всем свою версию: expose_php = {value} ({place}).',
  },
  phpExposeFix: {
    en: 'Set expose_php = Off.',
    ja: 'expose_php = Off に設定してください。',
    ko: 'expose_php = Off로 설정하십시오.',
    zh: '请设置 expose_php = Off。',
    ru: 'Установите expose_php = Off.',
  },
  phpErrors: {
    en: 'Errors are shown to visitors, with paths and queries: display_errors = {value} ({place}).',
    ja: 'エラーがパスやクエリとともに訪問者に表示されます: display_errors = {value}（{place}）。',
    ko: '오류가 경로와 쿼리와 함께 방문자에게 표시됩니다: display_errors = {value} ({place}).',
    zh: '错误会连同路径和查询一起显示给访问者：display_errors = {value}（{place}）。',
    ru: 'Ошибки показываются посетителям вместе с путями и запросами: display_errors = {value} ({place}).',
  },
  phpErrorsFix: {
    en: 'Set display_errors = Off and log_errors = On.',
    ja: 'display_errors = Off、log_errors = On に設定してください。',
    ko: 'display_errors = Off, log_errors = On으로 설정하십시오.',
    zh: '请设置 display_errors = Off、log_errors = On。',
    ru: 'Установите display_errors = Off и log_errors = On.',
  },
} as const satisfies Rows;
