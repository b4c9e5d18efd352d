import type { Slots } from '../packed.ts'
import { commonness, type EastRule, hangul, isGiven, speaks, spokenAt } from './rule.ts'

const family =
  '(?:남궁|황보|제갈|선우|독고|사공|서문|김|이|박|최|정|강|조|윤|장|임|한|오|서|신|권|황|안|송|류|유|전|홍|고|문|손|양|배|백|허|남|심|노|하|곽|성|차|주|우|구|민|진|지|엄|채|원|천|방|공|현|함|변|염|여|추|도|소|석|선|설|마|길|연|위|표|명|기|반|왕|금|옥|육|인|맹|제|모|탁|국|어|은|편|용)'
const titles =
  '님|씨|군|양|과장|대리|부장|차장|팀장|사장|사모|선생|이사|대표|상무|전무|주임|매니저|기사|교수|박사|원장|점장|실장|드림|올림|배상'
const nobody = new Set(
  '고객 선생 사장 담당자 여러분 손님 부모 형 누나 관리자 사용자 기사 대표 팀장 회원 이용자 환자 원장 부장 과장 의사 교수 직원 상담사 개발자 운영자 작성자 보고자 신고자 요청자 어머 아버 하느 스승 주인 임금'.split(
    ' ',
  ),
)
const edge = `(?<![${hangul}])`

function addressed(value: string, vocabulary: Slots): number | undefined {
  if (nobody.has(value)) return undefined
  return commonness(value, vocabulary) > 1 &&
    !isGiven(value, vocabulary) &&
    !isGiven(value.slice(1), vocabulary)
    ? undefined
    : 0
}

function known(value: string, vocabulary: Slots): number | undefined {
  return isGiven(value.slice(-2), vocabulary) && commonness(value, vocabulary) < 2 ? 0 : undefined
}

const regions =
  '서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주'
const cities =
  '수원|성남|용인|고양|부천|안산|안양|남양주|화성|평택|의정부|파주|김포|청주|천안|전주|포항|창원|진주|김해|거제|여수|순천|목포|춘천|원주|강릉|속초|구미|경주|안동|군산|익산|서귀포|해운대|강남|판교|분당|일산'

/** How names, companies and addresses are written in Korean. */
export const korean: readonly EastRule[] = [
  {
    class: 'address',
    pattern: new RegExp(
      `(?:${edge}[${hangul}]{2,4}(?:특별시|광역시|특별자치시|특별자치도|도|시)? )?(?:${edge}[${hangul}]{1,6}(?:시|군|구) ){0,2}${edge}[${hangul}0-9]{1,10}(?:로|길|동|읍|면|리|가) ?\\d{1,4}(?:-\\d{1,4})?(?:번길 ?\\d{1,4}(?:-\\d{1,4})?)?(?:(?:,? ?\\d{1,4}(?:동|호|층))|,? ?[${hangul}]{1,10} ?\\d{1,4}(?:호|층|동))*`,
      'gu',
    ),
  },
  { class: 'address', pattern: /(?<=우편번호[: ]{1,2})\d{5}/gu },
  {
    class: 'organisation',
    pattern: new RegExp(
      `(?:주식회사|유한회사|\\(주\\)|㈜|재단법인|사단법인) ?[${hangul}A-Za-z]{2,14}|${edge}[${hangul}]{1,12}(?:주식회사|\\(주\\)|은행|호텔|병원|대학교|의원|학원|약국|상사|정밀|전자|산업|건설|보험|제약|물산|식품|여행사|농협|수협|인쇄|출판사|법무법인)(?=[ \\n)],:]|$|[은는이가을를의과와에])`.replace(
        '[ \\n)]',
        '[ \\n)\\]',
      ),
      'gmu',
    ),
    trim: (value, vocabulary) => (commonness(value, vocabulary) > 0 ? undefined : 0),
  },
  {
    class: 'person',
    pattern: new RegExp(
      `(?<=(?:보낸 사람|보낸사람|받는 사람|신청인|예약자|접수자|처리자|저는|이름은|성함은|성함|보고|확인|승인|검토|작성|성명|이름|담당자?|고객명|신고자?|재현|보고자?|예금주|수신인|대표자|작성자|요청자|환자명?)[: ]{1,2})[${hangul}]{2,5}(?![${hangul}])`,
      'gu',
    ),
    trim: (value, vocabulary) => (commonness(value, vocabulary) > 1 ? undefined : 0),
  },
  {
    class: 'person',
    pattern: new RegExp(`${spokenAt}[${hangul}]{2,5}${speaks}`, 'gmu'),
    trim: (value, vocabulary) =>
      nobody.has(value) || commonness(value, vocabulary) > 2 ? undefined : 0,
  },
  {
    class: 'person',
    pattern: new RegExp(
      `${edge}[${hangul}]{2,4}(?=(?: (?:${titles})| ?(?:님|씨)(?![${hangul}]{3})))`,
      'gu',
    ),
    trim: addressed,
  },
  {
    class: 'person',
    pattern: new RegExp(
      `${edge}${family}[${hangul}]{2}(?=[ .,:;)\\n]|$|[이가은는을를의과와도에께]|님|씨|입니다|인데|이에|예요)`,
      'gmu',
    ),
    trim: known,
  },
  {
    class: 'person',
    pattern: new RegExp(`${edge}[${hangul}]{2}(?=인데|입니다|이에요|예요|이라고)`, 'gu'),
    trim: known,
  },
  { class: 'person', pattern: new RegExp(`^${family}[${hangul}]{2}$`, 'gmu'), trim: addressed },
  {
    class: 'place',
    pattern: new RegExp(
      `${edge}(?:${regions}|${cities})(?:특별시|광역시|시|도|군|구)?(?=[ ,.\\n)]|$|[은는이가을를의과와에])`,
      'gmu',
    ),
  },
]
