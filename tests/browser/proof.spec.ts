import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { clock } from '#shared/clock'
import { receiptOf } from '#feed/proof/receipt'
import { browserOf } from '#tests/support/browsers'
import { browserWorld } from '#tests/support/browser_world'
import { someone } from '#tests/support/cast'
import { aPost } from '#tests/support/feed_factory'
import { Looking } from '#tests/support/looking'

test.group('Checking the feed oneself, in a browser', (group) => {
  browserWorld(group)

  test('a post and a receipt are recomputed here; a touched receipt is found out', async ({
    browser,
    assert,
  }) => {
    const awa = await someone('Awa')
    const post = await aPost(awa)
    await aPost(awa, { visibility: 'signed_in' })
    const receipt = await receiptOf({ id: awa.id, choosesPlaces: false }, undefined, clock.now())
    const folder = await mkdtemp(join(tmpdir(), 'placette-receipt-'))
    const write = async (name: string, content: unknown) => {
      await writeFile(join(folder, name), JSON.stringify(content))
      return join(folder, name)
    }
    const page = await browserOf(browser, awa)
    const looking = new Looking(page, assert)
    await looking.at('/feed/proof', { desk: true })
    await page.goto(`/feed/proof?post=${post.id}`)
    await page.getByText('Votre navigateur vient de tout recalculer').waitFor()
    await looking.here('a post proven')

    const field = page.getByLabel('Vérifier un reçu')
    await field.setInputFiles(await write('right.json', receipt))
    await page.getByText('Le reçu est juste : tout ce qui a été publié').waitFor()
    await field.setInputFiles(await write('short.json', { ...receipt, shown: [] }))
    await page.getByText('Le compte n’y est pas').waitFor()
    const lie = { ...receipt, shown: receipt?.shown.slice(1), deleted: receipt?.shown.slice(0, 1) }
    await field.setInputFiles(await write('lie.json', lie))
    await page.getByText('Le reçu dit supprimée une publication').waitFor()
    await field.setInputFiles(await write('odd.json', 'hello'))
    await page.getByText('Ce fichier n’est pas un reçu').waitFor()
    await looking.here('a receipt refused')
    await looking.at('/feed/proof?post=999999', {
      status: 404,
      name: 'a post unknown to the chain',
    })
    await looking.at('/me/feeds', { name: 'feeds without a key' })
    await page.getByRole('button', { name: 'Faire mon adresse' }).click()
    await page.getByLabel('Votre adresse secrète').waitFor()
    await looking.here('a key shown once')
    await rm(folder, { recursive: true })
    looking.assertFaultless()
  })
})
