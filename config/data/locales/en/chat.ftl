### Answers to commands. What is filled in is already escaped for HTML.

chat-start =
    <b>Svodka</b> reads public sources: governors and regional headquarters, ministries, mayors, news agencies and city channels. It gathers what they report about drone and missile attacks, and shows who said what and when. Each event gets one message, which is edited as the facts change.

    ⚠️ <b>This is a news service, not a siren.</b> Messages come after the fact, once something has been reported. For warnings, rely on the alarms and instructions of your regional authorities. No place is named more precisely than a town or a district.

    Type the name of a region, such as “Kaluga”, or choose:

chat-help =
    Type the name of a region in any spelling: “Kaluga”, “Kaluzhskaya”, “калужская обл”.

    /region <i>name</i> — what is reported about a region
    /subscribe <i>name</i> — send me what happens in a region, a town or a district; “all” for everywhere
    /unsubscribe <i>name</i> — stop sending it
    /status — which sources are read, and when
    /why <i>number</i> — why reports count as one event
    /language — Russian or English

    Under a message: “Sources” shows every quote with its link, “Why” explains how they were put together, “Mute” silences that region for eight hours.

    This is news after the fact, not a warning of danger.

chat-help-group =
    In a group, call the bot by its name: <code>/region@{ $username } Kaluga</code>. Only the group's admins can change its subscriptions.

chat-choose = Which region?
chat-choose-subscribe = Which region do you want to follow?
chat-yours = Your regions:
chat-which = I don’t know a region called “{ $query }”. Did you mean:
chat-unknown = I don’t know a region called “{ $query }”. Try another spelling, or choose:
chat-too-long = That is too long for the name of a region. Type something shorter, such as “Kaluga”.
chat-hint = Type the name of a region, such as “Kaluga”, or /help.
chat-unknown-command = There is no such command. What the bot can do: /help
chat-via = { $place } is in { $region }.

chat-subscribed = Done: I will send you what is reported about { $region }. To stop: /unsubscribe
chat-subscribed-place = Done: I will send you what is reported about { $place }, when it is named. To stop: /unsubscribe
chat-subscribed-all = Done: I will send you what is reported about every region. To stop: /unsubscribe
chat-unsubscribe-which = What should I stop sending?
chat-unsubscribed = Stopped: { $region }.
chat-unsubscribed-everything =
    { $count ->
        [one] { $count } subscription cancelled. There will be no more messages.
       *[other] { $count } subscriptions cancelled. There will be no more messages.
    }
chat-no-such-subscription = You were not subscribed to { $region }.
chat-no-subscriptions = There are no subscriptions. To add one: /subscribe
chat-subscriptions =
    { $count ->
        [one] { $count } subscription:
       *[other] { $count } subscriptions:
    }
chat-all-regions = All regions
chat-muted-until = { $region }: silent until { $until }. To unmute it sooner: /subscribe
chat-muted-mark = { $region } (silent until { $until })

chat-language-choice = Язык / Language:
chat-language-set = English it is.
chat-admins-only = In a group, only its admins can change this.
chat-rights-unknown = I could not find out whether you are an admin. Please try again in a moment.

chat-why-which = Give the number of an event, such as <code>/why 12</code>. The number is in the message about the event.
chat-no-incident = There is no event No. { $number }: it never existed, or its data has been removed.
chat-old-button = This button no longer works.
chat-failed = That did not work: an error inside the bot. It has been logged; please try again in a minute.
chat-database-failed = The database cannot be reached right now. Please try again in a minute.

chat-status-title = Status at { $time }
chat-status-sources =
    { $fresh ->
        [one] { $fresh } of { $total } sources was read on time
       *[other] { $fresh } of { $total } sources were read on time
    }
chat-status-latest = last read { $ago }
chat-status-none-configured = No sources are configured: there is nothing to watch.
chat-status-never-any = No source has been read yet: the bot has only just started.
chat-status-failing = Cannot be read:
chat-status-late = Not read for a while:
chat-status-waiting = Not read yet: { $count }
chat-status-problem = { $source }: { $problem }; read { $ago }
chat-status-problem-never = { $source }: { $problem }; never read so far
chat-status-problem-shared =
    { $count ->
        [one] { $count } source: { $problem }
       *[other] { $count } sources: { $problem }
    }
chat-status-late-line = { $source }: read { $ago }
chat-status-more = and { $count } more
chat-status-inbox =
    { $count ->
        [0] Everything read so far has been processed.
        [one] { $count } entry is waiting to be processed.
       *[other] { $count } entries are waiting to be processed.
    }
chat-status-failed =
    { $count ->
        [one] { $count } entry could not be processed.
       *[other] { $count } entries could not be processed.
    }
chat-status-outbox =
    { $count ->
        [0] No messages are waiting to be sent.
        [one] { $count } message is waiting to be sent, since { $since }.
       *[other] { $count } messages are waiting to be sent, the oldest since { $since }.
    }
chat-status-dead =
    { $count ->
        [one] { $count } message could not be delivered.
       *[other] { $count } messages could not be delivered.
    }

chat-ago-now = just now
chat-ago-minutes =
    { $count ->
        [one] { $count } minute ago
       *[other] { $count } minutes ago
    }
chat-ago-hours =
    { $count ->
        [one] { $count } hour ago
       *[other] { $count } hours ago
    }
chat-ago-days =
    { $count ->
        [one] { $count } day ago
       *[other] { $count } days ago
    }
chat-clock = { $time } MSK

chat-button-choose = Choose a region
chat-button-all = All regions
chat-button-whole = The whole region
chat-button-subscribe = Subscribe
chat-button-unsubscribe = Unsubscribe
chat-button-everything = Everything
chat-button-language = Русский
chat-button-earlier = ‹ Back
chat-button-later = More ›

chat-command-region = What is reported about a region
chat-command-subscribe = Send me what happens in a region
chat-command-unsubscribe = Stop sending it
chat-command-status = Which sources are read, and when
chat-command-why = Why reports count as one event
chat-command-language = Russian or English
chat-command-help = What the bot can do
chat-command-start = Start over
