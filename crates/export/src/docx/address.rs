//! Which addresses may be clicked, and how they are written.

/// Word refuses files with longer addresses.
const LONGEST: usize = 2_000;

/// The address as a URI (RFC 3986), percent-encoded; `None` where it is not `http`, `https` or `mailto`, or has no
/// host or recipient, or would not be a URI even when encoded: then it is only text.
pub(super) fn clickable(address: &str) -> Option<String> {
    let address = address.trim();
    let (scheme, rest) = address.split_once(':')?;
    let uri = match scheme.to_ascii_lowercase().as_str() {
        scheme @ ("http" | "https") => {
            let rest = rest.strip_prefix("//")?;
            let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
            is_host(host).then(|| format!("{scheme}://{}{}", encoded(host), encoded(path)))?
        }
        "mailto" => {
            let recipient = rest.split('?').next().unwrap_or_default();
            let (name, host) = recipient.split_once('@')?;
            (!name.is_empty() && is_host(host)).then(|| format!("mailto:{}", encoded(rest)))?
        }
        _ => return None,
    };
    (uri.len() <= LONGEST).then_some(uri)
}

/// A registered name or an IPv4 address with an optional port; no user name (it serves to deceive) and no
/// IPv6 address (no source has one).
fn is_host(host: &str) -> bool {
    let (name, port) = host.split_once(':').unwrap_or((host, "80"));
    let is_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '.' | '_');
    !name.is_empty()
        && name.chars().all(is_name)
        && (1..=5).contains(&port.len())
        && port.bytes().all(|byte| byte.is_ascii_digit())
}

/// Percent-encodes what a URI cannot hold; `%41` that is already encoded stays, and only the first `#` is a
/// fragment's.
fn encoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut uri = String::with_capacity(bytes.len());
    let mut in_fragment = false;
    for (idx, &byte) in bytes.iter().enumerate() {
        let is_kept = match byte {
            b'%' => bytes.get(idx + 1..idx + 3).is_some_and(|pair| pair.iter().all(u8::is_ascii_hexdigit)),
            b'#' => !std::mem::replace(&mut in_fragment, true),
            _ => byte.is_ascii_alphanumeric() || b"-._~:/?@!$&'()*+,;=".contains(&byte),
        };
        if is_kept {
            uri.push(char::from(byte));
        } else {
            uri.push('%');
            uri.extend([byte >> 4, byte & 15].map(|digit| char::from(b"0123456789ABCDEF"[usize::from(digit)])));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_and_mail_addresses_are_clickable() {
        let cases = [
            ("https://example.org/a?b=c&d=%20#e", "https://example.org/a?b=c&d=%20#e"),
            ("HTTP://Example.org", "http://Example.org"),
            (" https://example.org:8080/a b ", "https://example.org:8080/a%20b"),
            ("https://example.org/отчёт", "https://example.org/%D0%BE%D1%82%D1%87%D1%91%D1%82"),
            ("https://example.org/\"<>\\^`{|}[x]", "https://example.org/%22%3C%3E%5C%5E%60%7B%7C%7D%5Bx%5D"),
            ("https://example.org/100%#a#b", "https://example.org/100%25#a%23b"),
            ("https://example.org/a\u{0}b", "https://example.org/a%00b"),
            ("mailto:desk@example.org?subject=A b", "mailto:desk@example.org?subject=A%20b"),
        ];
        for (address, expected) in cases {
            assert_eq!(clickable(address).as_deref(), Some(expected), "{address}");
        }
    }

    #[test]
    fn everything_else_is_text() {
        let too_long = format!("https://example.org/{}", "a".repeat(LONGEST));
        for address in [
            "",
            "example.org",
            "javascript:alert(1)",
            "JavaScript://example.org/%0aalert(1)",
            "java\nscript:alert(1)",
            "file:///etc/passwd",
            "\\\\server\\share",
            "data:text/html,x",
            "ftp://example.org/",
            "vbscript:x",
            "https:",
            "https:/example.org",
            "https://",
            "https:///path",
            "https://user@example.org/",
            "https://exa mple.org/",
            "https://[::1/",
            "https://example.org:port/",
            "https://example.org:/",
            "mailto:",
            "mailto:nobody",
            "mailto:@example.org",
            &too_long,
        ] {
            assert_eq!(clickable(address), None, "{address}");
        }
    }
}
