import type { Slots } from '../packed.ts'
import { japaneseFields } from './labels.ts'
import { behindParticle, cities, isSurname, nobody, prefectures, short } from './japanese-signs.ts'
import {
  commonness,
  type EastRule,
  han,
  isFamily,
  isGiven,
  kana,
  speaks,
  spokenAt,
} from './rule.ts'

const honorific =
  '(?:さん|さま|様|氏|くん|君|ちゃん|先生|殿|部長|課長|社長|主任|係長|店長|専務|常務|会長|院長|教授|博士|室長|次長|支配人|女史|お姉さん|おじさん|おばさん|選手|弁護士|税理士|看護師|エンジニア)'
const edge = `(?<![${han}])`
/** In front of `です` and behind `担当の`: a family name, alone or with a given one. */
function introduced(value: string, vocabulary: Slots): number | undefined {
  if (nobody.has(value) || commonness(value, vocabulary) > 1) return undefined
  const head = value.replace(/[ \u3000].*/, '')
  if (value.length < 4 && isFamily(value, vocabulary)) return 0
  for (const length of [2, 3]) if (isSurname(head.slice(0, length), vocabulary)) return 0
  const isMade = /^.々.$|^小.[川林谷松山田原]$/.test(value) && commonness(value, vocabulary) === 0
  return isMade ? 0 : undefined
}

/** The place in a run of Han where a family name begins, the longest known first. */
function familyAt(value: string, vocabulary: Slots): number | undefined {
  if (nobody.has(value)) return undefined
  for (let at = 0; at < value.length - 1; at++) {
    for (const length of [3, 2]) {
      const head = value.slice(at, at + length)
      if (head.length === length && isSurname(head, vocabulary)) return at
    }
  }
  return undefined
}

function addressed(value: string, vocabulary: Slots): number | undefined {
  const word = value.replace(/[ \u3000].*/, '')
  if (/^[ぁ-ん]/.test(word)) return kanaAt(word, vocabulary)
  if (/^[ァ-ヺA-Z]/.test(word)) return nobody.has(word) ? undefined : 0
  if (
    nobody.has(word) ||
    (word.length > 1 && commonness(word, vocabulary) > 1 && !isFamily(word, vocabulary))
  )
    return undefined
  return word.length > 2 ? (familyAt(word, vocabulary) ?? 0) : 0
}

/** A known name at the end of Hiragana, or all of it behind a sign or a particle. */
function kanaAt(value: string, vocabulary: Slots): number | undefined {
  for (let at = 0; at < value.length - 1; at++) {
    if (nobody.has(value.slice(at))) return undefined
    if (isGiven(value.slice(at), vocabulary)) return at
  }
  const word = value.replace(/^(?:.*(?:との|から)|.*[とはがもをにのへやで](?=.{2,5}$))/, '')
  return word.length > 1 && word.length < 5 && commonness(word, vocabulary) < 2
    ? value.length - word.length
    : undefined
}

/** A given name in kana where nothing else of the kind goes on. */
function kanaName(value: string, vocabulary: Slots): number | undefined {
  return isGiven(value, vocabulary) && commonness(value, vocabulary) < 2 ? 0 : undefined
}

/** Family and given name without a space: both known, or the first known and the whole no word. */
function whole(value: string, vocabulary: Slots): number | undefined {
  if (commonness(value, vocabulary) > 0 || /[県市区町村駅線的化式用中内外所店]$/.test(value))
    return undefined
  const length = isFamily(value.slice(0, 3), vocabulary) ? 3 : 2
  const given = value.slice(length)
  if (given === '') return undefined
  if (!isFamily(value.slice(0, length), vocabulary))
    return isGiven(given, vocabulary) && isSurname(value.slice(0, 2), vocabulary) ? 0 : undefined
  return isGiven(given, vocabulary) || commonness(given, vocabulary) === 0 ? 0 : undefined
}

function alone(value: string, vocabulary: Slots): number | undefined {
  const most = isFamily(value, vocabulary) ? 2 : isGiven(value, vocabulary) ? 1 : 0
  return commonness(value, vocabulary) < most ? 0 : undefined
}

const spaced = (value: string, vocabulary: Slots): number | undefined => {
  const head = value.slice(0, value.search(/[ \u3000]/))
  if (isSurname(head, vocabulary) || short.includes(head)) return 0
  for (let at = 1; at < head.length - 1; at++) {
    if (commonness(head.slice(0, at), vocabulary) > 0 && isSurname(head.slice(at), vocabulary))
      return at
  }
  return familyAt(head, vocabulary)
}

