/** Gives something out as a file of this computer. */
export function saveFile(name: string, content: Blob | string): void {
  const url = URL.createObjectURL(
    typeof content === 'string' ? new Blob([content], { type: 'application/octet-stream' }) : content,
  )
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
