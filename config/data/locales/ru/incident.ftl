# Incidents, notes, answers: what readers see of the merged news. Every text here stands in Telegram HTML after escaping.

## Times and regions

date = { $day } { $month ->
    [1] января
    [2] февраля
    [3] марта
    [4] апреля
    [5] мая
    [6] июня
    [7] июля
    [8] августа
    [9] сентября
    [10] октября
    [11] ноября
   *[12] декабря
}
period = { $time ->
    [night] ночь на { $date }
   *[day] день { $date }
}
period-part = { $period }, событие { $number }
zone-moscow = МСК
zone-moscow-off = МСК{ $offset }
zone-kyiv = по Киеву
zone-utc = UTC{ $offset }
bulletin-mod = Россия: сводка Минобороны
bulletin-RU = Россия: общая сводка
bulletin-UA = Украина: общая сводка
place-district = { $name } район
place-city-district = { $name } район
places = Где: { $places }
places-more = Где: { $places } и ещё { $kind ->
    [district] { $count ->
        [one] { $count } район
        [few] { $count } района
       *[many] { $count } районов
    }
   *[place] { $count ->
        [one] { $count } место
        [few] { $count } места
       *[many] { $count } мест
    }
}

## Who says it

role = { $role ->
    [mod] Минобороны
    [governor] губернатор
    [mayor] мэр
    [head] глава
    [hq] власти региона
    [emergency] экстренные службы
    [aviation] авиационные власти
    [ua] украинские власти
    [media] СМИ
    [witness] жители
   *[official] власти
}
role-named = { $role ->
    [governor] губернатор { $name }
    [mayor] мэр { $name }
    [head] глава { $name }
    [mod] Минобороны, { $name }
    [hq] власти региона, { $name }
    [emergency] экстренные службы, { $name }
    [aviation] авиационные власти, { $name }
    [media] СМИ, { $name }
    [witness] очевидец { $name }
   *[other] { $name }
}
said = { $text } — { $who }, { $time }
other-voice = { $amount } — { $who }, { $time }
unconfirmed = не подтверждено
preliminary = предварительно

## What happened

