/** A file of a picture: its content never changes, since its name is made of it. */
export interface PictureFile { name: string, bytes: Buffer, type: string }

/** Where uploaded pictures are kept. Several processes share one. */
export interface PictureStore {
  /** Resolves when it is kept for good. The same once more changes nothing. */
  put (file: PictureFile): Promise<void>
  /** Undefined when there is no such file. */
  get (name: string): Promise<Buffer | undefined>
}

export const TYPES: Readonly<Record<string, string>> = { webp: 'image/webp', jpg: 'image/jpeg' }
