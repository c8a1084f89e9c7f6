# The one search box.
search-placeholder = Order, phone, last 4 digits, name, SKU
search-title = Search
search-results = Search results
search-exact = Exactly this
search-places = Pages and actions
search-start-title = Search everything
search-start = Type an order number, a phone number or its last four digits, a waybill, a name, a SKU, or the name of a page.
search-none-title = Nothing found for “{ $query }”
search-none = Check the spelling, or try the last four digits of the phone number.
search-count = { $count ->
    [one] 1 result
   *[other] { $count } results
}
search-import-products = Import products
search-import-orders = Import orders
