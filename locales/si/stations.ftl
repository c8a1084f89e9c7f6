stations-index-text = ගබඩාවේ ටැබ්ලට් සඳහා. වරක් විවෘත කළ දේ ජාලය නැතිව ටික වේලාවක් වැඩ කරයි.
stations-receive = භාර ගැනීම
stations-pick = එකතු කිරීම
stations-pack = ඇසිරීම
stations-count = ගණන් කිරීම
stations-returns = ආපසු පැමිණි පාර්සල්
stations-receive-text = සැපයුම්කරු හෝ වෙනත් ගබඩාවක් එවූ දේ ස්කෑන් කරන්න
stations-pick-text = පැරණිතම ඇණවුම්වල භාණ්ඩ රාක්කයෙන් රාක්කයට එකතු කරන්න
stations-pack-text = ඇසිරීමට පෙර ඇණවුමක සෑම භාණ්ඩයක්ම පරීක්ෂා කරන්න
stations-count-text = රාක්ක තැනක් හෝ මුළු ගබඩාව ගණන් කරන්න
stations-returns-text = ආපසු ආ පාර්සලයක් හෝ ගැනුම්කරු ආපසු එවන දේ ස්කෑන් කරන්න
stations-verdict-applied = ගණන් ගත්තා
stations-verdict-repeated = දැනටමත් ඇත
stations-verdict-refused = ප්‍රතික්ෂේප විය
stations-verdict-conflict = තීරණයක් බලාපොරොත්තුවෙන්
stations-said-of = { $name }: { $expected }න් { $done }
stations-said-done = { $name }: { $done }
stations-said-complete = { $name } සම්පූර්ණයි: { $expected }
stations-said-undone = ආපසු හැරවූවා: { $code }
stations-said-wrong = { $code } මෙයට අයත් නැත
stations-said-unchecked = { $code } ලැයිස්තුවේ නැත. එය තබාගෙන පරීක්ෂා කරයි
stations-said-over = { $name }: ඇණවුම් කළ { $expected }ට වඩා වැඩියි. එය නිවැරදි නම් පහත සලකුණු කර නැවත ස්කෑන් කරන්න
stations-out-of = { $expected }න්
stations-error-sender = මෙම ස්කෑන් වෙනත් කෙනෙකුගේ හෝ වෙනත් ආයතනයක ඒවාය. යැවීමට ඔවුන් ලෙස පිවිසෙන්න.
stations-error-id-taken = මෙම ස්කෑනයට වෙනත් එකක අංකය ඇත.
stations-error-quantity = 1 සිට 10,000 දක්වා පූර්ණ සංඛ්‍යාවක්
stations-error-unknown-code = { $code } කේතය ඇති කිසිවක් නැත
stations-error-not-ordered = { $code } { $number } හි නැත
stations-error-wrong-item = { $code } { $number } ඇණවුමේ නැත
stations-error-not-wanted = { $place } හි කිසිදු ඇණවුමක් { $code } බලාපොරොත්තු නොවේ
stations-error-over = { $name }: { $number } හි ඇණවුම් කළ { $expected }ට වඩා වැඩියි
stations-error-most = { $name }: { $number } හි වැඩිම { $most }ක් පැමිණිය හැක
stations-error-purchase-closed = { $number } න් තවත් කිසිවක් පැමිණිය නොහැක
stations-error-pack-step = { $number } ඇණවුම ඇසිරිය නොහැක: { $status }
stations-error-returns-step = { $number } ඇණවුම අතරමග නැත: { $status }
stations-error-count-over = { $number } ගණනය තවදුරටත් ගණන් කරන්නේ නැත
stations-error-settled = { $code } දැනටමත් පොතට ගෙන ඇත
stations-error-nothing = { $number } හි තවම කිසිවක් ස්කෑන් කර නැත.
stations-error-incomplete = { $number } ඇණවුම: තවම ස්කෑන් නොකළ භාණ්ඩ: { $count }.
stations-error-missing = { $number } ඇණවුම: ස්කෑන් නොකළ භාණ්ඩ: { $count }. ඒවා ස්කෑන් කරන්න, නැතහොත් නැති බව කියන්න.
stations-error-not-found = මෙම අංකය ඇති කිසිවක් නැත
stations-error-resolved = මෙම ස්කෑනය ගැන දැනටමත් තීරණය කර ඇත.
stations-error-undo-task = ස්කෑනයක් ආපසු හැරවීම ඉවත් කිරීම පමණක් කළ හැක.
stations-kind-ok = හරි
stations-kind-warn = බලන්න
stations-kind-bad = වැරදියි
stations-online = සම්බන්ධයි
stations-offline = ජාලය නැත
stations-unsent = තවම නොයැවූ: { $count }
stations-finish-later = සමහර ස්කෑන් තවම යවා නැත. යැවූ පසු මෙය කළ හැක.
stations-stopped = සේවාදායකයට මෙම ස්කෑනය ගත නොහැක. එය මෙහි තබා ඇත.
stations-not-kept = මෙම උපාංගයට ස්කෑනය තබාගත නොහැක: කිසිවක් ගණන් ගෙන නැත. පිටුව නැවත පූරණය කරන්න.
stations-all-done = සියල්ල අවසන්
stations-camera = කැමරාව
stations-camera-refused = කැමරාව භාවිත කළ නොහැක. බ්‍රවුසරයේ ඉඩ දෙන්න, නැතහොත් කේතය ටයිප් කරන්න.
stations-back = ආපසු
stations-open = විවෘත කරන්න
stations-none-title = මෙහි කිසිවක් බලා නැත
stations-none = කළ යුතු දේ මෙහි ඉබේම පෙන්වයි.
stations-code-receive = මිලදී ගැනීමේ ඇණවුමේ හෝ මාරුවේ අංකය
stations-code-pick = ගබඩාවේ කේතය
stations-code-pack = ඇණවුම් අංකය
stations-code-count = ගණනයේ අංකය, හෝ රාක්ක තැනක්
stations-code-returns = ආපසු එවීමේ හෝ ඇණවුමේ අංකය, පාර්සල් අංකය හෝ කුරියර් බිල් අංකය
stations-waiting-orders = { $count ->
    [one] ඇණවුම් { $count }ක් බලා සිටී
   *[other] ඇණවුම් { $count }ක් බලා සිටී
}
stations-waiting-lines = { $count ->
    [one] ගණන් කිරීමට පේළි { $count }ක්
   *[other] ගණන් කිරීමට පේළි { $count }ක්
}
stations-waiting-pieces = { $count ->
    [one] භාණ්ඩ { $count }ක්
   *[other] භාණ්ඩ { $count }ක්
}
stations-tasks-waiting = { $count ->
    [one] ස්කෑන් { $count }ක් තීරණයක් බලාපොරොත්තුවෙන්
   *[other] ස්කෑන් { $count }ක් තීරණයක් බලාපොරොත්තුවෙන්
}
stations-tasks-open = තීරණය කරන්න
stations-closed = මේ සඳහා දැන් වැඩ කළ නොහැක
stations-closed-text = එය අවසන්, නැතහොත් තවම ඒ තරම් දුර ගොස් නැත.
stations-for-order = { $number } ඇණවුමට
stations-to-pick = තවමත් සියල්ල එකතු කර නැත
stations-to-pick-at = { $place }: { $count ->
    [one] භාණ්ඩ { $count }ක්
   *[other] භාණ්ඩ { $count }ක්
}
stations-no-bin = රාක්ක තැනක් නැත
stations-scan-first = පළමු භාණ්ඩය ස්කෑන් කරන්න
stations-ready = ස්කෑන් කිරීමට සූදානම්
stations-damaged = කැඩී ඇත
stations-over = ඇණවුම් කළාට වඩා ගණන් ගන්න
stations-code = කේතයක් ස්කෑන් හෝ ටයිප් කරන්න
stations-quantity = ගණන
stations-scan = ගණන් ගන්න
stations-undo = ආපසු හරවන්න
stations-lines = පේළි
stations-count-finish = ගණනය බලන්න
stations-pick-finish = ඇසිරීමට යන්න
stations-receive-finish = අවසන් කරන්න
stations-receive-finish-text = ස්කෑන් කළ දේ එක් ලැබීමක් ලෙස තොගයට එකතු වේ.
stations-receive-finish-do = ලැබීම පොතට ගන්න
stations-transfer-finish-text = ස්කෑන් කළ දේ එක් ලැබීමක් ලෙස තොගයට එකතු වේ. කැඩුණු දේ එසේ සටහන් වේ.
stations-rest-on-the-way = { $count ->
    [one] ස්කෑන් නොකළ භාණ්ඩ { $count }ක් එන්නේ නැත
   *[other] ස්කෑන් නොකළ භාණ්ඩ { $count }ක් එන්නේ නැත
}
stations-reference = භාණ්ඩ භාරදීමේ පත්‍රය
stations-order = ඇණවුම
stations-pack-finish = අවසන් කරන්න
stations-weight = බර
stations-pack-finish-do = අසුරා ඇති බව සටහන් කරන්න
stations-returns-finish = අවසන් කරන්න
stations-return-reason = ආපසු ආ හේතුව
stations-rest-is-missing = ඉතිරිය නැත
stations-rest-missing = { $count ->
    [one] ස්කෑන් නොකළ භාණ්ඩ { $count }ක් කපා හැරේ
   *[other] ස්කෑන් නොකළ භාණ්ඩ { $count }ක් කපා හැරේ
}
stations-returns-finish-do = ආපසු ගන්න
stations-error-return-closed = ආපසු එවීම { $number } හි කිසිවක් දැන් භාරගත නොහැක
stations-return = ආපසු එවීම
stations-return-finish-text = හොඳ භාණ්ඩ තොගයට යයි. කැඩුණු දේ වෙන් කර තබා හිමිකම් පෑමක් ආරම්භ වේ.
stations-rest-not-returned = { $count ->
    [one] ස්කෑන් නොකළ භාණ්ඩ { $count }ක් නැති ලෙස සටහන් වේ
   *[other] ස්කෑන් නොකළ භාණ්ඩ { $count }ක් නැති ලෙස සටහන් වේ
}
stations-done-received = { $number }: { $count }ක් ලැබුණි.
stations-done-packed = { $number } ඇණවුම අසුරා ඇත.
stations-done-returned = { $number } ඇණවුම ආපසු පැමිණියේය.
stations-done-applied = { $code } දැන් ගණන් ගෙන ඇත.
stations-done-dropped = { $code } ඉවත් කළා.
stations-tasks = තීරණය කළ යුතු ස්කෑන්
stations-tasks-text = ජාලය නැතිව ස්කෑන් කළ, පැමිණි විට කළ නොහැකි වූ දේ.
stations-tasks-none-title = තීරණය කිරීමට කිසිවක් නැත
stations-tasks-none = සෑම ස්කෑනයක්ම ගණන් ගත හැකි විය.
stations-task-what = { $quantity } × { $code }
stations-task-code = එය වෙනත් කේතයක්
stations-task-code-help = කේතය හරි නම් හිස්ව තබන්න.
stations-task-note = සටහන
stations-task-apply = කෙසේ හෝ ගණන් ගන්න
stations-task-drop = ඉවත් කරන්න
stations-program = පද්ධතිය
