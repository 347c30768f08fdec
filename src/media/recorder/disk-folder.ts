/**
 * The disk of a recording as a folder of the system's: made where it is not there, for nobody else's eyes. Where little is free
 * nothing is recorded any more: on a disk that is full the database could not keep a word of what is decided.
 */
import { type FileHandle, mkdir, open, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { syncFolder } from '../../base/durable-files.ts'
import type { RecordingDisk, RecordingFile } from './disk.ts'

export const RESERVE_OCTETS = 1_000_000_000
/** So much is written between two looks at what is free. */
const LOOK_EVERY = 4 << 20

/** `free`: octets that may still be written on the disk that the folder is on. */
export function diskFolder(folder: string, free = () => freeOn(folder)): RecordingDisk {
  const mustHaveRoom = async () => {
    if ((await free()) < RESERVE_OCTETS) throw new Error('less than 1 GB of the disk is free')
  }
  return {
    create: async name => {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await mustHaveRoom()
      const path = join(folder, name)
      const handle = await open(path, 'wx+', 0o600)
      await syncFolder(path)
      const file = fileOf(handle, 0)
      let unseen = 0
      return {
        ...file,
        append: async octets => {
          unseen += octets.length
          if (unseen >= LOOK_EVERY) {
            unseen = 0
            await mustHaveRoom()
          }
          await file.append(octets)
        },
      }
    },
  }
}

async function freeOn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
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
      const { bytesWritten } = await handle.write(octets, written, octets.length - written, at + written)
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
