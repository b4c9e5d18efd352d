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
  'お客 客 皆 みな たく 奥 神 仕 同 模 多 有 王 各 外 母 父 兄 姉 お母 お父 医者 お医者 業者 担当者 利用者 関係者 管理者 各社 御社 貴社 ユーザー ユーザ ユーザ ゲスト オーナー メンバー パートナー オペレーター スタッフ クライアント ベンダー エンドユーザー テスト サンプル みなさま みな さま かた ひと 何 店舗 各店舗 会員 株主 取引先 得意先 利用 生徒 学生 親 親御 先 貴 担当 保護者 管理 患者 社員 奥様 お子 子供 人 殿 諸'.split(
    ' ',
  ),
)
const honorific =
  '(?:さん|さま|様|氏|くん|君|ちゃん|先生|殿|部長|課長|社長|主任|係長|店長|専務|常務|会長|院長|教授|博士|室長|次長|支配人|女史|お姉さん|おじさん|おばさん|選手|弁護士|税理士|看護師|エンジニア)'
const edge = `(?<![${han}])`
/** Signs that most family names are made of: first ones and last ones. */
const heads =
  '青赤秋浅朝麻芦東安飯五池石泉磯市稲今岩上植内宇梅浦江榎遠大太岡荻奥尾小織恩甲柿鍵笠梶柏春片勝金加鎌亀神川河菊岸北木喜清草楠熊倉栗黒桑小古越坂榊相桜笹佐沢塩志柴島嶋清下白新杉鈴須関瀬曽高滝竹武田立谷玉千塚辻土堤常角鶴寺戸徳富豊鳥中永長仲成西庭沼根野萩橋長畑服花羽馬浜林早原針樋日平広福藤船古星細堀本前牧増松丸三水湊南宮向村室望持森諸門柳山横吉米若和渡鷲薄鬼堂段椎蓮峰皆的真正益衣砂住園染添副袖丹千茅津筒手出道友直生夏難布能登灰畠八初半氷深伏淵二別保星牧又松間巳三実溝御美見宗目最本森屋安矢八弓湯由余依利六輪鷹碓臼鵜榛樺欅桂椿'
const tails =
  '田川山本村林木野原島嶋崎﨑沢澤井口谷岡橋塚浦尾越屋藤瀬見倉部内辺邉永松下上中子山水森岸坂池石場宮家賀間城戸地根平福保本丸江出垣形方梨津沼羽葉畑浜原淵堀牧町宗室目持守柳脇和代吉地木吹股元栖迫里渕科士笠巻倉蔵重'
const frequent = new Set(
  '大小 上下 中間 日本 東西 南北 前方 後方 内部 外部 上部 下部 中部 本部 大部 新規 手元 手間 出口 入口 市場 工場 現場 地下 地上 水上 目上 目下 年上 年下 川上 高見 千代 土地 大地 日中 山中 夜間 時間 期間 空間 夏場 前場 本場 立場 足場 広場 平場 半永 生地 原子 様子 男子 女子 障子 手下 手口 大口 小口 窓口 戸口 根元 足元 地元 本元 家元 東部 西部 南部 北部 一部 全部 細部 深部 頭部 大家 本家 国家 作家 実家 民家 山城 長城 見出 川下 木下駄 水戸 江戸 神戸 神保 大山 高山 火山 木目 目地 生目 安部屋 和室 別室 正方 長方 遠方 地方 平方 立方 見方 手代 今上 今川焼 五目 三目 大目 二本 三本 六本 五本 千本 半間 二部 三部 五部 六部 三間 二間 真上 真下 以上 以下 最上 最中 間中 直下 直上 御家 保守 見守 出羽 広島 福島 徳島 鹿島 長野 高松 松山 岡山 富山 和歌山 福岡 静岡 盛岡 福井 石川 大津 津山 山形 千葉 宮城 宮崎 長崎 川崎 高崎 岡崎 尼崎 柏崎'.split(
    ' ',
  ),
)

/** Whether two signs can be a family name: a listed one, or one made as most are and no word. */
function isSurname(value: string, vocabulary: Slots): boolean {
  if (isFamily(value, vocabulary)) return true
  return (
    value.length === 2 &&
    heads.includes(value[0]!) &&
    tails.includes(value[1]!) &&
    !frequent.has(value) &&
    commonness(value, vocabulary) === 0
  )
}

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
  if (given === '') return undefined
  if (!isFamily(value.slice(0, length), vocabulary))
    return isGiven(given, vocabulary) && isSurname(value.slice(0, 2), vocabulary) ? 0 : undefined
  return isGiven(given, vocabulary) || commonness(given, vocabulary) === 0 ? 0 : undefined
}

function alone(value: string, vocabulary: Slots): number | undefined {
  return isFamily(value, vocabulary) && commonness(value, vocabulary) < 2 ? 0 : undefined
}

const spaced = (value: string, vocabulary: Slots): number | undefined => {
  const head = value.slice(0, value.search(/[ \u3000]/))
  if (isSurname(head, vocabulary) || short.includes(head)) return 0
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
      `(?:${edge}[${han}]{1,6}(?:[ \\u3000][${han}${kana}]{1,4})?|(?<![ァ-ヺー])[ァ-ヺー]{2,10}|(?<![ぁ-ん])[ぁ-ん]{2,5}?)(?=[ \\u3000]?${honorific})`,
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
      `(?<=^[ \\u3000]{0,4}|[。、，,.!！?？「（(:：\\s])[${han}]{2,5}(?=です[。、,\\s]|です$|でございます|より[。\\s]|より$)`,
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
      /(?<![ァ-ヺー・])[ァ-ヺー]{2,10}[・＝=][ァ-ヺー]{2,12}(?=さん|様|さま|氏|くん|先生|です|は|が|と|に)/gu,
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
