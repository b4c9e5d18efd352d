import type { Slots } from '../packed.ts'
import { chineseFields } from './labels.ts'
import { compound, givenSigns, single, telling } from './chinese-signs.ts'
import { commonness, type EastRule, han, speaks, spokenAt, talks } from './rule.ts'

const family = `(?:${compound}|[${single}])`
const name = `${family}[${han}]{1,2}`
const titles =
  '先生|女士|小姐|经理|總監|总监|总|老师|老師|主任|同学|工程师|师傅|經理|主任|總經理|醫生|醫師|老闆|律師|會計|處長|局長|課長|科長|院長|校長|店長|組長|师傅|医生|教授|博士|主管|太太|阿姨|律师|局长|处长|科长|部长|院长|校长|店长|组长|站长|队长|班长|会长|董事|董|夫人|大哥|大姐|老板|护士|会计|秘书|助理|专员|警官|工(?![作程具厂人单资])|哥(?!们)|姐(?!妹)|叔|同志|小朋友'
const before = `(?<=^|[的和与及、，,。.：:（(“"「\\[【;；!！?？\\s—–-]|谢谢|感谢|联系|通知|通知一下|运维|财务|客服|同事|客户|用户|经理|代表|主管|总监|老师|支持|负责人|联系人|工程师|程序员|开发|测试|产品|销售|市场部?|部|组|聯絡人?|請聯絡|經理|我姓名是|这里是|這裡是|本人|收件人|发件人|由于|我是|我叫|名叫|姓名|名字是|叫做|叫|找|问|请|由|给|跟|让|向|被|经|告知|提醒|转给|@|>)`
/** What else may stand before and behind a name whose family name begins hardly another word. */
const loose = '(?<=[同对是为托转]|昨天|今天|刚才)'
const after = `(?=$|[和与及、，,。.）)：:”"」\\]】;；!！?？\\s/@]|说|要求|已|在|对|把|用|都|的|负责|确认|反馈|报告|打来|来电|表示|是|刚|也|又|就|会|来|去|发|做|改|查|回|跟|从|提|处|正|还|没|不|需|建议|认为|重|修|上|下|帮|让|可|能|想|发现|看|您好|你好|那边|这边|今|昨|明)`
const later =
  '(?=我|他|她|您|你|讲|反馈|rollback|rolled|deploy|聊|开会|沟通|通话|通过|电话|先|给|将|要|曾|写|告诉|申请|收到|登录|试|安装|合并|部署|推|审|接|转|打|问|联系|希望|投诉|补充|更新|完成|测试|排查|跑)'

/** A name before a title begins with the last sign of it that hardly begins another word. */
function titled(value: string, vocabulary: Slots): number | undefined {
  if (/[的了在是和不有这那]$/.test(value)) return undefined
  if (/^周[一二三四五六日末]/.test(value)) return value.length > 2 ? 2 : undefined
  for (let at = value.length - 1; at > 0; at--)
    if (telling.includes(value[at]!) && !telling.includes(value[0]!)) return at
  return value.length > 1 && commonness(value, vocabulary) > 0 ? undefined : 0
}

const phrases = new Set(
  '高可 金额 方法 高效 高级 万一 万个 白天 石油 金钱 江西 江苏 任务 任何 路由 方便 方式 方案 余额 余下 高峰 高速 易用 成功 史上 季度 雷达 毛利 段落 席位 米线'.split(
    ' ',
  ),
)

/** A name is no word, and does not end as a phrase does. */
function noWord(value: string, vocabulary: Slots): number | undefined {
  if (
    phrases.has(value) ||
    commonness(value, vocabulary) > 0 ||
    /[的了在是和不有时个们]$/.test(value)
  )
    return undefined
  return commonness(value.slice(0, 2), vocabulary) > 1 ||
    (value.length > 2 && commonness(value.slice(1), vocabulary) > 2)
    ? undefined
    : 0
}

const provinces =
  '北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|台北|高雄|臺灣|臺北'
