import type { Rows } from '../../model/reason.ts';

/** What is said of lines and files, and why a file is taken for what it is. */
export const PCAP_ROWS = {
  pcapMagic: {
    en: 'it begins with the magic number and version of a pcap file',
    ja: 'pcap ファイルのマジックナンバーとバージョンで始まります',
    ko: 'pcap 파일의 매직 넘버와 버전으로 시작합니다',
    zh: '以 pcap 文件的魔数和版本开头',
    ru: 'начинается с сигнатуры и версии файла pcap',
  },
  pcapModified: {
    en: 'it begins with the magic number of a modified pcap file',
    ja: '変種の pcap ファイルのマジックナンバーで始まります',
    ko: '변형 pcap 파일의 매직 넘버로 시작합니다',
    zh: '以变体 pcap 文件的魔数开头',
    ru: 'начинается с сигнатуры изменённого файла pcap',
  },
  pcapngMagic: {
    en: 'it begins with the section header of a pcapng file',
    ja: 'pcapng ファイルのセクションヘッダーで始まります',
    ko: 'pcapng 파일의 섹션 헤더로 시작합니다',
    zh: '以 pcapng 文件的节头开头',
    ru: 'начинается с заголовка секции файла pcapng',
  },
  pcapLarge: {
    en: 'packet {number} says that it has {bytes} bytes, more than any packet: what follows cannot be read',
    ja: 'パケット {number} の長さが {bytes} バイトとあり、あり得ない大きさです。以降は読み取れません',
    ko: '{number}번째 패킷의 길이가 {bytes}바이트로 되어 있어 있을 수 없는 크기입니다. 이후는 읽을 수 없습니다',
    zh: '第 {number} 个数据包称有 {bytes} 字节，超过任何数据包：其后无法读取',
    ru: 'пакет {number} будто бы в {bytes} байт, больше любого пакета: дальше прочитать нельзя',
  },
  pcapRewrite: {
    en: 'a pcap of the modified kind (magic a1b2cd34), whose records differ between its writers; rewrite it: editcap -F pcap FILE NEW.pcap',
    ja: '変種の pcap (マジック a1b2cd34) で、レコードの形が書いたプログラムごとに異なります。変換してください: editcap -F pcap FILE NEW.pcap',
    ko: '변형 pcap(매직 a1b2cd34)으로, 쓴 프로그램마다 레코드가 다릅니다. 변환하십시오: editcap -F pcap FILE NEW.pcap',
    zh: '变体 pcap（魔数 a1b2cd34），其记录因写入程序而异；请转换：editcap -F pcap FILE NEW.pcap',
    ru: 'изменённый pcap (сигнатура a1b2cd34), записи которого у разных программ различаются; преобразуйте: editcap -F pcap FILE NEW.pcap',
  },
  pcapBlock: {
    en: 'a block at byte {at} says that it has {bytes} bytes, which none can have: what follows cannot be read',
    ja: 'バイト {at} のブロックの長さが {bytes} バイトとあり、あり得ません。以降は読み取れません',
    ko: '{at}바이트 위치의 블록 길이가 {bytes}바이트로 되어 있어 있을 수 없습니다. 이후는 읽을 수 없습니다',
    zh: '第 {at} 字节处的块称有 {bytes} 字节，不可能：其后无法读取',
    ru: 'блок с байта {at} будто бы в {bytes} байт, чего быть не может: дальше прочитать нельзя',
  },
  pcapOrder: {
    en: 'the section at byte {at} has no byte-order magic: what follows cannot be read',
    ja: 'バイト {at} のセクションにバイト順の印がありません。以降は読み取れません',
    ko: '{at}바이트 위치의 섹션에 바이트 순서 표시가 없습니다. 이후는 읽을 수 없습니다',
    zh: '第 {at} 字节处的节没有字节序标记：其后无法读取',
    ru: 'у секции с байта {at} нет метки порядка байтов: дальше прочитать нельзя',
  },
  pcapTooLong: {
    en: 'a packet block of {bytes} bytes, longer than any packet',
    ja: '{bytes} バイトのパケットブロックで、あり得ない長さです',
    ko: '{bytes}바이트의 패킷 블록으로, 있을 수 없는 길이입니다',
    zh: '数据包块有 {bytes} 字节，超过任何数据包',
    ru: 'блок пакета в {bytes} байт, длиннее любого пакета',
  },
  pcapTooShort: {
    en: 'a packet block of {bytes} bytes, too short for its fields',
    ja: '{bytes} バイトのパケットブロックで、項目に足りません',
    ko: '{bytes}바이트의 패킷 블록으로, 항목을 담기에 짧습니다',
    zh: '数据包块有 {bytes} 字节，不足以容纳其字段',
    ru: 'блок пакета в {bytes} байт, слишком короткий для своих полей',
  },
  pcapInterface: {
    en: 'the packet is of interface {name}, which no block before it describes',
    ja: 'パケットのインターフェース {name} を説明するブロックが前にありません',
    ko: '패킷의 인터페이스 {name}을(를) 설명하는 블록이 앞에 없습니다',
    zh: '数据包属于接口 {name}，此前没有块描述它',
    ru: 'пакет с интерфейса {name}, который не описан ни одним блоком до него',
  },
  pcapCaptured: {
    en: 'the packet says that {captured} bytes were captured; its block has {room}',
    ja: 'パケットの取得バイト数が {captured} とありますが、ブロックには {room} バイトしかありません',
    ko: '패킷의 캡처 바이트 수가 {captured}로 되어 있으나 블록에는 {room}바이트뿐입니다',
    zh: '数据包称捕获了 {captured} 字节；其块只有 {room} 字节',
    ru: 'пакет сообщает о {captured} захваченных байтах; в его блоке {room}',
  },
} as const satisfies Rows;
