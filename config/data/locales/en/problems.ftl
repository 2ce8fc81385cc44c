### What is wrong with a source. Values come from servers as they are; the whole is escaped where it is shown.

## Addresses and connections

problem-address = the address { $address } cannot be read
problem-not-web = { $address } is no web address
problem-port = port { $port } of { $host } is not one of the web
problem-private = { $host } is on a private network; if it is yours, name it in SVODKA_PRIVATE_HOSTS
problem-socket = a socket of this machine is no source
problem-name = the name { $host } cannot be resolved
problem-no-connection = { $host } does not accept connections on port { $port }
problem-connection = the connection to { $host } failed
problem-silent = { $host } did not answer in time
problem-slow = { $host } did not answer in full within { $seconds } seconds
problem-broken-off = { $host } broke off its answer, or it was not HTTP
problem-certificate = the certificate of { $host } is not valid: { $detail }
problem-tls = { $host } does not speak TLS properly

## Refusals

problem-too-often = the server says that we ask too often (429)
problem-held = { $host } has asked us to wait
problem-browsers-only = the site lets only browsers in (a Cloudflare check)
problem-bad-request = the server rejects the request (400)
problem-password = the server asks for a password (401)
problem-refused = the server refuses us (403)
problem-nothing-there = there is nothing at this address (404)
problem-gone = the source is gone for good (410)
problem-by-law = the source is withheld by law (451)
problem-server = the server has trouble of its own ({ $status })
problem-status = the server answered with status { $status }

## Redirects

problem-redirects = the address redirects more than { $hops } times
problem-redirect-nowhere = the server redirects to nowhere ({ $status })
problem-redirect-unreadable = the server redirects to an address that cannot be read
problem-redirect-unsafe = the address redirects from https to http

## Bodies

problem-packed-otherwise = the server packed its answer as { $name }, which was not asked for
problem-packed-falsely = the answer claims to be gzip and is not
problem-packed-cut-off = the packed answer is cut off
problem-too-large = the answer is larger than { $size } MB
problem-empty = the answer is empty
problem-partly = the last answer was cut off; what was whole of it has been read

## Feeds

problem-html = the server sent a web page instead of a feed
problem-json = the server sent JSON instead of a feed
problem-not-xml = the answer is no feed: it is not XML
problem-no-feed = the answer is no feed: its first element is <{ $element }>
problem-strays = the feed is malformed: it is full of stray ampersands
problem-overgrown = the feed is malformed: an element has hundreds of attributes
problem-cut-off = the feed is cut off before its first whole item
problem-unreadable = the feed is malformed, and no item of it could be read

## Channels

problem-no-preview = the channel has no public preview
problem-not-telegram = the answer is no Telegram page: it is not HTML
problem-no-channel = the server sent a page that is no Telegram channel
problem-other-channel = the page shows the channel { $shown } instead of { $wanted }
problem-no-posts = the page shows no posts and does not say that there are none
problem-lost-posts = the page shows no posts, although it did before
problem-page-cut-off = the page is cut off before its first whole post

## Ours

problem-unexpected = an error inside the bot, { $kind }: { $detail }
problem-other = { $text }
