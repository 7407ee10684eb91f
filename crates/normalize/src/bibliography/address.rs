//! Addresses brought to one form, so that two ways to write one page are seen to be one.

/// An address without what does not tell pages apart: scheme, `www.`, port of the scheme, fragment, slash at the
/// end, escapes of plain letters, case of host and escapes. `None` for what is no web address.
pub(super) fn canonical(url: &str) -> Option<String> {
    let url = url.trim();
    let (scheme, rest) = url.split_once("://").or_else(|| Some(("http", url.strip_prefix("//")?)))?;
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return None;
    }
    let rest = rest.split('#').next().unwrap_or_default();
    let (host, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    let host = [":80", ":443"].iter().find_map(|port| host.strip_suffix(port)).unwrap_or(host).trim_end_matches('.');
    let path = unescaped(path);
    let (before, query) = path.split_at(path.find('?').unwrap_or(path.len()));
    let query = if query == "?" { "" } else { query };
    (!host.is_empty()).then(|| format!("{host}{}{query}", before.trim_end_matches('/')))
}

/// Whether a canonical address says more than a site's front page, which many sources share.
pub(super) fn is_of_a_page(canonical: &str) -> bool {
    canonical.contains(['/', '?'])
}

/// Escapes of letters, digits and `-._~` undone, the others in capitals (RFC 3986, 6.2.2).
fn unescaped(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut plain = String::with_capacity(path.len());
    let mut at = 0;
    while let Some(letter) = path[at..].chars().next() {
        let code = bytes.get(at + 1..at + 3).filter(|_| letter == '%').and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| Some((code, u8::from_str_radix(code, 16).ok().filter(|_| !code.starts_with('+'))?)))
        {
            Some((_, byte)) if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => {
                plain.push(char::from(byte));
                at += 3;
            }
            Some((code, _)) => {
                plain.push('%');
                plain.push_str(&code.to_ascii_uppercase());
                at += 3;
            }
            None => {
                plain.push(letter);
                at += letter.len_utf8();
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_page_has_one_form() {
        let cases = [
            ("https://www.R.example/A/", Some("r.example/A")),
            ("http://r.example:80/A#part", Some("r.example/A")),
            ("HTTPS://r.example:443/a%2fb%7E%41?", Some("r.example/a%2Fb~A")),
            ("//r.example/a?b=%c3%a9&c", Some("r.example/a?b=%C3%A9&c")),
            ("https://r.example./", Some("r.example")),
            ("https://r.example?q=1", Some("r.example?q=1")),
            ("https://r.example/%zz%é%", Some("r.example/%zz%é%")),
            ("ftp://r.example/a", None),
            ("https://", None),
            ("r.example/a", None),
            ("", None),
        ];
        for (url, expected) in cases {
            assert_eq!(canonical(url).as_deref(), expected, "{url}");
        }
        for (other, url) in
            [("https://r.example/a", "https://r.example/A"), ("https://r.example/a?b=1", "https://r.example/a?b=2")]
        {
            assert_ne!(canonical(other), canonical(url), "another page");
        }
    }
}
