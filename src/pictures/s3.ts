import { AwsClient } from 'aws4fetch'
import { FILE } from './name.ts'
import type { PictureFile, PictureStore } from './store.ts'

export interface S3Options {
  /** The bucket, in which the names of pictures are keys: `https://s3.eu-west-1.amazonaws.com/pottle`. */
  url: URL
  keyId: string
  secret: string
  /** As signatures name it. */
  region: string
}

const ANSWER_TIMEOUT_MS = 5000
const TRIES = 2

/** Pictures in a bucket of anything that speaks S3. It can stay private: the shop hands the pictures out itself. */
export class S3Store implements PictureStore {
  readonly #base: string
  readonly #client: AwsClient

  constructor ({ url, keyId, secret, region }: S3Options) {
    this.#base = url.href.replace(/\/*$/, '/')
    this.#client = new AwsClient({ accessKeyId: keyId, secretAccessKey: secret, service: 's3', region, retries: TRIES })
  }

  async put ({ name, bytes, type }: PictureFile): Promise<void> {
    const answer = await this.#ask(name, { method: 'PUT', body: new Uint8Array(bytes), headers: { 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' } })
    await answer.body?.cancel()
    if (!answer.ok) throw new Error(`the store of pictures answered ${answer.status} to a picture`)
  }

  async get (name: string): Promise<Buffer | undefined> {
    const answer = await this.#ask(name, { method: 'GET' })
    if (answer.ok) return Buffer.from(await answer.arrayBuffer())
    await answer.body?.cancel()
    // A bucket that may not be listed says 403 for what is not there.
    if (answer.status === 404 || answer.status === 403) return undefined
    throw new Error(`the store of pictures answered ${answer.status}`)
  }

  #ask (name: string, init: RequestInit): Promise<Response> {
    if (!FILE.test(name)) throw new Error('this is no name of a picture')
    return this.#client.fetch(this.#base + name, { ...init, signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) })
  }
}
