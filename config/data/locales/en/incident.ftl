# Incidents, notes, answers: what readers see of the merged news. Every text here stands in Telegram HTML after escaping.

## Times and regions

date = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $day }
period = { $time ->
    [night] overnight into { $date }
   *[day] { $date }, daytime
}
period-part = { $period }, event { $number }
zone-moscow = MSK
zone-moscow-off = MSK{ $offset }
zone-kyiv = Kyiv time
zone-utc = UTC{ $offset }
bulletin-mod = Russia: Defence Ministry tally
bulletin-RU = Russia: national tally
bulletin-UA = Ukraine: national tally
place-district = { $name } District
place-city-district = { $name } District
places = Where: { $places }
places-more = Where: { $places } and { $kind ->
    [district] { $count ->
        [one] { $count } more district
       *[other] { $count } more districts
    }
   *[place] { $count ->
        [one] { $count } more place
       *[other] { $count } more places
    }
}

## Who says it

role = { $role ->
    [mod] Defence Ministry
    [governor] governor
    [mayor] mayor
    [head] local head
    [hq] regional authorities
    [emergency] emergency services
    [aviation] aviation authorities
    [ua] Ukrainian authorities
    [media] media
    [witness] residents
   *[official] officials
}
role-named = { $role ->
    [governor] governor { $name }
    [mayor] mayor { $name }
    [head] local head { $name }
    [mod] Defence Ministry, { $name }
    [hq] regional authorities, { $name }
    [emergency] emergency services, { $name }
    [aviation] aviation authorities, { $name }
    [media] media, { $name }
    [witness] witness { $name }
   *[other] { $name }
}
said = { $text } — { $who }, { $time }
other-voice = { $amount } — { $who }, { $time }
unconfirmed = unconfirmed
preliminary = preliminary

## What happened

amount = { $qualifier ->
    [at-least] at least { $count }
    [at-most] up to { $count }
    [about] about { $count }
   *[exact] { $count }
}
killed = { $qualifier ->
    [none] People killed
    [exact] { $count ->
        [one] { $count } person killed
       *[other] { $count } people killed
    }
   *[other] { $count ->
        [one] { $amount } person killed
       *[other] { $amount } people killed
    }
}
injured = { $qualifier ->
    [none] People hurt
    [exact] { $count ->
        [one] { $count } person hurt
       *[other] { $count } people hurt
    }
   *[other] { $count ->
        [one] { $amount } person hurt
       *[other] { $amount } people hurt
    }
}
nobody-hurt = Nobody hurt
nobody-said = No word on casualties
no-damage = No damage
debris = Debris fell
explosions = Explosions heard
fire = { $state ->
    [burning] Fire
    [out] Fire put out
   *[none] No fire
}
attack = { $weapon ->
    [uav] Drone attack
    [missile] Missile strike
    [bomb] Glide-bomb strike
    [shelling] Shelling
    [usv] Sea-drone attack
   *[none] Attack
}
downed = { $weapon ->
    [uav] { $qualifier ->
        [none] Drones shot down
       *[other] { $count ->
            [one] { $amount } drone shot down
           *[other] { $amount } drones shot down
        }
    }
    [missile] { $qualifier ->
        [none] Missiles shot down
       *[other] { $count ->
            [one] { $amount } missile shot down
           *[other] { $amount } missiles shot down
        }
    }
    [bomb] { $qualifier ->
        [none] Glide bombs shot down
       *[other] { $count ->
            [one] { $amount } glide bomb shot down
           *[other] { $amount } glide bombs shot down
        }
    }
    [shelling] { $qualifier ->
        [none] Shells shot down
       *[other] { $count ->
            [one] { $amount } shell shot down
           *[other] { $amount } shells shot down
        }
    }
    [usv] { $qualifier ->
        [none] Sea drones destroyed
       *[other] { $count ->
            [one] { $amount } sea drone destroyed
           *[other] { $amount } sea drones destroyed
        }
    }
   *[other] { $qualifier ->
        [none] Air targets shot down
       *[other] { $count ->
            [one] { $amount } air target shot down
           *[other] { $amount } air targets shot down
        }
    }
}
damaged = Damaged: { $things }
thing = { $object ->
    [house] { $count ->
        [none] houses
        [1] a house
        [one] { $count } house
       *[other] { $count } houses
    }
    [apartment] { $count ->
        [none] blocks of flats
        [1] a block of flats
        [one] { $count } block of flats
       *[other] { $count } blocks of flats
    }
    [vehicle] { $count ->
        [none] vehicles
        [1] a vehicle
        [one] { $count } vehicle
       *[other] { $count } vehicles
    }
    [industrial] { $count ->
        [none] industrial sites
        [1] an industrial site
        [one] { $count } industrial site
       *[other] { $count } industrial sites
    }
    [fuel] { $count ->
        [none] fuel sites
        [1] a fuel site
        [one] { $count } fuel site
       *[other] { $count } fuel sites
    }
    [energy] { $count ->
        [none] power sites
        [1] a power site
        [one] { $count } power site
       *[other] { $count } power sites
    }
    [transport] { $count ->
        [none] transport sites
        [1] a transport site
        [one] { $count } transport site
       *[other] { $count } transport sites
    }
    [public] { $count ->
        [none] public buildings
        [1] a public building
        [one] { $count } public building
       *[other] { $count } public buildings
    }
    [military] { $count ->
        [none] military sites
        [1] a military site
        [one] { $count } military site
       *[other] { $count } military sites
    }
    [farm] { $count ->
        [none] farm property
        [1] a farm
        [one] { $count } farm
       *[other] { $count } farms
    }
   *[other] { $count ->
        [none] other property
        [1] another structure
        [one] { $count } other structure
       *[other] { $count } other structures
    }
}
part = { $region } { $amount }
linked = { $text } (/why_{ $number })
parts = By region: { $parts }
parts-rest = region not given { $count }
window = { $start } to { $stop }
threat = { $weapon ->
    [uav] drone alert
    [missile] missile alert
    [bomb] glide-bomb alert
    [shelling] shelling alert
    [usv] sea-drone alert
   *[none] alert
}
alarm-raised = In force since { $time }: { $threats }
alarm-expired = { $threats } from { $time }: no all-clear was reported; after { $hours } h we consider it over
alarm-cleared = All clear, { $time }
alarm-over = all clear
airports-closed = { $count ->
    [one] Airport closed: { $names }, { $time }
   *[other] Airports closed: { $names }, { $time }
}
airports-open = { $count ->
    [one] Airport open again: { $names }, { $time }
   *[other] Airports open again: { $names }, { $time }
}
airport-closed = airport closed
airport-open = airport open again
airports-moscow = all of Moscow

