/** The octets of a file, or of standard input where the path is `-`, and no more of them than somebody wants. */

import { createReadStream } from 'node:fs'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'

/** All, or somewhat more than `max` of them: `/dev/zero` ends too. Fails with `fileUnreadable`. */
export async function readUpTo(path: string, max: number): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    const stream = path === '-' ? process.stdin : createReadStream(path)
    for await (const chunk of stream) {
      chunks.push(chunk)
      size += chunk.length
      if (size > max) break
    }
  } catch (error) {
    throw baseFailure('fileUnreadable', { file: displayed(path), why: reason(error) })
  }
  return Buffer.concat(chunks)
}

export const displayed = (path: string) => (path === '-' ? 'stdin' : path)
