import type { Slots } from '../packed.ts'
import { commonness, isFamily } from './rule.ts'

/** Family names of one sign. */
export const short = '朴李金崔鄭陳王張劉黄林森原東西南北谷星関菅堀岡辻平泉浜島宮村柳桂榊畑'
/** What stands before an honorific and names nobody. */
export const nobody = new Set(
  'メーカー ベンダー ドライバー ショップ システム テナント スーパー コンビニ キャリア ホテル プロバイダ プロバイダー エンジニア サポート ヘルプデスク マネージャー リーダー チーム グループ デザイナー アルバイト パート スポンサー ドクター ナース ディーラー バイヤー ライター 業者 みな たくさ お客 客 皆 みな たく 奥 神 仕 同 模 多 有 王 各 外 母 父 兄 姉 お母 お父 医者 お医者 業者 担当者 利用者 関係者 管理者 各社 御社 貴社 ユーザー ユーザ ユーザ ゲスト オーナー メンバー パートナー オペレーター スタッフ クライアント ベンダー エンドユーザー テスト サンプル みなさま みな さま かた ひと 何 店舗 各店舗 会員 株主 取引先 得意先 利用 生徒 学生 親 親御 先 貴 担当 保護者 管理 患者 社員 奥様 お子 子供 人 殿 諸'.split(
    ' ',
  ),
)
/** First signs of most family names. */
const heads =
  '青赤秋浅朝麻芦東安飯五池石泉磯市稲今岩上植内宇梅浦江榎遠大太岡荻奥尾小織恩甲柿鍵笠梶柏春片勝金加鎌亀神川河菊岸北木喜清草楠熊倉栗黒桑小古越坂榊相桜笹佐沢塩志柴島嶋清下白新杉鈴須関瀬曽高滝竹武田立谷玉千塚辻土堤常角鶴寺戸徳富豊鳥中永長仲成西庭沼根野萩橋長畑服花羽馬浜林早原針樋日平広福藤船古星細堀本前牧増松丸三水湊南宮向村室望持森諸門柳山横吉米若和渡鷲薄鬼堂段椎蓮峰皆的真正益衣砂住園染添副袖丹千茅津筒手出道友直生夏難布能登灰畠八初半氷深伏淵二別保星牧又松間巳三実溝御美見宗目最本森屋安矢八弓湯由余依利六輪鷹碓臼鵜榛樺欅桂椿'
/** Last signs of most family names. */
const tails =
  '田川山本村林木野原島嶋崎﨑沢澤井口谷岡橋塚浦尾越屋藤瀬見倉部内辺邉永松下上中子山水森岸坂池石場宮家賀間城戸地根平福保本丸江出垣形方梨津沼羽葉畑浜原淵堀牧町宗室目持守柳脇和代吉地木吹股元栖迫里渕科士笠巻倉蔵重'
/** Words that are made as family names are. */
const frequent = new Set(
  '大小 上下 中間 日本 東西 南北 前方 後方 内部 外部 上部 下部 中部 本部 大部 新規 手元 手間 出口 入口 市場 工場 現場 地下 地上 水上 目上 目下 年上 年下 川上 高見 千代 土地 大地 日中 山中 夜間 時間 期間 空間 夏場 前場 本場 立場 足場 広場 平場 半永 生地 原子 様子 男子 女子 障子 手下 手口 大口 小口 窓口 戸口 根元 足元 地元 本元 家元 東部 西部 南部 北部 一部 全部 細部 深部 頭部 大家 本家 国家 作家 実家 民家 山城 長城 見出 川下 木下駄 水戸 江戸 神戸 神保 大山 高山 火山 木目 目地 生目 安部屋 和室 別室 正方 長方 遠方 地方 平方 立方 見方 手代 今上 今川焼 五目 三目 大目 二本 三本 六本 五本 千本 半間 二部 三部 五部 六部 三間 二間 真上 真下 以上 以下 最上 最中 間中 直下 直上 御家 保守 見守 出羽 広島 福島 徳島 鹿島 長野 高松 松山 岡山 富山 和歌山 福岡 静岡 盛岡 福井 石川 大津 津山 山形 千葉 宮城 宮崎 長崎 川崎 高崎 岡崎 尼崎 柏崎'.split(
    ' ',
  ),
)

export const prefectures =
  '北海道|青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|東京|神奈川|新潟|富山|石川|福井|山梨|長野|岐阜|静岡|愛知|三重|滋賀|京都|大阪|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄'
/** Cities that sentences name. */
export const cities =
  '札幌|仙台|さいたま|横浜|川崎|相模原|名古屋|浜松|堺|神戸|北九州|函館|旭川|盛岡|郡山|いわき|宇都宮|前橋|高崎|川口|船橋|八王子|町田|横須賀|藤沢|金沢|松本|豊田|豊橋|岡崎|四日市|大津|姫路|西宮|尼崎|倉敷|福山|下関|高松|松山|久留米|佐世保|那覇|熱海|箱根|鎌倉|渋谷|新宿|池袋|品川|銀座|梅田|博多|天神|小樽|日光|軽井沢|伊勢|別府|別府'

/** A sentence that leads to an address is none of it: `店は福岡市...`. */
export function behindParticle(value: string): number {
  const head = value.slice(0, Math.max(0, value.search(/[0-9]/)))
  return Math.max(0, ...['は', 'が', 'を', '先'].map((particle) => head.lastIndexOf(particle) + 1))
}

/** Whether two signs can be a family name: a listed one, or one made as most are and no word. */
export function isSurname(value: string, vocabulary: Slots): boolean {
  if (isFamily(value, vocabulary)) return true
  return (
    value.length === 2 &&
    heads.includes(value[0]!) &&
    tails.includes(value[1]!) &&
    !frequent.has(value) &&
    commonness(value, vocabulary) === 0
  )
}
