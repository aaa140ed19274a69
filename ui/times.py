"""Times as an editor says them, in local time; records keep UTC."""

from datetime import UTC, datetime

from ui.i18n import spoken, tr

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEK, _YEAR = 7, 300  # days


def local(at: str) -> datetime | None:
    """A record's UTC time as local time; None where it is not a time."""
    try:
        return datetime.fromisoformat(at.replace("Z", "+00:00")).astimezone()
    except ValueError:
        return None


def clock(at: str) -> str:
    """The time of day, local: "14:31"."""
    then = local(at)
    return then.strftime("%H:%M") if then else ""


def when(at: str, today: datetime | None = None) -> str:
    """How an editor says when: "14:31" today, "Yesterday", "Monday" within the week, else "22 October"."""
    then = local(at)
    if then is None:
        return ""
    days = ((today or datetime.now().astimezone()).date() - then.date()).days
    if days == 0:
        return then.strftime("%H:%M")
    if days == 1:
        return tr("Yesterday")
    if 1 < days < _WEEK:
        return tr(_DAYS[then.weekday()])
    return _date(then, year=abs(days) >= _YEAR)


def _date(then: datetime, *, year: bool = False) -> str:
    """A day in the reader's order of words: "22 October", "22. Oktober"."""
    month = tr(_MONTHS[then.month - 1])
    if year:
        return tr("{day} {month} {year}", day=then.day, month=month, year=then.year)
    return tr("{day} {month}", day=then.day, month=month)


def day_format() -> str:
    """The reader's order of a day's parts, as Qt's fields are told it; they take the months' names from the system."""
    return "d. MMMM yyyy" if spoken() == "de" else "d MMMM yyyy"


def deadline_of(given: str, now: datetime | None = None) -> str:
    """A deadline as a record keeps it, in UTC, of what a person wrote: "18:00" (today) or "2026-11-24 18:00".

    A day alone means its last minute. "" where it is no time.
    """
    here = now or datetime.now().astimezone()
    for form in ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d", "%H:%M"):
        try:
            then = datetime.strptime(given.strip(), form)
        except ValueError:
            continue
        if form == "%H:%M":
            then = then.replace(year=here.year, month=here.month, day=here.day)
        if form == "%Y-%m-%d":
            then = then.replace(hour=23, minute=59)
        return then.astimezone().astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
    return ""


def due(deadline: str, now: datetime | None = None) -> str:
    """When an article is due, in running words: "due 18:00", "due tomorrow 09:00", "overdue since 17:30"."""
    then, here = local(deadline), now or datetime.now().astimezone()
    if then is None:
        return ""
    days, time = (then.date() - here.date()).days, then.strftime("%H:%M")
    date = _date(then)
    if overdue(deadline, here):
        past = {0: tr("overdue since {time}", time=time), -1: tr("overdue since yesterday")}
        return past.get(days) or tr("overdue since {day}", day=date)
    coming = {0: tr("due {time}", time=time), 1: tr("due tomorrow {time}", time=time)}
    if 1 < days < _WEEK:
        return tr("due {day} {time}", day=tr(_DAYS[then.weekday()]), time=time)
    return coming.get(days) or tr("due {day}", day=date)


def overdue(deadline: str, now: datetime | None = None) -> bool:
    """Whether the deadline is past."""
    then = local(deadline)
    return then is not None and then < (now or datetime.now().astimezone())


def stamp(seconds: float) -> str:
    """When a file was written, in running words: "today at 08:02", "yesterday at 17:40", "on 3 October"."""
    then = datetime.fromtimestamp(seconds).astimezone()
    days = (datetime.now().astimezone().date() - then.date()).days
    time = then.strftime("%H:%M")
    if days == 0:
        return tr("today at {time}", time=time)
    if days == 1:
        return tr("yesterday at {time}", time=time)
    return tr("on {day}", day=_date(then))


def day(date: str) -> str:
    """An article's date as an editor writes it: "24 May 2019" for 2019-05-24; anything else as it stands."""
    try:
        then = datetime.strptime(date, "%Y-%m-%d")
    except ValueError:
        return date
    return _date(then, year=True)
