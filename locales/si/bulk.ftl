bulk-intro = ගොනු වලින් භාණ්ඩ, ඇණවුම් සහ පාරිභෝගිකයන් ගෙන එන්න. ගොනුව බලා ආයාත කිරීම එබූ පසු පමණක් වෙනස්කම් සිදු වේ.
bulk-upload-title = නව ආයාතයක්
bulk-upload = උඩුගත කර බලන්න
bulk-kind = ගොනුවේ ඇත්තේ
bulk-kind-products = භාණ්ඩ
bulk-kind-orders = ඇණවුම්
bulk-kind-customers = පාරිභෝගිකයන්
bulk-format = ගොනුව පැමිණියේ
bulk-format-woocommerce = WooCommerce
bulk-format-shopify = Shopify
bulk-format-smartstore = smartstore (අපගේ වගුව)
bulk-format-help = භාණ්ඩ: සාප්පුවෙන් බාගන්නා CSV ගොනුව. ඇණවුම්: WooCommerce REST API හි JSON ගොනුව. පාරිභෝගිකයන්: අපගේ වගුව හෝ වෙනත් ඕනෑම වගුවක් (smartstore), Shopify CSV ගොනුව, නැතහොත් WooCommerce JSON ගොනුව.
bulk-file = ගොනුව
bulk-file-help = CSV, Excel (.xlsx) හෝ JSON, උපරිම 32 MB සහ පේළි 100,000.
bulk-state = තත්ත්වය
bulk-rows = පේළි
bulk-who = කළේ
bulk-when = කවදාද
bulk-program = වැඩසටහන විසින්ම
bulk-progress = { $total } න් { $done }
bulk-progress-unit = පේළි
bulk-progress-label = නිම වූ පේළි
bulk-empty-title = තවම කිසිවක් ආයාත කර නැත
bulk-empty = ඉහළින් ගොනුවක් උඩුගත කරන්න. වෙනස්කම් වීමට පෙර සෑම පේළියක්ම ඔබට පෙනේ.
bulk-status-uploaded = ඔබ බලන තුරු
bulk-status-queued = පෝලිමේ
bulk-status-running = සිදු වෙමින්
bulk-status-completed = නිමයි
bulk-status-failed = අසාර්ථකයි
bulk-status-cancelled = නවතා ඇත
bulk-row-pending = ඉතිරි
bulk-row-created = අලුත්
bulk-row-updated = වෙනස් වූ
bulk-row-unchanged = නොවෙනස්
bulk-row-failed = ප්‍රතික්ෂේප වූ
bulk-same-file = මෙම ගොනුවම මීට පෙර { $date } දින උඩුගත කර ඇත. නැවත ආයාත කළ හැක: දැනටමත් ඇති දේ නොවෙනස්ව පවතී.
bulk-same-file-link = එම ආයාතය බලන්න
bulk-file-unreadable = ගොනුව කියවිය නොහැක
bulk-original = මුල් ගොනුව
bulk-refused-csv = ප්‍රතික්ෂේප වූ පේළි (CSV)
bulk-reason = හේතුව
bulk-discard = ඉවත දමන්න
bulk-discard-text = ගොනුව ලැයිස්තුවේ පවතී; එයින් කිසිවක් ආයාත නොවේ.
bulk-stop = නවතන්න
bulk-stop-text = නිම වූ පේළි එලෙසම පවතී. පසුව ඉදිරියට යා හැක.
bulk-retry = ප්‍රතික්ෂේප වූ පේළි නැවත උත්සාහ කරන්න
bulk-continue = ඉදිරියට යන්න
bulk-queued-text = ආයාතය මොහොතකින් ඇරඹේ. ඔබට මෙම පිටුවෙන් ඉවත් විය හැක.
bulk-running-text = පේළි ආයාත වෙමින් පවතී. ඔබට මෙම පිටුවෙන් ඉවත් විය හැක.
bulk-stale = මිනිත්තු දෙකකට වැඩි කාලයක් කිසිවක් සිදු වී නැත. ඉතිරි පේළි සමඟ නැවත ඇරඹීමට “ඉදිරියට යන්න” ඔබන්න.
bulk-refresh = කොතරම් දුරට නිමදැයි බලන්න
bulk-preview-summary = පේළි { $total }: { $good } ක් ආයාත කළ හැක, { $refused } ක් ප්‍රතික්ෂේප වේ.
bulk-preview-help = ගොනුව ඔබ අදහස් කළ ලෙසම තේරුම් ගෙන ඇත්දැයි පහතින් බලන්න.
bulk-import-button =
    { $count ->
        [one] පේළියක් ආයාත කරන්න
       *[other] පේළි { $count } ක් ආයාත කරන්න
    }
bulk-apply-mapping = නැවත කියවන්න
bulk-mapping-title = තීරු වල අර්ථය
bulk-column = තීරුව
bulk-sample = උදාහරණයක්
bulk-meaning = අර්ථය
bulk-meaning-of = { $column } හි අර්ථය
bulk-not-imported = ආයාත නොවේ
bulk-preview-title =
    { $count ->
        [one] පළමු පේළිය
       *[other] පළමු පේළි { $count }
    }
