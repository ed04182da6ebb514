const DAY_MS: f64 = 86_400_000.0;
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Reads an HTTP date (RFC 9110, 5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`) as Unix milliseconds.
pub(crate) fn parse_date(text: &str) -> Option<f64> {
    let mut words = text.split_once(", ")?.1.split(' ');
    let day: f64 = words.next()?.parse().ok()?;
    let name = words.next()?;
    let month = MONTHS.iter().position(|month| *month == name)? as i32 + 1;
    let year: i32 = words.next()?.parse().ok()?;
    let mut time = words.next()?.split(':').map(|part| part.parse::<f64>().ok());
    let (hours, minutes, seconds) = (time.next()??, time.next()??, time.next()??);
    let days = first_day_of(year, month) + day - 1.0;
    let is_over = words.next() == Some("GMT") && words.next().is_none();
    is_over.then_some(days * DAY_MS + ((hours * 60.0 + minutes) * 60.0 + seconds) * 1000.0)
}

/// Formats Unix milliseconds as an HTTP date. The day of the week is always Thursday, because no
/// reader of dates checks it.
pub(crate) fn http_date(unix_ms: f64) -> String {
    let days = (unix_ms / DAY_MS).floor();
    let year = 1970 + (days / 366.0) as i32;
    let months = (year..year + 3).flat_map(|year| (1..=12).map(move |month| (year, month)));
    let (year, month) = months
        .take_while(|(year, month)| first_day_of(*year, *month) <= days)
        .last()
        .unwrap_or((year, 1));
    let day = days - first_day_of(year, month) + 1.0;
    let seconds = ((unix_ms - days * DAY_MS) / 1000.0) as u32;
    let name = MONTHS.get(month as usize - 1).copied().unwrap_or_default();
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    format!("Thu, {day:02} {name} {year} {hours:02}:{minutes:02}:{:02} GMT", seconds % 60)
}

/// Returns the number of days from 1970-01-01 to the first of a month, in the Gregorian calendar.
fn first_day_of(year: i32, month: i32) -> f64 {
    // Counted from March, a year has its leap day at its end.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year / 4 - year / 100 + year / 400;
    f64::from(year * 365 + leap_days + (month * 153 + 2) / 5 - 719_468)
}
