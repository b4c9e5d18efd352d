import type { Slots } from '../packed.ts'
import { koreanFields } from './labels.ts'
import { commonness, type EastRule, hangul, isGiven, speaks, spokenAt, talks } from './rule.ts'

const family =
  '(?:남궁|황보|제갈|선우|독고|사공|서문|김|이|박|최|정|강|조|윤|장|임|한|오|서|신|권|황|안|송|류|유|전|홍|고|문|손|양|배|백|허|남|심|노|하|곽|성|차|주|우|구|민|진|지|엄|채|원|천|방|공|현|함|변|염|여|추|도|소|석|선|설|마|길|연|위|표|명|기|반|왕|금|옥|육|인|맹|제|모|탁|국|어|은|편|용)'
const titles =
  '님|씨|군|양|고객|회원|여사|국장|소장|간호사|약사|변호사|회장|본부장|선임|책임|수석|연구원|사원|프로|반장|배상|과장|대리|부장|차장|팀장|사장|사모|선생|이사|대표|상무|전무|주임|매니저|기사|교수|박사|원장|점장|실장|드림|올림|배상'
const ranks =
  '과장|대리|부장|차장|팀장|사장|이사|대표|상무|전무|주임|선생|교수|박사|원장|점장|실장|국장|소장|기사|간호사|약사|변호사|사모|여사|반장|회장|본부장|매니저|선임|책임|수석|연구원|사원|프로'
const nobody = new Set(
  '고객 사모 여사 국장 소장 간호사 약사 변호사 회장 본부장 선임 책임 수석 연구원 사원 반장 인데 인데요 선생 사장 담당자 여러분 손님 부모 형 누나 관리자 사용자 기사 대표 팀장 회원 이용자 환자 원장 부장 과장 의사 교수 직원 상담사 개발자 운영자 작성자 보고자 신고자 요청자 어머 아버 하느 스승 주인 임금'.split(
    ' ',
  ),
)
/** Syllables that given names are made of. */
const syllables =
  '가강건경고광교국규균근기길나남다단달담대덕도동두라란래량려련령로록론루리린림마만명모목무문미민바반배백범병보복봄봉빈사산상새서석선설섭성세소솔송수숙순슬승시식신심아안애양언여연열영예오옥온완용우욱운웅원월위유윤율은의이익인일임자장재전정제조종주준중지진찬창채천철청초춘충치탁태택표하학한해향혁현형혜호홍화환회효후훈휘희흥'
const telling =
  '김이박최정강조윤장임한오서신권황안송류홍고문손양배백허남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕맹탁옥육빈봉금나라유피감'
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

/** A family name and two syllables of given names that together are no word. */
function made(value: string, vocabulary: Slots): number | undefined {
  if (known(value, vocabulary) === 0) return 0
  const last = value.slice(-2)
  return syllables.includes(last[0]!) &&
    syllables.includes(last[1]!) &&
    telling.includes(value[0]!) &&
    commonness(value, vocabulary) === 0 &&
    commonness(last, vocabulary) === 0 &&
    commonness(value.slice(0, 2), vocabulary) < 2
    ? 0
    : undefined
}

const regions =
  '서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주'
const cities =
  '수원|성남|용인|고양|부천|안산|안양|남양주|화성|평택|의정부|파주|김포|청주|천안|전주|포항|창원|진주|김해|거제|여수|순천|목포|춘천|원주|강릉|속초|구미|경주|안동|군산|익산|서귀포|해운대|강남|판교|분당|일산'

