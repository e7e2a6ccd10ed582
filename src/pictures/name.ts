/** The widths that an uploaded picture is kept in, as far as it is wider. */
export const WIDTHS = [160, 400, 800, 1600] as const
/** Of the JPEG for places that take nothing else. */
export const SHARE_WIDTH = 1200

/**
 * What the catalogue calls a picture: the path of a drawing in static/ (`/pictures/dipped-mug.svg`), or of an upload the hash of
 * what was sent, with its size: `/pictures/9f86d081884c7d659a2feaa0c55ad015-2400x2640`. Empty for none.
 */
export interface Upload { hash: string, width: number, height: number }

const UPLOAD = /^\/pictures\/([0-9a-f]{32})-([1-9]\d{0,4})x([1-9]\d{0,4})$/

/** A file of an upload, as it stands in addresses. */
export const FILE = /^[0-9a-f]{32}-[1-9]\d{0,3}\.(webp|jpg)$/

export function nameUpload ({ hash, width, height }: Upload): string {
  return `/pictures/${hash}-${width}x${height}`
}

/** Undefined for everything else. */
export function parseUpload (picture: string): Upload | undefined {
  const [, hash, width, height] = UPLOAD.exec(picture) ?? []
  return hash === undefined ? undefined : { hash, width: Number(width), height: Number(height) }
}

/** The widths that it is kept in: those of `WIDTHS` that are smaller, and its own or the widest. */
export function widthsOf ({ width }: Pick<Upload, 'width'>): number[] {
  const widest = WIDTHS[WIDTHS.length - 1] ?? width
  return [...WIDTHS.filter(each => each < Math.min(width, widest)), Math.min(width, widest)]
}

/** What an `<img>` needs. */
export interface Sources {
  src: string
  /** Empty where there is one file for all sizes. */
  srcset: string
}

const USUAL = 400

/** Where the files of an upload are. */
export function sourcesOf (upload: Upload): Sources {
  const files = widthsOf(upload).map(width => ({ width, url: `/pictures/${upload.hash}-${width}.webp` }))
  const usual = files.find(({ width }) => width >= USUAL) ?? files.at(-1)
  return { src: usual?.url ?? '', srcset: files.map(({ url, width }) => `${url} ${width}w`).join(', ') }
}

/** As JPEG. */
export function shareUrl ({ hash, width }: Upload): string {
  return `/pictures/${hash}-${Math.min(width, SHARE_WIDTH)}.jpg`
}