/** The part behind the last particle, when more than a kind of company is left there. */
function named(value: string, vocabulary: Slots): number | undefined {
  const at = Math.max(0, value.search(/[^をがはにとでの]+$/))
  const own = value.slice(at)
  if (
    own.length < 3 ||
    commonness(own, vocabulary) > 0 ||
    /^(?:本|当|弊|御|貴|各|同|某|お|ご|近)/.test(own)
  )
    return undefined
  return commonness(own.slice(0, -2), vocabulary) > 1 && own.length < 5 ? undefined : at
}

/** How names, companies and addresses are written in Japanese. */
export const japanese: readonly EastRule[] = [
  ...japaneseFields,
  {
    class: 'address',
    pattern: new RegExp(
      `(?:〒\\s?\\d{3}-?\\d{4}\\s{0,2})?(?:(?:${prefectures})[都道府県]?)?[${han}${kana}]{1,8}?[市区郡町村][${han}${kana}]{1,14}[0-9０-９〇一二三四五六七八九十]{1,4}(?:[0-9０-９一二三四五六七八九十]|丁目|番地?|号室?|[-－ー‐−の](?=[0-9０-９]))*(?:[ \\u3000][${han}${kana}]{1,12}[0-9０-９]{1,4}(?:号室?|階|F)?)?(?:[ \\u3000]?[0-9]{1,3}(?:階|F))?`,
      'gu',
    ),
    trim: behindParticle,
  },
  { class: 'address', pattern: /〒\s?\d{3}-?\d{4}/gu },
  {
    class: 'organisation',
    pattern: new RegExp(
      `(?:株式会社|有限会社|合同会社|合資会社|一般社団法人|医療法人|学校法人)[ \\u3000]?(?:[${han}${kana}A-Za-z]{1,16}?(?<=[${han}ァ-ヺーA-Za-z])(?=から|より|の|が|は|を|に|で|と|です|様|御中|さん|[^${han}${kana}A-Za-z]|$)|[${kana}]{2,10})|[${han}${kana}A-Za-z]{1,12}(?:株式会社|有限会社|合同会社|協同組合|信用金庫|旅館|製作所|工業所|商店|商会|銀行|病院|薬局|クリニック|ホテル|大学|高校|印刷|運輸|建設|不動産|法律事務所|(?:歯科医院|歯科|医院|診療所|整骨院|美容室|美容院|食堂|書店|酒店|酒造|工務店|自動車|自動車整備|鉄工所|印刷所|農園|牧場|保育園|幼稚園|小学校|中学校|高等学校|温泉|民宿|会計事務所|税理士事務所|研究所|物産|物流|倉庫|電機|電器|化成|製薬|製菓|食品|水産|農協|漁協|生協|信金|証券|生命|損保|火災|海運|出版|新聞|放送|ベーカリー|クリーニング|紡績|繊維|硝子|ガラス|製菓店|鮮魚店|生花店|薬品|化学工業|重工|精機|精工)(?![${han}]))`,
      'gu',
    ),
    trim: (value, vocabulary) =>
      /^(?:株式|有限|合同|合資|一般|医療|学校)/.test(value) ? 0 : named(value, vocabulary),
  },
  {
    class: 'person',
    pattern: new RegExp(
      `(?<=(?:氏名|名前|フリガナ|ふりがな|カナ|担当者?|報告者?|再現者?|依頼者|代表者|契約者|名義人?|申請者|患者名?|宛名|差出人|承認者|署名|送信者|宛先|起票者|対応者|記入者|受付者?|代理人|お客様名|ご担当者?|報告|再現|確認者?|レビュー|レビュアー|作成者?|作業者?|責任者|連絡先|連絡者|ユーザー?名|お名前|ご氏名|会員名|受取人|届け先|お届け先|ご署名|署名者|署名|保護者|発信者|入力者|登録者|更新者|修正者?|対応|調査|従業員名?|社員名?|生徒名?|被保険者|口座名義|カード名義|ふりかな|よみがな|読み)[:：][ \\u3000]{0,2})[${han}${kana}]{1,8}(?:[ \\u3000][${han}${kana}]{1,8})?`,
      'gu',
    ),
  },
  {
    class: 'person',
    pattern: new RegExp(
      `${spokenAt}[${han}${kana}]{1,8}(?:[ \\u3000][${han}${kana}]{1,6})?${speaks}`,
      'gmu',
    ),
  },
  {
    class: 'person',
    pattern: new RegExp(
      `[${han}]{1,4}[ \\u3000](?:[${han}]{1,3}(?![${han}])|[${kana}]{2,6}(?=$|[^${kana}]))`,
      'gmu',
    ),
    trim: spaced,
  },
  {
    class: 'person',
    pattern: new RegExp(
      `(?:${edge}[${han}]{1,6}(?:[ \\u3000][${han}${kana}]{1,4})?|(?<![ァ-ヺー])[ァ-ヺー]{2,10}(?:[・＝=][ァ-ヺー]{2,12}){0,3}|(?<![A-Za-z])[A-Z][A-Za-z.'-]{1,20}(?: [A-Z][A-Za-z.'-]{1,20}){0,2}|[ぁ-ん]{2,8})(?=[ \\u3000]?${honorific})`,
      'gu',
    ),
    trim: addressed,
  },
  {
    class: 'person',
    pattern: new RegExp(
      `(?:[${han}々]{1,4}(?:[ \\u3000]?[${han}${kana}]{1,4}?)?|[ァ-ヺー]{2,10}(?:[・＝ ][ァ-ヺー]{2,10})?)(?=と申します|と申し|ともうします|といいます|と言います|という者|と名乗)`,
      'gu',
    ),
    trim: (value, vocabulary) =>
      nobody.has(value) || commonness(value, vocabulary) > 1
        ? undefined
        : Math.max(0, value.lastIndexOf('の') + 1),
  },
  {
    class: 'person',
    pattern: new RegExp(
      `(?<=(?:担当|部|課|室|係|社|店|局|院|科|学校|大学|窓口|チーム|グループ|責任者|技術者|エンジニア|マネージャー?|リーダー|同僚|上司|部下|後輩|先輩|私|僕|サポート|オペレーター|会計士?|経理|総務|営業|開発|運用|情シス|主人|夫|妻|息子|娘)[はのが])(?:[${han}]{2,3}[ \\u3000][${han}${kana}]{1,4}|[${han}]{2,5})(?![${han}])`,
      'gu',
    ),
    trim: introduced,
  },
  {
    class: 'person',
    pattern: new RegExp(
      `(?<=^[ \\u3000]{0,4}|[。、，,.!！?？「（(:：\\s>])[${han}]{2,5}(?=です[。、,.!\\s]|です$|と申|より[.]|でございます|より[。\\s]|より$)`,
      'gmu',
    ),
    trim: introduced,
  },
  {
    class: 'person',
    pattern: new RegExp(
      `^[ \\u3000]{0,4}(?:[${han}]{2,5}|[${han}]{1,3}[ぁ-んァ-ヺー]{2,4})(?=[ \\u3000]*$)`,
      'gmu',
    ),
    trim: introduced,
  },
  {
    class: 'person',
    pattern:
      /(?<![ァ-ヺー・])[ァ-ヺー]{2,10}(?:[・＝=][ァ-ヺー]{2,12}){1,3}(?=さん|様|さま|氏|くん|先生|です|[はがとにをもへの、,.)]|から|より|$)/gu,
  },
  {
    class: 'person',
    pattern: new RegExp(
      `(?<=(?:名前|氏名|なまえ|名)は|(?:こんにちは|こんばんは|おはようございます|はじめまして|もしもし|お世話になっております|お疲れ様です|ありがとうございます)[、,.!！ ]{0,2})[${han}${kana}]{2,6}?(?:[ \\u3000][${han}${kana}]{1,6}?)?(?=です|と申|といい|だよ|[、,.]|$)`,
      'gmu',
    ),
    trim: (value, vocabulary) =>
      commonness(value, vocabulary) > 1 || /^(?:お|ご|です)/.test(value) ? undefined : 0,
  },
  {
    class: 'person',
    pattern:
      /(?<![ァ-ヺー・])[ァ-ヺー]{2,10}(?![ァ-ヺー・])(?=[がはとにもをへのや、,.)]|から|より|です|まで|$)/gmu,
    trim: kanaName,
  },
  {
    class: 'person',
    pattern:
      /(?<=^|[、。,.「(（ \u3000\n:：])[ぁ-ん]{2,6}?(?=[がはとにもをへの]|から|です|まで)/gmu,
    trim: kanaName,
  },
  { class: 'person', pattern: new RegExp(`${edge}[${han}]{3,6}(?![${han}])`, 'gu'), trim: whole },
  {
    class: 'person',
    pattern: new RegExp(
      `${edge}[${han}]{2,3}(?=です|でした|でござ|[がはとにもをへでのや、,.)）」\\]]|から|より|まで|宛|$|[ \\u3000]?[/@])`,
      'gmu',
    ),
    trim: alone,
  },
  { class: 'person', pattern: new RegExp(`(?<=[のと、])[${short}](?=[がはともに、]|です)`, 'gu') },
  { class: 'place', pattern: new RegExp(`(?:${prefectures})[都府県]?|(?:${cities})市?`, 'gu') },
]
