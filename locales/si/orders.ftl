orders-title = ඇණවුම { $number }
orders-new = නව දුරකථන ඇණවුම
orders-create = ඇණවුම සාදන්න
orders-import = ආයාත කරන්න
orders-tabs = තත්ත්වය අනුව ඇණවුම්
orders-all = සියල්ල
orders-search = අංකය, දුරකථනය, අවසන් ඉලක්කම් 4, නම හෝ SKU අනුව සොයන්න
orders-number = ඇණවුම
orders-buyer = ගැනුම්කරු
orders-status = තත්ත්වය
orders-paid = ගෙවීම
orders-paid-any = ඕනෑම ගෙවීමක්
orders-source = මාර්ගය
orders-source-any = ඕනෑම මාර්ගයක්
orders-ordered = ඇණවුම් කළේ
orders-total = එකතුව
orders-held = රඳවා ඇත: { $reason }
orders-empty-title = තවම ඇණවුම් නැත
orders-empty = දුරකථනයෙන් ඇණවුමක් ගන්න, නැතහොත් ඔබගේ වෙළඳසැලේ ඇණවුම් ආයාත කරන්න.
orders-none-found-title = ගැළපෙන ඇණවුමක් නැත
orders-none-found = පෙරහන් අඩු කරන්න, දුරකථනයේ අවසන් ඉලක්කම් 4 හෝ නමේ වෙනත් අක්ෂර වින්‍යාසයක් උත්සාහ කරන්න.

orders-status-draft = කෙටුම්පත
orders-status-pending = තහවුරු කිරීමට
orders-status-confirmed = තහවුරුයි
orders-status-processing = එකතු කරමින්
orders-status-packed = අසුරා ඇත
orders-status-out-for-delivery = අතරමග
orders-status-delivered = භාර දුන්නා
orders-status-cancelled = අවලංගුයි
orders-shipping-pending = රාක්කයේ
orders-shipping-processing = අසුරමින්
orders-shipping-dispatched = කුරියර් අත
orders-shipping-delivered = ගැනුම්කරු අත
orders-shipping-returned = ආපසු ආවා
orders-financial-unpaid = ගෙවා නැත
orders-financial-partially-paid = කොටසක් ගෙවා ඇත
orders-financial-paid = ගෙවා ඇත
orders-financial-partially-refunded = කොටසක් ආපසු ගෙව්වා
orders-financial-refunded = ආපසු ගෙව්වා
orders-source-admin = පරිපාලනය
orders-source-phone = දුරකථනය
orders-source-website = වෙබ් අඩවිය
orders-source-woocommerce = WooCommerce
orders-source-shopee = Shopee
orders-source-tiktok-shop = TikTok Shop
orders-source-live = සජීවී
orders-source-whatsapp = WhatsApp
orders-source-messenger = Messenger
orders-source-api = API

orders-next = ඊළඟ පියවර
orders-next-draft = මෙම ඇණවුම තවම ලියමින් පවතී.
orders-next-pending = ගැනුම්කරුට අමතා තහවුරු කරන්න. තහවුරු කළ විට තොගය වෙන් වේ.
orders-next-confirmed = තොගය වෙන් කර ඇත. භාණ්ඩ එකතු කර පාර්සලය අසුරන්න.
orders-next-packed = පාර්සලය අසුරා ඇත. කුරියර් සේවාවකට භාර දෙන්න.
orders-next-out = පාර්සලය කුරියර් අත. භාර දුන් බව හෝ ආපසු ආ බව සටහන් කරන්න.
orders-next-delivered = භාර දුන්නා. මුදල තවම ලැබී නැත.
orders-next-done = භාර දී මුදලත් ලැබී ඇත. තවත් කළ යුතු දෙයක් නැත.
orders-next-cancelled = මෙම ඇණවුම අවලංගු කර ඇත. එහි තොගය යළි නිදහස්.
orders-confirm = ඇණවුම තහවුරු කරන්න
orders-pack = අසුරා ඇති බව සටහන් කරන්න
orders-hold = රඳවන්න
orders-hold-reason = රඳවන්නේ ඇයි?
orders-release = ඉදිරියට යන්න දෙන්න
orders-on-hold = රඳවා ඇත
orders-cancel = ඇණවුම අවලංගු කරන්න
orders-cancel-reason = අවලංගු කරන්නේ ඇයි?
orders-cancelled-because = අවලංගුයි
orders-buyer-page = ගැනුම්කරුගේ පිටුව
orders-buyer-note = ගැනුම්කරුගේ සටහන
orders-buyer-record = භාරගත් { $delivered }, ප්‍රතික්ෂේප කළ { $refused }
orders-address = භාර දිය යුතු ස්ථානය
orders-audit = මෙම ඇණවුමේ වෙනස්කම් සටහන
orders-lines = භාණ්ඩ
orders-line-n = භාණ්ඩය { $n }
orders-product = භාණ්ඩය
orders-quantity = ප්‍රමාණය
orders-price = මිල
orders-price-own = වෙනත් මිලක්
orders-line-total = මුදල
orders-line-discount = { $amount } අඩුයි
orders-available = { $count }ක් තිබේ
orders-unmatched = SKU එක මෙහි නැත
orders-match = ගළපන්න
orders-match-label = එය කුමන SKU එකද?
orders-subtotal = උප එකතුව
orders-discount = වට්ටම
orders-shipping = බෙදාහැරීමේ ගාස්තුව
orders-tax = බදු
orders-tax-included = ඇතුළත් බදු
orders-adjustment = ගාස්තු සහ වටයීම
orders-cancelled-value = අවලංගු කළ
orders-history = ඉතිහාසය
orders-note = සටහන
orders-note-label = ඔබගේ සගයන් සඳහා
orders-note-add = සටහන එක් කරන්න
orders-changed-elsewhere = යමෙක් දැන් මෙම ඇණවුම වෙනස් කළා.
orders-reload = වෙනස්කම් පෙන්වන්න

