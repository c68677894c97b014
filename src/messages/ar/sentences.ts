/**
 * The sentences that the server writes, of refusals and of forms, by their English text, in Arabic: `{name}` stands for the same in
 * both. What is not here is shown in English.
 */
export const AR_SENTENCES: Readonly<Record<string, string>> = {
  'Nothing is sent to this address.': 'لا يُرسَل شيء إلى هذا العنوان.',
  'It does not begin with https://.': 'لا يبدأ بـ https://.',
  'Have the receiver answer by https.': 'اجعل المستقبِل يجيب عبر https.',
  'It is too long, or holds a blank, a backslash, a control character or a letter outside ASCII.':
    'إنه طويل جدًا، أو فيه فراغ أو شرطة مائلة عكسية أو حرف تحكّم أو حرف خارج ASCII.',
  'Write it as it stands in the address bar of a browser, a name of other letters in Punycode.':
    'اكتبه كما يظهر في شريط عنوان المتصفح، والاسم ذا الحروف الأخرى بصيغة Punycode.',
  'It holds a user name or a password.': 'فيه اسم مستخدم أو كلمة مرور.',
  'Leave them out: each message is signed, and the receiver checks that.':
    'احذفهما: كل رسالة موقّعة، والمستقبِل يتحقق من ذلك.',
  'It holds a fragment, from # on.': 'فيه جزء فرعي، ابتداءً من #.',
  'Leave it out: it is sent to nobody.': 'احذفه: فهو لا يُرسَل إلى أحد.',
  'It names a port of its own.': 'يذكر منفذًا خاصًا به.',
  'Have the receiver answer on port 443.': 'اجعل المستقبِل يجيب على المنفذ 443.',
  'It names no host of the public internet: it is an address in numbers, a name of one part, or one that networks keep for themselves.':
    'لا يسمّي مضيفًا على الإنترنت العام: إنه عنوان بالأرقام، أو اسم من جزء واحد، أو اسم تحتفظ به الشبكات لنفسها.',
  'Give the receiver a public name.': 'أعطِ المستقبِل اسمًا عامًا.',
  'Its name led to no address within five seconds.': 'لم يقُد اسمه إلى أي عنوان خلال خمس ثوانٍ.',
  'Check the spelling, and that the name is in the public DNS.':
    'تحقق من الكتابة، ومن أن الاسم في نظام DNS العام.',
  'Its name leads to an address that is not of the public internet.':
    'يقود اسمه إلى عنوان ليس من الإنترنت العام.',
  'Have the name lead to public addresses alone.': 'اجعل الاسم يقود إلى عناوين عامة وحدها.',
  'It answers with a redirect, which is not followed.': 'يجيب بإعادة توجيه، وهي لا تُتَّبع.',
  'Give the address that it leads to.': 'أعطِ العنوان الذي تقود إليه.',
  'Give an address like https://hooks.your-company.com/aliquot that answers by itself.':
    'أعطِ عنوانًا مثل https://hooks.your-company.com/aliquot يجيب بنفسه.',
  '“{event}” is no name of an event.': '«{event}» ليس اسم حدث.',
  'Write one as investor.approved, all of one noun as investor.*, or everything as *.':
    'اكتب حدثًا مثل investor.approved، أو كل أحداث موضوع مثل investor.*، أو كل شيء بـ *.',
  'There are {max} webhooks already, and there may be no more.':
    'يوجد {max} من عناوين الإشعار بالفعل، ولا يُسمح بأكثر من ذلك.',
  'Remove one that nobody listens to any more.': 'أزِل عنوانًا لم يعد أحد يستمع إليه.',
  'The e-mail address and the password do not belong together.': 'لا يتطابق البريد الإلكتروني وكلمة المرور.',
  'Check both; an administrator can make a link to choose a new password.':
    'تحقق من كليهما؛ ويمكن لمدير النظام إنشاء رابط لاختيار كلمة مرور جديدة.',
  'Too many attempts failed.': 'أخفقت محاولات كثيرة.',
  'Try again in {seconds} seconds.': 'حاول مجددًا بعد {seconds} ثانية.',
  'There is no demo account of this role here.': 'لا يوجد هنا حساب تجريبي لهذا الدور.',
  'Sign in with an e-mail address and a password.': 'سجّل الدخول ببريد إلكتروني وكلمة مرور.',
  'This link was used, has expired, or was replaced by a newer one.':
    'استُخدم هذا الرابط أو انتهت صلاحيته أو حلّ محله رابط أحدث.',
  'Ask an administrator for a new one; a new installation prints its set-up link at each start.':
    'اطلب رابطًا جديدًا من مدير النظام؛ والنظام الجديد يعرض رابط الإعداد عند كل بدء تشغيل.',
  'This password is too short, too long, or easy to guess.':
    'كلمة المرور قصيرة جدًا أو طويلة جدًا أو سهلة التخمين.',
  'Choose {min} to {max} characters: three or four random words are good.':
    'اختر من {min} إلى {max} حرفًا: ثلاث كلمات عشوائية أو أربع خيار جيد.',
  'This is not your present password.': 'ليست هذه كلمة مرورك الحالية.',
  'Enter the password with which you sign in.': 'أدخل كلمة المرور التي تسجّل الدخول بها.',
  'Another user has this e-mail address.': 'هذا البريد الإلكتروني لمستخدم آخر.',
  'Use another address, or change that user.': 'استخدم عنوانًا آخر، أو عدّل ذلك المستخدم.',
  'The bounds do not fit the role.': 'الحدود لا تلائم الدور.',
  'Name the investor for the role investor, the issuer for the role issuer, and neither for an administrator.':
    'حدّد المستثمر لدور المستثمر، والمُصدِر لدور المُصدِر، ولا تحدّد أيًا منهما لمدير النظام.',
  'This is the last administrator who can sign in; without one, nobody could let anybody in.':
    'هذا آخر مدير للنظام يستطيع تسجيل الدخول؛ ومن دونه لن يستطيع أحد إدخال غيره.',
  'Make another user administrator first.': 'اجعل مستخدمًا آخر مديرًا للنظام أولًا.',
  'A key must end in the future, and within {days} days.':
    'يجب أن ينتهي المفتاح في المستقبل وخلال {days} يومًا.',
  'Choose an end that is to come, and no later than that.': 'اختر نهاية في المستقبل لا تتجاوز ذلك.',
  'Nobody can register themselves here.': 'لا يمكن لأحد أن يسجّل نفسه هنا.',
  'Ask the issuer or the operator of this installation for an invitation.':
    'اطلب دعوة من المُصدِر أو من مشغّل هذا النظام.',
  'The text that was signed names another site than this one.': 'النص الموقّع يذكر موقعًا غير هذا الموقع.',
  'Ask for a new text, look at the address bar, and sign the text unchanged.':
    'اطلب نصًا جديدًا، وانظر إلى شريط العنوان، ووقّع النص دون تغيير.',
  'The text that was signed does not name the signing wallet in its mixed-case form.':
    'النص الموقّع لا يذكر المحفظة الموقّعة بصيغتها المختلطة الأحرف.',
  'The text that was signed has another statement, or a further line in it.':
    'النص الموقّع فيه عبارة أخرى أو سطر إضافي.',
  'The text that was signed is for another address than this site’s.':
    'النص الموقّع لعنوان غير عنوان هذا الموقع.',
  'The text that was signed has another version than 1.': 'النص الموقّع بنسخة غير النسخة 1.',
  'The text that was signed is for another chain.': 'النص الموقّع لسلسلة أخرى.',
  'The text that was signed has a nonce that was not given out here, or five minutes ago or more.':
    'رقم الاستخدام الواحد في النص الموقّع لم يصدر من هنا، أو صدر قبل خمس دقائق أو أكثر.',
  'The text that was signed does not say when it was issued, or says a time to come.':
    'النص الموقّع لا يذكر وقت إصداره، أو يذكر وقتًا لم يأتِ بعد.',
  'The text that was signed has expired.': 'انتهت صلاحية النص الموقّع.',
  'The text that was signed is not valid yet.': 'لم تبدأ صلاحية النص الموقّع بعد.',
  'The text that was signed says more than a sign-in may.':
    'النص الموقّع يتضمن أكثر مما يجوز في تسجيل الدخول.',
  'Somebody signed in with this text already.': 'سبق أن سُجّل الدخول بهذا النص.',
  'Ask for a new text, and sign that one.': 'اطلب نصًا جديدًا ووقّعه.',
  'The signature is not of this wallet for this text.': 'التوقيع ليس من هذه المحفظة على هذا النص.',
  'Sign exactly the text that was issued, with the wallet that it names.':
    'وقّع النص الصادر كما هو، بالمحفظة المذكورة فيه.',
  'Nobody signs in with this wallet.': 'لا أحد يسجّل الدخول بهذه المحفظة.',
  'Sign in with your e-mail address and link the wallet in your profile; then it lets you in as well.':
    'سجّل الدخول ببريدك الإلكتروني واربط المحفظة في ملفك الشخصي؛ وبعدها تدخل بها أيضًا.',
  'Several people act for the holder of this wallet, so it does not say who you are.':
    'يتصرف عدة أشخاص باسم حامل هذه المحفظة، فهي لا تدل على هويتك.',
  'Sign in with your e-mail address.': 'سجّل الدخول ببريدك الإلكتروني.',
  'There is nothing here that you may see.': 'لا شيء هنا يجوز لك الاطلاع عليه.',
  'Check the address and the id.': 'تحقق من العنوان والمعرّف.',
  'This address does not take {method}.': 'هذا العنوان لا يقبل الطريقة {method}.',
  'Use {allowed}, as the API reference says.': 'استخدم {allowed}، كما يبيّن مرجع الواجهة البرمجية.',
  'Check the address.': 'تحقق من العنوان.',
  'The day is after today, {today}: what anybody holds then is not known.':
    'التاريخ بعد اليوم ({today})، ولا يُعرف ما سيحمله أحد حينها.',
  'Ask for a day that has come.': 'اختر يومًا قد حلّ.',
  'The content is no base64.': 'المحتوى ليس بترميز base64.',
  'Send the bytes of the ZIP in base64, with padding.': 'أرسل بايتات ملف ZIP بترميز base64 مع الحشو.',
  'The archive reaches outside of itself, links elsewhere, or unpacks to far more than it is.':
    'الأرشيف يخرج عن حدوده أو يشير إلى مكان آخر أو يتضخم عند فكّه كثيرًا.',
  'Pack the files of the cap table alone, in one folder.': 'ضع ملفات جدول الملكية وحدها في مجلد واحد.',
  'The file is no ZIP, or it is damaged.': 'الملف ليس ZIP أو أنه تالف.',
  'Pack it again.': 'أعد ضغطه.',
  'Reading it takes more memory or time than there is for one cap table.':
    'تتطلب قراءته ذاكرة أو وقتًا يزيد على المتاح لجدول ملكية واحد.',
  'Leave out what is not of the cap table, or read it class by class.':
    'احذف ما ليس من جدول الملكية، أو اقرأه فئةً فئة.',
  'Mistakes in all: {count}. Nothing was kept: mend each place that “errors” lists, then send it again.':
    'مجموع الأخطاء: {count}. لم يُحفظ شيء: صحّح كل موضع يسرده «errors»، ثم أرسله من جديد.',
  'No cap table is kept for this instrument.': 'لا جدول ملكية محفوظًا لهذه الأداة.',
  'Send one to /v1/instruments/{id}/cap-table.': 'أرسل جدولًا إلى /v1/instruments/{id}/cap-table.',
  'The cap table has no stock class “{class}”; it has: {classes}.':
    'ليس في جدول الملكية فئة أسهم باسم «{class}»؛ وفيه: {classes}.',
  'Name the class whose shares are the units of the token, or none.':
    'سمِّ الفئة التي أسهمها هي وحدات الرمز، أو لا تسمِّ أيًا منها.',
  'A redemption calls at least one unit, and pays for it.': 'يشمل الاسترداد وحدة واحدة على الأقل ويدفع ثمنها.',
  'Give the number of units and the price of one.': 'حدّد عدد الوحدات وسعر الواحدة.',
  'Nobody holds units of this class.': 'لا أحد يحمل وحدات من هذه الفئة.',
  'Choose the class whose units are to be redeemed.': 'اختر الفئة التي تُسترد وحداتها.',
  'An offer to buy back is for at least one unit.': 'عرض إعادة الشراء لوحدة واحدة على الأقل.',
  'Give the most units that are to be bought.': 'حدّد أقصى عدد من الوحدات المراد شراؤها.',
  'A wallet has one tender: the last one it made.': 'للمحفظة عرض بيع واحد هو آخر ما قدّمته.',
  'Give each wallet once, with all that it tenders.': 'اذكر كل محفظة مرة واحدة بكل ما تعرضه.',
  'A ratio has two numbers, both at least one.': 'للنسبة عددان، كلاهما واحد على الأقل.',
  'Give how many units become how many.': 'حدّد كم وحدة تصير كم وحدة.',
  '{units} units do not become whole units: only multiples of {multiple} do.':
    'لا تتحول {units} وحدة إلى وحدات صحيحة: لا تتحول إلا مضاعفات {multiple}.',
  'Convert a multiple of {multiple} units.': 'حوّل عددًا من مضاعفات {multiple} وحدة.',
  '{units} units are more than the {free} that may be converted while others are frozen.':
    '‏{units} وحدة أكثر من {free} يجوز تحويلها ما دام غيرها مجمّدًا.',
  'Convert fewer, or ask the issuer why the others are frozen.':
    'حوّل عددًا أقل، أو اسأل المُصدِر عن سبب تجميد الباقي.',
  'As many new units as old ones is no split.': 'تساوي الوحدات الجديدة والقديمة ليس تجزئة.',
  'Give a ratio other than one to one.': 'حدّد نسبة غير واحد إلى واحد.',
  'There would be {units} units; a token counts at most {limit}.':
    'سيصير العدد {units} وحدة؛ وأقصى ما يعدّه الرمز {limit}.',
  'Choose a smaller ratio.': 'اختر نسبة أصغر.',
  'A ballot cannot be opened so: {why}.': 'لا يمكن فتح تصويت بهذه الشروط: {why}.',
  'Correct its terms.': 'صحّح شروطه.',
  'Voting opens at {opensAt}.': 'يبدأ التصويت في {opensAt}.',
  'Vote then.': 'صوّت حينها.',
  'Voting closed at {closesAt}.': 'انتهى التصويت في {closesAt}.',
  'Read the result.': 'اقرأ النتيجة.',
  'The units of {holder} do not vote in this ballot.': 'وحدات {holder} لا تصوّت في هذا التصويت.',
  'Read in the ballot which wallets are excluded, and ask the issuer why.':
    'اقرأ في التصويت أي المحافظ مستبعدة، واسأل المُصدِر عن السبب.',
  'There is no such option: {option} of {options}.': 'لا يوجد هذا الخيار: {option} من {options}.',
  'Name an option of the ballot, counted from 0; of a split vote, give units for every option.':
    'سمِّ خيارًا من خيارات التصويت بالعدّ من 0؛ وللتصويت الموزّع حدّد وحدات لكل خيار.',
  'No class {class} votes in this ballot.': 'لا تصوّت الفئة {class} في هذا التصويت.',
  'Name a class of the ballot, counted from 0.': 'سمِّ فئة من فئات التصويت بالعدّ من 0.',
  '{holder} held no units on the record date.': 'لم يكن {holder} يحمل وحدات في تاريخ الأحقية.',
  'Only units held on the record date vote, whoever holds them now.':
    'لا تصوّت إلا الوحدات المحمولة في تاريخ الأحقية، أيًا كان حاملها الآن.',
  '{voter} is not the proxy of {holder}.': '‏{voter} ليس وكيلًا عن {holder}.',
  'Have the holder appoint this proxy, or vote themselves.':
    'اطلب من الحامل تعيين هذا الوكيل، أو أن يصوّت بنفسه.',
  '{holder} has voted in person.': 'صوّت {holder} بنفسه.',
  'Nothing: the holder’s own vote goes before their proxy’s.': 'لا شيء: صوت الحامل نفسه مقدَّم على صوت وكيله.',
  '{holder} has voted, and votes of this ballot are not changed.': 'صوّت {holder}، ولا تُغيَّر أصوات هذا التصويت.',
  'Nothing: the vote stands.': 'لا شيء: الصوت قائم.',
  'This vote is for no units.': 'هذا الصوت بلا وحدات.',
  'Give some units to an option.': 'امنح أحد الخيارات بعض الوحدات.',
  'These are {units} units; {held} were held on the record date.':
    'هذه {units} وحدة، بينما كان المحمول {held} في تاريخ الأحقية.',
  'Vote with no more units than were held.': 'صوّت بما لا يزيد على ما كان محمولًا.',
  'The platform’s contracts are not on the chain yet.': 'عقود المنصة ليست على سلسلة الكتل بعد.',
  'Apply a term sheet first, or wait until the deployment is final.':
    'طبّق ورقة شروط أولًا، أو انتظر حتى يصير النشر نهائيًا.',
  'This instrument pays no income.': 'لا تدفع هذه الأداة دخلًا.',
  'Give it an income policy in its term sheet and apply that.': 'أضف إليها سياسة دخل في ورقة الشروط وطبّقها.',
  'The instrument’s token is not on the chain yet.': 'رمز الأداة ليس على سلسلة الكتل بعد.',
  'Wait until its deployment is final.': 'انتظر حتى يصير نشره نهائيًا.',
  'The record date, {recordDate}, has not passed for good.': 'تاريخ الأحقية {recordDate} لم ينقضِ نهائيًا بعد.',
  'Wait until it has: nobody can be entitled before.': 'انتظر حتى ينقضي: لا يستحق أحد قبل ذلك.',
  'The record date, {recordDate}, has passed without having been announced.':
    'انقضى تاريخ الأحقية {recordDate} دون إعلانه.',
  'Choose a day that has not ended yet: who holds units then is paid.':
    'اختر يومًا لم ينتهِ بعد: يُدفع لمن يحمل الوحدات حينها.',
  'The record date, {recordDate}, is more than {days} days ahead: none before it could be announced any more.':
    'تاريخ الأحقية {recordDate} أبعد من {days} يومًا: ولن يمكن بعده إعلان تاريخ يسبقه.',
  'Choose an earlier day, or wait until it is nearer.': 'اختر يومًا أقرب، أو انتظر حتى يقترب.',
  'The record date, {recordDate}, could not be announced before it came.':
    'تعذّر إعلان تاريخ الأحقية {recordDate} قبل حلوله.',
  'Choose another day for it, one that has not ended yet: who holds units then is paid for the month.':
    'اختر له يومًا آخر لم ينتهِ بعد: يُدفع عن الشهر لمن يحمل الوحدات حينها.',
  'The record date, {recordDate}, is on the chain and does not change any more.':
    'تاريخ الأحقية {recordDate} مسجّل على سلسلة الكتل ولا يتغيّر.',
  'There is nothing to do.': 'لا يلزم فعل شيء.',
  'The record date {recordDate} would come before {first}, the day that the terms name.':
    'سيقع تاريخ الأحقية {recordDate} قبل {first}، وهو اليوم الذي تحدده الشروط.',
  'Choose {first} or a later day.': 'اختر {first} أو يومًا بعده.',
  'The token takes record dates in their order, an hour or more apart: the close of {recordDate} is not an hour or more after {last}, the latest.':
    'يأخذ الرمز تواريخ الأحقية بترتيبها وبينها ساعة على الأقل: ونهاية {recordDate} لا تتأخر بهذا القدر عن {last}، وهو آخرها.',
  'The token takes record dates in their order, and {recordDate} is not later than {last}.':
    'يأخذ الرمز تواريخ الأحقية بترتيبها، و{recordDate} ليس بعد {last}.',
  'Choose a later day; or {last} itself, and whoever holds units then is paid for both months.':
    'اختر يومًا لاحقًا؛ أو {last} نفسه فيُدفع عن الشهرين لمن يحمل الوحدات حينها.',
  'The record date could not be announced ({failures} failed). It is tried again at {again}.':
    'تعذّر إعلان تاريخ الأحقية (أخفقت {failures} محاولة). تُعاد المحاولة في {again}.',
  'There is nothing to do; or have it announced now, when you know that what was in the way is gone.':
    'لا يلزم فعل شيء؛ أو اطلب إعلانه الآن إذا علمت أن المانع قد زال.',
  'The chain is not read any further, so nothing is paid by what the books say now: {halted}':
    'توقفت قراءة سلسلة الكتل، فلا يُدفع شيء بناءً على ما تقوله الدفاتر الآن: {halted}',
  'Whoever runs the installation has to look; the payment then goes on by itself.':
    'على مشغّل النظام أن ينظر في الأمر؛ ثم يستمر الصرف من تلقاء نفسه.',
  'The distribution of {period} exists.': 'توزيع {period} موجود.',
  'Open it: if its record date could not be announced, announce it again there or choose another; if it was wrong, correct it by a further entry.':
    'افتحه: إذا تعذّر إعلان تاريخ أحقيته فأعلنه من جديد هناك أو اختر غيره؛ وإذا كان خطأً فصحّحه بقيد إضافي.',
  'Record dates are announced in their order: {other} stands in the way of {period}.':
    'تُعلن تواريخ الأحقية بترتيبها: {other} يسبق {period}.',
  'Announce the months one after another; one before a month that was announced cannot follow it.':
    'أعلن الأشهر واحدًا تلو الآخر؛ ولا يلحق شهرٌ بشهر بعده أُعلن.',
  'It is paid from {payAt} on.': 'يبدأ صرفه من {payAt}.',
  'Wait for that day.': 'انتظر ذلك اليوم.',
  'The month {period} is not over.': 'لم ينتهِ شهر {period}.',
  'Import its statement on the last day of the month or later.':
    'استورد قائمة دخله في آخر يوم من الشهر أو بعده.',
  'The income statement of {period} has not been imported.': 'لم تُستورد قائمة دخل {period}.',
  'The issuer imports it: a CSV file with date, account and amount.':
    'يستوردها المُصدر: ملف CSV فيه التاريخ والحساب والمبلغ.',
  'The statement of {period} was imported with exactly this content.':
    'استُوردت قائمة {period} بهذا المحتوى نفسه.',
  'There is nothing to do; or choose the file that you meant.': 'لا يلزم فعل شيء؛ أو اختر الملف الذي قصدته.',
  'The distribution of {period} is declared already: another statement would change nothing.':
    'أُعلن توزيع {period} من قبل: لن تغيّر قائمة أخرى شيئًا.',
  'Open that distribution and choose Correct: what the right statement pays more becomes a further entry, what it pays less is set off.':
    'افتح ذلك التوزيع واختر «تصحيح»: ما تزيده القائمة الصحيحة يصبح قيدًا إضافيًا، وما تنقصه يُخصم لاحقًا.',
  'The treasury lacks {missing}.': 'ينقص الخزينة {missing}.',
  'Send {missing} to the treasury, {treasury}; the payment then goes on by itself.':
    'أرسل {missing} إلى الخزينة {treasury}؛ ثم يستمر الصرف من تلقاء نفسه.',
  'A transaction of this distribution, or of its treasury, is under way.':
    'معاملة من هذا التوزيع أو من خزينته قيد التنفيذ.',
  'Wait until it is final; then look again.': 'انتظر حتى تصير نهائية ثم انظر من جديد.',
  '{failures} transactions of this distribution failed, so it has stopped.':
    'أخفقت {failures} من معاملات هذا التوزيع فتوقف.',
  'Find out why in the list of transactions, then start the step by hand.':
    'اعرف السبب من قائمة المعاملات، ثم ابدأ الخطوة يدويًا.',
  'The chain holds a distribution for this record date that is not in the books here.':
    'على سلسلة الكتل توزيع لتاريخ الأحقية هذا ليس في الدفاتر هنا.',
  'If the database was restored from a backup, find out what was paid since, with aliquot verify, before going on.':
    'إذا استُعيدت قاعدة البيانات من نسخة احتياطية، فاعرف ما صُرف منذئذ بالأمر aliquot verify قبل المتابعة.',
  'This distribution is complete.': 'اكتمل هذا التوزيع.',
  'If it was wrong, correct it by a further entry.': 'إذا كان خطأً فصحّحه بقيد إضافي.',
  'The next step of this distribution is another one: {step}.':
    'الخطوة التالية في هذا التوزيع غير هذه: {step}.',
  'Take that step first.': 'نفّذ تلك الخطوة أولًا.',
  'Nobody held units when the record date ended.': 'لم يكن أحد يحمل وحدات عند انتهاء تاريخ الأحقية.',
  'There is nobody to pay; the income stays with the SPV.':
    'لا أحد يُدفع له؛ ويبقى الدخل لدى الشركة ذات الغرض الخاص.',
  'The month left nothing to pay out.': 'لم يبقَ من الشهر ما يُصرف.',
  'No payment of this distribution is parked.': 'لا دفعة معلّقة في هذا التوزيع.',
  'There is nothing to try again.': 'لا شيء تُعاد محاولته.',
  'With this statement the net income, and what is paid of it, is what was declared.':
    'بهذه القائمة يبقى صافي الدخل وما يُدفع منه كما أُعلن.',
  'Check that it is the right file.': 'تحقق من أنه الملف الصحيح.',
  'The distribution has not been declared, so there is nothing to correct.': 'لم يُعلن التوزيع، فلا شيء يُصحَّح.',
  'Import the right statement; it counts when the distribution is declared.':
    'استورد القائمة الصحيحة؛ ويُعتد بها عند إعلان التوزيع.',
  'There are mistakes in the file: {count}. Nothing was imported.':
    'في الملف {count} من الأخطاء؛ لم يُستورد شيء.',
  'Mend the lines that are listed and import the file again.': 'صحّح الأسطر المذكورة واستورد الملف من جديد.',
  'The file has no line under its header.': 'لا سطر في الملف تحت الترويسة.',
  'Export the month’s bookings with date, account and amount.': 'صدّر قيود الشهر بالتاريخ والحساب والمبلغ.',
  'A statement may have {max} lines.': 'أقصى عدد لأسطر القائمة {max}.',
  'Export one month, with one line for each booking.': 'صدّر شهرًا واحدًا بسطر لكل قيد.',
  'The file cannot be read as CSV: a quote is not closed, or it is no text.':
    'تعذّرت قراءة الملف بوصفه CSV: علامة اقتباس لم تُغلق، أو أنه ليس نصًا.',
  'Export it again as CSV in UTF-8.': 'صدّره من جديد بصيغة CSV وترميز UTF-8.',
  'These terms cannot be: class {class}: {why}.': 'لا تصح هذه الشروط: الفئة {class}: {why}.',
  'Correct the terms of this class as the charter has them.': 'صحّح شروط هذه الفئة وفق النظام الأساسي.',
  'Proceeds of {amount} base units cannot be paid out; at most {limit} can.':
    'لا يمكن توزيع حصيلة قدرها {amount} وحدة أساسية؛ والأقصى {limit}.',
  'Give an amount of zero or more in base units of the payment currency.':
    'حدّد مبلغًا صفرًا أو أكثر بالوحدات الأساسية لعملة الدفع.',
  'These fund terms cannot be: {why}.': 'لا تصح شروط الصندوق هذه: {why}.',
  'Carry is 0 to 10,000 basis points; a catch-up is none, or above the carry and at most 10,000.':
    'حصة الأداء من 0 إلى 10,000 نقطة أساس؛ والاستدراك معدوم، أو أعلى من حصة الأداء وبحد أقصى 10,000.',
  'A fund’s {name} cannot be negative.': 'لا يمكن أن يكون {name} للصندوق سالبًا.',
  'Give an amount of zero or more in minor units.': 'حدّد مبلغًا صفرًا أو أكثر بالوحدات الصغرى.',
  'This chain has no deterministic deployer at {deployer}.':
    'ليس على سلسلة الكتل هذه ناشر حتمي عند {deployer}.',
  'Deploy it first, as github.com/Arachnid/deterministic-deployment-proxy says, or use another chain.':
    'انشره أولًا كما يوضح github.com/Arachnid/deterministic-deployment-proxy، أو استخدم سلسلة أخرى.',
  'The platform’s contracts belong to {known}; the operator is now {operator}.':
    'عقود المنصة تعود إلى {known}؛ والمشغّل الآن {operator}.',
  'Start with the account that deployed them.': 'ابدأ بالحساب الذي نشرها.',
  'The records were made for chain {known}; this is chain {chain}.':
    'أُنشئت السجلات للسلسلة {known}؛ وسلسلة الكتل هذه {chain}.',
  'Connect to chain {known}, or begin with an empty database.':
    'اتصل بسلسلة الكتل {known}، أو ابدأ بقاعدة بيانات فارغة.',
  'No sanctions list has been loaded, so nobody can be approved.':
    'لم تُحمَّل أي قائمة عقوبات، فلا يمكن الموافقة على أحد.',
  'Load a list, with `aliquot lists load` or on the screen Lists.':
    'حمّل قائمة بالأمر `aliquot lists load` أو من شاشة القوائم.',
  'The investor has not been compared with the lists that are in force now.':
    'لم يُقارَن المستثمر بالقوائم السارية الآن.',
  'Try again in a moment: everybody is compared anew when a list changes.':
    'حاول بعد قليل: يُقارَن الجميع من جديد عند تغيّر قائمة.',
  'The list {list} was last brought in at {confirmed}, more than {hours} hours ago.':
    'آخر إدخال للقائمة {list} كان في {confirmed}، قبل أكثر من {hours} ساعة.',
  'Bring in the list again: the same publication will do when there is no newer one.':
    'أدخل القائمة من جديد: تكفي النشرة نفسها إن لم يوجد أحدث منه.',
  'There are possible matches with sanctions lists that nobody has decided on.':
    'توجد مطابقات محتملة مع قوائم العقوبات لم يبتّ فيها أحد.',
  'Decide each of them under Hits.': 'بُتّ في كل منها ضمن المطابقات.',
  'An officer has confirmed a match with a sanctions list.': 'أكّد مسؤول الالتزام مطابقة مع قائمة عقوبات.',
  'Block what they hold and report it as the list’s regime asks. They cannot be approved.':
    'احجب ما يحمله وأبلغ عنه وفق نظام القائمة. لا تمكن الموافقة عليه.',
  'Confirmed matches with a sanctions list own {percent} per cent of the entity: half or more blocks it as well.':
    'يملك من تأكدت مطابقتهم مع قائمة عقوبات {percent} بالمئة من الكيان: والنصف فأكثر يحجبه أيضًا.',
  'Block what it holds and report it as the list’s regime asks. It cannot be approved.':
    'احجب ما يحمله الكيان وأبلغ عنه وفق نظام القائمة. لا تمكن الموافقة عليه.',
  'The verification would end on {until}, which is not after today.':
    'سينتهي التحقق في {until}، وليس ذلك بعد اليوم.',
  'Choose a later day.': 'اختر يومًا لاحقًا.',
  'The accreditation would end on {until}, which is not after today.':
    'سينتهي الاعتماد في {until}، وليس ذلك بعد اليوم.',
  'Choose a later day, or leave it out for an investor who is not accredited.':
    'اختر يومًا لاحقًا، أو اتركه فارغًا لمستثمر غير معتمد.',
  'The investor has not been approved.': 'لم تتم الموافقة على المستثمر.',
  'Approve the investor first.': 'وافق على المستثمر أولًا.',
  'The wallet is linked already.': 'المحفظة مرتبطة بالفعل.',
  'Use another wallet. If this one is yours, ask an officer to look into it.':
    'استخدم محفظة أخرى. وإذا كانت هذه لك فاطلب من مسؤول الالتزام النظر في الأمر.',
  'This wallet cannot be linked.': 'لا يمكن ربط هذه المحفظة.',
  'Use another wallet, or ask an officer.': 'استخدم محفظة أخرى، أو اسأل مسؤول الالتزام.',
  'An investor can have at most {max} wallets.': 'للمستثمر {max} محفظة بحد أقصى.',
  'Ask an officer to remove one that is not used any more.':
    'اطلب من مسؤول الالتزام إزالة محفظة لم تعد مستخدمة.',
  'There are {max} messages for wallets to sign already, and none of them was signed yet.':
    'توجد بالفعل {max} رسالة تنتظر توقيع المحافظ، ولم تُوقَّع أي منها بعد.',
  'Sign the last one, or try again in {minutes} minutes.':
    'وقّع الأخيرة، أو حاول مرة أخرى بعد {minutes} دقائق.',
  'No message was issued for this wallet to sign.': 'لم تصدر رسالة لهذه المحفظة لتوقّعها.',
  'Ask for a message first, then sign exactly that text.': 'اطلب رسالة أولًا، ثم وقّع نصها كما هو.',
  'The message that was signed has expired.': 'انتهت صلاحية الرسالة الموقّعة.',
  'Ask for a new message and sign it within five minutes.': 'اطلب رسالة جديدة ووقّعها خلال خمس دقائق.',
  'This message was used already.': 'استُخدمت هذه الرسالة من قبل.',
  'Ask for a new message and sign that one.': 'اطلب رسالة جديدة ووقّعها.',
  'The signature is not of this wallet for this message.': 'التوقيع ليس من هذه المحفظة على هذه الرسالة.',
  'Sign exactly the text that was issued, with the wallet it was issued for.':
    'وقّع النص الصادر كما هو، بالمحفظة التي صدر لها.',
  'This investor asked to be erased, and until then nothing is added to what is kept of them.':
    'طلب هذا المستثمر محو بياناته، ولا يضاف إلى ما يُحفظ عنه شيء حتى ذلك الحين.',
  'Take the request back first, if they changed their mind.': 'اسحب الطلب أولًا إذا غيّر رأيه.',
  'This investor was erased.': 'مُحيت بيانات هذا المستثمر.',
  'Take them up anew, under a new id.': 'سجّله من جديد بمعرّف جديد.',
  'The evidence is dated {date}, a day that has not come anywhere.':
    'الإثبات مؤرخ في {date}، وهو يوم لم يحلّ في أي مكان.',
  'The evidence is dated {date}, a day that has not come in New York, where its age is counted.':
    'الإثبات مؤرخ في {date}، وهو يوم لم يحلّ في نيويورك التي يُحسب عمره بتوقيتها.',
  'Decide once it has come there.': 'اتخذ القرار عندما يحلّ هناك.',
  'Give the date that stands on it.': 'حدّد التاريخ المكتوب عليه.',
  'The evidence of {date} is older than {max} ({rule}).': 'إثبات {date} أقدم من {max} ({rule}).',
  'Send newer evidence.': 'أرسل إثباتًا أحدث.',
  'An investor of this kind cannot be accredited on the basis {basis} ({rule}).':
    'لا يمكن اعتماد مستثمر من هذا النوع على أساس {basis} ({rule}).',
  'Choose another basis.': 'اختر أساسًا آخر.',
  'The evidence is none of this investor’s papers.': 'الإثبات ليس من وثائق هذا المستثمر.',
  'Hand it in as a paper first, then name it here.': 'قدّمه وثيقةً أولًا، ثم سمِّه هنا.',
  'A claim of this investor waits for a decision already.': 'لهذا المستثمر طلب ينتظر القرار بالفعل.',
  'Wait for it.': 'انتظره.',
  'This claim was decided already.': 'سبق البتّ في هذا الطلب.',
  'Make a new claim.': 'قدّم طلبًا جديدًا.',
  'The accreditation would end on {until}, more than five years from now.':
    'سينتهي الاعتماد في {until}، بعد أكثر من خمس سنوات من الآن.',
  'Choose an earlier day.': 'اختر يومًا أقرب.',
  'The investor holds units, and the register has to name its holders.':
    'يحمل المستثمر وحدات، ولا بد أن يسمّي السجل حملتها.',
  'Erase them when the units were sold or redeemed.': 'امحُ بياناته بعد بيع الوحدات أو استردادها.',
  'Money is owed to the investor, or on its way.': 'للمستثمر مال مستحق أو في الطريق إليه.',
  'Erase them when it was paid.': 'امحُ بياناته بعد دفعه.',
  'A subscription or transfer of the investor has not come to its end.': 'للمستثمر اكتتاب أو تحويل لم ينتهِ.',
  'Erase them when it has.': 'امحُ بياناته عند انتهائه.',
  'There is an open dispute in which the record is needed.': 'هناك نزاع قائم يلزم فيه السجل.',
  'Erase them when the hold was lifted.': 'امحُ بياناته بعد رفع الحجز.',
  'An authority ordered that the record is kept.': 'أمرت جهة مختصة بحفظ السجل.',
  'The law asks to keep the record until {until} ({rule}).': 'يوجب القانون حفظ السجل حتى {until} ({rule}).',
  'It is erased on that day by itself.': 'تُمحى البيانات في ذلك اليوم تلقائيًا.',
  'Nobody asked to erase this investor.': 'لم يطلب أحد محو بيانات هذا المستثمر.',
  'Record the request first.': 'سجّل الطلب أولًا.',
  'This hold was lifted already.': 'رُفع هذا الحجز من قبل.',
  'The paper has to be kept, as what was sent in has to be.': 'يجب حفظ الوثيقة، كما يُحفظ كل ما أُرسل.',
  'The law asks to keep the record for now.': 'يلزم القانون بحفظ السجل في الوقت الحاضر.',
  'It is erased by itself when nothing asks for it any more.': 'يُمحى تلقائيًا متى لم يعد شيء يتطلبه.',
  'Hand in the right one beside it.': 'قدّم الصحيحة إلى جانبها.',
  '{max} papers of this investor were handed in within a day.':
    'قُدّمت {max} وثيقة لهذا المستثمر خلال يوم واحد.',
  'Hand this one in tomorrow.': 'قدّم هذه غدًا.',
  'Answers of this application were saved {max} times within a day.':
    'حُفظت إجابات هذا الطلب {max} مرة خلال يوم واحد.',
  'Go on tomorrow.': 'تابع غدًا.',
  'The investor has {max} files already.': 'للمستثمر {max} ملفًا بالفعل.',
  'Ask an officer what can go.': 'اسأل مسؤول الالتزام عمّا يمكن حذفه.',
  'Until an investor is approved their files have {max} MB together, and with this one they would have more.':
    'قبل الموافقة على المستثمر لا تزيد ملفاته مجتمعةً على {max} ميغابايت، ومع هذا الملف ستزيد.',
  'Send smaller files: a photo of 2 MB shows a paper well enough.':
    'أرسل ملفات أصغر: صورة بحجم 2 ميغابايت تُظهر الوثيقة بوضوح كافٍ.',
  'Units were asked for {max} times within an hour, each time in vain or for another amount.':
    'طُلبت الوحدات {max} مرة خلال ساعة، دون جدوى أو بمبلغ مختلف في كل مرة.',
  'Ask again in an hour. What is reserved stays reserved.': 'اطلب مجددًا بعد ساعة. ما هو محجوز يبقى محجوزًا.',
  'You took part in this case in a way that needs a second pair of eyes.':
    'شاركت في هذه الحالة بما يستلزم عينًا ثانية.',
  'Ask another officer to approve it.': 'اطلب من مسؤول التزام آخر الموافقة عليها.',
  'No check confirmed the identity that the applicant gives now.':
    'لم يؤكد أي فحص الهوية التي يذكرها مقدم الطلب الآن.',
  'Wait for the check, or look at the papers yourself and write down what you saw.':
    'انتظر الفحص، أو انظر في الوثائق بنفسك واكتب ما رأيت.',
  'The case does not wait for a decision.': 'لا تنتظر الحالة قرارًا.',
  'Look at its status: it was decided, or the applicant has to act first.':
    'انظر إلى حالتها: بُتّ فيها، أو على مقدّم الطلب أن يتصرف أولًا.',
  'The case waits for its applicant, and it is not said why it is decided without them.':
    'تنتظر الحالة مقدّم الطلب، ولم يُذكر لماذا يُبتّ فيها دونه.',
  'Say why; officers read it among the remarks.': 'اذكر السبب؛ يقرؤه مسؤولو الالتزام بين الملاحظات.',
  'Answers were changed and not sent in.': 'عُدّلت إجابات ولم تُرسل.',
  'Let the applicant send the application in, or send it in for them; another officer then approves.':
    'دع مقدّم الطلب يرسل طلبه، أو أرسله نيابةً عنه؛ ثم يوافق مسؤول التزام آخر.',
  'This holds an emoji, which no passport, register or authority writes.':
    'فيه رمز تعبيري لا يكتبه جواز سفر ولا سجل ولا جهة رسمية.',
  'Write it as it stands in the paper.': 'اكتبه كما هو في الوثيقة.',
  'This day of birth is in the future.': 'تاريخ الميلاد هذا في المستقبل.',
  'Enter the day as it stands in the passport.': 'أدخل التاريخ كما في جواز السفر.',
  'Only people of 18 years or more can invest here.': 'لا يستثمر هنا إلا من بلغ 18 عامًا.',
  'An adult can apply as the custodian of a minor.': 'يمكن لبالغ أن يتقدم بصفته وليًا على قاصر.',
  'Whoever owns or acts for an entity, or acts for a trust, is 18 years old or more.':
    'كل من يملك كيانًا أو يتصرف عنه أو عن ترست يبلغ 18 عامًا أو أكثر.',
  'Name somebody of age. In a trust a child may be named who only benefits.':
    'اذكر شخصًا بالغًا. وفي الترست يجوز ذكر طفل ينتفع فقط.',
  'This person is named twice: name and date of birth are the same.':
    'ذُكر هذا الشخص مرتين: الاسم وتاريخ الميلاد متطابقان.',
  'Name each person once, and beside the applicant only the others.':
    'اذكر كل شخص مرة واحدة، وإلى جانب مقدّم الطلب الآخرين فقط.',
  'Nobody is named who controls the entity, and nobody who signs for it.':
    'لم يُذكر من يسيطر على الكيان، ولا من يوقّع عنه.',
  'Say of one person that they control it, and of at least one that they sign for it; one may do both.':
    'حدد شخصًا يسيطر عليه، وشخصًا واحدًا على الأقل يوقّع عنه؛ وقد يكون الشخص نفسه.',
  'This day is in the future.': 'هذا التاريخ في المستقبل.',
  'Enter a day that has passed.': 'أدخل يومًا قد مضى.',
  'Not everybody who stands behind the investor is checked.': 'لم يُفحص كل من يقف وراء المستثمر.',
  'The case says who is missing: wait for their checks, or look at the papers of each yourself and write down what you saw.':
    'تذكر الحالة من ينقص: انتظر فحوصهم، أو انظر في وثائق كل منهم بنفسك واكتب ما رأيت.',
  'A look is at the papers of one.': 'ينظر كل فحص في وثائق واحد فقط.',
  'Give “person” or “entity”, and write down the other look for itself.':
    'اذكر «person» أو «entity»، واكتب الفحص الآخر على حدة.',
  'Nobody is named in this place.': 'لم يُذكر أحد في هذا الموضع.',
  'Take a place in the answer “owners”, counted from 0.': 'خذ موضعًا في إجابة «owners»، بالعد من 0.',
  'The checks that this needs are being brought up to date.': 'يجري تحديث الفحوص اللازمة لذلك.',
  'Try again shortly. An officer brings the sanctions lists in again, under Lists.':
    'أعد المحاولة بعد قليل. يعيد مسؤول الالتزام إدخال قوائم العقوبات من «القوائم».',
  'Whether the investor is accredited is open: {missing} is not said.':
    'لم يتضح ما إذا كان المستثمر معتمدًا: لم يُذكر {missing}.',
  'Say it: every basis asks for its own.': 'اذكره: لكل أساس ما يُسأل عنه.',
  'Net worth without the main home is {nw}; more than {limit} is asked for.':
    'صافي الثروة دون المنزل الرئيسي {nw}؛ والمطلوب أكثر من {limit}.',
  'Show a higher net worth, or qualify by income, a licence or a letter.':
    'أثبت صافي ثروة أعلى، أو استوفِ الشرط بالدخل أو الترخيص أو الخطاب.',
  'A paper of {date} cannot show the income of the two most recent years.':
    'لا يمكن لوثيقة بتاريخ {date} أن تُثبت دخل العامين الأخيرين.',
  'Send one of {from} or later, such as the tax return or Form W-2 of the last year.':
    'أرسل وثيقة بتاريخ {from} أو بعده، كالإقرار الضريبي أو نموذج W-2 للعام الماضي.',
  'Income was {y1} and {y2}. It has to be more than {limit} in each of the two years, or more than {joint} together with a spouse or partner, and as much be expected this year.':
    'كان الدخل {y1} و{y2}. يجب أن يزيد على {limit} في كلٍّ من العامين، أو على {joint} مع الزوج أو الشريك، وأن يُتوقع مثله هذا العام.',
  'Show a higher income, or qualify by net worth, a licence or a letter.':
    'أثبت دخلًا أعلى، أو استوفِ الشرط بصافي الثروة أو الترخيص أو الخطاب.',
  'An entity that was formed only for this purchase qualifies only when each of its owners is accredited.':
    'الكيان المنشأ لهذا الشراء فقط لا يستوفي الشرط إلا إذا كان كل مالكيه معتمدين.',
  'Have every owner verified.': 'وثّق كل مالك.',
  'Total assets of {a} are not more than {limit}, and not every owner is accredited.':
    'إجمالي الأصول {a} لا يزيد على {limit}، وليس كل المالكين معتمدين.',
  'Show higher assets, or have every owner verified.': 'أثبت أصولًا أعلى، أو وثّق كل مالك.',
  'Investments of {a} are not more than {limit}, and not every owner is accredited.':
    'الاستثمارات {a} لا تزيد على {limit}، وليس كل المالكين معتمدين.',
  'Show higher investments, or have every owner verified.': 'أثبت استثمارات أعلى، أو وثّق كل مالك.',
  'The family office manages {a}, which is not more than {limit}, and not every owner is accredited.':
    'يدير المكتب العائلي {a}، وهو لا يزيد على {limit}، وليس كل المالكين معتمدين.',
  'Show that it manages more, or have every owner verified.': 'أثبت أنه يدير أكثر، أو وثّق كل مالك.',
  'A trust or family office qualifies by its size only when somebody decides on its purchase who can judge its merits and risks.':
    'لا يستوفي الصندوق الائتماني أو المكتب العائلي الشرط بحجمه إلا إذا اتخذ قرار شرائه من يقدر على تقدير مزاياه ومخاطره.',
  'Show that such a person decides, or have every owner verified.':
    'أثبت أن شخصًا كهذا يتخذ القرار، أو وثّق كل مالك.',
  'To be verified by the size of the investment, an investor states in writing to be accredited.':
    'للتحقق بحجم الاستثمار يصرّح المستثمر كتابةً بأنه معتمد.',
  'State it, if it is so, or choose another basis.': 'صرّح بذلك إن كان صحيحًا، أو اختر أساسًا آخر.',
  'To be verified by the size of the investment takes {min}; the amount is {amt}.':
    'يتطلب التحقق بحجم الاستثمار {min}؛ والمبلغ {amt}.',
  'Commit that much, or choose another basis.': 'التزم بهذا القدر، أو اختر أساسًا آخر.',
  'The minimum may not be financed by somebody else for this purchase.':
    'لا يجوز أن يموّل غيرك الحد الأدنى لهذا الشراء.',
  'State in writing that it is not, if it is so, or choose another basis.':
    'صرّح كتابةً بأنه ليس كذلك إن كان صحيحًا، أو اختر أساسًا آخر.',
  'Nobody is named who controls the entity.': 'لم يُذكر من يسيطر على الكيان.',
  'Name one person with significant responsibility to control, manage or direct it.':
    'اذكر شخصًا واحدًا تقع عليه مسؤولية جوهرية عن السيطرة أو الإدارة أو التوجيه.',
  'Nobody is named who may sign for the entity.': 'لم يُذكر من يحق له التوقيع عن الكيان.',
  'Name at least one authorised signer.': 'اذكر مفوَّضًا واحدًا بالتوقيع على الأقل.',
  'The shares of the owners are more than the whole.': 'حصص المالكين تزيد على الكل.',
  'Check the percentages: together they are at most 100.': 'تحقق من النسب: مجموعها 100 بحد أقصى.',
  'The entity that is owned is not named before its owner.': 'الكيان المملوك غير مذكور قبل مالكه.',
  'Name the entity first, then who owns it.': 'اذكر الكيان أولًا، ثم من يملكه.',
  'An owner of less than 25 per cent is not asked for.': 'لا يُسأل عن مالك بأقل من 25 بالمئة.',
  'Leave the share out, or correct it.': 'احذف الحصة أو صحّحها.',
  'Another step comes first.': 'خطوة أخرى تأتي أولًا.',
  'Save the step “{step}” before this one.': 'احفظ الخطوة «{step}» قبل هذه.',
  'This step is not asked of this kind of investor.': 'لا تُطلب هذه الخطوة من هذا النوع من المستثمرين.',
  'Go on with the step “{step}”.': 'تابع بالخطوة «{step}».',
  Identity: 'الهوية',
  Entity: 'الكيان',
  Address: 'العنوان',
  'Tax and funds': 'الضرائب والأموال',
  'Owners and signers': 'المالكون والمفوَّضون بالتوقيع',
  Finances: 'الوضع المالي',
  Papers: 'الوثائق',
  'The application has been sent in and cannot be changed now.': 'أُرسل الطلب ولا يمكن تغييره الآن.',
  'Wait for the answer; you are told if something has to be changed.':
    'انتظر الرد؛ وستُبلَّغ إذا لزم تغيير شيء.',
  'This cannot be a taxpayer identification number of the United States.':
    'لا يمكن أن يكون هذا رقمًا ضريبيًا للولايات المتحدة.',
  'A US person gives their taxpayer identification number.': 'على الشخص الأمريكي ذكر رقم تعريفه الضريبي.',
  'Enter the number for the United States.': 'أدخل رقم الولايات المتحدة.',
  'A paper is missing that has to be handed in: {kinds}.': 'تنقص وثيقة واجبة التقديم: {kinds}.',
  'Hand it in with the application’s papers, or show a paper of identity to the service that checks identities.':
    'قدّمها مع وثائق الطلب، أو أظهر وثيقة هوية للخدمة التي تتحقق من الهويات.',
  'This is no legal entity identifier: 20 letters and digits, of which the last two check the others.':
    'ليس هذا معرّف كيان قانوني (LEI): ‏20 حرفًا ورقمًا، آخر اثنين منها يتحققان من الباقي.',
  'Copy it from the register of LEIs, or leave it out.': 'انسخه من سجل المعرّفات، أو اتركه فارغًا.',
  'There is no such paper of this investor.': 'لا توجد هذه الوثيقة لهذا المستثمر.',
  'Hand it in first, and use the id that it then gets.': 'قدّمها أولًا، واستخدم المعرّف الذي تحصل عليه.',
  'The service that checks identities does not answer.': 'الخدمة التي تتحقق من الهويات لا تستجيب.',
  'Try again later, or send the application in without it: a person will look at your papers.':
    'حاول لاحقًا، أو أرسل الطلب من دونها: سينظر شخص في وثائقك.',
  'The service that checks identities is being asked already.':
    'يجري الاستعلام من خدمة التحقق من الهويات بالفعل.',
  'Wait for its answer, or try again in {seconds} seconds.': 'انتظر ردها، أو حاول بعد {seconds} ثانية.',
  'Identities are checked by people here, not by a service.': 'يتحقق من الهويات هنا أشخاص لا خدمة.',
  'Send the application in: an officer will ask for your papers.': 'أرسل الطلب: سيطلب مسؤول الالتزام وثائقك.',
  'The signature does not fit these bytes.': 'التوقيع لا يطابق هذه البايتات.',
  'Sign the body exactly as it is sent, with the secret that was agreed on.':
    'وقّع المتن كما يُرسل تمامًا، بالسر المتفق عليه.',
  'The message was signed more than {minutes} minutes ago, or in the future.':
    'وُقّعت الرسالة قبل أكثر من {minutes} دقيقة، أو في المستقبل.',
  'Sign it anew when it is sent again, and check the clock.':
    'وقّعها من جديد عند إعادة إرسالها، وتحقق من الساعة.',
  'This message is none that is known here.': 'هذه الرسالة غير معروفة هنا.',
  'Subscribe to events about the result of checks only.': 'اشترك في أحداث نتائج الفحوص فقط.',
  'There is no check of this name here.': 'لا يوجد هنا فحص بهذا الاسم.',
  'Send it again in a while; if it stays unknown, it belongs to another installation.':
    'أعد إرساله بعد حين؛ وإذا بقي مجهولًا فهو لنظام آخر.',
  'These are not those who belong to units that are held so.':
    'ليس هؤلاء من تُحمل الوحدات باسمهم على هذا الوجه.',
  'Name each other holder: of community property one; where you hold for a minor, the minor alone.':
    'اذكر كل حامل آخر: وفي الملكية الزوجية واحدًا؛ وإن كنت تحمل لقاصر فالقاصر وحده.',
  'It is not said at what age custody ends.': 'لم يُذكر العمر الذي تنتهي فيه الولاية.',
  'Choose the age that the law of the minor’s state sets, from 18 to 25.':
    'اختر العمر الذي يحدده قانون ولاية القاصر، من 18 إلى 25.',
  'Custody ends for a minor for whom somebody holds, and nobody holds so here.':
    'تنتهي الولاية على قاصر يحتفظ غيره بالوحدات لأجله، ولا أحد يحتفظ بها كذلك هنا.',
  'Leave the age out, or say under “identity” that you hold for a minor.':
    'اترك العمر فارغًا، أو اذكر في خطوة الهوية أنك تحتفظ بالوحدات لأجل قاصر.',
  'Custody for somebody born on this day would have ended.': 'لكانت الولاية على من وُلد في هذا اليوم قد انتهت.',
  'Whoever is of age applies in their own name.': 'من بلغ سن الرشد يتقدم باسمه.',
  'A trust has a trustee, a settlor and a beneficiary, and not each of them is named.':
    'للترست أمين ومنشئ ومستفيد، ولم يُذكر كل منهم.',
  'Say of each person what they are in the trust; one may be several.':
    'اذكر صفة كل شخص في الترست؛ وقد يكون للواحد أكثر من صفة.',
  'It is not said whether the settlor may revoke the trust.': 'لم يُذكر هل للمنشئ أن يرجع في الترست.',
  'Choose what stands in the trust instrument.': 'اختر ما ورد في سند الترست.',
  'The number of the entity in its register is missing.': 'رقم الكيان في سجله ناقص.',
  'Copy it from the extract of the register.': 'انسخه من مستخرج السجل.',
  'It is not said how much this entity owns.': 'لم يُذكر كم يملك هذا الكيان.',
  'Enter its share in per cent.': 'أدخل حصته بالمئة.',
  'Custody for the minor ends on {until}.': 'تنتهي الولاية على القاصر في {until}.',
  'Approve until that day at the latest: from then on the units are to be theirs.':
    'اعتمد حتى ذلك اليوم على الأكثر: فمنذئذ تكون الوحدات له.',
  'Joint holders each sign for themselves, and others have not: {left}.':
    'يوقّع كل حامل مشترك عن نفسه، ولم يوقّع آخرون بعد: {left}.',
  'Have each sign with a wallet of their own, and sign last with the wallet of the subscription.':
    'ليوقّع كل منهم بمحفظة تخصه، ثم وقّع أخيرًا بمحفظة الاكتتاب.',
  'The agreement does not name who holds now, or not as they hold.':
    'لا تذكر الاتفاقية من يحتفظ بالوحدات الآن، أو لا تذكره كما يحتفظ بها.',
  'Of the subscriptions that are paid for, {count} have an agreement that does not name who holds by now, or not as they hold: {subscriptions}.':
    'من الاكتتابات المدفوعة {count} لا تسمّي اتفاقيته من يملك الآن أو لا تبيّن كيف يملك: {subscriptions}.',
  'Have those investors hold as they signed, or refuse their subscriptions: they subscribe again.':
    'ليملك أولئك المستثمرون كما وقّعوا، أو ارفض اكتتاباتهم ليكتتبوا من جديد.',
  'End the subscription and subscribe again: the new agreement names them.':
    'اسحب الاكتتاب ثم اكتتب من جديد: تذكرهم الاتفاقية الجديدة.',
  'This holder has signed with another wallet, or this wallet for another holder.':
    'وقّع هذا الحامل بمحفظة أخرى، أو وقّعت هذه المحفظة عن حامل آخر.',
  'Sign in the name of a holder who has not, with a wallet that is theirs.':
    'وقّع باسم حامل لم يوقّع بعد، بمحفظة تخصه.',
  'This form is not for this kind of investor.': 'ليس هذا النموذج لهذا النوع من المستثمرين.',
  'A person gives W-8BEN, an entity W-8BEN-E; either gives W-9 when it is of the United States.':
    'يقدّم الشخص W-8BEN والكيان W-8BEN-E؛ ويقدّم كلاهما W-9 إذا كان من الولايات المتحدة.',
  'A line that has to be filled in is empty.': 'سطر تجب تعبئته فارغ.',
  'Fill it in: what the holder is for tax, its GIIN where its status has one, and what lets it claim a treaty.':
    'املأه: الصفة الضريبية لصاحب النموذج، ورقم GIIN إن كانت لصفته رقم، وما يتيح له المطالبة بمعاهدة.',
  'This line does not go with the rest of the form.': 'لا يتفق هذا السطر مع بقية النموذج.',
  'Choose what fits this holder, or leave the line empty.':
    'اختر ما يناسب صاحب النموذج، أو اترك السطر فارغًا.',
  'A disregarded entity, a partnership, a simple trust or a grantor trust gives this form only to claim a treaty.':
    'لا يقدّم هذا النموذجَ الكيانُ غير المستقل ضريبيًا، أو شركة الأشخاص، أو الصندوق البسيط، أو الصندوق الذي يُعدّ ملكًا لمؤسسه، إلا للمطالبة بمعاهدة.',
  'Claim the treaty, or have its owners be investors: who does not claim one gives a W-8IMY, which is not taken here.':
    'طالب بالمعاهدة، أو ليكن ملّاكه هم المستثمرين: فمن لا يطالب بها يقدّم W-8IMY، وهو لا يُستلم هنا.',
  'This cannot be a Global Intermediary Identification Number.': 'لا يمكن أن يكون هذا رقم GIIN.',
  'Copy it again: 19 characters like 98Q96B.00000.LE.250, with the points, without the letter O.':
    'انسخه من جديد: 19 رمزًا مثل 98Q96B.00000.LE.250، مع النقاط، ودون الحرف O.',
  'From a financial institution that takes no part in FATCA the full rate is withheld, whatever a treaty says.':
    'تُستقطع النسبة كاملة من المؤسسة المالية التي لا تشارك في FATCA، أيًا كان ما تقوله المعاهدة.',
  'Leave out the treaty; what it gives is asked back from the IRS.':
    'احذف المعاهدة؛ فما تمنحه يُطلب رده من IRS.',
  'The form is not signed.': 'النموذج غير موقّع.',
  'Sign it with the full name.': 'وقّعه بالاسم الكامل.',
  'The form is signed on a day that has not come.': 'النموذج موقّع بتاريخ لم يحلّ.',
  'Give the day on which it was signed.': 'حدّد اليوم الذي وُقّع فيه.',
  'The form was signed so long ago that it does not count any more.':
    'وُقّع النموذج منذ زمن طويل فلم يعد يُعتد به.',
  'Fill in a new one.': 'املأ نموذجًا جديدًا.',
  'The form says that somebody is foreign, and gives a residence in the United States.':
    'يقول النموذج إن الشخص أجنبي، ويذكر إقامة في الولايات المتحدة.',
  'Give the permanent residence, or fill in a W-9.': 'اذكر الإقامة الدائمة، أو املأ W-9.',
  'A citizen or an entity of the United States is not foreign.':
    'مواطن الولايات المتحدة أو كيانها ليس أجنبيًا.',
  'Fill in a W-9.': 'املأ W-9.',
  'This cannot be a taxpayer identification number of this kind and this holder.':
    'لا يمكن أن يكون هذا رقمًا ضريبيًا من هذا النوع لهذا الحامل.',
  'Copy it again: nine digits, an SSN or ITIN of a person, an EIN of an entity.':
    'انسخه من جديد: تسعة أرقام، SSN أو ITIN للشخص وEIN للكيان.',
  'A lower rate by a treaty needs a taxpayer identification number, of the United States or of the own country.':
    'يتطلب السعر المخفّض بمعاهدة رقمًا ضريبيًا من الولايات المتحدة أو من بلد الشخص.',
  'Add one, or leave out the treaty.': 'أضف رقمًا، أو احذف المعاهدة.',
  'There is no treaty with this country in the table of lower rates.':
    'لا معاهدة مع هذا البلد في جدول الأسعار المخفّضة.',
  'Leave out the treaty; the rate without one is withheld.':
    'احذف المعاهدة؛ تُستقطع النسبة المعمول بها دون معاهدة.',
  'A treaty is claimed of a country that is not the one of residence.':
    'المعاهدة المطالَب بها لبلد غير بلد الإقامة.',
  'Claim the treaty of the country in the address.': 'طالب بمعاهدة البلد المذكور في العنوان.',
  'The message is not as IVMS101 has it; the first fault is at {path}.':
    'الرسالة لا توافق IVMS101؛ أول خطأ عند {path}.',
  'Mend every field that is named.': 'صحّح كل حقل مذكور.',
  'The message is written as Protocol Buffers print it, in snake case and with codes that have their type before them.':
    'كُتبت الرسالة كما تطبعها Protocol Buffers، بصيغة snake case وبرموز يسبقها نوعها.',
  'Send the JSON form of the standard: nameIdentifier, LEGL.':
    'أرسل صيغة JSON للمعيار: nameIdentifier وLEGL.',
  'Of the {party} there is no {fields}, which has to go with this transfer.':
    'لا يوجد عن {party}: {fields}، وهو مما يجب أن يرافق هذا التحويل.',
  'Ask for it: a tax form brings the address.': 'اطلبه: النموذج الضريبي يأتي بالعنوان.',
  'Nobody here has linked the wallet of the {party}.': 'لم يربط أحد هنا محفظة {party}.',
  'Link it first; what other platforms hold, they answer for.':
    'اربطها أولًا؛ وما تحمله منصات أخرى فهي تجيب عنه.',
  'The data room has {max} documents already.': 'في غرفة البيانات {max} مستندًا بالفعل.',
  'Put what belongs together into one document.': 'اجمع ما يتصل بعضه ببعض في مستند واحد.',
  'The document has {max} versions already.': 'للمستند {max} نسخة بالفعل.',
  'Begin a new document under another title.': 'ابدأ مستندًا جديدًا بعنوان آخر.',
  'There is a document of this title, and it is of another kind: {kind}.':
    'يوجد مستند بهذا العنوان، وهو من نوع آخر: {kind}.',
  'Give the kind that it has, or another title.': 'حدّد نوعه القائم، أو عنوانًا آخر.',
  'There is a document of this title, and it is for others: {visibility}.':
    'يوجد مستند بهذا العنوان، وهو لفئة أخرى: {visibility}.',
  'Say for whom it is already; who may read it is changed by itself, before or after.':
    'حدّد الفئة القائمة؛ وتُغيَّر صلاحية قراءته على حدة، قبل ذلك أو بعده.',
  'The document is withdrawn.': 'المستند مسحوب.',
  'Upload it again under its title; that is a new version.': 'ارفعه من جديد بعنوانه؛ وذلك نسخة جديدة.',
  'A key is lower-case letters and digits, in parts joined by single hyphens, at most 40 characters.':
    'المفتاح أحرف لاتينية صغيرة وأرقام، في أجزاء تصلها شرطات مفردة، بحد أقصى 40 حرفًا.',
  'Write it like "office-tower".': 'اكتبه على هذا النحو "office-tower".',
  'This is no country, nor a part of one.': 'ليس هذا بلدًا ولا جزءًا من بلد.',
  'Write the country, like "LU", or the country and its part, like "US-DE".':
    'اكتب البلد مثل "LU"، أو البلد وجزأه مثل "US-DE".',
  'There is an issuer with the key {key} already.': 'يوجد بالفعل مُصدِر بالمفتاح {key}.',
  'Choose it from the list, or give the new one a key of its own.':
    'اختره من القائمة، أو امنح الجديد مفتاحًا خاصًا به.',
  'The offering is closed.': 'الطرح مُقفل.',
  'Look for units on the secondary market, or wait for another offering of this issuer.':
    'ابحث عن وحدات في السوق الثانوية، أو انتظر طرحًا آخر لهذا المُصدِر.',
  'The contract that keeps the money of this offering is not on the chain yet.':
    'العقد الذي يحفظ أموال هذا الطرح ليس على سلسلة الكتل بعد.',
  'Try again in a moment.': 'حاول بعد قليل.',
  'This offering is for those whom the issuer has invited, and the investor is not on its list.':
    'هذا الطرح لمن دعاهم المُصدِر، والمستثمر ليس في قائمته.',
  'Ask the issuer to put the investor on the list of the offering.':
    'اطلب من المُصدِر إضافة المستثمر إلى قائمة الطرح.',
  'The offering has not opened yet; it opens on {opens}.': 'لم يُفتح الطرح بعد؛ ويُفتح في {opens}.',
  'Subscribe from {opens} on.': 'اكتتب ابتداءً من {opens}.',
  'The offering took subscriptions until {closes}.': 'تلقّى الطرح الاكتتابات حتى {closes}.',
  'Ask the issuer whether the window will be extended.': 'اسأل المُصدِر عمّا إذا كانت الفترة ستُمدَّد.',
  'The investor is not verified, or the verification has expired.':
    'لم يُتحقق من المستثمر، أو انتهت صلاحية التحقق.',
  'Complete or renew the verification; while officers look at it, wait for their decision.':
    'أكمل التحقق أو جدّده؛ وما دام المسؤولون ينظرون فيه فانتظر قرارهم.',
  'The wallet is not linked to this investor, or the chain does not know it yet.':
    'المحفظة غير مرتبطة بهذا المستثمر، أو لا تعرفها سلسلة الكتل بعد.',
  'Link the wallet by signing the message it is shown, and wait until it is ready.':
    'اربط المحفظة بتوقيع الرسالة المعروضة عليها، وانتظر حتى تصير جاهزة.',
  'Units were reserved {count} times lately and never paid for, so none are kept until {until}.':
    'حُجزت وحدات {count} مرات مؤخرًا ولم يُدفع ثمنها، فلا تُحجز أي وحدات حتى {until}.',
  'Subscribe from {until} on, and pay in time.': 'اكتتب ابتداءً من {until}، وادفع في الموعد.',
  'Nothing keeps this investor from subscribing: an interest is for whoever cannot yet.':
    'لا شيء يمنع هذا المستثمر من الاكتتاب: إبداء الاهتمام لمن لا يمكنه الاكتتاب بعد.',
  'Subscribe.': 'اكتتب.',
  'The money does not wait because of a price.': 'لا ينتظر المبلغ بسبب سعر.',
  'The offering takes no subscription of {amount} from this investor now ({reason}).':
    'لا يقبل الطرح الآن اكتتابًا بمبلغ {amount} من هذا المستثمر ({reason}).',
  'Send the money back, or have the investor ask for units anew and match it with that reference.':
    'أعد المبلغ إلى مرسله، أو ليطلب المستثمر الوحدات من جديد ثم طابق المبلغ مع ذلك المرجع.',
  'Sales under this exemption are not told with Form C.':
    'المبيعات بموجب هذا الإعفاء لا يُفصح عنها بنموذج Form C.',
  'Form C is for Regulation Crowdfunding.': 'نموذج Form C خاص بلائحة Regulation Crowdfunding.',
  'Units are reserved for {amount} already: meanwhile, perhaps in another window.':
    'حُجزت وحدات بمبلغ {amount} بالفعل في هذه الأثناء، ربما من نافذة أخرى.',
  'Go on with {amount}, or ask once more: the new amount then takes its place.':
    'تابع بمبلغ {amount}، أو اطلب مرة أخرى: عندئذ يحل المبلغ الجديد محله.',
  'The smallest subscription is {ticketMin}.': 'أصغر اكتتاب {ticketMin}.',
  'Subscribe for {ticketMin} or more.': 'اكتتب بمبلغ {ticketMin} أو أكثر.',
  'The largest subscription is {ticketMax}.': 'أكبر اكتتاب {ticketMax}.',
  'Subscribe for {ticketMax} or less.': 'اكتتب بمبلغ {ticketMax} أو أقل.',
  'The amount does not buy a whole number of units.': 'لا يشتري المبلغ عددًا صحيحًا من الوحدات.',
  'Try {fitting} for {units} units, or {above} for {unitsAbove}.':
    'جرّب {fitting} مقابل {units} وحدة، أو {above} مقابل {unitsAbove}.',
  'All units are sold.': 'بيعت كل الوحدات.',
  'Only {unitsLeft} units are left.': 'لم يبقَ سوى {unitsLeft} وحدة.',
  'Subscribe for fewer units.': 'اكتتب بعدد أقل من الوحدات.',
  'The rules that this instrument is under refuse it.': 'ترفضه القواعد التي تخضع لها هذه الأداة.',
  'Each reason says what can be done about it.': 'يذكر كل سبب ما يمكن فعله حياله.',
  'Compliance officers have to look at this first, and it is before them.':
    'يجب أن ينظر مسؤولو الالتزام في هذا أولًا، وهو معروض عليهم.',
  'Ask again once they have decided. Units that are reserved stay kept until then, and their investor is told.':
    'اطلب ثانية بعد أن يقرّروا. تبقى الوحدات المحجوزة محفوظة حتى ذلك الحين، ويُبلَّغ مستثمرها.',
  '{rule}: what this rule asks about you is not on record.':
    '{rule}: ما تسأل عنه هذه القاعدة بشأنك غير مسجّل.',
  'You need not send anything unless you are asked.': 'لا يلزمك إرسال شيء ما لم يُطلب منك.',
  '{rule}: what this rule asks of the issuer is not on record.':
    '{rule}: ما تسأل عنه هذه القاعدة المُصدِر غير مسجّل.',
  'The issuer brings it, and an officer records it.': 'يأتي به المُصدِر ويسجّله مسؤول.',
  '{rule}: this rule could not be decided by itself.': '{rule}: لم تستطع هذه القاعدة أن تقرّر وحدها.',
  'The amount is no plain decimal number.': 'ليس المبلغ عددًا عشريًا مجردًا.',
  'Write digits and at most one point, as in "500.00".':
    'اكتب أرقامًا وفاصلة عشرية واحدة على الأكثر، مثل "500.00".',
  'The amount has more than {decimals} decimals.': 'في المبلغ أكثر من {decimals} منازل عشرية.',
  'Round it to {decimals} decimals.': 'قرّبه إلى {decimals} منازل عشرية.',
  'The amount must be above zero.': 'يجب أن يكون المبلغ أكبر من صفر.',
  'Write an amount above zero.': 'اكتب مبلغًا أكبر من صفر.',
  'Since the units were reserved for {amount}, the units sold have come to another price tier: they cost {cost} now.':
    'منذ حجز الوحدات بمبلغ {amount} بلغت الوحدات المبيعة شريحة سعر أخرى: ثمنها الآن {cost}.',
  'Subscribe again for the amount that you want to pay, and pay then.':
    'اكتتب من جديد بالمبلغ الذي تريد دفعه، ثم ادفع.',
  'The money of {count} subscriptions is on its way into escrow.':
    'أموال {count} من الاكتتابات في طريقها إلى حساب الضمان.',
  'The money of {count} subscriptions was asked back of the contract, and is on its way.':
    'طُلب استرداد مال اكتتابات (العدد: {count}) من العقد، وهو في الطريق.',
  'Wait until it is back. What failed is asked for again by itself.':
    'انتظر حتى يعود. ما فشل يُطلب من جديد تلقائيًا.',
  '{count} subscriptions count as paid at a bank, and less than they cost lies there for them: {subscriptions}.':
    'تُعدّ اكتتابات (العدد: {count}) مدفوعة في بنك، وما يوجد هناك لأجلها أقل من ثمنها: {subscriptions}.',
  'Refuse them, and they end before the closing.': 'ارفضها فتنتهي قبل الإغلاق.',
  'Wait until it is there for good, or has failed.': 'انتظر حتى تصل نهائيًا أو تخفق.',
  'The last moment to close was {day}.': 'كان آخر موعد للإقفال {day}.',
  'Nothing can be closed any more; everybody is being paid back.':
    'لم يعد الإقفال ممكنًا؛ وتُرد الأموال إلى الجميع.',
  'Subscriptions are taken until the end of {closes}.': 'تُقبل الاكتتابات حتى نهاية يوم {closes}.',
  'Close after that, or when everything is sold.': 'أقفل بعد ذلك، أو عند بيع الكل.',
  '{units} units are paid for, and the offering closes with {softCap} at least.':
    'دُفع ثمن {units} وحدة، ولا يُقفل الطرح بأقل من {softCap}.',
  'Once the window is over everybody is paid back, by themselves.':
    'عند انتهاء الفترة تُرد الأموال إلى الجميع تلقائيًا.',
  'Nobody has said yet how many units {count} of the paid subscriptions get.':
    'لم يُحدَّد بعد كم وحدة تُخصَّص لعدد {count} من الاكتتابات المدفوعة.',
  'Allot units to each of them, or none, with a reason.': 'خصّص وحدات لكل منها، أو لا شيء مع ذكر السبب.',
  '{units} units are allotted, and the offering closes with {softCap} at least, and never with none.':
    'خُصصت {units} وحدة، ولا يُقفل الطرح بأقل من {softCap}، ولا بلا وحدات قط.',
  'Allot more, or give the offering up: everybody is then paid back.':
    'خصّص المزيد، أو تخلَّ عن الطرح: فتُرد الأموال إلى الجميع.',
  'The term sheet says by rule who gets how many units of this offering.':
    'تحدّد ورقة الشروط بقاعدةٍ من يحصل على كم وحدة في هذا الطرح.',
  'There is nothing to allot; look at the preview of the closing.': 'لا شيء يُخصَّص؛ انظر إلى معاينة الإقفال.',
  'The units of {subscription} are no number of zero or more with at most {decimals} decimals.':
    'ليست وحدات {subscription} عددًا من صفر فأكثر بحد أقصى {decimals} منازل عشرية.',
  'Write digits and at most one point, as in "500" or "0".':
    'اكتب أرقامًا وفاصلة عشرية واحدة على الأكثر، مثل "500" أو "0".',
  'No money of {subscription} is in the escrow of this offering.':
    'لا أموال للاكتتاب {subscription} في حساب ضمان هذا الطرح.',
  'Read the list again, and allot to those who are on it.': 'اقرأ القائمة من جديد، وخصّص لمن فيها.',
  '{subscription} is there twice.': '‏{subscription} مذكور مرتين.',
  'Name each subscription once.': 'اذكر كل اكتتاب مرة واحدة.',
  '{subscription} asked for {asked} units and cannot get {units}.':
    'طلب {subscription} {asked} وحدة، ولا يمكن أن يحصل على {units}.',
  'Allot at most what was asked and paid for.': 'خصّص ما طُلب ودُفع ثمنه بحد أقصى.',
  '{subscription} gets something else than it asked for, and no reason is given.':
    'يحصل {subscription} على غير ما طلب دون ذكر سبب.',
  'Say why, for this one or for all that have no reason of their own.':
    'اذكر السبب لهذا، أو لكل من ليس له سبب خاص.',
  '{units} units are allotted, and there are {max}.': 'خُصصت {units} وحدة، والمتاح {max}.',
  'Take units away until no more than {max} are allotted.': 'أنقص الوحدات حتى لا يزيد المخصَّص على {max}.',
  'The last investor may take their subscription back until {until}.':
    'يحق لآخر مستثمر سحب اكتتابه حتى {until}.',
  'Close after that.': 'أقفل بعد ذلك.',
  'For how long the units are locked cannot be said: not all that the rules ask of it is on record.':
    'لا يمكن القول كم تبقى الوحدات خاضعة للحظر: ليس كل ما تسأل عنه القواعد بشأن ذلك مسجّلًا.',
  'A compliance officer records it under Rules; close then.': 'يسجّله مسؤول الالتزام تحت القواعد؛ ثم أقفل.',
  'Of the subscriptions that are paid for, {count} have an agreement that is not signed by both sides.':
    'من الاكتتابات المدفوعة {count} لم يوقّع الطرفان اتفاقيتها.',
  'Countersign them, or refuse those subscriptions.': 'وقّعها عن المُصدِر، أو ارفض تلك الاكتتابات.',
  'The subscription agreement is not signed yet.': 'اتفاقية الاكتتاب غير موقّعة بعد.',
  'Read and sign it first; nothing is paid before that.': 'اقرأها ووقّعها أولًا؛ فلا يُدفع شيء قبل ذلك.',
  'Nobody has prepared this closing as it stands now.': 'لم يُعدّ أحد هذا الإقفال بصورته الحالية.',
  'Look at the preview and prepare it; a second person then confirms.':
    'انظر إلى المعاينة وأعدّه؛ ثم يؤكده شخص ثانٍ.',
  'Who prepared the closing does not confirm it.': 'من أعدّ الإقفال لا يؤكده.',
  'Who prepared the payment does not confirm it.': 'من أعدّ الدفعة لا يؤكدها.',
  'The platform does not manage this treasury: whoever has its key pays out of it.':
    'لا تدير المنصة هذه الخزينة: يدفع منها من بيده مفتاحها.',
  'Pay from the treasury itself.': 'ادفع من الخزينة نفسها.',
  'This address is the treasury itself or a contract of the platform, where the money would be lost.':
    'هذا العنوان هو الخزينة نفسها أو عقد من عقود المنصة، حيث يضيع المال.',
  'This address is on a sanctions list that is in force.': 'هذا العنوان على قائمة عقوبات سارية.',
  'Pay nothing to it, and speak to a compliance officer.': 'لا تدفع له شيئًا، وتحدث إلى مسؤول امتثال.',
  'Give the address of whoever is to be paid.': 'أعطِ عنوان من يُراد الدفع له.',
  'Of what was raised, {left} is in the treasury and not spoken for yet.':
    'مما جُمع، في الخزينة {left} لم يُخصَّص بعد.',
  'Give at most that, or withdraw a payment that waits.': 'لا تتجاوز ذلك، أو اسحب دفعة تنتظر.',
  'This payment does not wait for anybody any more.': 'لم تعد هذه الدفعة تنتظر أحدًا.',
  'The treasury has paid exactly this to them once, in {tx}, and the books do not know it: they were restored from a backup, most likely.':
    'دفعت الخزينة لهم هذا بعينه مرة، في {tx}، ولا تعلم به الدفاتر: استُعيدت على الأرجح من نسخة احتياطية.',
  'If it was this payment, withdraw it and book what was paid, found by that transaction. If it was another one, book that one first.':
    'إن كانت هذه الدفعة فاسحبها وقيّد ما دُفع، ويُعثر عليه بتلك المعاملة. وإن كانت دفعة أخرى فقيّد تلك أولًا.',
  'Prepare another one if it is still wanted.': 'أعِدّ دفعة أخرى إن كانت لا تزال مطلوبة.',
  'The treasury lacks {missing} of income. Of what else it holds, {proceeds} was raised from investors, and no income is paid out of that by itself.':
    'ينقص الخزينة من الدخل {missing}. ومما فيها سوى ذلك {proceeds} جُمع من المستثمرين، ولا يُدفع منه دخل من تلقاء نفسه.',
  'Send {missing} to the treasury, {treasury}; or have two people pay it out of what was raised: holders are told that it is a return of capital.':
    'أرسل {missing} إلى الخزينة {treasury}؛ أو ليدفعه شخصان مما جُمع: ويُبلَّغ الحملة بأنه رد لرأس المال.',
  'By the books, {proceeds} of what was raised is in the treasury, but it holds {balance}: what was paid out of it is not booked. Until it is, nothing there counts as income.':
    'في الخزينة بحسب الدفاتر {proceeds} مما جُمع، لكن ما فيها {balance}: ما دُفع منها لم يُقيَّد. وإلى أن يُقيَّد لا يُعد شيء مما فيها دخلًا.',
  'Have two people book, at the closing of the offering, what was paid already; the payment then goes on by itself.':
    'ليقيّد شخصان، عند إقفال الطرح، ما سبق دفعه؛ ثم تمضي الدفعة من تلقاء نفسها.',
  'This distribution does not wait for income that the treasury lacks.':
    'لا ينتظر هذا التوزيع دخلًا ينقص الخزينة.',
  'Look at what it waits for.': 'انظر ماذا ينتظر.',
  'Somebody has asked for it already.': 'طلبه أحدهم بالفعل.',
  'Have a second person confirm it, or withdraw it and ask anew.': 'ليؤكده شخص ثانٍ، أو اسحبه واطلبه من جديد.',
  'Nobody has asked for it.': 'لم يطلبه أحد.',
  'Ask for it first; another person confirms it.': 'اطلبه أولًا؛ ويؤكده شخص آخر.',
  'Something else is lacking now than when it was asked for.': 'ما ينقص الآن غير ما كان ينقص حين طُلب.',
  'Withdraw it, and ask anew for what is still lacking.': 'اسحبه واطلب من جديد ما لا يزال ناقصًا.',
  'Have a second person look at it.': 'اطلب من شخص ثانٍ النظر فيه.',
  'Nothing can be paid before the investor has confirmed the risks; {count} are left.':
    'لا يُدفع شيء قبل أن يؤكد المستثمر المخاطر؛ وبقي منها {count}.',
  'Read each risk on the page of the offering and confirm it; then pay.':
    'اقرأ كل خطر في صفحة الطرح وأكّده؛ ثم ادفع.',
  'This is not what a risk of this offering says now.': 'ليس هذا نص خطر من مخاطر هذا الطرح الآن.',
  'Read the risks again: a text has changed since.': 'اقرأ المخاطر من جديد: تغيّر نص منذئذ.',
  'The questions on whether this suits the investor are not answered, or a warning is not acknowledged.':
    'لم يُجب عن أسئلة الملاءمة للمستثمر، أو لم يُقرّ بتحذير.',
  'Answer the questions, and acknowledge the warning if there is one; then confirm the risks.':
    'أجب عن الأسئلة، وأقرّ بالتحذير إن وُجد؛ ثم أكّد المخاطر.',
  'There is no warning to acknowledge.': 'لا تحذير يُقرّ به.',
  'Answer the questions first; if nothing speaks against it, go on to the risks.':
    'أجب عن الأسئلة أولًا؛ وإذا لم يمنع مانع فانتقل إلى المخاطر.',
  'The offering is not paid in this currency.': 'لا يُدفع ثمن هذا الطرح بهذه العملة.',
  'Name one of {currencies}.': 'اذكر واحدة من {currencies}.',
  'The issuer takes no more payments in {currency} for this offering: {reason}':
    'لم يعد المُصدر يقبل الدفع بعملة {currency} لهذا الطرح: {reason}',
  'Ask for the units in another currency that the offering takes; they stay kept for the investor.':
    'اطلب الوحدات بعملة أخرى يقبلها الطرح؛ تبقى محجوزة للمستثمر.',
  'The token is not the address of a contract.': 'الرمز ليس عنوان عقد.',
  'Write the stablecoin’s address in its mixed-case form, in quotes.':
    'اكتب عنوان العملة المستقرة بصيغته المختلطة الأحرف، بين علامتي اقتباس.',
  'The offering takes {currency}, or this token, already.': 'يقبل الطرح {currency} أو هذا الرمز من قبل.',
  'Keep it once; two tokens of one code cannot be told apart in the books.':
    'أبقه مرة واحدة؛ فرمزان بشفرة واحدة لا يمكن التمييز بينهما في الدفاتر.',
  'The smallest part of {currency} is worth more than a tenth of a unit of the payment token: each payment, rounded up to it, could take that much too much.':
    'أصغر جزء من {currency} يساوي أكثر من عُشر وحدة من رمز الدفع: وكل دفعة تُقرَّب إليه صعودًا قد تأخذ هذا القدر زيادة.',
  'Take a token with more decimals, or leave the currency out.': 'خذ رمزًا بمنازل عشرية أكثر، أو احذف العملة.',
  'The rate of {currency} never changes, and investors choose what to pay with: when {currency} loses a tenth of its worth in {of}, they pay in it, and the offering has a tenth less for the same units.':
    'سعر {currency} لا يتغير أبدًا، والمستثمرون يختارون بماذا يدفعون: فإذا فقدت {currency} عُشر قيمتها بعملة {of} دفعوا بها، وحصل الطرح على أقل بالعُشر مقابل الوحدات نفسها.',
  'Keep the window short, and stop a currency that has fallen; what was paid in it stays, and a refund is in it.':
    'اجعل النافذة قصيرة، وأوقف العملة التي هبطت؛ وما دُفع بها يبقى، والرد يكون بها.',
  'What else investors may pay with, at fixed rates; a refund is in what was paid. Caps, tickets and limits stay in the payment token, and so do payments at a bank and all income. Left out: the payment token alone.':
    'بماذا يمكن للمستثمرين أن يدفعوا أيضًا بأسعار ثابتة؛ والرد يكون بما دُفع. وتبقى السقوف والتذاكر والحدود برمز الدفع، وكذلك المدفوعات في البنك وكل الدخل. إن تُرك: رمز الدفع وحده.',
  'The contract of a stablecoin that takes payments by signature (ERC-3009).':
    'عقد عملة مستقرة تقبل الدفع بالتوقيع (ERC-3009).',
  'Its symbol, as the token itself answers it.': 'رمزها كما يجيب به العقد نفسه.',
  'Its decimals, as the token itself answers them.': 'منازلها العشرية كما يجيب بها العقد نفسه.',
  'What one unit of the payment token costs in it, like 0.92. It never changes.':
    'كم تكلف وحدة واحدة من رمز الدفع بها، مثل 0.92. لا يتغير أبدًا.',
  'The issuer takes no money at a bank for this subscription.': 'لا يقبل المُصدِر دفعًا عبر البنك لهذا الاكتتاب.',
  'Pay from your wallet.': 'ادفع من محفظتك.',
  'A wire that is begun now would come too late: two people have to confirm it before the end of {closes}, when the offering ends.':
    'الحوالة التي تبدأ الآن تصل متأخرة: على شخصين تأكيدها قبل نهاية {closes} حين ينتهي الطرح.',
  'Pay from your wallet. Wire nothing more: it would be sent back.':
    'ادفع من محفظتك. لا تحوّل شيئًا بعد الآن: سيُعاد إليك.',
  'The subscription does not wait for its investor, or not any more: it is {status}.':
    'لا ينتظر الاكتتاب مستثمره، أو لم يعد ينتظره: حالته {status}.',
  'Remind those who have to pay. The board says for whom each subscription waits.':
    'ذكّر من عليهم الدفع. وتبيّن اللوحة من ينتظره كل اكتتاب.',
  'The investor was reminded of this subscription at {at}.': 'ذُكّر المستثمر بهذا الاكتتاب في {at}.',
  'Wait until {again}: once a day is enough.': 'انتظر حتى {again}: مرة في اليوم تكفي.',
  'The subscription does not wait for this: it is {status}.': 'لا ينتظر الاكتتاب هذا: حالته {status}.',
  'Read it again, and go on from where it is.': 'اقرأه من جديد، وتابع من حيث وصل.',
  'The closing of the offering was confirmed, or everybody is being paid back.':
    'أُكِّد إقفال الطرح، أو يُعاد المال إلى الجميع.',
  'Wait for how it ends. Where the closing cannot be carried out the offering is open again, and the subscription can be refused.':
    'انتظر ما ينتهي إليه. فإن تعذّر تنفيذ الإقفال عاد الطرح مفتوحًا، وأمكن رفض الاكتتاب.',
  'The time to pay for this subscription has passed.': 'انقضى وقت دفع هذا الاكتتاب.',
  'Subscribe again.': 'اكتتب من جديد.',
  'The signature is not of this wallet for this subscription on this chain.':
    'التوقيع ليس من هذه المحفظة لهذا الاكتتاب على سلسلة الكتل هذه.',
  'Sign exactly the data that came with the subscription.': 'وقّع البيانات التي جاءت مع الاكتتاب كما هي.',
  'The payment is {amount}, of which the wallet lacks {missing}.':
    'المبلغ المستحق {amount}، وينقص المحفظة منه {missing}.',
  'Bring {missing} to the wallet and sign again, or pay from a bank where the issuer takes wires.':
    'أضف {missing} إلى المحفظة ووقّع من جديد، أو ادفع من بنك حيث يقبل المُصدِر التحويلات البنكية.',
  'The time in which it could be taken back is over, or there is none in this offering.':
    'انقضى وقت السحب، أو لا وقت له في هذا الطرح.',
  'Units come when the offering closes; without a closing the money comes back by itself.':
    'تأتي الوحدات عند إقفال الطرح؛ ومن دون إقفال تعود الأموال تلقائيًا.',
  'Only accredited investors can hold these units, and an officer has yet to decide on your claim.':
    'لا يحمل هذه الوحدات إلا المستثمرون المعتمدون، ولم يبتّ مسؤول الالتزام في طلبك بعد.',
  'Wait for the decision: you are told of it.': 'انتظر القرار: سنُعلمك به.',
  'Only accredited investors can hold these units.': 'لا يحمل هذه الوحدات إلا مستثمرون معتمدون.',
  'Claim your accreditation in your profile, with what shows it; while a claim waits for an officer, wait for the decision.':
    'اطلب اعتمادك في ملفك الشخصي مع ما يثبته؛ وما دام طلبك ينتظر مسؤولًا فانتظر القرار.',
  'These units cannot be held in your country of residence.': 'لا يجوز حمل هذه الوحدات في بلد إقامتك.',
  'Look for an offering that is open there.': 'ابحث عن طرح مفتوح فيه.',
  'No money of this subscription waits to be sent again.': 'لا أموال لهذا الاكتتاب تنتظر إعادة الإرسال.',
  'This is not the name of record. Write it as it is in your identity papers.':
    'ليس هذا هو الاسم المسجَّل. اكتبه كما هو في وثائق هويتك.',
  'The name is not the one that the investor is known by.': 'ليس الاسم هو الاسم الذي يُعرف به المستثمر.',
  'Write your legal name as it is in your identity papers.': 'اكتب اسمك القانوني كما في وثائق هويتك.',
  'The agreement of {subscription} is not signed by its investor, or the subscription is over.':
    'لم يوقّع المستثمر اتفاقية {subscription}، أو انتهى الاكتتاب.',
  'Countersign those that are signed.': 'وقّع عن المُصدِر ما هو موقّع.',
  'Who signed for the investor does not sign for the issuer.': 'من وقّع عن المستثمر لا يوقّع عن المُصدِر.',
  'Have somebody else of the issuer countersign.': 'ليوقّع شخص آخر عن المُصدِر.',
  'This is no account number: an IBAN has another length, or its check digits are wrong.':
    'ليس هذا رقم حساب: طول IBAN مختلف، أو أرقام التحقق فيه خاطئة.',
  'Copy the number from the bank’s own papers.': 'انسخ الرقم من أوراق البنك نفسها.',
  'No account can be kept in this currency here.': 'لا يمكن مسك حساب بهذه العملة هنا.',
  'Choose one of {known}.': 'اختر إحدى العملات {known}.',
  'This account is here already.': 'هذا الحساب موجود بالفعل.',
  'Look at the list of accounts; one account belongs to one issuer.':
    'انظر إلى قائمة الحسابات؛ فالحساب لمُصدِر واحد.',
  'Export the account’s bookings again.': 'صدّر حركات الحساب من جديد.',
  'A file may have {max} bookings.': 'أقصى عدد للحركات في الملف {max}.',
  'Export fewer days at a time.': 'صدّر أيامًا أقل في كل مرة.',
  'The file is no statement camt.053.001 of version 02 to 13.':
    'ليس الملف كشف camt.053.001 بنسخة من 02 إلى 13.',
  'Ask the bank for “camt.053” (end of day), or bring the bookings in as CSV.':
    'اطلب من البنك «camt.053» (نهاية اليوم)، أو أدخل الحركات بصيغة CSV.',
  'There are mistakes in the statement: {count}. Nothing was imported.':
    'في الكشف {count} من الأخطاء؛ لم يُستورد شيء.',
  'The places are listed: give them to the bank, or fetch the file again.':
    'المواضع مذكورة: سلّمها إلى البنك، أو اجلب الملف من جديد.',
  'A statement may have {max} bookings.': 'أقصى عدد للحركات في الكشف {max}.',
  'Ask the bank for a statement each day.': 'اطلب من البنك كشفًا كل يوم.',
  'The file cannot be read as XML.': 'تعذّرت قراءة الملف بوصفه XML.',
  'Fetch it from the bank again; open nothing in a spreadsheet on the way.':
    'اجلبه من البنك من جديد؛ ولا تفتح شيئًا في جدول بيانات في الطريق.',
  'The file declares a document type, which no statement of a bank does.':
    'يصرّح الملف بنوع مستند، وليس ذلك في أي كشف بنكي.',
  'Fetch it from the bank again.': 'اجلبه من البنك من جديد.',
  'The file is nested deeper than any statement is.': 'الملف متداخل أعمق من أي كشف.',
  'The bookings of statement {statement} do not lead from its opening to its closing balance: {difference} is missing.':
    'لا تقود حركات الكشف {statement} من رصيده الافتتاحي إلى رصيده الختامي: ينقص {difference}.',
  'The file is not whole: fetch it from the bank again.': 'الملف غير كامل: اجلبه من البنك من جديد.',
  'This very file was brought in at {at}.': 'أُدخل هذا الملف نفسه في {at}.',
  'The statement is of another account than {name}.': 'الكشف لحساب غير {name}.',
  'Choose the account that the statement is of.': 'اختر الحساب الذي يخصه الكشف.',
  'The booking {entry} is {status}: only a proposed one can be confirmed.':
    'حالة الحركة {entry} هي {status}: ولا تُؤكَّد إلا حركة مقترحة.',
  'Look at the list again: somebody may have confirmed it, or money is still missing.':
    'انظر إلى القائمة من جديد: ربما أكّدها غيرك، أو ما زال مال ناقصًا.',
  'Nothing of this booking waits for that: it is {status}.':
    'لا شيء في هذه الحركة ينتظر ذلك: حالتها {status}.',
  'Look at what was done with it.': 'انظر إلى ما جرى لها.',
  'This money went out.': 'هذا مال خرج.',
  'Say which deposit it sent or took back, or that it is a fee.':
    'حدّد الإيداع الذي أرسله أو استرجعه، أو أنه رسم.',
  'This money came in.': 'هذا مال دخل.',
  'Match it with a subscription, or send it back.': 'طابقه مع اكتتاب، أو أعده.',
  'The bank says that a deposit has left, and a second person has not seen it yet.':
    'يقول البنك إن إيداعًا خرج، ولم يره شخص ثانٍ بعد.',
  'Have an officer who did not bring in that statement say which deposit it was.':
    'ليحدّد مسؤول التزام لم يُدخل ذلك الكشف أي إيداع كان.',
  'This deposit pays for a subscription: one deposit pays for one.':
    'هذا الإيداع ثمن اكتتاب: والإيداع لاكتتاب واحد.',
  'Send back what was too much.': 'أعد ما زاد.',
  'This money did not send or take back that deposit: it is of another account, or nothing of it is left.':
    'هذا المال لم يرسل ذلك الإيداع ولم يسترجعه: الحساب مختلف، أو لم يبقَ منه شيء.',
  'Choose a deposit of this account that has not gone before.': 'اختر إيداعًا لهذا الحساب لم يخرج من قبل.',
  'Its units are not issued yet: what they cost may still be less, and with it what is owed.':
    'لم تُصدَر وحداته بعد: فقد ينقص ثمنها، وينقص معه ما هو مستحق.',
  'Decide again once its offering has closed.': 'قرّر مجددًا بعد إغلاق طرحه.',
  'Money waits in suspense that names this subscription: nothing is given up that may have come.':
    'ينتظر في الحساب المعلّق مال يذكر هذا الاكتتاب: ولا يُشطب ما قد يكون وصل.',
  'Say of the booking {entry} that it pays what is owed, or send it back; then write off what is left.':
    'قل عن القيد {entry} إنه يسدد ما هو مستحق، أو أعِده؛ ثم اشطب ما بقي.',
  'What is owed, or whether somebody has proposed to write it off, is no longer what you saw.':
    'لم يعد ما هو مستحق، أو كون أحد اقترح شطبه، كما رأيته.',
  'Look at the booking again, and decide about what it says now.':
    'انظر إلى القيد مجددًا، وقرّر بحسب ما يقوله الآن.',
  'You brought this statement in, matched this money by hand, ordered its return, or proposed to write it off: two people see all of it.':
    'أنت أدخلت هذا الكشف أو طابقت هذا المال يدويًا أو أمرت بإعادته أو اقترحت شطبه: وكل ذلك يراه شخصان.',
  'Ask an officer who did none of this.': 'اطلب ذلك من مسؤول التزام لم يفعل أيًا منها.',
  'The account is in {currency}, the subscription is paid in {due}.':
    'الحساب بعملة {currency}، والاكتتاب يُدفع بعملة {due}.',
  'Send the money back.': 'أعد المال.',
  'The money of the subscription that this deposit paid for is just being taken into escrow or given back, so it cannot be reversed yet.':
    'مال الاكتتاب الذي سُدِّد بهذا الإيداع في طريقه الآن إلى الضمان أو منه، فلا يمكن عكسه بعد.',
  'Decide again once that has ended, mostly within minutes. Nothing was booked: until then the money waits here.':
    'اتخذ القرار مجددًا حين ينتهي ذلك، وغالبًا خلال دقائق. لم يُقيَّد شيء: وحتى ذلك الحين ينتظر المال هنا.',
  'No payment reference was written on the transfer.': 'لم يُكتب على الحوالة أي مرجع دفع.',
  'What looks like a payment reference has wrong check digits.': 'ما يشبه مرجع دفع أرقام التحقق فيه خاطئة.',
  'The transfer names more than one subscription.': 'تذكر الحوالة أكثر من اكتتاب.',
  'No subscription of this issuer has the reference.': 'لا اكتتاب لهذا المُصدِر بالمرجع المذكور.',
  'The subscription is paid in another currency.': 'يُسدَّد الاكتتاب بعملة أخرى.',
  'The subscription was paid for before. Send it back, or say that it pays what is owed since the bank took a payment back.':
    'سُدّد الاكتتاب من قبل. أعد المبلغ إلى مرسله، أو قل إنه يسدد ما هو مستحق منذ استرجع البنك دفعة.',
  'The subscription waits for no money: it has ended.': 'لا ينتظر الاكتتاب أي مال: فقد انتهى.',
  'The subscription is only an interest. It is matched once its investor has taken it up; or send it back.':
    'الاكتتاب مجرد اهتمام. يُطابَق المال حين يمضي فيه مستثمره؛ أو أعِده.',
  'The investor has not signed the agreement. It is matched once they have; or send it back.':
    'لم يوقّع المستثمر الاتفاقية. يُطابَق المال حين يوقّعها؛ أو أعِده.',
  'The investor has not confirmed the risks. It is matched once they have; or send it back.':
    'لم يؤكد المستثمر المخاطر. يُطابَق المال حين يؤكدها؛ أو أعِده.',
  'The bank does not say who paid.': 'لا يذكر البنك من دفع.',
  'Somebody else than the investor paid.': 'دفع شخص آخر غير المستثمر.',
  'This is what the subscription did not need.': 'هذا ما زاد على حاجة الاكتتاب.',
  'A payment of ours came back.': 'عادت دفعة كنا قد أرسلناها.',
  'The subscription that it paid for was reversed.': 'عُكس الاكتتاب الذي سُدِّد به.',
  'The offering did not take the money.': 'لم يقبل الطرح المال.',
  'Others paid meanwhile, and the units cost something else now. Take the money for what it buys now, or send it back.':
    'دفع آخرون في هذه الأثناء، وتغيّر ثمن الوحدات. اقبل المال بما يشتريه الآن، أو أعِده.',
  'Money went out, and nobody has said what for.': 'خرج مال، ولم يقل أحد لأي غرض.',
  'Money was taken back, and it is not known which deposit.': 'استُرجع مال، ولا يُعرف أي إيداع هو.',
  'Money left, and one person alone says so. Another officer than who brought in the statement says which deposit it was.':
    'خرج مال، ويقول ذلك شخص واحد وحده. يحدد الإيداعَ مسؤولُ التزام غير الذي أدخل الكشف.',
  'Another amount was sent or taken back than was ordered or came in: this is what is left, or nobody has said yet which deposit it was.':
    'أُرسل أو استُرجع مبلغ غير الذي أُمر به أو ورد: هذا ما بقي، أو لم يقل أحد بعدُ أي إيداع كان.',
  'Its return was called off: the bank had not carried it out.': 'أُلغي أمر إعادته: لم يكن البنك قد نفّذه.',
  'Nothing is owed for this subscription: no units are issued for it, or the bank took none of its payments back.':
    'لا شيء مستحق لهذا الاكتتاب: لم تُصدَر له وحدات، أو لم يسترجع البنك أيًّا من دفعاته.',
  'Match the money with a subscription that waits for it, or send it back.':
    'طابق المال باكتتاب ينتظره، أو أعِده.',
  'Its investor owes this: units are out for what the bank took back. Ask them to wire it again with the same reference, then say of that deposit that it pays what is owed. If they never will, two officers write it off once its units are issued.':
    'هذا مستحق على مستثمره: صدرت وحدات لقاء ما استرجعه البنك. اطلب منه أن يحوّله مجددًا بالمرجع نفسه، ثم قل عن ذلك الإيداع إنه يسدد ما هو مستحق. وإن لم يفعل أبدًا، شطبه مسؤولان بعد إصدار وحداته.',
  'An officer has proposed to write off what its investor owes. If another one agrees, it is given up. The proposal can be withdrawn, and a payment ends it.':
    'اقترح مسؤول التزام شطب ما هو مستحق على مستثمره. فإن وافق مسؤول آخر سقط الدين. ويمكن سحب الاقتراح، وأي سداد يُنهيه.',
  'No subscription of this issuer has this reference.': 'لا اكتتاب لهذا المُصدِر بهذا المرجع.',
  'Compare it, letter by letter, with the one that the investor was given.':
    'قارنه حرفًا حرفًا بالمرجع الذي أُعطي للمستثمر.',
  'This subscription waits for no money.': 'لا ينتظر هذا الاكتتاب مالًا.',
  'Match another, or send the money back.': 'طابق غيره، أو أعد المال.',
  'The investor has not confirmed to have read the risks.': 'لم يؤكد المستثمر أنه قرأ المخاطر.',
  'Neither an investor nor an e-mail address is named, or both are.':
    'لم يُذكر مستثمر ولا بريد إلكتروني، أو ذُكر كلاهما.',
  'Name the investor by one of them.': 'عرّف المستثمر بواحد منهما.',
  'This offering is open to everybody whom its rules let in.': 'هذا الطرح مفتوح لكل من تسمح له قواعده.',
  'Set `offering.invitedOnly` in the term sheet to have a list.':
    'اضبط `offering.invitedOnly` في ورقة الشروط لتكون له قائمة.',
  'Nothing can be subscribed for any more in this offering.': 'لم يعد الاكتتاب في هذا الطرح ممكنًا.',
  'The issuer knows no such investor.': 'لا يعرف المُصدِر مستثمرًا كهذا.',
  'Take them up first, or check what is written.': 'سجّله أولًا، أو راجع المكتوب.',
  'This address is of {count} investors.': 'هذا العنوان لعدد {count} من المستثمرين.',
  'Name the one who is meant by their id.': 'حدّد المقصود بمعرّفه.',
  'Nothing of this kind is to be filed for this offering.': 'لا إفصاح من هذا النوع يُودَع لهذا الطرح.',
  'Look at the list of what is to be filed.': 'انظر إلى قائمة ما يلزم إيداعه.',
  'A filing of {day} is written down already, as {reference}. What was filed is never edited.':
    'إيداع {day} مسجّل بالفعل بالمرجع {reference}. وما أُودع لا يُعدَّل أبدًا.',
  'Use that reference, or write down what was filed on another day.':
    'استخدم ذلك المرجع، أو سجّل ما أُودع في يوم آخر.',
  'The day of filing is after today, {today}.': 'تاريخ الإيداع بعد اليوم ({today}).',
  'Write the day on which it was filed.': 'اكتب اليوم الذي أُودع فيه.',
  'Sales under this exemption are not told with Form D.': 'لا يُبلَّغ عن البيع بموجب هذا الإعفاء بنموذج Form D.',
  'Form D is for Regulation D.': 'نموذج Form D خاص باللائحة Regulation D.',
  '{count} questions of yours wait for an answer.': 'لك {count} من الأسئلة تنتظر الإجابة.',
  'Wait until the issuer has answered one of them.': 'انتظر حتى يجيب المُصدِر عن أحدها.',
  'This question is answered, and people have read the answer.': 'أُجيب عن هذا السؤال وقرأ الناس الإجابة.',
  'Publish what has changed as the answer to another question.': 'انشر ما تغيّر إجابةً عن سؤال آخر.',
  'The content of the file is not written in base64.': 'محتوى الملف غير مكتوب بترميز base64.',
  'Write its bytes in base64, as RFC 4648 has it, in one line.':
    'اكتب بايتاته بترميز base64 وفق RFC 4648 في سطر واحد.',
  'The file is empty.': 'الملف فارغ.',
  'Choose the file again.': 'اختر الملف من جديد.',
  'The file is larger than {max} bytes.': 'حجم الملف أكبر من {max} بايت.',
  'Scan it with a lower resolution, or send its pages one by one.':
    'امسحه ضوئيًا بدقة أقل، أو أرسل صفحاته واحدة واحدة.',
  'The file is not taken: {detail}.': 'لا يُقبل الملف: {detail}.',
  'Send a plain PDF, JPEG or PNG; to a data room also plain text, CSV or ZIP. A PDF with programs, attachments or a password can be printed to a new PDF.':
    'أرسل ملف PDF أو JPEG أو PNG عاديًا؛ وإلى غرفة البيانات كذلك نصًا عاديًا أو CSV أو ZIP. وملف PDF الذي فيه برامج أو مرفقات أو كلمة مرور يمكن طبعه إلى ملف PDF جديد.',
  'The document has {pages} pages, and {max} are taken.': 'في المستند {pages} صفحة، ويُقبل {max}.',
  'Send the pages that matter.': 'أرسل الصفحات المهمة.',
  'The document is damaged or incomplete.': 'المستند تالف أو ناقص.',
  'Save it again, or print it to a new PDF.': 'احفظه من جديد، أو اطبعه إلى ملف PDF جديد.',
  'The picture is damaged or incomplete.': 'الصورة تالفة أو ناقصة.',
  'Take or save it again.': 'التقطها أو احفظها من جديد.',
  'The picture has {width} × {height} pixels, and {max} in all are taken.':
    'أبعاد الصورة {width} × {height} بكسل، ويُقبل {max} في المجموع.',
  'Make it smaller.': 'صغّرها.',
  'The file unpacks to more than it should, or to places where nothing belongs.':
    'يتضخم الملف عند فكّه أكثر مما ينبغي، أو يخرج إلى مواضع ليست له.',
  'Send the documents one by one, as PDF, JPEG or PNG.':
    'أرسل المستندات واحدًا واحدًا بصيغة PDF أو JPEG أو PNG.',
  'This field is missing.': 'هذا الحقل ناقص.',
  'Send it.': 'أرسله.',
  'This field is not part of the request.': 'ليس هذا الحقل من الطلب.',
  'Leave it out; /openapi.json lists the fields.': 'احذفه؛ ويسرد /openapi.json الحقول.',
  'This field has the wrong type.': 'نوع هذا الحقل خاطئ.',
  'Send a value of the type {expected}.': 'أرسل قيمة من النوع {expected}.',
  'This is none of the values that the field may have.': 'ليست هذه من القيم الجائزة للحقل.',
  'Send one of: {values}.': 'أرسل إحدى القيم: {values}.',
  'This field is too small or too short.': 'هذا الحقل أصغر أو أقصر مما يلزم.',
  'Send at least {min}.': 'أرسل {min} على الأقل.',
  'This field is too large or too long.': 'هذا الحقل أكبر أو أطول مما يلزم.',
  'Send at most {max}.': 'أرسل {max} على الأكثر.',
  'This field is not written as it should be.': 'لم يُكتب هذا الحقل كما ينبغي.',
  'Write it as /openapi.json describes.': 'اكتبه كما يصف /openapi.json.',
  'An amount came as a JSON number, which cannot hold it exactly.': 'جاء مبلغ بصورة رقم JSON لا يحفظه بدقة.',
  'Send it as a string in quotes, like "1234.50".': 'أرسله نصًا بين علامتي اقتباس، مثل "1234.50".',
  'This is not a plain decimal number.': 'ليس هذا عددًا عشريًا مجردًا.',
  'Write digits and at most one point, like "1234.50": no exponent, no separators, no spaces.':
    'اكتب أرقامًا وفاصلة عشرية واحدة على الأكثر، مثل "1234.50": دون أُس ولا فواصل ولا مسافات.',
  'This amount has more decimals than its unit.': 'في هذا المبلغ منازل عشرية أكثر من وحدته.',
  'Write at most {decimals} digits after the point.': 'اكتب {decimals} رقمًا على الأكثر بعد الفاصلة.',
  'This amount is outside of what is possible here.': 'هذا المبلغ خارج الممكن هنا.',
  'Send an amount above zero.': 'أرسل مبلغًا أكبر من صفر.',
  'This amount is larger than any that can be kept.': 'هذا المبلغ أكبر مما يمكن حفظه.',
  'Send a smaller amount.': 'أرسل مبلغًا أصغر.',
  'This amount, or what all units come to at this price, is larger than any that can be kept.':
    'هذا المبلغ، أو ما تبلغه كل الوحدات بهذا السعر، أكبر مما يمكن حفظه.',
  'Write a smaller amount, or sell fewer units.': 'اكتب مبلغًا أصغر، أو بِع وحدات أقل.',
  'This is not a date that exists, between 1900 and 2199.': 'ليس هذا تاريخًا موجودًا بين 1900 و2199.',
  'Write it as YYYY-MM-DD, like "2026-10-31".': 'اكتبه بصيغة YYYY-MM-DD، مثل "2026-10-31".',
  'This is not a moment in UTC, between 1900 and 2199.': 'ليست هذه لحظة بتوقيت UTC بين 1900 و2199.',
  'Write it as in ISO 8601 with a Z at the end, like "2026-10-31T12:00:00Z".':
    'اكتبها وفق ISO 8601 منتهيةً بحرف Z، مثل "2026-10-31T12:00:00Z".',
  'This is not an address of an EVM chain.': 'ليس هذا عنوانًا على سلسلة EVM.',
  'Send 0x and 40 hexadecimal digits; names and addresses of other chains are not resolved.':
    'أرسل 0x و40 رقمًا سداسيًا عشريًا؛ ولا تُحلّ الأسماء ولا عناوين السلاسل الأخرى.',
  'The letters of this address are all of one case, so that it has no checksum, which would show a wrong digit.':
    'أحرف هذا العنوان كلها بحالة واحدة، فلا رقم تحقق له يكشف رقمًا خاطئًا.',
  'The letters of this address do not fit its checksum: a digit, or the case of a letter, is wrong.':
    'أحرف هذا العنوان لا توافق رقم تحققه: فيه رقم خاطئ أو حرف بحالة خاطئة.',
  'Copy it from the wallet again.': 'انسخه من المحفظة من جديد.',
  'Compare each digit with the wallet. If all are right, it is {checksummed}.':
    'قارن كل رقم بما في المحفظة. فإن صحت كلها فالعنوان هو {checksummed}.',
  'Nobody holds the key of this address: it is the zero address, or a contract of the chain’s or the platform’s own.':
    'لا أحد يملك مفتاح هذا العنوان: هو العنوان الصفري، أو عقد من عقود سلسلة الكتل أو المنصة.',
  'Send the address of a wallet.': 'أرسل عنوان محفظة.',
  'The units are in this wallet already: nothing would move.': 'الوحدات في هذه المحفظة أصلًا: لن ينتقل شيء.',
  'Choose another wallet.': 'اختر محفظة أخرى.',
  'This is not hexadecimal data of the right length.': 'ليست هذه بيانات سداسية عشرية بالطول الصحيح.',
  'Send 0x and hexadecimal digits, {bytes} bytes.': 'أرسل 0x وأرقامًا سداسية عشرية، {bytes} بايت.',
  'This is not an id of this kind.': 'ليس هذا معرّفًا من هذا النوع.',
  'Send an id as this API gave it, beginning with {prefix}_.':
    'أرسل المعرّف كما أعطته هذه الواجهة، ويبدأ بـ {prefix}_.',
  'This is not a country code in use.': 'ليس هذا رمز بلد مستخدمًا.',
  'Send the two capital letters of ISO 3166-1, like "GB".': 'أرسل الحرفين الكبيرين وفق ISO 3166-1، مثل "GB".',
  'This is not an e-mail address.': 'ليس هذا بريدًا إلكترونيًا.',
  'Send an address like "name@example.org".': 'أرسل عنوانًا مثل "name@example.org".',
  'This name is too long, or holds invisible or direction-changing characters, or an emoji.':
    'هذا الاسم طويل جدًا أو فيه أحرف غير مرئية أو تغيّر الاتجاه أو رموز تعبيرية.',
  'Send 1 to 200 visible characters, of any script.': 'أرسل من 1 إلى 200 حرف مرئي بأي كتابة.',
  'This text holds invisible or direction-changing characters, or an emoji where none may stand.':
    'في هذا النص أحرف غير مرئية أو تغيّر الاتجاه، أو رموز تعبيرية حيث لا تجوز.',
  'Write it anew, without them.': 'اكتبه من جديد من دونها.',
  'A page cannot have this many rows.': 'لا يمكن أن تحوي الصفحة هذا العدد من الصفوف.',
  'Ask for 1 to 200.': 'اطلب من 1 إلى 200.',
  'This cursor was not given for this list with these filters.':
    'لم يُعطَ هذا المؤشر لهذه القائمة بهذه المرشّحات.',
  'Begin without a cursor, then follow `next`.': 'ابدأ دون مؤشر، ثم اتبع `next`.',
  'The body is not JSON; the first fault is at character {at}.': 'المتن ليس JSON؛ أول خطأ عند الحرف {at}.',
  'Send one JSON value as RFC 8259 defines it.': 'أرسل قيمة JSON واحدة وفق RFC 8259.',
  'The body names one field twice, at character {at}, so it is not clear which value is meant.':
    'يذكر المتن حقلًا مرتين، عند الحرف {at}، فلا يتضح المقصود.',
  'Send each field once.': 'أرسل كل حقل مرة واحدة.',
  'The body is nested too deeply.': 'المتن متداخل أعمق مما يجوز.',
  'Send at most 32 levels of objects and arrays.': 'أرسل 32 مستوى من الكائنات والمصفوفات على الأكثر.',
  'The body is not well-formed UTF-8.': 'المتن ليس UTF-8 سليمًا.',
  'Encode it as UTF-8, without half surrogate pairs.': 'رمّزه بترميز UTF-8 دون أنصاف أزواج بديلة.',
  'The body begins with a byte order mark.': 'يبدأ المتن بعلامة ترتيب البايتات.',
  'Send UTF-8 without one.': 'أرسل UTF-8 من دونها.',
  'The body is larger than this address accepts.': 'المتن أكبر مما يقبله هذا العنوان.',
  'Send at most {max} bytes, counted before compression.': 'أرسل {max} بايت على الأكثر، محسوبة قبل الضغط.',
  'The body is not declared as JSON in UTF-8.': 'لم يُصرَّح بأن المتن JSON بترميز UTF-8.',
  'Send the header content-type: application/json, and no content-encoding but gzip.':
    'أرسل الترويسة content-type: application/json، ولا content-encoding سوى gzip.',
  'The request is not well-formed HTTP.': 'الطلب ليس HTTP سليمًا.',
  'Check its address and headers.': 'تحقق من عنوانه وترويساته.',
  'This asks for somebody who is signed in.': 'هذا لمن سجّل الدخول.',
  'Sign in, or send an API key in the header authorization: Bearer.':
    'سجّل الدخول، أو أرسل مفتاح API في الترويسة authorization: Bearer.',
  'The session has ended.': 'انتهت الجلسة.',
  'Sign in again.': 'سجّل الدخول من جديد.',
  'The API key is not valid: it is incomplete, mistyped, expired or revoked.':
    'مفتاح API غير صالح: ناقص أو فيه خطأ كتابي أو منتهٍ أو ملغى.',
  'Check that all of it was sent; ask an administrator for a new one if it was.':
    'تحقق من أنه أُرسل كاملًا؛ وإلا فاطلب مفتاحًا جديدًا من مدير النظام.',
  'The address holds an API key, and addresses end up in logs and histories.':
    'في العنوان مفتاح API، والعناوين تبقى في السجلات والمحفوظات.',
  'Send the key in the header authorization: Bearer, and replace it: it may have been seen.':
    'أرسل المفتاح في الترويسة authorization: Bearer، واستبدله: فربما رآه أحد.',
  'The authorization header holds no API key of this installation.':
    'ليس في ترويسة authorization مفتاح API لهذا النظام.',
  'Send authorization: Bearer and a key that begins with alq_.':
    'أرسل authorization: Bearer ومفتاحًا يبدأ بـ alq_.',
  'A browser sent this from another site, or did not say from which.':
    'أرسل هذا متصفحٌ من موقع آخر، أو لم يذكر من أين.',
  'Send it from the pages of this installation; programs use an API key instead of a cookie.':
    'أرسله من صفحات هذا النظام؛ وتستخدم البرامج مفتاح API بدل ملف تعريف الارتباط.',
  'Your role may not do this.': 'لا يجوز ذلك لدورك.',
  'Ask somebody who may: {roles}.': 'اطلبه ممن يجوز له: {roles}.',
  'A request that changes something needs a key of its own, so that a retry cannot do it twice.':
    'يلزم كل طلب يغيّر شيئًا مفتاح خاص به، حتى لا تكرره إعادة المحاولة.',
  'Send the header idempotency-key with a new random value, and the same value when retrying.':
    'أرسل الترويسة idempotency-key بقيمة عشوائية جديدة، وبالقيمة نفسها عند إعادة المحاولة.',
  'The idempotency key is too short, too long, or holds other than visible ASCII characters.':
    'مفتاح عدم التكرار قصير جدًا أو طويل جدًا أو فيه غير أحرف ASCII المرئية.',
  'Send 16 to 200 visible ASCII characters, such as a random UUID.':
    'أرسل من 16 إلى 200 حرف ASCII مرئي، مثل UUID عشوائي.',
  'This idempotency key was used for another request.': 'استُخدم مفتاح عدم التكرار هذا لطلب آخر.',
  'Use a new key for a new request.': 'استخدم مفتاحًا جديدًا لطلب جديد.',
  'The first request with this idempotency key is still running.':
    'ما زال الطلب الأول بمفتاح عدم التكرار هذا قيد التنفيذ.',
  'Try again in a moment, with the same key.': 'حاول بعد قليل بالمفتاح نفسه.',
  'Too many attempts.': 'محاولات كثيرة جدًا.',
  'The database does not answer, so nothing was done.': 'قاعدة البيانات لا تستجيب، فلم يُنفَّذ شيء.',
  'Try again in a few seconds.': 'حاول بعد بضع ثوانٍ.',
  'The chain does not answer, so nothing was done.': 'سلسلة الكتل لا تستجيب، فلم يُنفَّذ شيء.',
  'The clocks of this machine and of its database differ by more than two seconds, so nothing was decided.':
    'تختلف ساعة هذا الجهاز عن ساعة قاعدة بياناته بأكثر من ثانيتين، فلم يُبتّ في شيء.',
  'Whoever runs the installation has to set them by one time service; then send it again.':
    'على مشغّل النظام ضبطهما بخدمة وقت واحدة؛ ثم أعد الإرسال.',
  'A disk that this installation writes to is full, so nothing was done.':
    'امتلأ قرص يكتب عليه هذا النظام، فلم يُنفَّذ شيء.',
  'Whoever runs the installation has to make room; then send it again.':
    'على مشغّل النظام توفير مساحة؛ ثم أعد الإرسال.',
  'This is neither a paper of the holder nor what a legal document is known by.':
    'ليست هذه وثيقة من وثائق الحامل ولا ما يُعرف به مستند قانوني.',
  'Name a paper that was handed in by its id, or 3 to 80 letters and digits like “1:26-cv-00417”, without names of people.':
    'اذكر وثيقة مقدَّمة بمعرّفها، أو من 3 إلى 80 حرفًا ورقمًا مثل «1:26-cv-00417»، دون أسماء أشخاص.',
  'This wallet holds nothing here and is linked to nobody.': 'لا تحمل هذه المحفظة شيئًا هنا وليست مرتبطة بأحد.',
  'Check the wallet in the register.': 'تحقق من المحفظة في سجل الحملة.',
  'Units cannot be moved from a wallet to itself.': 'لا تُنقل وحدات من محفظة إلى نفسها.',
  'Name the wallet that is to receive them.': 'حدّد المحفظة التي تتلقاها.',
  'The wallet holds fewer units than these.': 'تحمل المحفظة وحدات أقل من هذه.',
  'Name at most what it holds.': 'حدّد ما تحمله على الأكثر.',
  'More units would be frozen than the wallet holds.': 'سيُجمَّد من الوحدات أكثر مما تحمله المحفظة.',
  'Name at most what is not frozen yet, or freeze the whole wallet.':
    'حدّد ما ليس مجمّدًا بعد على الأكثر، أو جمّد المحفظة كلها.',
  'Fewer units than these are frozen.': 'المجمّد أقل من هذه الوحدات.',
  'Name at most what is frozen.': 'حدّد ما هو مجمّد على الأكثر.',
  'The wallet is so already.': 'المحفظة على هذه الحال بالفعل.',
  'Another measure on this wallet waits for an officer or for the chain.':
    'إجراء آخر على هذه المحفظة ينتظر مسؤول الالتزام أو سلسلة الكتل.',
  'Wait until it has ended, or decline it.': 'انتظر انتهاءه، أو ارفضه.',
  'The measure does not wait for this: it is “{status}”.': 'لا ينتظر الإجراء هذا: حالته «{status}».',
  'Read it again.': 'اقرأه من جديد.',
  'Who asked for a forced transfer does not approve it.': 'من طلب تحويلًا جبريًا لا يوافق عليه.',
  'Have another officer look at it.': 'ليراجعه مسؤول التزام آخر.',
  'The token would refuse it: {reason}.': 'سيرفضه الرمز: {reason}.',
  'A receiver has to be in the registry and approved; link and approve the wallet first.':
    'يجب أن يكون المستلم في السجل وموافَقًا عليه؛ اربط المحفظة ووافق عليها أولًا.',
  'The lost wallet and the new one are the same.': 'المحفظة المفقودة والجديدة واحدة.',
  'Link another wallet, and name that one as the new one.': 'اربط محفظة أخرى، وسمّها محفظةً جديدة.',
  'One of the two wallets is not linked to this investor.': 'إحدى المحفظتين غير مرتبطة بهذا المستثمر.',
  'Name two wallets of the investor; link the new one first.': 'سمِّ محفظتين للمستثمر؛ واربط الجديدة أولًا.',
  'The new wallet is not in the registry yet.': 'المحفظة الجديدة ليست في السجل بعد.',
  'Wait until it is ready. That of an investor who is not approved becomes ready with the approval.':
    'انتظر حتى تصير جاهزة. ومحفظة مستثمر لم تتم الموافقة عليه تصير جاهزة مع الموافقة.',
  'This paper is not one of this investor’s.': 'ليست هذه الوثيقة من وثائق هذا المستثمر.',
  'Hand the evidence of the loss in as a paper first, then name its id.':
    'قدّم إثبات الفقد وثيقةً أولًا، ثم اذكر معرّفها.',
  'A recovery of this investor is under way.': 'استعادة لهذا المستثمر قيد التنفيذ.',
  'Wait for its end, or object to it.': 'انتظر نهايتها، أو اعترض عليها.',
  'The lost wallet holds no units and never held any.': 'لا تحمل المحفظة المفقودة وحدات ولم تحمل قط.',
  'There is nothing to recover; check which wallet it was.': 'لا شيء يُستعاد؛ تحقق من المحفظة المقصودة.',
  'Two different officers approve, and neither of them is who asked.':
    'يوافق عليها مسؤولا التزام مختلفان، ليس أي منهما من طلبها.',
  'Units, payouts or refunds of an issuer for whom you do not act go to the new wallet as well.':
    'تنتقل إلى المحفظة الجديدة أيضًا وحدات أو مدفوعات أو مبالغ مستردة لمُصدِر لا تتصرف باسمه.',
  'Have an officer approve it who acts for all issuers.':
    'ليوافق عليها مسؤول التزام يتصرف باسم جميع المُصدِرين.',
  'The recovery does not wait for this: it is “{status}”.': 'لا تنتظر الاستعادة هذا: حالتها «{status}».',
  'Read it again; a new one can be asked for when it has ended.':
    'اقرأها من جديد؛ ويمكن طلب غيرها بعد انتهائها.',
  'The holder may object until {at}.': 'يحق للحامل الاعتراض حتى {at}.',
  'Wait: it goes on by itself then.': 'انتظر: تستمر حينها من تلقاء نفسها.',
  'The signature is not of the new wallet for the text of this recovery.':
    'التوقيع ليس من المحفظة الجديدة على نص هذه الاستعادة.',
  'Sign exactly its text with the new wallet.': 'وقّع نصها كما هو بالمحفظة الجديدة.',
  'The chain has no block {block}.': 'ليس على سلسلة الكتل كتلة {block}.',
  'Ask for a block up to the newest one.': 'اطلب كتلة لا تتجاوز أحدث كتلة.',
  'The register was asked for as of a date and as of a block.': 'طُلب السجل بتاريخ وبكتلة معًا.',
  'Who will hold units on a day to come is not known. Where the issuer is, it is {today}.':
    'لا يُعرف من سيملك الوحدات في يوم لم يأتِ بعد. التاريخ عند المُصدِر هو {today}.',
  'Ask for today or a day before.': 'اطلب اليوم أو يومًا قبله.',
  'Send asOf or block, not both.': 'أرسل asOf أو block لا كليهما.',
  'No units of this instrument move at present: they are paused.': 'وحدات هذه الأداة موقوفة حاليًا ولا تنتقل.',
  'Your wallet is frozen: nothing can reach it.': 'محفظتك مجمّدة: لا يصلها شيء.',
  'Use another wallet of yours, or ask the issuer’s compliance officer.':
    'استخدم محفظة أخرى لك، أو اسأل مسؤول الالتزام لدى المُصدِر.',
  'The registry does not know your wallet.': 'السجل لا يعرف محفظتك.',
  'Complete the checks and link this wallet first.': 'أكمل الفحوص واربط هذه المحفظة أولًا.',
  'You cannot receive units at present.': 'لا يمكنك استلام وحدات حاليًا.',
  'Your identity checks were good until {limit}; today is {actual}.':
    'كانت فحوص هويتك سارية حتى {limit}؛ واليوم {actual}.',
  'Renew the checks.': 'جدّد الفحوص.',
  'Only accredited investors may hold this instrument, and you are not shown to be one on {actual}.':
    'لا يحمل هذه الأداة إلا مستثمرون معتمدون، ولم يثبت أنك منهم في {actual}.',
  'Claim your accreditation in your profile, with what shows it.': 'قدّم طلب اعتمادك في ملفك مع ما يثبته.',
  'You lack an attestation that this instrument asks for.': 'تنقصك شهادة تطلبها هذه الأداة.',
  'Obtain it, and ask the issuer to record it.': 'احصل عليها واطلب تسجيلها من المُصدِر.',
  'Residents of your country ({actual}) may not hold this instrument.':
    'لا يجوز للمقيمين في بلدك ({actual}) حمل هذه الأداة.',
  'Look for units that residents of your country may hold.': 'ابحث عن وحدات يجوز للمقيمين في بلدك حملها.',
  'You would hold {actual} units; at most {limit} may be in one wallet.':
    'ستحمل {actual} وحدة؛ والحد الأقصى في محفظة واحدة {limit}.',
  'Take fewer units, or sell some of yours first.': 'خذ وحدات أقل، أو بع بعض وحداتك أولًا.',
  'Wait until somebody has sold all of theirs.': 'انتظر حتى يبيع أحدهم كل وحداته.',
  'Wait until one of them has sold all of theirs.': 'انتظر حتى يبيع أحد هؤلاء كل وحداته.',
  'Claim your accreditation in your profile if you are accredited, or wait until one of them has sold all of theirs.':
    'قدّم طلب اعتمادك في ملفك إن كنت معتمدًا، أو انتظر حتى يبيع أحد هؤلاء كل وحداته.',
  'Transfers of this instrument are paused.': 'تحويلات هذه الأداة موقوفة.',
  'Wait until its issuer resumes them.': 'انتظر حتى يستأنفها مُصدِرها.',
  'The sending wallet is frozen: nothing can leave it.': 'المحفظة المرسلة مجمّدة: لا يخرج منها شيء.',
  'Ask the issuer’s compliance officer what has to happen for it to be released.':
    'اسأل مسؤول الالتزام لدى المُصدِر عمّا يلزم لرفع التجميد.',
  'The receiving wallet is frozen: nothing can reach it.': 'المحفظة المستلِمة مجمّدة: لا يصلها شيء.',
  'Use another wallet of the receiver, or ask the issuer’s compliance officer.':
    'استخدم محفظة أخرى للمتلقي، أو اسأل مسؤول الالتزام لدى المُصدِر.',
  'The sender cannot transfer at present.': 'لا يمكن للمرسل التحويل حاليًا.',
  'Ask the issuer’s compliance officer.': 'اسأل مسؤول الالتزام لدى المُصدِر.',
  'The receiving wallet belongs to nobody whom the registry knows.': 'المحفظة المستلِمة ليست لأحد يعرفه السجل.',
  'The receiver completes the checks and links this wallet first.':
    'على المستلم إكمال الفحوص وربط هذه المحفظة أولًا.',
  'The receiver cannot receive at present.': 'لا يمكن للمتلقي الاستلام حاليًا.',
  'The receiver’s identity checks were good until {limit}; today is {actual}.':
    'كانت فحوص هوية المستلم سارية حتى {limit}؛ واليوم {actual}.',
  'The receiver renews the checks.': 'على المستلم تجديد الفحوص.',
  'Only accredited investors may hold this instrument, and the receiver is not shown to be one on {actual}.':
    'لا يحمل هذه الأداة إلا مستثمرون معتمدون، ولم يثبت أن المستلم منهم في {actual}.',
  'The receiver has their status verified.': 'على المستلم إثبات صفته.',
  'The receiver lacks an attestation that this instrument asks for.': 'تنقص المستلم شهادة تطلبها هذه الأداة.',
  'The receiver obtains it and asks the issuer to record it.':
    'على المستلم الحصول عليها وطلب تسجيلها من المُصدِر.',
  'Residents of the receiver’s country ({actual}) may not hold this instrument.':
    'لا يجوز للمقيمين في بلد المستلم ({actual}) حمل هذه الأداة.',
  'Choose a receiver who resides in an allowed country.': 'اختر مستلمًا مقيمًا في بلد مسموح به.',
  'The transfer asks for {actual} units; the sender holds {limit}.':
    'المطلوب تحويله {actual} وحدة؛ والمرسل يحمل {limit}.',
  'Transfer at most {limit} units.': 'حوّل {limit} وحدة على الأكثر.',
  'The transfer asks for {actual} units; {limit} of the sender’s are not frozen.':
    'المطلوب تحويله {actual} وحدة؛ وغير المجمّد لدى المرسل {limit}.',
  'Transfer at most {limit} units, or ask the issuer’s compliance officer about the frozen ones.':
    'حوّل {limit} وحدة على الأكثر، أو اسأل مسؤول الالتزام لدى المُصدِر عن المجمّد.',
  'The transfer asks for {actual} units; {limit} of the sender’s may go to this receiver today, others are still locked.':
    'المطلوب تحويله {actual} وحدة؛ وما يجوز أن يذهب من وحدات المرسل إلى هذا المستلم اليوم {limit} والباقي ما زال محظورًا.',
  'Transfer at most {limit} units, or wait for the unlock day that the holding’s lots show.':
    'حوّل {limit} وحدة على الأكثر، أو انتظر يوم رفع الحظر المبيّن في دفعات الحيازة.',
  'The receiver would hold {actual} units; at most {limit} may be in one wallet.':
    'سيحمل المستلم {actual} وحدة؛ والحد الأقصى في محفظة واحدة {limit}.',
  'Transfer fewer units.': 'حوّل وحدات أقل.',
  'The receiver would hold units of {actual} kinds that are locked until different days; transfers may bring at most {limit}.':
    'سيحمل المستلم وحدات من {actual} أنواع محظورة حتى أيام مختلفة؛ ولا يجوز أن تأتي التحويلات بأكثر من {limit}.',
  'Transfer units that are free, or of a kind that the receiver has; or wait until some of theirs are free.':
    'حوّل وحدات حرة أو من نوع لدى المستلم؛ أو انتظر حتى يُرفع الحظر عن بعض ما لديه.',
  'There would be {actual} holders; at most {limit} are allowed.':
    'سيصير عدد الحملة {actual}؛ والحد الأقصى {limit}.',
  'Transfer to somebody who already holds units, or transfer the whole holding.':
    'حوّل إلى من يحمل وحدات بالفعل، أو حوّل الحيازة كلها.',
  'There would be {actual} holders who reside in the United States; at most {limit} are allowed.':
    'سيصير عدد الحملة المقيمين في الولايات المتحدة {actual}؛ والحد الأقصى {limit}.',
  'Transfer to somebody who already holds units or resides elsewhere, or transfer the whole holding to another resident.':
    'حوّل إلى من يحمل وحدات بالفعل أو يقيم في مكان آخر، أو حوّل الحيازة كلها إلى مقيم آخر.',
  'There would be {actual} holders who are not accredited; at most {limit} are allowed.':
    'سيصير عدد الحملة غير المعتمدين {actual}؛ والحد الأقصى {limit}.',
  'Transfer to an accredited investor, or to somebody who already holds units.':
    'حوّل إلى مستثمر معتمد، أو إلى من يحمل وحدات بالفعل.',
  'A further rule of the issuer’s own (number {actual} of its modules, from 0) refuses this transfer.':
    'ترفض هذا التحويل قاعدة إضافية خاصة بالمُصدِر (رقم {actual} من وحداته البرمجية، بدءًا من 0).',
  'Ask the issuer what this rule requires.': 'اسأل المُصدِر عمّا تتطلبه هذه القاعدة.',
  'The sending wallet is not one of yours.': 'المحفظة المرسلة ليست من محافظك.',
  'Link the wallet first, or sign in as its holder.': 'اربط المحفظة أولًا، أو سجّل الدخول بصفتك حاملها.',
  'The authorization ends at {validBefore}: too late, or too soon for it to be carried.':
    'ينتهي التفويض في {validBefore}: متأخر جدًا، أو أقرب من أن يُنفَّذ.',
  'Sign a new one.': 'وقّع تفويضًا جديدًا.',
  'The authorization begins after {validAfter}.': 'يبدأ التفويض بعد {validAfter}.',
  'Send it again then, or sign a new one.': 'أرسله من جديد حينها، أو وقّع تفويضًا جديدًا.',
  'The signature is not the sender’s over exactly this transfer of this token on this chain.':
    'ليس التوقيع توقيع المرسل على هذا التحويل نفسه لهذا الرمز على سلسلة الكتل هذه.',
  'Sign the data that transfer-authorization gives, unchanged, with the sending wallet.':
    'وقّع البيانات التي يعطيها transfer-authorization دون تغيير، بالمحفظة المرسلة.',
  'This authorization was used or withdrawn already.': 'استُخدم هذا التفويض أو سُحب من قبل.',
  'Another transfer of this wallet is on its way to the chain.':
    'تحويل آخر من هذه المحفظة في طريقه إلى سلسلة الكتل.',
  'Wait until it is settled, then send this one again.': 'انتظر تسويته، ثم أعد إرسال هذا.',
  'The platform pays for {max} transfers of an investor within 24 hours, and has.':
    'تدفع المنصة ثمن الغاز عن {max} من تحويلات المستثمر خلال 24 ساعة، وقد دفعته.',
  'Send it again after {until}, or from the wallet itself, which then pays for the gas.':
    'أعد إرساله بعد {until}، أو أرسله من المحفظة نفسها فتدفع هي ثمن الغاز.',
  'Carrying it takes more than {gas} gas, and the platform pays for no more.':
    'يحتاج إرساله إلى أكثر من {gas} من الغاز، والمنصة لا تدفع أكثر من ذلك.',
  'Send it from the wallet itself, which then pays for the gas.':
    'أرسله من المحفظة نفسها فتدفع هي ثمن الغاز.',
  'This rule pack is not sound: “{path}” {why}. The pack that is there stays.':
    'حزمة القواعد هذه غير سليمة: «{path}» {why}. تبقى الحزمة القائمة.',
  'Mend each place that “errors” lists, and send it again with its new hash.':
    'صحّح كل موضع يسرده «errors»، وأرسلها من جديد ببصمتها الجديدة.',
  'There is no rule pack “{pack}”.': 'لا توجد حزمة قواعد باسم «{pack}».',
  'Name one of those that /v1/rule-packs lists.': 'سمِّ إحدى الحزم التي يسردها /v1/rule-packs.',
  'This very pack is known already: it is {state}.': 'هذه الحزمة نفسها معروفة بالفعل: حالتها {state}.',
  'Nothing has to be done; to go back to it, give it a new version number.':
    'لا يلزم فعل شيء؛ وللعودة إليها امنحها رقم نسخة جديدًا.',
  'Version {version} of {pack} is proposed, and nobody has decided on it.':
    'النسخة {version} من {pack} مقترحة ولم يبتّ فيها أحد.',
  'Activate or reject that version first.': 'فعّل تلك النسخة أو ارفضها أولًا.',
  'This version was decided on before: it is {state}.': 'سبق البتّ في هذه النسخة: حالتها {state}.',
  'Propose another version.': 'اقترح نسخة أخرى.',
  'Two people are needed, and you are the first of them.': 'يلزم شخصان، وأنت الأول منهما.',
  'Have another officer look at it and decide.': 'ليراجعه مسؤول التزام آخر ويبتّ فيه.',
  'Rule packs are the same for every issuer, and you act for one.':
    'حزم القواعد واحدة لكل المُصدِرين، وأنت تتصرف باسم واحد.',
  'Ask a compliance officer of the platform.': 'اسأل مسؤول الالتزام في المنصة.',
  '{count} of these facts cannot be recorded.': 'لا يمكن تسجيل {count} من هذه الوقائع.',
  'Mend each place that “errors” lists.': 'صحّح كل موضع يسرده «errors».',
  '{rule} of {pack} has no parameter “{param}”.': 'ليس للقاعدة {rule} في {pack} معامل باسم «{param}».',
  '{param} is a number from {min} to {max}; now it is {now}.':
    '{param} عدد من {min} إلى {max}؛ وهو الآن {now}.',
  'Give another number, written as this one is.': 'أعطِ عددًا آخر مكتوبًا كما كُتب هذا.',
  '{param} is {now} now, and what was given could not stand in its place.':
    '{param} هو {now} الآن، ولا يمكن أن يحل محله ما أُعطي.',
  'Write it as it is written now.': 'اكتبه كما هو مكتوب الآن.',
  'Name a rule of the pack and one of its parameters.': 'سمِّ قاعدة من الحزمة وأحد معاملاتها.',
  'Nothing waits for you here: this is {state}.': 'لا شيء ينتظرك هنا: الحالة {state}.',
  'Look at the list of what waits.': 'انظر إلى قائمة ما ينتظر.',
  'Nobody has answered the questionnaire for this instrument.': 'لم يُجب أحد عن استبيان هذه الأداة.',
  'Answer it first.': 'أجب عنه أولًا.',
  'The match was decided already.': 'سبق البتّ في المطابقة.',
  'Read the decision. When the entry changes, it is asked anew.':
    'اقرأ القرار. وعند تغيّر القيد يُسأل عنه من جديد.',
  'It is not said why these subscriptions are refused.': 'لم يُذكر سبب رفض هذه الاكتتابات.',
  'Add a reason; each of the investors reads it.': 'أضف سببًا؛ سيقرؤه كل مستثمر منهم.',
  'You have asked to lift this hold; somebody else has to agree.':
    'طلبتَ رفع هذا الحجز؛ ويجب أن يوافق شخص آخر.',
  'Have another officer lift it.': 'اطلب من مسؤول آخر أن يرفعه.',
  'You have cleared this match already; it is so close that somebody else has to agree.':
    'استبعدت هذه المطابقة من قبل؛ وهي قريبة إلى حد يلزم معه موافقة شخص آخر.',
  'The match was handed to a second officer already.': 'أُحيل التطابق إلى مسؤول ثانٍ من قبل.',
  'Read what was doubted. Anybody but whoever handed it on decides.':
    'اقرأ ما كان موضع الشك. يقرّر أي مسؤول غير من أحاله.',
  'You handed this match to a second officer, so you do not decide on it.':
    'أحلت هذا التطابق إلى مسؤول ثانٍ، فلا تبتّ فيه أنت.',
  'Have another officer decide.': 'دع مسؤولًا آخر يقرّر.',
  'The entry has changed or left its list since; there is nothing to decide.':
    'تغيّر القيد منذئذ أو خرج من قائمته؛ فلا شيء يُبتّ فيه.',
  'Look at the matches that are open now.': 'انظر إلى المطابقات المفتوحة الآن.',
  'The list {list} came without this file: {missing}.': 'جاءت القائمة {list} دون هذا الملف: {missing}.',
  'Bring in all files of one publication together.': 'أدخل كل ملفات النشرة الواحدة معًا.',
  'The file has no entries. The list that was in force stays in force.':
    'لا قيود في الملف. تبقى القائمة السارية سارية.',
  'Download the list again from its publisher.': 'نزّل القائمة من جديد من ناشرها.',
  'The file {file} does not have the format of {list}: {where}. The list that was in force stays in force.':
    'ليس الملف {file} بصيغة {list}: {where}. تبقى القائمة السارية سارية.',
  'Download the list again from its publisher; open nothing in a spreadsheet on the way.':
    'نزّل القائمة من جديد من ناشرها؛ ولا تفتح شيئًا في جدول بيانات في الطريق.',
  'The file has {entries} entries, the list in force has {before}: at least {percent} % fewer. It stays in force.':
    'في الملف {entries} قيدًا، وفي القائمة السارية {before}: أقل بنسبة {percent}% أو أكثر. تبقى سارية.',
  'Check with the publisher that so many were removed, then bring the file in with allowShrink.':
    'تحقق من الناشر أن هذا العدد قد حُذف، ثم أدخل الملف مع allowShrink.',
  'The file was published on {published}, before the list in force, of {current}.':
    'نُشر الملف في {published}، قبل القائمة السارية المنشورة في {current}.',
  'Bring in the newest publication.': 'أدخل أحدث نشرة.',
  'The file declares a document type, which no list does.': 'يصرّح الملف بنوع مستند، وليس ذلك في أي قائمة.',
  'There is no such offering.': 'لا يوجد هذا الطرح.',
  'This offering may not be shown in public.': 'لا يجوز عرض هذا الطرح للعموم.',
  'Sign in as an investor whom its issuer knows.': 'سجّل الدخول بصفتك مستثمرًا يعرفه مُصدِره.',
  'The offering’s contract was made with the {field}: investors pay on it, and nobody can change it.':
    'أُنشئ عقد الطرح بهذا الحقل ({field}): يدفع المستثمرون بناءً عليه ولا يمكن لأحد تغييره.',
  'The offering has ended, on the {field} that its contract was made with: nobody can change it.':
    'انتهى الطرح على {field} كما أُنشئ بها عقده: لا يستطيع أحد تغييرها.',
  'Put the old {field} back. What is to be offered on other terms is a new share class, with a key of its own.':
    'أعِد {field} كما كانت. وما يُطرح بشروط أخرى فئة أسهم جديدة لها مفتاح خاص بها.',
  'Give this offering up, which pays everybody back, and offer the units under a new share class.':
    'تخلَّ عن هذا الطرح فتُرد الأموال إلى الجميع، واعرض الوحدات ضمن فئة أسهم جديدة.',
  'The token is on the chain, and its {field} with it.': 'الرمز على سلسلة الكتل ومعه هذا الحقل ({field}).',
  'Put the old {field} back, or use a new key for a new share class.':
    'أعد قيمة {field} السابقة، أو استخدم مفتاحًا جديدًا لفئة أسهم جديدة.',
  'Holders bought {units} units on the {field} as it was.': 'اشترى الحملة {units} وحدة وفق {field} كما كان.',
  'Put the old value back. Changing what holders bought needs their consent, outside of the term sheet.':
    'أعد القيمة السابقة. تغيير ما اشتراه الحملة يتطلب موافقتهم خارج ورقة الشروط.',
  'This {thing} belongs to {owner}.': 'هذا ({thing}) يخص {owner}.',
  'Name its owner, or use a new key.': 'سمِّ مالكه، أو استخدم مفتاحًا جديدًا.',
  'Nobody holds the key of the treasury in line {line}: it is a contract of the platform’s own, or a token that is paid with.':
    'لا أحد يملك مفتاح الخزينة في السطر {line}: فهي عقد من عقود المنصة نفسها، أو رمز يُدفع به.',
  'Write `managed`, or an account that somebody holds the key of.':
    'اكتب `managed`، أو حسابًا يملك أحدٌ مفتاحه.',
  'There is a contract at the treasury’s address: what is raised moves only as its code lets it.':
    'يوجد عقد في عنوان الخزينة: لا يتحرّك ما يُجمع إلا كما تسمح شيفرته.',
  'Make sure that it is a wallet, of several owners or of one, that can send this money on.':
    'تأكّد من أنه محفظة، لعدة مالكين أو لمالك واحد، يمكنها إرسال هذا المال.',
  'The treasury was fixed when the share class was created: investors sign payments to it.':
    'ثُبّتت الخزينة عند إنشاء فئة الأسهم: يوقّع المستثمرون دفعات إليها.',
  'Put the old treasury back.': 'أعد الخزينة السابقة.',
  'A valuation that was recorded stays in the history.': 'التقييم المسجّل يبقى في السجل التاريخي.',
  'Put it back into the sheet; add a newer one if it no longer holds.':
    'أعده إلى الورقة؛ وأضف أحدث منه إذا لم يعد قائمًا.',
  'This appraiser’s valuation of this day is recorded with another amount or document.':
    'تقييم هذا المقيّم لهذا اليوم مسجّل بمبلغ أو مستند آخر.',
  'Put back what is recorded, and add the correction as a valuation of its own day.':
    'أعد ما هو مسجّل، وأضف التصحيح تقييمًا بتاريخ خاص به.',
  'There are {holders} holders already, more than the {max} that the sheet allows.':
    'عدد الحملة {holders} بالفعل، أكثر من {max} الذي تسمح به الورقة.',
  'Set holdersMax to {holders} or more.': 'اضبط holdersMax على {holders} أو أكثر.',
  'You act for another issuer than {issuer}.': 'أنت تتصرف باسم مُصدِر غير {issuer}.',
  'Ask somebody who acts for {issuer} to apply this sheet.': 'اطلب ممن يتصرف باسم {issuer} تطبيق هذه الورقة.',
  'The development stablecoin is worthless and exists on the embedded chain only; this is chain {chain}.':
    'العملة المستقرة التجريبية بلا قيمة ولا توجد إلا على سلسلة الكتل المدمجة؛ وسلسلة الكتل هذه {chain}.',
  'Name a real stablecoin in `payment`.': 'سمِّ عملة مستقرة حقيقية في `payment`.',
  'There is no token at {address} on this chain.': 'لا رمز عند {address} على سلسلة الكتل هذه.',
  'The token takes no payments by signature (ERC-3009), so no wallet could pay with it.':
    'لا يقبل الرمز الدفع بالتوقيع (ERC-3009)، فلا تستطيع أي محفظة الدفع به.',
  'Name a stablecoin that does, as USDC and EURC do, or leave this one out.':
    'اذكر عملة مستقرة تقبله، مثل USDC وEURC، أو احذف هذه.',
  'Check the address, and that it is one of this chain.': 'تحقق من العنوان ومن أنه على سلسلة الكتل هذه.',
  'The payment token answers another code or other decimals than the sheet.':
    'يجيب رمز الدفع برمز عملة أو منازل عشرية غير التي في الورقة.',
  'Write them as the token does.': 'اكتبها كما يجيب بها الرمز.',
  'The transaction that makes the token, on the former sheet’s terms, has not ended yet.':
    'المعاملة التي تنشئ الرمز بشروط الورقة السابقة لم تنتهِ بعد.',
  'Apply this sheet when it has.': 'طبّق هذه الورقة عند انتهائها.',
  'The records know a token at {address}, but the chain does not.':
    'تعرف السجلات رمزًا عند {address} ولا تعرفه سلسلة الكتل.',
  'Check that this is the right chain; if it was reset, restore it from the backup.':
    'تحقق من أن هذه هي سلسلة الكتل الصحيحة؛ وإذا أُعيد ضبطها فاستعدها من النسخة الاحتياطية.',
  'There is a token of this key at {address} already that the records do not know.':
    'يوجد بالفعل عند {address} رمز بهذا المفتاح لا تعرفه السجلات.',
  'Restore the records from the backup, or use a new key.':
    'استعد السجلات من النسخة الاحتياطية، أو استخدم مفتاحًا جديدًا.',
  'You are writing another draft with the key {key}.': 'تكتب مسودة أخرى بالمفتاح {key}.',
  'Go on with that one, or use another key.': 'تابع تلك، أو استخدم مفتاحًا آخر.',
  'You have {max} drafts, which is the most there may be.': 'لديك {max} مسودة، وهو الحد الأقصى.',
  'Delete those that you do not need any more.': 'احذف ما لم تعد تحتاج إليه.',
  'The draft is no map of YAML, or has what no term sheet may have, so it has no fields to change.':
    'المسودة ليست خريطة YAML، أو فيها ما لا يجوز في ورقة شروط، فلا حقول فيها تُغيَّر.',
  'Mend its text first.': 'صحّح نصها أولًا.',
  'A term sheet has no field {path}.': 'ليس في ورقة الشروط حقل باسم {path}.',
  'Use the paths that /v1/term-sheet-form lists.': 'استخدم المسارات التي يسردها /v1/term-sheet-form.',
  'The draft would have {bytes} bytes; the most is {max}.': 'ستبلغ المسودة {bytes} بايت؛ والحد الأقصى {max}.',
  'Put long texts into documents of their own.': 'ضع النصوص الطويلة في مستندات خاصة بها.',
  'The term sheet has {bytes} bytes; the most is {max}.': 'حجم ورقة الشروط {bytes} بايت؛ والحد الأقصى {max}.',
  'The file is not UTF-8 text, or holds a control character.': 'الملف ليس نص UTF-8، أو فيه حرف تحكّم.',
  'Save it as UTF-8.': 'احفظه بترميز UTF-8.',
  'This is not YAML: {error}.': 'ليس هذا YAML: {error}.',
  'Mend the line.': 'صحّح السطر.',
  'The file nests values deeper than any term sheet does.': 'في الملف قيم متداخلة أعمق من أي ورقة شروط.',
  'Follow the layout of the examples.': 'اتبع ترتيب الأمثلة.',
  'The key {key} stands here a second time.': 'المفتاح {key} مذكور هنا مرة ثانية.',
  'Keep one of the two: which one counts must not be left to the reader.':
    'أبقِ أحدهما: فلا يُترك للقارئ تخمين المقصود.',
  'Anchors, aliases and merge keys are not read.': 'لا تُقرأ المراسي والأسماء المستعارة ومفاتيح الدمج.',
  'Write the value out where it is meant.': 'اكتب القيمة حيث تُقصد.',
  'Tags like {tag} are not read.': 'لا تُقرأ وسوم مثل {tag}.',
  'Leave the tag out.': 'احذف الوسم.',
  'The file holds more than one document.': 'في الملف أكثر من مستند.',
  'Put each term sheet into a file of its own.': 'ضع كل ورقة شروط في ملف خاص بها.',
  'The file is not a map of fields.': 'الملف ليس خريطة حقول.',
  'Begin as the examples do, with `version: 1`.': 'ابدأ كما تبدأ الأمثلة، بالسطر `version: 1`.',
  'A symbol is 2 to 11 capital letters and digits, beginning with a letter.':
    'الرمز المختصر من 2 إلى 11 حرفًا لاتينيًا كبيرًا ورقمًا، ويبدأ بحرف.',
  'Write it like "TOWER".': 'اكتبه مثل "TOWER".',
  'This is no time zone with a place of its own.': 'ليست هذه منطقة زمنية لمكان بعينه.',
  'Write it as the IANA database does, like "America/New_York".':
    'اكتبها كما في قاعدة IANA، مثل "America/New_York".',
  'This is no currency that a term sheet can be in.': 'ليست هذه عملة يمكن أن تُكتب بها ورقة شروط.',
  'This is no ISIN: two capital letters of a country, nine capital letters and digits, and the digit that checks them.':
    'ليس هذا رقم ISIN: حرفان كبيران للبلد، ثم تسعة أحرف كبيرة وأرقام، ثم رقم التحقق.',
  'No market has this identifier in the list of {listedOn}.':
    'لا سوق يحمل هذا المعرّف في القائمة المؤرخة {listedOn}.',
  'Copy it from www.iso20022.org/market-identifier-codes; leave out a market that is younger than the list.':
    'انسخه من www.iso20022.org/market-identifier-codes؛ ولا تذكر سوقًا أحدث من القائمة.',
  'The market of this identifier has closed, or has another identifier now.':
    'السوق التي لها هذا المعرّف أُغلقت، أو صار لها معرّف آخر.',
  'Write the market where it is traded today, from www.iso20022.org/market-identifier-codes.':
    'اكتب السوق التي يُتداول فيها اليوم، من www.iso20022.org/market-identifier-codes.',
  'Copy it from search.gleif.org; leave the field out for an entity that has none.':
    'انسخه من search.gleif.org؛ واترك الحقل فارغًا لكيان ليس له معرّف.',
  'A part is written in percent as text, above 0 and up to 100, with four decimals at most.':
    'تُكتب الحصة نصًا بالنسبة المئوية، أكبر من 0 وحتى 100، بأربع منازل عشرية على الأكثر.',
  'Write it like "62.5".': 'اكتبها مثل "62.5".',
  'This is not how an identifier of the scheme {scheme} is written.':
    'لا يُكتب معرّف من نوع {scheme} على هذا النحو.',
  'Copy it from the registry that gave it; never make one up.':
    'انسخه من السجل الذي أصدره؛ ولا تختلق معرّفًا أبدًا.',
  'The check digit of this {scheme} does not fit, so a character is wrong.':
    'رقم التحقق في هذا المعرّف ({scheme}) لا يصح، فأحد الأحرف خاطئ.',
  'A document is named by its SHA-256: 64 digits and small letters from a to f.':
    'يُسمّى المستند ببصمته SHA-256: ‏64 رقمًا وحرفًا صغيرًا من a إلى f.',
  'Print it with `sha256sum FILE`, or copy it from the data room.':
    'اطبعها بالأمر `sha256sum FILE`، أو انسخها من غرفة البيانات.',
  'The treasury is neither `managed` nor an account.': 'الخزينة ليست `managed` ولا حسابًا.',
  'Write `managed`, or the account in its mixed-case form, in quotes.':
    'اكتب `managed`، أو الحساب بصيغته المختلطة الأحرف بين علامتي اقتباس.',
  'The payment token is neither `development` nor a contract.': 'رمز الدفع ليس `development` ولا عقدًا.',
  'Write `development` on the embedded chain, or the stablecoin’s address in its mixed-case form, in quotes.':
    'اكتب `development` على سلسلة الكتل المدمجة، أو عنوان العملة المستقرة بصيغته المختلطة الأحرف بين علامتي اقتباس.',
  'A payment token given by its address needs its code and its decimals; `development` has its own.':
    'رمز الدفع المذكور بعنوانه يلزمه رمز عملته ومنازله العشرية؛ وللقيمة `development` ما يخصها.',
  'With an address, write `code` and `decimals` as the token itself answers them; with `development`, neither.':
    'مع العنوان اكتب `code` و`decimals` كما يجيب بهما الرمز نفسه؛ ومع `development` لا تكتب أيًا منهما.',
  'YAML reads this as {kind}, not as text.': 'يقرأ YAML هذا بوصفه {kind} لا نصًا.',
  'Put it in quotes.': 'ضعه بين علامتي اقتباس.',
  'YAML reads this amount as a number, which cannot hold it exactly.':
    'يقرأ YAML هذا المبلغ رقمًا لا يحفظه بدقة.',
  'Put it in quotes, like "1234.50".': 'ضعه بين علامتي اقتباس، مثل "1234.50".',
  'This amount is not above zero.': 'ليس هذا المبلغ أكبر من صفر.',
  'Write the two capital letters, like GB.': 'اكتب الحرفين الكبيرين، مثل GB.',
  'Write 0x and 40 hexadecimal digits, in quotes.': 'اكتب 0x و40 رقمًا سداسيًا عشريًا بين علامتي اقتباس.',
  'Nobody holds the key of this address: it is the zero address or a built-in contract.':
    'لا أحد يملك مفتاح هذا العنوان: هو العنوان الصفري أو عقد مدمج.',
  'Write an account that somebody holds the key of.': 'اكتب حسابًا يملك أحدٌ مفتاحه.',
  'Write 1 to 200 visible characters, of any script.': 'اكتب من 1 إلى 200 حرف مرئي بأي كتابة.',
  'Write a value of the type {expected}.': 'اكتب قيمة من النوع {expected}.',
  'Write one of {values}.': 'اكتب إحدى القيم {values}.',
  'This is too small, too short or too few.': 'هذا أصغر أو أقصر أو أقل مما يلزم.',
  'The least is {min}.': 'الحد الأدنى {min}.',
  'This is too large, too long or too many.': 'هذا أكبر أو أطول أو أكثر مما يجوز.',
  'The most is {max}.': 'الحد الأقصى {max}.',
  'docs/reference/term-sheet.md shows how.': 'يبيّن docs/reference/term-sheet.md الطريقة.',
  'The field {field} is missing here.': 'الحقل {field} ناقص هنا.',
  'Add it.': 'أضفه.',
  'There is no field {field} here.': 'لا يوجد هنا حقل باسم {field}.',
  'The fields here are {fields}.': 'الحقول هنا هي {fields}.',
  'The offering closed on {closes}: nobody could subscribe for a token that is made now, so nothing is created.':
    'أُقفل الطرح في {closes}: لن يستطيع أحد الاكتتاب في رمز يُنشأ الآن، فلا يُنشأ شيء.',
  'Set offering.opens and offering.closes to days that are to come.':
    'اجعل offering.opens وoffering.closes يومين لم يحلّا بعد.',
  'The offering closed on {closes}, so no contract is made for it and nobody can subscribe.':
    'أُقفل الطرح في {closes}، فلا يُنشأ له عقد ولا يستطيع أحد الاكتتاب.',
  'Let it close on a later day, unless the units were sold elsewhere.':
    'اجعل إقفاله في يوم لاحق، إلا إذا بيعت الوحدات في مكان آخر.',
  'The offering closes on {closes}, before it opens on {opens}.':
    'يُقفل الطرح في {closes}، قبل أن يُفتح في {opens}.',
  'Let it close on the day it opens, or later.': 'اجعل إقفاله في يوم فتحه أو بعده.',
  'The largest ticket is smaller than the smallest.': 'أكبر اكتتاب أصغر من أصغر اكتتاب.',
  'Raise ticketMax, lower ticketMin, or leave ticketMax out.':
    'ارفع ticketMax أو اخفض ticketMin أو احذف ticketMax.',
  'The smallest ticket is above the {raised} that all units on sale cost: nobody could subscribe.':
    'أصغر اكتتاب أكبر من {raised}، وهو ثمن كل الوحدات المعروضة: لا يستطيع أحد الاكتتاب.',
  'Lower ticketMin to {raised} or less.': 'اخفض ticketMin إلى {raised} أو أقل.',
  'The largest ticket does not buy one whole unit.': 'أكبر اكتتاب لا يشتري وحدة كاملة.',
  'Raise ticketMax to the price of a unit at least, or give units decimals.':
    'ارفع ticketMax إلى سعر وحدة على الأقل، أو امنح الوحدات منازل عشرية.',
  'The soft cap is above the units on sale: the offering could never close.':
    'الحد الأدنى للإقفال أعلى من عدد الوحدات المعروضة: فلا يمكن إقفال الطرح أبدًا.',
  'Lower softCap, or raise hardCap or shareClass.units.':
    'اخفض softCap، أو ارفع hardCap أو shareClass.units.',
  'The hard cap is above the units of the class.': 'الحد الأقصى أعلى من عدد وحدات الفئة.',
  'Lower hardCap, or raise shareClass.units; left out, all units are on sale.':
    'اخفض hardCap، أو ارفع shareClass.units؛ وإن لم يُذكر فكل الوحدات معروضة.',
  'The most units that the offering sells. Left out: all units of the class.':
    'أقصى عدد من الوحدات يبيعه الطرح. إن لم يُذكر: كل وحدات الفئة.',
  'The time to close ends before the last investor’s time to withdraw, and a day, is over.':
    'تنتهي مهلة الإقفال قبل انقضاء حق آخر مستثمر في السحب ويوم بعده.',
  'Set closingDays to {days} or more.': 'اضبط closingDays على {days} أو أكثر.',
  'The tier ends where the one before it ends, or earlier: no unit would have its price.':
    'تنتهي الشريحة حيث تنتهي سابقتها أو قبلها: فلا وحدة بسعرها.',
  'List the tiers ascending by upTo.': 'اسرد الشرائح تصاعديًا حسب upTo.',
  'The tier ends at the last of the {units} units or beyond it: no unit would have `price`.':
    'تنتهي الشريحة عند آخر الوحدات ({units}) أو بعدها: فلا وحدة بالسعر `price`.',
  'Leave the last tier out, and make its price the offering’s price.':
    'احذف الشريحة الأخيرة، واجعل سعرها سعر الطرح.',
  'Prices by the units sold go with first come, first served alone, not with {allocation}.':
    'لا تصح الأسعار حسب المبيع إلا بأسبقية الطلب، لا مع {allocation}.',
  'Leave allocation out, or the price tiers.': 'احذف allocation، أو شرائح الأسعار.',
  'A token cannot count this many units at these decimals.':
    'لا يستطيع الرمز عدّ هذا العدد من الوحدات بهذه المنازل العشرية.',
  'Lower the units or the decimals: units × 10^decimals stays below 2^104.':
    'اخفض الوحدات أو المنازل العشرية: تبقى الوحدات × 10^decimals أقل من 2^104.',
  'Under Rule 506(c) every purchaser must be accredited, but the transfer rules let others in.':
    'بموجب القاعدة 506(c) يجب أن يكون كل مشترٍ معتمدًا، لكن قواعد التحويل تسمح لغيرهم.',
  'Set accreditedOnly to true, or use another exemption.':
    'اضبط accreditedOnly على true، أو استخدم إعفاءً آخر.',
  'Under Regulation S nothing is sold to U.S. persons, but the transfer rules let these in: {countries}.':
    'بموجب Regulation S لا يُباع شيء لأشخاص أمريكيين، لكن قواعد التحويل تسمح بهذه البلدان: {countries}.',
  'Exclude the United States with its territories: AS, GU, MP, PR, UM, US, VI.':
    'استبعد الولايات المتحدة وأقاليمها: AS وGU وMP وPR وUM وUS وVI.',
  'All units together cost {raised}; under this exemption {most} may be sold within twelve months.':
    'ثمن جميع الوحدات {raised}؛ وبموجب هذا الإعفاء يجوز بيع {most} خلال اثني عشر شهرًا.',
  'Sell fewer units, or use another exemption.': 'بع وحدات أقل، أو استخدم إعفاءً آخر.',
  'A crowdfunding is public for {days} days at least before a unit is sold.':
    'يُعلن التمويل الجماعي {days} يومًا على الأقل قبل بيع أي وحدة.',
  'Let the offering close later.': 'اجعل إقفال الطرح لاحقًا.',
  'Investors in a crowdfunding may withdraw for four days.':
    'يحق للمستثمرين في التمويل الجماعي السحب خلال أربعة أيام.',
  'Set coolingOffHours to {hours} or more.': 'اضبط coolingOffHours على {hours} أو أكثر.',
  'The development stablecoin stands for US dollars, not for {currency}.':
    'تمثّل العملة المستقرة التجريبية الدولار الأمريكي لا {currency}.',
  'Set the currency to USD, or name another payment token.': 'اضبط العملة على USD، أو سمِّ رمز دفع آخر.',
  'The rule `{rule}` needs a list of countries.': 'تلزم القاعدةَ `{rule}` قائمةُ بلدان.',
  'Add `list` below it, or write `rule: any`.': 'أضف `list` تحتها، أو اكتب `rule: any`.',
  'With `rule: any` every country is allowed, so a list means nothing.':
    'مع `rule: any` كل البلدان مسموح بها، فلا معنى للقائمة.',
  'Leave the list out, or write `rule: only` or `rule: except`.':
    'احذف القائمة، أو اكتب `rule: only` أو `rule: except`.',
  '{country} is in the list already.': '‏{country} في القائمة بالفعل.',
  'Keep it once.': 'أبقه مرة واحدة.',
  'The account {account} is listed already.': 'الحساب {account} مذكور بالفعل.',
  'List each account once: it either adds to net income or takes from it.':
    'اذكر كل حساب مرة واحدة: إما أن يزيد صافي الدخل أو ينقصه.',
  'The owners together have more than 100 % of the company.': 'مجموع حصص المالكين أكثر من 100% من الشركة.',
  'Correct their parts. They may come to less when not all owners are named.':
    'صحّح حصصهم. وقد يقل مجموعها إذا لم يُذكر جميع المالكين.',
  '{owner} is an owner already.': '‏{owner} مذكور بين المالكين بالفعل.',
  'Name each owner once.': 'اذكر كل مالك مرة واحدة.',
  'There is a risk “{risk}” already.': 'يوجد خطر بعنوان «{risk}» بالفعل.',
  'Give each a title of its own.': 'امنح كلًا منها عنوانًا خاصًا.',
  'There are costs “{cost}” already.': 'توجد تكاليف باسم «{cost}» بالفعل.',
  'Add them up, or name them apart.': 'اجمعها، أو سمّها بأسماء مختلفة.',
  '{identifier} is listed already.': '‏{identifier} مذكور بالفعل.',
  'This appraiser has a valuation of {date} by this method already.':
    'لهذا المقيّم تقييم بتاريخ {date} وبهذه الطريقة بالفعل.',
  'Keep the one that holds.': 'أبقِ القائم منهما.',
  'This company is said to be formed on {date}; today is {today}.':
    'يُذكر أن هذه الشركة تأسست في {date}؛ واليوم {today}.',
  'Use the day in its register, or leave it out until the company is formed.':
    'استخدم اليوم المذكور في سجلها، أو اتركه حتى تتأسس الشركة.',
  'This valuation is of {date}; today is {today}.': 'هذا التقييم بتاريخ {date}؛ واليوم {today}.',
  'Use the date the value was found for.': 'استخدم التاريخ الذي قُدّرت له القيمة.',
  'All units together cost {raised}, more than the latest valuation of {valuation} and the stated costs of {costs}.':
    'ثمن جميع الوحدات {raised}، أكثر من آخر تقييم {valuation} والتكاليف المعلنة {costs}.',
  'State under offering.costs what the difference pays for.': 'اذكر في offering.costs ما يغطيه الفرق.',
  'The latest valuation is of {date}, more than a year before the offering opens on {opens}.':
    'آخر تقييم بتاريخ {date}، قبل فتح الطرح في {opens} بأكثر من سنة.',
  'Add a newer one before the offering opens.': 'أضف تقييمًا أحدث قبل فتح الطرح.',
  'Nothing stops this class from reaching 2,000 holders of record, at which it must be registered.':
    'لا شيء يمنع بلوغ هذه الفئة 2,000 حامل مسجّل، وعندها يجب تسجيلها.',
  'Set holdersMax to {max} or less, unless the assets stay at or below $10 million.':
    'اضبط holdersMax على {max} أو أقل، ما لم تبقَ الأصول عند 10 ملايين دولار أو دونها.',
  'Another asset here is the same by its kind and place, or has an identifier in common with this one.':
    'هنا أصل آخر هو نفسه بنوعه ومكانه، أو يشترك مع هذا الأصل في معرّف.',
  'Find out whether it is the same thing: what somebody holds already must not be sold twice.':
    'تحقق من أنه ليس الشيء نفسه: ما يملكه أحد لا يجوز أن يباع مرتين.',
  'The most a wallet may hold is no less than all units together.':
    'أقصى ما تحمله المحفظة ليس أقل من جميع الوحدات.',
  'Lower balanceMax, or leave it out.': 'اخفض balanceMax، أو احذفه.',
  'Something went wrong here that should not.': 'حدث هنا خطأ لا ينبغي أن يحدث.',
  'Try again; if it stays, give the request id to whoever runs this installation.':
    'حاول من جديد؛ وإذا استمر فأعطِ معرّف الطلب لمشغّل هذا النظام.',
  'There has to be one file of the type OCF_MANIFEST_FILE.':
    'يجب أن يوجد ملف واحد من النوع OCF_MANIFEST_FILE.',
  'The manifest names {what}, which is not there.': 'يذكر ملف البيان {what}، وهو غير موجود.',
  '{what} is not named by the manifest and was not read.': '‏{what} غير مذكور في ملف البيان ولم يُقرأ.',
  '{what} is not the file of which the manifest gives the MD5.':
    '‏{what} ليس الملف الذي يذكر البيان بصمته MD5.',
  '{what} is no JSON object, says a key twice, or has a number that is not exact.':
    '‏{what} ليس كائن JSON، أو يكرر مفتاحًا، أو فيه عدد غير دقيق.',
  'An object needs {what}.': 'يلزم الكائن {what}.',
  '{what} is not known here. It is kept and returned as it is, and not counted.':
    '‏{what} غير معروف هنا. يُحفظ ويُعاد كما هو ولا يُحتسب.',
  'The id {what} is there twice.': 'المعرّف {what} مذكور مرتين.',
  '“{what}” is no day.': '«{what}» ليس يومًا.',
  '{what} is no number of Open Cap Format.': '‏{what} ليس عددًا وفق Open Cap Format.',
  'Objects name each other in a circle: {what}.': 'تشير الكائنات بعضها إلى بعض في حلقة: {what}.',
  'No transaction before it issues the security {what}.': 'لا معاملة قبلها تصدر الورقة المالية {what}.',
  'The security {what} is issued twice.': 'الورقة المالية {what} مُصدَرة مرتين.',
  'More is taken from {what} than there is.': 'يؤخذ من {what} أكثر مما فيها.',
  'No transaction issues {what}, which is to result from it.':
    'لا معاملة تصدر {what}، وهي الناتج المتوقع منها.',
  '{what} is not in the package.': '‏{what} ليس في الحزمة.',
  '{what} has expired and is not counted. What comes back to its plan is told by a transaction of its own.':
    'انتهت مدة {what} فلا يُحتسب. وما يعود منه إلى خطته تذكره معاملة خاصة به.',
  '{what} is settled in cash: it gives no shares and is not counted.':
    'يُسوّى {what} نقدًا: لا يعطي أسهمًا فلا يُحتسب.',
  '{what} is in another currency than its cap or the price of the round, and is not counted.':
    '{what} بعملة غير عملة سقفه أو سعر الجولة، فلا يُحتسب.',
  '{what} has no number of its own and is not counted.': 'ليس لـ {what} عدد خاص به فلا يُحتسب.',
  'The file is no CSV in UTF-8.': 'الملف ليس CSV بترميز UTF-8.',
  'There is no row below the names of the columns.': 'لا صف تحت أسماء الأعمدة.',
  'The column “{what}” has to be there.': 'يجب وجود العمود «{what}».',
  '“{what}” is no column of a cap table.': '«{what}» ليس عمودًا في جدول ملكية.',
  'The column “{what}” is there twice.': 'العمود «{what}» مذكور مرتين.',
  'The row has {what} cells, more than there are columns.': 'في الصف {what} خلية، أكثر من الأعمدة.',
  'The row says the same as line {what}. If both are meant, add their numbers up.':
    'يقول الصف ما يقوله السطر {what}. إذا قُصد كلاهما فاجمع عدديهما.',
  '“{what}” begins as a formula does: a spreadsheet would run it.':
    'يبدأ «{what}» كما تبدأ الصيغ: وسينفذه جدول البيانات.',
  '“{what}” is none of common, preferred, option, warrant, pool, safe, note.':
    '«{what}» ليس أحد الأنواع common وpreferred وoption وwarrant وpool وsafe وnote.',
  'A row of the kind {what} needs it.': 'يلزم ذلك الصفَّ من النوع {what}.',
  'A row of the kind {what} has none.': 'ليس ذلك للصف من النوع {what}.',
  '“{what}” is none.': 'القيمة «{what}» غير صالحة.',
  'The class {what} is common in one row and preferred in another.':
    'الفئة {what} عادية في صف وممتازة في آخر.',
  'An earlier row says “{what}” of the same holder or class.':
    'يقول صف سابق «{what}» عن الحائز نفسه أو الفئة نفسها.',
  'As a package of Open Cap Format the list is not valid without: {what}.':
    'لا تصح القائمة حزمةً بصيغة Open Cap Format من دون: {what}.',
  'Your own name for the share class; it never changes.': 'اسمك الخاص لفئة الأسهم؛ لا يتغيّر أبدًا.',
  'Of valuations and of what the payment token stands for.': 'عملة التقييمات وما يمثّله رمز الدفع.',
  'Where legal days begin and end; a place of the IANA database.':
    'حيث تبدأ الأيام القانونية وتنتهي؛ مكان من قاعدة IANA.',
  'Where subscriptions are paid to and distributions come from; `managed` lets the platform keep the key.':
    'إليها تُدفع الاكتتابات ومنها تأتي التوزيعات؛ و`managed` تعني أن تحفظ المنصة المفتاح.',
  'Who raises the money and runs the asset.': 'من يجمع المال ويدير الأصل.',
  'Your own name for the company; the same key in another sheet is the same company.':
    'اسمك الخاص للشركة؛ والمفتاح نفسه في ورقة أخرى هو الشركة نفسها.',
  'Its name in the register.': 'اسمها في السجل.',
  'Its legal form, in the words of its jurisdiction: LLC, GmbH.': 'شكلها القانوني بعبارة بلدها: LLC أو GmbH.',
  'Country, or country and part: LU, US-DE (ISO 3166-1 alpha-2, ISO 3166-2). Of the parts those of the United States are checked.':
    'البلد، أو البلد وجزؤه: LU أو US-DE ‏(ISO 3166-1 alpha-2 وISO 3166-2). ويُتحقق من الأجزاء في الولايات المتحدة وحدها.',
  'Its number in the register. Left out while it has none.': 'رقمها في السجل. يُترك فارغًا ما دام غير موجود.',
  'The day of its formation, which Open Cap Format asks for.':
    'يوم تأسيسها، الذي تطلبه صيغة Open Cap Format.',
  'Its legal entity identifier (ISO 17442), if it has one.': 'معرّف كيانها القانوني (ISO 17442) إن وُجد.',
  'The company that holds this asset and nothing else.': 'الشركة التي تملك هذا الأصل ولا شيء غيره.',
  'What it holds, and by which right.': 'ما الذي تملكه وبأي حق.',
  'What keeps its creditors from other assets, and others’ creditors from this one.':
    'ما الذي يعزل دائنيها عن أصول غيرها، ودائني غيرها عن هذا الأصل.',
  'Who owns it.': 'من يملكها.',
  'A company or a trust. People are not named here.': 'شركة أو ترست (trust). لا يُذكر الأشخاص هنا.',
  'Its part, like 100 or 62.5.': 'حصتها، مثل 100 أو 62.5.',
  'What the SPV holds.': 'ما تملكه الشركة ذات الغرض الخاص.',
  'Your own name for the asset.': 'اسمك الخاص للأصل.',
  'What it is.': 'ما هو.',
  'What it is called.': 'ما اسمه.',
  'Where it is (ISO 3166-1 alpha-2).': 'أين يقع (ISO 3166-1 alpha-2).',
  'As it is written on an envelope.': 'كما يُكتب على ظرف البريد.',
  'What else a buyer would ask, by label.': 'ما قد يسأل عنه المشتري غير ذلك، مع تسميته.',
  'Never made up: leave out what there is not.': 'لا تُختلق أبدًا: اترك ما ليس موجودًا.',
  'Which registry or standard gave it.': 'أي سجل أو معيار أصدره.',
  'As it was given. Check digits are checked.': 'كما صدر. وتُفحص أرقام التحقق.',
  'What can go wrong with it, beside what every investor is told of its kind.':
    'ما قد يسوء فيه، إلى جانب ما يُقال لكل مستثمر عن نوعه.',
  'In a few words.': 'في كلمات قليلة.',
  'What can happen, and what it would cost the holder.': 'ما الذي قد يحدث، وما كلفته على الحامل.',
  'Every one there has been, in any order.': 'كل ما سبق من تقييمات بأي ترتيب.',
  'The day the value was found for.': 'اليوم الذي قُدّرت له القيمة.',
  'In the currency of the sheet.': 'بعملة الورقة.',
  'How the value was found. A price that the issuer set is no appraisal.':
    'كيف قُدّرت القيمة. والسعر الذي حدده المُصدِر ليس تقييمًا مستقلًا.',
  'Who found it.': 'من قدّرها.',
  'SHA-256 of the appraisal, which the data room has. It may be named later, and then stays.':
    'بصمة SHA-256 لتقرير التقييم الموجود في غرفة البيانات. يمكن ذكرها لاحقًا، ثم تبقى.',
  'The units, and the token that counts them.': 'الوحدات والرمز الذي يعدّها.',
  'The name of the units, and of the token.': 'اسم الوحدات والرمز.',
  'The token’s symbol.': 'الرمز المختصر.',
  'Digits after the point in a balance; 0 for whole units.':
    'عدد المنازل بعد الفاصلة في الرصيد؛ 0 للوحدات الصحيحة.',
  'How many units there may ever be.': 'أقصى عدد من الوحدات على الإطلاق.',
  'How the units are sold.': 'كيف تُباع الوحدات.',
  'Under which exemption from registration or from a prospectus the units are sold: 17 CFR 230.506, 230.901–905, 230.251, 227.100; Regulation (EU) 2017/1129, art. 1(4), 3(2); Regulation (EU) 2020/1503.':
    'الإعفاء من التسجيل أو من نشرة الإصدار الذي تُباع الوحدات بموجبه: 17 CFR 230.506 و230.901–905 و230.251 و227.100؛ واللائحة (EU) 2017/1129 المادتان 1(4) و3(2)؛ واللائحة (EU) 2020/1503.',
  'Of one unit, in the payment token.': 'سعر الوحدة الواحدة برمز الدفع.',
  'First day of the offering, in the sheet’s time zone.': 'أول يوم في الطرح بمنطقة الورقة الزمنية.',
  'Its last day; subscriptions are taken until it ends.': 'آخر يوم فيه؛ وتُقبل الاكتتابات حتى نهايته.',
  'The least that one subscription may be.': 'أقل ما يكون عليه اكتتاب واحد.',
  'The most that one subscription may be. Left out: no limit.':
    'أكثر ما يكون عليه اكتتاب واحد. إذا تُرك فارغًا: بلا حد.',
  'Days after the closing during which units cannot be sold on.':
    'عدد الأيام بعد الإقفال التي لا تُباع فيها الوحدات.',
  'The fewest units with which the offering may close. Left out: any number.':
    'أقل عدد من الوحدات يُقفل به الطرح. إذا تُرك فارغًا: أي عدد.',
  'Who gets how many units: who comes first (so it is where left out); each in proportion, when more is subscribed for; or by hand, as the issuer allots after the last day.':
    'من يحصل على كم وحدة: من يسبق (وهو المعمول به عند الترك)؛ أو كلٌّ بحسب نسبته عندما يزيد الاكتتاب؛ أو يدويًا كما يخصّص المُصدِر بعد اليوم الأخير.',
  'Hours in which an investor may take a subscription back. Left out: none.':
    'عدد الساعات التي يحق فيها للمستثمر سحب اكتتابه. إذا تُرك فارغًا: لا شيء.',
  'Days after its last day in which it is closed, or everybody is paid back. Left out: 30.':
    'عدد الأيام بعد يومه الأخير التي يُقفل فيها، أو تُرد الأموال إلى الجميع. إذا تُرك فارغًا: 30.',
  'Whether only investors whom the issuer invites may see it and subscribe. Left out: no.':
    'هل يقتصر الاطلاع عليه والاكتتاب فيه على من يدعوهم المُصدِر. إذا تُرك فارغًا: لا.',
  'Whether investors sign a subscription agreement before they pay, which the issuer countersigns. Left out, they sign none.':
    'هل يوقّع المستثمرون قبل الدفع اتفاقية اكتتاب يوقّعها المُصدِر بعدهم. وعند الترك لا يوقّعون شيئًا.',
  'What the first units cost, ascending; all others cost the price of the share class. The units paid for before yours count. Left out: all cost the same.':
    'سعر أول الوحدات تصاعديًا؛ ولما عداها سعر فئة الأسهم. وتُحتسب الوحدات المدفوعة قبل وحداتك. إذا تُرك فارغًا: سعر واحد للجميع.',
  'Up to how many units, counted from the first one sold.': 'حتى أي عدد من الوحدات، بدءًا من أول وحدة مبيعة.',
  'Of one of them, in the payment token.': 'سعر الواحدة منها برمز الدفع.',
  'What the money pays for beside the asset: by so much the offering may exceed its valuation.':
    'ما يغطيه المال إلى جانب الأصل: وبهذا القدر يجوز أن يتجاوز الطرح تقييمه.',
  'Like “Acquisition fee” or “Maintenance reserve”.': 'مثل «رسوم الاستحواذ» أو «احتياطي الصيانة».',
  'Enforced by the token itself.': 'ينفذها الرمز نفسه.',
  'Whether every receiver must be an accredited investor.': 'هل يجب أن يكون كل مستلم مستثمرًا معتمدًا.',
  'Most holders at a time.': 'أقصى عدد للحملة في وقت واحد.',
  'Most holders who reside in the United States, territories included.':
    'أقصى عدد للحملة المقيمين في الولايات المتحدة وأقاليمها.',
  'Most holders who are not accredited.': 'أقصى عدد للحملة غير المعتمدين.',
  'Most units in one wallet.': 'أقصى عدد من الوحدات في محفظة واحدة.',
  'Checked by the token at every movement.': 'يفحصه الرمز عند كل حركة.',
  'Who may receive units, by country of residence.': 'من يجوز له تلقي الوحدات، حسب بلد الإقامة.',
  'ISO 3166-1 alpha-2 codes: where it is only these, or all except these.':
    'رموز ISO 3166-1 alpha-2: حين تكون هذه وحدها، أو الكل عدا هذه.',
  'Share of net income that is paid out, in basis points: 9000 is 90 %.':
    'نسبة ما يُصرف من صافي الدخل بنقاط الأساس: 9000 هي 90%.',
  'Every account an income statement may have. One that is in neither list is refused.':
    'كل حساب قد يرد في قائمة الدخل. والحساب الذي ليس في أي من القائمتين يُرفض.',
  'Accounts that add to net income.': 'الحسابات التي تزيد صافي الدخل.',
  'Accounts that take from it. Amounts on them are positive.': 'الحسابات التي تنقصه. والمبالغ فيها موجبة.',
  'What investors pay with and are paid in.': 'ما يدفع به المستثمرون ويُدفع لهم به.',
  'The stablecoin that is paid in and paid out; `development` on the embedded chain only.':
    'العملة المستقرة التي يُدفع بها دخولًا وخروجًا؛ و`development` على سلسلة الكتل المدمجة فقط.',
  'Of a token given by its address: its symbol.': 'لرمز مذكور بعنوانه: رمز عملته.',
  'Of a token given by its address.': 'لرمز مذكور بعنوانه.',
  'A key of yours may what you may, and nothing else.': 'يجوز لمفتاحك ما يجوز لك ولا شيء غيره.',
  'Name your own role and bounds, or ask an administrator.':
    'حدّد دورك وحدودك أنت، أو اطلب ذلك من مدير النظام.',
  'A key makes no keys: one that was stolen would outlive itself.':
    'لا يُنشئ مفتاحٌ مفاتيح: وإلا بقي أثر المسروق منها بعده.',
  'Sign in, and make it then.': 'سجّل الدخول ثم أنشئه.',
  'Investors of this kind may invest {limit} in this offering in all; {used} are paid, and {left} are left.':
    'يجوز لمستثمر من هذا النوع استثمار {limit} في هذا الطرح إجمالًا؛ دُفع منها {used} وبقي {left}.',
  'Invest {left} or less. Where the limit is for whoever is not accredited, have an accreditation verified.':
    'استثمر {left} أو أقل. وإذا كان الحد لغير المعتمدين فاطلب التحقق من اعتمادك.',
  'Investors may take back what they have paid until {until}, by law or since something changed.':
    'يجوز للمستثمرين استرداد ما دفعوه حتى {until}، بحكم القانون أو لأن شيئًا تغيّر.',
  'Close it after {until}.': 'أقفله بعد {until}.',
  '{count} subscriptions were not reconfirmed in time; their money is on its way back.':
    'لم يُؤكَّد استمرار {count} من الاكتتابات في الموعد؛ وأموالها في طريق العودة.',
  'Wait a moment until they are paid back.': 'انتظر قليلًا حتى تُرد أموالها.',
  'There is no such change, or this subscription was agreed after it: nothing is to be reconfirmed.':
    'لا يوجد هذا التغيير، أو أن الاكتتاب وُوفق عليه بعده: فلا شيء يلزم تأكيد الاستمرار فيه.',
  'Look at the subscription: it lists what is to be reconfirmed.':
    'انظر إلى الاكتتاب: فهو يسرد ما يلزم تأكيد الاستمرار فيه.',
  'It had to be reconfirmed until {until}; the subscription ends and its money comes back.':
    'كان يلزم تأكيد الاستمرار حتى {until}؛ ينتهي الاكتتاب وتعود أمواله.',
  'Subscribe again, if the offering is still open.': 'اكتتب من جديد إذا كان الطرح ما زال مفتوحًا.',
  'Remind the investor on the board of the raise: the money is matched once they have. Or send it back.':
    'ذكّر المستثمر من لوحة جمع رأس المال: يُطابَق المال متى أكّد ذلك. أو أعده.',
  'Nobody of this kind could subscribe: the least that anybody may pay is {least}.':
    'لن يستطيع أحد من هذا النوع الاكتتاب: أقل ما يُدفع {least}.',
  'Set investmentMax to {least} or more; to keep a kind of investor out, use transferRules.':
    'اضبط investmentMax على {least} أو أكثر؛ ولاستبعاد نوع من المستثمرين استخدم transferRules.',
  'Everybody whom this limit is for is among those of limit {place} before it, and the first one counts.':
    'كل من يشمله هذا الحد مشمول بالحد {place} قبله، والمعتبر هو الأول.',
  'Put the narrower limit first, or leave one of the two out.': 'ضع الحد الأضيق أولًا، أو احذف أحدهما.',
  'How much investors of a kind may invest; the first that is for an investor counts, and whom none is for may invest any amount. What the law allows an investor is weighed besides. Left out: no limits.':
    'كم يجوز لنوع من المستثمرين أن يستثمر؛ والمعتبر أول حد يشمل المستثمر، ومن لا يشمله حد يستثمر أي مبلغ. ويُنظر كذلك فيما يجيزه القانون للمستثمر. إذا تُرك فارغًا: بلا حدود.',
  'Those whose accreditation counts on the day, or those without. Left out: both.':
    'من يسري اعتماده في ذلك اليوم، أو من لا اعتماد له. إذا تُرك فارغًا: كلاهما.',
  'People, or entities. Left out: both.': 'الأفراد أو الكيانات. إذا تُرك فارغًا: كلاهما.',
  'Of residence, ISO 3166-1 alpha-2 codes. Left out: any.':
    'بلدان الإقامة برموز ISO 3166-1 alpha-2. إذا تُرك فارغًا: أي بلد.',
  'The most that each of them may invest in this offering in all, in the payment token.':
    'أكثر ما يجوز لكل منهم استثماره في هذا الطرح إجمالًا، برمز الدفع.',
  'Applying it tells every subscriber what changes. Everybody who had agreed before has until {until} ({timeZone}) to reconfirm, or is paid back.':
    'يُبلِغ تطبيقُها كلَّ مكتتب بما يتغيّر. وعلى كل من وافق قبل ذلك أن يؤكد استمراره حتى {until} ({timeZone})، وإلا أُعيد إليه ماله.',
  'Applying it tells every subscriber what changes. Everybody who had agreed before may take the money back until {until} ({timeZone}).':
    'يُبلِغ تطبيقُها كلَّ مكتتب بما يتغيّر. ويجوز لكل من وافق قبل ذلك أن يستردّ ماله حتى {until} ({timeZone}).',
  'Before anybody can pay, everybody whom the bad-actor check of 17 CFR 230.506(d) covers answers its questionnaire, and an officer records it.':
    'قبل أن يدفع أحد، يجيب كل من يشمله فحص أصحاب السوابق بموجب 17 CFR 230.506(d) عن استبيانه، ويسجّل ذلك مسؤول.',
  'When the window has ended on {day}, one person prepares the closing of the offering and another confirms it. If nobody has by {last}, everybody is paid back.':
    'عند انتهاء الفترة في {day} يُعدّ شخصٌ إقفال الطرح ويؤكده آخر. وإذا لم يحدث ذلك حتى {last} رُدّت الأموال إلى الجميع.',
  'Each distribution is funded by whoever holds the key of {treasury}: the platform does not have it.':
    'يموّل كلَّ توزيع من يملك مفتاح الخزينة {treasury}: فالمفتاح ليس لدى المنصة.',
  'There are mistakes in the list: {count}. Nothing of it was kept.':
    'في القائمة {count} من الأخطاء. لم يُحفظ منها شيء.',
  'Mend the rows that are listed below, then send it again.': 'صحّح الصفوف المذكورة أدناه، ثم أرسلها من جديد.',
  'A list may have {max} rows. Nothing of a longer one is read.':
    'أقصى عدد لصفوف القائمة {max}. لا يُقرأ شيء من قائمة أطول.',
  'Send it as a package of Open Cap Format, or put several lots of one holder into one row.':
    'أرسلها حزمةً بصيغة Open Cap Format، أو اجمع عدة دفعات لحامل واحد في صف واحد.',
  'The risk is high, and no officer has written down what they found of the source of wealth and funds.':
    'المخاطر عالية، ولم يدوّن أي مسؤول التزام ما وجده عن مصدر الثروة والأموال.',
  'Look at the evidence and write down what you saw; another officer then approves.':
    'انظر في الإثبات ودوّن ما رأيت؛ ثم يوافق مسؤول التزام آخر.',
  'It is not said whether somebody here holds a prominent public function.':
    'لم يُذكر هل يشغل أحد هنا منصبًا عامًا بارزًا.',
  'Answer “no”, “self”, or “related” for family and close associates.':
    'أجب بـ «no» أو «self»، أو «related» للأقارب والمقرّبين.',
  'The income of {period} is paid together with that of {last}.': 'يُدفع دخل {period} مع دخل {last}.',
  'Name {last}, the last month of its period.': 'سمِّ {last}، آخر شهر من فترته.',
  'The income of {period} came in before the offering’s window had closed, and is nobody’s yet.':
    'جاء دخل {period} قبل انتهاء مدة الطرح، وليس لأحد بعد.',
  'Name {first} or a later one: the first that ends after the offering’s window.':
    'سمِّ {first} أو فترة بعدها: فهي أول فترة تنتهي بعد مدة الطرح.',
  'The distribution pays the income of these months: {months}.': 'يدفع التوزيع دخل هذه الأشهر: {months}.',
  'Say of which of them the statement is.': 'اذكر لأي منها القائمة.',
  'There are two statements of {period}.': 'توجد قائمتان لشهر {period}.',
  'Hand in one for each month.': 'قدّم قائمة واحدة لكل شهر.',
  'Where each month is paid by itself, no month begins a year of periods.':
    'حين يُدفع كل شهر وحده لا يبدأ شهرٌ سنةً من الفترات.',
  'Leave firstMonth out, or write another frequency.': 'احذف firstMonth، أو اكتب دورية أخرى.',
  'The record date is a number of days before the pay day, or the last day of the period, and not both.':
    'تاريخ الأحقية عددٌ من الأيام قبل يوم الدفع، أو آخر يوم في الفترة، لا كلاهما.',
  'Write `record: days-before-pay-day` with `recordDays`, or leave recordDays out.':
    'اكتب `record: days-before-pay-day` مع `recordDays`، أو احذف recordDays.',
  'A record date {days} days before day {payDay} of the month comes before the period has ended.':
    'تاريخ أحقية قبل اليوم {payDay} من الشهر بعدد أيام {days} يقع قبل انتهاء الفترة.',
  'Set recordDays to {payDay} or less, or payDay to a later day.':
    'اجعل recordDays أقل من أو يساوي {payDay}، أو payDay يومًا لاحقًا.',
  'How often net income is paid out.': 'دورية توزيع صافي الدخل.',
  'The month that a year of periods begins with, where they are no months: 4 where the fiscal year begins in April. Missing is January.':
    'الشهر الذي تبدأ به سنة الفترات حين لا تكون شهرية: 4 حين تبدأ السنة المالية في أبريل. إذا تُرك فارغًا: يناير.',
  'Day of the month after a period on which the period is paid.': 'يوم الدفع في الشهر التالي للفترة.',
  'Who is paid: the holders when the last day of the period ends, in the sheet’s time zone, or when a day ends that comes `recordDays` before the pay day.':
    'لمن يُدفع: الحملة عند نهاية آخر يوم في الفترة بحسب المنطقة الزمنية للورقة، أو عند نهاية يوم يسبق يوم الدفع بعدد `recordDays`.',
  'With `days-before-pay-day`: how many. No more than `payDay`: no period is paid to the holders of a day within it.':
    'مع `days-before-pay-day`: عدد الأيام. لا يزيد على `payDay`: لا تُدفع فترة لحملة يوم يقع داخلها.',
  'No interest is paid in {period}.': 'لا تُدفع فائدة في {period}.',
  'Name a month in which the coupon of the term sheet has a date.': 'سمِّ شهرًا فيه موعد لقسيمة ورقة الشروط.',
  'Units pay interest on dates of its own, or income by statements, and not both.':
    'تدفع الوحدات فائدة في مواعيدها، أو دخلًا بحسب قوائم الدخل، لا كليهما.',
  'Leave income or coupon out.': 'احذف income أو coupon.',
  'The last date of payment, {maturity}, does not come after the first day that bears interest, {from}.':
    'آخر موعد للدفع {maturity} ليس بعد أول يوم تُستحق عنه الفائدة {from}.',
  'Set maturity after from.': 'اجعل maturity بعد from.',
  'Interest would be borne before the offering opens on {opens}, when nobody holds a unit.':
    'ستُستحق الفائدة قبل فتح الطرح في {opens}، حين لا يحمل أحد وحدة.',
  'Set from to {opens} or later; the end of the window is usual.':
    'اضبط from على {opens} أو بعده؛ والمعتاد نهاية فترة الطرح.',
  'Left out: the units pay no income by statements.': 'إذا تُرك فارغًا: لا تدفع الوحدات دخلًا بحسب قوائم الدخل.',
  'Interest that is paid by itself on its dates, to the holders of the day before. Left out: none.':
    'فائدة تُدفع تلقائيًا في مواعيدها إلى حملة اليوم السابق. إذا تُرك فارغًا: لا فائدة.',
  'Percent of the face value a year, like 7.25.': 'نسبة مئوية سنوية من القيمة الاسمية، مثل 7.25.',
  'What one unit bears interest on, in the payment token.':
    'القيمة الاسمية للوحدة التي تُحسب عليها الفائدة، برمز الدفع.',
  'How the part of a year is counted: ISDA 2006 Definitions, section 4.16; ICMA rule 251.':
    'كيف يُحسب جزء السنة: ISDA 2006 Definitions, section 4.16؛ وICMA rule 251.',
  'How often interest is paid.': 'دورية دفع الفائدة.',
  'The first day that bears interest.': 'أول يوم تُستحق عنه الفائدة.',
  'The last date of payment, from which those before are counted back; where it is the last day of a month, so are all. On it the face value of every unit is repaid.':
    'آخر موعد للدفع، ومنه تُحسب المواعيد السابقة رجوعًا؛ وإذا كان آخر يوم في شهر فكلها كذلك. وفيه تُسدَّد القيمة الاسمية لكل وحدة.',
  'The approval does not run out within {days} days.': 'لا تنتهي الموافقة خلال {days} يومًا.',
  'Remind those who are in the piles of what expires.': 'ذكّر من هم في قوائم ما يوشك على الانتهاء.',
  'The investor was reminded of it today.': 'ذُكّر المستثمر بذلك اليوم.',
  'Wait a day, or call them.': 'انتظر يومًا، أو اتصل به.',
  'What of the law the token is to enforce cannot be worked out while this is not known of the share class: {missing}.':
    'لا يمكن تحديد ما على الرمز إنفاذه من القانون ما لم يُعرف عن فئة الحصص ما يلي: {missing}.',
  'Have an officer record it, then plan the sheet again.':
    'اطلب من مسؤول الامتثال تسجيله، ثم خطّط الورقة من جديد.',
  'on chain: {thing}': 'على سلسلة الكتل: {thing}',
  'issuer {name}': 'المُصدِر {name}',
  'SPV {name}': 'الشركة ذات الغرض الخاص {name}',
  'asset {name}': 'الأصل {name}',
  'valuation {name}': 'التقييم {name}',
  'share class {name}': 'فئة الأسهم {name}',
  'document {name}': 'المستند {name}',
  'payment token {name}': 'رمز الدفع {name}',
  'platform contract {name}': 'عقد المنصة {name}',
  'agent of InvestorRegistry {name}': 'وكيل InvestorRegistry {name}',
  'token {name}': 'الرمز {name}',
  'offering {name}': 'الطرح {name}',
  'allowed countries': 'البلدان المسموح بها',
  'transfer rules': 'قواعد التحويل',
  'anchored term sheet': 'قائمة الشروط المثبتة',
  'under way': 'قيد التنفيذ',
  'the attempt before failed: {failure}': 'أخفقت المحاولة السابقة: {failure}',
  name: 'الاسم',
  form: 'الشكل القانوني',
  jurisdiction: 'الولاية القضائية',
  'registry number': 'رقم السجل',
  'formed on': 'تاريخ التأسيس',
  'owner “{name}”': 'المالك “{name}”',
  holds: 'ما تملكه',
  'ring fence': 'عزل الذمة المالية',
  kind: 'النوع',
  country: 'البلد',
  address: 'العنوان',
  'risk “{title}”': 'الخطر “{title}”',
  amount: 'المبلغ',
  appraiser: 'المقيّم',
  document: 'المستند',
  symbol: 'الرمز المختصر',
  decimals: 'المنازل العشرية',
  units: 'الوحدات',
  price: 'السعر',
  'price tiers': 'شرائح الأسعار',
  'also paid in': 'يُدفع أيضًا بـ',
  prices: 'الأسعار',
  payment: 'الدفع',
  'payment token': 'رمز الدفع',
  'time zone': 'المنطقة الزمنية',
  exemption: 'الإعفاء',
  'offering opens': 'تاريخ الفتح',
  'offering closes': 'تاريخ الإقفال',
  opens: 'تاريخ الفتح',
  closes: 'تاريخ الإقفال',
  'closed at the latest': 'أقصى موعد للإقفال',
  'smallest ticket': 'أصغر اكتتاب',
  'largest ticket': 'أكبر اكتتاب',
  'lock-up days': 'فترة الحظر بالأيام',
  'soft cap': 'الحد الأدنى للإقفال',
  'hard cap': 'الحد الأقصى للطرح',
  allocation: 'التخصيص',
  'cooling-off hours': 'مهلة السحب بالساعات',
  'closing days': 'مهلة الإقفال بالأيام',
  'invited only': 'بالدعوة فقط',
  'cost “{name}”': 'التكلفة “{name}”',
  'limits of investors': 'حدود المستثمرين',
  agreement: 'اتفاقية الاكتتاب',
  interest: 'الفائدة',
  principal: 'أصل الدين',
  'income policy': 'سياسة الدخل',
  'payout share': 'نسبة التوزيع',
  'income accounts': 'حسابات الدخل',
  'expense accounts': 'حسابات المصاريف',
  treasury: 'الخزينة',
  countries: 'البلدان',
  'country rule': 'قاعدة البلدان',
  'accredited only': 'للمعتمدين فقط',
  'holders at most': 'أقصى عدد للحملة',
  'US holders at most': 'أقصى عدد للحملة الأمريكيين',
  'holders not accredited at most': 'أقصى عدد للحملة غير المعتمدين',
  'units in a wallet at most': 'أقصى عدد للوحدات في محفظة',
  'units at most': 'أقصى عدد للوحدات',
  yes: 'نعم',
  no: 'لا',
  on: 'مفعّلة',
  off: 'غير مفعّلة',
  any: 'أي بلد',
  signed: 'موقَّعة',
  nothing: 'لا شيء',
  'Units share as a fund’s do, with its manager, or as a class of shares does, and not both.':
    'تشارك الوحدات كوحدات صندوق مع مديره أو كفئة أسهم، لا الاثنين معًا.',
  'Leave carry or preference out.': 'احذف carry أو preference.',
  'A catch-up of {catchUp} % never catches up with a carried interest of {carry} %.':
    'اللحاق بنسبة {catchUp}% لا يبلغ أبدًا حصة المدير البالغة {carry}%.',
  'Set catchUp above carriedInterest, or to "0" for none.':
    'اجعل catchUp أعلى من carriedInterest، أو "0" إن لم يكن هناك لحاق.',
  'A class that shares up to a cap has one, and no other has.':
    'للفئة التي تشارك حتى سقف سقفٌ، ولا سقف لغيرها.',
  'Give a cap with participation: capped, and leave it out otherwise.':
    'حدّد السقف مع participation: capped واحذفه في غير ذلك.',
  'The cap, {cap} times the price, is below the preference of {multiple} times the price.':
    'السقف، {cap} ضعف السعر، أدنى من الأفضلية البالغة {multiple} ضعف السعر.',
  'Set cap to the preference or above it.': 'اجعل cap مساويًا للأفضلية أو أعلى منها.',
  'Of a fund: how its manager shares in what comes back. Left out: not at all.':
    'للصندوق: كيف يشارك مديره فيما يعود. عند الحذف: لا يشارك.',
  'What investors get a year on what they contributed before the manager shares, in percent: "8"; "0" is none.':
    'ما يناله المستثمرون سنويًا على ما دفعوه قبل أن يشارك المدير، بالمئة: "8"؛ و"0" لا شيء.',
  'The manager’s part of what follows, until it has its carry of the whole profit: "100" is all of it, "0" is none.':
    'حصة المدير مما يلي حتى ينال حصته من الربح كله: "100" كله و"0" لا شيء.',
  'The manager’s part of the profit, in percent: "20".': 'حصة المدير من الربح بالمئة: "20".',
  'Of a class of shares: what it gets before others when the company is sold. Left out: nothing.':
    'لفئة أسهم: ما تناله قبل غيرها عند بيع الشركة. عند الحذف: لا شيء.',
  'Higher ranks are paid first; common shares have 0.': 'تُدفع المراتب الأعلى أولًا؛ وللأسهم العادية 0.',
  'The preference as a multiple of the price of a unit: "1".': 'الأفضلية كمضاعف لسعر الوحدة: "1".',
  'Beside its preference the class shares with common: not at all, fully, or up to a cap.':
    'إلى جانب أفضليتها تشارك الفئة العادية: لا إطلاقًا أو كاملًا أو حتى سقف.',
  'The most that a capped class gets, its preference included, as a multiple of the price.':
    'أقصى ما تناله فئة ذات سقف، بما فيه أفضليتها، كمضاعف للسعر.',
  'Percent of the price a year, simple, added to the preference and to the cap. Left out: none.':
    'نسبة من السعر سنويًا، بسيطة، تُضاف إلى الأفضلية والسقف. عند الحذف: لا شيء.',
  'Whether the class may give its preference up and share as common.':
    'هل يجوز للفئة أن تتنازل عن أفضليتها وتشارك كالعادية.',
  'manager’s share': 'حصة المدير',
  preference: 'الأفضلية',
  'This instrument has no principal that is repaid on a day.': 'ليس لهذه الأداة أصل دين يُسدَّد في يوم محدد.',
  'Only one with a coupon has: the coupon’s face value is repaid on its day of maturity.':
    'لا يكون ذلك إلا لأداة ذات قسيمة: تُسدَّد القيمة الاسمية للقسيمة في يوم استحقاقها.',
  'The principal is due on {maturity}.': 'يستحق أصل الدين في {maturity}.',
  'Order its repayment from {opens} on.': 'اؤمر بسداده اعتبارًا من {opens}.',
  'Two people have ordered this repayment already.': 'أمر شخصان بهذا السداد من قبل.',
  'There is nothing to do: it goes on by itself.': 'لا شيء مطلوب: يستمر تلقائيًا.',
  'Nobody has prepared this repayment, or its day or its face value has changed since.':
    'لم يُعدّ أحد هذا السداد، أو تغيّر يومه أو قيمته الاسمية منذ ذلك.',
  'Prepare it; then somebody else confirms it.': 'أعدّه، ثم يؤكده شخص آخر.',
  'Who prepared the repayment does not confirm it.': 'من أعدّ السداد لا يؤكده.',
  'A transaction of this repayment is under way.': 'معاملة لهذا السداد قيد التنفيذ.',
  'A transaction of this repayment failed. It is tried again at {again}.':
    'أخفقت معاملة لهذا السداد، وتُعاد المحاولة في {again}.',
  'The audit log says why it failed.': 'يذكر سجل التدقيق سبب الإخفاق.',
  'Whom the coupon of {coupon} is owed to is not settled yet, and a unit redeemed before would lose its interest.':
    'لم يثبت بعد لمن تستحق القسيمة المؤرخة في {coupon}، والوحدة التي تُسترد قبل ذلك تفقد فائدتها.',
  'Choose another record date for it if its own was missed; the repayment goes on by itself once the record date is over.':
    'اختر لها تاريخ أحقية آخر إن فات تاريخها؛ ويستمر السداد تلقائيًا بعد انقضاء تاريخ الأحقية.',
  'The principal is held of everybody whose money is kept: units of theirs were frozen when they were redeemed.':
    'أصل الدين محتجز لكل من حُفظ مالهم: كانت وحدات لهم مجمدة عند استردادها.',
  'Once that has ended for which they were frozen, one officer asks for the release of each and another confirms it; then try again.':
    'عند زوال سبب التجميد يطلب مسؤول الإفراج لكل منهم ويؤكده مسؤول آخر، ثم أعد المحاولة.',
  'The release was asked for anew meanwhile, by another document.':
    'طُلب الإفراج من جديد في الأثناء، بوثيقة أخرى.',
  'Look at it again, and confirm it by that document.': 'انظر فيه ثانية، وأكّده بتلك الوثيقة.',
  'Nothing of this wallet’s principal is held, or it was released before.':
    'لا شيء محتجز من أصل الدين لهذه المحفظة، أو أُفرج عنه من قبل.',
  'Look in the list of holders whose money is kept, and try again to pay it.':
    'انظر في قائمة الحملة من حُفظ مالهم، وأعد محاولة الدفع.',
  'Nobody has asked for this release.': 'لم يطلب أحد هذا الإفراج.',
  'Ask for it, by the document that ends what the units were frozen for; then another officer confirms it.':
    'اطلبه مع ذكر المستند الذي ينهي سبب تجميد الوحدات، ثم يؤكده مسؤول آخر.',
  'Who asked for a release does not confirm it.': 'من طلب الإفراج لا يؤكده.',
  'Units are redeemed from {at} on.': 'تُستردّ الوحدات اعتبارًا من {at}.',
  'The treasury lacks {missing} of the principal.': 'ينقص الخزينة {missing} من أصل الدين.',
  'Send {missing} to the treasury, {treasury}; or fund the redemption on the chain from there, where the platform does not manage it.':
    'أرسل {missing} إلى الخزينة {treasury}؛ أو موّل الاسترداد على السلسلة منها إن لم تكن المنصة تديرها.',
  'Units were moved or destroyed by an officer while they were redeemed.':
    'نقل مسؤول وحدات أو أتلفها أثناء استردادها.',
  'The redemption ends at {until}, and the token goes on then.':
    'ينتهي الاسترداد في {until} ثم يستأنف الرمز عمله.',
  'No money of this repayment is kept for anybody.': 'لا يوجد مال محفوظ لأحد من هذا السداد.',
  'Whoever withholds says where it goes, and whoever withholds nothing names no account.':
    'من يقتطع يذكر إلى أين يذهب المبلغ المقتطع، ومن لا يقتطع شيئًا لا يذكر حسابًا.',
  'Give a tax account together with “dividend” or “interest”, and none with “none”.':
    'اذكر حسابًا ضريبيًا مع “dividend” أو “interest”، ولا تذكر حسابًا مع “none”.',
  'This address is a contract of the platform: money would be lost there.':
    'هذا العنوان عقد من عقود المنصة: سيضيع المال هناك.',
  'Give an account of the issuer, or of whoever pays its taxes.': 'اذكر حسابًا للمُصدِر أو لمن يدفع ضرائبه.',
  'Who proposed it cannot confirm it.': 'لا يمكن لمن اقترح ذلك أن يؤكده.',
  'Ask a second person of the issuer, or an officer.': 'اطلب ذلك من شخص ثانٍ لدى المُصدِر أو من مسؤول الامتثال.',
  'Nothing waits for a second person here.': 'لا شيء هنا في انتظار شخص ثانٍ.',
  'Propose what is to be withheld first.': 'اقترح أولًا ما يُقتطع.',
  'Nothing is asked of this investor.': 'لا شيء مطلوب من هذا المستثمر.',
  'Read the case again: it may have been answered or decided meanwhile.':
    'اقرأ الملف من جديد: ربما رُدّ عليه أو بُتّ فيه في الأثناء.',
  'Name the investor.': 'سمِّ المستثمر.',
  'Name the issuer.': 'سمِّ المُصدِر.',
  'This role is narrowed to no investor.': 'لا يُقصر هذا الدور على مستثمر.',
  'This role is narrowed to no issuer.': 'لا يُقصر هذا الدور على مُصدِر.',
  'A booking of this day with this bank reference was brought in before, with another amount.':
    'سبق إدخال قيد بتاريخ هذا اليوم وبمرجع البنك هذا، بمبلغ آخر.',
  'The file cannot be read from this line on: a quote is not closed, or stands within a value that begins with none.':
    'لا يمكن قراءة الملف ابتداءً من هذا السطر: علامة اقتباس لم تُغلق، أو تقع داخل قيمة لا تبدأ بعلامة اقتباس.',
  'The first line must be {columns}.': 'يجب أن يكون السطر الأول {columns}.',
  'Values in the line: {found}; needed: {needed}.': 'القيم في السطر: {found}؛ والمطلوب: {needed}.',
  'The date must be a real day, as in 2026-10-31.': 'يجب أن يكون التاريخ يومًا حقيقيًا، مثل 2026-10-31.',
  'The day is not in {period}.': 'ليس اليوم في {period}.',
  'The income policy knows these accounts: {accounts}.': 'تعرف سياسة الدخل هذه الحسابات: {accounts}.',
  'The amount must be above zero; its account says the direction.':
    'يجب أن يكون المبلغ أكبر من صفر؛ والحساب يبيّن الاتجاه.',
  'The amount must be digits with a point, as in 1555.00: no sign, exponent, space or separator.':
    'يجب أن يكون المبلغ أرقامًا بفاصلة عشرية، مثل 1555.00: بلا إشارة ولا أُسّ ولا فراغ ولا فاصل آلاف.',
  'The amount must be digits with a point, as in 1555.00, with a minus when money went out: no exponent, space or separator.':
    'يجب أن يكون المبلغ أرقامًا بفاصلة عشرية، مثل 1555.00، وبعلامة ناقص إذا خرج المال: بلا أُسّ ولا فراغ ولا فاصل آلاف.',
  'The amount has more decimals than the currency.': 'في المبلغ منازل عشرية أكثر مما للعملة.',
  'The amount is out of range.': 'المبلغ خارج النطاق.',
  'The amount is too large.': 'المبلغ كبير جدًا.',
  'The amount must not be zero.': 'يجب ألّا يكون المبلغ صفرًا.',
  'The account is in {currency}: its bookings are too.': 'الحساب بعملة {currency}: وقيوده بها كذلك.',
  'The text has more than {max} characters.': 'في النص أكثر من {max} حرف.',
  'The account number is no IBAN: its length or check digits are wrong.':
    'ليس رقم الحساب رقم IBAN: طوله أو رقما التحقق فيه خطأ.',
  'The booking at {before} has this reference.': 'للقيد عند {before} هذا المرجع.',
  'All statements of a file must be of one account.': 'يجب أن تكون كشوف الملف كلها لحساب واحد.',
  'The status must be BOOK, PDNG, INFO or FUTR.': 'يجب أن تكون الحالة BOOK أو PDNG أو INFO أو FUTR.',
  'The statement must name its account.': 'يجب أن يسمّي الكشف حسابه.',
  'The statement must have its opening balance (OPBD).': 'يجب أن يكون في الكشف رصيده الافتتاحي (OPBD).',
  'The statement must have its closing balance (CLBD).': 'يجب أن يكون في الكشف رصيده الختامي (CLBD).',
  '{count} changes of the term sheet cannot be had. Nothing was written.':
    'من تغييرات ورقة الشروط {count} لا يمكن إجراؤها. لم يُكتب شيء.',
  'The payments of the booking do not add up to it.': 'لا يساوي مجموع دفعات القيد مبلغه.',
  'The amount is missing.': 'المبلغ ناقص.',
  'It must be CRDT or DBIT.': 'يجب أن تكون CRDT أو DBIT.',
  'The amount has no sign: CdtDbtInd says the direction.': 'ليس للمبلغ إشارة: CdtDbtInd يبيّن الاتجاه.',
  'The transaction did not happen.': 'لم تحدث المعاملة.',
  'There is no contract at the address it was sent to.': 'لا عقد في العنوان الذي أُرسلت إليه.',
  'The contract refused it without saying why.': 'رفضها العقد دون بيان السبب.',
  'The contract refused it: {error}({values}).': 'رفضها العقد: {error}({values}).',
  'The contract refused it with {error}.': 'رفضها العقد بالرمز {error}.',
  'The window was over before there was a token.': 'انتهت فترة الطرح قبل وجود رمز.',
  'It is not said what the applicants have to change.': 'لم يُذكر ما على أصحاب الطلبات تغييره.',
  'Add a comment; each of them reads it.': 'أضف تعليقًا؛ يقرؤه كل منهم.',
  'The offering has not closed.': 'لم يُقفل الطرح.',
  'Ask for its binder when it has: everything in it is settled then.':
    'اطلب ملف إقفاله بعد ذلك: عندها يكون كل ما فيه قد استقر.',
  'Whether it suits the investor comes first: answer the questions, and acknowledge a warning.':
    'الملاءمة للمستثمر أولًا: أجب عن الأسئلة، وأقرّ بالتحذير إن وُجد.',
  'The questionnaire does not ask this.': 'لا يسأل الاستبيان عن هذا.',
  'Came with the platform.': 'جاءت مع المنصة.',
  'No rule asks for it.': 'لا تسأل عنها أي قاعدة.',
  'The platform works this out itself.': 'تستنتج المنصة هذا بنفسها.',
  'There is no such instrument.': 'لا توجد أداة كهذه.',
  'The clock stands at {now} and never goes back.': 'الساعة عند {now} ولا تعود إلى الوراء أبدًا.',
  'Choose a later time.': 'اختر وقتًا لاحقًا.',
  'The clock moves at most {months} months at once.': 'تتقدم الساعة {months} شهرًا على الأكثر دفعة واحدة.',
  'Move it in several steps.': 'قدّمها على خطوات.',
  'The clock is being moved.': 'الساعة قيد التقديم.',
  'Wait until it has arrived.': 'انتظر حتى تصل.',
  'Check the id.': 'تحقق من المعرّف.',
  'The simulated provider has no check of this investor.': 'ليس لدى مزوّد المحاكاة تحقق لهذا المستثمر.',
  'Begin the check first.': 'ابدأ التحقق أولًا.',
  'The amount is above {most}.': 'المبلغ أكبر من {most}.',
  'Write an amount of at most {most}.': 'اكتب مبلغًا لا يزيد على {most}.',
  'The chain has no development stablecoin yet.': 'ليس على سلسلة الكتل عملة مستقرة للتطوير بعد.',
  'Apply a term sheet first: it comes with the platform’s contracts.':
    'طبّق ورقة شروط أولًا: تأتي العملة مع عقود المنصة.',
  'There are mistakes in the term sheet: {count}. Nothing was written.':
    'في ورقة الشروط أخطاء: {count}. لم يُكتب شيء.',
  'Mend every one listed below, then send it again.': 'أصلح كل ما هو مذكور أدناه، ثم أرسلها من جديد.',
  'Put back what is listed below, then send it again.':
    'أعد ما هو مذكور أدناه إلى ما كان عليه، ثم أرسلها من جديد.',
  'The draft has changed since it was planned.': 'تغيّرت المسودة منذ عُرضت خطتها.',
  'Plan it anew and look at what it does now.': 'اعرض الخطة من جديد وانظر ما تفعله الآن.',
}
