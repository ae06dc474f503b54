import { test } from '@japa/runner'
import fc from 'fast-check'
import sharp from 'sharp'
import { openCodec } from '#feed/photos/codec'
import { epcCode, epcPayload, type Transfer } from '#payments/offline/epc_code'
import { readCode } from '#tests/support/read_code'
import { creditorReference, isCreditorReference } from '#payments/offline/creditor_reference'

const TRANSFER: Transfer = {
  holder: 'La Placette de la Sèvre niortaise',
  iban: 'FR7630006000011234567890189',
  bic: 'AGRIFRPP',
  amountCents: 2050,
  reference: creditorReference('0b6c9c3e:1:checkout'),
}

const DRAWINGS = { operation: ['VipsForeignLoadSvg'] }

/**
 * The code as a telephone reads it: from the picture. Where photos were opened before, in the same
 * process, drawings are refused (`openCodec`); for this one they are let in, then refused again.
 */
async function decoded(svg: string): Promise<string> {
  await openCodec()
  sharp.unblock(DRAWINGS)
  try {
    return await readCode(await sharp(Buffer.from(svg), { density: 300 }).png().toBuffer())
  } finally {
    sharp.block(DRAWINGS)
  }
}

test.group('The code of a transfer (EPC069-12)', () => {
  test('is read from its picture, line by line', async ({ assert }) => {
    const lines = (await decoded(await epcCode(TRANSFER))).split('\n')
    assert.deepEqual(lines, [
      'BCD',
      '002',
      '1',
      'SCT',
      'AGRIFRPP',
      'La Placette de la Sèvre niortaise',
      'FR7630006000011234567890189',
      'EUR20.50',
      '',
      TRANSFER.reference,
    ])
  })

  test('may leave out the bank’s own code', async ({ assert }) => {
    const lines = (await decoded(await epcCode({ ...TRANSFER, bic: null }))).split('\n')
    assert.equal(lines[4], '')
    assert.lengthOf(lines, 10)
  })

  test('keeps within the norm whatever the holder and the amount', ({ assert }) => {
    const holder = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 })
    fc.assert(
      fc.property(holder, fc.integer({ min: 1, max: 100_000_000 }), (name, amountCents) => {
        const lines = epcPayload({ ...TRANSFER, holder: name, amountCents }).split('\n')
        assert.lengthOf(lines, 10)
        assert.isAtMost([...(lines[5] ?? '')].length, 70)
        const [, euros, cents] = /^EUR(\d{1,9})\.(\d\d)$/.exec(lines[7] ?? '') ?? []
        assert.equal(Number(euros) * 100 + Number(cents), amountCents)
        assert.isTrue(isCreditorReference(lines[9] ?? ''))
        assert.isAtMost(Buffer.byteLength(lines.join('\n')), 331)
      })
    )
  })
})
