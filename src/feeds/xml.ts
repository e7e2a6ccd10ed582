const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

// What XML 1.0 has no place for, not even as an entity: https://www.w3.org/TR/xml/#charsets
// eslint-disable-next-line no-control-regex
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** Text as the content of an element or the value of an attribute. */
export function xmlText (text: string): string {
  return text.toWellFormed().replace(NOT_XML, '').replace(/[&<>"']/g, character => ENTITIES[character] ?? '')
}
