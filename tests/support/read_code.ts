import { createRequire } from 'node:module'
import sharp from 'sharp'

// Its types say that it is a module with a default; it is the function itself.
const jsQR = createRequire(import.meta.url)('jsqr') as (typeof import('jsqr'))['default']

/** What a two-dimensional code in a photograph says, as a telephone reads it. */
export async function readCode(picture: Buffer): Promise<string> {
  const { data, info } = await sharp(picture)
    .flatten({ background: '#fff' })
    .resize({ width: 600 })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const code = jsQR(new Uint8ClampedArray(data), info.width, info.height)
  if (!code) throw new Error('nothing to be read')
  return Buffer.from(code.binaryData).toString('utf8')
}
