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
inventory-reserved-why = වෙන් කළ: ඇණවුම් සහ වෙනත් අයට පොරොන්දු වූ
inventory-unavailable-why = පසෙක තැබූ: තිබේ, නමුත් විකිණීමට නැත
inventory-why = { $count ->
    [one] ලබා දිය හැක්කේ ඒකක { $count }ක් ඇයි
   *[other] ලබා දිය හැක්කේ ඒකක { $count }ක් ඇයි
}
inventory-short-of = { $count ->
    [one] { $count }ක් අඩුයි
   *[other] { $count }ක් අඩුයි
}
inventory-promises = පොරොන්දු වී ඇත්තේ
inventory-promised-to = කා සඳහා
inventory-since = සිට
inventory-until = දක්වා
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
inventory-done-saved = නැවත ඇණවුම් මට්ටම සුරැකුවා.
inventory-done-warehouse = { $name } එක් කළා.
inventory-done-default = දැන් පෙරනිමි ගබඩාව { $name } ය.
inventory-error-quantity = ඒකක සම්පූර්ණ ගණනකින් ලියන්න, උදා: 5.
inventory-error-code-taken = වෙනත් ගබඩාවකට මෙම කේතය ඇත.
inventory-error-no-warehouse = භාවිතයේ ඇති ගබඩාවක් නැත. පළමුව එකක් එක් කරන්න.
inventory-error-out-of-stock = { $name } ({ $sku }) ප්‍රමාණවත් නැත: අවශ්‍ය { $requested }, ලබා දිය හැක්කේ { $available }.
inventory-error-reserved = { $name } ({ $sku }): අතේ ඇති { $on_hand } න් { $reserved }ක් පොරොන්දු වී ඇත. මෙයින් { $missing }කට තොග නැති වේ. පළමුව එම ඇණවුම් අවලංගු කරන්න හෝ වෙනස් කරන්න.
inventory-error-below-zero = { $name } ({ $sku }): අතේ ඇත්තේ { $on_hand } පමණි, එබැවින් { $requested }ක් අඩු කළ නොහැකිය.
inventory-error-unavailable = { $name } ({ $sku }): අතේ { $on_hand }, පසෙක තැබූ { $unavailable }. පසෙක තැබූ ගණන 0 සහ අතේ ඇති ගණන අතර විය යුතුය.
inventory-error-not-there = { $name } ({ $sku }) පොරොන්දු වී ඇතත් තවම ගබඩාවේ නැත. පළමුව තොග ලබා ගන්න හෝ ගණන් කරන්න.
inventory-error-no-reservation = මෙම ඇණවුම සඳහා { $name } ({ $sku }) වෙන් කර නැත.
