import type { Rows } from '../../model/reason.ts';

/** What is said of lines and files, and why a file is taken for what it is. */
export const AZURE_FLOW_ROWS = {
  azureNsg: {
    en: 'it is JSON with flow tuples of an Azure network security group',
    ja: 'Azure ネットワーク セキュリティ グループのフロー タプルを持つ JSON です',
    ko: 'Azure 네트워크 보안 그룹의 흐름 튜플이 있는 JSON입니다',
    zh: '是含有 Azure 网络安全组流元组的 JSON',
    ru: 'это JSON с кортежами потоков группы безопасности сети Azure',
  },
  azureVnet: {
    en: 'it is JSON with flow tuples of an Azure virtual network',
    ja: 'Azure 仮想ネットワークのフロー タプルを持つ JSON です',
    ko: 'Azure 가상 네트워크의 흐름 튜플이 있는 JSON입니다',
    zh: '是含有 Azure 虚拟网络流元组的 JSON',
    ru: 'это JSON с кортежами потоков виртуальной сети Azure',
  },
  azureJoined: {
    en: 'begins or goes on with a flow whose later tuple has its counts',
    ja: 'フローの開始または継続で、件数は後のタプルにあります',
    ko: '흐름의 시작 또는 계속이며, 집계 값은 뒤의 튜플에 있음',
    zh: '流的开始或延续，其计数在后面的元组中',
    ru: 'начало или продолжение потока, счётчики которого — в более позднем кортеже',
  },
  azureNoTuples: {
    en: 'a record without flow tuples',
    ja: 'フロー タプルのないレコード',
    ko: '흐름 튜플이 없는 레코드',
    zh: '没有流元组的记录',
    ru: 'запись без кортежей потоков',
  },
  azureOther: {
    en: 'a record of another kind than flows',
    ja: 'フローではない種類のレコード',
    ko: '흐름이 아닌 종류의 레코드',
    zh: '不是流的其他类型记录',
    ru: 'запись другого вида, не о потоках',
  },
  azureFields: {
    en: 'the tuple has {fields} fields, it should have {wanted}',
    ja: 'タプルのフィールドが {fields} 個あります。{wanted} 個のはずです',
    ko: '튜플의 필드가 {fields}개인데 {wanted}개여야 합니다',
    zh: '元组有 {fields} 个字段，应为 {wanted} 个',
    ru: 'полей в кортеже {fields}, должно быть {wanted}',
  },
  azureText: {
    en: 'a flow tuple that is no text',
    ja: 'フロー タプルがテキストではありません',
    ko: '흐름 튜플이 텍스트가 아닙니다',
    zh: '流元组不是文本',
    ru: 'кортеж потока — не текст',
  },
  azureOpen: {
    en: 'flows that this file only begins have no counts: their packets are in later files, or were none',
    ja: 'このファイルに開始しか記録のないフローには件数がありません。パケットは後のファイルにあるか、なかったものです',
    ko: '이 파일에 시작만 있는 흐름에는 집계 값이 없습니다. 패킷은 이후 파일에 있거나 없었습니다',
    zh: '仅在此文件中开始的流没有计数：其数据包在后面的文件中，或没有数据包',
    ru: 'у потоков, которые в этом файле только начались, нет счётчиков: их пакеты — в следующих файлах, или их не было',
  },
} as const satisfies Rows;
