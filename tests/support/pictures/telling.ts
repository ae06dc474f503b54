import { readFile } from 'node:fs/promises'
import type { Sharp } from 'sharp'
import { asymmetric } from './asymmetric.js'
import { iptcSegment, withGifComment, withSegment } from './hand_made.js'
import { drawn } from './raw_picture.js'

/** Words that stand in each kind of metadata below; none may be found in what is served. */
export const SECRETS = ['rue des Lilas', 'Awa Diop', 'placette:secret', 'GPSLatitude']

const XMP = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="43,17.8N">placette:secret</rdf:Description>
</rdf:RDF></x:xmpmeta>`

/** Exif with a name, a place in words and a position; XMP with a position; a colour profile. */
export function telling(picture: Sharp): Sharp {
  return picture
    .withExif({
      IFD0: { Artist: 'Awa Diop', ImageDescription: '12 rue des Lilas' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '43/1 17/1 48/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '5/1 22/1 12/1',
      },
    })
    .withXmp(XMP)
    .withIccProfile('p3')
}

/** A file of each format that says far more than its picture. */
export const TELLING_FILES: Record<
  'jpeg' | 'png' | 'webp' | 'avif' | 'gif',
  () => Promise<Buffer>
> = {
  jpeg: async () => {
    const jpeg = await telling(drawn(asymmetric)).jpeg().toBuffer()
    const captioned = withSegment(jpeg, 0xed, iptcSegment('12 rue des Lilas'))
    return withSegment(captioned, 0xfe, Buffer.from('placette:secret'))
  },
  png: () => telling(drawn(asymmetric)).png().toBuffer(),
  webp: () => telling(drawn(asymmetric)).webp().toBuffer(),
  avif: () => telling(drawn(asymmetric)).avif({ effort: 0 }).toBuffer(),
  gif: async () => withGifComment(await drawn(asymmetric).gif().toBuffer(), '12 rue des Lilas'),
}

/** The HEIC file beside this module; `asymmetric_heic.md` says how it was made. */
export function tellingHeic(): Promise<Buffer> {
  return readFile(new URL('./asymmetric.heic', import.meta.url))
}
