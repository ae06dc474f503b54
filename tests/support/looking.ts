import type { Assert } from '@japa/assert'
import type { Locator, Page } from 'playwright'
import { faultsOf } from './looked_at.js'

/** Goes from page to page, makes sure that each is the one meant, and remembers what is wrong. */
export class Looking {
  #faults: string[] = []

  constructor(
    private page: Page,
    private assert: Assert
  ) {}

  /** Opens an address; `desk` looks at it on a wide screen too. */
  async at(path: string, { status = 200, name = path, desk = false } = {}): Promise<void> {
    const answer = await this.page.goto(path)
    this.assert.equal(answer?.status(), status, name)
    this.#faults.push(...(await faultsOf(this.page, name, desk)))
  }

  /** Presses a button whose answer is a page. */
  async after(button: Locator, status: number, name: string): Promise<void> {
    const answering = this.page.waitForResponse(
      (response) =>
        response.request().method() === 'POST' && response.request().isNavigationRequest()
    )
    await button.click()
    this.assert.equal((await answering).status(), status, name)
    await this.page.waitForLoadState()
    this.#faults.push(...(await faultsOf(this.page, name)))
  }

  /** Looks at the page as it stands. */
  async here(name: string): Promise<void> {
    this.#faults.push(...(await faultsOf(this.page, name)))
  }

  assertFaultless(): void {
    this.assert.deepEqual(this.#faults, [])
  }
}
