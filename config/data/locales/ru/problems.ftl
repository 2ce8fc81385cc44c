### Что не так с источником. Значения приходят от серверов как есть; всё вместе экранируется там, где показывается.

## Адреса и соединения

problem-address = адрес { $address } не разобрать
problem-not-web = { $address } — не веб-адрес
problem-port = порт { $port } узла { $host } не из веб-портов
problem-private = { $host } — адрес частной сети; если она ваша, укажите его в SVODKA_PRIVATE_HOSTS
problem-socket = сокет этой машины не может быть источником
problem-name = не удаётся узнать адрес узла { $host }
problem-no-connection = { $host } не принимает соединения на порту { $port }
problem-connection = соединение с { $host } не удалось
problem-silent = { $host } не ответил вовремя
problem-slow = { $host } не ответил полностью за { $seconds } с
problem-broken-off = { $host } оборвал ответ, или это не HTTP
problem-certificate = сертификат { $host } недействителен: { $detail }
problem-tls = { $host } неправильно устанавливает TLS-соединение

## Отказы

problem-too-often = сервер считает, что мы обращаемся слишком часто (429)
problem-held = { $host } просил подождать
problem-browsers-only = сайт пускает только браузеры (проверка Cloudflare)
problem-bad-request = сервер не понял запроса (400)
problem-password = сервер требует пароль (401)
problem-refused = сервер отказал в доступе (403)
problem-nothing-there = по этому адресу ничего нет (404)
problem-gone = источник удалён насовсем (410)
problem-by-law = источник закрыт по требованию закона (451)
problem-server = на сервере неполадки ({ $status })
problem-status = сервер ответил кодом { $status }

## Перенаправления

problem-redirects = адрес перенаправляет больше { $hops } раз подряд
problem-redirect-nowhere = сервер перенаправляет неизвестно куда ({ $status })
problem-redirect-unreadable = сервер перенаправляет на адрес, который не разобрать
problem-redirect-unsafe = адрес перенаправляет с https на http

## Ответы

problem-packed-otherwise = сервер сжал ответ способом { $name }, о котором его не просили
problem-packed-falsely = ответ назван gzip, но это не gzip
problem-packed-cut-off = сжатый ответ оборван
problem-too-large = ответ больше { $size } МБ
problem-empty = ответ пуст
problem-partly = последний ответ оборван; прочитано то, что в нём было целым

## Ленты

problem-html = вместо ленты сервер прислал веб-страницу
problem-json = вместо ленты сервер прислал JSON
problem-not-xml = это не лента: ответ не в XML
problem-no-feed = это не лента: первый элемент — <{ $element }>
problem-strays = лента с ошибками: в ней слишком много лишних «&»
problem-overgrown = лента с ошибками: у элемента сотни атрибутов
problem-cut-off = лента обрывается раньше первой целой записи
problem-unreadable = лента с ошибками, ни одной записи прочитать не удалось

## Каналы

problem-no-preview = у канала нет открытого просмотра
problem-not-telegram = это не страница Telegram: ответ не в HTML
problem-no-channel = сервер прислал страницу, но не канал Telegram
problem-other-channel = страница показывает канал { $shown } вместо { $wanted }
problem-no-posts = на странице нет записей и не сказано, что их нет
problem-lost-posts = на странице нет записей, хотя раньше они были
problem-page-cut-off = страница обрывается раньше первой целой записи

## Наше

problem-unexpected = ошибка внутри бота, { $kind }: { $detail }
problem-other = { $text }
