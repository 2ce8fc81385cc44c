"""Which forms of names are also ordinary words or people's names: a reader wants more evidence for those."""

from __future__ import annotations

from collections.abc import Iterable

import inflect

LATIN_WORDS = set(
    "in or of on at to by no so as is it an am be do go he if me my up us we the and for not but are was had has her his him "
    "how its may new now old one our out own put ray say see set she ten top two use war way who why yes yet you all any ask "
    "bad bar bay bed big bit bus buy can cut day did end era eye far few fit fly gas get got gun hit hot ice ill key lay led "
    "let lie log lot low man map men met mid mix nor oil pan per pop red rod run sat sea sit six sky son sun tax tea tie try "
    "van via win won air arm art base best bell bird blue body born both call came camp card care case cash cost data date "
    "dead deal dear deep does done door down draw drop each east easy else ever face fact fair fall farm fast fear feel feet "
    "file fill film find fine fire five flow food foot form four free from full fund game gave gift give goal goes gold gone "
    "good gray grew grow half hall hand hard have head hear heat held help here high hill hold hole home hope hour huge idea "
    "into iron item join jump just keep kept kind king knew know lack lady lake land lane last late lead left less life lift "
    "like line list live load loan long look lord lose loss lost love luck made mail main make male many mark mass mean meat "
    "meet mile milk mind mine miss mode moon more most move much must name near neck need news next nice nine none north nose "
    "note okay once only onto open oral over pace pack page paid pain pair park part pass past path peak pick plan play plus "
    "poor port post pull pure push race rail rain rank rate read real rear rest rice rich ride ring rise risk road rock role "
    "roll roof room root rose rule rush safe said sale salt same sand save seat seed seek seem seen self sell send sent ship "
    "shop shot show shut sick side sign site size skin slow snow soft soil sold sole some song soon sort soul spot star stay "
    "step stop such suit sure take tale talk tall tank tape task team tell term test text than that them then they thin this "
    "thus till time tiny told tone took tool tour town tree trip true tune turn type unit upon used user vary vast very view "
    "vote wage wait wake walk wall want warm wash wave weak wear week well went were west what when whom wide wife wild will "
    "wind wine wing wire wise wish with wood word wore work yard yeah year your zero mir pole rada polo mayak nova volna bars "
    "may march april june july august rubin major minor union star mars venus victory south central western eastern peace "
    "elena irina anna maria natalia vladimir alexander kirov lenin pushkin gagarin lev roman kirill stanislav yaroslav".split()
)


def senses(forms: Iterable[str]) -> dict[str, set[str]]:
    """The forms that the dictionary knows as words, and as given names, surnames or patronymics."""
    found: dict[str, set[str]] = {"word": set(), "person": set()}
    for form in set(forms):
        if " " in form:
            continue
        if form.isascii():
            if form in LATIN_WORDS:
                found["word"].add(form)
            continue
        for parse in inflect.analyser().parse(form):
            if not parse.is_known or "Geox" in parse.tag or "Abbr" in parse.tag:
                continue
            person = {"Name", "Surn", "Patr"} & set(parse.tag.grammemes)
            found["person" if person else "word"].add(form)
    return found
