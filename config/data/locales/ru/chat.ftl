### Ответы на команды. Подставляемое уже экранировано для HTML.

chat-start =
    <b>Сводка</b> читает открытые источники: губернаторов и оперативные штабы, министерства, мэров, агентства и городские каналы. Она собирает, что сообщили об атаках дронов и ракет, и показывает, кто и когда это сказал. На одно событие приходит одно сообщение; когда данные меняются, оно правится.

    ⚠️ <b>Это служба новостей, а не сирена.</b> Сообщения приходят, когда о случившемся уже написали. Об опасности узнавайте из сигналов тревоги и предупреждений властей своего региона и следуйте им. Места называются не точнее города или района.

    Напишите название региона, например «Калуга», или выберите:

chat-help =
    Название региона можно написать как угодно: «Калуга», «калужская обл», «Kaluga».

    /region <i>название</i> — что сообщают о регионе
    /subscribe <i>название</i> — присылать сообщения о регионе, городе или районе; «все» — обо всём
    /unsubscribe <i>название</i> — больше не присылать
    /status — какие источники читаются и когда
    /why <i>номер</i> — почему сообщения считаются одним событием
    /language — русский или английский

    Под сообщением: «Источники» — все цитаты со ссылками, «Почему» — как они сведены вместе, «Тише» — восемь часов не беспокоить из-за этого региона.

    Это новости после события, а не оповещение об опасности.

chat-help-group =
    В группе обращайтесь к боту по имени: <code>/region@{ $username } Калуга</code>. Подписки группы меняют только её администраторы.

chat-choose = Какой регион?
chat-choose-subscribe = О каком регионе присылать сообщения?
chat-yours = Ваши регионы:
chat-which = Регион «{ $query }» не нашёлся. Может быть, вы имели в виду:
chat-unknown = Регион «{ $query }» не нашёлся. Напишите его название иначе или выберите:
chat-too-long = Для названия региона это слишком длинно. Напишите короче, например «Калуга».
chat-hint = Напишите название региона, например «Калуга», или /help.
chat-unknown-command = Такой команды нет. Что умеет бот: /help
chat-via = { $place } — это { $region }.

chat-subscribed = Готово, вы подписаны: { $region }. Отписаться: /unsubscribe
chat-subscribed-place = Готово, вы подписаны: { $place }. Сообщение придёт, когда это место назовут. Отписаться: /unsubscribe
chat-subscribed-all = Готово, вы подписаны на все регионы. Отписаться: /unsubscribe
chat-unsubscribe-which = От чего отписаться?
chat-unsubscribed = Больше не присылаю: { $region }.
chat-unsubscribed-everything =
    { $count ->
        [one] Отменена { $count } подписка. Новых сообщений не будет.
        [few] Отменены { $count } подписки. Новых сообщений не будет.
       *[many] Отменено { $count } подписок. Новых сообщений не будет.
    }
chat-no-such-subscription = Подписки «{ $region }» и не было.
chat-no-subscriptions = Подписок нет. Подписаться: /subscribe
chat-subscriptions =
    { $count ->
        [one] { $count } подписка:
        [few] { $count } подписки:
       *[many] { $count } подписок:
    }
chat-all-regions = Все регионы
chat-muted-until = { $region }: молчу до { $until }. Вернуть раньше: /subscribe
chat-muted-mark = { $region } (тихо до { $until })

chat-language-choice = Язык / Language:
chat-language-set = Хорошо, по-русски.
chat-admins-only = В группе это могут менять только её администраторы.
chat-rights-unknown = Не удалось узнать, администратор ли вы. Попробуйте ещё раз чуть позже.

chat-why-which = Напишите номер события, например <code>/why 12</code>. Номер указан в сообщении о событии.
chat-no-incident = События №{ $number } нет: такого не было, или данные о нём уже удалены.
chat-old-button = Эта кнопка больше не действует.
chat-failed = Не получилось: внутренняя ошибка бота. Она записана в журнал; попробуйте ещё раз через минуту.
chat-database-failed = База данных сейчас недоступна. Попробуйте ещё раз через минуту.

chat-status-title = Состояние на { $time }
chat-status-sources =
    { $fresh ->
        [one] Прочитан вовремя { $fresh } источник из { $total }
        [few] Прочитаны вовремя { $fresh } источника из { $total }
       *[many] Прочитано вовремя { $fresh } источников из { $total }
    }
chat-status-latest = последнее чтение { $ago }
chat-status-none-configured = Источники не заданы: следить не за чем.
chat-status-never-any = Ещё ни один источник не прочитан: бот только что запущен.
chat-status-failing = Не читаются:
chat-status-late = Давно не читались:
chat-status-waiting = Ещё не читались: { $count }
chat-status-problem = { $source }: { $problem }; прочитан { $ago }
chat-status-problem-never = { $source }: { $problem }; ещё не прочитан ни разу
chat-status-problem-shared =
    { $count ->
        [one] { $count } источник: { $problem }
        [few] { $count } источника: { $problem }
       *[many] { $count } источников: { $problem }
    }
chat-status-late-line = { $source }: прочитан { $ago }
chat-status-more = и ещё { $count }
chat-status-inbox =
    { $count ->
        [0] Всё прочитанное разобрано.
        [one] Ждёт разбора { $count } запись.
        [few] Ждут разбора { $count } записи.
       *[many] Ждут разбора { $count } записей.
    }
chat-status-failed =
    { $count ->
        [one] Не удалось разобрать { $count } запись.
        [few] Не удалось разобрать { $count } записи.
       *[many] Не удалось разобрать { $count } записей.
    }
chat-status-outbox =
    { $count ->
        [0] Неотправленных сообщений нет.
        [one] Ждёт отправки { $count } сообщение, с { $since }.
        [few] Ждут отправки { $count } сообщения, самое старое — с { $since }.
       *[many] Ждут отправки { $count } сообщений, самое старое — с { $since }.
    }
chat-status-dead =
    { $count ->
        [one] Не доставлено { $count } сообщение.
        [few] Не доставлено { $count } сообщения.
       *[many] Не доставлено { $count } сообщений.
    }

chat-ago-now = только что
chat-ago-minutes =
    { $count ->
        [one] { $count } минуту назад
        [few] { $count } минуты назад
       *[many] { $count } минут назад
    }
chat-ago-hours =
    { $count ->
        [one] { $count } час назад
        [few] { $count } часа назад
       *[many] { $count } часов назад
    }
chat-ago-days =
    { $count ->
        [one] { $count } день назад
        [few] { $count } дня назад
       *[many] { $count } дней назад
    }
chat-clock = { $time } МСК

chat-button-choose = Выбрать регион
chat-button-all = Все регионы
chat-button-whole = Весь регион
chat-button-subscribe = Подписаться
chat-button-unsubscribe = Отписаться
chat-button-everything = От всего
chat-button-language = English
chat-button-earlier = ‹ Назад
chat-button-later = Дальше ›

chat-command-region = Что сообщают о регионе
chat-command-subscribe = Присылать сообщения о регионе
chat-command-unsubscribe = Больше не присылать
chat-command-status = Какие источники читаются и когда
chat-command-why = Почему сообщения считаются одним событием
chat-command-language = Русский или английский
chat-command-help = Что умеет бот
chat-command-start = Начать сначала
