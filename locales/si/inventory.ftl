inventory-search = නම, SKU හෝ බාර්කෝඩ් සොයන්න
inventory-empty-title = තවම තොග නැත
inventory-empty = භාණ්ඩ එක් කළ විගස තොග මෙහි පෙන්වයි. පළමුව භාණ්ඩ එක් කරන්න හෝ ගෙන එන්න.
inventory-none-title = කිසිවක් හමු නොවීය
inventory-none = මෙම පෙරහන්වලට ගැළපෙන තොග නැත. අකුරු පරීක්ෂා කරන්න, නැතහොත් පෙරහන් ඉවත් කරන්න.
inventory-picture = පින්තූරය
inventory-variant = භාණ්ඩය
inventory-product = භාණ්ඩය පෙන්වන්න
inventory-sku = SKU
inventory-state = තත්ත්වය
inventory-state-all = සියල්ල
inventory-state-low = තොග අඩුයි
inventory-state-out = තොග අවසන්
inventory-state-short = ඇති ප්‍රමාණයට වඩා පොරොන්දු වී ඇත
inventory-on-hand = අතේ ඇති
inventory-reserved = වෙන් කළ
inventory-unavailable = පසෙක තැබූ
inventory-available = ලබා දිය හැකි
inventory-on-hand-why = අතේ ඇති: දැන් ගබඩාවේ තිබෙන
inventory-unavailable-why = පසෙක තැබූ: තිබේ, නමුත් විකිණීමට නැත
inventory-why = { $count ->
    [one] ලබා දිය හැක්කේ ඒකක { $count }ක් ඇයි
   *[other] ලබා දිය හැක්කේ ඒකක { $count }ක් ඇයි
}
inventory-short-of = { $count ->
    [one] { $count }ක් අඩුයි
   *[other] { $count }ක් අඩුයි
}
inventory-more-reserved = { $count ->
    [one] තවත් ඒකක { $count }ක් පරණ ඇණවුම්වලට පොරොන්දු වී ඇත.
   *[other] තවත් ඒකක { $count }ක් පරණ ඇණවුම්වලට පොරොන්දු වී ඇත.
}
inventory-owner-order = ඇණවුම
inventory-owner-live = සජීවී විකිණීම
inventory-owner-checkout = ගෙවමින් සිටින
inventory-owner-waitlist = බලා සිටින ලැයිස්තුව
inventory-owner-transfer = ගබඩා මාරුව
inventory-units = ඒකක
inventory-movements = තොග වෙනස්වීම්
inventory-movements-empty-title = තවම කිසිවක් වෙනස් වී නැත
inventory-movements-empty = සෑම විකිණීමක්ම, ආපසු ඒමක්ම සහ නිවැරදි කිරීමක්ම මෙහි ලැයිස්තුගත වේ.
inventory-when = කවදා
inventory-who = කවුද
inventory-program = පද්ධතිය
inventory-change = වෙනස
inventory-after = ඉන්පසු අතේ ඇති
inventory-aside = පසෙක තැබූ: { $change }
inventory-cause = කාරණය
inventory-cause-usual = සාමාන්‍ය කාරණය
inventory-cause-purchase = මිලදී ගැනීම
inventory-cause-sale = විකිණීම
inventory-cause-return = ආපසු ලැබීම
inventory-cause-damage = හානිය
inventory-cause-count = ගණන් කිරීම
inventory-cause-correction = නිවැරදි කිරීම
inventory-cause-transfer-out = වෙනත් ගබඩාවකට
inventory-cause-transfer-in = වෙනත් ගබඩාවකින්
inventory-cause-write-off = කපා හැරීම
inventory-cause-opening = ආරම්භක තොගය
inventory-reason = හේතුව
inventory-reason-help = වචන කිහිපයකින්; එය තොග වෙනස්වීම් ලැයිස්තුවේ පවතී.
inventory-adjust = තොගය නිවැරදි කිරීම
inventory-adjust-do = තොගය වෙනස් කරන්න
inventory-mode = කළ යුතු දේ
inventory-mode-add = ඒකක එක් කරන්න
inventory-mode-remove = ඒකක අඩු කරන්න
inventory-mode-count = ගණන් කළ ගණනට සකසන්න
inventory-mode-hold = විකිණීමෙන් තොරව පසෙක තබන්න
inventory-mode-unhold = නැවත විකිණීමට තබන්න
inventory-reorder = නැවත ඇණවුම් මට්ටම
inventory-reorder-level = තව ගෙන්වන මට්ටම
inventory-reorder-help = මෙම ගණනට හෝ ඊට අඩු වූ විට භාණ්ඩය "තොග අඩුයි" ලෙස පෙන්වයි. 0 නම් කිසිදා නොපෙන්වයි.
inventory-audit = වෙනස්කම්
inventory-warehouse = ගබඩාව
inventory-warehouses = ගබඩා
inventory-warehouse-any = සියලු ගබඩා
inventory-warehouse-first = ප්‍රධාන ගබඩාව
inventory-warehouse-name = නම
inventory-warehouse-code = කේතය
inventory-warehouse-code-help = කෙටි, ලොකු අකුරෙන්, උදා: CMB.
inventory-warehouse-history = ඉතිහාසය
inventory-warehouse-new = නව ගබඩාවක්
inventory-warehouse-add = ගබඩාව එක් කරන්න
inventory-warehouses-empty-title = තවම ගබඩා නැත
inventory-warehouses-empty = පළමු තොගය සමඟ පළමු ගබඩාව සෑදේ, නැතහොත් මෙහි එක් කරන්න.
inventory-default = පෙරනිමි
inventory-make-default = පෙරනිමිය කරන්න
inventory-done-adjusted = { $available ->
    [one] තොගය වෙනස් කළා: ඒකක { $available }ක් ලබා දිය හැකිය.
   *[other] තොගය වෙනස් කළා: ඒකක { $available }ක් ලබා දිය හැකිය.
}
inventory-done-warehouse = { $name } එක් කළා.
inventory-done-default = දැන් පෙරනිමි ගබඩාව { $name } ය.
inventory-error-quantity = ඒකක සම්පූර්ණ ගණනකින් ලියන්න, උදා: 5.
inventory-error-code-taken = වෙනත් ගබඩාවකට මෙම කේතය ඇත.
inventory-error-no-warehouse = භාවිතයේ ඇති ගබඩාවක් නැත. පළමුව එකක් එක් කරන්න.
inventory-error-out-of-stock = { $name } ({ $sku }) ප්‍රමාණවත් නැත: අවශ්‍ය { $requested }, ලබා දිය හැක්කේ { $available }.
inventory-error-below-zero = { $name } ({ $sku }): අතේ ඇත්තේ { $on_hand } පමණි, එබැවින් { $requested }ක් අඩු කළ නොහැකිය.
inventory-error-unavailable = { $name } ({ $sku }): අතේ { $on_hand }, පසෙක තැබූ { $unavailable }. පසෙක තැබූ ගණන 0 සහ අතේ ඇති ගණන අතර විය යුතුය.
inventory-error-not-there = { $name } ({ $sku }) පොරොන්දු වී ඇතත් තවම ගබඩාවේ නැත. පළමුව තොග ලබා ගන්න හෝ ගණන් කරන්න.
inventory-error-no-reservation = මෙම ඇණවුම සඳහා { $name } ({ $sku }) වෙන් කර නැත.
inventory-error-reserved = { $name } ({ $sku }): අතේ ඇති { $on_hand } න් { $reserved }ක් පොරොන්දු වී ඇත. මෙයින් { $missing }කට තොග නැති වේ: { $orders }. පළමුව ඒවා අවලංගු කරන්න හෝ වෙනස් කරන්න, නැතහොත් හිඟයක් ලෙස සටහන් කරන්න.
inventory-short-instead = නැතහොත් හිඟයක් සටහන් කරන්න
inventory-short-instead-text = කෙසේ වුවත් තොගය අඩු කෙරේ. අලුත්ම පොරොන්දු හිඟ වේ; අලුත් තොග පරණම පොරොන්දු පළමුව පුරවයි.
inventory-allow-short = අඩු කර, කාට හිඟදැයි සටහන් කරන්න
inventory-done-adjusted-short = තොගය වෙනස් කළා: ලබා දිය හැකි { $available }. දැන් තොග හිඟ: { $orders }.
inventory-since-when = { $time } සිට
inventory-expires-in = { $minutes ->
    [one] විනාඩි { $minutes }කින් අවසන් වේ
   *[other] විනාඩි { $minutes }කින් අවසන් වේ
}
inventory-expires-at = { $time } ට අවසන් වේ
inventory-reserved-why = වෙන් කළ: දැන් කිසිවෙකුට පොරොන්දු වී නැත
inventory-sold = { $count ->
    [one] දින { $days }ක් තුළ ඒකක { $count }ක් විකිණුණා.
   *[other] දින { $days }ක් තුළ ඒකක { $count }ක් විකිණුණා.
}
inventory-cover = { $days ->
    [one] ඉතිරිය දින { $days }කට සෑහේ.
   *[other] ඉතිරිය දින { $days }කට සෑහේ.
}
inventory-coming = { $count ->
    [one] ඒකක { $count }ක් මෙහි එමින් පවතී.
   *[other] ඒකක { $count }ක් මෙහි එමින් පවතී.
}
inventory-lies-in = ඇත්තේ { $bin } තුළ
inventory-movements-filter = පෙරන්න
inventory-movements-none = මෙම පෙරහන්වලට ගැළපෙන වෙනස්වීම් නැත. වෙනත් දින තෝරන්න, නැතහොත් පෙරහන් ඉවත් කරන්න.
inventory-record = අයත් වන්නේ
inventory-cause-any = සියලු කාරණා
inventory-aside-change = පසෙක තැබූ වෙනස
inventory-reference-count = තොග ගණනය
inventory-reorder-quantity = අවම වශයෙන් ගෙන්වන්න
inventory-max-level = මෙයට වඩා එපා
inventory-error-max-level = මෙය තව ගෙන්වන මට්ටමට වඩා අඩු නොවිය යුතුය.
inventory-done-saved = සුරැකුවා.
inventory-bin = රාක්ක තැන
inventory-bin-none = රාක්ක තැනක් නැත
inventory-bins = රාක්ක තැන්
inventory-bins-add = රාක්ක තැන් එක් කරන්න
inventory-bin-codes = කේත
inventory-bin-codes-help = එකවර කිහිපයක්, හිස්තැන් හෝ කොමා වලින් වෙන් කර, උදා: A-01 A-02 A-03.
inventory-bins-empty-title = තවම රාක්ක තැන් නැත
inventory-bins-empty = රාක්කවලට කේතයක් දී, භාණ්ඩයේ තොග පිටුවේ එය තිබෙන තැන කියන්න.
inventory-bin-variants = භාණ්ඩ
inventory-bin-remove = ඉවත් කරන්න
inventory-bin-remove-sure = { $code } ඉවත් කරන්නද? එහි ඇති දේ ගබඩාවේ රැඳේ, රාක්ක තැනක් නැතිව.
inventory-route-order = මාර්ගයේ තැන
inventory-route-order-help = කුඩාම අංකයේ සිට විශාලම අංකය දක්වා රාක්ක තැන් පසු කරයි.
inventory-error-bin-code = කේතයක හිස්තැන් හෝ කොමා නැත.
inventory-error-bin-taken = මෙහි වෙනත් රාක්ක තැනකට මෙම කේතය ඇත.
inventory-done-bins = { $count ->
    [one] රාක්ක තැන් { $count }ක් එක් කළා.
   *[other] රාක්ක තැන් { $count }ක් එක් කළා.
}
inventory-done-bin = { $code } සුරැකුවා.
inventory-done-bin-removed = { $code } ඉවත් කළා.
inventory-done-warehouse-saved = { $name } සුරැකුවා.
inventory-warehouse-holds = භාණ්ඩ { $variants }ක ඒකක { $units }ක්
inventory-warehouse-stock = මෙහි තොගය
inventory-warehouse-closed = භාවිතයේ නැත
inventory-warehouse-in-use = භාවිතයේ ඇත
inventory-warehouse-in-use-help = භාවිතයෙන් ඉවත් කළ හැක්කේ පෙරනිමි නොවන, හිස් ගබඩාවක් පමණි.
inventory-error-warehouse-in-use = මෙම ගබඩාව පෙරනිමිය වේ, නැතහොත් එහි තොග, පොරොන්දු හෝ අතරමග මාරු ඇත. පළමුව එය හිස් කරන්න.
inventory-address = ලිපිනය සහ සම්බන්ධතා
inventory-line1 = වීදිය සහ නිවස
inventory-line2 = ලිපිනයේ තව
inventory-city = නගරය
inventory-district = දිස්ත්‍රික්කය
inventory-postal-code = තැපැල් කේතය
inventory-contact-person = අමතන්න
inventory-phone = දුරකථනය
inventory-email = විද්‍යුත් තැපෑල
inventory-transfers = ගබඩා මාරු
inventory-transfer-new = නව ගබඩා මාරුවක්
inventory-transfer-title = ගබඩා මාරුව { $number }
inventory-transfer-number = අංකය
inventory-transfer-from = කොහෙන්
inventory-transfer-to = කොහාට
inventory-transfer-way = කොහෙන් කොහාට
inventory-transfer-lines = භාණ්ඩ
inventory-transfer-facts = තොරතුරු
inventory-transfer-search = අංකයෙන් සොයන්න
inventory-transfer-create = කෙටුම්පත සාදන්න
inventory-transfer-make-ready = වෙන් කර සූදානම් කරන්න
inventory-transfer-send = යවන්න
inventory-transfer-receive = භාර ගන්න
inventory-transfer-cancel = මාරුව අවලංගු කරන්න
inventory-transfer-cancelled-because = මෙම මාරුව අවලංගු කළා
inventory-transfer-draft = කෙටුම්පත
inventory-transfer-ready = සූදානම්
inventory-transfer-in-transit = අතරමග
inventory-transfer-partially-received = කොටසක් ලැබුණි
inventory-transfer-received = ලැබුණි
inventory-transfer-cancelled = අවලංගුයි
inventory-transfers-empty-title = තවම ගබඩා මාරු නැත
inventory-transfers-empty = ගබඩා මාරුවක් තොග එක් ගබඩාවකින් තවත් ගබඩාවකට ගෙන යන අතර අතරමගදී එය කොහේදැයි කියයි.
inventory-transfers-none = මෙම පෙරහන්වලට ගැළපෙන මාරු නැත.
inventory-on-the-way = අතරමග
inventory-discrepancy = යැවූ ලෙස නැත
inventory-discrepancy-reason = ඇයි නැත්තේ
inventory-discrepancy-missing = නැත
inventory-discrepancy-damaged = හානි වී ඇත
inventory-discrepancy-wrong-item = වැරදි භාණ්ඩය
inventory-discrepancy-other = වෙනත්
inventory-discrepancy-written-off = කපා හැරියා
inventory-cancel-outcome = අතරමග ඇති දේට කුමක් වේද
inventory-cancel-home = ආපසු එයි
inventory-cancel-written-off = කපා හරිනු ලැබේ
inventory-came-home = { $count ->
    [one] { $count }ක් ආපසු ආවා
   *[other] { $count }ක් ආපසු ආවා
}
inventory-made = සෑදුවේ
inventory-left = පිටත් වූයේ
inventory-complete = සම්පූර්ණ වූයේ
inventory-called-off = අවලංගු කළේ
inventory-notes = සටහන්
inventory-shipped = යැවූ
inventory-arrived = ලැබුණු
inventory-leaves = යන
inventory-receipts = ලැබුණු දේ
inventory-next = ඊළඟ පියවර
inventory-next-draft = පේළි පරීක්ෂා කරන්න. සූදානම් කිරීම තොග වෙන් කරයි, එවිට වෙන කිසිවෙක් ඒවා විකුණන්නේ නැත.
inventory-next-ready = අසුරන්න. යවන දේ මෙම ගබඩාවෙන් පිටවේ; ඉතිරිය නැවත විකිණීමට ඇත.
inventory-next-receive = පෙට්ටියේ ඇති දේ ලියන්න. ඉතිරිය අතරමග රැඳේ; නොඑන දේට හේතුවක් අවශ්‍යයි.
inventory-choose-warehouse = ගබඩාවක් තෝරන්න
inventory-find-product = භාණ්ඩයක් සොයන්න
inventory-find-product-help = නම, SKU හෝ බාර්කෝඩ්; Enter පළමුවැන්න ගනී.
inventory-more-rows = තව පේළි
inventory-line-n = පේළිය { $n }
inventory-sku-or-barcode = SKU හෝ බාර්කෝඩ්
inventory-done-transfer-created = { $number } සෑදුවා.
inventory-done-transfer-saved = { $number } සුරැකුවා.
inventory-done-transfer-ready = { $number } සූදානම්: එහි තොග වෙන් කළා.
inventory-done-transfer-sent = { $number } අතරමගයි.
inventory-done-transfer-received = { $count ->
    [0] { $number } සම්පූර්ණයි.
    [one] { $number }: ඒකක { $count }ක් තවම අතරමගයි.
   *[other] { $number }: ඒකක { $count }ක් තවම අතරමගයි.
}
inventory-done-transfer-cancelled = { $number } අවලංගු කළා.
inventory-error-same-warehouse = මාරුවක් යන්නේ වෙනත් ගබඩාවකටයි.
inventory-error-no-lines = අවම වශයෙන් භාණ්ඩයක් එක් කරන්න.
inventory-error-unknown-sku = මෙම SKU හෝ බාර්කෝඩ් ඇති භාණ්ඩයක් නැත.
inventory-error-too-many = වැඩිම { $most }.
inventory-error-nothing-leaves = කිසිවක් පිට නොවේ. යන ඒකක ගණන ලියන්න, නැතහොත් මාරුව අවලංගු කරන්න.
inventory-error-nothing-received = ලැබුණු දේ, නැතහොත් නොඑන දේ සහ හේතුව ලියන්න.
inventory-error-discrepancy-reason = මේවා යැවූ ලෙස නොලැබුණේ ඇයිදැයි කියන්න.
inventory-error-over-receipt = { $sku } න් අතරමග ඇත්තේ { $most } පමණි. ඉතිරිය හමු වූ තොගයක් ලෙස ගණන් කරන්න.
inventory-error-line-twice = එක පේළියක් මෙහි දෙවරක් ඇත. පිටුව නැවත පූරණය කර යළි උත්සාහ කරන්න.
inventory-error-receipt-elsewhere = මෙම ලැබීම වෙනත් මාරුවකට අයත්ය. පිටුව නැවත පූරණය කර යළි උත්සාහ කරන්න.
inventory-error-transfer-step = { $number } දැන් මෙම පියවර නොගනී. එහි තත්ත්වය: { $status ->
    [DRAFT] { inventory-transfer-draft }
    [READY] { inventory-transfer-ready }
    [IN_TRANSIT] { inventory-transfer-in-transit }
    [PARTIALLY_RECEIVED] { inventory-transfer-partially-received }
    [RECEIVED] { inventory-transfer-received }
    [CANCELLED] { inventory-transfer-cancelled }
   *[other] { $status }
}
inventory-counts = තොග ගණන් කිරීම්
inventory-count-title = තොග ගණනය { $number }
inventory-count-new = නව තොග ගණනයක්
inventory-count-create = ගණනය සැලසුම් කරන්න
inventory-count-draft = සැලසුම් කළා
inventory-count-counting = ගණන් කරමින්
inventory-count-posted = පොතට ගත්තා
inventory-count-cancelled = අවලංගුයි
inventory-count-what = ගණන් කරන දේ
inventory-count-all = ගබඩාවේ සියල්ල
inventory-count-bin = එක් රාක්ක තැනක්
inventory-count-of-bin = රාක්ක තැන { $bin }
inventory-count-class = විකුණුම් අනුව කාණ්ඩයක්
inventory-count-class-help = පසුගිය දින 90 තුළ මෙහි විකුණූ වටිනාකම අනුව.
inventory-class = කාණ්ඩය
inventory-class-a = A: විකුණුම්වලින් පළමු 80 %
inventory-class-b = B: ඊළඟ 15 %
inventory-class-c = C: ඉතිරිය
inventory-count-blind = නොපෙන්වා: අපේක්ෂිත ගණන නැතිව
inventory-count-blind-help = ගණන් කරන්නාට පොතේ ගණන නොපෙනේ.
inventory-count-way = ගණන් කරන ක්‍රමය
inventory-count-progress = ගණන් කළ
inventory-counts-empty-title = තවම තොග ගණන් කිරීම් නැත
inventory-counts-empty = රාක්ක තැනක, කාණ්ඩයක හෝ සියල්ලේ ගණනයක් සැලසුම් කරන්න. විකිණීම නතර නොවේ.
inventory-counts-none = මෙම තත්ත්වයේ ගණනයක් නැත.
inventory-count-none = මෙහි පේළි නැත.
inventory-count-draft-title = තවම ආරම්භ කර නැත
inventory-count-draft-text = ගණනය ආරම්භ වන විට පේළි සටහන් වේ.
inventory-count-start = ගණන් කිරීම අරඹන්න
inventory-count-cancel = ගණනය අවලංගු කරන්න
inventory-count-cancel-sure = මෙම ගණනය අවලංගු කරන්නද? ගණන් කළ කිසිවක් පොතට නොගැනේ.
inventory-count-post = ගණනය පොතට ගන්න
inventory-count-post-do = වෙනස්කම් පොතට ගන්න
inventory-count-post-what = පේළි { $counted }ක් ගණන් කළා, ඉන් { $different }ක් පොතෙන් වෙනස්.
inventory-count-post-rest = { $count ->
    [one] පේළි { $count }ක් ගණන් කර නැත; එය එසේම පවතී.
   *[other] පේළි { $count }ක් ගණන් කර නැත; ඒවා එසේම පවතී.
}
inventory-next-count-draft = ආරම්භ කරන විට පොතේ ඇති ගණන සටහන් වේ. විකිණීම නතර නොවේ.
inventory-next-counting = { $count ->
    [0] සියලු පේළි ගණන් කළා; { $different }ක් වෙනස්. ඒවා බලා පොතට ගන්න.
    [one] පේළි { $count }ක් තවම ගණන් කර නැත; { $different }ක් වෙනස්.
   *[other] පේළි { $count }ක් තවම ගණන් කර නැත; { $different }ක් වෙනස්.
}
inventory-count-one = එක් භාණ්ඩයක් ගණන් කරන්න
inventory-count-one-help = SKU හෝ බාර්කෝඩ් මගින්; මෙහි අපේක්ෂා නොකළ එකක් වුවද.
inventory-count-one-do = තබා ගන්න
inventory-counted = ගණන් කළ
inventory-count-open = ගණන් නොකළ
inventory-count-different = වෙනස්කම්
inventory-count-lines = ගණනයේ පේළි
inventory-count-expected = අපේක්ෂිත { $count }
inventory-count-entry-help = දැන් රාක්කයේ ඇති දේත්, තවම පිටත් නොවූ ඇසුරූ පාර්සලුත් ගණන් කරන්න. ගණන් නොකළ පේළියක් හිස්ව තබන්න. පසුව විකුණන දේ බලපාන්නේ නැත.
inventory-count-keep = ගණන් කළ දේ තබා ගන්න
inventory-count-began = ආරම්භයේදී
inventory-count-books = එවිට පොතේ
inventory-difference = වෙනස
inventory-count-booked = පොතට ගත්තේ
inventory-done-count-created = { $number } සැලසුම් කළා.
inventory-done-count-started = { $number } ආරම්භ කළා.
inventory-done-counted = { $count ->
    [0] කිසිවක් වෙනස් වූයේ නැත.
    [one] පේළි { $count }ක් තබා ගත්තා.
   *[other] පේළි { $count }ක් තබා ගත්තා.
}
inventory-done-counted-one = { $sku } තබා ගත්තා.
inventory-done-count-posted = { $count ->
    [0] { $number } පොතට ගත්තා: පොත නිවැරදිය.
    [one] { $number } පොතට ගත්තා: පේළි { $count }ක් පොත වෙනස් කළා.
   *[other] { $number } පොතට ගත්තා: පේළි { $count }ක් පොත වෙනස් කළා.
}
inventory-done-count-posted-short = { $number } පොතට ගත්තා. දැන් තොග හිඟ: { $orders }.
inventory-done-count-cancelled = { $number } අවලංගු කළා.
inventory-error-count-bin = මෙම ගබඩාවේ රාක්ක තැනක් තෝරන්න.
inventory-error-count-empty = ගණන් කිරීමට කිසිවක් නැත: එහි කිසිදා තොග තිබී නැත. වෙනත් දෙයක් තෝරන්න.
inventory-error-count-too-large = එකවර ගණන් කළ හැක්කේ භාණ්ඩ { $most }ක් දක්වා පමණි. රාක්ක තැන හෝ කාණ්ඩය අනුව ගණන් කරන්න.
inventory-error-count-overlap = { $number } දැන් එම භාණ්ඩවලින් සමහරක් ගණන් කරයි. පළමුව එය පොතට ගන්න හෝ අවලංගු කරන්න.
inventory-error-count-nothing = තවම කිසිවක් ගණන් කර නැත.
inventory-to-order = ගෙන්විය යුතු දේ
inventory-to-order-text = තව ගෙන්වන මට්ටමට බැස ඇති දේ. දින { $days }ක විකුණුම් අනුව, දින { $cover }කට සෑහෙන ලෙස යෝජනා කර ඇත.
inventory-to-order-empty-title = ගෙන්වීමට කිසිවක් නැත
inventory-to-order-empty = තව ගෙන්වන මට්ටමට බැස්ස විට භාණ්ඩ මෙහි පෙන්වයි. එය භාණ්ඩයේ තොග පිටුවේ සකසන්න.
inventory-sold-lately = විකුණූ
inventory-days-left = ඉතිරි දින
inventory-suggested = යෝජිත ඇණවුම
inventory-gone-within = අවසන් වන කාලය
inventory-gone-any = කවදා හෝ අවසන් වන
inventory-gone-within-days = { $count ->
    [one] දින { $count }කින් අවසන් වන
   *[other] දින { $count }කින් අවසන් වන
}
inventory-days = { $count ->
    [one] දින { $count }
   *[other] දින { $count }
}
inventory-sales-days = බලන විකුණුම්
inventory-sales-of-days = { $count ->
    [one] දින { $count }ක විකුණුම්
   *[other] දින { $count }ක විකුණුම්
}
inventory-cover-days = ඇණවුම සෑහෙන කාලය
inventory-order-for-days = { $count ->
    [one] දින { $count }කට ගෙන්වන්න
   *[other] දින { $count }කට ගෙන්වන්න
}
inventory-error-count-step = { $number } දැන් මෙම පියවර නොගනී. එහි තත්ත්වය: { $status ->
    [DRAFT] { inventory-count-draft }
    [COUNTING] { inventory-count-counting }
    [POSTED] { inventory-count-posted }
    [CANCELLED] { inventory-count-cancelled }
   *[other] { $status }
}
inventory-buffers = විකුණුම් මාර්ග සීමා
inventory-buffers-text = විකුණුම් මාර්ගයකට පෙන්වන්නේ ලබා දිය හැකි ගණනින් රඳවා ගත් ගණන අඩු කළ විටයි; එවිට අවසන් එක එකවර දෙදෙනෙකුට නොවිකිණේ.
inventory-buffers-empty-title = සම්බන්ධ කළ වෙළඳසැල් නැත
inventory-buffers-empty = පළමුව විකුණුම් මාර්ග යටතේ වෙළඳසැලක් සම්බන්ධ කරන්න.
inventory-buffer-all = සෑම භාණ්ඩයකින්ම රඳවා ගන්නා
inventory-buffer-one = එක් භාණ්ඩයකින් රඳවා ගන්නා
inventory-buffer = රඳවා ගන්නා
inventory-buffer-shown = මාර්ගයට පෙන්වන
inventory-buffer-help = හිස්ව තැබීමෙන් විශේෂය ඉවත් වේ.
inventory-buffer-none = විශේෂ භාණ්ඩ නැත.
inventory-buffer-more = { $count ->
    [one] තවත් විශේෂ { $count }ක් නොපෙන්වයි; වෙනස් කිරීමට භාණ්ඩය සොයන්න.
   *[other] තවත් විශේෂ { $count }ක් නොපෙන්වයි; වෙනස් කිරීමට භාණ්ඩය සොයන්න.
}
inventory-done-buffer = සීමාව සුරැකුවා.
inventory-on-order = ඇණවුම් කර ඇත
inventory-ordered = සැපයුම්කරුවන්ගෙන් { $count }ක් ඇණවුම් කර ඇත.
inventory-order-these = සැපයුම්කරුවන්ගෙන් ඇණවුම් කරන්න
inventory-labels = ලේබල
inventory-labels-text = භාණ්ඩවල ඇලවීමට තීරු කේත. තීරු කේතයක් නැති දේට එහි SKU යෙදේ.
inventory-labels-what = ලේබල් කරන දේ
inventory-labels-code = කේතය
inventory-price = මිල
inventory-labels-count = ලේබල ගණන
inventory-labels-empty-title = තවම කිසිවක් තෝරා නැත
inventory-labels-empty = SKU එකක් හෝ තීරු කේතයක් ටයිප් හෝ ස්කෑන් කරන්න, නැතහොත් භාණ්ඩයක තොග පිටුවෙන් මෙහි එන්න.
inventory-labels-add = එක් කරන්න
inventory-labels-on = පත්‍රය
inventory-labels-format = මුද්‍රණය කරන්නේ
inventory-labels-a4-24 = A4, 70 × 37 mm ලේබල 24
inventory-labels-a4-65 = A4, 38 × 21 mm ලේබල 65
inventory-labels-a4-16 = A4, 99 × 34 mm රාක්ක ලේබල 16
inventory-labels-roll = රෝල, 50 × 25 mm
inventory-labels-skip = දැනටමත් භාවිත කළ ලේබල
inventory-labels-skip-help = පළමු පත්‍රයේ. ඒවා හිස්ව තැබේ.
inventory-labels-price = මිල සමඟ
inventory-labels-most = ගොනුවක වැඩිම ලේබල { $most }.
inventory-labels-make = { $count ->
    [one] ලේබල 1ක් සාදන්න
   *[other] ලේබල { $count }ක් සාදන්න
 }
