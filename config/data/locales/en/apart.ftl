### 'Not the same': an admin of the bot takes reports apart and puts them together.

apart-not-yours = Only the bot's admins can take events apart or put them together.
apart-which = Give the number of an event and the numbers of rows that /why shows, such as <code>/notsame 12 3 5</code>.
apart-no-row = Event No. { $number } has no row { $row }. For the numbers of its rows see /why_{ $number }
apart-all = These are all the reports on No. { $number }: there is nothing to take them apart from.
apart-too-many = That is too many at once. Name { $most } rows at most.
apart-ask = Not on event No. { $number }: { $incident }
apart-where = Which event do they belong to?
apart-button-new = A new one
apart-button-known = No. { $number }
apart-button-back = Undo: the same event
apart-done =
    { $count ->
        [one] Done: { $count } report moved
       *[other] Done: { $count } reports moved
    } from No. { $origin } (/why_{ $origin }) to No. { $target } (/why_{ $target }). The messages in chats are being corrected.
apart-gone = Event No. { $number } no longer has these reports.
apart-busy = The event is changing right now. Please try again.
same-which = Give the number of an event that was split off, such as <code>/same 15</code>.
same-never = No reports were ever moved to No. { $number }.
same-done-before = Event No. { $number } has been joined with No. { $target } already (/why_{ $target }).
