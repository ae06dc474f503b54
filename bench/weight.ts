import { constants, brotliCompressSync } from 'node:zlib'
import { read } from './frames.js'

const ASSET = /(?:href|src)="(\/assets\/[^"]+\.(?:css|js))"/g
const IMPORT = /(?:from|import)\s*["'](\.\/[^"']+\.js)["']/g

/**
 * The bytes on the wire of a page with its style and scripts, static imports included, in Brotli:
 * pages at quality 5, as a proxy compresses them on the fly, files as built.
 */
export async function pageWeight(url: string, headers: Record<string, string>): Promise<number> {
  const html = await read(`${url}/feed`, headers)
  let bytes = brotli(html, 5)
  const seen = new Set<string>()
  const waiting = [...html.matchAll(ASSET)].map(([, path]) => path ?? '')
  for (let path = waiting.pop(); path; path = waiting.pop()) {
    if (seen.has(path)) continue
    seen.add(path)
    const text = await read(url + path, {})
    bytes += brotli(text, constants.BROTLI_MAX_QUALITY)
    for (const [, file] of text.matchAll(IMPORT))
      waiting.push(new URL(file ?? '', url + path).pathname)
  }
  return bytes
}

function brotli(text: string, quality: number): number {
  return brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }).length
}