const cities =
  '广州|深圳|杭州|南京|苏州|成都|武汉|西安|郑州|青岛|大连|宁波|厦门|长沙|沈阳|哈尔滨|济南|昆明|合肥|福州|南昌|南宁|石家庄|太原|长春|贵阳|兰州|海口|三亚|无锡|常州|东莞|佛山|珠海|温州|烟台|徐州|绍兴|嘉兴|扬州|镇江|泉州|洛阳|桂林|丽江|银川|西宁|拉萨|乌鲁木齐|呼和浩特|唐山|保定|廊坊|中山|惠州|汕头|金华|台州|南通|芜湖|威海|潍坊|临沂|襄阳|宜昌|岳阳|绵阳|遵义'

const kinds =
  '有限责任公司|股份有限公司|有限公司|集团公司|集团|公司|合作社|酒店|宾馆|(?<=[^工]{3})厂|银行|医院|大学|学院|中学|小学|律师事务所|会计师事务所|事务所|超市|餐厅|诊所|药房|药店|书店|集團|飯店|銀行|醫院|診所|藥局|書店|印务|印刷厂|工厂|制造厂|服装厂|机械厂|食品厂|客栈|民宿|旅行社|物流|合作联社|农场|茶厂|酒庄|幼儿园|物业|地产|证券|保险|基金会|协会|工作室|报社|出版社|超商|商行|商店|汽修厂|修理厂|加工厂|化工厂|木材厂|五金店|花店|水果店|便利店|宠物店|美容院|理发店|健身房|口腔|科技|贸易|电器|家具|服饰|茶庄|药业|医药|置业|传媒|文化|广告|会展|律师行|面馆|饭店|咖啡馆|律所'
const kindEnd = new RegExp(`(?:${kinds})$`)

