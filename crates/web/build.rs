//! Gathers what a browser loads: our styles and scripts, and the npm packages named in the lock file.
//!
//! Everything is named after its content, compressed once here and embedded into the binary. Nothing that comes
//! from npm is kept in the repository.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Cascade layers in the order in which they are laid down.
const STYLES: [&str; 10] =
    ["tokens", "base", "layout", "parts", "pages", "board", "lists", "room", "evening", "print"];
/// The layers that some pages load besides, so that the pages of every day need not carry them.
const APART: [(&str, &str); 4] = [
    ("BOARD_STYLE", "board"),
    ("LISTS_STYLE", "lists"),
    ("ROOM_STYLE", "room"),
    ("EVENING_STYLE", "evening"),
];
/// The most rows (periods and breaks of a day) and days that the week grid can draw.
const MOST_ROWS: usize = 24;
const MOST_DAYS: usize = 10;
const FONT: &str = "@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next";
/// The letters: constant, name, and the package's range and weight. Two fixed weights are a quarter lighter than the
/// variable file; the extended ones are only fetched by a page that holds such a letter.
const LETTERS: [(&str, &str, &str); 4] = [
    ("LETTERS", "letters", "latin-400"),
    ("LETTERS_BOLD", "letters-bold", "latin-700"),
    ("LETTERS_EXTENDED", "letters-extended", "latin-ext-400"),
    ("LETTERS_EXTENDED_BOLD", "letters-extended-bold", "latin-ext-700"),
];

/// One file that the server will offer under a name made from its content.
struct Gathered {
    constant: &'static str,
    path: String,
    file: String,
    gzip: Option<String>,
    content_type: &'static str,
}

fn main() -> Outcome<()> {
    let here = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join("assets");
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    println!("cargo::rerun-if-changed=assets");
    println!("cargo::rerun-if-changed=build.rs");
    let packages = install(&here, &out)?;
    let made = out.join("assets");
    fs::create_dir_all(&made)?;

    let mut gathered = Vec::new();
    for (constant, name, kind) in LETTERS {
        let bytes = read(&packages.join(format!("{FONT}-{kind}-normal.woff2")))?;
        gathered.push(keep(&made, constant, name, "woff2", &bytes)?);
    }
    let names: Vec<String> = read_text(&here.join("icons.list"))?.lines().map(str::to_owned).collect();
    let sprite = sprite(&packages, &names)?;
    let icons = keep(&made, "ICONS", "icons", "svg", sprite.as_bytes())?;
    let style = style(&here, &gathered)?;
    gathered.push(keep(&made, "STYLE", "trolley", "css", style.as_bytes())?);
    for (constant, name) in APART {
        let sheet =
            squeeze(&format!("@layer {name}{{{}}}", read_text(&here.join(format!("css/{name}.css")))?));
        gathered.push(keep(&made, constant, name, "css", sheet.as_bytes())?);
    }
    let script = join(&[
        packages.join("htmx.org/dist/htmx.min.js"),
        here.join("js/keys.js"),
        here.join("js/form.js"),
        here.join("js/week.js"),
        here.join("js/copy.js"),
    ])?;
    gathered.push(keep(&made, "SCRIPT", "trolley", "js", script.as_bytes())?);
    let board = join(&[packages.join("htmx-ext-sse/dist/sse.min.js"), here.join("js/board.js")])?;
    gathered.push(keep(&made, "BOARD_SCRIPT", "board", "js", board.as_bytes())?);
    // Alone on its pages: a room needs nothing of htmx, which weighs as much as all the rest.
    let room = join(&[here.join("js/keys.js"), here.join("js/form.js"), here.join("js/room.js")])?;
    gathered.push(keep(&made, "ROOM_SCRIPT", "room", "js", room.as_bytes())?);

    let icons_path = icons.path.clone();
    gathered.push(icons);
    fs::write(out.join("assets.rs"), table(&gathered, &names, &icons_path)?)?;
    Ok(())
}

/// Installs the packages of the lock file into `out`, once per lock file, and returns their folder.
fn install(here: &Path, out: &Path) -> Outcome<PathBuf> {
    let folder = out.join("npm");
    fs::create_dir_all(&folder)?;
    let lock = read(&here.join("package-lock.json"))?;
    let wanted = hash(&lock);
    let stamp = folder.join("installed");
    let packages = folder.join("node_modules");
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(packages);
    }
    for name in ["package.json", "package-lock.json", ".npmrc"] {
        fs::copy(here.join(name), folder.join(name))?;
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let run = Command::new(npm)
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(&folder)
        .output()
        .map_err(|error| {
            format!("cannot run `npm` ({error}). Building the pages needs Node.js 18 or newer with npm: install it and build again")
        })?;
    if !run.status.success() {
        let said = String::from_utf8_lossy(&run.stderr);
        return Err(format!(
            "`npm ci` failed in {}: {said}\nCheck that the npm registry can be reached, then build again",
            folder.display()
        )
        .into());
    }
    fs::write(stamp, wanted)?;
    Ok(packages)
}

/// One SVG file with a symbol per icon, from the icon package's single files.
fn sprite(packages: &Path, names: &[String]) -> Outcome<String> {
    let mut sprite = String::from("<svg xmlns=\"http://www.w3.org/2000/svg\">");
    for name in names {
        let file = read_text(&packages.join(format!("lucide-static/icons/{name}.svg")))?;
        let start = file.find("<svg").ok_or_else(|| format!("icon {name} holds no <svg>"))?;
        let open = file[start..].find('>').ok_or_else(|| format!("icon {name} is cut short"))? + start + 1;
        let close = file.rfind("</svg>").ok_or_else(|| format!("icon {name} is cut short"))?;
        let shapes: String = file[open..close].lines().map(str::trim).collect();
        write!(sprite, "<symbol id=\"{name}\" viewBox=\"0 0 24 24\">{shapes}</symbol>")?;
    }
    sprite.push_str("</svg>");
    Ok(sprite)
}

