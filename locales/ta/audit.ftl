audit-when = நேரம்
audit-who = யார்
audit-action = செயல்
audit-changes = மாற்றங்கள்
audit-from = முகவரி
audit-program = smartstore
audit-empty-title = இன்னும் எதுவும் இல்லை
audit-empty = ஒவ்வொரு மாற்றத்தையும் யார், எப்போது, எங்கிருந்து செய்தார் என்பது இங்கே பதிவாகும்.
