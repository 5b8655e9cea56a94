//! The generator of the very version of uniffi that the library is built with: any other writes code that refuses it.

fn main() {
    uniffi::uniffi_bindgen_main();
}
