# සෑම පිටුවකම භාවිතා වන වචන.
save = සුරකින්න
edit = වෙනස් කරන්න
search = සොයන්න
field-optional = අත්‍යවශ්‍ය නැත
cancel = අවලංගු කරන්න
close = වසන්න
confirm = තහවුරු කරන්න
next = ඊළඟ
previous = පෙර
filter = පෙරන්න
clear-filters = පෙරහන් ඉවත් කරන්න
from-day = සිට
to-day = දක්වා
language = භාෂාව
breadcrumbs = ඔබ සිටින තැන
form-errors-title = මෙම කොටස් පරීක්ෂා කරන්න
skip-to-content = අන්තර්ගතයට යන්න
sign-out = ඉවත් වන්න
theme-light = ආලෝක තේමාව
theme-dark = අඳුරු තේමාව
theme-system = උපාංගය අනුව
nav-fold = මෙනුව නවන්න
shortcuts-title = යතුරුපුවරු කෙටිමං
shortcut-search = සොයන්න
shortcut-help = මෙම කෙටිමං පෙන්වන්න

nav-label = ප්‍රධාන මෙනුව
nav-phone-label = ඉක්මන් මෙනුව
nav-more = තවත්
nav-home = මුල් පිටුව
nav-group-sell = විකුණුම්
nav-group-stock = තොග
nav-group-deliver = බෙදාහැරීම
nav-group-settings = සැකසුම්
nav-orders = ඇණවුම්
nav-customers = පාරිභෝගිකයන්
nav-payments = ගෙවීම්
nav-returns = ආපසු එවීම්
nav-channels = විකුණුම් මාර්ග
nav-products = භාණ්ඩ
nav-inventory = තොගය
nav-stations = වැඩ මේස
nav-purchasing = මිලදී ගැනීම්
nav-suppliers = සැපයුම්කරුවන්
nav-supply = ඔබට ලැබුණු ඇණවුම්
nav-supply-stock = ඔබ සපයන තොගය
nav-imports = ගොනු ආයාත
nav-deliveries = පාර්සල්
nav-couriers = කුරියර්
nav-profile = මගේ තොරතුරු
nav-users = කණ්ඩායම
nav-taxes = බදු
nav-currencies = මුදල් වර්ග
nav-translations = පරිවර්තන
nav-audit = වෙනස්කම් සටහන
nav-security = ආරක්ෂාව
nav-platform = වේදිකා පරිපාලනය
nav-system = පද්ධතිය
nav-settings = සැකසුම්
nav-organization = ආයතනය
settings-group-organization = ආයතනය සහ කණ්ඩායම
settings-group-selling = මිල සහ පෙළ
settings-group-account = ඔබගේ ගිණුම
settings-group-records = සටහන් සහ පද්ධතිය
settings-users = මෙහි වැඩ කරන අය, ඔවුන්ගේ භූමිකා, ආරාධනා
settings-roles = එක් එක් භූමිකාවට කළ හැකි දේ; ඔබේම භූමිකා
settings-security = දෙවන සත්‍යාපනය අවශ්‍ය භූමිකා
settings-taxes = කාණ්ඩය අනුව අනුපාත, සහ ඒවා බලපාන දිනය
settings-payments = ගැනුම්කරුවන් ගෙවන බැංකු ගිණුම්, LANKAQR සහ ගෙවීම් සේවා
settings-currencies = ඔබ භාවිතා කරන මුදල් වර්ග සහ එක් එක් දිනයේ වටිනාකම
settings-translations = ඔබේ ගැනුම්කරුවන්ගේ භාෂාවලින් නම් සහ විස්තර
settings-factor = යෙදුමක කේත, පාස්කී, උපස්ථ කේත
settings-sessions = උපාංග සහ බ්‍රවුසර; ඔබ නොදන්නා ඒවා අවසන් කරන්න
settings-notifications = ඔබට ලැබෙන දේ සහ ලැබෙන ආකාරය
settings-organizations = ආයතන අතර මාරු වන්න, නැතහොත් එකකින් ඉවත් වන්න
settings-organization = නම, ලාංඡනය, ලිපිනය, බදු අංක, මුදල් ඒකකය, වේලාව, ඇණවුම් අංක
settings-profile = ඔබගේ නම, පින්තූරය සහ භාෂාව
settings-audit = කවුරුන්, කුමක්, කවදා, කොහේ සිට වෙනස් කළේද
settings-system = සම්බන්ධතා සහ කෙනෙකු එනතුරු බලා සිටින සිදුවීම්

time-now = දැන්
time-minutes-ago = { $count ->
    [one] මිනිත්තුවකට පෙර
   *[other] මිනිත්තු { $count }කට පෙර
}
time-hours-ago = { $count ->
    [one] පැයකට පෙර
   *[other] පැය { $count }කට පෙර
}

