import type { Slots } from '../packed.ts'
import { commonness, type EastRule, han, speaks, spokenAt } from './rule.ts'

const compound = '欧阳|司马|诸葛|上官|慕容|令狐|皇甫|尉迟|司徒|夏侯|公孙|东方|南宫|歐陽|司馬|諸葛'
const single =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭葉蘇魏呂盧鍾譚陸賈韋鄒龍賀顧龔萬錢嚴湯'
const family = `(?:${compound}|[${single}])`
const name = `${family}[${han}]{1,2}`
const titles =
  '先生|女士|小姐|经理|總監|总监|总|老师|老師|主任|同学|工程师|师傅|医生|教授|博士|主管|太太|阿姨|律师|局长|处长|科长|部长|院长|校长|店长|组长'
const before = `(?<=^|[的和与、，。：:（(“「\\s]|谢谢|感谢|联系|通知|通知一下|运维|财务|客服|同事|客户|我是|我叫|名叫|叫|找|问|请|由|给|跟|让|向|被|经|@|>)`
const after = `(?=$|[和与、，。）)：:”」\\s]|说|要求|已|在|对|把|用|都|的|负责|确认|反馈|报告|打来|来电|表示|是|刚|也|又|就|会|来|去|发|做|改|查|回|跟|从|提|处|正|还|没|不|需|建议|认为|重|修|上|下|帮|让|可|能|想|发现|看|您好|你好|那边|这边|今|昨|明)`

/** A name is no word, and does not end as a phrase does. */
function noWord(value: string, vocabulary: Slots): number | undefined {
  if (commonness(value, vocabulary) > 0 || /[的了在是和不有时个们]$/.test(value)) return undefined
  return commonness(value.slice(0, 2), vocabulary) > 1 ||
    (value.length > 2 && commonness(value.slice(1), vocabulary) > 2)
    ? undefined
    : 0
}

const provinces =
  '北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|台北|高雄|臺灣|臺北'
const cities =
  '广州|深圳|杭州|南京|苏州|成都|武汉|西安|郑州|青岛|大连|宁波|厦门|长沙|沈阳|哈尔滨|济南|昆明|合肥|福州|南昌|南宁|石家庄|太原|长春|贵阳|兰州|海口|三亚|无锡|常州|东莞|佛山|珠海|温州|烟台|徐州|绍兴|嘉兴|扬州|镇江|泉州|洛阳|桂林|丽江|银川|西宁|拉萨|乌鲁木齐|呼和浩特|唐山|保定|廊坊|中山|惠州|汕头|金华|台州|南通|芜湖|威海|潍坊|临沂|襄阳|宜昌|岳阳|绵阳|遵义'

/** How names, companies and addresses are written in Chinese. */
export const chinese: readonly EastRule[] = [
  {
    class: 'address',
    pattern: new RegExp(
      `(?:[${han}]{2,8}?(?:省|自治区))?(?:[${han}]{2,6}?市)?(?:[${han}]{1,6}?[区县镇])?[${han}]{1,10}?(?:路|街道?|大道|巷|弄|胡同|村)[东南西北中]?[一二三四五六七八九十]?段?\\d{1,5}(?:[号弄栋幢座楼层室单元]|\\d|[-－](?=\\d)|附|楼|单元)*`,
      'gu',
    ),
    trim: (value) => Math.max(0, value.search(/(?<=^|[在到是于至为])[^在到是于至为]+$/)),
  },
  {
    class: 'organisation',
    pattern: new RegExp(
      `[${han}]{2,20}(?:有限责任公司|股份有限公司|有限公司|集团公司|集团|公司|合作社|酒店|宾馆|银行|医院|大学|学院|中学|小学|律师事务所|会计师事务所|超市|餐厅|诊所|药房|书店)`,
      'gu',
    ),
    trim: organisation,
  },
  { class: 'address', pattern: /(?<=邮编[:：]\s?)\d{6}/gu },
  {
    class: 'person',
    pattern: new RegExp(
      `(?<=(?:姓名|联系人|客户|负责人|报告人?|复现人?|收件人|署名|经办人|申请人|患者|称呼|户名|发件人|寄件人|抄送|提交人|处理人|对接人|报修人|申报人|客户姓名|审核人?)[:：]\\s?)[${han}]{2,4}(?![${han}])`,
      'gu',
    ),
    trim: (value, vocabulary) => (commonness(value, vocabulary) > 1 ? undefined : 0),
  },
  {
    class: 'person',
    pattern: new RegExp(`${spokenAt}[${han}]{2,4}${speaks}`, 'gmu'),
    trim: (value, vocabulary) => (commonness(value, vocabulary) > 1 ? undefined : 0),
  },
  {
    class: 'person',
    pattern: new RegExp(`${family}[${han}]{0,2}?(?=(?:${titles}))`, 'gu'),
    trim: (value, vocabulary) =>
      value.length > 1 && commonness(value, vocabulary) > 0 ? undefined : 0,
  },
  { class: 'person', pattern: new RegExp(`^${name}(?=$|[:：，,！!])`, 'gmu'), trim: noWord },
  {
    class: 'person',
    pattern: new RegExp(
      `${before}(?:${compound})[${han}]{1,2}?${after}|${before}[${single}][${han}]{1,2}?${after}`,
      'gmu',
    ),
    trim: noWord,
  },
  {
    class: 'person',
    pattern: new RegExp(`[小老阿][${han}](?=[，。、：:\\s]|装|说|在|的|和|是|已|把|来)`, 'gu'),
    trim: (value, vocabulary) => (commonness(value, vocabulary) > 0 ? undefined : 0),
  },
  { class: 'place', pattern: new RegExp(`(?:${provinces})[省市]?|(?:${cities})市?`, 'gu') },
]

/** The part behind the last small word; undefined for `公司` and the like alone. */
function organisation(value: string, vocabulary: Slots): number | undefined {
  const at = Math.max(0, value.search(/(?<=^|[的在和是给为与向从到])[^的在和是给为与向从到]+$/))
  const own = value
    .slice(at)
    .replace(
      /(?:有限责任公司|股份有限公司|有限公司|集团公司|集团|公司|合作社|酒店|银行|医院|大学|学院)$/,
      '',
    )
  if (own.length < 2 || /^(?:我们|你们|贵|本|该|这家|那家|客户|一家|某|我|分|子|母)/.test(own))
    return undefined
  return commonness(own, vocabulary) > 1 ? undefined : at
}
