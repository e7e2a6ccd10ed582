/** The mark by which spreadsheets know that a file is UTF-8. */
export const CSV_MARK = '\uFEFF'

/** One record (RFC 4180). */
export function csvLine (cells: readonly string[]): string {
  return `${cells.map(cell => quoted(defused(cell))).join(',')}\r\n`
}

/** What a spreadsheet would take for a formula becomes text (OWASP, "CSV Injection"). */
export function defused (cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
}

/** The cell that `defused` has made this of. */
export function undefused (cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
}

function quoted (cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