error-part-not-loaded = මෙම කොටස ලබා ගත නොහැකි විය. පිටුව නැවත විවෘත කරන්න.
error-title = මෙය සිදු වූයේ නැත
error-not-found-title = හමු නොවීය
error-forbidden-title = අවසර නැත
error-go-home = මුල් පිටුවට යන්න
error-unauthenticated = ඉදිරියට යාමට පිවිසෙන්න.
error-forbidden = ඔබගේ භූමිකාවට “{ $permissionName }” ({ $permission }) අවසරය නැත. ඔබගේ ආයතනයේ හිමිකරුගෙන් හෝ පරිපාලකගෙන් විමසන්න.
error-not-found = මෙහි කිසිවක් නැත, නැතහොත් එය ඔබගේ නොවේ. ලිපිනය පරීක්ෂා කරන්න, නැතහොත් සොයන්න.
error-invalid = සමහර කොටස් නිවැරදි කළ යුතුය.
error-too-many = උත්සාහයන් වැඩියි. තත්පර { $seconds }කින් නැවත උත්සාහ කරන්න.
error-internal = අපගේ පැත්තෙන් දෝෂයක් සිදු විය. නැවත උත්සාහ කරන්න; නැවතත් සිදු වුවහොත් මෙම අංකය සහාය කණ්ඩායමට කියන්න: { $incident }
error-organization-suspended = මෙම ආයතනය අත්හිටුවා ඇත: කියවිය හැක, වෙනස් කළ නොහැක.
error-switched-off-title = අක්‍රිය කර ඇත
error-organization-cancelled = මෙම ආයතනය අවලංගු කර ඇත: හිමිකරුවන්ට කියවීමට සහ බාගැනීමට හැක, කිසිවක් වෙනස් කළ නොහැක.
suspended-title = ඔබගේ ආයතනය අත්හිටුවා ඇත
suspended-text = සියල්ල කියවා බාගත හැක; කිසිවක් වෙනස් කළ නොහැක.
cancelled-title = ඔබගේ ආයතනය අවලංගු කර ඇත
cancelled-text = හිමිකරුවන්ට සියල්ල කියවා බාගත හැක; කිසිවක් වෙනස් කළ නොහැක.
standing-contact = අමතන්න: { $contact }
standing-ask = මෙම වේදිකාව පවත්වාගෙන යන අයගෙන් විමසන්න.
error-switched-off = “{ $area ->
    [catalog] { nav-products }
    [inventory] { nav-inventory }
    [customers] { nav-customers }
    [orders] { nav-orders }
    [payments] { nav-payments }
    [delivery] { nav-deliveries }
    [channels] { nav-channels }
    [purchasing] { nav-purchasing }
    [imports] { nav-imports }
   *[other] { $area }
}” කොටස ඔබගේ ආයතනයට අක්‍රිය කර ඇත. එය ක්‍රියාත්මක කරන ලෙස මෙම වේදිකාව පවත්වාගෙන යන අයගෙන් ඉල්ලන්න.
error-request-unreadable = පෝරමය කියවිය නොහැකි විය. පිටුව නැවත විවෘත කර යළි උත්සාහ කරන්න.
error-required = මෙය අවශ්‍යයි.
error-too-long = මෙය දිග වැඩියි.
error-choice = ලැයිස්තුවෙන් එකක් තෝරන්න.
error-email = මෙය විද්‍යුත් තැපැල් ලිපිනයක් නොවේ.
error-phone = මෙය දුරකථන අංකයක් නොවේ. 077 123 4567 ලෙස ලියන්න.
error-amount-not-a-number = මුදල 1250 හෝ 1,250.50 ලෙස ලියන්න.
error-amount-too-precise = තිතෙන් පසු ඉලක්කම් දෙකකට වඩා තිබිය නොහැක.
error-amount-negative = මුදල බිංදුවට අඩු විය නොහැක.
error-amount-too-large = මුදල විශාල වැඩියි.
error-file-missing = ගොනුවක් තෝරන්න.
error-file-too-large = ගොනුව විශාල වැඩියි: උපරිමය MB { $megabytes }.
error-picture-too-many-pixels = පින්තූරය විශාල වැඩියි: උපරිමය පික්සල මිලියන { $megapixels }. එය කුඩා කර නැවත උත්සාහ කරන්න.
error-picture-heic = HEIC හෝ AVIF ආකෘතියේ පින්තූර භාර නොගනී. JPEG ලෙස සුරැක නැවත උත්සාහ කරන්න; iPhone එකක Camera, Formats, Most Compatible තෝරන්න.
error-picture-svg = SVG ආකෘතියේ රූප භාර නොගනී. PNG ලෙස සුරැක නැවත උත්සාහ කරන්න.
error-picture-kind = මෙය භාර ගන්නා වර්ගයේ පින්තූරයක් නොවේ. JPEG, PNG, GIF හෝ WebP ගොනුවක් තෝරන්න.
error-picture-broken = පින්තූරය කියවිය නොහැක: ගොනුවට හානි වී ඇත, නැතහොත් එය සම්පූර්ණ නැත. නැවත සුරැක යළි උත්සාහ කරන්න.

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
form-clash = { $who } මෙය “{ $theirs }” ලෙස වෙනස් කළා ({ $when }); ඔබ පෝරමය විවෘත කරන විට එය “{ $was }” විය. ඔබ ලියූ දේ තැබීමට නැවත සුරකින්න, නැතිනම් ඔවුන්ගේ අගය ලියන්න.
form-clash-title = ඔබ ලියන අතරතුර වෙනත් අයෙක් එම ක්ෂේත්‍රම වෙනස් කර ඇත. ඔබ ලියූ කිසිවක් නැති වී නැත: පහත සසඳා නැවත සුරකින්න. අනෙක් ක්ෂේත්‍රවල ඔවුන්ගේ වෙනස්කම් එලෙසම පවතී.
form-clash-empty = හිස්
error-changed-meanwhile = ඔබ මෙය විවෘත කළ පසු වෙන කෙනෙක් මෙය වෙනස් කර ඇත. ලියූ දේ පිටපත් කරගෙන, පිටුව නැවත විවෘත කර, යළි ඇතුළත් කරන්න.
error-still-running = එම පෝරමයම තවමත් සැකසෙමින් පවතී. මොහොතක් රැඳී සිට පිටුව නැවත විවෘත කරන්න.
settings-invoices = ශාඛා, අංක සහ ඉන්වොයිසිවල ආකෘතිය
