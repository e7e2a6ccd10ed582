const SIZE_BYTES = 64 * 1024
const MOST_KEPT = 64

const free: Buffer[] = []

/**
 * Memory for a page that is put together for one reader. Taken anew for each page it would lie outside of the heap of V8, which goes through
 * all of that to find what can go, and does so every thousand pages. Has to be given back when it is sent.
 */
export function takeBytes (length: number): Buffer {
  const buffer = length > SIZE_BYTES ? Buffer.allocUnsafeSlow(length) : free.pop() ?? Buffer.allocUnsafeSlow(SIZE_BYTES)
  return length === buffer.length ? buffer : buffer.subarray(0, length)
}

/** Nobody may read or send these bytes any more. */
export function giveBytes ({ buffer }: Buffer): void {
  if (buffer.byteLength === SIZE_BYTES && free.length < MOST_KEPT) free.push(Buffer.from(buffer))
}