bulk-preview-caption = තේරුම් ගත් ආකාරයට පේළි
bulk-row-number = පේළිය
bulk-row = එහි ඇති දේ
bulk-result = ප්‍රතිඵලය
bulk-results = පේළි වල ප්‍රතිඵල
bulk-remarks = සටහන්
bulk-will-be-refused = ප්‍රතික්ෂේප වේ
bulk-all-rows = සියලු පේළි
bulk-no-such-rows = මෙම ප්‍රතිඵලය සහිත පේළි නැත
bulk-no-rows-yet = ආයාතය ඇරඹුණු විගස පේළි මෙහි දිස් වේ
bulk-in-column = { $column }: { $text }
bulk-error-file-missing = හිස් නොවන ගොනුවක් තෝරන්න.
bulk-error-file-too-large = ගොනුව 32 MB ට වඩා විශාලයි. එය කුඩා ගොනු වලට බෙදන්න.
bulk-error-file-broken = ගොනුව සම්පූර්ණයෙන් ලැබුණේ නැත. නැවත එවන්න.
bulk-error-no-rows = මෙම ගොනුවේ පේළි නැත.
bulk-error-format-kind = ඇණවුම් ආයාත කළ හැක්කේ WooCommerce වෙතින් පමණි.
bulk-error-mapping = එක් තීරුවක අර්ථය මෙහි නොදනී. අර්ථ නැවත තෝරන්න.
bulk-error-started = මෙම ආයාතය දැනටමත් අරඹා ඇත.
bulk-error-ended = මෙම ආයාතය දැනටමත් අවසන්.
bulk-error-row-unreadable = { $row } වන පේළියෙන් තබා ගත් දේ තවදුරටත් කියවිය නොහැක. ගොනුව නැවත උඩුගත කරන්න.
bulk-error-nothing-refused = මෙම ආයාතයේ නැවත උත්සාහ කිරීමට පේළි නැත.
bulk-error-row = පේළිය ලිවිය නොහැකි විය. සහාය සඳහා අංකය: { $incident }
bulk-done-mapping = ගොනුව නැවත කියවන ලදී
bulk-done-started = ආයාතය අරඹන ලදී
bulk-done-cancelled = ආයාතය නවතන ලදී
bulk-done-retried =
    { $count ->
        [one] පේළියක් නැවත උත්සාහ කරයි
       *[other] පේළි { $count } ක් නැවත උත්සාහ කරයි
    }
bulk-jobs = එකවර වෙනස්කම්
bulk-jobs-intro = පේළි රැසකට එකවර කළ දේ සහ ඒ එක එකට සිදු වූ දේ.
bulk-jobs-empty-title = තවම එකවර වෙනස්කම් කර නැත
bulk-new-title = නව එකවර වෙනසක්
bulk-nothing-chosen-title = කිසිදු පේළියක් තෝරා නැත
bulk-nothing-chosen = ලැයිස්තුවක් විවෘත කර පේළි තෝරා, කළ යුතු දේ තෝරන්න. වෙනසක් වීමට පෙර සිදු වන දේ ඔබට පෙනේ.
bulk-actions = වෙනස් කරන්න
bulk-earlier = පෙර කළ එකවර වෙනස්කම්
bulk-chosen =
    { $count ->
        [one] පේළියක් තෝරා ඇත
       *[other] පේළි { $count } ක් තෝරා ඇත
    }
bulk-chosen-all = ලැයිස්තුවේ හමුවන සියලු පේළි තෝරා ඇත
bulk-chosen-all-but = පේළි { $count } ක් හැර ලැයිස්තුවේ හමුවන සියල්ල තෝරා ඇත
bulk-look = වෙනස් වන දේ බලන්න
bulk-look-help = තවම කිසිවක් වෙනස් නොවේ. ඊළඟ පිටුව සෑම පේළියක්ම පෙර සහ පසු පෙන්වයි; ප්‍රතික්ෂේප වන ඒවාද පෙන්වයි.
bulk-look-again = නැවත බලන්න
bulk-other-values = වෙනත් අගයන් තෝරන්න
bulk-job-previewing = බලමින්
bulk-job-previewed = ඔබ බලන තුරු
bulk-job-queued = පෝලිමේ
bulk-job-running = සිදු වෙමින්
bulk-job-completed = නිමයි
bulk-job-cancelled = නවතා ඇත
bulk-job-undoing = ආපසු හරවමින්
bulk-job-undone = ආපසු හැරවූ
bulk-item-pending = තවම බලා නැත
bulk-item-ready = වෙනස් වේ
bulk-item-unchanged = නොවෙනස්
bulk-item-refused = ප්‍රතික්ෂේප වූ
bulk-item-changed = වෙනස් වූ
bulk-item-undone = ආපසු හැරවූ
bulk-item-kept = ආපසු නොහැරවූ
bulk-range = { $from } – { $to }
bulk-what = කළ දේ
bulk-change = වෙනස
bulk-summary-previewed = පේළි { $total } න් { $ready } ක් වෙනස් වේ, { $unchanged } ක් එලෙසම පවතී, { $refused } ක් ප්‍රතික්ෂේප වේ.
bulk-summary-nothing = කිසිවක් වෙනස් නොවේ: පේළි { $unchanged } ක් දැනටමත් අවශ්‍ය පරිදි ඇත, { $refused } ක් ප්‍රතික්ෂේප වේ.
bulk-summary-completed = පේළි { $changed } ක් වෙනස් කරන ලදී, { $unchanged } ක් දැනටමත් අවශ්‍ය පරිදි තිබුණි, { $refused } ක් ප්‍රතික්ෂේප විය.
bulk-summary-cancelled = නවතා ඇත: පේළි { $changed } ක් වෙනස් කරන ලදී, { $ready } ක් වෙනස් කර නැත.
bulk-summary-undone = පේළි { $undone } ක් පෙර තිබූ පරිදිය. { $kept } ක් එලෙසම පවතී, මන්ද පසුව කවුරුන් හෝ ඒවා වෙනස් කර ඇත.
bulk-run =
    { $count ->
        [one] පේළියක් වෙනස් කරන්න
       *[other] පේළි { $count } ක් වෙනස් කරන්න
    }
