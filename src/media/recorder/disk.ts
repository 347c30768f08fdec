/**
 * The disk as a recording needs it: files that grow at their end, and whose head is written once more. Declared here,
 * implemented in `disk-folder.ts`. What the system says is thrown as it comes.
 */
export interface RecordingFile {
  append(octets: Uint8Array): Promise<void>
  /** After it a power cut takes nothing of what was written before. */
  sync(): Promise<void>
  /** Over its first octets. */
  rewriteHead(octets: Uint8Array): Promise<void>
  /** Fewer at its end. */
  read(at: number, octets: number): Promise<Buffer>
  /** Nothing is left behind this. */
  cut(size: number): Promise<void>
  close(): Promise<void>
}

export interface RecordingDisk {
  /** Fails where there is one of that name. */
  create(name: string): Promise<RecordingFile>
}