/// Our style sheets in layer order, with the places of the week grid written out, since pages carry no inline style.
fn style(here: &Path, letters: &[Gathered]) -> Outcome<String> {
    let mut css = format!("@layer {};\n", STYLES.join(","));
    let is_apart = |name: &str| APART.iter().any(|(_, apart)| *apart == name);
    for name in STYLES.into_iter().filter(|name| !is_apart(name)) {
        let mut sheet = read_text(&here.join(format!("css/{name}.css")))?;
        for (one, (_, file, _)) in letters.iter().zip(LETTERS) {
            sheet = sheet.replace(&format!("url({file}.woff2)"), &format!("url({})", one.path));
        }
        writeln!(css, "@layer {name}{{{sheet}}}")?;
    }
    css.push_str("@layer layout{");
    for row in 1..=MOST_ROWS {
        write!(
            css,
            ".rows-{row}{{--rows:{row}}}.from-{row}{{grid-row-start:{}}}.span-{row}{{grid-row-end:span {row}}}",
            row + 1
        )?;
    }
    for day in 1..=MOST_DAYS {
        write!(css, ".days-{day}{{--days:{day}}}.day-{day}{{grid-column:{}}}", day + 1)?;
    }
    css.push('}');
    Ok(squeeze(&css))
}

/// Style text without comments and needless space. Our sheets hold no strings with double spaces or `/*`.
fn squeeze(css: &str) -> String {
    let mut bare = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        bare.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, rest)| rest);
    }
    bare.push_str(rest);
    let mut tight = String::with_capacity(bare.len());
    for word in bare.split_whitespace() {
        let joins = tight.ends_with(['{', '}', ';', ',', '>']) || word.starts_with(['{', '}', ';', '>']);
        if !tight.is_empty() && !joins {
            tight.push(' ');
        }
        tight.push_str(word);
    }
    tight.replace(";}", "}")
}

/// Scripts one after the other, without our comment lines and indentation.
fn join(files: &[PathBuf]) -> Outcome<String> {
    let mut script = String::new();
    for file in files {
        for line in read_text(file)?.lines().map(str::trim) {
            if !line.is_empty() && !line.starts_with("//") {
                script.push_str(line);
                script.push('\n');
            }
        }
    }
    Ok(script)
}

/// Writes a file and its compressed twin, and gives it the address that its content decides.
fn keep(made: &Path, constant: &'static str, name: &str, ending: &str, bytes: &[u8]) -> Outcome<Gathered> {
    let hash = &hash(bytes)[..10];
    let file = made.join(format!("{name}.{ending}"));
    fs::write(&file, bytes)?;
    // Letters are compressed already.
    let gzip = if ending == "woff2" {
        None
    } else {
        let path = made.join(format!("{name}.{ending}.gz"));
        let mut packed = Vec::new();
        zopfli::compress(zopfli::Options::default(), zopfli::Format::Gzip, bytes, &mut packed)?;
        fs::write(&path, packed)?;
        Some(path.display().to_string())
    };
    let content_type = match ending {
        "woff2" => "font/woff2",
        "svg" => "image/svg+xml",
        "css" => "text/css; charset=utf-8",
        _ => "text/javascript; charset=utf-8",
    };
    let path = format!("/assets/{name}.{hash}.{ending}");
    Ok(Gathered { constant, path, file: file.display().to_string(), gzip, content_type })
}

/// The Rust source of the table, the address constants and the icons.
fn table(gathered: &[Gathered], names: &[String], icons: &str) -> Outcome<String> {
    let mut source = String::new();
    for one in gathered {
        writeln!(
            source,
            "/// Address of this asset, made from its content.\npub const {}: &str = {:?};",
            one.constant, one.path
        )?;
    }
    writeln!(source, "/// Every asset, by address.\npub static ALL: [Asset; {}] = [", gathered.len())?;
    for one in gathered {
        let gzip = one
            .gzip
            .as_ref()
            .map_or_else(|| "None".to_owned(), |file| format!("Some(include_bytes!({file:?}))"));
        writeln!(
            source,
            "Asset {{ path: {}, bytes: include_bytes!({:?}), gzip: {gzip}, content_type: {:?} }},",
            one.constant, one.file, one.content_type
        )?;
    }
    source.push_str("];\n/// A drawing of the icon sheet. Shown beside words, hidden from screen readers.\n");
    source.push_str("#[derive(Debug, Clone, Copy, PartialEq, Eq)]\npub enum Icon {\n");
    for name in names {
        writeln!(source, "/// `{name}`.\n{},", variant(name))?;
    }
    source.push_str("}\nimpl Icon {\n/// The element that draws it.\npub const fn markup(self) -> &'static str {\nmatch self {\n");
    for name in names {
        let markup = format!("<svg class=\"icon\" aria-hidden=\"true\"><use href=\"{icons}#{name}\"/></svg>");
        writeln!(source, "Self::{} => {markup:?},", variant(name))?;
    }
    source.push_str("}\n}\n}\n");
    Ok(source)
}

/// `circle-check` as `CircleCheck`.
fn variant(name: &str) -> String {
    let mut variant = String::new();
    for part in name.split('-') {
        let mut letters = part.chars();
        variant.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        variant.push_str(letters.as_str());
    }
    variant
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn read(path: &Path) -> Outcome<Vec<u8>> {
    fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()).into())
}

fn read_text(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()).into())
}
