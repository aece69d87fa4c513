//! What a browser loads beside a page: letters, icons, style and script, embedded into the binary.
//!
//! An address is made from the content, so that a browser may keep the file for ever.

/// One embedded file.
#[derive(Debug)]
pub struct Asset {
    /// Address on this server, such as `/assets/trolley.0123456789.css`.
    pub path: &'static str,
    /// The file as it is.
    pub bytes: &'static [u8],
    /// The same, compressed with gzip, where that makes it smaller.
    pub gzip: Option<&'static [u8]>,
    /// Value of the `Content-Type` header.
    pub content_type: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The asset at an address, if there is one.
pub fn asset(path: &str) -> Option<&'static Asset> {
    ALL.iter().find(|asset| asset.path == path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on_the_wire(path: &str) -> usize {
        let asset = asset(path).expect("the address is in the table");
        asset.gzip.map_or(asset.bytes.len(), <[u8]>::len)
    }

    #[test]
    fn what_every_page_loads_leaves_room_for_the_page_in_sixty_kilobytes() {
        let weight: usize = [LETTERS, LETTERS_BOLD, ICONS, STYLE, SCRIPT].into_iter().map(on_the_wire).sum();
        assert!(weight < 60_000, "letters, icons, style and script weigh {weight} bytes");
    }

    #[test]
    fn an_unknown_address_is_not_found() {
        assert!(asset("/assets/trolley.css").is_none());
    }

    #[test]
    fn addresses_differ_and_carry_a_hash() {
        for asset in &ALL {
            assert_eq!(ALL.iter().filter(|other| other.path == asset.path).count(), 1);
            assert_eq!(asset.path.split('.').nth(1).map(str::len), Some(10));
        }
    }

    #[test]
    fn no_style_or_script_loads_from_another_host() {
        for asset in ALL.iter().filter(|asset| asset.content_type.starts_with("text/css")) {
            let text = std::str::from_utf8(asset.bytes).expect("text");
            assert!(!text.contains("http:") && !text.contains("https:") && !text.contains("@import"));
        }
    }
}
