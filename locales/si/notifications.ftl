notifications-bell = දැනුම්දීම්
notifications-title = දැනුම්දීම්
notifications-unread-count =
    { $count ->
        [one] නොකියවූ දැනුම්දීම් 1ක්
       *[other] නොකියවූ දැනුම්දීම් { $count }ක්
    }
notifications-all-link = සියලු දැනුම්දීම්
notifications-settings = දැනුම්දීම් සැකසුම්
notifications-new = අලුත්
notifications-tabs = කියවූ සහ නොකියවූ
notifications-all = සියල්ල
notifications-unread = නොකියවූ
notifications-mark-all = සියල්ල කියවූ ලෙස සලකුණු කරන්න
notifications-mark = කියවූ ලෙස සලකුණු කරන්න
notifications-mark-one = කියවූ ලෙස සලකුණු කරන්න: { $title }
notifications-kind = වර්ගය
notifications-kind-any = සියලු වර්ග
notifications-kind-order = ඇණවුම්
notifications-kind-payment = ගෙවීම්
notifications-kind-delivery = පාර්සල්
notifications-kind-system = පද්ධතිය
notifications-kind-promotion = ප්‍රවර්ධන
notifications-none-title = මෙහි කිසිවක් නැත
notifications-none = මෙවැනි දැනුම්දීම් නැත.
notifications-empty-title = තවම දැනුම් දීමට කිසිවක් නැත
notifications-empty = අලුත් ඇණවුම්, ගෙවීම් සහ ආපසු එන පාර්සල් මෙහි පෙනේ.
notifications-done-all-read = සියල්ල කියවූ ලෙස සලකුණු කළා
notifications-settings-intro = සීනුව සියල්ල පෙන්වයි. වෙනත් ආකාරයෙන් ද ඔබට ලැබිය යුතු දේ මෙහි තෝරන්න.
notifications-how = ඔබට දන්වන ආකාරය
notifications-ways = මාර්ග
notifications-by-email = විද්‍යුත් තැපෑල
notifications-by-push = මගේ උපාංගවල
notifications-by-push-help = මාතෘකාව පෙන්වයි, අගුළු දැමූ තිරයේ ද.
notifications-by-sms = SMS
notifications-by-sms-help = තවම කළ නොහැක: SMS සේවාවක් සම්බන්ධ කර නැත.
notifications-kinds = කුමක් ගැනද
notifications-muted = විද්‍යුත් තැපෑලෙන් නොවේ
notifications-muted-help = ඔබ මේවා ලිපියක සබැඳියෙන් නතර කළා. නැවත විද්‍යුත් තැපෑලෙන් ලබා ගැනීමට සලකුණ ඉවත් කරන්න.
notifications-digest = ලිපි එන්නේ
notifications-digest-instant = වහාම, එකින් එක
notifications-digest-hourly = පැයකට වරක්, එකට
notifications-digest-daily = සෑම උදෑසනකම 8ට, එකට
notifications-done-settings = ඔබගේ සැකසුම් සුරකින ලදී
notifications-devices = උපාංග
notifications-no-devices = තවම කිසිදු උපාංගයකට නොදන්වයි.
notifications-device-used = අවසන් වරට ලැබුණේ { $when }
notifications-device-added = එක් කළේ { $when }
notifications-device-ios = iPhone හෝ iPad
notifications-device-android = Android උපාංගය
notifications-device-web = බ්‍රවුසරය
notifications-device-app = යෙදුම: තවම එයට කිසිවක් නොයැවේ
notifications-error-token = මෙය උපාංගයක ටෝකනයක් නොවේ.
notifications-device-broken = ළඟා විය නොහැක
notifications-this-device = මෙම උපාංගය
notifications-device-remove = { $name } ඉවත් කරන්න
notifications-remove = ඉවත් කරන්න
notifications-push-on = මෙම උපාංගයට සක්‍රිය කරන්න
notifications-push-scripts = මෙම උපාංගය එක් කිරීමට JavaScript සක්‍රිය කරන්න.
notifications-push-unsupported = මෙම බ්‍රවුසරයට දැන්විය නොහැක. iPhone එකක නම් පළමුව මෙම අඩවිය මුල් තිරයට එක් කරන්න.
notifications-push-denied = මෙම බ්‍රවුසරය මෙම අඩවියේ දැනුම්දීම්වලට ඉඩ නොදේ. එහි සැකසුම්වලින් ඉඩ දී පිටුව නැවත විවෘත කරන්න.
notifications-push-failed = මෙම උපාංගය එක් කළ නොහැකි විය. සම්බන්ධතාව පරීක්ෂා කර නැවත උත්සාහ කරන්න.
notifications-done-device = මෙතැන් සිට මෙම උපාංගයට දන්වයි
notifications-done-device-removed = එම උපාංගයට තවදුරටත් නොදන්වයි
notifications-error-endpoint = මෙය අප දන්නා push සේවාවක ලිපිනයක් නොවේ.
notifications-error-keys = බ්‍රවුසරය එවූ යතුරු භාවිත කළ නොහැක.
notifications-unsubscribe-title = ලිපි අඩුවෙන්
notifications-unsubscribe-unknown = මෙම සබැඳිය වලංගු නැත. අලුත්ම ලිපිය විවෘත කර එහි සබැඳිය භාවිත කරන්න.
notifications-unsubscribe-ask = මේ ගැන තවත් ලිපි අවශ්‍ය නැද්ද: { $what }?
notifications-unsubscribe-everything = සියල්ල
notifications-unsubscribe = මෙම ලිපි නතර කරන්න
notifications-unsubscribed = මේ ගැන ඔබට තවත් ලිපි නොලැබේ: { $what }. සීනුව තවමත් එය පෙන්වයි.
notifications-letter-digest-subject =
    { $count ->
        [one] { $organization }: දැනුම්දීම් 1ක්
       *[other] { $organization }: දැනුම්දීම් { $count }ක්
    }
