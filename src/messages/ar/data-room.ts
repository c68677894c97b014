import type { DATA_ROOM } from '../data-room.ts'
import type { Translation } from '../translation.ts'

/** `data-room.ts` in Arabic. */
export const DATA_ROOM_AR: Translation<typeof DATA_ROOM> = {
  dataRoom: {
    title: 'غرفة البيانات',
    lede: 'مستندات {name}، كل مستند بجميع نسخه. لا يُحذف شيء هنا أبدًا.',
    version: 'النسخة {version}',
    list: 'المستندات',
    note: 'تُعرَّف كل نسخة ببصمة SHA-256 الخاصة بها، وهي مسجّلة على سلسلة الكتل.',
    empty: 'لا مستندات بعد. ارفع أولها: مذكرة طرح أو تقرير تقييم أو اتفاقية تشغيل.',
    emptyForReader: 'لا مستندات متاحة لك بعد. تظهر هنا بعد رفعها.',

    of: 'يخص',
    document: 'اسم المستند',
    kind: 'النوع',
    visibility: 'متاح لـ',
    public: 'الجميع',
    investor: 'المستثمرون الموافَق عليهم',
    auditor: 'المدقق والمُصدِر',
    newest: 'الأحدث',
    anchor: 'على سلسلة الكتل',
    versions: 'النسخ',
    size: 'الحجم',
    save: 'حفظ',
    saveOf: 'حفظ «{title}»، النسخة {version}',
    bytes: '{kilobytes} kB',
    broughtBy: 'رفعه',
    withdrawnVersion: 'مسحوبة',
    waiting: 'بانتظار الرمز',
    pending: 'قيد الإرسال',
    failed: 'تعذّر التسجيل',
    again: 'إعادة الطلب',
    askedAgain: 'طُلبت المعاملة من جديد.',

    upload: 'رفع مستند',
    uploadNote:
      'PDF أو PNG أو JPEG أو نص عادي أو CSV أو ZIP، حتى 10 MB. إذا كان اسم المستند موجودًا أُضيفت نسخة جديدة منه.',
    file: 'اختر ملفًا أو أفلته هنا',
    noFile: 'لم يُختر ملف بعد.',
    uploaded: 'أصبح «{title}» في غرفة البيانات.',
    newVersion: 'نسخة جديدة',
    newVersionOf: 'نسخة جديدة من «{title}»',

    change: 'تغيير من يمكنه قراءته',
    changed: 'تغيّر من يمكنه قراءته.',
    changeNote: 'يشمل ذلك جميع نسخ المستند. ويُقيَّد التغيير في سجل التدقيق.',
    withdraw: 'سحب المستند',
    withdrawTitle: 'سحب «{title}»',
    withdrawNote:
      'لن يجده المستثمرون ولا العموم بعد ذلك. وتبقى نسخه محفوظة، ويظل بإمكان من لديه نسخة منه أن يثبتها.',
    withdrawn: 'سُحب المستند.',

    readers: 'من فتحه',
    noReaders: 'لم يفتحه أي مستخدم مسجَّل الدخول.',
    readersNote: 'المستخدمون والمفاتيح بمعرّفاتهم. ولا يُحفظ شيء عمّن لم يسجّل الدخول.',
    reader: 'القارئ',
    readVersion: 'النسخة',
    readAt: 'الوقت',
  },
}
