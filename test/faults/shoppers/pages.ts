/** What the marks on a page say, which the design keeps for tests. */

/** SKU → quantity. */
export function linesIn (body: string): Map<string, number> {
  return new Map(body.split('data-line="').slice(1).map(line => [line.slice(0, line.indexOf('"')), quantityIn(line)]))
}

function quantityIn (line: string): number {
  return Number(/name="quantity"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="quantity"/.exec(line)?.slice(1).find(Boolean))
}

export function countIn (body: string): number {
  return Number(/data-cart-count="(\d+)"/.exec(body)?.[1])
}

/** The texts of the messages that it shows. */
export function flashesIn (body: string): string[] {
  return body.split('data-flash="').slice(1).map(block => block.slice(block.indexOf('>') + 1).split('</p>')[0]?.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim() ?? '')
}

export function orderNumberIn (location: string): string | undefined {
  return /^\/orders\/(P-[0-9A-Z]{8})/.exec(location)?.[1]
}

/** The value of a hidden field. */
export function fieldIn (body: string, name: string): string {
  return new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
}
