notifications-bell = Notifications
notifications-title = Notifications
notifications-unread-count =
    { $count ->
        [one] 1 unread notification
       *[other] { $count } unread notifications
    }
notifications-all-link = All notifications
notifications-settings = Notification settings
notifications-new = New
notifications-tabs = Read and unread
notifications-all = All
notifications-unread = Unread
notifications-mark-all = Mark all as read
notifications-mark = Mark as read
notifications-mark-one = Mark as read: { $title }
notifications-kind = Type
notifications-kind-any = All types
notifications-kind-order = Orders
notifications-kind-payment = Payments
notifications-kind-delivery = Parcels
notifications-kind-system = System
notifications-kind-promotion = Offers
notifications-none-title = Nothing here
notifications-none = No notification is of this kind.
notifications-empty-title = Nothing to tell yet
notifications-empty = New orders, payments and parcels that come back will show up here.
notifications-done-all-read = Everything is marked as read
notifications-settings-intro = The bell shows everything. Choose here what also reaches you elsewhere.
notifications-how = How you are told
notifications-ways = By
notifications-by-email = E-mail
notifications-by-push = On my devices
notifications-by-push-help = The title is shown, also on a locked screen.
notifications-by-sms = SMS
notifications-by-sms-help = Not possible yet: no SMS gateway is connected.
notifications-kinds = About
notifications-muted = Not by e-mail
notifications-muted-help = You ended these with the link in a letter. Untick one to get it by e-mail again.
notifications-digest = Letters come
notifications-digest-instant = At once, one each
notifications-digest-hourly = Each hour, together
notifications-digest-daily = Each morning at 8, together
notifications-done-settings = Your settings are saved
notifications-devices = Devices
notifications-no-devices = No device is told yet.
notifications-device-used = Last reached { $when }
notifications-device-added = Added { $when }
notifications-device-ios = iPhone or iPad
notifications-device-android = Android device
notifications-device-web = Browser
notifications-device-app = App: nothing is sent to it yet
notifications-error-token = This is no token of a device.
notifications-device-broken = Cannot be reached
notifications-this-device = This device
notifications-device-remove = Remove { $name }
notifications-remove = Remove
notifications-push-on = Turn on for this device
notifications-push-scripts = To add this device, switch JavaScript on.
notifications-push-unsupported = This browser cannot be told. On an iPhone, add this site to the home screen first.
notifications-push-denied = This browser does not allow notifications of this site. Allow them in its settings, then load this page again.
notifications-push-failed = This device could not be added. Check the connection and try again.
notifications-done-device = This device is told from now on
notifications-done-device-removed = The device is told no more
notifications-error-endpoint = This is not the address of a push service that we know.
notifications-error-keys = The browser sent keys that cannot be used.
notifications-unsubscribe-title = Fewer letters
notifications-unsubscribe-unknown = This link is not valid. Open the newest letter and use the link in it.
notifications-unsubscribe-ask = Get no more letters about this: { $what }?
notifications-unsubscribe-everything = Everything
notifications-unsubscribe = Stop these letters
notifications-unsubscribed = You get no more letters about this: { $what }. The bell still shows it.
notifications-letter-digest-subject =
    { $count ->
        [one] { $organization }: 1 notification
       *[other] { $organization }: { $count } notifications
    }
notifications-letter-more = … and { $count } more.
notifications-letter-open = Open
notifications-letter-footer = You get this because you work at { $organization }. Choose what you get: { $settings } Stop such letters: { $stop }
notifications-order-new-title = New order { $number }
notifications-order-new = An order over { $amount } has come in.
notifications-order-cancelled-title = Order { $number } was cancelled
notifications-order-cancelled = The order over { $amount } will not be sent; its stock is free again.
notifications-return-requested-title = A return for order { $order } waits
notifications-return-requested = { $number } waits for your decision. Reason: { $reason }
notifications-payment-received-title = Payment for order { $number }
notifications-payment-received = { $amount } was received.
notifications-payment-failed-title = No payment for order { $number }
notifications-payment-failed = { $amount } was expected and will not come.
notifications-parcel-returned-title = The parcel of order { $number } came back
notifications-parcel-returned = Its goods are reserved again. Call the buyer, send it again or cancel the order.
notifications-stock-low-title = Running low: { $name }
notifications-stock-low =
    { $available ->
        [one] 1 of { $sku } can still be promised in { $warehouse }; order more at { $level }.
       *[other] { $available } of { $sku } can still be promised in { $warehouse }; order more at { $level }.
    }
notifications-import-done-title = Import finished: { $file }
notifications-import-done = New: { $created }, changed: { $updated }, refused: { $failed }.
notifications-import-failed-title = Import failed: { $file }
notifications-import-failed = The file could not be read. Its page says why.
notifications-dead-title = Work in the background has failed
notifications-dead = { $kind } failed again and again and waits for you.
notifications-drift-title = The books do not add up
notifications-drift =
    { $count ->
        [one] 1 figure differs from what it is made of. Tell support.
       *[other] { $count } figures differ from what they are made of. Tell support.
    }
notifications-bulk-done-title = Bulk change finished
notifications-bulk-done = Changed: { $changed }, unchanged: { $unchanged }, refused: { $refused }.
notifications-bulk-undone-title = Bulk change undone
notifications-bulk-undone = Taken back: { $undone }, not taken back: { $kept }.

notifications-charged-back-title = Payment for order { $number } was taken back
notifications-charged-back = The money of order { $number } is not there any more. Look before it leaves.
notifications-disputed-title = The buyer disputes a payment of order { $number }
notifications-disputed = Answer at the provider in time. Nothing has been taken back yet.
notifications-instalment-title = An instalment for order { $number } has come
notifications-instalment = It is written down as a payment of its own. If it is more than the order costs, give it back, and end the subscription at PayHere.
notifications-notice-refused-title = A payment notice was not believed
notifications-notice-refused = Something about a payment came in that is wrong or forged. Nothing was changed. It stands under System; look whether the secrets of the account are right.
notifications-paid-cancelled-title = Cancelled order { $number } was paid
notifications-paid-cancelled = The money for order { $number } came after it was cancelled. Give it back.
notifications-paid-no-stock-title = Order { $number } is paid, and there is no stock
notifications-paid-no-stock = Order { $number } is held back: what was ordered has been sold. Get more of it, or give the money back.
notifications-paid-twice-title = Order { $number } was paid twice
notifications-paid-twice = The buyer of order { $number } has paid a second time. Give one payment back.
notifications-payment-held-title = { $number }: money is held on the buyer’s card
notifications-payment-held = Take the money of order { $number } when the parcel leaves, or let it go.
notifications-reinstated-title = Money of order { $number } has come back
notifications-reinstated = The dispute was decided for you. The money is written down as a payment of its own.
notifications-payment-look-title = Look at WebXPay for order { $number }
notifications-payment-look = WebXPay says that order { $number } is paid. See there whether the amount is right, then confirm the payment.
notifications-slip-title = Bank slip for order { $number }
notifications-slip = The buyer says that { $amount } was paid. Look whether the money is there.
notifications-order-mention-title = { $name } mentions you on order { $number }
notifications-order-mention = { $text }
