import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { FILE } from './name.ts'
import type { PictureFile, PictureStore } from './store.ts'

/** Pictures in a folder, which all processes of the shop must see. */
export class FolderStore implements PictureStore {
  readonly #folder: string

  constructor (folder: string) {
    this.#folder = folder
  }

  async put ({ name, bytes }: PictureFile): Promise<void> {
    const path = this.#pathOf(name)
    await mkdir(this.#folder, { recursive: true })
    // Under another name first: nobody is shown half of it, also when the process ends here.
    const unfinished = `${path}.${randomUUID()}`
    const file = await open(unfinished, 'wx')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(unfinished, path)
  }

  async get (name: string): Promise<Buffer | undefined> {
    try {
      return await readFile(this.#pathOf(name))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
      throw error
    }
  }

  #pathOf (name: string): string {
    if (!FILE.test(name)) throw new Error('this is no name of a picture')
    return join(this.#folder, name)
  }
}
