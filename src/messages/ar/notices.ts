import type { NOTICES } from '../notices.ts'
import type { Translation } from '../translation.ts'

/** What people are told, by topic, in Arabic. */
export const NOTICES_AR: Translation<typeof NOTICES> = {
  'user.invited': {
    title: 'مرحبًا بك في Aliquot',
    body: 'أُنشئ لك حساب. تختار كلمة المرور بالرابط الذي لدى المدير لك؛ وهو يعمل مرة واحدة.',
  },
  'user.recovered': {
    title: 'استُعيد حسابك',
    body: 'أنشأ مدير رابطًا لاختيار كلمة مرور جديدة، وأنهى كل جلساتك. إن لم تطلب ذلك فتحدّث إليه.',
  },
  'key.created': {
    title: 'مفتاح API جديد',
    body: 'أُنشئ مفتاح API بالدور: {role}. وهو صالح حتى {until}.',
  },
  'investor.applied': {
    title: 'مستثمر ينتظر قرارًا',
    body: 'مستثمر جديد يطلب الموافقة عليه.',
  },
  'investor.accreditation-claimed': {
    title: 'طلب اعتماد ينتظر قرارًا',
    body: 'يطلب مستثمر اعتماده. اتخذ القرار بجانب الإثبات، في صفحة المستثمر.',
  },
  'investor.accreditation-verified': {
    title: 'أنت معتمد',
    body: 'جرى التحقق من طلب اعتمادك. يسري حتى {until}.',
  },
  'investor.accreditation-refused': {
    title: 'رُفض طلب اعتمادك',
    body: 'نظر مسؤول الامتثال في طلب اعتمادك ورفضه. تجد السبب في ملفك. يمكنك تقديم طلب آخر مع ما يثبته.',
  },
  'investor.approved': {
    title: 'تمت الموافقة عليك',
    body: 'تمت الموافقة على طلبك حتى {until}. للاستثمار اربط محفظة في ملفك، إن لم تكن قد ربطتها.',
  },
  'investor.rejected': {
    title: 'رُفض طلبك',
    body: 'رُفض طلبك. يستطيع المُصدِر أن يخبرك بالمزيد.',
  },
  'investor.updates-required': {
    title: 'طلبك يحتاج إلى شيء آخر',
    body: 'في طلبك ما يجب تغييره أو إضافته. افتحه: تبيّن الملاحظات ما هو.',
  },
  'investor.updates-asked': {
    title: 'يطلب منك أحد المسؤولين شيئاً',
    body: 'اعتمادك قائم. افتح طلبك: تبيّن الملاحظات ما هو المطلوب. قدّمه واكتب ردّك.',
  },
  'investor.updates-answered': {
    title: 'وصل ردّ',
    body: 'ردّ مستثمر معتمد على ما طُلب منه. الحالة في المراجعة اليدوية.',
  },
  'investor.updates-done': {
    title: 'لم يعد مطلوباً منك شيء',
    body: 'اطّلع أحد المسؤولين على ردّك: لم يعد مطلوباً منك شيء، واعتمادك قائم.',
  },
  'investor.expiring': {
    title: 'موافقتك على وشك الانتهاء',
    body: 'موافقتك سارية حتى {until}، أي {days} يومًا على الأكثر من الآن. بعد ذلك يمكنك البيع دون الشراء إلى أن تُجدَّد.',
  },
  'investor.expired': {
    title: 'انتهت موافقتك',
    body: 'كانت موافقتك سارية حتى {until}. يمكنك البيع دون الشراء إلى أن تُجدَّد.',
  },
  'investor.custody-ending': {
    title: 'الولاية على وشك الانتهاء',
    body: 'تنتهي الولاية في {until}، بعد {days} يومًا على الأكثر من الآن؛ ثم تصير الوحدات للقاصر. يتقدم هنا باسمه ويربط محفظة؛ ومتى ووفق عليه فحوّل إليها الوحدات.',
  },
  'investor.custody-ended': {
    title: 'انتهت الولاية',
    body: 'انتهت الولاية في {until}: صارت الوحدات للقاصر، ولا تشتري له بعد الآن. يتقدم هنا باسمه ويربط محفظة؛ ومتى ووفق عليه فحوّل إليها الوحدات.',
  },
  'case.waiting': {
    title: 'ملف ينتظر مسؤولًا',
    body: 'تغيّر شيء في ملف. اطّلع عليه في قائمة الانتظار.',
  },
  'rules.waiting': {
    title: 'شك قانوني ينتظر المسؤولين',
    body: 'لم تستطع قاعدة قانونية أن تقرّر وحدها بشأن {instrument}. يزيل مسؤولان الشك، أو يرفض أحدهما.',
  },
  'rules.cleared': {
    title: 'يمكنك المتابعة',
    body: 'نظر المسؤولون في اكتتابك في {instrument}. الوحدات محجوزة لك حتى {until}: ادفع ثمنها حتى ذلك الحين.',
  },
  'rules.cleared-ask': {
    title: 'يمكنك الاكتتاب الآن',
    body: 'نظر المسؤولون فيما طلبته من {instrument}. اطلبه ثانية خلال {days} يومًا: ولا يُحجز لك شيء حتى ذلك الحين.',
  },
  'rules.refused': {
    title: 'رُفض اكتتابك',
    body: 'نظر مسؤول امتثال في اكتتابك في {instrument} ورفضه. يستطيع المُصدِر أن يخبرك بالمزيد.',
  },
  'screening.hit': {
    title: 'تطابق محتمل مع قائمة عقوبات',
    body: 'قد يكون أحدهم في القائمة {list}. قرّر في ذلك ضمن التطابقات؛ ولا يُخبَر به أحد غيرك.',
  },
  'screening.escalated': {
    title: 'تطابق محتمل يحتاج إلى مسؤول ثانٍ',
    body: 'أحد المسؤولين غير متيقّن من تطابق مع القائمة {list}. انظر فيه ضمن التطابقات، ما لم تكن أنت من أحاله.',
  },
  'question.asked': {
    title: 'مستثمر يطرح سؤالًا',
    body: 'يسأل مستثمر عن {instrument}. أجب عنه في صفحة الطرح؛ والكل يقرأ الجواب.',
  },
  'question.answered': {
    title: 'أُجيب عن سؤالك',
    body: 'أجاب مُصدِر {instrument} عن سؤالك. الجواب في صفحة الطرح.',
  },
  'agreement.signed': {
    title: 'اتفاقية تنتظر توقيعك',
    body: 'وقّع مستثمر اتفاقية {units} من وحدات {instrument}. يوقّعها أحد من جهة المُصدِر قبل الإقفال.',
  },
  'agreement.countersigned': {
    title: 'وقّع الطرف الآخر اتفاقيتك',
    body: 'وقّع المُصدِر اتفاقيتك على {units} من وحدات {instrument}. والتوقيعان الآن موجودان.',
  },
  'subscription.received': {
    title: 'اكتتاب جديد',
    body: 'اكتُتب في {units} من وحدات {instrument} بمبلغ {amount}.',
  },
  'offering.invited': {
    title: 'أنت مدعو إلى طرح',
    body: 'وحدات {instrument} معروضة عليك حتى {closes}. ولا يراها غيرك ممن لم يُدعَ.',
  },
  'offering.changed': {
    title: 'تغيّر شيء يخص اكتتابك',
    body: 'تغيّر طرح {instrument}. يبيّن اكتتابك ما تغيّر. وهو باقٍ كما هو.',
  },
  'offering.changed-withdraw': {
    title: 'تغيّر شيء يخص اكتتابك',
    body: 'تغيّر طرح {instrument}. يبيّن اكتتابك ما تغيّر. إن كنت قد وافقت من قبل فلك أن تسترد مالك حتى {until}؛ وإلا بقي كما هو.',
  },
  'offering.changed-reconfirm': {
    title: 'أكّد اكتتابك من جديد',
    body: 'تغيّر طرح {instrument} تغيرًا جوهريًا. إن كنت قد وافقت من قبل، دفعت أم لم تدفع، فقل حتى {until} إنك تتابع؛ وإلا انتهى اكتتابك وعاد إليك ما دفعت.',
  },
  'offering.currency-stopped': {
    title: 'عملة لم تعد مقبولة',
    body: 'حجزت وحدات من {instrument} لتدفع ثمنها بعملة {currency}، ولم يعد المُصدر يقبل الدفع بها. اطلب الوحدات بعملة أخرى: تبقى محجوزة لك.',
  },
  'offering.interest-stopped': {
    title: 'عملة لم تعد مقبولة',
    body: 'أبديت اهتمامك بوحدات {instrument}، ولم يعد المُصدر يقبل الدفع بعملة {currency}: لن تُحجز لك وحدات تلقائيًا. اطلب الوحدات بعملة أخرى مقبولة.',
  },
  'subscription.reminder': {
    title: 'اكتتابك ينتظرك',
    body: '{units} من وحدات {instrument} محجوزة لك حتى {until}. تابع وادفع {amount} حتى ذلك الحين؛ وبعده قد يأخذها آخرون.',
  },
  'subscription.expired': {
    title: 'انتهى حجزك',
    body: 'حُجزت لك {units} من وحدات {instrument} ولم يُدفع ثمنها في الوقت المحدد. اكتتب مرة أخرى إن كنت لا تزال تريدها.',
  },
  'subscription.expired-at-end': {
    title: 'انتهى الطرح',
    body: 'حُجزت لك {units} من وحدات {instrument} ولم يُدفع ثمنها قبل انتهاء الطرح. ما حوّلته يُعاد إليك.',
  },
  'subscription.taken-up': {
    title: 'حُجزت لك وحدات',
    body: 'كنت مهتمًا بـ {instrument} ويمكنك الاكتتاب الآن: {units} من الوحدات محجوزة لك حتى {until}. تابع حتى ذلك الحين؛ وبعده قد يأخذها آخرون.',
  },
  'subscription.price-taken': {
    title: 'تحويلك يشتري عددًا آخر من الوحدات',
    body: 'دفع آخرون ثمن {instrument} قبل وصول تحويلك وقدره {amount}، وثمن الوحدات الآن مختلف: فهو يشتري {units} وحدة. يبيّن اكتتابك كيف تسترده.',
  },
  'subscription.settled': {
    title: 'صدرت وحداتك',
    body: 'صدرت {units} من وحدات {instrument} إلى محفظتك.',
  },
  'subscription.refunded': {
    title: 'عاد إليك مالك',
    body: 'أُعيد {amount} عن {instrument}. يبيّن الاكتتاب السبب.',
  },
  'subscription.payment-owed': {
    title: 'استُرجعت دفعة لك',
    body: 'استرجع البنك ما دفعته ثمنًا لوحدات صارت لك. عليك {amount}: حوّله مجددًا كما من قبل، بالمرجع {reference}.',
  },
  'subscription.owed-paid': {
    title: 'وصل ما كان عليك',
    body: 'وصل {amount} مما كان عليك ثمنًا لوحداتك. وبقي عليك {left}.',
  },
  'subscription.owed-written-off': {
    title: 'نقص ما عليك ثمنًا لوحداتك',
    body: 'لم يعد {amount} مما كان عليك ثمنًا لوحداتك مطلوبًا. وبقي عليك {left}.',
  },
  'statement.missing': {
    title: 'قائمة دخل ناقصة',
    body: 'لم تُستورد بعد قائمة دخل {period} الخاصة بـ {instrument}. ولا يمكن دفع شيء دونها.',
  },
  'distribution.record-date-missed': {
    title: 'فات تاريخ أحقية',
    body: 'تاريخ أحقية {period} الخاص بـ {instrument}، وهو {recordDate}، لم يمكن إعلانه قبل حلوله. اختر يومًا آخر له: لا يمكن دفع شيء دونه.',
  },
  'distribution.declared': {
    title: 'أُعلنت دفعة دخل',
    body: 'سيُدفع {amount} عن {period} لكل من يحمل {instrument} عند نهاية تاريخ الأحقية، {recordDate}.',
  },
  'distribution.unfunded': {
    title: 'دفعة تنتظر المال',
    body: 'ينقص دفعة {period} الخاصة بـ {instrument} مبلغ {missing}. موّلها فتُدفع.',
  },
  'proceeds.payment-prepared': {
    title: 'دفعة تنتظر شخصًا ثانيًا',
    body: 'يريد شخصٌ الدفعَ من الأموال التي جُمعت بـ{instrument}. يؤكده شخصٌ ثانٍ عند الإقفال، وإلا بقيت حيث هي.',
  },
  'proceeds.payment-failed': {
    title: 'دفعة لم تتم',
    body: 'لم يُدفع {amount} مما جُمع بـ{instrument}: لم يخرج شيء من الخزينة. يُذكر السبب عند الإقفال.',
  },
  'distribution.capital-asked': {
    title: 'رد لرأس المال ينتظر شخصًا ثانيًا',
    body: 'يطلب شخصٌ أن يُدفع {amount} مما جُمع بـ{instrument} إلى حملتها مع دفعة {period}. ويؤكده شخص ثانٍ هناك.',
  },
  'distribution.paid': {
    title: 'دُفع لك مبلغ',
    body: 'دُفع {amount} عن {period} إلى محفظتك عن وحداتك من {instrument}.',
  },
  'distribution.parked': {
    title: 'دفعة لم تصل إليك',
    body: 'يُحفظ لك {amount} عن {period}: تعذّر دفعه إلى محفظتك. وشرحه يقول السبب.',
  },
  'distribution.paid-withheld': {
    title: 'دُفع لك مبلغ',
    body: 'دُفع {amount} عن {period} إلى محفظتك عن وحداتك من {instrument}. وفوق ذلك اقتُطع {withheld} للسلطة الضريبية.',
  },
  'distribution.parked-withheld': {
    title: 'دفعة لم تصل إليك',
    body: 'يُحفظ لك {amount} عن {period}: تعذّر دفعه إلى محفظتك. وشرحه يقول السبب. وفوق ذلك اقتُطع {withheld} للسلطة الضريبية.',
  },
  'distribution.capital-returned': {
    title: 'جزء من دفعة ليس دخلًا',
    body: 'مما يُدفع لك عن {period} من {instrument} جاء {amount} مما كان المستثمرون قد دفعوه، وجاء منه {total} مما يُدفع للجميع. هذا الجزء رد لرأس المال.',
  },
  'distribution.capital-whole': {
    title: 'دفعة ليست دخلًا',
    body: 'كل ما يُدفع لك عن {period} من {instrument}، وهو {amount}، جاء مما كان المستثمرون قد دفعوه: إنه رد لرأس المال.',
  },
  'bank.last-day': {
    title: 'مال في البنك ينتظر مسؤولًا',
    body: 'ينتهي طرح {instrument} بنهاية {closes}. المال الموجود في البنك لاكتتاباته (العدد: {count}) ينتظر أن يؤكده، ضمن «البنك»، مسؤول لم يُدخله: ما لا يُؤكَّد حتى ذلك الحين لا يُقبل ويُعاد.',
  },
  'distribution.completed': {
    title: 'اكتملت دفعة',
    body: 'اكتملت دفعة {period} الخاصة بـ {instrument}: دُفع {paid}، وحُفظ {parked} للحملة.',
  },
  'distribution.corrected': {
    title: 'صُحّحت دفعة',
    body: 'صُحّحت دفعة {period} الخاصة بـ {instrument} بقيد إضافي.',
  },
  'repayment.due': {
    title: 'أصل دين مستحق',
    body: 'يُسدَّد {amount} من أصل دين {instrument} في {maturity}. يجب أن يأمر بذلك شخصان، وأن يكون المال في الخزينة في ذلك اليوم.',
  },
  'repayment.unfunded': {
    title: 'سداد ينتظر المال',
    body: 'ينقص سداد {instrument} مبلغ {missing}. أرسله إلى الخزينة فيُسدَّد أصل الدين.',
  },
  'repayment.completed': {
    title: 'سُدِّد أصل الدين',
    body: 'سُدِّد أصل دين {instrument}: دُفع {paid} وحُفظ {parked} لحاملي الوحدات. لم تعد هناك وحدات.',
  },
  'repayment.paid': {
    title: 'سُدِّد أصل دينك',
    body: 'دُفع {amount} إلى محفظتك مقابل وحداتك من {instrument}، وقد استُردّت.',
  },
  'repayment.release-asked': {
    title: 'أصل دين ينتظر الإفراج',
    body: 'طلب مسؤول الإفراج عن أصل دين من {instrument}. وينظر فيه مسؤول ثانٍ.',
  },
  'repayment.released': {
    title: 'أُفرج عن أصل دينك',
    body: 'دُفع إلى محفظتك ما كان محفوظًا من أصل دينك من {instrument}.',
  },
  'repayment.release-failed': {
    title: 'تعذّر الإفراج عن أصل دين',
    body: 'فشل الإفراج عن أصل دين من {instrument}، ويبقى محتجزًا كما كان. اطلبوه من جديد، مسؤولَين اثنين.',
  },
  'repayment.claim-failed': {
    title: 'تعذّر الدفع إلى حامل',
    body: 'تعذّر دفع ما يُحفظ لحامل من {instrument} إلى محفظته، ويبقى محفوظًا. أعد المحاولة متى أمكن الدفع إلى محفظته.',
  },
  'repayment.parked': {
    title: 'تعذّر إيصال أصل دينك',
    body: 'يُحفظ لك {amount} مقابل وحداتك من {instrument}، وقد استُردّت: تعذّر الدفع إلى محفظتك.',
  },
  'transfer.refused': {
    title: 'رُفض تحويل',
    body: 'رُفض تحويل {units} من وحدات {instrument}.',
  },
  'transfer.cleared': {
    title: 'يمكن إرسال تحويلك الآن',
    body: 'نظر المسؤولون في تحويلك لوحدات {instrument}. أرسله ثانية خلال {days} يومًا.',
  },
  'transfer.declined': {
    title: 'رُفض تحويلك',
    body: 'نظر مسؤول امتثال في تحويلك لوحدات {instrument} ورفضه. يستطيع المُصدِر أن يخبرك بالمزيد.',
  },
  'recovery.asked': {
    title: 'طلب أحدهم استبدال محفظتك',
    body: 'أبلغ أحدهم عن ضياع إحدى محافظك وطلب وحداتها في محفظة أخرى لك. إن لم تكن أنت فاعترض فورًا: ذلك يوقفه.',
  },
  'recovery.waiting': {
    title: 'محفظة ضائعة تنتظر مسؤولَين',
    body: 'تُطلب وحدات محفظة ضائعة في محفظة أخرى. يقرّر مسؤولان.',
  },
  'recovery.approved': {
    title: 'وحداتك على وشك الانتقال إلى محفظة أخرى',
    body: 'وافق مسؤولان على استبدال محفظتك الضائعة. لك أن تعترض حتى {until}؛ ثم تنتقل وحداتك.',
  },
  'recovery.stopped': {
    title: 'أُوقف استبدال محفظتك',
    body: 'أُوقف استبدال محفظتك. ولم ينتقل شيء.',
  },
  'recovery.objected': {
    title: 'أُوقفت استعادة',
    body: 'أُوقفت استعادة محفظة ضائعة قبل أن تبدأ. اسأل الحامل عن السبب إن لم يوقفها مسؤول.',
  },
  'recovery.failed': {
    title: 'استعادة متعثرة',
    body: 'رفض رمز نقل وحدات محفظة ضائعة: {reason}. انظر في الأمر ثم أعد المحاولة.',
  },
  'recovery.done': {
    title: 'وحداتك في محفظتك الجديدة',
    body: 'ما كانت تحمله محفظتك الضائعة هو الآن في {fresh}. والضائعة خرجت من الاستعمال.',
  },
  'enforcement.waiting': {
    title: 'تحويل قسري ينتظر مسؤولًا ثانيًا',
    body: 'تحويل قسري لوحدات من {instrument} ينتظر مسؤولًا لم يطلبه.',
  },
  'enforcement.freeze-wallet': {
    title: 'جُمّدت محفظتك',
    body: 'لا تستطيع محفظتك إرسال وحدات {instrument} ولا استلامها. السبب: {reason}. المستند: {document}.',
  },
  'enforcement.unfreeze-wallet': {
    title: 'محفظتك متاحة من جديد',
    body: 'تستطيع محفظتك إرسال وحدات {instrument} واستلامها من جديد. السبب: {reason}. المستند: {document}.',
  },
  'enforcement.freeze-units': {
    title: 'جُمّدت وحدات لك',
    body: 'لا يمكن نقل {units} من وحدات {instrument} في محفظتك. السبب: {reason}. المستند: {document}.',
  },
  'enforcement.unfreeze-units': {
    title: 'وحدات لك متاحة من جديد',
    body: 'يمكن نقل {units} من وحدات {instrument} في محفظتك من جديد. السبب: {reason}. المستند: {document}.',
  },
  'enforcement.forced-transfer': {
    title: 'نُقلت وحدات قسرًا',
    body: 'نقل مسؤولان {units} من وحدات {instrument} من إحدى محافظك أو إليها. السبب: {reason}. المستند: {document}.',
  },
}
