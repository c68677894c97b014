import type { HAPPENED } from '../happened.ts'
import type { Translation } from '../translation.ts'

/** نصوص ما جرى في ملف، بكلمات سجل التدقيق. */
export const HAPPENED_AR: Translation<typeof HAPPENED> = {
  happened: {
    'case updates-requested': 'طُلبت تعديلات',
    'case updates-answered': 'ورد ردّ على ما طُلب',
    'case updates-accepted': 'قُبل الردّ على ما طُلب',
    'case updates-withdrawn': 'سُحب ما طُلب',
    'case updates-decided': 'بُتّ في الحالة قبل إتمام ما طُلب',
    'case updates-waived': 'اعتُمد دون انتظار ما طُلب',
    'case reminded': 'أُرسل تذكير',
    'case examined': 'فُحص شخص',
    'case commented': 'أُضيفت ملاحظة',
    'case taken': 'استُلم الملف',
    'case released': 'أُعيد الملف إلى القائمة',
    'rules facts-recorded': 'سُجّلت وقائع للقواعد',
    'rules decided': 'قرّرت القواعد',
    'rules answered': 'أُجيب عن شك',
    'rules cleared-first': 'أزال مسؤول أول الشك',
  },
}