notifications-letter-more = … තවත් { $count }ක්.
notifications-letter-open = විවෘත කරන්න
notifications-letter-footer = ඔබ { $organization } හි සේවය කරන නිසා මෙය ලැබේ. ලැබිය යුතු දේ තෝරන්න: { $settings } මෙවැනි ලිපි නතර කරන්න: { $stop }
notifications-order-new-title = අලුත් ඇණවුම { $number }
notifications-order-new = { $amount } ක ඇණවුමක් ලැබුණා.
notifications-order-cancelled-title = ඇණවුම { $number } අවලංගු කළා
notifications-order-cancelled = { $amount } ක ඇණවුම නොයවයි; එහි තොගය නැවත නිදහස්.
notifications-return-requested-title = ඇණවුම { $order } සඳහා ආපසු එවීමක් පොරොත්තුවේ
notifications-return-requested = { $number } ඔබේ තීරණය බලාපොරොත්තුවෙන්. හේතුව: { $reason }
notifications-payment-received-title = ඇණවුම { $number } සඳහා ගෙවීමක්
notifications-payment-received = { $amount } ලැබුණා.
notifications-payment-failed-title = ඇණවුම { $number } සඳහා ගෙවීමක් නැත
notifications-payment-failed = බලාපොරොත්තු වූ { $amount } නොලැබේ.
notifications-parcel-returned-title = ඇණවුම { $number } හි පාර්සලය ආපසු ආවා
notifications-parcel-returned = එහි භාණ්ඩ නැවත වෙන් කර ඇත. ගැනුම්කරුට කතා කර නැවත යවන්න, නැතහොත් ඇණවුම අවලංගු කරන්න.
notifications-stock-low-title = තොගය අඩුයි: { $name }
notifications-stock-low =
    { $available ->
        [one] { $warehouse } හි { $sku } තව ලබා දිය හැක්කේ 1ක් පමණි; තව ගෙන්වන මට්ටම { $level }.
       *[other] { $warehouse } හි { $sku } තව ලබා දිය හැක්කේ { $available }ක් පමණි; තව ගෙන්වන මට්ටම { $level }.
    }
notifications-import-done-title = ආයාතය නිමයි: { $file }
notifications-import-done = අලුත්: { $created }, වෙනස් වූ: { $updated }, ප්‍රතික්ෂේප වූ: { $failed }.
notifications-import-failed-title = ආයාතය අසාර්ථකයි: { $file }
notifications-import-failed = ගොනුව කියවිය නොහැකි විය. හේතුව එහි පිටුවේ ඇත.
notifications-dead-title = පසුබිම් වැඩක් අසාර්ථක විය
notifications-dead = { $kind } නැවත නැවත අසාර්ථක වී ඔබ එනතුරු බලා සිටී.
notifications-drift-title = ගිණුම් නොගැළපේ
notifications-drift =
    { $count ->
        [one] අගයන් 1ක් එහි මූලයන්ට වඩා වෙනස්. සහාය කණ්ඩායමට කියන්න.
       *[other] අගයන් { $count }ක් ඒවායේ මූලයන්ට වඩා වෙනස්. සහාය කණ්ඩායමට කියන්න.
    }
