# What the bot says in a terminal, when no token is set.
terminal-welcome =
    Svodka runs in this terminal: SVODKA_BOT_TOKEN is not set. It reads { $sources ->
        [one] { $sources } public source
       *[other] { $sources } public sources
    }; what is new appears here.
    Type /help or /region Kaluga. Stop with Ctrl+C.
terminal-reading = sources: { $tried } of { $total } tried …
terminal-read = sources: { $read } of { $total } read. Earlier posts are stored without alerts.
terminal-read-none = sources: none of { $total } could be read; trying again. Is the network up?
terminal-problem = { $count } × { $problem }
terminal-new =
    { $posts ->
        [one] { $posts } new post
       *[other] { $posts } new posts
    }
terminal-goodbye = Stopped. Everything is stored.
demo-welcome =
    A recorded night: { $posts ->
        [one] { $posts } post
       *[other] { $posts } posts
    } from { $sources } sources, { $start } to { $stop } (Moscow time). All texts are made up.
demo-resumed = Going on from { $at }.
demo-over =
    The night is over: { $posts ->
        [one] { $posts } post read
       *[other] { $posts } posts read
    }, { $incidents ->
        [one] { $incidents } incident
       *[other] { $incidents } incidents
    }, { $messages ->
        [one] { $messages } message
       *[other] { $messages } messages
    }. Now ask: /region Kaluga, /status, /help. Leave with Ctrl+C or Ctrl+D.