inventory-labels-places = ස්ථානවල ලේබල
inventory-error-unknown-code = මෙම SKU හෝ තීරු කේතය ඇති භාණ්ඩයක් නැත.
inventory-error-no-labels = මුද්‍රණය කළ යුතු ලේබල ගණන කියන්න.
inventory-error-many-labels = ගොනුවක වැඩිම ලේබල { $most }කි. කිහිපයක් සාදන්න.
inventory-backorder-limit = ලැබීමට පෙර පොරොන්දු විය හැකි ගණන
inventory-backorder-limit-help = තොගයේ ඇති ප්‍රමාණයට වඩා මෙපමණක් ඇණවුම් කළ හැක. ලැබෙන දේ පළමුව පැරණිතම ඇණවුමට යයි.
inventory-backordered = උපරිම { $limit } න් { $count } ක් ලැබීමට පෙර පොරොන්දු වී ඇත.
inventory-error-backorder-limit = දැනටමත් { $count } ක් ලැබීමට පෙර පොරොන්දු වී ඇත; ගණන ඊට අඩු විය නොහැක.
inventory-fulfilment = ඇණවුම් සපයන ගබඩා
inventory-fulfilment-help = ඇණවුමක් තහවුරු කළ විට එහි භාණ්ඩ පෙරනිමි ගබඩාවේ, නැතහොත් මෙම රීතියට අනුව වෙන් කෙරේ.
inventory-by-stock = තොගය අනුව තෝරන්න
inventory-by-stock-help = සියල්ල ඇති පළමු ගබඩාව; නැතිනම් පිළිවෙළට හැකි තරම් අඩු ගබඩා ගණනක්.
inventory-split-lines = එක පේළියක භාණ්ඩ ගබඩා කිහිපයකින් ගත හැක
inventory-split-lines-help = එසේ නොමැතිව පේළියක් සම්පූර්ණයෙන්ම එක ගබඩාවකින් ගැනේ, නැතහොත් ඇණවුම තහවුරු නොවේ.
inventory-priority-of = { $warehouse } හි ස්ථානය
inventory-priority-help = 1 පළමුවැන්නයි. හිස් නම්: එයින් ඇණවුම් නොසැපයේ.
inventory-error-priority = 1 සිට 999 දක්වා පූර්ණ සංඛ්‍යාවක් ලියන්න, නැතහොත් හිස්ව තබන්න.
inventory-error-no-priority = අඩුම තරමින් එක ගබඩාවකටවත් ස්ථානයක් දෙන්න.
inventory-done-fulfilment = සුරැකුණා. මින් පසු තහවුරු කරන ඇණවුම්වලට මෙය අදාළ වේ.
