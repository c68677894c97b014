/** What everybody confirms to have read before they pay, in Arabic, by its English: that is what is confirmed, and shown beside it. */
export const AR_RISKS: Readonly<Record<string, string>> = {
  'The issuer or the platform may fail': 'قد يفشل المُصدر أو المنصة',
  'You may lose all that you invest if the asset loses its value or the issuer cannot pay. No state guarantees it. If the platform ends, the units stay yours, and payments and transfers may stop until somebody else carries them on.':
    'قد تخسر كل ما تستثمره إذا فقد الأصل قيمته أو عجز المُصدر عن الدفع. لا تضمنه أي دولة. وإذا توقفت المنصة تبقى الوحدات لك، وقد تتوقف المدفوعات والتحويلات إلى أن يتولاها غيرها.',
  'The law may change': 'قد يتغير القانون',
  'Laws on securities, tokens and taxes differ between countries and change. A change may forbid transfers, delay payments, or cost you money. Nobody may have checked this offering for the state: that it is here is no recommendation.':
    'تختلف قوانين الأوراق المالية والرموز والضرائب بين الدول وتتغير. قد يمنع تغيير ما التحويلات أو يؤخر المدفوعات أو يكلفك مالًا. وربما لم يفحص أحد هذا الطرح نيابة عن الدولة: فوجوده هنا ليس توصية.',
  'You may not be able to sell': 'قد لا تستطيع البيع',
  'There may be nobody who buys your units when you need the money, or only at a much lower price. Locks and the law may forbid a sale for months or years. Do not invest money that you may need.':
    'قد لا تجد من يشتري وحداتك حين تحتاج إلى المال، أو لا تجده إلا بسعر أقل بكثير. وقد تمنع فترات الحظر والقانون البيع شهورًا أو سنين. لا تستثمر مالًا قد تحتاج إليه.',
  'Software may fail': 'قد تخطئ البرمجيات',
  'Units and money are kept by programs on a blockchain. A mistake in them, in the blockchain or in the stablecoin may lock or destroy what they keep. If you lose the key of your wallet, getting your units back takes time and proof of who you are.':
    'تحفظ الوحداتِ والأموالَ برامجُ على سلسلة كتل. قد يحبس خطأ فيها أو في السلسلة أو في العملة المستقرة ما تحفظه أو يتلفه. وإذا فقدت مفتاح محفظتك فاستعادة وحداتك تتطلب وقتًا وإثباتًا لهويتك.',
  'Property can lose value and stand empty': 'قد يفقد العقار قيمته ويبقى شاغرًا',
  'Rents may fall or stop when tenants leave, do not pay, or cannot be found. Repairs, taxes, insurance and interest may cost more than planned. A fire, a flood or pollution may cost more than what is insured. An appraisal is an opinion of one day: a sale may bring much less.':
    'قد تنخفض الإيجارات أو تتوقف حين يغادر المستأجرون أو لا يدفعون أو لا يوجدون. وقد تكلف الإصلاحات والضرائب والتأمين والفوائد أكثر مما خُطط له. وقد يكلف حريق أو فيضان أو تلوث أكثر من المبلغ المؤمَّن عليه. والتقييم رأي في يوم واحد: قد يأتي البيع بأقل منه بكثير.',
  'Land earns nothing by itself': 'الأرض لا تدرّ شيئًا من ذاتها',
  'It may take years until land can be built on or sold, and permission may never come. Until then it costs taxes and upkeep. Pollution or rights of others may be found after the purchase.':
    'قد تمر سنوات قبل أن يمكن البناء على الأرض أو بيعها، وقد لا يأتي الترخيص أبدًا. وحتى ذلك الحين تكلف ضرائب وصيانة. وقد يظهر بعد الشراء تلوث أو حقوق لآخرين.',
  'Most young companies fail': 'معظم الشركات الناشئة تفشل',
  'A fund may lose all that it puts into a company, and a few must make up for the rest. You do not choose the companies, and may not know them when you invest. Money comes back only when companies are sold, often after ten years, less the fees and the share of the manager.':
    'قد يخسر الصندوق كل ما يضعه في شركة، وعلى القليل منها أن يعوض عن البقية. لا تختار أنت الشركات، وقد لا تعرفها حين تستثمر. ولا يعود المال إلا حين تُباع الشركات، وغالبًا بعد عشر سنوات، ناقصًا الرسوم وحصة المدير.',
  'A young company may fail, and your part of it may shrink': 'قد تفشل الشركة الناشئة، وقد تتقلص حصتك فيها',
  'Most young companies pay no dividends, and many end with nothing. New shares, options and convertible loans make your part smaller. Holders with a preference are paid before you when the company is sold or wound up, and others may outvote you.':
    'معظم الشركات الناشئة لا توزع أرباحًا، وكثير منها ينتهي إلى لا شيء. والأسهم الجديدة والخيارات والقروض القابلة للتحويل تصغّر حصتك. ويُدفع لأصحاب الأفضلية قبلك حين تُباع الشركة أو تُصفّى، وقد يغلبك آخرون في التصويت.',
  'The debtor may not pay': 'قد لا يدفع المدين',
  'Interest and principal depend on the debtor alone. If it cannot pay, others may be paid first, and you may get little or nothing after a long time. When interest rates rise, your bond is worth less to others.':
    'تعتمد الفائدة وأصل الدين على المدين وحده. وإذا عجز عن الدفع فقد يُدفع لغيرك أولًا، وقد تحصل على القليل أو لا شيء بعد وقت طويل. وحين ترتفع أسعار الفائدة تقل قيمة سندك عند الآخرين.',
  'Nobody knows what a film will earn': 'لا أحد يعلم ما سيدرّه الفيلم',
  'Many films never earn back what they cost. Cinemas, distributors and lenders are paid before the holders, and what is left comes late and is counted by others. A film may be finished late, cost more, or not be shown at all.':
    'كثير من الأفلام لا تسترد أبدًا ما كلفته. ويُدفع لدور السينما والموزعين والمقرضين قبل حاملي الوحدات، وما يبقى يأتي متأخرًا ويحسبه غيرهم. وقد يتأخر إنجاز الفيلم أو يكلف أكثر أو لا يُعرض أصلًا.',
  'A collectible earns nothing and may be false, damaged or out of fashion':
    'القطعة المقتناة لا تدرّ شيئًا، وقد تكون مزيفة أو تتلف أو يفوت زمنها',
  'You gain only if somebody pays more later. What it is worth depends on taste and on few buyers. It may prove to be false or stolen, and storage, insurance and the sale cost money.':
    'لا تربح إلا إذا دفع أحد أكثر لاحقًا. وتتوقف قيمتها على الذوق وعلى قلة من المشترين. وقد يتبين أنها مزيفة أو مسروقة، ويكلف حفظها وتأمينها وبيعها مالًا.',
}
