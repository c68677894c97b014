import type { FILINGS } from '../filings.ts'
import type { Translation } from '../translation.ts'

/** `filings.ts` in Arabic. */
export const FILINGS_AR: Translation<typeof FILINGS> = {
  filings: {
    title: 'الإفصاحات',
    lede: 'ما يلزم إيداعه لدى الجهات الرقابية بسبب طرح، وموعده الأخير. يُحسب مما بيع؛ لم يراجعه محامٍ، ولا يُرسل من هنا شيء إلى أحد.',
    calendar: 'المواعيد',
    none: 'لا شيء يلزم إيداعه. يبدأ موعد Form D مع أول بيع وفق Regulation D، وموعد الإفصاح عن تقدم التمويل الجماعي عند نصف هدفه.',
    what: 'الإفصاح',
    offering: 'الطرح',
    since: 'محسوب من',
    due: 'الموعد الأخير',
    status: 'الحالة',
    filedOn: 'تاريخ الإيداع',
    citation: 'النص القانوني',
    FORM_D: 'Form D، إشعار المبيعات',
    FORM_D_AMENDMENT: 'Form D، التعديل السنوي',
    FORM_C: 'Form C، بيان الطرح',
    FORM_C_U_HALF: 'Form C-U، نصف الهدف',
    FORM_C_U_WHOLE: 'Form C-U، الهدف كاملًا',
    FORM_C_U_FINAL: 'Form C-U، ما بيع في النهاية',
    FORM_C_AR: 'Form C-AR، التقرير السنوي',
    FORM_C_TR: 'Form C-TR، نهاية التقارير',
    file: 'تسجيل الإيداع',
    fileTitle: '{what}: تسجيل الإيداع',
    fileNote: 'يُسجَّل كما هو ولا يُعدَّل أبدًا.',
    day: 'يوم الإيداع',
    reference: 'المرجع',
    referenceHint: 'الرقم الذي أعطته الجهة، مثل 021-000001.',
    filed: 'سُجّل الإيداع.',
    drafts: 'الطروحات',
    formD: 'Form D للطرح {name}',
    formDLink: 'مسودة Form D',
    formDLede:
      'مسودة لمن يودع النموذج، بعبارات النموذج نفسه الذي يُودَع بالإنجليزية. وما لا تعرفه المنصة يبقى مفتوحًا.',
    progress: '{percent} % من الهدف، {raised} من {target}',
    open: 'يُستكمل',
    openItems: {
      one: 'يلزم استكمال بند واحد: {numbers}.',
      two: 'يلزم استكمال بندين: {numbers}.',
      few: 'يلزم استكمال {count} بنود: {numbers}.',
      many: 'يلزم استكمال {count} بندًا: {numbers}.',
      other: 'يلزم استكمال {count} بند: {numbers}.',
    },
    save: 'حفظ المسودة (CSV)',
  },
}
