//! A form as it stands on a page: what a browser sends back of it without anybody having typed.

/// The hidden fields of the form that has a field of this name, in their order; none where no form has one.
pub fn hidden_fields(page: &str, with: &str) -> Option<Vec<(String, String)>> {
    let named = format!("name=\"{with}\"");
    let form = page
        .split("<form")
        .skip(1)
        .filter_map(|rest| rest.split("</form>").next())
        .find(|form| form.contains(&named))?;
    let hidden = form.split("<input").skip(1).filter_map(|rest| rest.split('>').next());
    Some(hidden.filter(|input| input.contains("type=\"hidden\"")).filter_map(field).collect())
}

fn field(input: &str) -> Option<(String, String)> {
    Some((attribute(input, "name")?, attribute(input, "value").unwrap_or_default()))
}

fn attribute(input: &str, name: &str) -> Option<String> {
    let (_, rest) = input.split_once(&format!(" {name}=\""))?;
    Some(plain(rest.split('"').next()?))
}

/// Text as it is sent: a page writes some characters as their names or numbers.
fn plain(text: &str) -> String {
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let named = part.split_once(';').and_then(|(name, rest)| Some((character(name)?, rest)));
        if let Some((character, rest)) = named {
            plain.push(character);
            plain.push_str(rest);
        } else {
            plain.push('&');
            plain.push_str(part);
        }
    }
    plain
}

fn character(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(number) => u32::from_str_radix(number, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hidden_fields_of_the_form_that_is_meant_are_read_as_they_are_sent() {
        let page = concat!(
            r#"<form action="/sign-out"><input type="hidden" name="once" value="1"></form>"#,
            r#"<form action="/ask"><input type="hidden" name="once" value="2">"#,
            r#"<input type="hidden" name="shown" value="{&quot;sets&#34;:&#x31;,&amp;quot; &lt;a & b}">"#,
            r#"<input id="q" name="quantity-0" value="9"></form>"#,
        );
        let fields = hidden_fields(page, "quantity-0").unwrap();
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(fields, [("once", "2"), ("shown", r#"{"sets":1,&quot; <a & b}"#)]);
        assert!(hidden_fields(page, "quantity-1").is_none());
    }
}
