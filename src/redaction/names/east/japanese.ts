import type { Slots } from '../packed.ts'
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

const short = '林森原東西南北谷星関菅堀岡辻平泉浜島宮村柳桂榊畑'
const nobody = new Set(
  'お客 客 皆 みな たく 奥 神 仕 同 模 多 有 王 各 外 母 父 兄 姉 お母 お父 医者 お医者 業者 担当者 利用者 関係者 管理者 各社 御社 貴社 患者 社員 奥様 お子 子供 人 殿 諸'.split(
    ' ',
  ),
)
const honorific = '(?:さん|さま|様|氏|くん|君|ちゃん|先生|殿|部長|課長|社長|主任|係長|店長)'
const edge = `(?<![${han}])`

/** The place in a run of Han where a family name begins, the longest known first. */
function familyAt(value: string, vocabulary: Slots): number | undefined {
  if (nobody.has(value)) return undefined
  for (let at = 0; at < value.length - 1; at++) {
    for (const length of [3, 2]) {
      const head = value.slice(at, at + length)
      if (head.length === length && isFamily(head, vocabulary)) return at
    }
  }
  return undefined
}

function addressed(value: string, vocabulary: Slots): number | undefined {
  const word = value.replace(/[ \u3000].*/, '')
  if (
    nobody.has(word) ||
    (word.length > 1 && commonness(word, vocabulary) > 1 && !isFamily(word, vocabulary))
  )
    return undefined
  return word.length > 2 ? (familyAt(word, vocabulary) ?? 0) : 0
}

/** Family and given name without a space: both known, or the first known and the whole no word. */
function whole(value: string, vocabulary: Slots): number | undefined {
  if (commonness(value, vocabulary) > 0 || /[県市区町村駅線的化式用中内外所店]$/.test(value))
    return undefined
  const length = isFamily(value.slice(0, 3), vocabulary) ? 3 : 2
  const given = value.slice(length)
  if (given === '' || !isFamily(value.slice(0, length), vocabulary)) return undefined
  return isGiven(given, vocabulary) || commonness(given, vocabulary) === 0 ? 0 : undefined
}

function alone(value: string, vocabulary: Slots): number | undefined {
  return isFamily(value, vocabulary) && commonness(value, vocabulary) < 2 ? 0 : undefined
}

const spaced = (value: string, vocabulary: Slots): number | undefined => {
  const head = value.slice(0, value.search(/[ \u3000]/))
  if (isFamily(head, vocabulary) || short.includes(head)) return 0
  return familyAt(head, vocabulary)
}

const prefectures =
  '北海道|青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|東京|神奈川|新潟|富山|石川|福井|山梨|長野|岐阜|静岡|愛知|三重|滋賀|京都|大阪|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄'
const cities =
  '札幌|仙台|さいたま|横浜|川崎|相模原|名古屋|浜松|堺|神戸|北九州|函館|旭川|盛岡|郡山|いわき|宇都宮|前橋|高崎|川口|船橋|八王子|町田|横須賀|藤沢|金沢|松本|豊田|豊橋|岡崎|四日市|大津|姫路|西宮|尼崎|倉敷|福山|下関|高松|松山|久留米|佐世保|那覇|熱海|箱根|鎌倉|渋谷|新宿|池袋|品川|銀座|梅田|博多|天神|小樽|日光|軽井沢|伊勢|別府|別府'

/** How names, companies and addresses are written in Japanese. */
export const japanese: readonly EastRule[] = [
  {
    class: 'address',
    pattern: new RegExp(
      `(?:〒\\s?\\d{3}-?\\d{4}\\s{0,2})?(?:(?:${prefectures})[都道府県]?)?[${han}${kana}]{1,8}?[市区郡町村][${han}${kana}]{1,14}[0-9０-９〇一二三四五六七八九十]{1,4}(?:[0-9０-９一二三四五六七八九十]|丁目|番地?|号室?|[-－ー‐−の](?=[0-9０-９]))*(?:[ \\u3000][${han}${kana}]{1,12}[0-9０-９]{1,4}(?:号室?|階)?)?`,
      'gu',
    ),
  },
  { class: 'address', pattern: /〒\s?\d{3}-?\d{4}/gu },
  {
    class: 'organisation',
    pattern: new RegExp(
      `(?:株式会社|有限会社|合同会社|合資会社|一般社団法人|医療法人|学校法人)[ \\u3000]?(?:[${han}${kana}A-Za-z]{1,16}?(?<=[${han}ァ-ヺーA-Za-z])(?=から|より|の|が|は|を|に|で|と|です|様|御中|さん|[^${han}${kana}A-Za-z]|$)|[${kana}]{2,10})|[${han}${kana}A-Za-z]{1,12}(?:株式会社|有限会社|合同会社|協同組合|信用金庫|旅館|製作所|工業所|商店|商会|銀行|病院|薬局|クリニック|ホテル|大学|高校|印刷|運輸|建設|不動産|法律事務所)`,
      'gu',
    ),
    trim: (value) =>
      /^(?:株式|有限|合同|合資|一般|医療|学校)/.test(value)
        ? 0
        : Math.max(0, value.search(/[^をがはにとで]+$/)),
  },
  {
    class: 'person',
    pattern: new RegExp(
      `(?<=(?:氏名|名前|フリガナ|ふりがな|カナ|担当者?|報告者?|再現者?|依頼者|代表者|契約者|名義人?|申請者|患者名?|宛名|差出人|承認者|署名|送信者|宛先|起票者|対応者|記入者|受付者?|代理人|お客様名|ご担当者?|報告|再現|確認者?|レビュー)[:：][ \\u3000]{0,2})[${han}${kana}]{1,8}(?:[ \\u3000][${han}${kana}]{1,8})?`,
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
      `(?:${edge}[${han}]{1,6}(?:[ \\u3000][${han}${kana}]{1,4})?|(?<![ァ-ヺー])[ァ-ヺー]{2,10}|(?<![ぁ-ん])[ぁ-ん]{2,5}?)(?=[ \\u3000]?${honorific})`,
      'gu',
    ),
    trim: addressed,
  },
  { class: 'person', pattern: new RegExp(`${edge}[${han}]{3,6}(?![${han}])`, 'gu'), trim: whole },
  {
    class: 'person',
    pattern: new RegExp(
      `${edge}(?<=^|[のとや、。・「（(\\s：:])[${han}]{2,3}(?=です|でした|でござ|が|は|と|に|も|から|より|へ|宛)`,
      'gmu',
    ),
    trim: alone,
  },
  { class: 'person', pattern: new RegExp(`(?<=[のと、])[${short}](?=[がはともに、]|です)`, 'gu') },
  { class: 'place', pattern: new RegExp(`(?:${prefectures})[都府県]?|(?:${cities})市?`, 'gu') },
]
