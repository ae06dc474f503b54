import { asymmetric } from './asymmetric.js'
import { ftyp } from './hand_made.js'
import { onDisk } from './on_disk.js'
import { drawn } from './raw_picture.js'

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'

/** A photo that is taken: the path of its file, which lasts until the test ends. */
export async function goodPhoto(name = 'halles.jpg'): Promise<string> {
  return onDisk(await drawn(asymmetric).jpeg().toBuffer(), name)
}

/** Three files that are no photos for us: their paths, and what is said of each. */
export async function refusedFiles(): Promise<Array<{ path: string; sentence: string }>> {
  const photo = await drawn(asymmetric).jpeg().toBuffer()
  const heavy = Buffer.concat([photo, Buffer.alloc(25 * 1024 * 1024)])
  return [
    {
      path: await onDisk(Buffer.from(SVG), 'dessin.jpg'),
      sentence: '« dessin.jpg » est un dessin SVG',
    },
    {
      path: await onDisk(heavy, 'panorama.jpg'),
      sentence: '« panorama.jpg » pèse plus de 20 Mo',
    },
    {
      path: await onDisk(ftyp('isom', 'mp42'), 'vacances.mp4'),
      sentence: '« vacances.mp4 » est une vidéo',
    },
  ]
}
