factor-title = දෙවන සත්‍යාපනය
factor-open = විවෘත කරන්න
factor-on = සක්‍රියයි
factor-off = අක්‍රියයි
factor-required = ඔබගේ භූමිකාවට දෙවන සත්‍යාපනයක් අවශ්‍යයි
factor-required-help = ඔබගේ ආයතනය එය ඉල්ලා සිටී. දැන් සකසන්න; ඉන්පසු සියල්ල නැවත ඔබට විවෘත වේ.
factor-app = සත්‍යාපන යෙදුම
factor-app-help = ඔබගේ දුරකථනයේ යෙදුමක් තත්පර 30කට වරක් නව කේතයක් පෙන්වයි. පිවිසෙන විට මුරපදයෙන් පසු එය ඉල්ලයි; එබැවින් සොරාගත් මුරපදයකින් පමණක් කිසිවක් විවෘත කළ නොහැක.
factor-start = සකසන්න
factor-scan = Google Authenticator, Microsoft Authenticator හෝ Aegis වැනි සත්‍යාපන යෙදුමකින් මෙය ස්කෑන් කරන්න.
factor-scan-label = සත්‍යාපන යෙදුම සඳහා QR කේතය
factor-open-app = මෙම උපාංගයේ යෙදුමක විවෘත කරන්න
factor-type = ස්කෑන් කළ නොහැකි නම් මෙම යතුර යෙදුමට ටයිප් කරන්න:
factor-copy = පිටපත් කරන්න
factor-app-code = යෙදුමේ ඇති කේතය
factor-app-code-help = ඉලක්කම් හයකි. මෙම කේතය නිවැරදි වන තුරු කිසිවක් සක්‍රිය නොවේ.
factor-enable = සක්‍රිය කරන්න
factor-other-secret = වෙනත් යතුරක් සාදන්න
factor-on-help = සෑම පිවිසීමකදීම ඔබගේ යෙදුමේ කේතයක් ඉල්ලයි.
factor-codes-left = { $count ->
    [0] උපස්ථ කේත කිසිවක් ඉතිරිව නැත.
    [one] උපස්ථ කේත 1ක් ඉතිරිව ඇත.
   *[other] උපස්ථ කේත { $count }ක් ඉතිරිව ඇත.
}
factor-codes-few = ඉක්මනින් නව උපස්ථ කේත සාදන්න. ඒවා නොමැතිව දුරකථනය නැති වුවහොත් ඔබට පිවිසිය නොහැක.
factor-renew = නව උපස්ථ කේත
factor-renew-help = දැන් ඔබ සතු කේත තවදුරටත් ක්‍රියා නොකරයි.
factor-disable = අක්‍රිය කරන්න
factor-disable-help = මින් පසු පිවිසීමට මුරපදය පමණක් ප්‍රමාණවත් වේ.
factor-codes = ඔබගේ උපස්ථ කේත
factor-codes-help = දුරකථනය ළඟ නැති විට එක් කේතයකින් එක් වරක් පිවිසිය හැක. ඔබට පමණක් සොයාගත හැකි තැනක තබන්න: ඒවා නැවත පෙන්වන්නේ නැත.
factor-file-head = smartstore සඳහා උපස්ථ කේත. එක් කේතයක් ක්‍රියා කරන්නේ එක් වරක් පමණි.
factor-download = ගොනුවක් ලෙස සුරකින්න
factor-print = මුද්‍රණය කරන්න
factor-kept = මම ඒවා තබා ගත්තෙමි
factor-passkeys = පාස්කී
factor-passkeys-help = පාස්කියක් ඔබගේ උපාංගයේ අගුළෙන් ඔබව පිවිසවයි: ඇඟිල්ල, මුහුණ හෝ PIN අංකය. එය මුරපදය සහ දෙවන සත්‍යාපනය යන දෙකම වේ.
factor-passkeys-none = ඔබට තවම පාස්කියක් නැත.
factor-passkeys-script = පාස්කියක් එක් කිරීමට JavaScript සක්‍රිය විය යුතුය.
factor-passkeys-elsewhere = පාස්කී හඳුනන බ්‍රවුසරයකින් { $host } හිදී පාස්කී එක් කළ හැක.
factor-passkey-name = නම
factor-passkey-name-help = උපාංගය හඳුනාගත හැකි නමක්, උදාහරණයක් ලෙස “කාර්යාලයේ ලැප්ටොප් එක”.
factor-passkey-add = පාස්කියක් එක් කරන්න
factor-passkey-remove = ඉවත් කරන්න
factor-passkey-made = එක් කළේ { $when }
factor-passkey-used = අවසන් වරට භාවිත කළේ { $when }
factor-passkey-unused = කිසිදා භාවිත කර නැත
factor-passkey-sign-in = පාස්කියකින් පිවිසෙන්න
factor-step-title = දෙවන සත්‍යාපනය
factor-code = කේතය
factor-code-help = ඔබගේ සත්‍යාපන යෙදුමේ ඉලක්කම් හය, නැතහොත් ඔබගේ උපස්ථ කේතයක්.
factor-step-confirm = ඉදිරියට
factor-step-other = වෙනත් අයෙකු ලෙස පිවිසෙන්න
factor-step-over = මුලින්ම මුරපදය ඇතුළත් කරන්න. එය මිනිත්තු පහක් වලංගුයි.
factor-policy = දෙවන සත්‍යාපනය
factor-policy-help = මෙම භූමිකා ඇති අය පිවිසෙන විට සත්‍යාපන යෙදුමක කේතයක් හෝ පාස්කියක් පෙන්විය යුතුය. තවම නැති අය පළමුව එය සැකසීමට යොමු කෙරේ.
factor-policy-roles = අවශ්‍ය භූමිකා
factor-policy-people = { $count ->
    [one] එක් අයෙකි
   *[other] { $count } දෙනෙකි
}
factor-policy-without = { $count ->
    [one] එක් අයෙකුට එය නැත
   *[other] { $count } දෙනෙකුට එය නැත
}
factor-sessions = සැසි
factor-sessions-help = පිවිසි අයෙකු මෙම ආයතනයේ කොපමණ කලක් පිවිසී සිටින්නේද යන්න. එය වහාම බලපායි: කාලය ඉක්මවූ අය නැවත පිවිසිය යුතුය.
factor-session-idle = භාවිතයක් නැතිව අවසන් වන්නේ
factor-session-longest = කෙසේ වෙතත් අවසන් වන්නේ
factor-minutes = { $count ->
    [one] මිනිත්තු 1කින්
   *[other] මිනිත්තු { $count }කින්
}
factor-hours = { $count ->
    [one] පැය 1කින්
   *[other] පැය { $count }කින්
}
factor-days = { $count ->
    [one] දින 1කින්
   *[other] දින { $count }කින්
}
factor-done-enabled = දෙවන සත්‍යාපනය සක්‍රියයි. ඔබගේ උපස්ථ කේත තබා ගන්න.
factor-done-renewed = මේ ඔබගේ නව උපස්ථ කේතයි.
factor-done-kept = හොඳයි. කේත නැවත පෙන්වන්නේ නැත.
factor-done-disabled = දෙවන සත්‍යාපනය අක්‍රියයි. අනෙක් සියලු සැසි අවසන් විය.
factor-done-passkey-added = පාස්කිය එක් කරන ලදී.
factor-done-passkey-removed = පාස්කිය ඉවත් කරන ලදී. අනෙක් සියලු සැසි අවසන් විය.
factor-done-policy = ආරක්ෂක ප්‍රතිපත්තිය සුරකින ලදී.
factor-error-code = මෙම කේතය වැරදියි, නැතහොත් කලින් භාවිත කර ඇත. යෙදුමේ ඊළඟ කේතය එනතුරු රැඳී සිටින්න.
factor-error-password = මෙය ඔබගේ මුරපදය නොවේ.
factor-error-start-again = වැඩි වේලාවක් ගත වී ඇත. මුරපදය නැවත ඇතුළත් කරන්න.
factor-error-too-often = කේතය බොහෝ වාර ගණනක් වැරදුණි. මුරපදය නැවත ඇතුළත් කරන්න.
factor-error-already-on = දෙවන සත්‍යාපනය දැනටමත් සක්‍රියයි.
factor-error-not-started = මේ අතර දෙවන සත්‍යාපනය වෙනස් වී ඇත. පිටුව නැවත පූරණය කරන්න.
factor-error-required = ඔබගේ භූමිකාවට දෙවන සත්‍යාපනයක් අවශ්‍යයි. පළමුව එය සකසන්න.
factor-error-passkey = පාස්කිය සමඟ මෙය සාර්ථක නොවීය. නැවත උත්සාහ කරන්න.
factor-error-passkey-unknown = මෙම පාස්කිය මෙහි නොදනී. එය ඉවත් කර තිබිය හැක.
factor-error-passkey-known = මෙම පාස්කිය දැනටමත් එක් කර ඇත.
factor-error-passkeys-many = තිබිය හැකි උපරිම පාස්කී ගණන ඔබට ඇත. පළමුව එකක් ඉවත් කරන්න.
factor-error-no-name = පාස්කී සඳහා නමක් ඇති සේවාදායකයක් අවශ්‍යයි; මෙයට ඇත්තේ අංකයක් පමණි.
factor-letter-enabled = ඔබගේ දෙවන සත්‍යාපනය සක්‍රියයි
factor-letter-enabled-text = මින් පසු පිවිසෙන විට ඔබගේ සත්‍යාපන යෙදුමේ කේතයක් ඉල්ලයි.
factor-letter-disabled = ඔබගේ දෙවන සත්‍යාපනය අක්‍රියයි
factor-letter-disabled-text = මින් පසු පිවිසීමට ඔබගේ මුරපදය පමණක් ප්‍රමාණවත් වේ.
factor-letter-renewed = ඔබට නව උපස්ථ කේත ඇත
factor-letter-renewed-text = ඔබගේ උපස්ථ කේත අලුතින් සාදන ලදී. පැරණි ඒවා තවදුරටත් ක්‍රියා නොකරයි.
factor-letter-used = උපස්ථ කේතයක් භාවිත කරන ලදී
factor-letter-used-text = යමෙකු ඔබගේ මුරපදයෙන් සහ ඔබගේ උපස්ථ කේතයකින් පිවිසියේය. { $count ->
    [0] කිසිවක් ඉතිරිව නැත.
    [one] 1ක් ඉතිරිව ඇත.
   *[other] { $count }ක් ඉතිරිව ඇත.
}
factor-letter-reused = ඔබගේ සත්‍යාපන යෙදුමේ කේතයක් දෙවරක් ලැබුණි
factor-letter-reused-text = ඔබගේ මුරපදය දන්නා අයෙකු කලින් භාවිත කළ කේතයක් ඇතුළත් කළේය. එය ප්‍රතික්ෂේප විය. ඔබ බොත්තම දෙවරක් එබුවේ නම් ගැටලුවක් නැත.
factor-letter-passkey-added = පාස්කියක් එක් කරන ලදී
factor-letter-passkey-added-text = නව පාස්කියකින් ඔබගේ ගිණුමට පිවිසිය හැක.
factor-letter-passkey-removed = පාස්කියක් ඉවත් කරන ලදී
factor-letter-passkey-removed-text = ඔබගේ එක් පාස්කියකින් තවදුරටත් ඔබගේ ගිණුමට පිවිසිය නොහැක.
factor-letter-not-you = මෙය ඔබ නොවේ නම්, දැන්ම පිවිස මුරපදය වෙනස් කර ඔබගේ දෙවන සත්‍යාපනය සහ පාස්කී පරීක්ෂා කරන්න.
factor-letter-when = වේලාව
factor-letter-look = ඔබගේ දෙවන සත්‍යාපනය බලන්න
factor-letter-why = මෙම ලිපිය ඔබට ලැබෙන්නේ එය ඔබගේ ගිණුමේ ආරක්ෂාව පිළිබඳ වන බැවිනි. එය නවතා දැමිය නොහැක.
