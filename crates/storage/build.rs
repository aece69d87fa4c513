//! Makes a new migration part of the program: without this, only changed ones would be seen.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
