### «Не то событие»: администратор бота разводит и сводит сообщения.

apart-not-yours = Разделять и объединять события могут только администраторы бота.
apart-which = Напишите номер события и номера строк из /why, например <code>/notsame 12 3 5</code>.
apart-no-row = В событии №{ $number } нет строки { $row }. Номера строк показывает /why_{ $number }
apart-all = Это все сообщения события №{ $number }: отделять их не от чего.
apart-too-many = Так много сразу не отделить. Назовите не больше { $most } строк.
apart-ask = Не о событии №{ $number }: { $incident }
apart-where = К какому событию их отнести?
apart-button-new = К новому
apart-button-known = К №{ $number }
apart-button-back = Вернуть: событие то же
apart-done =
    { $count ->
        [one] Готово: { $count } сообщение перенесено
        [few] Готово: { $count } сообщения перенесены
       *[many] Готово: { $count } сообщений перенесено
    } из №{ $origin } (/why_{ $origin }) в №{ $target } (/why_{ $target }). Сообщения в чатах исправляются.
apart-gone = В событии №{ $number } этих сообщений уже нет.
apart-busy = Событие сейчас меняется. Попробуйте ещё раз.
same-which = Напишите номер отделённого события, например <code>/same 15</code>.
same-never = К событию №{ $number } ничего не переносили.
same-done-before = Событие №{ $number } уже объединено с №{ $target } (/why_{ $target }).
