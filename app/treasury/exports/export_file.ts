/** A file that is written as it is read. */
export interface ExportFile {
  name: string
  mediaType: string
  content: () => AsyncIterable<string | Uint8Array>
}