/** How names, companies and addresses are written in Korean. */
export const korean: readonly EastRule[] = [
  ...koreanFields,
  {
    class: 'address',
    pattern: new RegExp(
      `(?:${edge}[${hangul}]{2,4}(?:특별시|광역시|특별자치시|특별자치도|도|시)? )?(?:${edge}[${hangul}]{1,6}(?:시|군|구) ){0,2}${edge}[${hangul}0-9]{1,10}(?:로|길|동|읍|면|리|가) ?\\d{1,4}(?:-\\d{1,4})?(?:번길 ?\\d{1,4}(?:-\\d{1,4})?)?(?:(?:,? ?\\d{1,4}(?:동|호|층)|,? ?[A-Z]동)|,? ?[${hangul}]{1,10} ?\\d{1,4}(?:호|층|동))*`,
      'gu',
    ),
  },
  { class: 'address', pattern: /(?<=우편번호[: ]{1,2})\d{5}/gu },
  {
    class: 'organisation',
    pattern: new RegExp(
      `(?:주식회사|유한회사|\\(주\\)|㈜|재단법인|사단법인) ?[${hangul}A-Za-z]{2,14}?(?=(?:은|는|이|가|의|을|를|에서|에|와|과|입니다|로|으로|도)?(?![${hangul}A-Za-z]))|${edge}[${hangul}]{1,12}(?:주식회사|\\(주\\)|은행|호텔|병원|대학교|의원|학원|약국|상사|정밀|전자|산업|건설|보험|제약|물산|식품|여행사|농협|수협|인쇄|출판사|법무법인|치과|한의원|자동차정비|카센터|공업사|초등학교|중학교|고등학교|유치원|어린이집|마트|슈퍼|제과|베이커리|서점|미용실|세탁소|물류|소프트|테크|연구소|재단|협회|협동조합|신협|화재|생명|증권|법률사무소|회계법인|세무법인|리조트|펜션|요양원|복지관|공단|엔지니어링|컴퍼니|홀딩스|스튜디오|중공업|해운|관광|푸드|농장|농원|목장|양조장|가구|철물|화원|꽃집|안경원|인쇄소|유리공업|유통|무역|패션|섬유|유업|제지|목재|치과의원|식당|커피|분식|상회)(?=[ \\n)],:]|$|[은는이가을를의과와에도로]|입니다|인데)`.replace(
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
      `(?<=(?:담당자는|고객은|환자는|신고|재현|접수|배포|수정|연락처|연락|책임자|고객|사용자|예약자명|가입자|계약자|피보험자|수령인|받는분|보내는 분|보내는분|의뢰인|의뢰자|점검자|검토자|승인자|확인자|보낸 사람|보낸사람|받는 사람|신청인|예약자|접수자|처리자|저는|이름은|성함은|성함|보고|확인|승인|검토|작성|성명|이름|담당자?|고객명|신고자?|재현|보고자?|예금주|수신인|대표자|작성자|요청자|환자명?)[: ]{1,2})[${hangul}]{2,5}(?![${hangul}])`,
      'gu',
    ),
    trim: (value, vocabulary) => (commonness(value, vocabulary) > 1 ? undefined : 0),
  },
  {
    class: 'person',
    pattern: new RegExp(`${spokenAt}[${hangul}]{2,5}${speaks}`, 'gmu'),
    trim: (value, vocabulary) =>
      talks.has(value) || nobody.has(value) || commonness(value, vocabulary) > 2 ? undefined : 0,
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
      `${edge}${family}[${hangul}]{2}(?=[ .,:;)\\n]|$|[이가은는을를의과와도에께]|님|씨|한테|에게|라고|라는|이라는|입니다|인데|이에|예요|이라고|라고|한테|에게|으로|로|이랑|랑|하고)(?=.{0,8})`,
      'gmu',
    ),
    trim: made,
  },
  {
    class: 'person',
    pattern: new RegExp(
      `${edge}[${hangul}]{2,4}?(?=(?:이가|이는|이를|이랑|이한테|이에게|이도|이|가|은|는|을|를|랑|한테|에게|께서|도|아|야|와|과|의|이라는|라는|이라고|라고)(?![${hangul}])|[ .,:)\\n]|$)`,
      'gmu',
    ),
    trim: (value, vocabulary) =>
      isGiven(value, vocabulary) && commonness(value, vocabulary) === 0 ? 0 : undefined,
  },
  {
    class: 'person',
    pattern: new RegExp(
      `(?<=(?:아버지|어머니|남편|아내|아들|딸|동생|형|누나|언니|오빠|할머니|할아버지|동료|친구|직원|신입|담당|선배|후배|고객|환자|학생|이웃|부친|모친|배우자)(?:이신|인|께서|는|은)? )${family}[${hangul}]{2}(?=이라는|라는|이라고|라고|입니다|[이가은는을를의과와도에께](?![${hangul}]{2})|님|씨|[ .,)\\n]|$)`,
      'gmu',
    ),
    trim: (value, vocabulary) => (commonness(value, vocabulary) > 0 ? undefined : 0),
  },
  {
    class: 'person',
    pattern: new RegExp(`${edge}[${hangul}]{2}(?=인데|입니다|이에요|예요|이라고)`, 'gu'),
    trim: known,
  },
  { class: 'person', pattern: new RegExp(`^${family}[${hangul}]{2}$`, 'gmu'), trim: addressed },
  {
    class: 'person',
    pattern: new RegExp(
      `${edge}[김이박최정강조윤장임한오서신권황안송류홍고문손양배백허남심노하곽성차주우구민진엄채원천방공현함변염여추](?= ?(?:${ranks})(?:님|[이가은는을를의과와도께 ,.]|$|한테|에게))`,
      'gmu',
    ),
  },
  {
    class: 'person',
    pattern: new RegExp(
      `(?<=(?:^|[^${hangul}])(?:담당|담당자|고객|직원|동료|엔지니어|개발자|매니저|약사|간호사|제|저는|저|우리|회계|영업|운영|팀원|남편|아내|아들|딸|친구|안녕하세요|감사합니다)(?:인|은|는|이|가|의)? )[${hangul}]{2,4}(?=입니다|이에요|예요|인데|이라고|라고|[이가은는을를의와과](?![${hangul}])|$|[ ,.])`,
      'gmu',
    ),
    trim: (value, vocabulary) =>
      isGiven(value, vocabulary) || isGiven(value.slice(1), vocabulary)
        ? addressed(value, vocabulary)
        : undefined,
  },
  {
    class: 'place',
    pattern: new RegExp(
      `${edge}(?:${regions}|${cities})(?:특별시|광역시|시|도|군|구)?(?=[ ,.\\n)]|$|[은는이가을를의과와에로도]|예요|이에요|입니다|으로|까지|부터|점|지점)`,
      'gmu',
    ),
  },
]
