import type { CueWords } from '../cues.ts'

/** What words from Arabic and Hebrew to Hindi, Vietnamese and Indonesian tell about their neighbours. */
export const eastCues: CueWords = {
  title: 'السيد السيدة الدكتور الأستاذ',
  introduces: 'شكرا اسمي',
  street: 'شارع طريق jalan jln',
  company:
    'sweets textiles jewellers jewelers enterprises mills agro caterers packers creations medicos printers garments exports impex',
  legal: 'sdn bhd kk gk tnhh',
  personLabel: 'nama pelapor pemohon penerima ชื่อ שם नाम họ tên الاسم اسم',
  companyLabel:
    'perusahaan syarikat instansi חברה ארגון عمل الجهة المنشأة المؤسسة المنظمة شرکت সংস্থা কোম্পানি প্রতিষ্ঠান நிறுவனம் संस्था कंपनी الشركة शركة kampani',
  addressLabel:
    'alamat kota bandar poskod kecamatan kabupaten כתובת עיר רחוב الشارع الحي آدرس نشانی शहर ঠিকানা শহর முகவரி நகரம் thành quận huyện पता chỉ العنوان المدينة pata',
  streetFirst: 'jalan jl đường phố ngõ شارع',
}