## Below the news

sources = Sources: { $links }
sources-more = Sources: { $links } and { $count } more
voices-sources = { $count ->
    [one] { $count } source
   *[other] { $count } sources
}
voices-independent = { $count ->
    [one] { $count } independent
   *[other] { $count } independent
}
voices-official = { $count ->
    [0] none official
    [one] { $count } official voice
   *[other] { $count } official voices
}
number = No. { $number }
updated = last report at { $time } { $zone }
joined = This is the same event as No. { $number }: /why_{ $number }
withdrawn-all = All reports of this were withdrawn by their sources
withdrawn = { $count ->
    [one] { $count } report withdrawn
   *[other] { $count } reports withdrawn
}
cut = … the rest did not fit: all of it is under “Why”

## Notes

note-from-to = { $what }: { $before } → { $after } ({ $who }, { $time })
note-new = { $what } ({ $who }, { $time })
note-killed = Killed
note-injured = Hurt
note-downed = Shot down
note-damage = New damage: { $thing }
note-confirmed = Officially confirmed
note-cancelled = The reports of this were withdrawn
note-moved-off = Some of the reports turned out to be about another event.
note-moved-here = Reports that were taken for another event belong here.
note-retracted = { $what }: { $before } → no longer reported

## Answers

answer-earlier = Earlier
answer-since = Since then
answer-beside = Nearby
answer-apart = Separately, at the same time
answer-short = No. { $number }, { $period } — { $text } · /why_{ $number }
answer-nothing = Nothing reported in the past day: no attacks, no alerts.
answer-nothing-since = Nothing reported since { $time } { $zone }.
answer-fresh = { $age ->
    [1] { $fresh } of { $total } sources read within the last minute
   *[other] { $fresh } of { $total } sources read within { $age } minutes
}
answer-cannot-say = Cannot say: { $source } has not been read since { $time }.
answer-never-read = Cannot say: { $source } has not been read yet.
answer-no-sources = Cannot say: there are no sources for this region.
answer-too-few = Cannot say: only { $fresh } of { $total } sources have been read.
answer-stale = Not read: { $sources }

## Sources and reasons

ledger-title = Sources: { $incident }
ledger-source = { $name }, { $time }
ledger-withdrawn = withdrawn
ledger-silent = read before watching began
why-title = Why: { $incident }
why-one = One event: { $region }, { $period }. Everything reported about this region and time is collected here.
why-one-apart = An event of its own: it holds what an admin of the bot moved here.
why-severity = Severity: { $severity }
why-certainty = Certainty: { $certainty }
severity = { $level ->
    [minor] minor (shot down, alerts, closed airports)
    [moderate] moderate (debris, fire, damage, explosions)
    [severe] severe (people hurt; fuel, power or transport hit)
    [extreme] extreme (people killed)
   *[unknown] unknown
}
certainty = { $level ->
    [possible] possible (residents or one channel say so)
    [likely] likely (an agency, a paper or several channels say so)
    [observed] confirmed (an official says so)
   *[unknown] unknown
}
why-moved-off = Moved to another event, No. { $number } (/why_{ $number }): { $names } — { $who }, { $time }
why-moved-here = Moved here from No. { $number } (/why_{ $number }): { $names } — { $who }, { $time }
why-admin = an admin of the bot
why-apart = If something here is about another event, send <code>/notsame { $number }</code> and the row numbers.
page = Page { $page } of { $pages }
why-claim = { $what } — { $who }, { $time }
why-chosen = headline figure
kind = { $kind ->
    [killed] killed
    [injured] hurt
    [no_casualties] nobody hurt
    [damage] damage
    [no_damage] no damage
    [fire] fire
    [debris] debris
    [explosions] explosions
    [attack] attack
    [downed] shot down
    [threat] alert
   *[airport] airport
}

## Roll-ups

rollup-title = While I was away, { $from }–{ $to } { $zone }
rollup-row = No. { $number } { $region }, { $period } — { $text } · /why_{ $number }
rollup-more = { $count ->
    [one] and { $count } more event
   *[other] and { $count } more events
}

## Buttons

button-sources = Sources
button-why = Why
button-map = Map
button-mute = Mute
button-region = Region
