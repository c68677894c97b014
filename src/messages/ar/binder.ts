import type { BINDER } from '../binder.ts'
import type { Translation } from '../translation.ts'

/** `binder.ts` in Arabic. */
export const BINDER_AR: Translation<typeof BINDER> = {
  binder: {
    title: 'ملف الإقفال: {instrument}',
    instrument: 'الوحدات',
    issuer: 'المُصدِر',
    offering: 'الطرح',
    closedAt: 'تاريخ الإقفال',
    unitsIssued: 'الوحدات المُصدَرة',
    raised: 'المبلغ المجموع',
    paidIn: 'دُفع بـ',
    token: 'الرمز',
    escrow: 'عقد حساب الضمان',
    files: 'الملفات',
    filesNote: 'محتويات ملف الإقفال هذا إلى جانب الفهرس، كل منها بحجمه وبصمة SHA-256 الخاصة به.',
    file: '{bytes} بايت، SHA-256 {sha256}',
    noNames: 'لا تتضمن هذه النسخة أسماء ولا اتفاقيات: لا يحق لمن طلبها قراءتها. بصماتها في agreements.csv.',
    noAgreements: 'يزيد عدد الاتفاقيات على {max}: بصماتها في agreements.csv، وتُقرأ كل منها في صفحة اكتتابها.',
    check: 'كيفية التحقق منه',
    checkNote:
      'قارن بصمة SHA-256 لكل ملف بهذا الفهرس. والبصمات الواردة في anchors.csv مسجّلة في المعاملات المذكورة بجانبها. ويحمل كل صف في audit.csv بصمة قيده في سجل المنصة. وإذا طُلب ملف الإقفال نفسه من جديد كان مطابقًا بايتًا ببايت، ما لم تُمحَ بيانات شخص وارد فيه أو يتغير اسمه منذ ذلك الحين.',
    get: 'ملف الإقفال (ZIP)',
    note: 'ورقة الشروط والاتفاقيات والتخصيصات والبصمات المسجّلة وسجل هذا الإقفال في ملف واحد، مع فهرس للبصمات.',
  },
}
