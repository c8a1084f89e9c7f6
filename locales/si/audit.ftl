audit-when = වේලාව
audit-who = කවුද
audit-action = ක්‍රියාව
audit-changes = වෙනස්කම්
audit-from = ලිපිනය
audit-program = smartstore
audit-empty-title = තවම කිසිවක් නැත
audit-empty = සෑම වෙනසක්ම කළේ කවුද, කවදාද, කොහි සිටද යන්න මෙහි සටහන් වේ.
