import type { EastRule } from './rule.ts'

/** The value of a line behind one of those labels, which are regular expressions. */
function labelled(name: EastRule['class'], labels: string): EastRule {
  return {
    class: name,
    pattern: new RegExp(
      `^[ \\t>*・●■□-]{0,4}(?:${labels}) ?[:：][ \\u3000]{0,2}[^\\n;|<>@"]{2,70}`,
      'gmu',
    ),
    trim: behindColon,
  }
}

/** A number alone, a link or nothing is no value of those. */
function behindColon(line: string): number | undefined {
  const at = /[:：][ \u3000]{0,2}/u.exec(line)!
  const from = at.index + at[0].length
  return /\p{L}{2}/u.test(line.slice(from)) && !line.includes('//') ? from : undefined
}

/** Fields of forms in Chinese. */
export const chineseFields: readonly EastRule[] = [
  labelled(
    'address',
    '(?:收货|收件|通讯|通訊|寄送|联系|聯絡|家庭|公司|邮寄|办公|送货|现|户籍|详细|生前|安装)?(?:地址|住址)|街道|所在地区?|城市|省市|縣市|区县|地区|地區|住所',
  ),
  labelled(
    'organisation',
    '(?:客户|工作|所属|所屬|申请|报修|开票|付款|收款)?(?:公司|单位|單位)(?:名称|名稱)?|企业(?:名称)?|机构(?:名称)?|機構|商户(?:名称)?|店铺(?:名称)?|店名|学校(?:名称)?|學校|医院(?:名称)?|门店|組織|组织',
  ),
]

/** Fields of forms in Japanese. */
export const japaneseFields: readonly EastRule[] = [
  labelled(
    'address',
    '(?:ご|御|現|お届け先|配送先|送付先|勤務先|契約者|自宅)?住所|所在地|お届け先住所|配送先|送付先|都道府県|市区町村|番地|市町村|町名',
  ),
  labelled(
    'organisation',
    '(?:貴|御)?(?:会社|社名|団体|法人|組織|店舗|学校|施設|企業|事業所|病院|屋号)名?|勤務先|ご所属|所属|取引先名?|貴社名|御社名|会社・団体名',
  ),
]

/** Fields of forms in Korean. */
export const koreanFields: readonly EastRule[] = [
  labelled(
    'address',
    '(?:도로명|배송|자택|회사|사업장|거주지|배송지|상세|지번|설치|우편)? ?주소|소재지|배송지|거주지|도시|시\\/도|시군구|지역',
  ),
  labelled(
    'organisation',
    '(?:회사|업체|기관|단체|법인|상호|학교|병원|매장|점포|거래처|고객사|소속)(?:명| 이름)?|상호|근무처|직장|사업자명',
  ),
]
