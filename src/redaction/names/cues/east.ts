import type { CueWords } from '../cues.ts'

/** What words from Arabic and Hebrew to Hindi, Vietnamese and Indonesian tell about their neighbours. */
export const eastCues: CueWords = {
  title: 'السيد السيدة الدكتور الأستاذ',
  introduces: 'شكرا اسمي',
  street: 'شارع طريق jalan jln',
  legal: 'sdn bhd kk gk tnhh',
  personLabel: 'नाम họ tên الاسم اسم',
  companyLabel: 'संस्था कंपनी الشركة शركة kampani',
  addressLabel: 'पता chỉ العنوان المدينة pata',
  streetFirst: 'jalan jl đường phố ngõ شارع',
}
