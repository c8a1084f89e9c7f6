catalog-new = භාණ්ඩයක් එක් කරන්න
catalog-edit = භාණ්ඩය සංස්කරණය
catalog-product = භාණ්ඩය
catalog-categories = වර්ග
catalog-search = නම, SKU හෝ බාර්කෝඩ් සොයන්න
catalog-empty-title = තවම භාණ්ඩ නැත
catalog-empty = පළමු භාණ්ඩය එක් කරන්න, නැතහොත් WooCommerce හෝ Shopify වෙතින් ඔබේ භාණ්ඩ ගෙන එන්න.
catalog-none-title = භාණ්ඩයක් හමු නොවීය
catalog-none = මෙම පෙරහන්වලට ගැළපෙන කිසිවක් නැත. අකුරු පරීක්ෂා කරන්න, නැතහොත් පෙරහන් ඉවත් කරන්න.
catalog-picture = පින්තූරය
catalog-pictures = පින්තූර
catalog-pictures-edit = පින්තූර සංස්කරණය
catalog-pictures-add = පින්තූර එක් කරන්න
catalog-pictures-add-help = එකවර කිහිපයක්: JPEG, PNG, WebP හෝ GIF, එකක් { $megabytes } MB දක්වා, සියල්ල { $total } MB දක්වා.
catalog-pictures-files = මෙම උපාංගයේ පින්තූර
catalog-pictures-camera = නැතහොත් දැන් එකක් ගන්න
catalog-pictures-upload = උඩුගත කරන්න
catalog-pictures-none-title = තවම පින්තූර නැත
catalog-pictures-none = ගැනුම්කරුවන් පළමුව බලන්නේ පින්තූරයයි. ඉහළින් එකක් එක් කරන්න.
catalog-pictures-order = පළමු පින්තූරය ලැයිස්තුවල පෙන්වයි.
catalog-pictures-drag = පින්තූරය එහි තැනට අදින්න, නැතහොත් අසල ඇති ඊතල භාවිත කරන්න.
catalog-picture-number = පින්තූරය { $number }
catalog-picture-alt = පෙන්වන දේ
catalog-picture-alt-help = එය නොපෙනෙන අයට සහ සෙවුම් යන්ත්‍රවලට.
catalog-picture-variant = කුමන ප්‍රභේදයේද
catalog-picture-every = මුළු භාණ්ඩයේම
catalog-picture-first = ලැයිස්තුවල පෙන්වයි
catalog-picture-earlier = { $number } පින්තූරය ඉදිරියට
catalog-picture-later = { $number } පින්තූරය පසුපසට
catalog-picture-remove = පින්තූරය ඉවත් කරන්න
catalog-picture-remove-text = පින්තූරය සදහටම මැකී යයි.
catalog-pictures-save = පින්තූර සුරකින්න
catalog-done-pictures = { $added ->
    [0] පින්තූරයක් එක් නොකළා.
    [one] පින්තූර 1ක් එක් කළා.
   *[other] පින්තූර { $added }ක් එක් කළා.
}{ $known ->
    [0] { "" }
    [one] { " " }1ක් දැනටමත් මෙහි තිබුණා.
   *[other] { " " }{ $known }ක් දැනටමත් මෙහි තිබුණා.
}
catalog-done-pictures-saved = පින්තූර සුරැකුවා.
catalog-done-picture-removed = පින්තූරය ඉවත් කළා.
catalog-error-picture-file = { $file }: { $why } අනෙක් පින්තූර එක් කළා.
catalog-error-pictures-many = භාණ්ඩයකට පින්තූර { $most }ක් පමණක් තිබිය හැකිය. පළමුව කිහිපයක් ඉවත් කරන්න.
catalog-public-all = සියලු භාණ්ඩ
catalog-public-title = { $merchant } භාණ්ඩ
catalog-public-none-title = දැනට විකිණීමට කිසිවක් නැත
catalog-public-none = ඉක්මනින් නැවත බලන්න.
catalog-public-unknown-title = මෙම භාණ්ඩය මෙහි නැත
catalog-public-unknown = එය විකිණී අවසන් වී හෝ විකිණීමෙන් ඉවත් කර තිබිය හැක.
catalog-public-failed = මෙය සාර්ථක වූයේ නැත
catalog-public-failed-text = මොහොතකින් නැවත උත්සාහ කරන්න.
catalog-public-in = තොගයේ ඇත
catalog-public-few = ඉතිරිව ඇත්තේ කිහිපයකි
catalog-public-out = විකිණී අවසන්
catalog-public-choices = තෝරාගත හැකි දේ
catalog-public-next = ඊළඟ භාණ්ඩ
catalog-name = නම
catalog-names = එක් එක් භාෂාවෙන් නම
catalog-name-entered = ඇතුළත් කළ නම
catalog-description = විස්තරය
catalog-status = තත්ත්වය
catalog-status-any = ඕනෑම තත්ත්වයක්
catalog-status-draft = කෙටුම්පත
catalog-status-active = විකිණීමට ඇත
catalog-status-inactive = තාවකාලිකව නවතා ඇත
catalog-status-archived = ඉවත් කර තබා ඇත
catalog-category = වර්ගය
catalog-category-any = ඕනෑම වර්ගයක්
catalog-no-category = වර්ගයක් නැත
catalog-stock = තොගය
catalog-stock-any = ඕනෑම තොගයක්
catalog-stock-in = තොග ඇත
catalog-stock-low = තොග අඩුයි
catalog-stock-out = තොග අවසන්
catalog-sku = SKU
catalog-sku-help = හිස්ව තැබුවොත් අපි එකක් සාදන්නෙමු.
catalog-codes = කේත සහ බර
catalog-barcode = බාර්කෝඩ්
catalog-weight = බර
catalog-grams = ග්‍රෑම් { $count }
catalog-tags = ටැග්
catalog-tags-help = කොමා මගින් වෙන් කරන්න.
catalog-brand = වෙළඳ නාමය
catalog-facts = තොරතුරු
catalog-created = එක් කළේ
catalog-updated = අවසන් වරට වෙනස් කළේ
catalog-variant = ප්‍රභේදය
catalog-variants = ප්‍රභේද
catalog-only-variant = එකම ප්‍රභේදය
catalog-edit-variant = { $sku } සංස්කරණය
catalog-options = විකල්ප
catalog-options-help = ප්‍රභේද වෙනස් වන දේ, උදාහරණයක් ලෙස ප්‍රමාණය සහ වර්ණය: විකල්ප { $options } සහ ප්‍රභේද { $variants } දක්වා. සුරැකීමේදී අඩු ප්‍රභේද පළමු එකේ මිලට සෑදේ.
catalog-option-name = විකල්පය { $number }
catalog-option-name-help = උදා: ප්‍රමාණය. නම වෙනස් කිරීමට එක් අගයක් පමණක් වෙනස් කරන්න.
catalog-option-values = විකල්පය { $number } හි අගයන්, පේළියකට එකක්
catalog-options-save = විකල්ප සුරකින්න
catalog-options-do = ඔව්, ප්‍රභේද වෙනස් කරන්න
catalog-options-sure-title = තවම කිසිවක් වෙනස් වී නැත
catalog-options-sure-text = සිදු වන දේ ඉහළින් කියවා පහළ බොත්තම ඔබන්න; නැතහොත් විකල්ප වෙනස් කරන්න.
catalog-options-sure = { $hasRenamed ->
    [no] { "" }
   *[other] නම් වෙනස් වේ: { $renamed }.
} { $off ->
    [0] { "" }
    [one] ප්‍රභේද 1කට තොග, වෙන් කිරීම් හෝ ඇණවුම් ඇති නිසා එය විකිණීමෙන් ඉවත් කෙරේ: { $offNames }.
   *[other] ප්‍රභේද { $off }කට තොග, වෙන් කිරීම් හෝ ඇණවුම් ඇති නිසා ඒවා විකිණීමෙන් ඉවත් කෙරේ: { $offNames }.
} { $gone ->
    [0] { "" }
    [one] ප්‍රභේද 1ක් මැකේ: { $goneNames }.
   *[other] ප්‍රභේද { $gone }ක් මැකේ: { $goneNames }.
} { $added ->
    [0] { "" }
    [one] ප්‍රභේද 1ක් එක් වේ.
   *[other] ප්‍රභේද { $added }ක් එක් වේ.
}
catalog-error-option-values = අවම වශයෙන් එක් අගයක් ලියන්න.
catalog-error-option-twice = මෙම විකල්පය දැනටමත් ඇත.
catalog-error-value-twice = “{ $value }” දෙවරක් ඇත.
catalog-error-too-many-variants = මෙම අගයන්ගෙන් ප්‍රභේද { $count }ක් සෑදේ; හැක්කේ { $most }කි. කිහිපයක් ඉවත් කරන්න.
catalog-done-options = විකල්ප සුරැකුවා: ප්‍රභේද { $added ->
    [one] 1ක්
   *[other] { $added }ක්
} එක් කළා, { $off }ක් විකිණීමෙන් ඉවත් කළා, { $removed }ක් මැකුවා.
catalog-done-variants = { $count ->
    [0] වෙනසක් නොතිබුණි; කිසිවක් වෙනස් නොකළා.
    [one] ප්‍රභේද 1ක් සුරැකුවා.
   *[other] ප්‍රභේද { $count }ක් සුරැකුවා.
}
catalog-grid-edit = සියල්ල සංස්කරණය
catalog-grid-title = ප්‍රභේද { $count }
catalog-grid-help = ආදේශ කිරීමට ටයිප් කරන්න, සංස්කරණයට F2, ගමන් කිරීමට ඊතල, Enter සහ Tab, තේරීමට Shift සහ ඊතල, පැතුරුම්පතක මෙන් Ctrl+C සහ Ctrl+V, පහළට පිරවීමට Ctrl+D, ආපසු හැරවීමට Escape.
catalog-grid-changed = කොටු { $count }ක් වෙනස් කළා
catalog-grid-save = ප්‍රභේද සුරකින්න
catalog-cell-error = { $row }, { $column }: { $message }
catalog-wholesale = තොග මිල
catalog-weight-g = බර (ග්‍රෑම්)
catalog-error-sku-twice = වෙනත් පේළියකට මෙම SKU ඇත.
catalog-error-barcode-twice = වෙනත් පේළියකට මෙම බාර්කෝඩ් ඇත.
catalog-error-sku-taken-by = { $product } සඳහා මෙම SKU ඇත.
catalog-error-barcode-taken-by = { $product } සඳහා මෙම බාර්කෝඩ් ඇත.
catalog-error-variant-gone = { $sku } ප්‍රභේදය මේ අතර ඉවත් කර ඇත. ඔබේ අනෙක් පේළි පහළ ඇත; තවම කිසිවක් සුරැකී නැත.
catalog-for-sale = විකිණීමට ඇත
catalog-not-for-sale = විකිණීමට නැත
catalog-price = මිල
catalog-price-range = { $from } – { $to }
catalog-prices = මිල ගණන්
catalog-prices-elsewhere = මෙම භාණ්ඩයට ප්‍රභේද කිහිපයක් ඇත. ඒවායේ මිල සහ කේත වෙනස් කරන්නේ භාණ්ඩයේ පිටුවෙනි.
catalog-price-history = මිල වෙනස්වීම්
catalog-compare-at = කලින් මිල
catalog-compare-at-help = මිල අසල කපා හැර පෙන්වයි.
catalog-cost = ගැනුම් මිල
catalog-cost-help = ඔබ ගෙවන මිල. ගැනුම්කරුවන් මෙය කිසිදා නොදකිති.
catalog-available = ලබා දිය හැකි
catalog-audit = වෙනස්කම්
catalog-categories-empty-title = තවම වර්ග නැත
catalog-categories-empty = භාණ්ඩ සොයා ගැනීමට වර්ග ඔබටත් ගැනුම්කරුවන්ටත් උදවු වේ. පළමු වර්ගය එක් කරන්න.
catalog-category-new = නව වර්ගයක්
catalog-category-add = වර්ගය එක් කරන්න
catalog-category-parent = අයත් වන්නේ
catalog-category-top = ඉහළම මට්ටම
catalog-edit-category = { $name } සංස්කරණය
catalog-category-delete = වර්ගය මකන්න
catalog-category-delete-text = { $name } හිස්ය; එය සදහටම මැකී යයි.
catalog-category-keep = භාණ්ඩයක් හෝ වෙනත් වර්ගයක් තුළ නැති වූ පසු වර්ගයක් මැකිය හැකිය.
catalog-done-created = { $name } එක් කළා.
catalog-done-saved = { $name } සුරැකුවා.
catalog-done-category-created = { $name } වර්ගය එක් කළා.
catalog-done-category-deleted = { $name } වර්ගය මැකුවා.
catalog-error-sku-taken = වෙනත් භාණ්ඩයකට මෙම SKU ඇත.
catalog-error-barcode-taken = වෙනත් භාණ්ඩයකට මෙම බාර්කෝඩ් ඇත.
catalog-error-weight = බර සම්පූර්ණ ග්‍රෑම් ගණනින් ලියන්න, උදා: 250.
catalog-error-category-taken = මෙහි මේ නමින් වර්ගයක් දැනටමත් ඇත.
catalog-error-category-not-empty = { $name } හිස් නැත: { $products ->
    [one] භාණ්ඩ { $products }ක්
   *[other] භාණ්ඩ { $products }ක්
} සහ { $children ->
    [one] වර්ග { $children }ක්
   *[other] වර්ග { $children }ක්
} එහි ඇත. පළමුව ඒවා වෙනත් තැනකට ගෙන යන්න.
catalog-tax-class = බදු කාණ්ඩය
catalog-tax-class-help = අනුපාතය කාණ්ඩයට අයත්ය: සැකසුම්, බදු යටතේ.
catalog-tax-class-standard = සාමාන්‍ය
catalog-tax-class-reduced = අඩු අනුපාතය
catalog-tax-class-zero = ශුන්‍ය අනුපාතය
catalog-tax-class-exempt = බද්දෙන් නිදහස්
catalog-tax-intro = එක් එක් කාණ්ඩයේ භාණ්ඩවලට, කුමන දිනක සිට කොපමණ බදු අය කරන්නේද යන්න. ඇණවුම් ඒවායේ දිනයේ බද්ද තබා ගනී.
catalog-tax-percent = { $rate } %
catalog-tax-rate = අනුපාතය
catalog-tax-inclusive = මිල ගණන්වල බද්ද ඇතුළත්ය
catalog-tax-inclusive-help = සලකුණ නැතිනම් බද්ද මිලට එකතු වේ.
catalog-tax-exclusive = මිලට එකතු වේ
catalog-tax-none-now = අද අනුපාතයක් නැත
catalog-tax-no-rates = තවම අනුපාත නැත. මෙම කාණ්ඩයේ භාණ්ඩවලට බදු ගණනය නොවේ.
catalog-tax-past = අවසන්
catalog-tax-now = දැන්
catalog-tax-future = ඉදිරියට
catalog-tax-open = අවසානයක් නැත
catalog-tax-end = අවසන් කරන්න
catalog-tax-last-day = අවසන් දිනය
catalog-tax-delete = මකන්න
catalog-tax-delete-text = මෙම අනුපාතය තවම ආරම්භ වී නැත; එය මැකී යයි. කලින් අනුපාතය දිගටම පවතී.
catalog-tax-new = නව අනුපාතයක්
catalog-tax-add = අනුපාතය එක් කරන්න
catalog-tax-first-day = සිට
catalog-tax-first-day-help = එදින පවතින අනුපාතය ඊට පෙර දිනෙන් අවසන් වේ.
catalog-done-tax-added = { $class }: අනුපාතය එක් කළා.
catalog-done-tax-ended = { $class }: අනුපාතයට අවසානයක් තැබුවා.
catalog-done-tax-deleted = { $class }: අනුපාතය මැකුවා.
catalog-error-day = දිනය 2026-01-31 ලෙස ලියන්න.
catalog-error-tax-rate = 0 සිට 100 දක්වා ප්‍රතිශතයක් ලියන්න, උදා: 18 හෝ 2.5.
catalog-error-tax-untaxed = මෙම කාණ්ඩයේ අනුපාතය 0 වේ.
catalog-error-tax-overlap = මෙම කාණ්ඩයේ අනුපාතයක් දැනටමත් එදින ආරම්භ වේ.
catalog-error-tax-past = මෙම දිනය වෙනත් අනුපාතයක් යටතේ ගත වී ඇත. අද හෝ පසු දිනයක් තෝරන්න.
catalog-error-tax-ended = මෙම අනුපාතය දැනටමත් අවසන්ය.
catalog-error-tax-end-past = අද හෝ පසු දිනයක් තෝරන්න; එය අනුපාතය ආරම්භ වීමට පෙර නොවිය යුතුය.
catalog-error-tax-end-later = අනුපාතය එදිනට පෙර අවසන් වේ. ඒ වෙනුවට නව අනුපාතයක් එක් කරන්න.
catalog-error-tax-begun = මෙම අනුපාතය ආරම්භ වී ඇත; එය අවසන් කළ හැක, මැකිය නොහැක.
catalog-price-from = අඩුම මිල
catalog-price-to = වැඩිම මිල
catalog-currency = මුදල් ඒකකය
catalog-bulk-status = තත්ත්වය වෙනස් කරන්න
catalog-bulk-category = වර්ගයකට දමන්න
catalog-bulk-tags = ටැග් එක් කරන්න හෝ ඉවත් කරන්න
catalog-bulk-tags-add = මෙම ටැග් එක් කරන්න
catalog-bulk-tags-remove = මෙම ටැග් ඉවත් කරන්න
catalog-bulk-how = කළ යුතු දේ
catalog-bulk-price = මිල වෙනස් කරන්න
catalog-bulk-price-raise-percent = ප්‍රතිශතයකින් වැඩි කරන්න
catalog-bulk-price-lower-percent = ප්‍රතිශතයකින් අඩු කරන්න
catalog-bulk-price-raise = මුදලකින් වැඩි කරන්න
catalog-bulk-price-lower = මුදලකින් අඩු කරන්න
catalog-bulk-price-set = මුදලකට සකසන්න
catalog-bulk-by = කොපමණද
catalog-bulk-by-help = ඉහත තේරූ පරිදි ප්‍රතිශතය හෝ මුදල. භාණ්ඩයක සෑම ප්‍රභේදයක්ම වෙන වෙනම වෙනස් වේ.
catalog-bulk-step = වටයන්න
catalog-bulk-step-help = නව මිල මෙහි ආසන්නතම ගුණාකාරය වේ.
catalog-bulk-step-none = ශත (වටයීම නැත)
catalog-bulk-error-nothing = මෙයින් කිසිවක් වෙනස් නොවේ. බිංදුවට වැඩි අගයක් දෙන්න.
catalog-bulk-error-percent = මිල උපරිම වශයෙන් සියයට 100 කින් අඩු කිරීමට සහ සියයට 1,000 කින් වැඩි කිරීමට හැක.
catalog-bulk-error-below-zero = මිලක් බිංදුවට වඩා අඩු වේ.
catalog-bulk-error-category-gone = එම වර්ගය තවදුරටත් නැත.
catalog-supplier = සැපයුම්කරු
catalog-no-supplier = සැපයුම්කරුවෙක් නැත
catalog-similar = “{ $words }” නමින් කිසිවක් නැත. මේවා ඊට සමානයි:
catalog-export = ගොනුවකට
catalog-texts = පෙළ
catalog-as-entered = ඇතුළත් කළ පරිදි
catalog-markdown-help = Markdown: **තද**, *ඇල*, ## මාතෘකාව, - ලැයිස්තුව, [වචන](https://ලිපිනය).
catalog-attributes = තවත් තොරතුරු
catalog-attributes-help = උදා: ද්‍රව්‍යය, නිපදවූ රට. හිස් පේළි නොසලකයි; පේළියක් ඉවත් කිරීමට එය හිස් කරන්න.
catalog-attribute-n = { $n } වන පේළිය
catalog-attribute-name = කුමක්ද
catalog-attribute-value = අගය
catalog-brands = වෙළඳ නාම
catalog-brands-intro = භාණ්ඩයක නව නාමයක් ලිවීමෙන් වෙළඳ නාමයක් සෑදේ.
catalog-brands-empty-title = තවම වෙළඳ නාම නැත
catalog-brands-empty = භාණ්ඩයක වෙළඳ නාමයක් ලියන්න; එය මෙහි පෙන්වයි.
catalog-brands-none-title = වෙළඳ නාමයක් හමු නොවීය
catalog-brand-search = වෙළඳ නාම සොයන්න
catalog-brand-any = ඕනෑම වෙළඳ නාමයක්
catalog-brand-help = එකක් තෝරන්න, නැතහොත් නව නමක් ලියන්න.
catalog-brand-merge = වෙනත් නාමයකට එක් කරන්න
catalog-brand-merge-text = { $name } හි සියලු භාණ්ඩ ({ $count }) අනෙක් වෙළඳ නාමයට යයි; { $name } මැකී යයි.
catalog-brand-into = ඉතිරි වන වෙළඳ නාමය
catalog-brand-delete = වෙළඳ නාමය මකන්න
catalog-brand-delete-text = { $name } සදහටම මැකී යයි. එහි භාණ්ඩ ({ $count }) වෙළඳ නාමයක් නැතිව පවතී.
catalog-edit-brand = { $name } සංස්කරණය
catalog-done-brand-merged = { $name } හි භාණ්ඩ දැන් { $other } වෙළඳ නාමයට අයත්ය.
catalog-done-brand-deleted = { $name } වෙළඳ නාමය මැකුවා.
catalog-error-brand-taken = මේ නමින් වෙළඳ නාමයක් ඇත. ඒ වෙනුවට දෙක එක් කරන්න.
catalog-category-active = භාවිතයේ ඇත
catalog-category-active-help = සලකුණ නැතිනම් ගැනුම්කරුවන් එය හෝ එහි ඇති වර්ග නොදකිති. භාණ්ඩ එලෙසම පවතී.
catalog-category-inactive = භාවිතයේ නැත
catalog-category-hidden-above = ඉහළ වර්ගය සමඟ සැඟවී ඇත
catalog-category-not-public = { $name } වර්ගය භාවිතයේ නැත: ගැනුම්කරුවන් එය නොදකිති.
catalog-category-products = භාණ්ඩ { $count }
catalog-category-level = { $level } වන මට්ටම:
catalog-category-keys = වර්ගයක් එහි තැනට ඇදගෙන යන්න, නැතහොත් Alt ඔබාගෙන ඊතල යතුරු ඔබන්න: අසල්වැසි වර්ග අතර ඉහළට සහ පහළට, දකුණට ඔබා ඉහළ වර්ගය තුළට, වමට ඔබා එයින් පිටතට.
catalog-move = { $name } ගෙන යන්න
catalog-move-up = ඉහළට
catalog-move-down = පහළට
catalog-move-in = ඉහළ වර්ගය තුළට
catalog-move-out = මට්ටමකින් පිටතට
catalog-move-root = ඉහළම මට්ටමට
catalog-move-elsewhere = වෙනත් තැනකට…
catalog-move-place = ගසේ තැන
catalog-move-into-help = එය එහි අවසන් එක වේ.
catalog-move-button = ගෙන යන්න
catalog-done-category-moved = { $name } ගෙන ගියා.
catalog-done-category-stays = { $name } දැනටමත් එහි ඇත.
catalog-error-category-circle = වර්ගයක් එය තුළම හෝ එහි පහළ වර්ගයක් තුළ තිබිය නොහැක.
catalog-picture-file = පින්තූර ගොනුව
catalog-picture-help = JPEG, PNG, GIF හෝ WebP, උපරිමය MB 10.
catalog-picture-upload = පින්තූරය උඩුගත කරන්න
catalog-slug = ලිපිනය
catalog-slug-help = වෙළඳසැලේ එහි ලිපිනයේ අවසන් කොටස. හිස්ව තැබුවොත් නමෙන් සෑදේ.
catalog-error-slug = කුඩා ලතින් අකුරු, ඉලක්කම් සහ තනි යා ඉරි යොදන්න, උදා: batik-saree.
catalog-error-slug-taken = මෙම ලිපිනය දැනටමත් භාවිතයේ ඇත.
catalog-seo = සෙවුම් යන්ත්‍ර
catalog-seo-help = මාතෘකාවක් නැතිනම් නම ද, විස්තරයක් නැතිනම් පෙළේ ආරම්භය ද පෙන්වයි.
catalog-seo-title = සෙවුම් යන්ත්‍ර සඳහා මාතෘකාව
catalog-seo-description = සෙවුම් යන්ත්‍ර සඳහා විස්තරය
catalog-seo-of = පෙන්වන අකුරු { $most } කින් පමණ
catalog-seo-preview = සෙවුම් යන්ත්‍රයක් පෙන්වන ආකාරය
catalog-length = දිග
catalog-width = පළල
catalog-height = උස
catalog-size = දිග × පළල × උස
catalog-size-cm = සෙ.මී. { $size }
catalog-error-centimetres = සෙන්ටිමීටර මිලිමීටරය දක්වා ලියන්න, උදා: 30 හෝ 12.5.
catalog-wholesale-help = බොහෝ ගන්නන්ට. තනි කෑලි ගන්නෝ මෙය කිසිදා නොදකිති.
catalog-wholesale-minimum = මෙපමණ කෑලි ගණනක සිට
catalog-wholesale-from = කෑලි { $count } සිට
catalog-error-pieces = බිංදුවට වැඩි පූර්ණ සංඛ්‍යාවක් ලියන්න, උදා: 12.
catalog-error-attribute-twice = මෙය වෙනත් පේළියක දැනටමත් ඇත.
catalog-error-attributes-many = උපරිම පේළි { $most } ක් තබා ගනී.
catalog-more-filters = තවත් පෙරහන්
catalog-filter = පෙරන්න
catalog-tag = ටැගය
catalog-supplier-any = ඕනෑම සැපයුම්කරුවෙක්
catalog-size-guides = ප්‍රමාණ මාර්ගෝපදේශ
catalog-size-guides-intro = භාණ්ඩවලට සහ සම්පූර්ණ වර්ගවලට, ප්‍රමාණය අනුව මිනුම්.
catalog-size-guide = ප්‍රමාණ මාර්ගෝපදේශය
catalog-size-guide-of = ප්‍රමාණ මාර්ගෝපදේශය: { $name }
catalog-size-guide-help = තමන්ගේම එකක් නැතිනම් වර්ගයේ එක හිමි වේ.
catalog-size-guide-category = වර්ගයේ පරිදි
catalog-size-guide-category-help = එහි සහ පහළ වර්ගවල තමන්ගේම එකක් නැති සියලු භාණ්ඩවලට.
catalog-no-size-guide = මාර්ගෝපදේශයක් නැත
catalog-size-guide-edit = මාර්ගෝපදේශය සංස්කරණය
catalog-guides-empty-title = තවම ප්‍රමාණ මාර්ගෝපදේශ නැත
catalog-guides-empty = එකක් එක් කර වර්ගයකට හෝ භාණ්ඩයකට දෙන්න: ප්‍රමාණය නිසා ආපසු එන පාර්සල් අඩු වේ.
catalog-guide-new = නව ප්‍රමාණ මාර්ගෝපදේශයක්
catalog-guide-description = කාටද
catalog-guide-description-help = උදා: කාන්තා හැට්ට, සිරුරේ මිනුම්.
catalog-guide-fit = ගැළපෙන ආකාරය
catalog-guide-fit-help = උදා: පළල්ව මසා ඇත; ප්‍රමාණ දෙකක් අතර නම් කුඩා එක ගන්න.
catalog-guide-units = පළමු අංකය { $unit } වලින්, පහළ අංකය { $other } වලින්.
catalog-guide-delete = මාර්ගෝපදේශය මකන්න
catalog-guide-delete-text = { $name } සදහටම මැකී යයි. භාණ්ඩයකට හෝ වර්ගයකට එය ඇති තෙක් මැකිය නොහැක.
catalog-done-guide-created = { $name } ප්‍රමාණ මාර්ගෝපදේශය එක් කළා.
catalog-done-guide-deleted = { $name } ප්‍රමාණ මාර්ගෝපදේශය මැකුවා.
catalog-error-guide-taken = මේ නමින් මාර්ගෝපදේශයක් දැනටමත් ඇත.
catalog-error-guide-used = { $name } භාවිතයේ ඇත: භාණ්ඩ { $products }, වර්ග { $categories }. පළමුව ඒවාට වෙනත් එකක් දෙන්න.
catalog-sizes = ප්‍රමාණ
catalog-unit = මනින ඒකකය
catalog-unit-cm = සෙන්ටිමීටර
catalog-unit-inch = අඟල්
catalog-unit-help = ගැනුම්කරුවන් දෙකම දකිති; අනෙක ගණනය කෙරේ.
catalog-measurements = මිනුම්
catalog-measure = මනින දේ
catalog-guide-grid-help = ප්‍රමාණ ඉහළින්, මනින දේ වමෙන්. හිස් පේළි සහ තීරු නොසලකයි; තවත් අවශ්‍ය නම් සුරකින්න.
catalog-size-n = { $n } වන ප්‍රමාණය
catalog-measure-n = මනින දේ, { $n } වන පේළිය
catalog-cell-n = { $row } වන පේළිය, { $column } වන ප්‍රමාණය
catalog-error-size-missing = ප්‍රමාණය නම් කරන්න.
catalog-error-size-twice = මෙම ප්‍රමාණය දැනටමත් ඇත.
catalog-error-measure-missing = මනින්නේ කුමක්දැයි කියන්න.
catalog-error-length = දිගක් ලියන්න, උදා: 96 හෝ 37.5.
catalog-error-grid-large = උපරිම ප්‍රමාණ { $most } සහ පේළි { $most }.