amount = { $qualifier ->
    [at-least] не менее { $count }
    [at-most] до { $count }
    [about] около { $count }
   *[exact] { $count }
}
killed = { $qualifier ->
    [none] Есть погибшие
    [exact] { $count ->
        [one] Погиб { $count } человек
        [few] Погибли { $count } человека
       *[many] Погибли { $count } человек
    }
   *[other] { $count ->
        [one] Погибли { $amount } человека
       *[many] Погибли { $amount } человек
    }
}
injured = { $qualifier ->
    [none] Есть пострадавшие
    [exact] { $count ->
        [one] Пострадал { $count } человек
        [few] Пострадали { $count } человека
       *[many] Пострадали { $count } человек
    }
   *[other] { $count ->
        [one] Пострадали { $amount } человека
       *[many] Пострадали { $amount } человек
    }
}
nobody-hurt = Пострадавших нет
nobody-said = О пострадавших никто не сообщал
no-damage = Разрушений нет
debris = Упали обломки
explosions = Слышны взрывы
fire = { $state ->
    [burning] Пожар
    [out] Пожар потушен
   *[none] Пожара нет
}
attack = { $weapon ->
    [uav] Атака БПЛА
    [missile] Ракетный удар
    [bomb] Удар авиабомбами
    [shelling] Обстрел
    [usv] Атака морских дронов
   *[none] Атака
}
downed = { $weapon ->
    [uav] { $qualifier ->
        [none] Сбиты БПЛА
        [exact] { $count ->
            [one] Сбит { $amount } БПЛА
            [few] Сбиты { $amount } БПЛА
           *[many] Сбито { $amount } БПЛА
        }
       *[other] { $count ->
            [one] Сбито { $amount } БПЛА
           *[many] Сбито { $amount } БПЛА
        }
    }
    [missile] { $qualifier ->
        [none] Сбиты ракеты
        [exact] { $count ->
            [one] Сбита { $amount } ракета
            [few] Сбиты { $amount } ракеты
           *[many] Сбито { $amount } ракет
        }
       *[other] { $count ->
            [one] Сбито { $amount } ракеты
           *[many] Сбито { $amount } ракет
        }
    }
    [bomb] { $qualifier ->
        [none] Сбиты авиабомбы
        [exact] { $count ->
            [one] Сбита { $amount } авиабомба
            [few] Сбиты { $amount } авиабомбы
           *[many] Сбито { $amount } авиабомб
        }
       *[other] { $count ->
            [one] Сбито { $amount } авиабомбы
           *[many] Сбито { $amount } авиабомб
        }
    }
    [shelling] { $qualifier ->
        [none] Сбиты снаряды
        [exact] { $count ->
            [one] Сбит { $amount } снаряд
            [few] Сбиты { $amount } снаряда
           *[many] Сбито { $amount } снарядов
        }
       *[other] { $count ->
            [one] Сбито { $amount } снаряда
           *[many] Сбито { $amount } снарядов
        }
    }
    [usv] { $qualifier ->
        [none] Уничтожены морские дроны
        [exact] { $count ->
            [one] Уничтожен { $amount } морской дрон
            [few] Уничтожены { $amount } морских дрона
           *[many] Уничтожено { $amount } морских дронов
        }
       *[other] { $count ->
            [one] Уничтожено { $amount } морского дрона
           *[many] Уничтожено { $amount } морских дронов
        }
    }
   *[other] { $qualifier ->
        [none] Сбиты воздушные цели
        [exact] { $count ->
            [one] Сбита { $amount } воздушная цель
            [few] Сбиты { $amount } воздушные цели
           *[many] Сбито { $amount } воздушных целей
        }
       *[other] { $count ->
            [one] Сбито { $amount } воздушной цели
           *[many] Сбито { $amount } воздушных целей
        }
    }
}
damaged = Повреждения: { $things }
thing = { $object ->
    [house] { $count ->
        [none] частные дома
        [1] частный дом
        [one] { $count } частный дом
        [few] { $count } частных дома
       *[many] { $count } частных домов
    }
    [apartment] { $count ->
        [none] многоквартирные дома
        [1] многоквартирный дом
        [one] { $count } многоквартирный дом
        [few] { $count } многоквартирных дома
       *[many] { $count } многоквартирных домов
    }
    [vehicle] { $count ->
        [none] автомобили
        [1] автомобиль
        [one] { $count } автомобиль
        [few] { $count } автомобиля
       *[many] { $count } автомобилей
    }
    [industrial] { $count ->
        [none] промышленные объекты
        [1] промышленный объект
        [one] { $count } промышленный объект
        [few] { $count } промышленных объекта
       *[many] { $count } промышленных объектов
    }
    [fuel] { $count ->
        [none] топливные объекты
        [1] топливный объект
        [one] { $count } топливный объект
        [few] { $count } топливных объекта
       *[many] { $count } топливных объектов
    }
    [energy] { $count ->
        [none] энергообъекты
        [1] энергообъект
        [one] { $count } энергообъект
        [few] { $count } энергообъекта
       *[many] { $count } энергообъектов
    }
    [transport] { $count ->
        [none] транспортные объекты
        [1] транспортный объект
        [one] { $count } транспортный объект
        [few] { $count } транспортных объекта
       *[many] { $count } транспортных объектов
    }
    [public] { $count ->
        [none] общественные здания
        [1] общественное здание
        [one] { $count } общественное здание
        [few] { $count } общественных здания
       *[many] { $count } общественных зданий
    }
    [military] { $count ->
        [none] военные объекты
        [1] военный объект
        [one] { $count } военный объект
        [few] { $count } военных объекта
       *[many] { $count } военных объектов
    }
    [farm] { $count ->
        [none] сельхозобъекты
        [1] сельхозобъект
        [one] { $count } сельхозобъект
        [few] { $count } сельхозобъекта
       *[many] { $count } сельхозобъектов
    }
   *[other] { $count ->
        [none] прочее имущество
        [1] прочая постройка
        [one] { $count } прочая постройка
        [few] { $count } прочие постройки
       *[many] { $count } прочих построек
    }
}
part = { $region } { $amount }
linked = { $text } (/why_{ $number })
parts = По регионам: { $parts }
parts-rest = без указания региона { $count }
window = с { $start } до { $stop }
threat = { $weapon ->
    [uav] опасность БПЛА
    [missile] ракетная опасность
    [bomb] опасность авиабомб
    [shelling] опасность обстрела
    [usv] опасность морских дронов
   *[none] тревога
}
alarm-raised = Объявлена { $threats }, { $time }
alarm-expired = { $threats } с { $time }: об отбое не сообщали; спустя { $hours } ч считаем тревогу законченной
alarm-cleared = Отбой тревоги, { $time }
alarm-over = отбой тревоги
airports-closed = { $count ->
    [1] Закрыт аэропорт: { $names }, { $time }
   *[many] Закрыты аэропорты: { $names }, { $time }
}
airports-open = { $count ->
    [1] Снова открыт аэропорт: { $names }, { $time }
   *[many] Снова открыты аэропорты: { $names }, { $time }
}
airport-closed = закрыт аэропорт
airport-open = аэропорт снова открыт
airports-moscow = все московские

## Below the news

