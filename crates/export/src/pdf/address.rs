//! Which printed addresses may be clicked, and how they are written into the file.

/// The address percent-encoded (RFC 3986), or `None` where it must not be clickable: any scheme but
/// `http`, `https` and `mailto`, or nothing after the scheme.
pub(crate) fn clickable(address: &str) -> Option<String> {
    let address = address.trim();
    let (scheme, rest) = address.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let body = match scheme.as_str() {
        "http" | "https" => rest.strip_prefix("//")?,
        "mailto" => rest,
        _ => return None,
    };
    let begins = body.chars().next()?;
    if !begins.is_alphanumeric() && begins != '[' {
        return None;
    }
    let slashes = if scheme == "mailto" { "" } else { "//" };
    Some(format!("{scheme}:{slashes}{}", encode(body)))
}

fn encode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut encoded = String::with_capacity(text.len());
    for (index, &byte) in bytes.iter().enumerate() {
        let escapes = || bytes.get(index + 1..index + 3).is_some_and(|next| next.iter().all(u8::is_ascii_hexdigit));
        let kept =
            byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=".contains(&byte) || (byte == b'%' && escapes());
        if kept {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            for half in [byte >> 4, byte & 15] {
                encoded.push(char::from_digit(half.into(), 16).unwrap_or('0').to_ascii_uppercase());
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_encoded() {
        let cases = [
            ("https://example.org/a?b=1#c", "https://example.org/a?b=1#c"),
            (" HTTPS://example.org/ ", "https://example.org/"),
            ("http://example.org/a b", "http://example.org/a%20b"),
            ("http://example.org/a%20b%zz", "http://example.org/a%20b%25zz"),
            ("https://example.org/таҷ", "https://example.org/%D1%82%D0%B0%D2%B7"),
            ("https://example.org/\"<>\\^`{|}\u{7f}", "https://example.org/%22%3C%3E%5C%5E%60%7B%7C%7D%7F"),
            ("mailto:desk@example.org", "mailto:desk@example.org"),
        ];
        for (address, expected) in cases {
            assert_eq!(clickable(address).as_deref(), Some(expected), "{address}");
        }
    }

    #[test]
    fn other_addresses_are_text() {
        for address in [
            "",
            "example.org",
            "ftp://example.org",
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/hosts",
            "http:",
            "http://",
            "http:///path",
            "https:example.org",
            "mailto:",
            "//example.org",
            "java\nscript:x",
        ] {
            assert_eq!(clickable(address), None, "{address}");
        }
    }
}
