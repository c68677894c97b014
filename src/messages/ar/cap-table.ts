import type { CAP_TABLE } from '../cap-table.ts'
import type { Translation } from '../translation.ts'

/** `cap-table.ts` in Arabic. */
export const CAP_TABLE_AR: Translation<typeof CAP_TABLE> = {
  capTable: {
    title: 'جدول الملكية',
    lede: 'من يحمل ماذا من {name}، ومن أسهم الشركة وفق قائمتها.',
    units: 'الوحدات',
    unitsNote: 'سجل الحملة ليوم محدد بصيغة Open Cap Format، لمن يتولى جدول ملكية الشركة.',
    download: 'تنزيل سجل الحملة',
    read: 'قراءة جدول ملكية',
    readNote:
      'الخيارات وأدوات SAFE والأدوات القابلة للتحويل ومذكرات حق الاكتتاب ليست رموزًا: تُقرأ من ملف وتُحتسب ولا تُحفظ. يُقبل ملف ZIP بصيغة Open Cap Format، أو قائمة CSV بصف لكل ورقة مالية.',
    choose: 'اختر ملف ZIP أو CSV',
    hint: 'أعمدة القائمة: {columns}.',
    asOf: 'في تاريخ',
    price: 'سعر السهم في الجولة التالية',
    priceHint: 'للأدوات القابلة للتحويل التي ليس لها سقف. يمكن تركه فارغًا.',
    show: 'قراءة الملف',
    refused: 'تعذّرت قراءة الملف كاملًا. ولا يُحتسب منه شيء إلى أن تصح جميع صفوفه.',
    findings: 'الملاحظات',
    where: 'الموضع',
    what: 'الملاحظة',
    shares: 'الأسهم على أساس مخفَّض بالكامل',
    holder: 'الحامل',
    kind: 'النوع',
    of: 'الفئة أو الخطة',
    number: 'الأسهم',
    percent: 'الحصة',
    unknown: 'غير معروف',
    overpromised: 'وُعدت الأدوات القابلة للتحويل مجتمعةً بكامل الشركة: لا يمكن تحديد أسهمها.',
    left: 'المتبقي للمنح',
    empty: 'لا أحد يحمل شيئًا في ذلك اليوم.',
    noFindings: 'لم يُعثر على أي خطأ.',
    common: 'أسهم عادية',
    preferred: 'أسهم ممتازة',
    'as-converted': 'على أساس التحويل',
    granted: 'خيارات ممنوحة',
    pool: 'مجمّع الخيارات',
    warrant: 'مذكرة حق اكتتاب',
    convertible: 'أداة قابلة للتحويل',
  },
}
