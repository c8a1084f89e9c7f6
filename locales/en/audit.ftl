audit-when = When
audit-who = Who
audit-action = Action
audit-changes = Changes
audit-from = From
audit-program = smartstore
audit-empty-title = Nothing yet
audit-empty = Every change is written down here with who made it, when and from where.
