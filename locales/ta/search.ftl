# The one search box.
search-placeholder = ஆர்டர், தொலைபேசி, கடைசி 4 இலக்கங்கள், பெயர், SKU
search-title = தேடல்
search-results = தேடல் முடிவுகள்
search-exact = இதுவே
search-places = பக்கங்களும் செயல்களும்
search-start-title = அனைத்தையும் தேடுங்கள்
search-start = ஆர்டர் எண், தொலைபேசி எண் அல்லது அதன் கடைசி நான்கு இலக்கங்கள், கூரியர் சீட்டு எண், பெயர், SKU அல்லது ஒரு பக்கத்தின் பெயரை எழுதுங்கள்.
search-none-title = “{ $query }” க்கு எதுவும் கிடைக்கவில்லை
search-none = எழுத்துகளைச் சரிபார்க்கவும், அல்லது தொலைபேசி எண்ணின் கடைசி நான்கு இலக்கங்களை முயலவும்.
search-count = { $count ->
    [one] 1 முடிவு
   *[other] { $count } முடிவுகள்
}
search-import-products = பொருட்களை இறக்குமதி செய்
search-import-orders = ஆர்டர்களை இறக்குமதி செய்