bulk-run-reversible = පසුව ආපසු හැරවිය හැක.
bulk-run-final = මෙය ආපසු හැරවිය නොහැක.
bulk-kept-until = { $date } දක්වා තබා ගැනේ, ඉන්පසු එහි පේළි සමඟ ඉවත් කෙරේ.
bulk-undo = ආපසු හරවන්න
bulk-undo-text =
    { $count ->
        [one] පේළියක් පෙර තිබූ පරිදි වේ. පසුව කවුරුන් හෝ එය වෙනස් කර ඇත්නම් එලෙසම පවතී.
       *[other] පේළි { $count } ක් පෙර තිබූ පරිදි වේ. පසුව කවුරුන් හෝ වෙනස් කළ ඒවා එලෙසම පවතී.
    }
bulk-previewing-text = පේළි පරීක්ෂා වෙමින් පවතී. තවම කිසිවක් වෙනස් නොවේ; ඔබට මෙම පිටුවෙන් ඉවත් විය හැක.
bulk-changing-text = පේළි වෙනස් වෙමින් පවතී. ඔබට මෙම පිටුවෙන් ඉවත් විය හැක.
bulk-undoing-text = වෙනස්කම් ආපසු හරවමින් පවතී. ඔබට මෙම පිටුවෙන් ඉවත් විය හැක.
bulk-stopped-because = එය නවතා ඇත
bulk-done-begun = වෙනස ආරම්භ විය
bulk-done-stopped = එය නවතන ලදී
bulk-done-undo-begun = වෙනස්කම් ආපසු හරවමින් පවතී
bulk-error-changed-since = පසුව කවුරුන් හෝ මෙම පේළිය වෙනස් කර ඇත. එය එලෙසම පවතී.
bulk-error-irreversible = මෙය ආපසු හැරවිය නොහැක.
bulk-error-too-many = එකවර වෙනස් කළ හැක්කේ උපරිම පේළි { $count } ක් පමණි. පෙරහන් මගින් ලැයිස්තුව කෙටි කරන්න.
bulk-error-nothing-chosen = පේළි තෝරා නැත, නැතහොත් ඒවා මේ අතර ඉවත් වී ඇත. ලැයිස්තුවෙන් තෝරන්න.
bulk-error-begun = එය දැනටමත් ආරම්භ කර ඇති නිසා අගයන් වෙනස් කළ නොහැක.
bulk-error-nothing-to-do = වෙනස් වන පේළියක් නැත.
bulk-error-not-now = මෙය දැන් ආරම්භ කළ නොහැක. තත්ත්වය බැලීමට පිටුව නැවත පූරණය කරන්න.
bulk-error-job-ended = එය දැනටමත් අවසන්.
bulk-error-nothing-to-undo = ආපසු හැරවීමට වෙනසක් නැත.
bulk-error-too-old = මෙය අවසන් වී බොහෝ කල් ගත වී ඇති බැවින් ආපසු හැරවිය නොහැක.
bulk-error-left = එය ආරම්භ කළ අය තවදුරටත් මෙහි වැඩ නොකරයි.
bulk-other-mapping = වෙනත් තීරු
bulk-other-mapping-help = ප්‍රතික්ෂේප වූ පේළි වල තීරු වල අර්ථය තෝරා ඒවා නැවත උත්සාහ කරන්න. උදාහරණ පළමු ප්‍රතික්ෂේප වූ පේළියෙනි; නිම වූ පේළි එලෙසම පවතී.
bulk-retry-count =
    { $count ->
        [one] ප්‍රතික්ෂේප වූ පේළියක් නැවත උත්සාහ කරන්න
       *[other] ප්‍රතික්ෂේප වූ පේළි { $count } ක් නැවත උත්සාහ කරන්න
    }