sources = Источники: { $links }
sources-more = Источники: { $links } и ещё { $count }
voices-sources = { $count ->
    [one] { $count } источник
    [few] { $count } источника
   *[many] { $count } источников
}
voices-independent = { $count ->
    [one] { $count } независимый
    [few] { $count } независимых
   *[many] { $count } независимых
}
voices-official = { $count ->
    [0] официальных нет
    [one] { $count } официальный голос
    [few] { $count } официальных голоса
   *[many] { $count } официальных голосов
}
number = №{ $number }
updated = последнее сообщение в { $time } { $zone }
joined = Это то же событие, что и №{ $number }: /why_{ $number }
withdrawn-all = Все сообщения об этом отозваны их источниками
withdrawn = { $count ->
    [one] { $count } сообщение отозвано
    [few] { $count } сообщения отозваны
   *[many] { $count } сообщений отозваны
}
cut = … дальше не поместилось: всё — под кнопкой «Почему»

## Notes

note-from-to = { $what }: { $before } → { $after } ({ $who }, { $time })
note-new = { $what } ({ $who }, { $time })
note-killed = Погибшие
note-injured = Пострадавшие
note-downed = Сбито
note-damage = Новые повреждения: { $thing }
note-confirmed = Подтверждено официально
note-cancelled = Сообщения об этом отозваны
note-moved-off = Часть сообщений оказалась о другом событии.
note-moved-here = Сюда отнесены и сообщения, которые считались другим событием.
note-retracted = { $what }: { $before } → больше не сообщается

## Answers

answer-earlier = Раньше
answer-since = После этого
answer-beside = Рядом
answer-apart = Отдельно, в то же время
answer-short = №{ $number }, { $period } — { $text } · /why_{ $number }
answer-nothing = За последние сутки ничего не сообщали: ни об атаках, ни о тревогах.
answer-nothing-since = После { $time } { $zone } ничего не сообщали.
answer-fresh = { $age ->
    [1] За последнюю минуту прочитано источников: { $fresh } из { $total }
    [one] За последнюю { $age } минуту прочитано источников: { $fresh } из { $total }
    [few] За последние { $age } минуты прочитано источников: { $fresh } из { $total }
   *[many] За последние { $age } минут прочитано источников: { $fresh } из { $total }
}
answer-cannot-say = Неизвестно: источник «{ $source }» не читается с { $time }.
answer-never-read = Неизвестно: источник «{ $source }» ещё ни разу не прочитан.
answer-no-sources = Неизвестно: источников об этом регионе нет.
answer-too-few = Неизвестно: прочитано только { $fresh } из { $total } источников.
answer-stale = Не читаются: { $sources }

## Sources and reasons

ledger-title = Источники: { $incident }
ledger-source = { $name }, { $time }
ledger-withdrawn = отозвано
ledger-silent = прочитано до начала наблюдения
why-title = Почему так: { $incident }
why-one = Одно событие: { $region }, { $period }. Здесь собрано всё, что сообщили об этом регионе за это время.
why-one-apart = Отдельное событие: сюда входит то, что к нему отнёс администратор бота.
why-severity = Тяжесть: { $severity }
why-certainty = Достоверность: { $certainty }
severity = { $level ->
    [minor] низкая (сбитые цели, тревоги, закрытые аэропорты)
    [moderate] средняя (обломки, пожар, повреждения, взрывы)
    [severe] высокая (пострадавшие; повреждены топливные, энергетические или транспортные объекты)
    [extreme] крайняя (погибшие)
   *[unknown] неизвестна
}
certainty = { $level ->
    [possible] возможно (сообщают жители или один канал)
    [likely] вероятно (сообщает агентство, газета или несколько каналов)
    [observed] подтверждено (сообщает официальное лицо)
   *[unknown] неизвестна
}
why-moved-off = Отнесено к другому событию, №{ $number } (/why_{ $number }): { $names } — { $who }, { $time }
why-moved-here = Перенесено из события №{ $number } (/why_{ $number }): { $names } — { $who }, { $time }
why-admin = администратор бота
why-apart = Если что-то здесь о другом событии, напишите <code>/notsame { $number }</code> и номера строк.
page = Страница { $page } из { $pages }
why-claim = { $what } — { $who }, { $time }
why-chosen = главная цифра
kind = { $kind ->
    [killed] погибшие
    [injured] пострадавшие
    [no_casualties] пострадавших нет
    [damage] повреждения
    [no_damage] разрушений нет
    [fire] пожар
    [debris] обломки
    [explosions] взрывы
    [attack] атака
    [downed] сбито
    [threat] тревога
   *[airport] аэропорт
}

## Roll-ups

rollup-title = Пока меня не было, { $from }–{ $to } { $zone }
rollup-row = №{ $number } { $region }, { $period } — { $text } · /why_{ $number }
rollup-more = { $count ->
    [one] и ещё { $count } событие
    [few] и ещё { $count } события
   *[many] и ещё { $count } событий
}

## Buttons

button-sources = Источники
button-why = Почему
button-map = Карта
button-mute = Тише
button-region = Регион
