/** What people give as a file, or on standard input where the path is `-`: never more than is asked for, so `/dev/zero` ends too. */
import { createReadStream } from 'node:fs'
import { reason } from '../base/failure.ts'
import { baseFailure } from '../base/failures.ts'

/** Null: it is longer. Fails with fileUnreadable. */
export async function readAtMost(path: string, max: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    const stream = path === '-' ? process.stdin : createReadStream(path)
    for await (const chunk of stream) {
      chunks.push(chunk)
      size += chunk.length
      if (size > max) return null
    }
  } catch (error) {
    throw baseFailure('fileUnreadable', { file: displayed(path), why: reason(error) })
  }
  return Buffer.concat(chunks)
}

export function displayed(path: string): string {
  return path === '-' ? 'stdin' : path
}
