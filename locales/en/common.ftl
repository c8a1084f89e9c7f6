# Words that every page uses.
save = Save
edit = Edit
search = Search
field-optional = if any
cancel = Cancel
close = Close
confirm = Confirm
next = Next
previous = Previous
filter = Filter
clear-filters = Clear filters
from-day = From
to-day = To
language = Language
breadcrumbs = You are here
form-errors-title = Please check these fields
skip-to-content = Skip to content
sign-out = Sign out
theme-light = Light
theme-dark = Dark
theme-system = As the device
nav-fold = Fold the navigation
shortcuts-title = Keyboard shortcuts
shortcut-search = Search
shortcut-help = Show these shortcuts

nav-label = Main navigation
nav-phone-label = Quick navigation
nav-more = More
nav-home = Home
nav-group-sell = Sell
nav-group-stock = Stock
nav-group-deliver = Deliver
nav-group-settings = Settings
nav-orders = Orders
nav-customers = Customers
nav-payments = Payments
nav-returns = Returns
nav-channels = Channels
nav-products = Products
nav-inventory = Inventory
nav-stations = Stations
nav-purchasing = Purchasing
nav-suppliers = Suppliers
nav-supply = Orders to you
nav-supply-stock = Stock you supply
nav-imports = Imports
nav-deliveries = Deliveries
nav-couriers = Couriers
nav-profile = My profile
nav-users = Team
nav-taxes = Taxes
nav-currencies = Currencies
nav-translations = Translations
nav-audit = Audit log
nav-security = Security
nav-platform = Platform administration
nav-system = System
nav-settings = Settings
nav-organization = Organization
settings-group-organization = Organization and team
settings-group-selling = Prices and texts
settings-group-account = Your account
settings-group-records = Records and system
settings-users = Who works here, with which role; invitations
settings-roles = What each role may do; roles of your own
settings-security = Which roles need a second factor
settings-taxes = Rates by class, and from which day on
settings-payments = Bank accounts, LANKAQR and payment providers by which buyers pay
settings-currencies = Currencies you use and what they are worth each day
settings-translations = Names and descriptions in your buyers’ languages
settings-factor = Codes from an app, passkeys, backup codes
settings-sessions = Devices and browsers; end those you do not know
settings-notifications = What reaches you, and how
settings-organizations = Switch between them, or leave one
settings-organization = Name, logo, address, tax numbers, currency, time, order numbers
settings-profile = Your name, picture and language
settings-audit = Who changed what, when and from where
settings-system = Connections and events that wait for a person

time-now = just now
time-minutes-ago = { $count ->
    [one] 1 minute ago
   *[other] { $count } minutes ago
}
time-hours-ago = { $count ->
    [one] 1 hour ago
   *[other] { $count } hours ago
}

error-part-not-loaded = This part could not be loaded. Open the page again.
error-title = This did not work
error-not-found-title = Not found
error-forbidden-title = Not allowed
error-go-home = Go to the home page
error-unauthenticated = Sign in to go on.
error-forbidden = Your role lacks the permission “{ $permissionName }” ({ $permission }). Ask an owner or admin of your organization.
error-not-found = There is nothing here, or it is not yours. Check the address or search for it.
error-invalid = Some fields need mending.
error-too-many = Too many attempts. Try again in { $seconds } seconds.
error-internal = Something went wrong on our side. Try again; if it happens again, tell support this number: { $incident }
error-organization-suspended = This organization is suspended: it can be read, not changed.
error-switched-off-title = Switched off
error-organization-cancelled = This organization is cancelled: its owners can read and export, nothing can be changed.
suspended-title = Your organization is suspended
suspended-text = You can read and export everything; nothing can be changed.
cancelled-title = Your organization is cancelled
cancelled-text = Its owners can read and export everything; nothing can be changed.
standing-contact = Contact: { $contact }
standing-ask = Ask the people who run this platform.
error-switched-off = The area “{ $area ->
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
}” is switched off for your organization. Ask the people who run this platform to switch it on.
error-request-unreadable = The form could not be read. Load the page again and try once more.
error-required = This is needed.
error-too-long = This is too long.
error-choice = Choose one of the options.
error-email = This is not an e-mail address.
error-phone = This is not a phone number. Write it like 077 123 4567.
error-amount-not-a-number = Write an amount like 1250 or 1,250.50.
error-amount-too-precise = An amount has at most two places after the point.
error-amount-negative = The amount cannot be below zero.
error-amount-too-large = The amount is too large.
error-file-missing = Choose a file.
error-file-too-large = The file is too large: at most { $megabytes } MB.
error-picture-too-many-pixels = The picture is too large: at most { $megapixels } million pixels. Make it smaller and try again.
error-picture-heic = Pictures in the HEIC or AVIF format are not taken. Save it as JPEG and try again; on an iPhone choose Camera, Formats, Most compatible.
error-picture-svg = Drawings in the SVG format are not taken. Save it as PNG and try again.
error-picture-kind = This is not a picture of a kind that is taken. Choose a JPEG, PNG, GIF or WebP file.
error-picture-broken = The picture cannot be read: the file is damaged or not complete. Save it again and try once more.

home-title = Welcome, { $name }
home-nothing-yet = Your role has no numbers to show here. Use the navigation.
home-placed = Orders today
home-placed-value = Value today
home-delivered = Delivered today
home-delivered-value = Value delivered
home-before = { $amount } a week ago by this time
home-waiting = What waits
home-wait-confirm = { $count ->
    [one] order to confirm
   *[other] orders to confirm
}
home-wait-pack = { $count ->
    [one] order to pack
   *[other] orders to pack
}
home-wait-dispatch = { $count ->
    [one] parcel to hand over
   *[other] parcels to hand over
}
home-wait-deliver = { $count ->
    [one] parcel on the way
   *[other] parcels on the way
}
home-held = { $count ->
    [one] order on hold
   *[other] orders on hold
}
home-unmatched = { $count ->
    [one] item with an unknown SKU
   *[other] items with an unknown SKU
}
home-chart = Value of orders, last 14 days
home-chart-table = Show as a table
home-day = Day
form-clash = { $who } changed this to “{ $theirs }” ({ $when }); when you opened the form it was “{ $was }”. Save again to put yours in its place, or write theirs.
form-clash-title = Somebody changed the same fields while you were writing. Nothing you typed is lost: compare below and save again. Their changes to other fields stay.
form-clash-empty = nothing
error-changed-meanwhile = Somebody changed this since you opened it. Copy what you typed, load the page again and enter it once more.
error-still-running = The same form is still being worked on. Wait a moment, then load the page again.
settings-invoices = Branches, numbers and layout of invoices