orders-find-buyer = ගැනුම්කරු සොයන්න
orders-find-buyer-help = නම, දුරකථනය හෝ අවසන් ඉලක්කම් 4. Enter එබූ විට පළමුවැන්නා තෝරේ.
orders-find-product = භාණ්ඩයක් සොයන්න
orders-find-product-help = ඕනෑම භාෂාවකින් නම, SKU හෝ බාර්කෝඩ්. Enter එබූ විට පළමුවැන්න තෝරේ.
orders-find-none = කිසිවක් හමු නොවීය
orders-phone = දුරකථනය
orders-phone-help = මෙම අංකය ඇති ගැනුම්කරු හඳුනා ගැනේ.
orders-name = නම
orders-line1 = පාර සහ නිවස
orders-line2 = ලිපිනයේ ඉතිරිය
orders-city = නගරය
orders-district = දිස්ත්‍රික්කය
orders-email = විද්‍යුත් තැපෑල
orders-sku = SKU හෝ බාර්කෝඩ්
orders-money = මුදල් සහ සටහන
orders-more-rows = තවත් පේළි

orders-done-created = ඇණවුම { $number } සාදන ලදී.
orders-done-confirmed = ඇණවුම { $number } තහවුරුයි. තොගය වෙන් කළා.
orders-done-packed = ඇණවුම { $number } අසුරා ඇත.
orders-done-cancelled = ඇණවුම { $number } අවලංගු කළා.
orders-done-held = ඇණවුම { $number } රඳවා ඇත.
orders-done-released = ඇණවුම { $number } ඉදිරියට යයි.
orders-done-noted = සටහන එක් කළා.
orders-done-matched = භාණ්ඩය දැන් { $sku }.

orders-error-step = ඇණවුම { $number } දැන් “{ $status }” තත්ත්වයේ ඇති බැවින් මෙම පියවර කළ නොහැක. සිදු වූ දේ බැලීමට පිටුව නැවත විවෘත කරන්න.
orders-error-reason = හේතුවක් ලියන්න; එය ඉතිහාසයේ සැමට පෙනේ.
orders-error-cancel-on-the-way = පාර්සලය අතරමග ඇත. පළමුව එය ආපසු ගෙන පසුව අවලංගු කරන්න.
orders-error-not-packed = කුරියර් වෙත භාර දිය හැක්කේ අසුරා ඇති ඇණවුමක් පමණි.
orders-error-not-on-the-way = ආපසු පැමිණිය හැක්කේ අතරමග ඇති ඇණවුමක් පමණි.
orders-error-hold-late = පිටත් වූ ඇණවුමක් රඳවා තැබිය නොහැක.
orders-error-match-late = මෙම ඇණවුමේ භාණ්ඩ තවදුරටත් වෙනස් කළ නොහැක.
orders-error-quantity = 1 සිට 10,000 දක්වා පූර්ණ සංඛ්‍යාවක් ලියන්න.
orders-error-no-lines = අවම වශයෙන් එක් භාණ්ඩයක් එක් කරන්න.
orders-error-too-many-lines = ඇණවුමක උපරිම භාණ්ඩ 100කි.
orders-error-unknown-sku = { $sku } SKU එක ඇති භාණ්ඩයක් නැත.
orders-error-unknown-sku-plain = මෙම SKU එක ඇති භාණ්ඩයක් නැත.
orders-error-not-sellable = { $sku } දැනට විකිණීමට නැත.
orders-error-discount = වට්ටම භාණ්ඩවල වටිනාකමට වඩා වැඩියි.
orders-note-changed-there = ඔබ වැඩ ඇරඹූ පසු වේදිකාවේ ඇණවුම වෙනස් වී ඇත. දෙකම සසඳන්න.

home-title = ආයුබෝවන්, { $name }
home-nothing-yet = ඔබගේ භූමිකාවට මෙහි පෙන්වීමට අංක නැත. මෙනුව භාවිතා කරන්න.
home-placed = අද ඇණවුම්
home-placed-value = අද වටිනාකම
home-delivered = අද භාර දුන්
home-delivered-value = භාර දුන් වටිනාකම
home-before = සතියකට පෙර මේ වන විට { $amount }
home-waiting = බලා සිටින දේ
home-wait-confirm = { $count ->
    [one] තහවුරු කිරීමට ඇති ඇණවුම
   *[other] තහවුරු කිරීමට ඇති ඇණවුම්
}
home-wait-pack = { $count ->
    [one] ඇසුරීමට ඇති ඇණවුම
   *[other] ඇසුරීමට ඇති ඇණවුම්
}
home-wait-dispatch = { $count ->
    [one] භාර දීමට ඇති පාර්සලය
   *[other] භාර දීමට ඇති පාර්සල්
}
home-wait-deliver = { $count ->
    [one] අතරමග ඇති පාර්සලය
   *[other] අතරමග ඇති පාර්සල්
}
home-held = { $count ->
    [one] රඳවා ඇති ඇණවුම
   *[other] රඳවා ඇති ඇණවුම්
}
home-unmatched = { $count ->
    [one] SKU එක නොදන්නා භාණ්ඩය
   *[other] SKU එක නොදන්නා භාණ්ඩ
}
home-chart = පසුගිය දින 14 ඇණවුම් වටිනාකම
home-chart-table = වගුවක් ලෙස පෙන්වන්න
home-day = දිනය
