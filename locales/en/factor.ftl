factor-title = Second factor
factor-open = Open
factor-on = On
factor-off = Off
factor-required = Your role needs a second factor
factor-required-help = Your organization asks for it. Set it up now; then everything is open to you again.
factor-app = Authenticator app
factor-app-help = An app on your phone shows a new code every 30 seconds. When you sign in, it is asked for after your password, so that a stolen password alone opens nothing.
factor-start = Set up
factor-scan = Scan this with an authenticator app, such as Google Authenticator, Microsoft Authenticator or Aegis.
factor-scan-label = QR code for the authenticator app
factor-open-app = Open in an app on this device
factor-type = If you cannot scan it, type this key into the app:
factor-copy = Copy
factor-app-code = Code in the app
factor-app-code-help = Six digits. Nothing is switched on before this code is right.
factor-enable = Switch on
factor-other-secret = Make another key
factor-on-help = You are asked for a code of your app at each sign-in.
factor-codes-left = { $count ->
    [0] No backup code is left.
    [one] 1 backup code is left.
   *[other] { $count } backup codes are left.
}
factor-codes-few = Make new backup codes soon. Without them a lost phone locks you out.
factor-renew = New backup codes
factor-renew-help = The codes that you have now will not work any more.
factor-disable = Switch off
factor-disable-help = After this your password alone is enough to sign in.
factor-codes = Your backup codes
factor-codes-help = Each opens the door once when your phone is out of reach. Keep them where only you can find them: they are not shown again.
factor-file-head = Backup codes for smartstore. Each works once.
factor-download = Save as a file
factor-print = Print
factor-kept = I have kept them
factor-passkeys = Passkeys
factor-passkeys-help = A passkey signs you in with the lock of your device: finger, face or PIN. It stands for password and second factor together.
factor-passkeys-none = You have no passkey yet.
factor-passkeys-script = JavaScript must be on to add a passkey.
factor-passkeys-elsewhere = Passkeys can be added at { $host }, with a browser that knows them.
factor-passkey-name = Name
factor-passkey-name-help = By which you recognise the device, such as “Office laptop”.
factor-passkey-add = Add a passkey
factor-passkey-remove = Remove
factor-passkey-made = added on { $when }
factor-passkey-used = last used { $when }
factor-passkey-unused = never used
factor-passkey-sign-in = Sign in with a passkey
factor-step-title = Second factor
factor-code = Code
factor-code-help = Six digits of your authenticator app, or one of your backup codes.
factor-step-confirm = Go on
factor-step-other = Sign in as somebody else
factor-step-over = Your password comes first. It holds for five minutes.
factor-policy = Second factor
factor-policy-help = People with these roles must show a code of an authenticator app or a passkey when they sign in. Who has none yet is led to its set-up first.
factor-policy-roles = Required for
factor-policy-people = { $count ->
    [one] 1 person
   *[other] { $count } people
}
factor-policy-without = { $count ->
    [one] 1 of them without
   *[other] { $count } of them without
}
factor-sessions = Sessions
factor-sessions-help = How long somebody who has signed in stays so in this organization. It counts at once: who is past it signs in again.
factor-session-idle = Ends without use after
factor-session-longest = Ends in any case after
factor-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
factor-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
factor-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
factor-done-enabled = The second factor is on. Keep your backup codes.
factor-done-renewed = These are your new backup codes.
factor-done-kept = Good. The codes are not shown again.
factor-done-disabled = The second factor is off. All other sessions have ended.
factor-done-passkey-added = The passkey is added.
factor-done-passkey-removed = The passkey is removed. All other sessions have ended.
factor-done-policy = The security policy is saved.
factor-error-code = This code is wrong, or was used before. Wait for the next one in your app.
factor-error-password = This is not your password.
factor-error-start-again = Too much time has passed. Enter your password again.
factor-error-too-often = The code was wrong too often. Enter your password again.
factor-error-already-on = The second factor is on already.
factor-error-not-started = The second factor has changed meanwhile. Load the page again.
factor-error-required = Your role needs a second factor. Set it up first.
factor-error-passkey = This did not work with the passkey. Try again.
factor-error-passkey-unknown = This passkey is not known here. It may have been removed.
factor-error-passkey-known = This passkey is added already.
factor-error-passkeys-many = You have as many passkeys as one may have. Remove one first.
factor-error-no-name = Passkeys need a server with a name; this one has only a number.
factor-letter-enabled = Your second factor is on
factor-letter-enabled-text = A code of your authenticator app is asked for from now on when you sign in.
factor-letter-disabled = Your second factor is off
factor-letter-disabled-text = From now on your password alone is enough to sign in.
factor-letter-renewed = You have new backup codes
factor-letter-renewed-text = Your backup codes were made anew. The old ones do not work any more.
factor-letter-used = A backup code was used
factor-letter-used-text = Somebody signed in with your password and one of your backup codes. { $count ->
    [0] None is left.
    [one] 1 is left.
   *[other] { $count } are left.
}
factor-letter-reused = A code of your authenticator app came twice
factor-letter-reused-text = Somebody who knows your password entered a code that was used before. It was refused. If you pressed the button twice, all is well.
factor-letter-passkey-added = A passkey was added
factor-letter-passkey-added-text = A new passkey can sign in to your account.
factor-letter-passkey-removed = A passkey was removed
factor-letter-passkey-removed-text = One of your passkeys cannot sign in to your account any more.
factor-letter-not-you = If this was not you, sign in now, change your password and look through your second factor and passkeys.
factor-letter-when = When
factor-letter-look = Look at your second factor
factor-letter-why = You get this letter because it is about the safety of your account. It cannot be switched off.
