import type { Slots } from '../packed.ts'
import { compound, givenSigns, single, telling } from './chinese-signs.ts'
import { type EastSpan, han } from './rule.ts'
import { personsIn, type Reader } from './sentence.ts'

/** What a sign may be in a name. */
const sign = {
  family: 1,
  telling: 2,
  given: 4,
  never: 8,
  seldom: 16,
  foreign: 32,
  nickname: 64,
  compound: 128,
} as const

/** By UTF-16 unit: what it may be. */
const signs = new Uint8Array(65_536)

function mark(list: string, bit: number): void {
  for (let i = 0; i < list.length; i++) signs[list.charCodeAt(i)]! |= bit
}

const compounds = new Set(compound.split('|'))
for (const family of compounds) mark(family[0]!, sign.compound)
mark(single, sign.family)
mark(telling, sign.telling)
mark(givenSigns, sign.given)
/** Signs that no given name has. */
mark(
  '的了在是不我你您他她它们这那就都很太更最被把给从到由及或且果所以吧吗呢啊嗯哦个次做看用请让叫什么怎何哪该将已还又也和跟号码址话款账户统错误关登录验器务端版库项页类型量率数据组個這們後來說關讓請與無后仍撰编拟钟前内里',
  sign.never,
)
/** Signs of given names that are small words as well. */
mark('可要会同时正向若如为之开来再而但因与对没无过着说能点密证值', sign.seldom)
const before =
  /(?:^|[，。、,.：:；;！!？?（(“"「【\s—–>@·-]|看到|见到|看见|打给|发给|交给|转给|呼叫|记得|需要|等待|回复|收到|拜托|请教|感谢|谢谢|多谢|联系|聯絡|通知|转告|告诉|告知|提醒|询问|咨询|运维|财务|客服|同事|客户|客戶|用户|经理|代表|主管|总监|老师|支持|负责人|联系人|工程师|程序员|开发|测试|产品|销售|部|组|科|本人|我是|我叫|名叫|姓名|名字|父亲|母亲|丈夫|妻子|儿子|女儿|爸爸|妈妈|老公|老婆|朋友|邻居|领导|患者|病人|学生|家长|顾客|会员|申请人|报告人|实习生|员工|昨天|今天|明天|刚才|上午|下午|周[一二三四五六日]|[和与及由找问请给跟让向被叫是同对托])$/
const after =
  /^(?:$|[，。、,.：:；;！!？?）)”"」】\s/@]|先生|女士|小姐|老师|经理|总|主任|医生|说|要求|已|在|负责|确认|反馈|报告|来电|表示|刚|也|又|就|会|来|去|发|做|改|查|回|跟|从|提|处|正|还|没|不|需|建议|认为|重|修|想|发现|您好|你好|那边|这边|今|昨|明|和|与|把|用|将|打|写|撰|编|拟|收|接|转|申请|登录|安装|部署|等|等人|的|给|让|帮|顶班|休假|请假|代)/

/** Signs that names of other languages are written with. */
mark(
  '卜西拉阿埃艾爱安奥巴白拜班保鲍贝本比彼波伯勃布查楚达戴丹道德迪蒂丁杜多厄恩尔法范菲费芬夫弗福盖甘冈戈哥格葛古圭哈海汉豪赫亨胡华惠霍基吉加贾简江杰金卡坎康考柯科克肯孔库夸奎昆拉莱赖兰郎朗劳勒雷黎里利莉丽列烈林琳龙隆卢鲁露吕伦罗洛马玛迈麦曼芒毛梅蒙米密敏莫默姆木穆纳娜奈南尼妮宁纽努诺欧帕潘庞培佩蓬皮珀普奇齐切钦琼丘萨塞赛桑瑟森沙莎舍申圣施什史舒斯丝松苏孙索塔泰坦汤唐陶特滕提廷图托瓦旺威韦维魏温翁沃乌武西希锡夏香肖谢辛欣休逊雅亚延扬耶叶依伊因英尤约泽扎詹哲珍芝茨祖佐买吾热力孜江别勤嘎次仁卓旦央增珠措萬瑪麗愛蘭羅盧維爾納達蓋亞',
  sign.foreign,
)
mark('小老阿大', sign.nickname)

/** Whether what stands before or behind a place leads to a person or follows one, each place looked at once. */
class Surroundings {
  readonly #text: string
  readonly #led: Uint8Array
  readonly #followed: Uint8Array

  constructor(text: string) {
    this.#text = text
    this.#led = new Uint8Array(text.length + 1)
    this.#followed = new Uint8Array(text.length + 1)
  }

  cost(from: number, to: number): number {
    const isLed = (this.#led[from] ||= before.test(this.#text.slice(Math.max(0, from - 4), from))
      ? 2
      : 1)
    const isFollowed = (this.#followed[to] ||= after.test(this.#text.slice(to, to + 3)) ? 2 : 1)
    return (isLed === 2 ? -0.9 : 0) + (isFollowed === 2 ? -0.6 : 0)
  }
}

/** A name without a family name, a pet name, or one of another language. */
function otherCost(text: string, at: number, length: number): number {
  const first = signs[text.charCodeAt(at)]!
  if (length === 2) {
    const second = signs[text.charCodeAt(at + 1)]!
    if (first & sign.nickname) return second & (sign.telling | sign.given) ? 3.3 : Infinity
    return first & second & sign.given ? 3.9 : Infinity
  }
  for (let i = at; i < at + length; i++)
    if (!(signs[text.charCodeAt(i)]! & sign.foreign)) return Infinity
  return 1.5 + length * 0.8
}

function readerOf(text: string): Reader {
  const surroundings = new Surroundings(text)
  return {
    longestPerson: 7,
    person(at, length) {
      const own = Math.min(familyCost(text, at, length), otherCost(text, at, length))
      return own === Infinity ? own : own + surroundings.cost(at, at + length)
    },
  }
}

/** A family name of two signs and a given name of two. */
const longestOwn = 4

function familyCost(text: string, at: number, length: number): number {
  if (length > longestOwn) return Infinity
  const first = signs[text.charCodeAt(at)]!
  if (!(first & (sign.family | sign.compound))) return Infinity
  const isCompound = (first & sign.compound) !== 0 && compounds.has(text.slice(at, at + 2))
  const size = isCompound ? 2 : 1
  const rest = length - size
  if (rest < 1 || rest > 2 || (!isCompound && !(first & sign.family))) return Infinity
  let known = 0
  let cost = 0
  for (let i = at + size; i < at + length; i++) {
    const bits = signs[text.charCodeAt(i)]!
    if (bits & sign.never) return Infinity
    if (bits & sign.given) known++
    else if (bits & sign.seldom) cost += 1
  }
  cost += rest === 2 ? [4, 2.7, 1.9][known]! : [3.6, 2.5][known]!
  if (isCompound) cost -= 1.2
  else if (!(first & sign.telling)) cost += 1.5
  return cost
}

/** No name has a sign four times in a row. */
const runs = new RegExp(`(?:([${han}])(?!\\1{3})){2,60}`, 'gu')

/** Persons in Chinese sentences, told from the words around them by reading the whole. */
export function* chinesePersons(part: string, vocabulary: Slots): Iterable<EastSpan> {
  const reader = readerOf(part)
  for (const { 0: run, index } of part.matchAll(runs)) {
    for (const [start, end] of personsIn(part, index, index + run.length, vocabulary, reader))
      yield { start, end, class: 'person' }
  }
}
