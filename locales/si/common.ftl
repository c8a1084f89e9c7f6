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
nav-channels = විකුණුම් මාර්ග
nav-products = භාණ්ඩ
nav-inventory = තොගය
nav-imports = ගොනු ආයාත
nav-deliveries = පාර්සල්
nav-couriers = කුරියර්
nav-profile = මගේ තොරතුරු
nav-audit = වෙනස්කම් සටහන
nav-system = පද්ධතිය

time-now = දැන්
time-minutes-ago = { $count ->
    [one] මිනිත්තුවකට පෙර
   *[other] මිනිත්තු { $count }කට පෙර
}
time-hours-ago = { $count ->
    [one] පැයකට පෙර
   *[other] පැය { $count }කට පෙර
}

error-title = මෙය සිදු වූයේ නැත
error-not-found-title = හමු නොවීය
error-forbidden-title = අවසර නැත
error-go-home = මුල් පිටුවට යන්න
error-unauthenticated = ඉදිරියට යාමට පිවිසෙන්න.
error-forbidden = ඔබගේ භූමිකාවට { $permission } අවසරය නැත. ඔබගේ ආයතනයේ හිමිකරුගෙන් හෝ පරිපාලකගෙන් විමසන්න.
error-not-found = මෙහි කිසිවක් නැත, නැතහොත් එය ඔබගේ නොවේ. ලිපිනය පරීක්ෂා කරන්න, නැතහොත් සොයන්න.
error-invalid = සමහර කොටස් නිවැරදි කළ යුතුය.
error-too-many = උත්සාහයන් වැඩියි. තත්පර { $seconds }කින් නැවත උත්සාහ කරන්න.
error-internal = අපගේ පැත්තෙන් දෝෂයක් සිදු විය. නැවත උත්සාහ කරන්න; නැවතත් සිදු වුවහොත් මෙම අංකය සහාය කණ්ඩායමට කියන්න: { $incident }
error-organization-suspended = මෙම ආයතනය අත්හිටුවා ඇත: කියවිය හැක, වෙනස් කළ නොහැක.
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
