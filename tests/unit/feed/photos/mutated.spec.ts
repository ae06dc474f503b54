import { writeFile } from 'node:fs/promises'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { inspectUpload } from '#feed/photos/inspect_upload'
import type { PhotoFormat } from '#feed/photos/photo_format'
import type { PhotoRefusal } from '#feed/photos/photo_refusal'
import { preparePhoto } from '#feed/photos/prepare_photo'
import { onDisk } from '#tests/support/pictures/on_disk'
import { TELLING_FILES, tellingHeic } from '#tests/support/pictures/telling'

const RUNS: Record<PhotoFormat, number> = {
  jpeg: 400,
  png: 400,
  webp: 400,
  gif: 200,
  avif: 200,
  heic: 40,
}

const REFUSALS: PhotoRefusal[] = [
  'empty',
  'too_many_pixels',
  'unknown_format',
  'video',
  'type_mismatch',
  'damaged',
  'too_slow',
]

/** Bytes replaced, then a cut or a repetition. */
const wound = fc.record({
  replaced: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 12 }),
  from: fc.nat(),
  length: fc.nat(64),
  surgery: fc.constantFrom('none', 'cut', 'repeat', 'end'),
})

type Wound = typeof wound extends fc.Arbitrary<infer Value> ? Value : never

function wounded(file: Buffer, { replaced, from, length, surgery }: Wound) {
  const bytes = Buffer.from(file)
  // The signature is spared, so that the codecs are reached.
  for (const [at, value] of replaced) bytes[16 + (at % (bytes.length - 16))] = value
  const start = from % bytes.length
  const [before, after] = [bytes.subarray(0, start), bytes.subarray(start)]
  if (surgery === 'cut') return Buffer.concat([before, after.subarray(length)])
  if (surgery === 'repeat') return Buffer.concat([before, after.subarray(0, length), after])
  return surgery === 'end' ? before : bytes
}

test.group('Mutated files', () => {
  test('a wounded {$self} is prepared or refused, never an error')
    .with(Object.keys(RUNS) as PhotoFormat[])
    .run(async ({ assert }, format) => {
      const file = format === 'heic' ? await tellingHeic() : await TELLING_FILES[format]()
      const path = await onDisk(file)
      const outcomes = { taken: 0, refused: 0 }
      await fc.assert(
        fc.asyncProperty(wound, async (mutation) => {
          await writeFile(path, wounded(file, mutation))
          for (const outcome of [
            await inspectUpload(path, null),
            await preparePhoto(path, format),
          ]) {
            if (outcome.ok) assert.isAbove(outcome.width * outcome.height, 0)
            else assert.include(REFUSALS, outcome.refusal)
            outcomes[outcome.ok ? 'taken' : 'refused'] += 1
          }
        }),
        { numRuns: RUNS[format] }
      )
      assert.isAbove(outcomes.taken, 0)
      assert.isAbove(outcomes.refused, 0)
    })
})
