// What tests evaluate in a page is written here too, and uses the types of a browser.
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
