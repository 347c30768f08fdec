/** The disk of a recording as a folder of the system's: made where it is not there, for nobody else's eyes. */
import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder } from '../../base/durable-files.ts'
import type { RecordingDisk, RecordingFile } from './disk.ts'

export function diskFolder(folder: string): RecordingDisk {
  return {
    create: async name => {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const path = join(folder, name)
      const handle = await open(path, 'wx+', 0o600)
      await syncFolder(path)
      return fileOf(handle, 0)
    },
  }
}

/** One that was cut, to be finished. */
export async function openRecording(path: string): Promise<RecordingFile> {
  const handle = await open(path, 'r+')
  const { size } = await handle.stat()
  return fileOf(handle, size)
}

function fileOf(handle: FileHandle, size: number): RecordingFile {
  let end = size
  const write = async (octets: Uint8Array, at: number) => {
    let written = 0
    while (written < octets.length) {
      const { bytesWritten } = await handle.write(
        octets,
        written,
        octets.length - written,
        at + written,
      )
      written += bytesWritten
    }
  }
  return {
    append: async octets => {
      await write(octets, end)
      end += octets.length
    },
    sync: () => handle.datasync(),
    rewriteHead: octets => write(octets, 0),
    read: async (at, octets) => {
      const buffer = Buffer.alloc(octets)
      const { bytesRead } = await handle.read(buffer, 0, octets, at)
      return buffer.subarray(0, bytesRead)
    },
    cut: async to => {
      await handle.truncate(to)
      end = to
    },
    close: () => handle.close(),
  }
}
