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
nav-channels = Channels
nav-products = Products
nav-inventory = Inventory
nav-imports = Imports
nav-deliveries = Deliveries
nav-couriers = Couriers
nav-profile = My profile
nav-audit = Audit log
nav-system = System

time-now = just now
time-minutes-ago = { $count ->
    [one] 1 minute ago
   *[other] { $count } minutes ago
}
time-hours-ago = { $count ->
    [one] 1 hour ago
   *[other] { $count } hours ago
}

error-title = This did not work
error-not-found-title = Not found
error-forbidden-title = Not allowed
error-go-home = Go to the home page
error-unauthenticated = Sign in to go on.
error-forbidden = Your role lacks the permission { $permission }. Ask an owner or admin of your organization.
error-not-found = There is nothing here, or it is not yours. Check the address or search for it.
error-invalid = Some fields need mending.
error-too-many = Too many attempts. Try again in { $seconds } seconds.
error-internal = Something went wrong on our side. Try again; if it happens again, tell support this number: { $incident }
error-organization-suspended = This organization is suspended: it can be read, not changed.
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
