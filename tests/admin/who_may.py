"""Who may do what: every address and method, with the exact status for everyone who may ask.

Written by hand, on purpose: it says what should be, whatever the code says. The columns:

nobody     a browser without a sign-in (a visitor's)
kiosk      a paired tablet of the station
officer    Anan, commander: Somsak, system: Sao, admin: Praew, all of the station
province   the province's account, without a station chosen; at: with the station chosen
krit       the admin of another station, asking for what is the first station's

HEAD is answered as GET; OPTIONS with 200 wherever the line does not turn the asker away.
"""

from dataclasses import dataclass

WHO = ("nobody", "kiosk", "officer", "commander", "system", "admin", "province", "at", "krit")

TABLE = """
#     address                          nobody kiosk officer commander system admin province at krit
GET   /                                200 200 200 200 200 200 200 200 404
GET   /not-sure                        200 200 200 200 200 200 200 200 404
GET   /duty                            200 200 200 200 200 200 200 200 404
GET   /d/<division>                    200 200 200 200 200 200 200 200 404
GET   /d/<division>/survey             200 200 200 200 200 200 200 200 404
GET   /d/<division>/complaints         200 200 200 200 200 200 200 200 404
GET   /d/<division>/manuals            200 200 200 200 200 200 200 200 404
GET   /d/<division>/eservice           200 200 200 200 200 200 200 200 404
GET   /d/<division>/opinion            200 200 200 200 200 200 200 200 404
POST  /d/<division>/opinion            303 303 303 303 303 303 303 303 404
GET   /d/<division>/opinion/<number>   200 200 200 200 200 200 200 200 404
POST  /d/<division>/opinion/<number>   303 303 303 303 303 303 303 303 404
GET   /d/<division>/thanks             200 200 200 200 200 200 200 200 404
GET   /d/<division>/manuals/<code> 200 200 200 200 200 200 200 200 404
GET   /d/<division>/services 200 200 200 200 200 200 200 200 404
GET   /d/<division>/services/<code> 200 200 200 200 200 200 200 200 404
GET   /about 200 200 200 200 200 200 200 200 404
GET   /notices 200 200 200 200 200 200 200 200 404
GET   /notices/<code> 200 200 200 200 200 200 200 200 404
GET   /news 200 200 200 200 200 200 200 200 404
GET   /news/<code> 200 200 200 200 200 200 200 200 404
GET   /news.xml 200 200 200 200 200 200 200 200 404
GET   /facilities 200 200 200 200 200 200 200 200 404
GET   /revision 200 200 200 200 200 200 200 200 404
GET   /pair                            200 200 200 200 200 200 200 200 404
POST  /pair                            422 422 422 422 422 422 422 422 404
POST  /taps                            200 200 200 200 200 200 200 200 404
POST  /answers                         200 200 200 200 200 200 200 200 404
GET   /go/<code>                       302 302 302 302 302 302 302 302 302
GET   /s/<slug>/                       200 200 200 200 200 200 200 200 200
GET   /s/<slug>/not-sure               200 200 200 200 200 200 200 200 200
GET   /s/<slug>/duty                   200 200 200 200 200 200 200 200 200
GET   /s/<slug>/d/<division>           200 200 200 200 200 200 200 200 200
GET   /s/<slug>/d/<division>/survey    200 200 200 200 200 200 200 200 200
GET   /s/<slug>/d/<division>/complaints 200 200 200 200 200 200 200 200 200
GET   /s/<slug>/d/<division>/manuals   200 200 200 200 200 200 200 200 200
GET   /s/<slug>/d/<division>/eservice  200 200 200 200 200 200 200 200 200
GET   /s/<slug>/d/<division>/opinion   200 200 200 200 200 200 200 200 200
POST  /s/<slug>/d/<division>/opinion   303 303 303 303 303 303 303 303 303
GET   /s/<slug>/d/<division>/opinion/<number> 200 200 200 200 200 200 200 200 200
POST  /s/<slug>/d/<division>/opinion/<number> 303 303 303 303 303 303 303 303 303
GET   /s/<slug>/d/<division>/thanks    200 200 200 200 200 200 200 200 200
GET   /s/<slug>/d/<division>/manuals/<code> 200 200 200 200 200 200 200 200 200
GET   /s/<slug>/d/<division>/services 200 200 200 200 200 200 200 200 200
GET   /s/<slug>/d/<division>/services/<code> 200 200 200 200 200 200 200 200 200
GET   /s/<slug>/about 200 200 200 200 200 200 200 200 200
GET   /s/<slug>/notices 200 200 200 200 200 200 200 200 200
GET   /s/<slug>/notices/<code> 200 200 200 200 200 200 200 200 200
GET   /s/<slug>/news 200 200 200 200 200 200 200 200 200
GET   /s/<slug>/news/<code> 200 200 200 200 200 200 200 200 200
GET   /s/<slug>/news.xml 200 200 200 200 200 200 200 200 200
GET   /s/<slug>/facilities 200 200 200 200 200 200 200 200 200
GET   /s/<slug>/revision 200 200 200 200 200 200 200 200 200
GET   /s/<slug>/pair                   200 200 200 200 200 200 200 200 200
POST  /s/<slug>/pair                   422 422 422 422 422 422 422 422 422
POST  /s/<slug>/taps                   200 200 200 200 200 200 200 200 200
POST  /s/<slug>/answers                200 200 200 200 200 200 200 200 200
GET   /s/<slug>/go/<code>              302 302 302 302 302 302 302 302 302
GET   /healthz                         200 200 200 200 200 200 200 200 200
GET   /readyz                          200 200 200 200 200 200 200 200 200
GET   /prove/<token>                   200 200 200 200 200 200 200 200 200
GET   /calendar/<token>.ics            200 200 200 200 200 200 200 200 200
GET   /files/<file>/<name>             200 200 200 200 200 200 200 200 200
GET   /files/<file>/pages/<number>     200 200 200 200 200 200 200 200 200
GET   /files/<file>/picture            200 200 200 200 200 200 200 200 200
GET   /s/<slug>/files/<file>/<name>    200 200 200 200 200 200 200 200 200
GET   /s/<slug>/files/<file>/pages/<number> 200 200 200 200 200 200 200 200 200
GET   /s/<slug>/files/<file>/picture   200 200 200 200 200 200 200 200 200
GET   /static/<path:filename>          200 200 200 200 200 200 200 200 200
GET   /admin/sign-in                   200 200 200 200 200 200 200 200 200
POST  /admin/sign-in                   422 422 422 422 422 422 422 422 422
GET   /admin/set-up/<token>            200 200 404 404 404 404 404 404 404
POST  /admin/set-up/<token>            303 303 404 404 404 404 404 404 404
POST  /admin/sign-out                  303 303 303 303 303 303 303 303 303
GET   /admin/                          303 303 200 200 200 200 200 200 200
GET   /admin/password                  303 303 200 200 200 200 200 200 200
POST  /admin/password                  303 303 422 422 422 422 422 422 422
GET   /admin/counts.json               401 401 403 200 200 200 404 200 200
GET   /admin/coverage                  303 303 403 200 200 200 404 200 200
GET   /admin/coverage.csv              303 303 403 200 200 200 404 200 200
GET   /admin/answers                   303 303 403 200 200 200 404 200 200
GET   /admin/answers/reading           303 303 403 403 200 200 403 403 200
POST  /admin/answers/reading           303 303 403 403 303 303 403 403 303
GET   /admin/answers/tally             303 303 403 403 200 200 403 403 200
POST  /admin/answers/tally             303 303 403 403 303 303 403 403 303
GET   /admin/channels                  303 303 403 403 200 200 403 403 200
GET   /admin/channels/<code>           303 303 403 403 200 200 403 403 200
POST  /admin/channels/<code>           303 303 403 403 303 303 403 403 303
GET   /admin/new-channel/<kind>        303 303 403 403 200 200 403 403 200
POST  /admin/new-channel/<kind>        303 303 403 403 303 303 403 403 303
POST  /admin/channels-order            303 303 403 403 303 303 403 403 303
GET   /admin/channels/<code>/history   303 303 403 403 200 200 403 403 200
POST  /admin/channels/<code>/move      303 303 403 403 303 303 403 403 303
POST  /admin/channels/<code>/publish   303 303 403 403 303 303 403 403 303
POST  /admin/channels/<code>/drop      303 303 403 403 303 303 403 403 303
POST  /admin/channels/<code>/take-off  303 303 403 403 303 303 403 403 303
POST  /admin/channels/<code>/bring-back 303 303 403 403 303 303 403 403 303
GET   /admin/link-checks               303 303 403 403 200 200 403 403 200
POST  /admin/link-checks               303 303 403 403 303 303 403 403 303
POST  /admin/link-checks/<code>        303 303 403 403 303 303 403 403 303
GET   /admin/station                   303 303 403 403 403 200 403 403 200
POST  /admin/station                   303 303 403 403 403 303 403 403 303
GET   /admin/links                     303 303 403 403 200 200 403 403 200
GET   /admin/kiosks                    303 303 403 403 200 200 403 403 200
POST  /admin/kiosks                    303 303 403 403 200 200 403 403 200
POST  /admin/kiosks/<kiosk>/code       303 303 403 403 200 200 403 403 404
GET   /admin/kiosks/<kiosk>/revoke     303 303 403 403 200 200 403 403 404
POST  /admin/kiosks/<kiosk>/revoke     303 303 403 403 303 303 403 403 404
GET   /admin/accounts                  303 303 403 403 200 200 403 403 200
POST  /admin/accounts                  303 303 403 403 303 303 403 403 303
GET   /admin/accounts/<account>/close  303 303 403 403 200 200 403 403 404
POST  /admin/accounts/<account>/close  303 303 403 403 303 303 403 403 404
GET   /admin/accounts/<account>/password 303 303 403 403 200 200 403 403 404
POST  /admin/accounts/<account>/password 303 303 403 403 303 303 403 403 404
GET   /admin/rosters                   303 303 200 200 200 200 404 200 200
GET   /admin/rosters/<month>           303 303 200 200 200 200 404 200 200
GET   /admin/rosters/<month>.xlsx      303 303 200 200 200 200 404 200 404
GET   /admin/rosters/<month>.csv       303 303 200 200 200 200 404 200 404
GET   /admin/rosters/<month>/versions  303 303 200 200 200 200 404 200 200
POST  /admin/rosters/names             303 303 403 403 303 303 403 403 303
GET   /admin/rosters/import            303 303 403 403 200 200 403 403 200
POST  /admin/rosters/import            303 303 403 403 303 303 403 403 303
GET   /admin/rosters/files/<file>      303 303 403 403 200 200 403 403 404
POST  /admin/rosters/files/<file>/columns 303 303 403 403 303 303 403 403 404
POST  /admin/rosters/files/<file>/sheet 303 303 403 403 303 303 403 403 404
POST  /admin/rosters/files/<file>/fixes 303 303 403 403 303 303 403 403 404
POST  /admin/rosters/files/<file>/publish 303 303 403 403 303 303 403 403 404
POST  /admin/rosters/files/<file>/drop 303 303 403 403 303 303 403 403 404
GET   /admin/my-duties                 303 303 200 200 200 200 404 200 200
POST  /admin/my-duties/calendar        303 303 404 404 404 404 404 404 404
POST  /admin/my-duties/calendar/end    303 303 404 404 404 404 404 404 404
GET   /admin/officers                  303 303 200 200 200 200 404 200 200
GET   /admin/officers/new              303 303 403 403 200 200 403 403 200
POST  /admin/officers/new              303 303 403 403 303 303 403 403 303
GET   /admin/officers/<officer>        303 303 403 403 200 200 403 403 404
POST  /admin/officers/<officer>        303 303 403 403 303 303 403 403 404
POST  /admin/officers/<officer>/leave  303 303 403 403 303 303 403 403 404
POST  /admin/officers/<officer>/leave/<leave>/remove 303 303 403 403 303 303 403 403 404
GET   /admin/officers/<officer>/account 303 303 403 403 200 200 403 403 404
POST  /admin/officers/<officer>/account 303 303 403 403 303 303 403 403 404
POST  /admin/officers/<officer>/account/new 303 303 403 403 303 303 403 403 404
GET   /admin/posts                     303 303 200 200 200 200 404 200 200
GET   /admin/posts/new                 303 303 403 403 200 200 403 403 200
POST  /admin/posts/new                 303 303 403 403 303 303 403 403 303
GET   /admin/posts/<code>              303 303 403 403 200 200 403 403 404
POST  /admin/posts/<code>              303 303 403 403 303 303 403 403 404
POST  /admin/posts/<code>/move         303 303 403 403 303 303 403 403 404
GET   /admin/posts/<code>/remove       303 303 403 403 200 200 403 403 404
POST  /admin/posts/<code>/calendar     303 303 403 403 200 200 403 403 404
POST  /admin/posts/<code>/calendar/end 303 303 403 403 303 303 403 403 404
POST  /admin/posts/<code>/remove       303 303 403 403 303 303 403 403 404
GET   /admin/shifts/new                303 303 403 403 200 200 403 403 200
POST  /admin/shifts/new                303 303 403 403 303 303 403 403 303
GET   /admin/shifts/<code>             303 303 403 403 200 200 403 403 404
POST  /admin/shifts/<code>             303 303 403 403 303 303 403 403 404
POST  /admin/ready-made-shifts          303 303 403 403 303 303 403 403 303
GET   /admin/shifts/<code>/remove      303 303 403 403 200 200 403 403 404
POST  /admin/shifts/<code>/remove      303 303 403 403 303 303 403 403 404
GET   /admin/holidays                  303 303 200 200 200 200 404 200 200
GET   /admin/holidays/new              303 303 403 403 200 200 403 403 200
POST  /admin/holidays/new              303 303 403 403 303 303 403 403 303
POST  /admin/official-holidays         303 303 403 403 303 303 403 403 303
GET   /admin/holidays/<day>            303 303 403 403 200 200 403 403 404
POST  /admin/holidays/<day>            303 303 403 403 303 303 403 403 404
POST  /admin/holidays/<day>/remove     303 303 403 403 303 303 403 403 404
GET   /admin/opinions                  303 303 403 200 403 200 404 200 200
GET   /admin/opinions/<code>           303 303 403 200 403 200 404 200 404
GET   /admin/opinions/<code>.csv       303 303 403 200 403 200 404 200 404
GET   /admin/opinions/<code>.xlsx      303 303 403 200 403 200 404 200 404
GET   /admin/opinions/<code>/texts     303 303 403 200 403 200 403 403 404
GET   /admin/opinions/<code>/texts.csv 303 303 403 200 403 200 403 403 404
GET   /admin/opinions/<code>/texts.xlsx 303 303 403 200 403 200 403 403 404
POST  /admin/opinions/<code>/texts/<answer> 303 303 403 403 403 303 403 403 303
GET   /admin/questionnaires            303 303 403 200 403 200 404 200 200
POST  /admin/new-questionnaire        303 303 403 403 403 303 403 403 303
GET   /admin/questionnaires/<code>     303 303 403 403 403 200 403 403 404
POST  /admin/questionnaires/<code>     303 303 403 403 403 303 403 403 404
POST  /admin/questionnaires/<code>/move 303 303 403 403 403 303 403 403 404
GET   /admin/questionnaires/<code>/asking 303 303 403 403 403 200 403 403 404
POST  /admin/questionnaires/<code>/asking 303 303 403 403 403 303 403 403 404
GET   /admin/questionnaires/<code>/history 303 303 403 200 403 200 404 200 404
GET   /admin/questionnaires/<code>/preview 303 303 403 200 403 200 404 200 404
GET   /admin/questionnaires/<code>/preview/<number> 303 303 403 200 403 200 404 200 404
POST  /admin/questionnaires/<code>/force 303 303 403 403 403 303 403 403 404
GET   /admin/questionnaires/<code>/copy 303 303 403 403 403 200 403 403 404
POST  /admin/questionnaires/<code>/copy 303 303 403 403 403 303 403 403 404
GET   /admin/questionnaires/<code>/off 303 303 403 403 403 200 403 403 404
POST  /admin/questionnaires/<code>/off 303 303 403 403 403 303 403 403 404
GET   /admin/questionnaires/<code>/drop 303 303 403 403 403 200 403 403 404
POST  /admin/questionnaires/<code>/drop 303 303 403 403 403 303 403 403 404
GET   /admin/privacy-notice            303 303 403 403 403 200 403 403 200
POST  /admin/privacy-notice            303 303 403 403 403 303 403 403 303
"""


@dataclass(frozen=True)
class Line:
    """One address and method, and the status for each who may ask."""

    method: str
    address: str
    status: dict[str, int]


def lines() -> list[Line]:
    """The table's lines."""
    found = []
    for row in TABLE.strip().splitlines()[1:]:
        method, address, *numbers = row.split()
        status = dict(zip(WHO, map(int, numbers), strict=True))
        found.append(Line(method, address, status))
    return found


def is_report(address: str) -> bool:
    """Whether an address takes reports of taps or answers, which carry no form's token."""
    return address.removeprefix("/s/<slug>") in ("/taps", "/answers")
