# What the bot says in a terminal, when no token is set.
terminal-welcome =
    Сводка работает в этом терминале: SVODKA_BOT_TOKEN не задан. { $sources ->
        [one] Читаем { $sources } открытый источник
        [few] Читаем { $sources } открытых источника
       *[many] Читаем { $sources } открытых источников
    }; новое появится здесь.
    Наберите /help или /region Калуга. Остановить: Ctrl+C.
terminal-reading = источники: прочитано { $tried } из { $total } …
terminal-read = источники: прочитано { $read } из { $total }. Прежние записи сохранены без оповещений.
terminal-read-none = источники: не прочитан ни один из { $total }; пробуем снова. Есть ли сеть?
terminal-problem = { $count } × { $problem }
terminal-new =
    { $posts ->
        [one] { $posts } новая запись
        [few] { $posts } новые записи
       *[many] { $posts } новых записей
    }
terminal-goodbye = Остановлено. Всё сохранено.
demo-welcome =
    Записанная ночь: { $posts ->
        [one] { $posts } запись
        [few] { $posts } записи
       *[many] { $posts } записей
    } из { $sources } источников, с { $start } до { $stop } (МСК). Все тексты вымышлены.
demo-resumed = Продолжаем с { $at }.
demo-over =
    Ночь кончилась: { $posts ->
        [one] прочитана { $posts } запись
        [few] прочитаны { $posts } записи
       *[many] прочитано { $posts } записей
    }, { $incidents ->
        [one] { $incidents } происшествие
        [few] { $incidents } происшествия
       *[many] { $incidents } происшествий
    }, { $messages ->
        [one] { $messages } сообщение
        [few] { $messages } сообщения
       *[many] { $messages } сообщений
    }. Теперь спрашивайте: /region Калуга, /status, /help. Выйти: Ctrl+C или Ctrl+D.
