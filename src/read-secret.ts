import process, { stderr, stdin } from 'node:process'
import { createInterface } from 'node:readline/promises'
import { text } from 'node:stream/consumers'
import { Writable } from 'node:stream'

/** Asks for a secret without showing it; typed twice, alike. Without a terminal it is all of standard input, less the line end. */
export async function readSecret (name: string): Promise<string> {
  if (!stdin.isTTY) return (await text(stdin)).replace(/\r?\n$/, '')
  const secret = await ask(`${name}: `)
  if (await ask(`${name} again: `) !== secret) throw new Error('These two are not the same. Nothing was done.')
  return secret
}

async function ask (question: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: stdin, output: nowhere, terminal: true })
  terminal.on('SIGINT', () => process.exit(130))
  stderr.write(question)
  try {
    return await terminal.question('')
  } finally {
    terminal.close()
    stderr.write('\n')
  }
}