/** How names, companies and addresses are written in Chinese. */
export const chinese: readonly EastRule[] = [
  ...chineseFields,
  {
    class: 'address',
    pattern: new RegExp(
      `(?:[${han}]{2,8}?(?:省|自治区))?(?:[${han}]{2,6}?市)?(?:[${han}]{1,6}?[区區县縣镇鎮鄉乡])?[${han}]{1,10}?(?:路|街道?|大道|巷|弄|胡同|村|里|道|园|园区|广场|大厦|花园|小区|新村|镇|庄)[东南西北中東]?[一二三四五六七八九十]?段?\\d{1,5}(?:(?:[号號弄栋棟幢座楼樓层層室之巷期院]|单元)|\\d|[A-Z](?=[座栋区\\d])|[-－](?=\\d)|附|[ ,](?=\\d{1,4}(?:室|楼|樓|层|号|號|单元|栋|座)))*`,
      'gu',
    ),
    needs: /[路街道巷弄同村里园场厦花区镇庄][东南西北中東]?[一二三四五六七八九十]?段?\d/,
    trim: (value) =>
      Math.max(0, value.search(/(?<=^|[在到是于至为址寄往])[^在到是于至为址寄往]+$/)),
  },
  {
    class: 'organisation',
    pattern: new RegExp(`[${han}]{2,20}(?:${kinds})`, 'gu'),
    needs: new RegExp(kinds),
    trim: organisation,
  },
  { class: 'address', pattern: /(?<=邮编[:：]\s?)\d{6}/gu },
  {
    class: 'person',
    pattern: new RegExp(
      `(?<=(?:姓名|聯絡人|聯繫人|負責人|客戶|收件人|報告人?|回報人?|重現人?|申請人|承辦人|经手人|联系人|客户|负责人|报告人?|复现人?|收件人|署名|经办人|申请人|患者|称呼|户名|发件人|寄件人|抄送|提交人|处理人|对接人|报修人|申报人|客户姓名|审核人?|报告者|联络人|联系方式|收货人|持卡人|投保人|法定代表人|法人|代表|责任人|执行人|测试人?|评审人?|批准人?|签名|签字|作者|用户|名字|姓名或称呼|用户姓名|员工|员工姓名|值班人?|值班|主题人|记录人?|来电人|来电者|致电人|抄送人|学生|家长|乘客|旅客|租户|业主|房东|分析|跟进人?|修复人?|修复)\\s?[:：]\\s{0,2})[${han}]{2,4}(?![${han}])`,
      'gu',
    ),
    trim: (value, vocabulary) => (commonness(value, vocabulary) > 1 ? undefined : 0),
  },
  {
    class: 'person',
    pattern: new RegExp(`[${han}]{1,6}(?:[·・•‧][${han}]{1,6}){1,3}`, 'gu'),
    needs: /[·・•‧]/,
    trim: (value) =>
      Math.max(0, value.search(/(?<=^|[是的和与给向对叫])[^是的和与给向对叫·・•‧]{1,6}[·・•‧]/)),
  },
  {
    class: 'person',
    pattern:
      /玛丽亚|玛丽|安娜|约翰|马克(?![杯思笔])|大卫|汤姆|杰克|迈克尔?|彼得|史密斯|琼斯|詹姆斯|罗伯特|威廉|杰西卡|艾米丽?|莎拉|丽莎|露西|爱丽丝|凯特|凯文|丹尼尔|托马斯|安德鲁|伊万|娜塔莎|卡洛斯|何塞|穆罕默德|法蒂玛|麦克|戴维|艾伦|亚当|本杰明|苏珊|琳达|珍妮|海伦|安东尼|瑪麗|約翰|大衛|麥克/gu,
  },
  { class: 'person', pattern: new RegExp(`(?<=我姓|免贵姓|免貴姓)[${single}]`, 'gu') },
  {
    class: 'person',
    pattern: new RegExp(`${spokenAt}[${han}]{2,4}${speaks}`, 'gmu'),
    trim: (value, vocabulary) =>
      talks.has(value) || commonness(value, vocabulary) > 1 ? undefined : 0,
  },
  {
    class: 'person',
    pattern: new RegExp(`${family}[${han}]{0,2}?(?=(?:${titles}))`, 'gu'),
    trim: titled,
  },
  {
    class: 'person',
    pattern: new RegExp(`^[ \\t—–-]{0,4}${name}(?=\\s*$|[:：，,！!。 ])`, 'gmu'),
    trim: noWord,
  },
  {
    class: 'person',
    pattern: new RegExp(
      `(?:${before}|${loose})(?:(?:${compound})[${han}]{1,2}?|[${telling}][${han}]{1,2}?)(?:${after}|${later})|${before}[${single}][${han}]{1,2}?${after}`,
      'gmu',
    ),
    trim: noWord,
  },
  {
    class: 'person',
    pattern: new RegExp(`(?:${compound}|[${telling}])[${givenSigns}]{2}`, 'gu'),
    trim: noWord,
  },
  {
    class: 'person',
    pattern: new RegExp(`(?:${before}|${loose})[${givenSigns}]{2}(?:${after}|${later})`, 'gmu'),
    trim: noWord,
  },
  {
    class: 'person',
    pattern: new RegExp(`${name}(?=敬上|敬启|敬啟|谨启|謹啟|谨上|拜上|鞠躬|上$)`, 'gmu'),
    trim: noWord,
  },
  {
    class: 'person',
    pattern: new RegExp(`小[${telling}](?![序车子鱼牛鸭瓜书报人时组])`, 'gu'),
    trim: (value, vocabulary) => (commonness(value, vocabulary) > 0 ? undefined : 0),
  },
  {
    class: 'person',
    pattern: new RegExp(
      `[小老阿][${single}强明红芳伟军丽静敏勇杰娟霞婷飞虎宝美英华燕玲刚波辉](?=$|[，,。.、：:;；!！?？）)\\s]|[装说在的和是已把来也都就去给跟帮又还昨今刚先]|让|告诉|重启|回滚|部署|负责|修|查|看|处理|确认|那边|这边)`,
      'gu',
    ),
    trim: (value, vocabulary) => (commonness(value, vocabulary) > 0 ? undefined : 0),
  },
  { class: 'place', pattern: new RegExp(`(?:${provinces})[省市]?|(?:${cities})市?`, 'gu') },
]

/** The part behind the last small word; undefined for `公司` and the like alone. */
function organisation(value: string, vocabulary: Slots): number | undefined {
  const small = Math.max(0, value.search(/(?<=^|[的在和是给为与向从到])[^的在和是给为与向从到]+$/))
  const at =
    small +
    (/^(?:客户|用户|我们|甲方|乙方|联系|供应商|合作方|同事|找|请|通知)/.exec(
      value.slice(small),
    )?.[0].length ?? 0)
  const own = value.slice(at).replace(kindEnd, '')
  if (own.length < 2 || /^(?:你们|贵|本|该|这家|那家|一家|某|我|分|子|母)/.test(own))
    return undefined
  return commonness(own, vocabulary) > 1 ? undefined : at
}