notifications-bulk-done-title = එකවර වෙනස නිමයි
notifications-bulk-done = වෙනස් වූ: { $changed }, නොවෙනස්: { $unchanged }, ප්‍රතික්ෂේප වූ: { $refused }.
notifications-bulk-undone-title = එකවර වෙනස ආපසු හරවන ලදී
notifications-bulk-undone = ආපසු හැරවූ: { $undone }, ආපසු නොහැරවූ: { $kept }.

notifications-charged-back-title = { $number } ඇණවුමේ ගෙවීම ආපසු ගැනුණා
notifications-charged-back = { $number } ඇණවුමේ මුදල් තවදුරටත් නැත. පාර්සලය යැවීමට පෙර බලන්න.
notifications-disputed-title = { $number } ඇණවුමේ ගෙවීමකට ගැනුම්කරු විරෝධය පළ කරයි
notifications-disputed = නියමිත කාලය තුළ ගෙවීම් සේවාවට පිළිතුරු දෙන්න. තවම කිසිවක් ආපසු ගෙන නැත.
notifications-instalment-title = { $number } ඇණවුමට වාරිකයක් ලැබුණා
notifications-instalment = එය වෙනම ගෙවීමක් ලෙස සටහන් කර ඇත. ඇණවුමේ මුදලට වඩා වැඩි නම් එය ආපසු දී, PayHere හි දායකත්වය අවසන් කරන්න.
notifications-notice-refused-title = ගෙවීම් දැනුම්දීමක් විශ්වාස කළේ නැත
notifications-notice-refused = ගෙවීමක් ගැන වැරදි හෝ ව්‍යාජ දැනුම්දීමක් ලැබුණා. කිසිවක් වෙනස් කළේ නැත. එය පද්ධතිය යටතේ ඇත; ගිණුමේ රහස් නිවැරදිදැයි බලන්න.
notifications-paid-cancelled-title = අවලංගු කළ { $number } ඇණවුමට ගෙවා ඇත
notifications-paid-cancelled = { $number } ඇණවුම අවලංගු කළ පසු මුදල් ලැබුණා. එය ආපසු දෙන්න.
notifications-paid-no-stock-title = { $number } ඇණවුමට ගෙවා ඇත, තොගය නැත
notifications-paid-no-stock = { $number } ඇණවුම රඳවා ඇත: ඇණවුම් කළ දේ විකිණී ඇත. තව ගෙන්වන්න, නැතහොත් මුදල් ආපසු දෙන්න.
notifications-paid-twice-title = { $number } ඇණවුමට දෙවරක් ගෙවා ඇත
notifications-paid-twice = { $number } ඇණවුමේ ගැනුම්කරු දෙවන වරටත් ගෙවා ඇත. එක් ගෙවීමක් ආපසු දෙන්න.
notifications-payment-held-title = { $number }: ගැනුම්කරුගේ කාඩ්පතේ මුදල් රඳවා ඇත
notifications-payment-held = පාර්සලය යන විට { $number } ඇණවුමේ මුදල ලබා ගන්න, නැතහොත් නිදහස් කරන්න.
notifications-reinstated-title = { $number } ඇණවුමේ මුදල් නැවත ලැබුණා
notifications-reinstated = විරෝධය ඔබට වාසිදායක ලෙස විසඳුණා. මුදල වෙනම ගෙවීමක් ලෙස සටහන් කර ඇත.
notifications-payment-look-title = { $number } ඇණවුම සඳහා WebXPay බලන්න
notifications-payment-look = { $number } ඇණවුමට ගෙවූ බව WebXPay කියයි. එහි මුදල නිවැරදිදැයි බලා ගෙවීම තහවුරු කරන්න.
notifications-slip-title = { $number } ඇණවුම සඳහා බැංකු පත්‍රිකාවක්
notifications-slip = { $amount } ගෙවූ බව ගැනුම්කරු කියයි. මුදල් ලැබී ඇත්දැයි බලන්න.
notifications-order-mention-title = { $number } ඇණවුමේ { $name } ඔබව සඳහන් කළා
notifications-order-mention = { $text }
