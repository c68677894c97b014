/** What rules are called and what they say, with what is to be done, in Arabic, by the words of the packs that are brought along. */
export const AR_RULES: Readonly<Record<string, string>> = {
  'UAE: SCA federal, ADGM, DIFC, VARA boundary':
    'الإمارات: حدود هيئة الأوراق المالية والسلع الاتحادية وسوق أبوظبي العالمي ومركز دبي المالي العالمي وسلطة الأصول الافتراضية',
  'Screening and OFAC 50% rule': 'الفحص وقاعدة الخمسين بالمئة لمكتب OFAC',
  'Ledger-based securities (Registerwertrechte)': 'أوراق مالية قائمة على السجل (Registerwertrechte)',
  'Swiss prospectus exemptions': 'إعفاءات نشرة الإصدار السويسرية',
  'KYC refresh and beneficial ownership': 'تجديد التحقق من الهوية والملكية الفعلية',
  'Crowdfunding service providers': 'مقدمو خدمات التمويل الجماعي',
  'MiFID II client category, appropriateness': 'تصنيف العملاء والملاءمة بموجب MiFID II',
  'Prospectus Regulation exemptions': 'إعفاءات لائحة نشرة الإصدار',
  'Singapore offer exemptions': 'إعفاءات العروض في سنغافورة',
  'UK public offers': 'العروض العامة في المملكة المتحدة',
  'Exchange Act 12(g) holder-of-record monitor':
    'مراقبة عدد الحملة المسجلين بموجب القسم 12(g) من Exchange Act',
  'Investment Company Act 3(c)(1) / 3(c)(7)': 'القسمان 3(c)(1) و3(c)(7) من Investment Company Act',
  'ERISA 25% benefit-plan-investor test': 'اختبار الخمسة والعشرين بالمئة لمستثمري خطط المزايا بموجب ERISA',
  'Resale of restricted securities (lot based)': 'إعادة بيع الأوراق المالية المقيدة (بحسب الدفعة)',
  'Regulation A': 'Regulation A',
  'Regulation Crowdfunding': 'Regulation Crowdfunding',
  'Rule 506(b) private placement': 'طرح خاص بموجب Rule 506(b)',
  'Rule 506(c) general solicitation with verification': 'دعوة عامة مع التحقق بموجب Rule 506(c)',
  'Bad-actor check': 'فحص المخالفين السابقين',
  'Regulation S categories and distribution compliance period': 'فئات Regulation S وفترة الامتثال للتوزيع',
  'Master securityholder file, control book, lost holders':
    'الملف الرئيسي لحملة الأوراق المالية ودفتر المراقبة والحملة المفقودون',
  'Travel rule with IVMS101': 'قاعدة السفر ببيانات IVMS101',
  'Coupons, day count, calendar': 'القسائم وحساب الأيام والتقويم',
  'Pro-rata with exact sum': 'التوزيع بالتناسب بمجموع مطابق',
  'Liquidation preference waterfall': 'شلال أفضلية التصفية',
  'Fund carry waterfall': 'شلال حصة مدير الصندوق',
  'Record-date voting': 'التصويت بتاريخ الاستحقاق',
  'Trading-venue instruments need a CSD outside the pilot':
    'أدوات منصات التداول تحتاج إلى إيداع مركزي خارج النظام التجريبي',
  'DLT Pilot Regime admission limits': 'حدود القبول في نظام DLT التجريبي',
  'MiCA boundary': 'حدود MiCA',
  'US withholding and forms': 'الاستقطاع الضريبي الأمريكي ونماذجه',
  'ATS records and fair access': 'سجلات ATS وعدالة الوصول',
  'Security classification questionnaire': 'استبيان تصنيف الورقة المالية',
  'Accredited investor, natural person': 'مستثمر معتمد، شخص طبيعي',
  'Accredited investor, entity': 'مستثمر معتمد، كيان',
  'Qualified purchaser (for 3(c)(7))': 'مشترٍ مؤهل (لأغراض 3(c)(7))',
  'US person test': 'اختبار الشخص الأمريكي',
  'Transfer-agent performance clock': 'ساعة أداء وكيل النقل',
  'This cannot be decided yet: {missing} is not known.': 'لا يمكن البتّ في هذا بعد: {missing} غير معروف.',
  'Provide what is missing, or have a reviewer decide.': 'قدّم ما ينقص، أو دع مراجعًا يقرر.',
  'This cannot be decided: {fact} is not of the kind that the rule reads.':
    'لا يمكن البتّ في هذا: {fact} ليس من النوع الذي تقرؤه القاعدة.',
  'Correct it, or have a reviewer decide.': 'صحّحه، أو دع مراجعًا يقرر.',
  'This rule could not be worked out on these facts.': 'تعذّر تطبيق هذه القاعدة على هذه الوقائع.',
  'Have a reviewer decide.': 'دع مراجعًا يقرر.',
  'The rules of this pack are in force from {from} to {to}, and the day is {today}.':
    'قواعد هذه الحزمة سارية من {from} إلى {to}، واليوم {today}.',
  'Pin the version that is in force, or have a reviewer decide.': 'ثبّت النسخة السارية، أو دع مراجعًا يقرر.',
  'No pack of rules was given to decide by.': 'لم تُعطَ أي حزمة قواعد يُقرَّر بها.',
  'Pin the packs that this offering is under.': 'ثبّت الحزم التي يخضع لها هذا الطرح.',
  'VARA does not cover security tokens.': 'لا تشمل سلطة الأصول الافتراضية (VARA) رموز الأوراق المالية.',
  'Choose SCA, ADGM or DIFC.': 'اختر SCA أو ADGM أو DIFC.',
  '{n} persons who are not professional were offered to within 12 months; fewer than {max} may be.':
    'عُرض على {n} من الأشخاص غير المحترفين خلال 12 شهرًا، ويجب أن يكون العدد أقل من {max}.',
  'Offer to professional clients, or from {ticket} USD.':
    'اعرض على عملاء محترفين، أو ابتداءً من {ticket} دولار أمريكي.',
  'In the federal zone a licensed party carries the offering, and none is configured.':
    'في المنطقة الاتحادية يتولى الطرحَ طرفٌ مرخَّص، ولم يُضبط أي طرف.',
  'Configure it.': 'اضبطه.',
  'Checks are being updated.': 'تُحدَّث الفحوص الآن.',
  'Try again shortly.': 'حاول مجددًا بعد قليل.',
  'This cannot be completed at present.': 'لا يمكن إتمام هذا في الوقت الحاضر.',
  'The team will be in touch.': 'سيتواصل الفريق معك.',
  'A ledger-based security meets five requirements, and {n} are not met; the first is {missing}.':
    'تستوفي الورقة المالية القائمة على السجل خمسة متطلبات، ولم يُستوفَ منها {n}؛ أولها {missing}.',
  'Meet it, and record the evidence.': 'استوفِه وسجّل الدليل.',
  'A forced transfer carries a reason, the hash of its document, and {min} approvers.':
    'يحمل النقل الجبري سببًا وبصمة وثيقته و{min} من الموافقين.',
  'Add what is missing.': 'أضف ما ينقص.',
  'This offer would leave its exemption ({why}): {n} investors, {total} CHF in 12 months.':
    'سيخرج هذا العرض عن إعفائه ({why}): {n} من المستثمرين، و{total} فرنك سويسري خلال 12 شهرًا.',
  'Stay within it, or publish a prospectus.': 'ابقَ ضمنه، أو انشر نشرة إصدار.',
  'The identity check was good until {date}, or something has changed since.':
    'كان التحقق من الهوية صالحًا حتى {date}، أو تغيّر شيء منذ ذلك الحين.',
  'Renew it; units and payments stay safe meanwhile.': 'جدّده؛ وتبقى الوحدات والمدفوعات محفوظة في هذه الأثناء.',
  '{n} owners of {pct} % or more are not on record.': 'لم يُسجَّل {n} من الملاك بنسبة {pct} % أو أكثر.',
  'Record each beneficial owner.': 'سجّل كل مالك فعلي.',
  'The identity check ends in {days} days.': 'ينتهي التحقق من الهوية بعد {days} يومًا.',
  'Renew it in time.': 'جدّده في الوقت المناسب.',
  'The project owner can raise {left} EUR more within 12 months.':
    'يمكن لصاحب المشروع جمع {left} يورو أخرى خلال 12 شهرًا.',
  'Invest at most that.': 'استثمر هذا المبلغ على الأكثر.',
  'The entry knowledge test, the simulation of loss or the key investment information is missing or too old.':
    'اختبار المعرفة الأولي أو محاكاة الخسارة أو ورقة معلومات الاستثمار الأساسية ناقص أو قديم جدًا.',
  'Take the test and the simulation, and read the sheet.': 'أجرِ الاختبار والمحاكاة واقرأ الورقة.',
  'With this the investor has put more than {thr} EUR into this offer, which asks for a further warning.':
    'بهذا يكون المستثمر قد وضع أكثر من {thr} يورو في هذا العرض، وهذا يستوجب تحذيرًا إضافيًا.',
  'Read it, and consent.': 'اقرأه ووافق.',
  'The investor can withdraw without a reason until {date}.': 'يمكن للمستثمر أن ينسحب دون سبب حتى {date}.',
  'Nothing is to be done.': 'لا شيء يلزم فعله.',
  'The answers suggest that this product may not be appropriate for this client.':
    'تدل الإجابات على أن هذا المنتج قد لا يلائم هذا العميل.',
  'Read the warning, and confirm it to go on.': 'اقرأ التحذير وأكّده للمتابعة.',
  'This offer is made to qualified investors only.': 'هذا العرض موجه إلى المستثمرين المؤهلين فقط.',
  'Show that the investor is qualified.': 'أثبت أن المستثمر مؤهل.',
  'In {ms} the offer has reached {n} persons who are not qualified; without a prospectus {max} may be.':
    'وصل العرض في {ms} إلى {n} من الأشخاص غير المؤهلين؛ ودون نشرة إصدار يجوز {max}.',
  'Offer to qualified investors, or publish a prospectus.': 'اعرض على مستثمرين مؤهلين، أو انشر نشرة إصدار.',
  'Without a prospectus each investor invests at least {min} EUR; with this it is {amt} EUR.':
    'دون نشرة إصدار يستثمر كل مستثمر {min} يورو على الأقل؛ ومع هذا يبلغ {amt} يورو.',
  'Invest that much.': 'استثمر هذا القدر.',
  'Without a prospectus a unit’s denomination is at least {min} EUR; it is {amt} EUR.':
    'دون نشرة إصدار تكون القيمة الاسمية للوحدة {min} يورو على الأقل؛ وهي {amt} يورو.',
  'Use another exemption.': 'استخدم إعفاءً آخر.',
  'This offer has {left} EUR left of {thr} EUR within 12 months.':
    'بقي لهذا العرض {left} يورو من {thr} يورو خلال 12 شهرًا.',
  'Invest less than that.': 'استثمر أقل من ذلك.',
  'The exemption for small offers does not reach investors in {ms}.':
    'لا يشمل إعفاء العروض الصغيرة المستثمرين في {ms}.',
  'Use another exemption for them.': 'استخدم لهم إعفاءً آخر.',
  '{left} SGD are left of {max} SGD within 12 months.':
    'بقي {left} دولار سنغافوري من {max} دولار سنغافوري خلال 12 شهرًا.',
  'A small offer is made in person, with its statement, and is not advertised.':
    'يُقدَّم العرض الصغير شخصيًا ومعه بيانه، ولا يُعلن عنه.',
  'Make it a personal offer.': 'اجعله عرضًا شخصيًا.',
  'The offer would reach {n} persons within 12 months; {max} are allowed.':
    'سيصل العرض إلى {n} من الأشخاص خلال 12 شهرًا؛ والمسموح {max}.',
  'Wait, or use another exemption.': 'انتظر، أو استخدم إعفاءً آخر.',
  'This offer is open to institutional investors, or under section 275 to accredited ones and from {min} SGD.':
    'هذا العرض متاح للمستثمرين المؤسسيين، أو بموجب القسم 275 للمستثمرين المعتمدين وابتداءً من {min} دولار سنغافوري.',
  'Show the investor’s class, or invest that much.': 'أثبت فئة المستثمر، أو استثمر هذا القدر.',
  'Units that were sold under section 272A are locked until {date}.':
    'الوحدات التي بيعت بموجب القسم 272A محظورة حتى {date}.',
  'Wait, or sell within an exemption.': 'انتظر، أو بع ضمن إعفاء.',
  'This offer is within no exemption: {total} GBP in 12 months, {n} persons who are not qualified, and a ticket of {amt} GBP.':
    'لا يدخل هذا العرض في أي إعفاء: {total} جنيه إسترليني خلال 12 شهرًا، و{n} من الأشخاص غير المؤهلين، وأقل استثمار {amt} جنيه إسترليني.',
  'Stay within one of them, or use a public offer platform.': 'ابقَ ضمن أحدها، أو استخدم منصة للعروض العامة.',
  'Retail clients are offered to by an approved promotion only, after their categorisation, warning and assessment.':
    'لا يُعرض على عملاء التجزئة إلا بترويج معتمد، بعد تصنيفهم وتحذيرهم وتقييمهم.',
  'Have the promotion approved, and the client assessed.': 'احصل على اعتماد الترويج وعلى تقييم العميل.',
  'A first investment waits {hours} hours, until {t}.': 'ينتظر الاستثمار الأول {hours} ساعة، حتى {t}.',
  'Come back then.': 'عُد حينها.',
  'A restricted investor invests at most {pct} % of net assets.':
    'يستثمر المستثمر المقيَّد {pct} % من صافي أصوله على الأكثر.',
  'Invest less.': 'استثمر أقل.',
  'This class would have {n} holders of record; the issuer allows {max}, to stay below registration.':
    'سيكون لهذه الفئة {n} من الحملة المسجلين؛ ويسمح المُصدر بـ{max}، ليبقى دون حد التسجيل.',
  'Transfer to somebody who holds already, or the whole holding.':
    'انقل إلى من يحمل وحدات بالفعل، أو انقل الحيازة كلها.',
  'This class would have {n} holders of record who are not accredited; the issuer allows {max}.':
    'سيكون لهذه الفئة {n} من الحملة المسجلين غير المعتمدين؛ ويسمح المُصدر بـ{max}.',
  'Transfer to an accredited investor.': 'انقل إلى مستثمر معتمد.',
  '{n} of {max} places for holders of record are used, {k} of {maxNon} for those who are not accredited: {level} % is reached.':
    'استُخدم {n} من {max} مكانًا للحملة المسجلين، منها {k} من {maxNon} لغير المعتمدين: بُلغت نسبة {level} %.',
  'Plan for the limit.': 'خطّط لبلوغ الحد.',
  'The class is to be registered within {days} days of the end of the fiscal year.':
    'يجب تسجيل الفئة خلال {days} يومًا من نهاية السنة المالية.',
  'Register the class, or seek counsel.': 'سجّل الفئة، أو استشر محاميًا.',
  'This fund can have {max} beneficial owners, and would have {n}.':
    'يجوز أن يكون لهذا الصندوق {max} من الملاك الفعليين، وسيكون له {n}.',
  'The investing fund would hold {pct} %; its {k} owners are counted.':
    'سيحمل الصندوق المستثمِر {pct} %؛ ويُحسب ملاكه وعددهم {k}.',
  'Confirm how many owners it has.': 'أكّد عدد ملاكه.',
  'Only qualified purchasers may hold this fund.': 'لا يجوز أن يحمل هذا الصندوق إلا المشترون المؤهلون.',
  'Have the investor verified as one.': 'احصل على التحقق من أن المستثمر واحد منهم.',
  'Benefit plan investors would hold {pct} % of a class; it has to stay below {max} %.':
    'سيحمل مستثمرو خطط المزايا {pct} % من فئة؛ ويجب أن تبقى دون {max} %.',
  'Sell less to benefit plan investors, or more to others.': 'بع أقل لمستثمري خطط المزايا، أو أكثر لغيرهم.',
  '{units} of these units are restricted until {date}; {free} are free now.':
    '{units} من هذه الوحدات مقيدة حتى {date}؛ و{free} منها حرة الآن.',
  'Sell at most what is free, or wait.': 'بع ما هو حر على الأكثر، أو انتظر.',
  'There is no current public information about the issuer.': 'لا توجد معلومات عامة حديثة عن المُصدر.',
  'Wait until there is, or until a year has passed since the units were acquired.':
    'انتظر حتى توجد، أو حتى تمر سنة على اقتناء الوحدات.',
  'As an affiliate the seller may sell {left} more units within {months} months; the limit is {limit}.':
    'بصفته تابعًا، يجوز للبائع بيع {left} وحدة أخرى خلال {months} أشهر؛ والحد هو {limit}.',
  'Sell fewer units, or wait until earlier sales have left the window.':
    'بع وحدات أقل، أو انتظر حتى تخرج المبيعات السابقة من الفترة.',
  'Form 144 is to be filed at the same time as this sale.': 'يجب إيداع Form 144 مع هذا البيع في الوقت نفسه.',
  'File it when the order is placed.': 'أودعه عند تقديم الأمر.',
  'The SEC has not qualified this offering; only interest can be recorded.':
    'لم تؤهل هيئة SEC هذا الطرح؛ ولا يمكن إلا تسجيل الاهتمام.',
  'Wait for the qualification.': 'انتظر التأهيل.',
  'The issuer cannot use Regulation A.': 'لا يمكن للمُصدر استخدام Regulation A.',
  '{left} USD are left of the {max} USD that may be sold within 12 months.':
    'بقي {left} دولار من {max} دولار يجوز بيعها خلال 12 شهرًا.',
  'Invest at most what is left.': 'استثمر ما بقي على الأكثر.',
  'This investor may invest {max} USD in this offering, {pct} % of the larger of income and net worth, and {left} USD of it are left.':
    'يجوز لهذا المستثمر استثمار {max} دولار في هذا الطرح، أي {pct} % من الأكبر من دخله وصافي ثروته، وبقي منها {left} دولار.',
  'In the first year holders may sell {pct} % of the offering; {amt} USD is more.':
    'في السنة الأولى يجوز للحملة بيع {pct} % من الطرح؛ و{amt} دولار أكثر من ذلك.',
  'Have holders sell less.': 'اجعل الحملة يبيعون أقل.',
  'The limit for all crowdfunding within 12 months is {limit} USD, and {used} USD are used. {left} USD are left.':
    'حد كل التمويل الجماعي خلال 12 شهرًا هو {limit} دولار، واستُخدم منه {used} دولار. بقي {left} دولار.',
  'The issuer can raise {left} USD more of {max} USD within 12 months.':
    'يمكن للمُصدر جمع {left} دولار أخرى من {max} دولار خلال 12 شهرًا.',
  'Crowdfunding goes through a registered funding portal or broker-dealer, and none is configured.':
    'يمر التمويل الجماعي عبر بوابة تمويل مسجلة أو وسيط، ولم يُضبط أي منهما.',
  'Configure the intermediary.': 'اضبط الوسيط.',
  'Units from crowdfunding cannot be resold until {date}, but to the issuer, an accredited investor or family.':
    'لا يجوز إعادة بيع وحدات التمويل الجماعي حتى {date} إلا للمُصدر أو لمستثمر معتمد أو للعائلة.',
  'Transfer to one of these, or wait.': 'انقل إلى أحد هؤلاء، أو انتظر.',
  'This offering may not be advertised, and the link that was used is public.':
    'لا يجوز الإعلان عن هذا الطرح، والرابط الذي استُخدم عام.',
  'Use the invitation that the issuer sent you.': 'استخدم الدعوة التي أرسلها المُصدر إليك.',
  'No relationship with this investor was on record before the offer.':
    'لم تُسجَّل علاقة بهذا المستثمر قبل العرض.',
  'Record a relationship, and wait for a later offering.': 'سجّل علاقة، وانتظر طرحًا لاحقًا.',
  '{n} of {max} purchasers who are not accredited have bought within {days} days. The next place opens on {date}.':
    'اشترى {n} من {max} من المشترين غير المعتمدين خلال {days} يومًا. يُفتح المكان التالي في {date}.',
  'Wait for the next place, or have the investor verified as accredited.':
    'انتظر المكان التالي، أو احصل على التحقق من أن المستثمر معتمد.',
  'An investor who is not accredited must be able to weigh this investment, alone or with a representative.':
    'على المستثمر غير المعتمد أن يكون قادرًا على تقدير هذا الاستثمار، وحده أو مع ممثل.',
  'Name a purchaser representative.': 'عيّن ممثلًا للمشتري.',
  'Investors who are not accredited receive the full disclosure before they buy.':
    'يتلقى المستثمرون غير المعتمدين الإفصاح الكامل قبل الشراء.',
  'Deliver the disclosure documents first.': 'سلّم وثائق الإفصاح أولًا.',
  'In an advertised offering an investor’s own word is not enough: every purchaser is accredited, and verified.':
    'في الطرح المعلن عنه لا تكفي كلمة المستثمر وحدها: كل مشترٍ معتمد وجرى التحقق منه.',
  'Choose a method of verification.': 'اختر طريقة للتحقق.',
  'The verification is dated {date}; it may be {max} months old, and not in the future.':
    'تاريخ التحقق {date}؛ ويجوز أن يكون عمره {max} أشهر، لا في المستقبل.',
  'Renew it.': 'جدّده.',
  'To be verified by the size of the investment takes {min} USD; the amount is {amt} USD.':
    'يتطلب التحقق بحجم الاستثمار {min} دولار؛ والمبلغ {amt} دولار.',
  'Invest that much, or choose another method.': 'استثمر هذا القدر، أو اختر طريقة أخرى.',
  'State in writing that it is not, or choose another method.':
    'صرّح كتابةً بأنه ليس كذلك، أو اختر طريقة أخرى.',
  '{n} of the persons who are covered have no questionnaire of the last {months} months.':
    'ليس لدى {n} من الأشخاص المشمولين استبيان من آخر {months} شهرًا.',
  'Have each of them answer it before the next sale.': 'اجعل كلًّا منهم يجيب عنه قبل البيع التالي.',
  '{n} of the persons who are covered reported an event that disqualifies this exemption.':
    'أبلغ {n} من الأشخاص المشمولين عن واقعة تحرم من هذا الإعفاء.',
  'Part with them, seek a waiver, or use another exemption.':
    'انفصل عنهم، أو اطلب استثناءً، أو استخدم إعفاءً آخر.',
  '{n} earlier events are not disclosed to investors.': 'لم يُفصَح للمستثمرين عن {n} من الوقائع السابقة.',
  'Disclose them in the offering documents.': 'أفصح عنها في وثائق الطرح.',
  'Units of this offering are sold outside the United States only, to persons who are not U.S. persons.':
    'تُباع وحدات هذا الطرح خارج الولايات المتحدة فقط، لمن ليسوا أشخاصًا أمريكيين.',
  'Use an offering that is open to U.S. persons.': 'استخدم طرحًا متاحًا للأشخاص الأمريكيين.',
  'These units were sold outside the United States, and cannot go to a U.S. person until {date} has ended.':
    'بيعت هذه الوحدات خارج الولايات المتحدة، ولا يجوز أن تذهب إلى شخص أمريكي حتى ينقضي {date}.',
  'Transfer to somebody who is no U.S. person, or wait.': 'انقل إلى من ليس شخصًا أمريكيًا، أو انتظر.',
  'The distribution compliance period of {days} days ends on {date}; until then units move offshore only.':
    'تنتهي فترة الامتثال للتوزيع البالغة {days} يومًا في {date}؛ وحتى ذلك الحين لا تنتقل الوحدات إلا خارج الولايات المتحدة.',
  'Wait, or carry out the transfer offshore.': 'انتظر، أو نفّذ النقل خارج الولايات المتحدة.',
  'The buyer has not certified that they are no U.S. person and will not hedge.':
    'لم يشهد المشتري بأنه ليس شخصًا أمريكيًا ولن يتحوّط.',
  'Have the buyer certify both.': 'اجعل المشتري يشهد بالأمرين.',
  'Register, control book and chain differ by {d} units of this class. Its issuance and transfers are paused.':
    'يختلف السجل ودفتر المراقبة والسلسلة بـ{d} وحدة من هذه الفئة. أُوقف إصدارها ونقلها.',
  'Find the difference and correct the record.': 'اعثر على الفرق وصحّح السجل.',
  'Search {n} for a lost holder is due between {a} and {b}.':
    'يحين البحث رقم {n} عن حامل مفقود بين {a} و{b}.',
  'Search for their address.': 'ابحث عن عنوانه.',
  'Data of the originator and the beneficiary are needed before this can leave; the smaller threshold is {min}.':
    'تلزم بيانات المُرسل والمستفيد قبل أن يخرج هذا؛ والحد الأصغر {min}.',
  'Enter them.': 'أدخلها.',
  'Above {max} EUR, a transfer to one’s own wallet takes a proof that it is.':
    'فوق {max} يورو يتطلب النقل إلى محفظة المرء نفسه إثباتًا أنها له.',
  'Sign the message with that wallet.': 'وقّع الرسالة بتلك المحفظة.',
  'The IVMS101 data have {n} mistakes; the first is at {path}.':
    'في بيانات IVMS101 {n} من الأخطاء؛ أولها في {path}.',
  'Mend it.': 'أصلحه.',
  'The calendar {c} is not loaded.': 'التقويم {c} غير محمَّل.',
  'Load it, or choose another.': 'حمّله، أو اختر غيره.',
  'The day count {x} is not supported.': 'طريقة حساب الأيام {x} غير مدعومة.',
  'Choose one that is.': 'اختر طريقة مدعومة.',
  'Nobody holds this class on the record date.': 'لا أحد يحمل هذه الفئة في تاريخ الاستحقاق.',
  'Choose another record date.': 'اختر تاريخ استحقاق آخر.',
  'The amount has to be above zero.': 'يجب أن يكون المبلغ أعلى من الصفر.',
  'Enter another.': 'أدخل مبلغًا آخر.',
  'The terms of class {c} do not hold: no shares, or a cap below the preference.':
    'شروط الفئة {c} لا تستقيم: لا أسهم، أو سقف دون الأفضلية.',
  'Correct the terms.': 'صحّح الشروط.',
  'The general partner owes {x} back to the limited partners.':
    'على الشريك العام أن يرد {x} إلى الشركاء المحدودين.',
  'Claim it.': 'طالب بها.',
  'No units were held on {date}.': 'لم تُحمل وحدات في {date}.',
  'Only holders of that day vote.': 'لا يصوّت إلا حملة ذلك اليوم.',
  'Voting closed at {date}.': 'أُغلق التصويت في {date}.',
  'Nothing can be cast any more.': 'لا يمكن الإدلاء بأي صوت بعد الآن.',
  'To match orders in this instrument takes a central securities depository or a permission under the pilot regime.':
    'تتطلب مطابقة الأوامر في هذه الأداة إيداعًا مركزيًا للأوراق المالية أو إذنًا بموجب النظام التجريبي.',
  'Use the bulletin board, or configure one of them.': 'استخدم لوحة الإعلانات، أو اضبط أحدهما.',
  'The instrument has {v} EUR; the pilot regime admits less than {max} EUR.':
    'قيمة الأداة {v} يورو؛ ويقبل النظام التجريبي أقل من {max} يورو.',
  'Admit it outside the pilot regime.': 'اقبلها خارج النظام التجريبي.',
  'The venue records {v} EUR of the {max} EUR at which nothing more is admitted.':
    'تسجل المنصة {v} يورو من {max} يورو لا يُقبل عندها المزيد.',
  'Admit it elsewhere.': 'اقبلها في مكان آخر.',
  'The venue records {v} EUR: its transition strategy is to be started.':
    'تسجل المنصة {v} يورو: يجب بدء استراتيجية الانتقال.',
  'Start the transition strategy.': 'ابدأ استراتيجية الانتقال.',
  'This token is a financial instrument: a white paper under MiCA cannot be used for it.':
    'هذا الرمز أداة مالية: لا يجوز استخدام ورقة بيضاء بموجب MiCA له.',
  'Follow the rules for securities.': 'اتبع قواعد الأوراق المالية.',
  '{stablecoin} is not among the e-money tokens that are authorised for clients in the Union.':
    '{stablecoin} ليست من رموز النقد الإلكتروني المرخصة للعملاء في الاتحاد.',
  'Pay in another, or have it added.': 'ادفع بغيرها، أو اطلب إضافتها.',
  'Form W-8 ended on {date}; {pct} % are withheld until it is renewed.':
    'انتهى Form W-8 في {date}؛ ويُستقطع {pct} % حتى يُجدَّد.',
  'Renew the form.': 'جدّد النموذج.',
  'From a financial institution that takes no part in FATCA, or whose form leaves that open, {pct} % are withheld.':
    'يُستقطع {pct} % من المؤسسة المالية التي لا تشارك في FATCA، أو التي لا يبيّن نموذجها ذلك.',
  'Hand in a form that says what the institution is, with its number (GIIN).':
    'قدّم نموذجًا يبيّن صفة المؤسسة، مع رقمها (GIIN).',
  'Without Form W-8, {pct} % are withheld.': 'دون Form W-8 يُستقطع {pct} %.',
  'Sign the form.': 'وقّع النموذج.',
  'Without a certified number, {pct} % are withheld.': 'دون رقم مصدَّق يُستقطع {pct} %.',
  'Provide Form W-9.': 'قدّم Form W-9.',
  'What is withheld does not add up.': 'مجموع المستقطع لا يستقيم.',
  'A reviewer decides.': 'يقرر مراجع.',
  'Orders are not matched: no broker-dealer or ATS registration is configured for users in the United States.':
    'لا تُطابق الأوامر: لم يُضبط وسيط أو تسجيل ATS للمستخدمين في الولايات المتحدة.',
  'Configure the registration, or use the bulletin board.': 'اضبط التسجيل، أو استخدم لوحة الإعلانات.',
  'The order lacks {n} of the fields that have to be recorded; one is {field}.':
    'ينقص الأمر {n} من الحقول الواجب تسجيلها؛ أحدها {field}.',
  'Send every field.': 'أرسل كل حقل.',
  'Access was denied under standard {id}.': 'رُفض الوصول بموجب المعيار {id}.',
  'Ask for the standard’s text, and appeal.': 'اطلب نص المعيار وتظلّم.',
  'This token follows the value of another issuer’s security without that issuer. It may be a security-based swap, and cannot be offered here.':
    'يتبع هذا الرمز قيمة ورقة مالية لمُصدر آخر دون ذلك المُصدر. وقد يكون مبادلة قائمة على ورقة مالية، ولا يمكن عرضه هنا.',
  'Offer the instrument of an issuer who takes part, or seek counsel.':
    'اعرض أداة مُصدر مشارك، أو استشر محاميًا.',
  'Whether this is a security is open: {missing}. The token stays fully restricted until counsel has decided.':
    'لم يُحسم هل هذه ورقة مالية: {missing}. يبقى الرمز مقيدًا كليًا حتى يقرر المحامي.',
  'Answer what is open, or have counsel decide.': 'أجب عما هو مفتوح، أو دع المحامي يقرر.',
  'Marking a token as no security takes {min} approvers and a legal opinion on file; {n} approved.':
    'يتطلب وسم الرمز بأنه ليس ورقة مالية {min} من الموافقين ورأيًا قانونيًا محفوظًا؛ ووافق {n}.',
  'Have a second person approve, and put the opinion on file.': 'احصل على موافقة شخص ثانٍ، واحفظ الرأي.',
  'Net worth without the main home is {nw} USD; more than {limit} USD is asked for.':
    'صافي الثروة دون المسكن الرئيسي {nw} دولار؛ والمطلوب أكثر من {limit} دولار.',
  'Show a higher net worth, or qualify by income, a certificate or a position.':
    'أثبت صافي ثروة أعلى، أو تأهّل بالدخل أو بشهادة أو بمنصب.',
  'Income was {y1} and {y2} USD; more than {limit} USD ({joint} USD with a spouse) is asked for in both years, and the same this year.':
    'كان الدخل {y1} و{y2} دولار؛ والمطلوب أكثر من {limit} دولار ({joint} دولار مع الزوج) في السنتين، ومثله هذه السنة.',
  'Show a higher income, or qualify by net worth, a certificate or a position.':
    'أثبت دخلًا أعلى، أو تأهّل بصافي الثروة أو بشهادة أو بمنصب.',
  'Whether this investor is accredited is open: {missing} is not known.':
    'لم يُحسم هل هذا المستثمر معتمد: {missing} غير معروف.',
  'Provide what is missing.': 'قدّم ما ينقص.',
  'An entity that was formed only to buy this offering qualifies only when each of its owners is accredited.':
    'الكيان الذي أُنشئ فقط لشراء هذا الطرح لا يتأهل إلا إذا كان كل مالك له معتمدًا.',
  'Total assets of {a} USD are not more than {limit} USD, and not every owner is accredited.':
    'مجموع الأصول {a} دولار لا يزيد على {limit} دولار، وليس كل مالك معتمدًا.',
  'This fund takes qualified purchasers only: {person} USD of investments for a person or family company, {other} USD for others.':
    'لا يقبل هذا الصندوق إلا المشترين المؤهلين: {person} دولار من الاستثمارات للشخص أو الشركة العائلية، و{other} دولار لغيرهم.',
  'Show investments of that size.': 'أثبت استثمارات بهذا الحجم.',
  'The documents disagree about where the investor resides.': 'تختلف الوثائق في مكان إقامة المستثمر.',
  'A reviewer decides which of them holds.': 'يقرر مراجع أيها الصحيح.',
  '{pct} % of routine items were done within {days} business days; {min} % are asked for. A notice is due on {date}.':
    'أُنجز {pct} % من البنود الاعتيادية خلال {days} أيام عمل؛ والمطلوب {min} %. يحين إشعار في {date}.',
  'File the notice, and find what slows the items.': 'قدّم الإشعار، واعثر على ما يبطئ البنود.',
  'Routine items were late for {n} months in a row; no new issues may be taken on.':
    'تأخرت البنود الاعتيادية {n} أشهر متتالية؛ ولا يجوز قبول إصدارات جديدة.',
  'Bring the turnaround back above the threshold first.': 'أعد سرعة الإنجاز فوق الحد أولًا.',
  'Below {pct} % for {n} months in a row: each issuer’s chief executive is to be told within {days} business days.':
    'دون {pct} % مدة {n} أشهر متتالية: يجب إبلاغ الرئيس التنفيذي لكل مُصدر خلال {days} أيام عمل.',
  'Send the notices.': 'أرسل الإشعارات.',
  'from memory': 'من الذاكرة',
  'partly seen, rest from memory': 'اطُّلع على بعضه، والباقي من الذاكرة',
  seen: 'اطُّلع عليه',
}
