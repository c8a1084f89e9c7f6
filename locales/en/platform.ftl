platform-intro = Work that failed in the background, and what other systems sent and could not be used
platform-empty-title = All is well
platform-empty = Nothing waits for you here.
platform-outbox = Work that failed
platform-outbox-empty = No work failed.
platform-inbox = Messages from shops
platform-inbox-empty = Every message could be used.
platform-inbox-received = Received
platform-inbox-processed = Done
platform-inbox-failed = Failed
platform-inbox-ignored = Not needed
platform-inbox-rejected = Wrong signature
platform-rejected-text = Nobody has proved who sent this, so it is not used. Compare the secret in the shop with the one of the connection.
platform-event = Work
platform-topic = Message
platform-store = Shop
platform-state = State
platform-attempts = Attempts
platform-error = What went wrong
platform-age = When
platform-actions = Actions
platform-dead = Given up by itself
platform-next-attempt = Next attempt { $time }
platform-retry = Try again
platform-retries =
    { $count ->
        [one] Tried again once
       *[other] Tried again { $count } times
    }
platform-give-up = Give up
platform-give-up-confirm = Give this work up? It will not be tried again.
platform-error-taken = It is being worked on at this moment. Look again in a minute.
platform-error-not-failed = Only a message that failed can be tried again.
platform-error-not-json = The message is no JSON (line { $line }).
platform-done-retry = It is tried again
platform-done-given-up = It has been given up
platform-done-connected = The connection has been made
platform-done-closed = The connection has been closed
