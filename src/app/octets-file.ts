/** What people give as a file, or on standard input where the path is `-`: never much more than is asked for, so `/dev/zero` ends too. */
import { createReadStream } from 'node:fs'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'

/** Null: it is longer. Fails with fileUnreadable. */
export async function readAtMost(path: string, max: number): Promise<Buffer | null> {
  const octets = await readUpTo(path, max)
  return octets.length > max ? null : octets
}

/** All, or somewhat more than `max` of them. Fails with fileUnreadable. */
export async function readUpTo(path: string, max: number): Promise<Buffer> {
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

export function displayed(path: string): string {
  return path === '-' ? 'stdin' : path
}
