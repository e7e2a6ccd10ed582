import fastifyMultipart from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { Readable } from 'node:stream'
import { PageError } from '../../plugins/errors.ts'

/** What a form with a file may send: the file, and no field. */
const LIMITS = { files: 1, fields: 0, parts: 1, headerPairs: 20, fieldNameSize: 50 }

/** Takes multipart in this scope alone: everywhere else it is a body of another kind. */
export default fp(async app => {
  await app.register(fastifyMultipart, { limits: LIMITS, throwFileSizeLimit: false })
}, { name: 'uploads' })

/** Throws a 415 for a body of another kind. Undefined where no file was sent. */
export async function openUpload (request: FastifyRequest, mostBytes: number): Promise<Readable & { truncated: boolean } | undefined> {
  if (!request.isMultipart()) throw new PageError(415, 'This kind of content is not accepted here, so nothing was changed.')
  const part = await request.file({ limits: { ...LIMITS, fileSize: mostBytes } })
  return part?.file
}

/** The whole file in memory. */
export async function readUpload (request: FastifyRequest, mostBytes: number): Promise<Buffer | 'too large' | undefined> {
  const file = await openUpload(request, mostBytes)
  if (!file) return undefined
  const chunks: Buffer[] = []
  for await (const chunk of file) chunks.push(chunk)
  return file.truncated ? 'too large' : Buffer.concat(chunks)
}
